// SPDX-License-Identifier: Apache-2.0
// Reception and managers in a browser, and a hall in which something is going on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kHall, newId, Service } from './service.mjs';

/** Rules with short waits, so that a test need not sit through the usual ones. */
export const kQuick = { recall_interval_s: 1, no_show_min_s: 1, no_show_after_calls: 2, double_press_s: 1 };

/**
 * A test in a hall of its own: what one leaves behind is not in another's way. `pcs` are the
 * browsers it uses, the first of which gives the page; none may complain. `before(page, service)` is
 * done first.
 */
export const inHall = (pcs, { hall, flags, clock, now, before = () => {} } = {}) => (name, body, own = hall) => test(name, async () => {
  const service = await new Service({ hall: own, flags, clock, now }).start();
  await Promise.all(pcs().map((pc) => pc.context.clearCookies()));
  const page = await pcs()[0].page();
  try {
    await before(page, service);
    await body(page, service);
    assert.deepEqual(pcs().flatMap((pc) => pc.complaints), []);
  } finally {
    pcs().forEach((pc) => { pc.complaints.length = 0; });
    await page.close();
    await service.stop();
  }
});

/** Signs in without a counter, with the keyboard. */
export async function signInOffice(page, service, where, person) {
  const pin = person.startsWith('M') ? '900100' : `8${person.slice(1)}`;
  await page.goto(`${service.url}/${where}/`);
  await page.locator('#sign-in').waitFor();
  await page.locator('#staff').fill(person);
  await page.locator('#pin').fill(pin);
  await page.keyboard.press('Enter');
  await page.locator('#office').waitFor();
  await page.locator('#link[data-status="up"]').waitFor();
}

const kItems = ['GA-01', 'GA-02', 'GA-03', 'GA-04', 'RS-13', 'RS-10', 'RS-01', 'SW-03', 'MZ-08', 'YB-01', 'WJ-06'];

/** Some counters open and serve, people wait, one missed the call, one has no slip. Returns the clerks. */
export async function busyMorning(service) {
  const clerks = [];
  for (const [clerk, counter] of [['S001', 'W01'], ['S003', 'W02'], ['S005', 'W03'], ['S033', 'W17'], ['S035', 'W18'], ['S059', 'W30'], ['S027', 'W14']]) {
    clerks.push(await service.signIn(clerk, counter));
  }
  for (let i = 0; i < 30; i += 1) {
    await service.issue({ item: kItems[i % kItems.length], ...(i % 7 === 3 ? { priority: 'elder' } : {}) });
  }
  for (const clerk of clerks.slice(0, 5)) {
    await clerk.command({ type: 'call_next' });
  }
  await clerks[0].command({ type: 'start' });
  await clerks[3].command({ type: 'start' });
  await clerks[1].command({ type: 'no_show' });
  await clerks[2].command({ type: 'start' });
  await clerks[2].command({ type: 'finish' });
  await clerks[6]('POST', `${kHall}/seat`, { action: 'pause', reason: 'rest' });
  await withoutSlip(service);
  return clerks;
}

/** A ticket of a kiosk whose printer was open: it waits, and nobody has a slip. */
export async function withoutSlip(service, device = 'K01', item = 'GA-05') {
  const enrolled = await service.asDevice('POST', '/v1/devices', { id: device, kind: 'kiosk', epoch: 1, lane: true });
  if (enrolled.status !== 200) {
    throw new Error(`enrol: ${enrolled.text}`);
  }
  const ticket = newId();
  const { body: number } = await service.asDevice('POST', `${kHall}/alloc`, { ticket, queue: 'A', device, epoch: 1, boot: 1 });
  const stamp = { boot: 1, mono_ms: 1000, estimate: (await service.state()).now, good: false };
  const notes = [
    ['boot', { boot: 1, program: 'test', stamp }],
    ['issued', { ticket, day: number.day, number: number.number, ordinal: number.ordinal, band: 'walk_in', queue: 'A', item, priority: '', language: 'zh-Hant', touch: newId(), stamp }],
    ['paper', { ticket, paper: 'unprinted', sending: false, evidence: 'cover_open', attempt: 1, stamp }],
  ].map(([kind, body]) => ({ kind, body: JSON.stringify(body) }));
  const pushed = await service.pushJournal(device, notes);
  if (pushed.status !== 200) {
    throw new Error(`journal: ${pushed.text}`);
  }
  return (await service.state()).tickets.find((one) => one.id === ticket);
}
