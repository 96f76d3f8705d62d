// SPDX-License-Identifier: Apache-2.0
// A clerk's day at the keyboard, in a real browser against a real service.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { Pc, primary, shows, signIn } from './support/browser.mjs';
import { inHall, kQuick } from './support/office.mjs';
import { kHall, newId, until } from './support/service.mjs';

let service;
let pc;
let page;

before(async () => { pc = await Pc.open(); });
after(() => pc.close());

const atDoor = inHall(() => [pc], {
  hall: kQuick,
  before: (own, its) => {
    page = own;
    service = its;
  },
});

/** The same, beginning with a clerk at counter 1. */
const atDesk = (name, body, hall) => atDoor(name, async () => {
  await signIn(page, service);
  await body();
}, hall);

const key = (name) => page.keyboard.press(name);
const state = async (ticket) => (await service.state()).tickets.find((one) => one.id === ticket.id);
const is = (ticket, wanted) => until(async () => (await state(ticket)).state === wanted, `${ticket.number} to be ${wanted}`);
const enabled = (action) => page.waitForSelector(`[data-action="${action}"]:not([aria-disabled]):visible`);
const issue = async (order = { item: 'GA-01' }) => {
  const ticket = await service.issue(order);
  await page.locator('#behind .number', { hasText: ticket.number }).waitFor();
  return ticket;
};
const call = async (ticket) => {
  await primary(page, 'call_next');
  await key('Space');
  await shows(page, ticket.number, 'called');
};
const finish = async () => {
  if (await page.locator('#current').getAttribute('data-state') === 'called') {
    await primary(page, 'start');
    await key('Space');
  }
  await primary(page, 'finish');
  await key('Space');
  await page.waitForSelector('#current[data-state="none"]');
};

atDoor('a whole ticket needs the keyboard only', async () => {
  const first = await service.issue({ item: 'GA-01' });
  await page.goto(`${service.url}/clerk/`);
  await page.locator('#chooser[open]').waitFor();
  await key('Tab'); // From the chooser to its counters.
  await page.locator('#counters').focus().catch(() => {});
  await until(async () => {
    await key('Tab');
    return page.evaluate(() => document.activeElement.name === 'counter');
  }, 'the keyboard to reach the counters');
  await key('Space');
  assert.match(await page.locator('#chosen').textContent(), /1 號窗口/);
  await until(async () => {
    await key('Tab');
    return page.evaluate(() => document.activeElement.id === 'staff');
  }, 'the keyboard to reach the staff number');
  await page.keyboard.type('s001');
  await key('Tab');
  await page.keyboard.type('8001');
  await key('Enter');
  await page.locator('#link[data-status="up"]').waitFor();
  await call(first);
  assert.equal(await page.locator('#item').textContent(), '居民身份證首次申領');
  await primary(page, 'start');
  await key('Enter');
  await shows(page, first.number, 'serving');
  await finish();
  const told = (await service.log()).filter((entry) => entry.kind === 'ticket' && entry.body.ticket.id === first.id);
  assert.deepEqual(told.map((entry) => entry.body.action), ['issue', 'call_next', 'start', 'finish']);
});

atDesk('the counter is remembered, and a reload finds the ticket in hand again', async () => {
  const ticket = await issue();
  await call(ticket);
  await page.reload();
  await shows(page, ticket.number, 'called');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'primary');
  await finish();
});

atDesk('a wrong press is put back with one key', async () => {
  const ticket = await issue();
  await call(ticket);
  await key('b');
  await is(ticket, 'waiting');
  await call(ticket);
  await finish();
});

atDesk('what was finished by mistake is undone with one key', async () => {
  const ticket = await issue();
  await call(ticket);
  await finish();
  await enabled('undo');
  await key('u');
  await shows(page, ticket.number, 'serving');
  await finish();
});

