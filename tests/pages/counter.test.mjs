// SPDX-License-Identifier: Apache-2.0
// What a counter does besides calling: cases in two fields, extended hours, priority for somebody who has
// a ticket already, and a hard caller that needs no window's focus.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { caseNote, caseOf, whatOf } from '../../sync/service/pages/clerk/cases.js';
import { Pc, primary, shows, signIn } from './support/browser.mjs';
import { axe, fits, reads } from './support/looks.mjs';
import { inHall, signInOffice } from './support/office.mjs';
import { kHall, newId, until } from './support/service.mjs';

let pc;
before(async () => { pc = await Pc.open({ width: 1366, height: 768 }); });
after(() => pc.close());

const atDesk = inHall(() => [pc], {
  hall: { recall_interval_s: 1, no_show_min_s: 0, no_show_after_calls: 2, double_press_s: 1 },
  before: (page, service) => signIn(page, service),
});
const asKey = (service, key, more = {}) => service.asDevice('POST', `${kHall}/keys`, { cmd: newId(), counter: 'W01', key, ...more });
const cases = async (service) => (await service.log()).filter((one) => one.kind === 'case').map((one) => one.body.case);
const stateOf = async (service, ticket) => (await service.state()).tickets.find((one) => one.id === ticket.id);
const pause = (page) => page.waitForTimeout(1100); // As long as a bouncing key counts as one press.

atDesk('a case is recorded in two fields with the keyboard, while serving and after', async (page, service) => {
  const ticket = await service.issue({ item: 'GA-01' });
  await primary(page, 'call_next');
  await page.keyboard.press('Space');
  await shows(page, ticket.number, 'called');
  await page.keyboard.press('e');
  assert.equal(await page.locator('#ask[open]').count(), 0, 'nobody is served yet');
  await primary(page, 'start');
  await page.keyboard.press('Space');
  await shows(page, ticket.number, 'serving');
  await page.locator('[data-action="record_case"] .note', { hasText: '須錄入' }).waitFor();
  // Escape: nothing is recorded and nothing stands in the way.
  await page.keyboard.press('e');
  await page.locator('#ask[open]').waitFor();
  await page.keyboard.press('Escape');
  assert.deepEqual(await cases(service), []);
  await page.keyboard.press('e');
  await page.locator('#ask[open]').waitFor();
  assert.match(await page.locator('#ask input[name="what"]').inputValue(), /^GA-01 /);
  await page.keyboard.press('Enter'); // As proposed: this item, closed on the spot, and finished.
  await page.waitForSelector('#current[data-state="none"]');
  await page.locator('#case', { hasText: `${ticket.number} 已錄 1 件` }).waitFor();
  assert.equal((await stateOf(service, ticket)).state, 'finished');
  // A second one of the same person, by its number.
  await page.keyboard.press('e');
  await page.locator('#ask input[name="what"]').fill('2026-行-0417');
  await page.locator('#ask input[value="accepted"]').check();
  await page.locator('#ask .button.main').click();
  await page.locator('#case', { hasText: '已錄 2 件' }).waitFor();
  const found = await cases(service);
  assert.deepEqual(found.map((one) => [one.ticket, one.item ?? '', one.number, one.result, one.counter, one.clerk, one.nth]), [
    [ticket.id, 'GA-01', '', 'closed', 'W01', 'S001', 1], [ticket.id, '', '2026-行-0417', 'accepted', 'W01', 'S001', 2]]);
  await page.reload();
  await page.locator('#case', { hasText: '已錄 2 件' }).waitFor();
  const manager = await service.signIn('S104');
  const table = await manager('GET', `${kHall}/export/cases`);
  assert.match(table.text, /2026-行-0417,accepted,W01,S001/);
  const audit = await manager('GET', `${kHall}/audit?action=case`);
  assert.deepEqual(audit.body.entries.map((one) => one.by), ['S001', 'S001']);
});

