// SPDX-License-Identifier: Apache-2.0
// Reception in a real browser: the hall runs from its page alone, with every kiosk down.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Pc, primary, shows, signIn } from './support/browser.mjs';
import { axe, fits, reads } from './support/looks.mjs';
import { busyMorning, inHall, kQuick, signInOffice, withoutSlip } from './support/office.mjs';
import { kHall, Service, until } from './support/service.mjs';
import { mattersFor, ticketsFor } from '../../sync/service/pages/reception/finder.js';
import { possible } from '../../sync/service/pages/reception/ticket.js';

let pc;
let other; // The clerk's PC.

before(async () => {
  pc = await Pc.open({ width: 1366, height: 768 });
  other = await Pc.open();
});
after(() => Promise.all([pc.close(), other.close()]));

/** With reception signed in at a desk. */
const atReception = inHall(() => [pc, other], {
  hall: { ...kQuick, no_show_after_calls: 1 },
  before: async (page, service) => {
    await page.addInitScript(() => {
      globalThis.prints = [];
      globalThis.print = () => globalThis.prints.push(document.querySelector('#slip').innerText);
    });
    await signInOffice(page, service, 'reception', 'S089');
    await page.locator('#found .hit').first().waitFor();
  },
});

const stateOf = async (service, number) => (await service.state()).tickets.find((one) => one.number === number);
const is = (service, number, state) => until(async () => (await stateOf(service, number))?.state === state, `${number} to be ${state}`);
const panelShows = (page, number, state) => page.waitForFunction(([n, s]) => document.querySelector('#ticket-number')?.textContent === n
  && document.querySelector(`#ticket-marks .mark[data-kind="${s}"]`) !== null, [number, state]);

/** Types, waits until that is the first line, and presses Enter. */
async function choose(page, text, first) {
  await page.locator('#search').fill(text);
  await page.locator('#found .hit[aria-selected="true"]', { hasText: first }).waitFor();
  await page.locator('#search').press('Enter');
}

/** One person: what they came for, Enter, Enter; the number. */
async function give(page, text, first) {
  await choose(page, text, first);
  await page.waitForFunction(() => document.activeElement.id === 'issue-print');
  const before = await page.evaluate(() => globalThis.prints.length);
  await page.keyboard.press('Enter');
  await page.waitForFunction((n) => globalThis.prints.length > n, before);
  const number = await page.locator('#ticket-number').textContent();
  await page.waitForFunction(() => document.activeElement.id === 'ticket-next');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement.id === 'search' && document.activeElement.value === '');
  return number;
}

atReception('a small day with no kiosk: issued at the desk, called, missed, taken back, served', async (page, service) => {
  const first = await give(page, 'sfz', '居民身份證');
  const second = await give(page, 'GA-01', '居民身份證首次申領');
  const third = await give(page, '身份證', '身份證');
  assert.deepEqual([first, second, third], ['A001', 'A002', 'A003']);
  const slips = await page.evaluate(() => globalThis.prints);
  assert.equal(slips.length, 3);
  assert.match(slips[1], /A002[\s\S]*居民身份證首次申領[\s\S]*前面還有 1 人/);
  assert.doesNotMatch(slips.join(''), /補印/);
  // A clerk opens a counter on another PC and calls from the real page.
  const desk = await other.page();
  await signIn(desk, service);
  await desk.locator('#behind .row:nth-child(3)').waitFor();
  await primary(desk, 'call_next');
  await desk.keyboard.press('Space');
  await shows(desk, first, 'called');
  await desk.waitForSelector('[data-action="no_show"]:not([aria-disabled]):visible');
  await desk.keyboard.press('m');
  await is(service, first, 'no_show');
  // The one who missed the call comes to the desk.
  await page.locator('#missed .care-row', { hasText: first }).locator('[data-action="requeue"]').click();
  await is(service, first, 'waiting');
  await page.locator('#missed-empty').waitFor();
  for (const number of [second, third, first]) {
    await primary(desk, 'call_next');
    await desk.keyboard.press('Space');
    await desk.waitForSelector('#current[data-state="called"]');
    assert.equal(await desk.locator('#number').textContent(), number);
    await primary(desk, 'start');
    await desk.keyboard.press('Space');
    await primary(desk, 'finish');
    await desk.keyboard.press('Space');
    await is(service, number, 'finished');
    await desk.waitForSelector('#current[data-state="none"]');
  }
  const { tickets } = await service.state();
  assert.equal(tickets.length, 3);
  assert.equal(new Set(tickets.map((one) => one.number)).size, 3);
  await desk.close();
});

