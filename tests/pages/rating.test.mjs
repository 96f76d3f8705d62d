// SPDX-License-Identifier: Apache-2.0
// The rating tablet: asks when a service ends, loses nothing, counts nothing twice, presses nothing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Pc } from './support/browser.mjs';
import { kHall, newId, Service, until } from './support/service.mjs';

const kTablets = 44;
let service;
let clerk;
let pc;

before(async () => {
  service = await new Service({ hall: { rating_prompt_s: 20 }, flags: ['--connections-per-address', '400'] }).start();
  clerk = await service.signIn('S104', 'W01');
  pc = await Pc.open({ width: 1280, height: 800, hasTouch: true });
});
after(async () => {
  await pc.close();
  await service.stop();
});

const ratings = async () => (await service.log()).filter((one) => one.kind === 'rating').map((one) => one.body.service);
const rated = async (ticket) => (await ratings()).filter((one) => one.ticket === ticket.id);
/** A tablet's page; `until(screen)` waits for it. */
async function tablet(counter = 'W01') {
  const page = await pc.page();
  await page.goto(`${service.url}/rating/?counter=${counter}#key=${service.token}`);
  await page.waitForSelector('body[data-screen="idle"], body[data-screen="ask"]');
  page.reach = (screen) => page.waitForSelector(`body[data-screen="${screen}"]`);
  page.grade = async (n) => {
    await page.waitForTimeout(650); // The tablet itself ignores a finger that was there before.
    await page.locator(`#ask [data-grade="${n}"]`).tap();
  };
  return page;
}

test('it shows who sits there, opens when the service ends, and thanks', async () => {
  const page = await tablet();
  assert.equal(await page.locator('#welcome').textContent(), '歡迎辦理');
  assert.match(await page.locator('#counter').textContent(), /1 號窗口/);
  assert.match(await page.locator('#badge').textContent(), /工號/);
  assert.notEqual(await page.locator('#clerk').textContent(), '');
  assert.doesNotMatch(page.url(), /key|[0-9a-f]{64}/, 'the key does not stay in the address');
  const ticket = await service.served(clerk);
  await page.reach('ask');
  assert.match(await page.locator('#ask-number').textContent(), new RegExp(ticket.number));
  assert.deepEqual((await page.locator('#grades').innerText()).split(/\s+/).filter(Boolean),
    ['非常滿意', '滿意', '基本滿意', '不滿意', '非常不滿意']);
  await page.grade(1);
  await page.reach('thanks');
  await page.reach('idle');
  const [rating] = await rated(ticket);
  assert.equal(rating.rating.grade, 1);
  assert.equal(rating.rating.source, 'tablet');
  assert.match(rating.rating.device, /^R-/);
  assert.ok(rating.rating.pressed >= rating.finished);
  await page.close();
});

test('a bad grade asks why, which may be left open or chosen anew', async () => {
  const page = await tablet();
  const first = await service.served(clerk);
  await page.reach('ask');
  await page.grade(5);
  await page.reach('why');
  assert.match(await page.locator('#reasons').innerText(), /服務態度[^]*其他/);
  await page.locator('#back').tap();
  await page.reach('ask');
  await page.grade(4);
  await page.reach('why');
  await page.locator('[data-reason="waiting"]').tap();
  await page.locator('[data-reason="other"]').tap();
  await page.locator('[data-reason="other"]').tap();
  await page.locator('#send').tap();
  await page.reach('thanks');
  const [rating] = await until(async () => (await rated(first)).length && rated(first), 'the rating');
  assert.deepEqual([rating.rating.grade, rating.rating.reasons], [4, ['waiting']]);
  await page.close();
});

test('it closes when the next is called, and asks nobody who was not served', async () => {
  const page = await tablet();
  const ticket = await service.served(clerk);
  await page.reach('ask');
  await service.issue({ queue: 'A' });
  await clerk.command({ type: 'call_next' });
  await page.reach('idle');
  await clerk.command({ type: 'start' });
  await clerk.command({ type: 'finish' });
  await page.reach('ask');
  await clerk.command({ type: 'undo' });
  await page.reach('idle');
  await clerk.command({ type: 'finish' });
  await page.reach('ask');
  await page.grade(3);
  await page.reach('thanks');
  assert.deepEqual(await rated(ticket), [], 'nobody pressed for the first');
  await page.close();
});