atDesk('how long until the next recall is counted down, and how many calls before a no-show', async () => {
  await call(await issue());
  const note = (action) => page.locator(`[data-action="${action}"] .note`).textContent();
  assert.equal(await page.locator('[data-action="recall"]').getAttribute('aria-disabled'), 'true');
  assert.match(await note('recall'), /(59|[1-5][0-9]|60) 秒後/);
  assert.match(await note('no_show'), /再叫 1 次後/);
}, { ...kQuick, recall_interval_s: 60 });

atDesk('who does not come is called again, then marked, then welcome again', async () => {
  const ticket = await issue();
  await call(ticket);
  await enabled('recall');
  await key('r');
  await until(async () => (await state(ticket)).calls === 2, 'the recall');
  await enabled('no_show');
  await key('m');
  await is(ticket, 'no_show');
  const row = page.locator('#missed .row', { hasText: ticket.number });
  await row.locator('[data-action="requeue"]:not([aria-disabled])').waitFor();
  await key('3');
  await key('Enter');
  await is(ticket, 'waiting');
  await call(ticket);
  await finish();
});

atDesk('call next while one is called asks: here, or not here', async () => {
  const [one, two] = [await issue(), await issue()];
  await call(one);
  await page.waitForTimeout(1100);
  await key('n');
  await page.locator('#ask[open]').waitFor();
  assert.match(await page.locator('#ask-title').textContent(), new RegExp(one.number));
  await key('w');
  await until(async () => (await state(one)).calls === 2, '"not here" to recall');
  await page.waitForTimeout(1100);
  await key('n');
  await page.locator('#ask[open]').waitFor();
  await key('y');
  await shows(page, two.number, 'called');
  assert.equal((await state(one)).state, 'finished');
  await primary(page, 'start');
  await key('s');
  await shows(page, two.number, 'serving');
  const three = await issue();
  await key('n');
  await shows(page, three.number, 'called');
  assert.equal((await state(two)).state, 'finished');
  await finish();
});

atDesk('a question is asked by the service too, when the page could not know', async () => {
  const ticket = await issue();
  // Another tab of this clerk has called a moment ago: this page's stream is held back.
  await page.route('**/commands', async (route) => {
    const body = JSON.parse(route.request().postData());
    if (body.type === 'call_next' && body.came === undefined) {
      await service.request('POST', `${kHall}/commands`, {
        headers: { Cookie: (await pc.context.cookies()).map((one) => `${one.name}=${one.value}`).join(), 'X-Hall': '1' },
        body: { cmd: newId(), type: 'call_next' },
      });
      await page.waitForTimeout(1200);
    }
    await route.continue();
  });
  await primary(page, 'call_next');
  await key('Space');
  await page.locator('#ask[open]').waitFor();
  await key('Escape');
  await page.unroute('**/commands');
  await shows(page, ticket.number, 'called');
  await finish();
});

atDesk('a ticket is set aside with a reason, and comes back by hand or by itself', async () => {
  const ticket = await issue();
  await call(ticket);
  await key('p');
  await page.locator('#ask[open]').waitFor();
  await key('ArrowDown');
  await key('Enter');
  await is(ticket, 'parked');
  assert.equal((await state(ticket)).parking.reason, 'form');
  await page.locator('#parked .row small', { hasText: '填寫表格' }).waitFor();
  await key('2');
  await key('Enter');
  await is(ticket, 'waiting');
  await call(ticket);
  await key('p');
  await page.locator('#ask[open]').waitFor();
  await page.locator('#ask input[value="other"]').check();
  await page.locator('#ask input[name="reason_words"]').fill('去車上拿材料');
  await page.locator('#ask select').selectOption('5');
  await page.locator('#ask input[name="hall_wide"]').check();
  await page.locator('#ask .button.main').click();
  await is(ticket, 'parked');
  const parked = await state(ticket);
  assert.equal(parked.reason, '去車上拿材料');
  assert.equal(parked.parking.hall_wide, true);
  const minutes = (parked.parking.until - (await service.state()).now) / 60_000;
  assert.ok(minutes > 4.5 && minutes <= 5, `returns in ${minutes} min`);
  await page.locator('#parked [data-action="resume"]').click();
  await is(ticket, 'waiting');
  await call(ticket);
  await finish();
});

