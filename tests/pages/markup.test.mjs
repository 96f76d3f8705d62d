// SPDX-License-Identifier: Apache-2.0
// Markup in every text that a person can write: on every page it is read as text and does nothing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Pc, primary, shows, signIn } from './support/browser.mjs';
import { signInOffice } from './support/office.mjs';
import { kHall, Service, until } from './support/service.mjs';

const kEvil = '"><img src=x onerror=globalThis.hit=1>';
const kViews = ['floor', 'hours', 'rules', 'staff', 'notices', 'matters', 'documents', 'machines', 'users', 'audit'];
const evil = { 'zh-Hant': kEvil, 'zh-Hans': kEvil, en: kEvil };
let service;
let pc;

before(async () => {
  service = await new Service({ hall: { double_press_s: 0, rating_prompt_s: 60 } }).start();
  pc = await Pc.open({ width: 1366, height: 768 });
  const manager = await service.signIn('M001');
  // Every name that a manager can write.
  const publish = async (name, change) => {
    const read = await service.request('GET', `${kHall}/content/${name}`);
    change(read.body);
    const answer = await manager('PUT', `${kHall}/content/${name}`, { ...read.body, version: 'evil' }, { 'If-Match': read.headers.etag });
    assert.equal(answer.status, 200, answer.text);
  };
  await publish('hall', (hall) => {
    hall.name = evil;
    for (const list of [hall.floors, hall.zones, hall.queues, hall.counters, hall.priority_classes]) {
      list.forEach((one) => { one.name = evil; });
    }
    hall.clerks.forEach((clerk) => Object.assign(clerk, { label: evil, post: evil }));
  });
  await publish('catalog', (catalogue) => {
    [...catalogue.items, ...catalogue.categories, ...catalogue.events, ...catalogue.departments].forEach((one) => { one.name = evil; });
  });
  await publish('notices', ({ notices }) => notices.forEach((notice) => Object.assign(notice, { title: evil, body: evil })));
});
after(async () => {
  await pc.close();
  await service.stop();
});

/** The page shows the markup as it was written, `least` times, and made nothing of it. */
async function harmless(page, where, least = 1) {
  await until(() => page.evaluate(([text, n]) => document.body.innerText.split(text).length > n, [kEvil, least]), `${where} to show it`);
  assert.equal(await page.evaluate(() => globalThis.hit), undefined, where);
  assert.equal(await page.locator('img[src="x"]').count(), 0, where);
  assert.deepEqual(pc.complaints, [], where);
}

test('at a counter: names, and the reasons that a clerk writes', async () => {
  const page = await pc.page();
  await signIn(page, service);
  const ticket = await service.issue({ item: 'GA-01', priority: 'elder' });
  await primary(page, 'call_next');
  await page.keyboard.press('Space');
  await shows(page, ticket.number, 'called');
  await harmless(page, 'called', 4);
  await page.keyboard.press('t');
  await page.locator('#ask[open]').waitFor();
  await harmless(page, 'transfer');
  await page.keyboard.press('Escape');
  const reason = async (key) => {
    await page.keyboard.press(key);
    await page.locator('#ask input[value="other"]').check();
    await page.locator('#ask input[name="reason_words"]').fill(kEvil);
    await page.locator('#ask .button.main').click();
  };
  await reason('p');
  await page.locator('#parked small', { hasText: kEvil }).waitFor();
  await reason('z');
  await page.waitForSelector('#current[data-state="paused"]');
  await page.locator('#item', { hasText: kEvil }).waitFor();
  await harmless(page, 'paused');
  await primary(page, 'resume_service');
  await page.keyboard.press('Space');
  await page.waitForSelector('#current[data-state="none"]');
  await page.locator('#sign-out').click();
  await page.locator('#sign-in').waitFor();
  await harmless(page, 'the way in');
  await page.locator('#staff').fill(kEvil);
  await page.locator('#pin').fill('0000');
  await page.keyboard.press('Enter');
  await page.locator('#sign-in-alert:visible').waitFor();
  await harmless(page, 'a wrong number');
  await page.close();
});

test('at reception: names, what is searched for, reasons, and the slip', async () => {
  await pc.context.clearCookies();
  const page = await pc.page();
  await page.addInitScript(() => { globalThis.print = () => {}; });
  await signInOffice(page, service, 'reception', 'S089');
  await page.locator('#found .hit').first().waitFor();
  await harmless(page, 'the matters', 5);
  const ticket = await service.issue({ item: 'GA-02' });
  await page.locator('#search').fill(kEvil);
  await harmless(page, 'a search', 0);
  await page.locator('#search').fill(ticket.number);
  await page.locator('#found .hit', { hasText: ticket.number }).first().click();
  await page.locator('#ticket-number').waitFor();
  await page.locator('#ticket-print').click();
  await until(() => page.evaluate((text) => document.querySelector('#slip').textContent.includes(text), kEvil), 'the slip');
  await page.locator('#ticket-actions [data-action="cancel"]').click();
  await page.locator('#ask input[value="other"]').check();
  await page.locator('#ask input[name="reason_words"]').fill(kEvil);
  await page.locator('#ask .button.main').click();
  await page.locator('#ticket-legs li', { hasText: kEvil }).last().waitFor();
  await harmless(page, 'a cancelled ticket');
  await page.close();
});

test('at the manager\'s: every view, the audit log with all those reasons included', async () => {
  await pc.context.clearCookies();
  const page = await pc.page();
  await signInOffice(page, service, 'manager', 'M001');
  for (const view of kViews) {
    await page.goto(`${service.url}/manager/#/${view}`);
    await page.locator(view === 'floor' ? '#queues li' : '#view-editor > *').first().waitFor();
    await page.waitForFunction((text) => document.body.innerText.includes(text)
      || [...document.querySelectorAll('input, textarea, option, svg text')].some((one) => (one.value ?? one.textContent).includes(text.slice(0, 8))), kEvil)
      .catch((error) => { assert.ok(['hours', 'machines', 'rules'].includes(view), `${view}: ${error.message}`); });
    await harmless(page, view, 0);
  }
  await page.close();
});

test('on a phone and on a tablet', async () => {
  const page = await pc.page();
  const ticket = await service.issue({ item: 'GA-01' });
  await pc.context.clearCookies();
  await page.goto(`${service.url}/t/${service.phoneToken(ticket.id)}`);
  await harmless(page, 'phone');
  await service.signIn('S001', 'W01');
  await page.goto(`${service.url}/rating/?counter=W01#key=${service.token}`);
  await page.waitForSelector('body[data-screen="idle"]');
  await harmless(page, 'tablet');
  const odd = await service.request('GET', `/t/${encodeURIComponent(kEvil)}`);
  assert.ok(!odd.text.includes('<img src=x'), 'an address is no part of the page');
  await page.close();
});