atReception('the service dies while a number is asked for: one ticket, one number, still signed in', async (page, service) => {
  await choose(page, 'GA-02', 'GA-02');
  await page.locator('#issue-print').waitFor();
  await service.kill();
  await page.locator('#issue-print').evaluate((button) => button.click());
  await page.locator('#link[data-status="lost"]').waitFor();
  await service.start();
  await page.locator('#link[data-status="up"]').waitFor();
  if (await page.locator('#issue').isVisible()) {
    // The line was known to be down before the press: nothing was sent, and the button is back.
    await page.waitForSelector('#issue-print:not([aria-disabled])');
    await page.locator('#issue-print').click();
  }
  await page.locator('#ticket-number').waitFor();
  assert.equal((await service.state()).tickets.length, 1);
  assert.equal(await page.locator('#ticket-number').textContent(), 'A001');
  assert.equal(await page.locator('#sign-in').isVisible(), false);
});

atReception('an elder gets a priority ticket and the slip in their own language', async (page, service) => {
  await choose(page, 'GA-03', 'GA-03');
  await page.locator('input[name="priority"][value="elder"]').check();
  await page.evaluate(() => localStorage.setItem('hall.slip_language', 'en'));
  await page.locator('#issue-print').click();
  await panelShows(page, 'A001', 'priority');
  await page.waitForFunction(() => globalThis.prints.length === 1); // The number is shown first.
  const [slip] = await page.evaluate(() => globalThis.prints);
  assert.match(slip, /Aged 65 or over/);
  assert.match(slip, /Sample City Government Service Centre/);
  assert.doesNotMatch(slip, /[\u4e00-\u9fff]/);
  assert.equal((await stateOf(service, 'A001')).priority, 'elder');
  assert.match(await page.locator('#slip svg path').getAttribute('d'), /^M4 4h1v1h-1z/);
});

atReception('a slip that a kiosk could not print is printed here as a copy and handed over', async (page, service) => {
  const ticket = await withoutSlip(service);
  const row = page.locator('#paper .care-row', { hasText: ticket.number });
  await row.waitFor();
  await row.locator('[data-action="print"]').click();
  await page.waitForFunction(() => globalThis.prints.length === 1);
  assert.match((await page.evaluate(() => globalThis.prints))[0], /補印/);
  assert.equal((await stateOf(service, ticket.number)).paper, 'unprinted', 'printing alone is no proof');
  await row.locator('[data-action="handed"]').click();
  await page.locator('#paper-empty').waitFor();
  const now = await stateOf(service, ticket.number);
  assert.deepEqual([now.paper, now.state], ['printed', 'waiting']);
});

atReception('a ticket is found by its number, moved, cancelled and brought back', async (page, service) => {
  const ticket = await service.issue({ item: 'GA-01' });
  await choose(page, ticket.number.toLowerCase(), ticket.number);
  await panelShows(page, ticket.number, 'waiting');
  await page.locator('#ticket-actions [data-action="transfer"]').click();
  await page.locator('#ask select').selectOption('L');
  await page.locator('#ask .button.main').click();
  await until(async () => (await stateOf(service, ticket.number)).queue === 'L', 'the ticket to be in the other queue');
  assert.equal((await stateOf(service, ticket.number)).number, ticket.number);
  await page.locator('#ticket-legs li').nth(1).waitFor();
  await page.locator('#ticket-actions [data-action="cancel"]').click();
  await page.locator('#ask input[value="left"]').check();
  await page.keyboard.press('Enter');
  await panelShows(page, ticket.number, 'cancelled');
  await page.locator('#ticket-actions [data-action="reactivate"]').click();
  await panelShows(page, ticket.number, 'waiting');
});

