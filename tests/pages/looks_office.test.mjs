// SPDX-License-Identifier: Apache-2.0
// Every page of the staff, with something going on, in three languages at three sizes: axe-core, room,
// words. With HALL_PICTURES=DIRECTORY axe looks at every size too, and a picture of each is kept for
// people to look at.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Pc, signIn } from './support/browser.mjs';
import { axe, fits, reads } from './support/looks.mjs';
import { busyMorning, signInOffice } from './support/office.mjs';
import { Service } from './support/service.mjs';

const kLanguages = ['zh-Hant', 'zh-Hans', 'en'];
const kSizes = [[1920, 1080], [1366, 768], [800, 1200]];
const kViews = ['floor', 'hours', 'rules', 'staff', 'notices', 'matters', 'documents', 'machines', 'users', 'audit'];
const pictures = process.env.HALL_PICTURES;
const service = new Service({ hall: { no_show_after_calls: 1, no_show_min_s: 0, double_press_s: 0 } });
let pc;
let page;

before(async () => {
  await service.start();
  await busyMorning(service);
  pc = await Pc.open({ reducedMotion: 'reduce' });
  page = await pc.page();
  if (pictures) {
    mkdirSync(pictures, { recursive: true });
  }
});
after(async () => {
  await pc.close();
  await service.stop();
});

/** `root`: where the languages are switched. A name in the hall's own documents may be in any of them. */
async function look(where, root, own = false) {
  for (const language of kLanguages) {
    await page.locator(`${root} .languages [data-language="${language}"]`).click();
    await page.waitForFunction((tag) => document.documentElement.lang === tag, language);
    if (!own) {
      await reads(page, `${where} ${language}`, language);
    }
    for (const [width, height] of kSizes) {
      await page.setViewportSize({ width, height });
      const name = `${where} ${language} ${width}`;
      await fits(page, name);
      if (pictures || width === kSizes[1][0]) {
        await axe(page, name);
      }
      if (pictures) {
        await page.screenshot({ path: path.join(pictures, `${name.replace(/\W+/g, '_')}.png`) });
      }
    }
  }
}

test('the ways in, and a counter at work', async () => {
  for (const where of ['clerk', 'reception', 'manager']) {
    await page.goto(`${service.url}/${where}/`);
    await page.locator('#sign-in').waitFor();
    await look(`${where} way in`, '#sign-in');
  }
  await signIn(page, service, { clerk: 'S104', counter: 'W04' });
  await page.locator('#behind .row').first().waitFor();
  await look('clerk idle', '#desk');
});

test('reception with tickets, a matter and a ticket open', async () => {
  await pc.context.clearCookies();
  await signInOffice(page, service, 'reception', 'S089');
  await page.locator('#found .hit').first().waitFor();
  await look('reception', '#office');
  await page.locator('#found .hit').first().click();
  await page.locator('#issue:visible').waitFor();
  await look('reception matter', '#office');
  await page.locator('#missed button').first().click();
  await page.locator('#ticket:visible').waitFor();
  await look('reception ticket', '#office');
});

for (const view of kViews) {
  test(`the manager's ${view}`, async () => {
    await pc.context.clearCookies();
    await signInOffice(page, service, 'manager', 'M001');
    await page.goto(`${service.url}/manager/#/${view}`);
    await page.locator(view === 'floor' ? '#queues li' : '#view-editor > *').first().waitFor();
    const tab = await page.locator('#views [aria-current="page"]').boundingBox();
    const { width } = page.viewportSize();
    assert.ok(tab.x >= 0 && tab.x + tab.width <= width, `the chosen tab is in sight: ${tab.x} + ${tab.width} of ${width}`);
    await look(`manager ${view}`, '#office', view !== 'floor');
  });
}
