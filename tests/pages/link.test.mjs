// SPDX-License-Identifier: Apache-2.0
// Lost lines, killed services, two clerks at one instant, two tabs of one clerk.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { Pc, primary, shows, signIn } from './support/browser.mjs';
import { kHall, Service, until } from './support/service.mjs';

const service = new Service({ hall: { double_press_s: 1 } });
let pc;
let page;

before(async () => {
  await service.start();
  pc = await Pc.open();
  page = await pc.page();
  await signIn(page, service);
});
after(async () => {
  await pc.close();
  await service.stop();
});
afterEach(() => assert.deepEqual(pc.complaints, []));

const callsOf = async (ticket) => (await service.log()).filter((entry) => entry.kind === 'ticket'
  && entry.body.action === 'call_next' && entry.body.ticket.id === ticket.id).length;
const settle = async (on = page) => {
  for (const action of ['start', 'finish']) {
    await primary(on, action);
    await on.keyboard.press('Space');
  }
  await on.waitForSelector('#current[data-state="none"]');
};

test('a service that was killed is missed at once and found again without a reload', async () => {
  const ticket = await service.issue({ item: 'GA-01' });
  await primary(page, 'call_next');
  await page.keyboard.press('Space');
  await shows(page, ticket.number, 'called');
  await page.evaluate(() => { globalThis.neverReloaded = true; });
  await service.kill();
  await page.locator('#lost:visible').waitFor();
  assert.match(await page.locator('#lost').textContent(), /連線中斷，正在重連.*09:1\d:\d\d/);
  assert.equal(await page.locator('#trouble').textContent(), '連線中斷，正在重連');
  const dead = await page.locator('#primary, #actions button:visible, #pause, #sign-out').all();
  assert.ok(dead.length >= 9);
  for (const button of dead) {
    assert.equal(await button.getAttribute('aria-disabled'), 'true');
  }
  await page.keyboard.press('Space');
  await service.start();
  await page.locator('#lost').waitFor({ state: 'hidden' });
  await shows(page, ticket.number, 'called');
  assert.ok(await page.evaluate(() => globalThis.neverReloaded));
  await settle();
});

test('an answer that got lost is asked for again, and nobody is called twice', async () => {
  const [one, two] = [await service.issue({ item: 'GA-01' }), await service.issue({ item: 'GA-01' })];
  const bodies = [];
  await page.route('**/commands', async (route) => {
    bodies.push(route.request().postData());
    if (bodies.length < 3) {
      await route.fetch(); // The service has done it; its answer is lost on the way.
      await route.abort('connectionreset');
    } else {
      await route.continue();
    }
  });
  await primary(page, 'call_next');
  await page.keyboard.press('Space');
  await until(() => bodies.length >= 3, 'the page to ask again');
  await shows(page, one.number, 'called');
  await page.unroute('**/commands');
  assert.equal(new Set(bodies).size, 1);
  assert.deepEqual([await callsOf(one), await callsOf(two)], [1, 0]);
  await settle();
  await primary(page, 'call_next');
  await page.keyboard.press('Space');
  await shows(page, two.number, 'called');
  await settle();
});

test('a command on its way through a kill -9 and a reload is carried out once', async () => {
  const ticket = await service.issue({ item: 'GA-01' });
  await primary(page, 'call_next');
  service.child.kill('SIGSTOP');
  await page.keyboard.press('Space');
  await page.locator('#primary[data-sending]').waitFor();
  assert.equal(await page.locator('#trouble').textContent(), '正在傳送');
  assert.equal(await page.locator('#current').getAttribute('data-state'), 'none');
  await service.kill();
  await page.locator('#trouble', { hasText: '未收到回應，正在重送' }).waitFor();
  await service.start();
  await shows(page, ticket.number, 'called');
  assert.equal(await callsOf(ticket), 1);
  await settle();
  const second = await service.issue({ item: 'GA-01' });
  await primary(page, 'call_next');
  await page.route('**/commands', (route) => route.abort('connectionreset'));
  await page.keyboard.press('Space');
  await page.locator('#trouble', { hasText: '正在重送' }).waitFor();
  await page.unroute('**/commands');
  await page.reload();
  await shows(page, second.number, 'called');
  assert.equal(await callsOf(second), 1);
  await settle();
});

test('a line that is open but silent is noticed within half a minute', async () => {
  service.child.kill('SIGSTOP');
  const begin = Date.now();
  await page.locator('#lost:visible').waitFor({ timeout: 40_000 });
  assert.ok(Date.now() - begin >= 12_000, 'not before two heartbeats are missing');
  service.child.kill('SIGCONT');
  await page.locator('#lost').waitFor({ state: 'hidden' });
});