atReception('what the rules refuse is said in words, and another counter keeps its ticket', async (page, service) => {
  const ticket = await service.issue({ item: 'GA-01' });
  await choose(page, ticket.number, ticket.number);
  await panelShows(page, ticket.number, 'waiting');
  // Called at the very moment in which the desk cancels it: the question was open meanwhile.
  await page.locator('#ticket-actions [data-action="cancel"]').click();
  const clerk = await service.signIn('S001', 'W01');
  assert.equal((await clerk.command({ type: 'call_next' })).status, 200);
  await page.keyboard.press('Enter');
  await page.locator('#refusal', { hasText: ticket.number }).waitFor();
  await panelShows(page, ticket.number, 'called');
  assert.equal(await page.locator('#ticket-actions button').count(), 0);
});

test('a clerk without the role is told so, and a wrong PIN too', async () => {
  const service = await new Service().start();
  await pc.context.clearCookies();
  const page = await pc.page();
  await page.goto(`${service.url}/reception/`);
  for (const [staff, pin, words] of [['S001', '8001', '權限'], ['S089', '0000', '工號或密碼不對']]) {
    await page.locator('#staff').fill(staff);
    await page.locator('#pin').fill(pin);
    await page.keyboard.press('Enter');
    await page.locator('#sign-in-alert', { hasText: words }).waitFor();
  }
  await page.close();
  await service.stop();
});

test('everybody can use it: axe, small screens, three languages', async () => {
  const service = await new Service({ hall: { ...kQuick, no_show_after_calls: 1, no_show_min_s: 0 } }).start();
  await busyMorning(service);
  await pc.context.clearCookies();
  const page = await pc.page();
  await page.addInitScript(() => { globalThis.print = () => {}; });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const look = async (where, language) => {
    await page.waitForTimeout(150);
    await axe(page, `${where} ${language}`);
    await reads(page, `${where} ${language}`, language);
    for (const [width, height] of [[640, 400], [320, 640], [1366, 768]]) {
      await page.setViewportSize({ width, height });
      await fits(page, `${where} ${language} at ${width}`);
    }
  };
  await signInOffice(page, service, 'reception', 'S089');
  for (const language of ['zh-Hant', 'zh-Hans', 'en']) {
    await page.locator(`#office .languages [data-language="${language}"]`).click();
    await page.locator('#found .hit').nth(3).waitFor();
    await page.locator('#paper .care-row').first().waitFor();
    await look('start', language);
    await choose(page, 'GA-01', 'GA-01');
    await page.waitForFunction(() => (document.querySelector('#issue-ahead')?.textContent ?? '…') !== '…');
    await look('matter', language);
    await page.locator('#issue-only').click();
    await page.waitForFunction(() => !(document.querySelector('#ticket-facts')?.textContent ?? '…').includes('…'));
    await look('ticket', language);
    await page.locator('#ticket-next').click();
  }
  await page.locator('#office').press('?');
  await page.close();
  await service.stop();
});

test('what was typed finds tickets by number and matters by characters', () => {
  const tickets = ['A023', 'A230', 'B023', 'AZ007'].map((number) => ({ number }));
  const numbers = (text) => ticketsFor(text, tickets).map((one) => one.number);
  assert.deepEqual(numbers('a023'), ['A023']);
  assert.deepEqual(numbers('A2'), ['A230']);
  assert.deepEqual(numbers('23'), ['A023', 'B023']);
  assert.deepEqual(numbers('az7'), []);
  assert.deepEqual(numbers('ga-01'), []);
  const item = (id, hant, hans, visits) => ({ id, name: { 'zh-Hant': hant, 'zh-Hans': hans }, visits_per_day: visits });
  const items = [item('1', '辦理身份證', '办理身份证', 9), item('2', '身份證換領', '身份证换领', 1), item('3', '戶口', '户口', 5)];
  assert.deepEqual(mattersFor('身份', items).map((one) => one.id), ['2', '1']);
  assert.deepEqual(mattersFor('身份证 换', items).map((one) => one.id), ['2']);
});

test('only what the life of a ticket allows is offered', () => {
  const policy = { requeue_within_min: 30 };
  assert.deepEqual(possible({ state: 'waiting' }, policy, 0), ['grant', 'transfer', 'cancel']);
  assert.deepEqual(possible({ state: 'no_show', ended: 0 }, policy, 29 * 60_000), ['requeue']);
  assert.deepEqual(possible({ state: 'no_show', ended: 0 }, policy, 31 * 60_000), []);
  assert.deepEqual(possible({ state: 'parked', parking: { hall_wide: false } }, policy, 0), []);
  assert.deepEqual(possible({ state: 'serving' }, policy, 0), []);
});