test('a time that runs out is a missed rating and never a good one', async () => {
  const short = await new Service({ hall: { rating_prompt_s: 1 } }).start();
  const own = await short.signIn('S104', 'W01');
  const page = await pc.page();
  await page.goto(`${short.url}/rating/?counter=W01#key=${short.token}`);
  await page.waitForSelector('body[data-screen="idle"]');
  const ticket = await short.served(own);
  await page.waitForSelector('body[data-screen="ask"]');
  await page.waitForSelector('body[data-screen="idle"]');
  assert.equal((await short.log()).filter((one) => one.kind === 'rating').length, 0);
  // The slip still may.
  const late = await short.request('POST', `${kHall}/phone/rating`, { body: { token: short.phoneToken(ticket.id), id: newId(), grade: 2 } });
  assert.equal(late.status, 200);
  await page.close();
  await short.stop();
});

test('one tap is one rating: five fingers at once, a reload, a second tablet', async () => {
  const page = await tablet();
  const twin = await tablet();
  const ticket = await service.served(clerk);
  await Promise.all([page.reach('ask'), twin.reach('ask')]);
  await page.waitForTimeout(650);
  await page.evaluate(() => { for (const grade of [2, 1, 5, 2, 3]) { document.querySelector(`#ask [data-grade="${grade}"]`).click(); } });
  await page.reach('thanks');
  await twin.reach('idle');
  await page.reload();
  await page.reach('idle');
  const found = await rated(ticket);
  assert.deepEqual(found.map((one) => one.rating.grade), [2]);
  await page.close();
  await twin.close();
});

test('what is pressed while the service is down arrives later, once, as of when it was pressed', async () => {
  const page = await tablet();
  const ticket = await service.served(clerk);
  await page.reach('ask');
  await service.kill();
  await page.waitForSelector('#link[data-status="lost"]');
  await page.grade(5);
  await page.reach('why');
  await page.locator('#send').tap();
  await page.reach('thanks');
  assert.equal(await page.locator('#thanks-kept').isVisible(), true);
  // Even a tablet that is switched off and on again meanwhile keeps it.
  const kept = await page.evaluate(() => JSON.parse(localStorage.getItem('hall.rating.outbox')).length);
  assert.equal(kept, 1);
  await service.start();
  const [rating] = await until(async () => (await rated(ticket)).length && rated(ticket), 'the kept rating');
  assert.equal(rating.rating.grade, 5);
  assert.equal((await rated(ticket)).length, 1);
  await page.reach('idle');
  assert.equal(await page.evaluate(() => JSON.parse(localStorage.getItem('hall.rating.outbox')).length), 0);
  await page.close();
});

test('an answer that is lost on the way makes no second rating', async () => {
  const page = await tablet();
  const ticket = await service.served(clerk);
  await page.reach('ask');
  let lost = 0;
  await page.route('**/ratings', async (route) => {
    if (route.request().method() === 'POST' && lost < 2) {
      lost += 1;
      await route.fetch();
      await route.abort();
    } else {
      await route.continue();
    }
  });
  await page.grade(2);
  await until(async () => (await page.evaluate(() => localStorage.getItem('hall.rating.outbox'))) === '[]', 'the outbox to empty');
  assert.equal(lost, 2);
  assert.equal((await rated(ticket)).length, 1);
  await page.close();
});

test('the clerk sees that it was asked and answered, and never how', async () => {
  const desk = await pc.page();
  const page = await tablet('W02');
  await desk.context().addCookies([]);
  await desk.goto(`${service.url}/clerk/`);
  await desk.locator('#sign-in').waitFor();
  await desk.evaluate(() => document.querySelector('#counters input[value="W02"]').click());
  await desk.locator('#staff').fill('S003');
  await desk.locator('#pin').fill('8003');
  await desk.keyboard.press('Enter');
  await desk.locator('#link[data-status="up"]').waitFor();
  const ticket = await service.issue({ queue: 'A' });
  for (const [key, state] of [['call_next', 'called'], ['start', 'serving'], ['finish', 'none']]) {
    await desk.waitForSelector(`#primary[data-action="${key}"]:not([aria-disabled])`);
    await desk.waitForTimeout(450);
    await desk.locator('#primary').click();
    await desk.waitForSelector(`#current[data-state="${state}"]`);
  }
  await desk.waitForFunction((number) => document.querySelector('#rating').textContent === `${number}：正在請市民評價`, ticket.number);
  await page.reach('ask');
  await page.grade(5);
  await page.reach('why');
  await page.locator('#send').tap();
  await desk.waitForFunction((number) => document.querySelector('#rating').textContent === `${number}：已評價`, ticket.number);
  assert.doesNotMatch(await desk.content(), /非常不滿意/);
  await desk.reload();
  await desk.waitForFunction((number) => document.querySelector('#rating').textContent === `${number}：已評價`, ticket.number);
  await desk.close();
  await page.close();
});