test('two clerks press at the same instant, round after round, and never get the same one', async () => {
  const other = await Pc.open();
  const desk = await other.page();
  await signIn(desk, service, { clerk: 'S003', counter: 'W02' });
  const called = [];
  for (let round = 0; round < 8; round += 1) {
    await service.issue({ item: 'GA-01' });
    await service.issue({ item: 'GA-02' });
    await Promise.all([page, desk].map(async (one) => {
      await one.waitForSelector('#behind .row:nth-child(2)');
      await primary(one, 'call_next');
    }));
    await Promise.all([page, desk].map((one) => one.keyboard.press('Space')));
    await Promise.all([page, desk].map((one) => one.waitForSelector('#current[data-state="called"]')));
    const numbers = await Promise.all([page, desk].map((one) => one.locator('#number').textContent()));
    assert.notEqual(numbers[0], numbers[1]);
    called.push(...numbers);
    await Promise.all([page, desk].map((one) => settle(one)));
  }
  assert.equal(new Set(called).size, 16);
  // One citizen, two clerks: one is told why nobody comes.
  await service.issue({ item: 'GA-01' });
  await Promise.all([page, desk].map((one) => primary(one, 'call_next')));
  await Promise.all([page, desk].map((one) => one.keyboard.press('Space')));
  await until(async () => {
    const states = await Promise.all([page, desk].map((one) => one.locator('#current').getAttribute('data-state')));
    return states.filter((state) => state === 'called').length === 1;
  }, 'one of the two to get the last ticket');
  const [winner, loser] = await page.locator('#current').getAttribute('data-state') === 'called' ? [page, desk] : [desk, page];
  await loser.locator('#primary[aria-disabled]').waitFor();
  assert.match(await loser.locator('#trouble').textContent(), /沒有人在等候/);
  await settle(winner);
  await other.close();
});

test('two tabs of one clerk show the same, and sign out together', async () => {
  const second = await pc.page();
  await second.goto(`${service.url}/clerk/`);
  await second.locator('#link[data-status="up"]').waitFor();
  const ticket = await service.issue({ item: 'GA-01' });
  await primary(second, 'call_next');
  await second.keyboard.press('Space');
  await Promise.all([page, second].map((one) => shows(one, ticket.number, 'called')));
  await settle(second);
  await second.locator('#sign-out').click();
  await Promise.all([page, second].map((one) => one.locator('#sign-in').waitFor()));
  await second.close();
  await signIn(page, service);
});

// A browser without a window calls every tab visible, so the test says who is behind whom.
const putBehind = (tab, behind) => tab.evaluate((hidden) => {
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event('visibilitychange'));
}, behind);

test('eight tabs share one service, because those behind give their stream back', async () => {
  await putBehind(page, true);
  const tabs = [];
  for (let i = 0; i < 7; i += 1) {
    const tab = await pc.page();
    await tab.goto(`${service.url}/clerk/`);
    await tab.locator('#link[data-status="up"]').waitFor();
    tabs.push(tab);
    if (i < 6) {
      await putBehind(tab, true);
    }
  }
  const ticket = await service.issue({ item: 'GA-01' });
  await primary(tabs[6], 'call_next');
  await tabs[6].keyboard.press('Space');
  await shows(tabs[6], ticket.number, 'called');
  await putBehind(tabs[6], true);
  await putBehind(tabs[0], false);
  await shows(tabs[0], ticket.number, 'called');
  await settle(tabs[0]);
  await Promise.all(tabs.map((tab) => tab.close()));
  await putBehind(page, false);
  await page.locator('#link[data-status="up"]').waitFor();
});

test('a clerk who sits down elsewhere is shown so where they sat', async () => {
  await service.signIn('S001', 'W08');
  await page.locator('#sign-in').waitFor();
  await page.locator('#sign-in-alert', { hasText: '登入已過期，請重新登入' }).waitFor();
  await signIn(page, service);
});

test('a session that was taken over on another PC ends with the next press', async () => {
  await service.issue({ item: 'GA-01' });
  await primary(page, 'call_next');
  const elsewhere = await service.signIn('S001', 'W01');
  await page.keyboard.press('Space');
  await page.locator('#sign-in-alert', { hasText: '登入已過期' }).waitFor();
  const { body } = await elsewhere('GET', `${kHall}/behind`);
  assert.equal(body.tickets.length, 1);
  await signIn(page, service);
});

test('the lease is renewed while the page is open', async () => {
  const fresh = await pc.page();
  await fresh.clock.install();
  await fresh.goto(`${service.url}/clerk/`);
  await fresh.locator('#link[data-status="up"]').waitFor();
  const renewal = fresh.waitForRequest((request) => request.url().endsWith('/seat')
    && JSON.parse(request.postData()).action === 'renew');
  await fresh.clock.runFor(160_000);
  assert.equal(JSON.parse((await renewal).postData()).counter, 'W01');
  await fresh.close();
});