atDesk('a case that is sent twice stands once, and what is wrong is refused by name', async (page, service) => {
  const clerk = await service.signIn('S003', 'W02');
  const ticket = await service.served(clerk, { item: 'GA-01' });
  const body = { cmd: newId(), ticket: ticket.id, result: 'closed' };
  const post = (one) => clerk('POST', `${kHall}/cases`, one);
  for (let i = 0; i < 3; i += 1) {
    assert.equal((await post(body)).status, 200);
  }
  assert.equal((await cases(service)).length, 1);
  const code = async (one) => (await post({ cmd: newId(), result: 'closed', ...one })).body.code;
  assert.equal((await post({ ...body, result: 'accepted' })).body.code, 'cmd_reused');
  assert.equal(await code({ item: 'XX-99' }), 'item_unknown');
  assert.equal(await code({ ticket: newId() }), 'ticket_unknown');
  assert.equal(await code({ result: 'lost' }), 'bad_request');
  assert.equal(await code({ counter: 'W01' }), 'clerk_elsewhere');
  assert.equal(await code({ number: 'x'.repeat(65) }), 'bad_request');
  const bare = await service.served(clerk, { queue: 'A' });
  assert.equal(await code({ ticket: bare.id }), 'case_empty');
  const other = await service.issue({ item: 'GA-01' });
  assert.equal(await code({ ticket: other.id }), 'other_counter');
  // A formula in a number stays a text in the table.
  assert.equal((await post({ cmd: newId(), ticket: ticket.id, number: '=1+2', result: 'closed' })).status, 200);
  const manager = await service.signIn('S104');
  assert.doesNotMatch((await manager('GET', `${kHall}/export/cases`)).text, /,=1\+2/);
});

atDesk('extended hours are switched on and off at the counter, shown and logged', async (page, service) => {
  await page.keyboard.press('x');
  await page.locator('#marks .mark', { hasText: '延時服務中' }).waitFor();
  assert.equal((await service.state()).seats.find((one) => one.counter === 'W01').extended, true);
  assert.equal(await page.locator('#extend').textContent(), '結束延時');
  await page.locator('#extend').click();
  await page.locator('#marks .mark', { hasText: '延時服務中' }).waitFor({ state: 'detached' });
  await page.keyboard.press('x');
  await page.locator('#marks .mark', { hasText: '延時服務中' }).waitFor();
  await page.locator('#sign-out').click();
  await page.locator('#sign-in').waitFor();
  assert.notEqual((await service.state()).seats.find((one) => one.counter === 'W01').extended, true, 'who gets up ends it');
  const manager = await service.signIn('S104');
  const { body } = await manager('GET', `${kHall}/audit?action=seat.extend`);
  assert.deepEqual(body.entries.map((one) => `${one.action} ${one.subject} ${one.by}`).reverse(),
    ['seat.extend W01 S001', 'seat.extend_end W01 S001', 'seat.extend W01 S001']);
});

atDesk('priority is granted to a ticket with the right and a reason, at the counter and at reception', async (page, service) => {
  const [, second, third] = [await service.issue({ item: 'GA-01' }), await service.issue({ item: 'GA-01' }), await service.issue({ item: 'GA-01' })];
  await page.locator('#behind .row', { hasText: second.number }).waitFor();
  assert.equal(await page.locator('#behind [data-action="grant"]').count(), 0, 'a clerk alone has no right to');
  const clerk = await service.signIn('S003', 'W02');
  const refused = await clerk.command({ type: 'grant', ticket: second.id, priority: 'elder', reason: 'proof' });
  assert.deepEqual([refused.status, refused.body.code], [403, 'right_missing']);
  await pc.context.clearCookies();
  await signIn(page, service, { clerk: 'S104', counter: 'W03' });
  await page.locator('#behind .row', { hasText: second.number }).locator('[data-action="grant"]').click();
  await page.locator('#ask input[name="priority"][value="elder"]').check();
  await page.locator('#ask .button.main').click();
  await until(async () => (await stateOf(service, second)).priority === 'elder', 'the grant');
  await page.locator('#behind .row').first().filter({ hasText: second.number }).waitFor();
  const desk = await service.signIn('S089');
  assert.equal((await desk.command({ type: 'grant', ticket: third.id, priority: 'green', reason: '孕婦' })).status, 200);
  assert.equal((await desk.command({ type: 'grant', ticket: third.id, priority: 'king', reason: 'x' })).body.code, 'priority_unknown');
  assert.equal((await desk.command({ type: 'grant', ticket: third.id, priority: 'elder' })).body.code, 'reason_missing');
  const told = (await service.log()).filter((one) => one.kind === 'ticket' && one.body.action === 'grant');
  assert.deepEqual(told.map((one) => [one.body.ticket.priority, one.body.clerk, one.body.reason]), [['elder', 'S104', 'proof'], ['green', 'S089', '孕婦']]);
});

