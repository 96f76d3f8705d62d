// SPDX-License-Identifier: Apache-2.0
// Every citizen can use the phone's page and the tablet: axe-core, small screens, three languages.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Pc } from './support/browser.mjs';
import { axe, fits, reads } from './support/looks.mjs';
import { Service } from './support/service.mjs';

const kLanguages = ['zh-Hant', 'zh-Hans', 'en'];
const kPhones = [[390, 844], [320, 568], [740, 360]];
const kTablets = [[1280, 800], [800, 1280], [1024, 600]];
const service = new Service({ hall: { rating_prompt_s: 600, no_show_after_calls: 1, no_show_min_s: 0 } });
let clerk;
let pc;

before(async () => {
  await service.start();
  clerk = await service.signIn('S104', 'W01');
  pc = await Pc.open({ reducedMotion: 'reduce', hasTouch: true });
});
after(async () => {
  await pc.close();
  await service.stop();
});

async function look(page, where, sizes, languages) {
  for (const language of kLanguages) {
    await page.locator(`${languages} button[lang="${language}"]`).click();
    await page.waitForFunction((tag) => document.documentElement.lang === tag, language);
    await reads(page, `${where} ${language}`, language);
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height });
      await fits(page, `${where} ${language} at ${width}`);
    }
    await axe(page, `${where} ${language}`);
  }
}

test('the phone: waiting, asked whether to leave, called, rated, unknown', async () => {
  const page = await pc.page();
  const [width, height] = kPhones[0];
  await page.setViewportSize({ width, height });
  const first = await service.issue({ queue: 'A' });
  const ticket = await service.issue({ queue: 'A' });
  await page.goto(`${service.url}/t/${service.phoneToken(ticket.id)}`);
  const shows = (state) => page.waitForSelector(`#ticket[data-state="${state}"]`);
  await shows('waiting');
  await look(page, 'waiting', kPhones, '#languages');
  await page.locator('#leave').click();
  await look(page, 'leaving', kPhones, '#languages');
  await page.locator('#sure-no').click();
  await clerk.command({ type: 'call_next' });
  await page.locator('#calling-list li').waitFor();
  await look(page, 'another is called', kPhones, '#languages');
  await clerk.command({ type: 'no_show', ticket: first.id });
  await clerk.command({ type: 'call_next' });
  await shows('called');
  await look(page, 'called', kPhones, '#languages');
  await clerk.command({ type: 'start' });
  await clerk.command({ type: 'finish' });
  await shows('finished');
  await page.locator('[data-grade="5"]').click();
  await look(page, 'rating', kPhones, '#languages');
  await page.goto(`${service.url}/t/${service.phoneToken(first.id)}`);
  await shows('no_show');
  await look(page, 'missed', kPhones, '#languages');
  await page.goto(`${service.url}/t/${'0'.repeat(26)}`);
  await page.locator('#none').waitFor();
  await look(page, 'unknown', kPhones, '#languages');
  await page.close();
});

test('the tablet: not set up, idle, asking, why, thanks, cut off', async () => {
  const page = await pc.page();
  await page.goto(`${service.url}/rating/?counter=W01`);
  await page.waitForSelector('body[data-screen="setup"]');
  await look(page, 'not set up', kTablets, '.languages');
  await page.goto('about:blank');
  await page.goto(`${service.url}/rating/?counter=W01#key=${service.token}`);
  const reach = (screen) => page.waitForSelector(`body[data-screen="${screen}"]`);
  await service.issue({ queue: 'A' });
  await clerk.command({ type: 'call_next' });
  await reach('idle');
  await look(page, 'idle', kTablets, '.languages');
  await clerk.command({ type: 'start' });
  await clerk.command({ type: 'finish' });
  await reach('ask');
  await look(page, 'asking', kTablets, '.languages');
  // All five grades are on the screen at once, and large.
  for (const [width, height] of kTablets) {
    await page.setViewportSize({ width, height });
    const boxes = await page.locator('#grades button').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
    assert.ok(boxes.every((box) => box.top >= 0 && box.bottom <= height && box.width >= 150 && box.height >= 80), `${width}×${height} ${JSON.stringify(boxes)}`);
  }
  await page.waitForTimeout(650);
  await page.locator('[data-grade="5"]').click();
  await reach('why');
  await look(page, 'why', kTablets, '.languages');
  await service.kill();
  await page.waitForSelector('#link[data-status="lost"]');
  await look(page, 'cut off', kTablets, '.languages');
  await page.locator('#send').click();
  await reach('thanks');
  await axe(page, 'thanks');
  await service.start();
  await page.close();
});

test('no page complained', () => assert.deepEqual(pc.complaints, []));
