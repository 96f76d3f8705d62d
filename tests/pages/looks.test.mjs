// SPDX-License-Identifier: Apache-2.0
// Everybody can use the page: axe-core, small screens, large type, three languages, targets.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Pc, primary, shows, signIn } from './support/browser.mjs';
import { axe, fits, reads } from './support/looks.mjs';
import { Service } from './support/service.mjs';

const kLanguages = ['zh-Hant', 'zh-Hans', 'en'];
const service = new Service();
let pc;
let page;

before(async () => {
  await service.start();
  pc = await Pc.open({ reducedMotion: 'reduce' });
  page = await pc.page();
});
after(async () => {
  await pc.close();
  await service.stop();
});

async function look(where, languages = kLanguages, group = '#desk') {
  for (const language of languages) {
    await page.locator(`${group} .languages [data-language="${language}"]`).click();
    await page.waitForTimeout(200);
    await axe(page, `${where} ${language}`);
    await reads(page, `${where} ${language}`, language);
    for (const [width, height] of [[1280, 800], [640, 400], [320, 640]]) {
      await page.setViewportSize({ width, height });
      await fits(page, `${where} ${language} at ${width}`);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
  }
}

test('the list of pages', async () => {
  await page.goto(`${service.url}/`);
  await page.locator('.languages button').first().waitFor();
  await look('index', kLanguages, 'body');
  const links = await page.locator('a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  for (const link of links) {
    assert.equal((await service.request('GET', link)).status, 200, link);
  }
});

test('the way in', async () => {
  await page.goto(`${service.url}/clerk/`);
  await page.locator('#sign-in').waitFor();
  await look('sign-in', kLanguages, '#sign-in');
  await page.locator('#sign-in-button').click();
  await page.locator('#sign-in-alert:visible').waitFor();
  await look('sign-in with a complaint', kLanguages, '#sign-in');
});

test('the counter: empty, called, serving, paused, asking, cut off', async () => {
  for (let i = 0; i < 12; i += 1) {
    await service.issue({ item: `GA-${String(i % 9 + 1).padStart(2, '0')}`, queue: 'A', priority: i % 5 === 4 ? 'elder' : '' });
  }
  await signIn(page, service, { clerk: 'S104', counter: 'W01' });
  await page.locator('#behind .row:nth-child(12)').waitFor();
  await look('empty');
  await page.locator('#primary').focus();
  await primary(page, 'call_next');
  await page.keyboard.press('Space');
  await page.waitForSelector('#current[data-state="called"]');
  await look('called');
  for (const key of ['p', 't', 'c', '?']) {
    await page.keyboard.press(key);
    await page.locator('#ask[open]').waitFor();
    await axe(page, `asking ${key}`);
    await page.setViewportSize({ width: 320, height: 640 });
    await fits(page, `asking ${key} at 320`);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.keyboard.press('Escape');
    await page.waitForSelector('#ask', { state: 'hidden' });
  }
  await page.locator('#primary').focus();
  await primary(page, 'start');
  await page.keyboard.press('Space');
  await page.waitForSelector('#current[data-state="serving"]');
  await look('serving', ['zh-Hant']);
  await page.keyboard.press('f');
  await page.waitForSelector('#current[data-state="none"]');
  await page.keyboard.press('z');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#current[data-state="paused"]');
  await look('paused', ['en']);
  await service.kill();
  await page.locator('#lost:visible').waitFor();
  await look('cut off', ['zh-Hant', 'en']);
  await service.start();
  await page.locator('#lost').waitFor({ state: 'hidden' });
});

test('what is called is said to those who cannot see it, and the focus is never lost', async () => {
  await page.locator('#desk .languages [data-language="zh-Hant"]').click();
  await page.locator('#primary').focus();
  await primary(page, 'resume_service');
  await page.keyboard.press('Space');
  await primary(page, 'call_next');
  await page.keyboard.press('Space');
  await page.waitForSelector('#current[data-state="called"]');
  const number = await page.locator('#number').textContent();
  await shows(page, number, 'called');
  assert.equal(await page.locator('#announce').textContent(), `${number} 已叫號`);
  await page.locator('[data-action="put_back"]').focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('#current[data-state="none"]');
  await page.waitForTimeout(200);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'primary');
  assert.match(await page.title(), /1 號窗口/);
});

test('nothing moves for those who asked for stillness', async () => {
  const moving = await page.evaluate(() => [...document.querySelectorAll('*')].filter((one) => {
    const style = getComputedStyle(one);
    return style.animationName !== 'none' || (style.transitionDuration !== '0s' && style.transitionProperty !== 'none');
  }).length);
  assert.equal(moving, 0);
});