atDesk('a ticket goes to another queue, and to another counter and back to me', async () => {
  const ticket = await issue();
  await call(ticket);
  await key('t');
  await page.locator('#ask select').selectOption('to_queue:B');
  await page.locator('#ask .button.main').click();
  await is(ticket, 'waiting');
  assert.equal((await state(ticket)).queue, 'B');
  const second = await issue();
  await call(second);
  await key('t');
  await page.locator('#ask select').selectOption('to_counter:W02');
  await page.locator('#ask input[name="back"]').check();
  await key('Enter');
  await is(second, 'waiting');
  const sent = await state(second);
  assert.deepEqual([sent.only_for, sent.return_to], ['W02', 'W01']);
  const other = await service.signIn('S003', 'W02');
  assert.equal((await other.command({ type: 'call_next' })).body.ticket.id, second.id);
  await other.command({ type: 'start' });
  await other.command({ type: 'finish' });
  await page.locator('#behind .row', { hasText: second.number }).filter({ hasText: '轉回本窗口' }).waitFor();
  await call(second);
  await finish();
});

atDesk('who changes their mind quickly finds the second question whole', async () => {
  const ticket = await issue();
  await call(ticket);
  await key('p');
  await page.locator('#ask[open]').waitFor();
  // Both before the browser has told anybody that the first one was closed.
  await page.evaluate(() => {
    document.querySelector('#ask').close();
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'c', bubbles: true }));
  });
  await page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => setTimeout(resolve, 0)); }));
  assert.equal(await page.locator('#ask-title').count(), 1);
  await key('Enter');
  await is(ticket, 'cancelled');
});

atDesk('a ticket is cancelled with a reason', async () => {
  const ticket = await issue();
  await call(ticket);
  await key('c');
  await page.locator('#ask[open]').waitFor();
  await key('Enter');
  await is(ticket, 'cancelled');
  assert.equal((await state(ticket)).reason, 'left');
});

atDesk('a counter pauses with a reason, and calls nobody until it goes on', async () => {
  await issue();
  await key('z');
  await page.locator('#ask[open]').waitFor();
  await key('Enter');
  await page.waitForSelector('#current[data-state="paused"]');
  assert.equal((await service.state()).seats.find((seat) => seat.counter === 'W01').pause_reason, 'rest');
  await primary(page, 'resume_service');
  await key('Space');
  await page.waitForSelector('#current[data-state="none"]');
  await primary(page, 'call_next');
  await key('Space');
  await page.waitForSelector('#current[data-state="called"]');
  await finish();
});

atDesk('a paper that did not come out is marked', async () => {
  const device = { id: 'K09', kind: 'kiosk', epoch: 1 };
  await service.asDevice('POST', '/v1/devices', device);
  const ticket = newId();
  const { body: number } = await service.asDevice('POST', `${kHall}/alloc`, { ticket, queue: 'A', device: 'K09', epoch: 1, boot: 1 });
  const stamp = { boot: 1, mono_ms: 1000, estimate: number.day ? Date.parse(`${number.day}T01:10:00Z`) : 0, good: false };
  const notes = [
    ['boot', { boot: 1, program: 'test', stamp }],
    ['issued', { ticket, day: number.day, number: number.number, ordinal: number.ordinal, band: 'walk_in', queue: 'A', item: 'GA-03', priority: '', language: 'zh-Hant', touch: newId(), stamp }],
    ['paper', { ticket, paper: 'unprinted', sending: false, evidence: 'cover_open', attempt: 1, stamp }],
  ].map(([kind, body]) => ({ kind, body: JSON.stringify(body) }));
  const pushed = await service.pushJournal('K09', notes);
  assert.equal(pushed.status, 200, pushed.text);
  await page.locator('#behind .row', { hasText: number.number }).filter({ hasText: '未列印' }).waitFor();
  await call({ number: number.number });
  assert.match(await page.locator('#marks').textContent(), /未列印/);
  await finish();
});

