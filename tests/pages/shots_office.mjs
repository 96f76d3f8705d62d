// SPDX-License-Identifier: Apache-2.0
// Pictures of reception's and the manager's pages for people to look at: node shots_office.mjs DIRECTORY [language] [what]
import { mkdirSync } from 'node:fs';
import { Pc } from './support/browser.mjs';
import { busyMorning, signInOffice } from './support/office.mjs';
import { Service } from './support/service.mjs';

const [out = 'shots', only, what] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const kSizes = (process.env.WIDTH ? [Number(process.env.WIDTH)] : [1366, 1920, 820, 390]).map((width) => ({ width, height: { 1366: 768, 1920: 1080, 820: 1180, 390: 844 }[width] }));

async function reception(page, service, shot) {
  await signInOffice(page, service, 'reception', 'S089');
  await page.locator('#found .hit').nth(5).waitFor();
  await shot('1_start');
  await page.locator('#search').fill('sfz');
  await page.waitForFunction(() => document.querySelectorAll('#found .hit').length > 1
    && document.querySelector('#found .hit').textContent.includes('GA-'));
  await shot('2_found');
  await page.keyboard.press('Enter');
  await page.locator('#issue-print').waitFor();
  await page.waitForFunction(() => (document.querySelector('#issue-ahead')?.textContent ?? '…') !== '…');
  await shot('3_matter');
  await page.locator('#issue-print').click();
  await page.locator('#ticket-number').waitFor();
  await page.waitForFunction(() => !(document.querySelector('#ticket-facts')?.textContent ?? '…').includes('…'));
  await shot('4_issued');
  await page.emulateMedia({ media: 'print' });
  await page.locator('#slip').screenshot({ path: `${out}/slip_${shot.called}.png` });
  await page.emulateMedia({ media: 'screen' });
}

async function manager(page, service, shot) {
  await service.asDevice('POST', '/v1/devices/K01/health', { kind: 'kiosk', faults: [{ code: 'paper_out', part: 'printer', ago_ms: 300_000 }] });
  await service.asDevice('POST', '/v1/devices/K02/health', { kind: 'kiosk', faults: [{ code: 'paper_near_end', part: 'printer', ago_ms: 60_000 }] });
  await signInOffice(page, service, 'manager', 'M001');
  await page.locator('#queues .queue-row').nth(5).waitFor();
  await page.locator('.spot[data-key="W01"]').click();
  await page.waitForTimeout(500);
  await shot('1_floor');
  for (const view of ['hours', 'rules', 'staff', 'notices', 'matters', 'documents', 'users', 'audit']) {
    await page.locator(`#views a[href="#/${view}"]`).click();
    await page.locator('.editor-body > *').first().waitFor();
    await page.waitForTimeout(400);
    await shot(`2_${view}`);
  }
  await page.locator('#views a[href="#/hours"]').click();
  await page.locator('#publish').waitFor();
  await page.locator('[data-pointer="/hours/week/sat"]').fill('09:00-12:00');
  await page.locator('#publish').click();
  await page.locator('#ask[open]').waitFor();
  await shot('3_publish');
}

for (const language of only && only !== 'all' ? [only] : ['zh-Hant', 'zh-Hans', 'en']) {
  for (const size of kSizes) {
    const service = await new Service({ hall: { recall_interval_s: 1, no_show_min_s: 0, no_show_after_calls: 1 } }).start();
    await busyMorning(service);
    const pc = await Pc.open(size);
    const page = await pc.page();
    await page.addInitScript((tag) => {
      localStorage.setItem('hall.language', tag);
      localStorage.setItem('hall.slip_language', tag);
      globalThis.print = () => {};
    }, language);
    const shot = (name) => page.screenshot({ path: `${out}/${name}_${language}_${size.width}.png`, fullPage: size.width < 1000 });
    for (const [name, draw] of Object.entries({ reception, manager })) {
      if (!what || what === name) {
        await draw(page, service, Object.assign((step) => shot(`${name}_${step}`), { called: `${name}_${language}_${size.width}` }));
      }
    }
    console.log(language, size.width, pc.complaints);
    await pc.close();
    await service.stop();
  }
}