atDesk('a hard caller calls, starts and finishes without any window, and never goes two steps on one press', async (page, service) => {
  const [one, two] = [await service.issue({ item: 'GA-01' }), await service.issue({ item: 'GA-01' })];
  const other = await pc.page(); // The browser's focus is on another page.
  await other.bringToFront();
  const cmd = newId();
  assert.equal((await asKey(service, 'main', { cmd })).body.ticket.number, one.number);
  assert.equal((await asKey(service, 'main', { cmd })).body.ticket.number, one.number, 'sent again it is the same press');
  assert.equal((await asKey(service, 'main')).status, 200);
  assert.equal((await stateOf(service, one)).state, 'called', 'a key that bounces has been pressed once');
  await shows(page, one.number, 'called');
  await pause(page);
  assert.equal((await asKey(service, 'next')).body.code, 'answer_needed');
  assert.equal((await asKey(service, 'recall')).status, 200);
  await pause(page);
  assert.equal((await asKey(service, 'main')).body.ticket.state, 'serving');
  assert.equal((await asKey(service, 'main')).body.code, 'already_serving');
  await pause(page);
  assert.equal((await asKey(service, 'main')).body.ticket.state, 'finished');
  assert.equal((await asKey(service, 'main')).body.code, 'already_finished');
  await pause(page);
  assert.equal((await asKey(service, 'main')).body.ticket.number, two.number);
  await pause(page);
  assert.equal((await asKey(service, 'absent')).body.ticket.calls, 2);
  assert.equal((await asKey(service, 'absent')).body.ticket.state, 'no_show');
  await page.waitForSelector('#current[data-state="none"]');
  const told = (await service.log()).filter((entry) => entry.kind === 'ticket' && entry.body.action === 'finish');
  assert.deepEqual(told.map((entry) => [entry.body.by, entry.body.clerk]), [['W01', 'S001']], 'whoever sits there has pressed it');
  assert.equal((await asKey(service, 'main', { counter: 'W07' })).body.code, 'counter_not_open');
  assert.equal((await asKey(service, 'dance')).status, 400);
  await other.close();
});

atDesk('a kiosk\'s token presses no keys, a caller\'s does, and no clerk\'s browser', async (page, service) => {
  const manager = await service.signIn('S104');
  const enrol = async (id, kind) => {
    const { body: { code } } = await manager('POST', `${kHall}/enrol-codes`);
    const { body: { token } } = await service.request('POST', `${kHall}/enrol`, { body: { code, id, kind } });
    const ask = (method, target, body) => service.request(method, target, { headers: { Authorization: `Bearer ${token}` }, body });
    assert.equal((await ask('POST', '/v1/devices', { id, kind, epoch: 1 })).status, 200);
    return (await ask('POST', `${kHall}/keys`, { cmd: newId(), counter: 'W01', key: 'main' }));
  };
  assert.deepEqual([(await enrol('K07', 'kiosk')).status, (await enrol('C01', 'caller')).body.code], [403, 'queue_empty']);
  assert.equal((await manager('POST', `${kHall}/keys`, { cmd: newId(), counter: 'W01', key: 'main' })).status, 403);
});

atDesk('the new parts are usable by everybody in three languages', async (page, service) => {
  const ticket = await service.issue({ item: 'GA-01' });
  await primary(page, 'call_next');
  await page.keyboard.press('Space');
  await shows(page, ticket.number, 'called');
  await primary(page, 'start');
  await page.keyboard.press('Space');
  await shows(page, ticket.number, 'serving');
  for (const language of ['zh-Hant', 'zh-Hans', 'en']) {
    await page.locator(`#desk .languages [data-language="${language}"]`).click();
    await page.locator('#primary').focus();
    await page.keyboard.press('e');
    await page.locator('#ask[open]').waitFor();
    await axe(page, `case ${language}`);
    await fits(page, `case ${language}`);
    await reads(page, `case ${language}`, language);
    await page.keyboard.press('Escape');
  }
  await pc.context.clearCookies();
  await signInOffice(page, service, 'reception', 'S089');
});

test('what was typed is an item, a number, or both', () => {
  const items = [{ id: 'GA-01', name: { en: 'First issue', 'zh-Hant': '首次申領' } }];
  assert.deepEqual(whatOf('ga-01', items), { item: 'GA-01' });
  assert.deepEqual(whatOf('GA-01 首次申領', items), { item: 'GA-01' });
  assert.deepEqual(whatOf('GA-01 2026-0417', items), { item: 'GA-01', number: '2026-0417' });
  assert.deepEqual(whatOf('2026-0417', items), { number: '2026-0417' });
  assert.deepEqual(whatOf('  ', items), {});
  assert.equal(caseOf({ held: { state: 'called' }, lastEnded: { state: 'finished' } }), null);
  assert.equal(caseNote({ held: null, lastEnded: { state: 'finished', number: 'A001', item: 'x' } }, { items: new Map() }), null);
});