atDesk('letter keys can be switched off, and are silent while one writes', async () => {
  const ticket = await issue();
  await key('?');
  await page.locator('#ask[open]').waitFor();
  await page.locator('#ask .button', { hasText: '關閉字母快捷鍵' }).click();
  await key('n');
  await page.waitForTimeout(300);
  assert.equal((await state(ticket)).state, 'waiting');
  await key('Space');
  await shows(page, ticket.number, 'called');
  await page.locator('#keys').click();
  await page.locator('#ask .button', { hasText: '開啟字母快捷鍵' }).click();
  await finish();
});

atDesk('three languages are switched in place, with a ticket in hand', async () => {
  const ticket = await issue();
  await call(ticket);
  const words = [['en', 'Start', 'First issue of resident identity card'], ['zh-Hans', '开始办理', '居民身份证首次申领'], ['zh-Hant', '開始辦理', '居民身份證首次申領']];
  for (const [language, start, item] of words) {
    await page.locator(`#desk .languages [data-language="${language}"]`).click();
    assert.equal(await page.locator('#primary').textContent(), start);
    assert.equal(await page.locator('#item').textContent(), item);
    assert.equal(await page.locator('html').getAttribute('lang'), language);
  }
  await page.locator('#primary').focus();
  await finish();
});

atDesk('who may name a ticket calls it out of turn, with a reason', async () => {
  const manager = await Pc.open();
  const desk = await manager.page();
  await signIn(desk, service, { clerk: 'S104', counter: 'W03' });
  const [, second] = [await issue(), await issue()];
  const row = desk.locator('#behind .row', { hasText: second.number });
  await row.locator('[data-action="call"]').click();
  await desk.locator('#ask[open]').waitFor();
  await desk.keyboard.press('Enter');
  await shows(desk, second.number, 'called');
  assert.equal((await state(second)).reason, 'help');
  assert.match(await desk.locator('#marks').textContent(), /指定叫號/);
  assert.equal(await page.locator('#behind [data-action="call"]').count(), 0);
  await manager.close();
});

atDesk('signing out with a ticket in hand is refused with the number; without one it is done', async () => {
  const ticket = await issue();
  await call(ticket);
  await page.locator('#sign-out').click();
  await page.locator('#refusal:visible').waitFor();
  assert.match(await page.locator('#refusal').textContent(), new RegExp(`${ticket.number}.*窗口還有一個號，請先處理`));
  await page.locator('#primary').focus();
  await finish();
  await page.locator('#sign-out').click();
  await page.locator('#sign-in').waitFor();
  assert.equal((await service.state()).seats.find((seat) => seat.counter === 'W01').clerk, '');
});

atDesk('the way in says what is wrong', async () => {
  const attempt = async (staff, pin) => {
    await page.locator('#staff').fill(staff);
    await page.locator('#pin').fill(pin);
    await page.locator('#sign-in-button').click();
  };
  const says = (text) => page.locator('#sign-in-alert', { hasText: text }).waitFor();
  await page.locator('#sign-out').click();
  await page.locator('#sign-in').waitFor();
  await attempt('', '');
  await says('請輸入工號與密碼');
  await attempt('S001', '0000');
  await says('工號或密碼不對');
  await service.signIn('S002', 'W01');
  await attempt('S001', '8001');
  await says('窗口已有人登入');
  for (let i = 0; i < 5; i += 1) {
    await attempt('S005', '0000');
    await page.waitForFunction(() => document.querySelector('#pin').value === ''
      && !document.querySelector('#sign-in-button').hasAttribute('aria-disabled'));
  }
  await attempt('S005', '8005');
  await says('嘗試次數過多');
});