test('a tablet without its key says so and shows nothing of the hall', async () => {
  const other = await Pc.open({ width: 1024, height: 600 });
  const page = await other.page();
  await page.goto(`${service.url}/rating/?counter=W01`);
  await page.waitForSelector('body[data-screen="setup"]');
  assert.match(await page.locator('#setup').textContent(), /此平板尚未登記/);
  await other.close();
});

test('nothing on it can be selected, opened or zoomed into a corner', async () => {
  const page = await tablet();
  const locked = await page.evaluate(() => {
    const stopped = (kind) => !document.querySelector('main').dispatchEvent(new Event(kind, { bubbles: true, cancelable: true }));
    const style = getComputedStyle(document.documentElement);
    return {
      events: ['contextmenu', 'selectstart', 'dragstart', 'gesturestart'].filter((kind) => !stopped(kind)),
      select: getComputedStyle(document.querySelector('#welcome')).userSelect,
      touch: style.touchAction,
      wheel: document.dispatchEvent(new WheelEvent('wheel', { ctrlKey: true, bubbles: true, cancelable: true })),
      links: document.querySelectorAll('a, input, textarea').length,
    };
  });
  assert.deepEqual(locked, { events: [], select: 'none', touch: 'pan-x pan-y', wheel: false, links: 0 });
  await page.close();
});

test('44 tablets at once: none lost, none twice', async () => {
  const hall = JSON.parse((await service.request('GET', `${kHall}/content/hall`)).text);
  const staff = new Map();
  for (const one of hall.clerks) {
    for (const counter of one.counters) {
      if (!staff.has(counter) && ![...staff.values()].includes(one.id)) {
        staff.set(counter, one.id);
      }
    }
  }
  const counters = hall.counters.filter((one) => staff.has(one.id)).slice(0, kTablets);
  assert.equal(counters.length, kTablets);
  // Sign-ins one after another: each costs the service a tenth of a second on purpose.
  const desks = [];
  for (const counter of counters) {
    desks.push({ counter: counter.id, queue: counter.serves[0][0],
      call: ['W01', 'W02'].includes(counter.id) ? null : await service.signIn(staff.get(counter.id), counter.id) });
  }
  const working = desks.filter((desk) => desk.call);
  const before = (await ratings()).length;
  const served = await Promise.all(working.map(async (desk, i) => {
    const waiting = service.asDevice('GET', `${kHall}/ratings?counter=${desk.counter}&seen=${encodeURIComponent(
      (await service.asDevice('GET', `${kHall}/ratings?counter=${desk.counter}`)).body.version)}`);
    await service.issue({ queue: desk.queue });
    for (const type of ['call_next', 'start', 'finish']) {
      const answer = await desk.call.command({ type });
      assert.equal(answer.status, 200, `${desk.counter} ${type}: ${answer.text}`);
    }
    assert.equal((await waiting).status, 200);
    const { body } = await service.asDevice('GET', `${kHall}/ratings?counter=${desk.counter}`);
    const press = { id: newId(), counter: desk.counter, ticket: body.service.ticket, grade: i % 5 + 1, source: 'tablet', device: `R${i}` };
    // Every tablet sends its press three times at the same moment, as a bad line would.
    const answers = await Promise.all([1, 2, 3].map(() => service.asDevice('POST', `${kHall}/ratings`, press)));
    assert.deepEqual(answers.map((one) => one.status), [200, 200, 200]);
    return { ticket: press.ticket, grade: press.grade };
  }));
  const found = (await ratings()).slice(before);
  assert.equal(found.length, working.length);
  assert.deepEqual(found.map((one) => `${one.ticket} ${one.rating.grade}`).sort(), served.map((one) => `${one.ticket} ${one.grade}`).sort());
  assert.ok(working.length >= 42);
});

test('no page complained', () => assert.deepEqual(pc.complaints, []));
