// SPDX-License-Identifier: Apache-2.0
// Pictures of the clerk's page for people to look at: node shots.mjs DIRECTORY
import { mkdirSync } from 'node:fs';
import { Pc, primary, shows, signIn } from './support/browser.mjs';
import { Service } from './support/service.mjs';

const out = process.argv[2] ?? 'shots';
mkdirSync(out, { recursive: true });

async function scene(language, size) {
  const service = await new Service({ hall: { recall_interval_s: 3, no_show_min_s: 3, no_show_after_calls: 1 } }).start();
  const pc = await Pc.open(size);
  const page = await pc.page();
  const name = (what) => `${out}/${language}_${size.width}_${what}.png`;
  const full = size.width < 800;
  await page.addInitScript((tag) => localStorage.setItem('hall.language', tag), language);
  await page.goto(`${service.url}/`);
  await page.waitForTimeout(300);
  await page.screenshot({ path: name('0_index') });
  await page.goto(`${service.url}/clerk/`);
  await page.locator('#sign-in').waitFor();
  await page.screenshot({ path: name('1_sign_in'), fullPage: full });
  for (const item of ['GA-01', 'GA-02', 'GA-03', 'GA-04', 'GA-05', 'GA-06']) {
    await service.issue({ item, queue: 'A', priority: item === 'GA-04' ? 'elder' : '' });
  }
  await signIn(page, service);
  await page.waitForSelector('#behind .row:nth-child(6)');
  await page.screenshot({ path: name('2_empty'), fullPage: full });
  await page.keyboard.press('Space');
  await page.waitForSelector('#current[data-state="called"]');
  await page.waitForTimeout(3200);
  await page.keyboard.press('m');
  await page.waitForSelector('#current[data-state="none"]');
  await page.waitForTimeout(500);
  await page.keyboard.press('Space');
  await page.waitForSelector('#current[data-state="called"]');
  await page.keyboard.press('p');
  await page.waitForTimeout(200);
  await page.screenshot({ path: name('3_park') });
  await page.keyboard.press('Enter');
  await page.waitForSelector('#parked .row');
  await page.waitForTimeout(500);
  await page.keyboard.press('Space');
  await page.waitForSelector('#current[data-state="called"]');
  await page.waitForTimeout(300);
  await page.screenshot({ path: name('4_called'), fullPage: full });
  await page.waitForTimeout(2000);
  await page.keyboard.press('n');
  await page.waitForTimeout(300);
  await page.screenshot({ path: name('5_came') });
  await page.keyboard.press('Escape');
  await primary(page, 'start');
  await page.keyboard.press('Space');
  await page.waitForSelector('#current[data-state="serving"]');
  await page.waitForTimeout(1100);
  await page.screenshot({ path: name('6_serving'), fullPage: full });
  await page.keyboard.press('t');
  await page.waitForTimeout(200);
  await page.screenshot({ path: name('7_transfer') });
  await page.keyboard.press('Escape');
  await service.kill();
  await page.waitForSelector('#link[data-status="lost"]');
  await page.waitForTimeout(200);
  await page.screenshot({ path: name('8_lost'), fullPage: full });
  await service.start();
  await page.waitForSelector('#link[data-status="up"]');
  await page.keyboard.press('f');
  await page.waitForSelector('#current[data-state="none"]');
  await page.keyboard.press('z');
  await page.waitForTimeout(150);
  await page.keyboard.press('Enter');
  await page.waitForSelector('#current[data-state="paused"]');
  await page.waitForTimeout(300);
  await page.screenshot({ path: name('9_paused'), fullPage: full });
  console.log(language, size.width, pc.complaints);
  await pc.close();
  await service.stop();
}

const only = process.argv[3];
for (const language of only ? [only] : ['zh-Hant', 'zh-Hans', 'en']) {
  for (const size of [{ width: 1280, height: 800 }, { width: 390, height: 844 }]) {
    await scene(language, size);
  }
}
