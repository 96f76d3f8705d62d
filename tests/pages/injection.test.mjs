// SPDX-License-Identifier: Apache-2.0
// Every text that a hall's documents, a clerk or a stranger can bring, as markup: shown as letters on
// every page, never as what it says.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Pc, signIn } from './support/browser.mjs';
import { signInOffice } from './support/office.mjs';
import { kHall, kSource, Service } from './support/service.mjs';

const kMarkup = '<img src=x onerror=x1=1>';
const kViews = ['floor', 'hours', 'rules', 'staff', 'notices', 'matters', 'documents', 'machines', 'users', 'audit'];
const service = new Service();
let pc;
let page;

/** Puts the markup behind every text in three languages. */
function marked(value) {
  if (Array.isArray(value)) {
    return value.map(marked);
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  const isText = typeof value['zh-Hant'] === 'string';
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, isText && typeof one === 'string' && one ? `${one}${kMarkup}` : marked(one)]));
}

before(async () => {
  const directory = path.join(service.data, 'marked');
  mkdirSync(directory);
  for (const name of ['hall.json', 'catalog.json', 'notices.json']) {
    writeFileSync(`${directory}/${name}`, JSON.stringify(marked(JSON.parse(readFileSync(`${kSource}/assets/hall/sample/${name}`, 'utf8')))));
  }
  writeFileSync(`${directory}/users.json`, readFileSync(`${kSource}/assets/hall/sample/users.json`));
  service.options.flags = ['--hall', directory];
  await service.start();
  pc = await Pc.open({ width: 1366, height: 768 });
  page = await pc.page();
});
after(async () => {
  await pc.close();
  await service.stop();
});

/** It is there to be read, and nothing of it has happened. */
async function onlyShown(where, atLeast = 1) {
  const seen = await page.evaluate((markup) => ({
    images: document.querySelectorAll('img[src="x"], img[onerror]').length,
    ran: 'x1' in window,
    shown: document.body.innerText.split(markup).length - 1,
  }), kMarkup);
  assert.deepEqual([seen.images, seen.ran], [0, false], where);
  assert.ok(seen.shown >= atLeast, `${where}: shown ${seen.shown} times`);
}

test('a clerk\'s page: names, matters and what a colleague typed', async () => {
  await service.issue({ item: 'GA-01' });
  await signIn(page, service);
  const other = await service.signIn('S002', 'W02');
  await service.issue({ item: 'GA-01' });
  await other.command({ type: 'call_next' });
  await other.command({ type: 'start' });
  await other.command({ type: 'park', reason: kMarkup });
  await page.locator('#primary').click();
  await page.waitForFunction(() => document.querySelector('#current').dataset.state === 'called');
  await onlyShown('clerk');
});

test('every view of the manager', async () => {
  await pc.context.clearCookies();
  await signInOffice(page, service, 'manager', 'M001');
  for (const view of kViews) {
    await page.locator(`#views a[href="#/${view}"]`).click();
    await page.waitForFunction((name) => location.hash === `#/${name}`, view);
    await page.locator(view === 'floor' ? '#view-floor' : '#view-editor').waitFor();
    await page.waitForTimeout(300);
    await onlyShown(view, 0);
  }
});

test('reception, the phone and the list of pages', async () => {
  await pc.context.clearCookies();
  await signInOffice(page, service, 'reception', 'S089');
  await onlyShown('reception');
  const ticket = await service.issue({ item: 'GA-02' });
  await page.goto(`${service.url}/t/${service.phoneToken(ticket.id)}`);
  await page.locator('#ticket:visible').waitFor();
  await onlyShown('phone');
  await page.goto(`${service.url}/rating/?counter=W01#key=${service.token}`);
  await page.waitForSelector('body[data-screen="idle"]');
  await onlyShown('rating');
  await page.goto(`${service.url}/`);
  await page.waitForFunction((markup) => document.body.innerText.includes(markup), kMarkup);
  await onlyShown('index');
});

test('what a stranger asks for comes back as no page', async () => {
  for (const target of [`/${encodeURIComponent(kMarkup)}`, `/t/${encodeURIComponent(kMarkup)}`, `${kHall}/content/${encodeURIComponent(kMarkup)}`,
    `${kHall}/phone?token=${encodeURIComponent(kMarkup)}`, `${kHall}/state?x=${encodeURIComponent(kMarkup)}`]) {
    const answer = await service.request('GET', target);
    assert.equal(answer.headers['x-content-type-options'], 'nosniff', target);
    assert.ok(!answer.text.includes(kMarkup) || !/html/.test(answer.headers['content-type']), target);
  }
});

test('no page complained', () => assert.deepEqual(pc.complaints, []));
