// SPDX-License-Identifier: Apache-2.0
// The page behind the code on the wall: how the hall is, for anybody, without a ticket.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Pc } from './support/browser.mjs';
import { axe } from './support/looks.mjs';
import { kHall, Service, until } from './support/service.mjs';

const kFirstLoad = 30 * 1024; // As the page behind a slip: a slow phone on a slow line.
const service = new Service();
let pc;

before(async () => {
  await service.start();
  pc = await Pc.open({ width: 360, height: 740, locale: 'zh-TW' });
});
after(async () => {
  await pc.close();
  await service.stop();
});

const open = async () => {
  const page = await pc.page();
  await page.goto(`${service.url}/hall/`, { waitUntil: 'networkidle' });
  await page.locator('#queues li').first().waitFor();
  return page;
};

test('the first load is at most 30 KB, headers and all, and leaves nothing behind', async () => {
  const page = await pc.page();
  const cdp = await pc.context.newCDPSession(page);
  await cdp.send('Network.enable');
  let bytes = 0;
  cdp.on('Network.loadingFinished', (event) => { bytes += event.encodedDataLength; });
  await page.goto(`${service.url}/hall/`, { waitUntil: 'networkidle' });
  await page.locator('#queues li').first().waitFor();
  console.log(`first load: ${bytes} bytes`);
  assert.ok(bytes > 5000 && bytes <= kFirstLoad, `${bytes} bytes`);
  assert.deepEqual(await pc.context.cookies(), []);
  await page.close();
});

test('everybody sees each queue, how many wait and who is called where', async () => {
  const clerk = await service.signIn('S104', 'W01');
  await service.issue({ queue: 'A' });
  await service.issue({ queue: 'A' });
  await clerk.command({ type: 'call_next' });
  const page = await open();
  assert.equal(await page.locator('#queues li').count(), 21);
  const first = page.locator('#queues li').first();
  await until(async () => /A001/.test(await first.textContent()), 'A001 is being called');
  assert.match(await first.textContent(), /A001 → 1 號窗口/);
  assert.equal(await first.locator('.count b').textContent(), '1');
  await axe(page, 'the hall page');
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 360, `${width} px wide`);
  await page.close();
});

test('three languages are switched in place', async () => {
  const page = await open();
  for (const [lang, word] of [['zh-Hans', '大厅等候情况'], ['en', 'Waiting in the hall'], ['zh-Hant', '大廳等候情況']]) {
    await page.locator(`#languages button[lang="${lang}"]`).click();
    await until(async () => (await page.locator('#title').textContent()) === word, word);
    assert.equal(await page.evaluate(() => document.documentElement.lang), lang);
    assert.doesNotMatch(await page.locator('main').textContent(), /\{\w+\}|phone\.|undefined|NaN/);
  }
  await page.close();
});

test('what anybody may ask says nothing about one person', async () => {
  const answer = await service.request('GET', `${kHall}/now`);
  assert.equal(answer.status, 200);
  const text = JSON.stringify(answer.body);
  assert.doesNotMatch(text, /clerk|ticket|token|item|priority|S0\d\d/);
  assert.equal(answer.body.queues.length, 21);
});
