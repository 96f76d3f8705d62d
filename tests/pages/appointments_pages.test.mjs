// SPDX-License-Identifier: Apache-2.0
// Appointments in a real browser: reception checks in, the manager watches, imports and rules.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Pc } from './support/browser.mjs';
import { axe, fits, reads } from './support/looks.mjs';
import { bookToday, csv, kItem, kTomorrow, onlineHall, person } from './support/appointments.mjs';
import { inHall, signInOffice } from './support/office.mjs';
import { kHall, newId } from './support/service.mjs';
import { questionFor } from '../../sync/service/pages/reception/appointment.js';

let pc;
before(async () => { pc = await Pc.open({ width: 1366, height: 768 }); });
after(() => pc.close());

const asManager = inHall(() => [pc], { before: (page, service) => signInOffice(page, service, 'manager', 'M001') });
const atDesk = inHall(() => [pc], {
  before: async (page, service) => {
    await page.addInitScript(() => {
      globalThis.prints = [];
      globalThis.print = () => globalThis.prints.push(document.querySelector('#slip').innerText);
    });
    await signInOffice(page, service, 'reception', 'S089');
    await page.locator('#found .hit').first().waitFor();
  },
});

/** A picture for people to look at, when SHOTS names a directory. */
const shot = (page, name) => process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/book_${name}.png` });

const part = async (page, name) => {
  await page.locator('#views a[href="#/appointments"]').click();
  await page.locator(`.subview[data-part="${name}"]`).click();
  await page.locator(`.subview[data-part="${name}"][aria-pressed="true"]`).waitFor();
};

test('only what may be an appointment is asked for', () => {
  assert.deepEqual(questionFor('1234'), { tail: '1234' });
  assert.deepEqual(questionFor(' 7k3f-9q2m '), { code: '7k3f-9q2m' });
  assert.deepEqual(questionFor('gh1.a.h01.x'), { code: 'gh1.a.h01.x' });
  for (const text of ['', 'sfz', 'A023', '12345', 'marriage', '身份證']) {
    assert.equal(questionFor(text), null, text);
  }
});

/** Types into the search line and opens the appointment that is found. */
async function search(page, text) {
  await page.locator('#search').fill(text);
  await page.locator('#found .hit[id^="hit-a-"]').first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('#appointment-title').waitFor();
}

atDesk('who comes with an appointment is checked in with the keyboard alone', async (page, service) => {
  const desk = await service.signIn('S089');
  const one = await bookToday(desk, { precheck: 'passed', phone: '000 5550 4321' });
  await search(page, one.qr_text);
  await axe(page, 'check-in');
  await fits(page, 'check-in');
  await shot(page, 'desk');
  await page.setViewportSize({ width: 390, height: 844 });
  await axe(page, 'check-in on a phone');
  await fits(page, 'check-in on a phone');
  await shot(page, 'desk_390');
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.waitForFunction(() => document.activeElement.id === 'check-in-print');
  await page.keyboard.press('Enter');
  await page.locator('#ticket-number', { hasText: 'A801' }).waitFor();
  await page.locator('#ticket-marks .mark[data-kind="prechecked"]').waitFor();
  await page.waitForFunction(() => globalThis.prints.length === 1);
  const slip = await page.evaluate(() => globalThis.prints[0]);
  assert.match(slip, /預約 09:00/);
  assert.match(slip, /已預審/);
  // Once more: told which number it has, and offered one of the ordinary kind.
  await page.locator('#ticket-next').click();
  await search(page, '4321');
  assert.match(await page.locator('#appointment-line').textContent(), /A801/);
  await page.locator('#appointment-walk-in').click();
  await page.locator('#issue-print').click();
  await page.locator('#ticket-number', { hasText: 'A001' }).waitFor();
});

atDesk('who comes early may wait for the hour or give it up', async (page, service) => {
  const desk = await service.signIn('S089');
  const one = await bookToday(desk, { time: '11:00' });
  await search(page, one.code);
  assert.match(await page.locator('#appointment-line').textContent(), /11:00/);
  await shot(page, 'desk_early');
  await page.locator('#check-in-now').click();
  await page.locator('#ticket-number', { hasText: 'A001' }).waitFor();
  const kept = (await desk('GET', `${kHall}/appointments/${one.id}`)).body.appointment;
  assert.deepEqual([kept.state, kept.number], ['checked_in', 'A001']);
});

atDesk('a code with a mistake and one of another hall are told apart', async (page, service) => {
  const desk = await service.signIn('S089');
  const one = await bookToday(desk);
  const wrong = `${one.code[0] === '7' ? '8' : '7'}${one.code.slice(1)}`;
  await page.locator('#search').fill(wrong);
  await page.locator('#found-note', { hasText: '預約碼有誤' }).waitFor();
  await page.locator('#search').fill(one.qr_text.replace('HALLSAMPLE', 'ELSEWHERE'));
  await page.locator('#found-note', { hasText: '另一個大廳' }).waitFor();
});

asManager('the manager sees the load of a day, finds somebody and cancels', async (page, service) => {
  const manager = await service.signIn('M001');
  const portal = await onlineHall(service, manager);
  for (let n = 0; n < 4; n += 1) {
    await portal.book({ phone: person(n) });
  }
  await part(page, 'day');
  await page.locator('#book-day').fill(kTomorrow);
  await page.locator('#bookings tr').nth(3).waitFor();
  assert.equal(await page.locator('.slot[data-level="full"]').first().textContent(), '4/4');
  await page.locator('#book-search').fill('0003');
  await page.waitForFunction(() => document.querySelectorAll('#bookings tr').length === 1);
  await page.locator('#bookings tr button').click();
  await page.locator('#ask .button.main').click();
  await page.locator('#bookings tr[data-off="yes"]').waitFor();
  assert.equal((await portal.book({ phone: person(9) })).status, 200);
});

asManager('a file is checked before it is imported, and says what is wrong with each line', async (page, service) => {
  const manager = await service.signIn('M001');
  const file = csv(`c1,${kItem},${kTomorrow},09:30,00055501111`, `c2,${kItem},yesterday,09:30`, `c3,XX-99,${kTomorrow},09:30`);
  await part(page, 'import');
  await page.locator('#import-file').setInputFiles({ name: 'city.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
  await page.locator('#import-bad tr').nth(1).waitFor();
  assert.match(await page.locator('#import-bad').textContent(), /2026-11-24/);
  await axe(page, 'import');
  await shot(page, 'import_report');
  assert.equal((await manager('GET', `${kHall}/appointments?day=${kTomorrow}`)).body.all, 0);
  await page.locator('#import-go').click();
  await page.locator('#told[data-kind="good"]').waitFor();
  assert.equal((await manager('GET', `${kHall}/appointments?day=${kTomorrow}`)).body.all, 1);
});

asManager('quotas are changed in the page and hold for the next booking', async (page, service) => {
  const manager = await service.signIn('M001');
  const portal = await onlineHall(service, manager);
  await part(page, 'rules');
  await page.locator('input[data-queue="A"]').fill('1');
  await page.locator('#publish').click();
  await page.locator('#ask .button.main').click();
  await page.locator('#told[data-kind="good"]').waitFor();
  assert.equal((await portal.book({ phone: person(1) })).status, 200);
  assert.equal((await portal.book({ phone: person(2) })).body.code, 'slot_full');
  await page.locator('[data-pointer="/policy/appointment/slot_min"]').fill('1');
  await page.locator('#publish').click();
  await page.locator('#ask .button.main').click();
  await page.locator('[data-pointer="/policy/appointment/slot_min"][aria-invalid="true"]').waitFor();
});

asManager('an online hall gets a key that is shown once, and loses it', async (page, service) => {
  await part(page, 'online');
  await page.locator('#add-key').click();
  await page.locator('#key-name').fill('市民網');
  await page.locator('#ask .button.main').click();
  const secret = await page.locator('#key-secret').inputValue();
  const ask = () => service.request('GET', `${kHall}/slots?item=${kItem}`, { headers: { Authorization: `Bearer ${secret}` } });
  assert.equal((await ask()).status, 200);
  await page.keyboard.press('Escape');
  await page.locator('#online-keys tr', { hasText: '市民網' }).locator('button').click();
  await page.locator('#ask .button.main').click();
  await page.locator('#told[data-kind="good"]').waitFor();
  assert.equal((await ask()).status, 401);
});

for (const [language, width] of [['zh-Hant', 1366], ['en', 1366], ['zh-Hans', 390], ['en', 390]]) {
  asManager(`every part can be read and used in ${language} at ${width}`, async (page, service) => {
    const manager = await service.signIn('M001');
    const portal = await onlineHall(service, manager);
    await portal.book({ day: kTomorrow });
    await bookToday(manager);
    await manager('PUT', `${kHall}/appointments/${newId()}`, { item: kItem, day: '2026-11-23', time: '14:00', precheck: 'to_supply' });
    await page.setViewportSize({ width, height: width === 390 ? 844 : 768 });
    await page.evaluate((tag) => localStorage.setItem('hall.language', tag), language);
    await page.reload();
    await page.locator('#office').waitFor();
    for (const name of ['day', 'import', 'rules', 'online']) {
      await part(page, name);
      await page.locator('.editor-top h2').waitFor();
      await page.locator(name === 'day' ? '#bookings tr' : name === 'online' ? '#online-keys tr' : '.editor-body > *').first().waitFor();
      const where = `${name} ${language} ${width}`;
      await axe(page, where);
      await fits(page, where);
      await reads(page, where, language === 'en' && name !== 'online' ? 'en' : '');
      await shot(page, `${name}_${language}_${width}`);
    }
    await page.setViewportSize({ width: 1366, height: 768 });
    await page.evaluate(() => localStorage.removeItem('hall.language'));
  });
}
