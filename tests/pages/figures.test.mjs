// SPDX-License-Identifier: Apache-2.0
// The manager's figures in a real browser: rates, what lies behind them, the watch list, cases by
// file, and the month on paper.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { scaleOf } from '../../sync/service/pages/manager/figure_chart.js';
import { keysOf, lastOf, periodOf, turned } from '../../sync/service/pages/manager/figure_period.js';
import { Pc } from './support/browser.mjs';
import { bringCases, monthOf } from './support/cases.mjs';
import { axe, fits, reads } from './support/looks.mjs';
import { inHall, signInOffice } from './support/office.mjs';
import { kHall } from './support/service.mjs';

const kCases = 400;
let pc;
before(async () => { pc = await Pc.open({ width: 1366, height: 768 }); });
after(() => pc.close());

/** A picture for people to look at, when SHOTS names a directory. */
const shot = (page, name) => process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/figures_${name}.png`, fullPage: true });

const asManager = inHall(() => [pc], {
  before: async (page, service) => {
    await bringCases(await service.signIn('M001'), monthOf(kCases));
    await signInOffice(page, service, 'manager', 'M001');
    await page.locator('#views a[href="#/figures"]').click();
    await page.locator('.rate').first().waitFor();
    await inSeptember(page);
  },
});

async function inSeptember(page) {
  await page.locator('.subview[data-part="rates"]').click();
  await page.locator('[data-span="month"]').click();
  await page.locator('#figure-day').fill('2026-09-15');
  await page.locator('#figure-period', { hasText: '2026-09' }).waitFor();
  await page.waitForFunction((n) => document.querySelector('[data-count="closed"] dd')?.textContent === n, String(kCases));
}

const rate = (page, name, part) => page.locator(`.rate[data-rate="${name}"] ${part}`).textContent();

test('a period is half open, and turns over months, years and leap days', () => {
  assert.deepEqual(periodOf('month', '2028-02-29'), { from: '2028-02-01', to: '2028-03-01' });
  assert.deepEqual(periodOf('year', '2028-02-29'), { from: '2028-01-01', to: '2029-01-01' });
  assert.deepEqual(periodOf('day', '2027-12-31'), { from: '2027-12-31', to: '2028-01-01' });
  assert.equal(lastOf(periodOf('month', '2027-02-10')), '2027-02-28');
  assert.equal(turned('month', '2026-01-31', -1), '2025-12-01');
  assert.equal(turned('month', '2026-01-31', 1), '2026-02-01');
  assert.equal(turned('day', '2028-03-01', -1), '2028-02-29');
  assert.equal(keysOf('month', periodOf('month', '2028-02-01')).length, 29);
  assert.deepEqual(keysOf('year', periodOf('year', '2026-05-05')).slice(10), ['2026-11', '2026-12']);
});

test('a scale begins at nothing, reaches the highest bar and has few round lines', () => {
  for (const most of [0, 1, 3, 4, 7, 12, 44, 99, 100, 101, 880, 11_000]) {
    const lines = scaleOf(most);
    assert.equal(lines[0], 0);
    assert.ok(lines.at(-1) >= most && lines.length <= 7, `${most}: ${lines}`);
    assert.ok(lines.every((n) => Number.isInteger(n)));
  }
});

asManager('each rate says how many cases it is short of, and shows them', async (page, service) => {
  const manager = await service.signIn('M001');
  const { body } = await manager('GET', `${kHall}/figures?from=2026-09-01&to=2026-10-01`);
  assert.equal(await rate(page, 'on_site', '.points'), '97.50 %');
  assert.match(await rate(page, 'on_site', 'button'), /10/);
  assert.equal(await rate(page, 'rated', '.points'), '96.00 %');
  assert.equal(body.total.rates.rated.short, 16);
  assert.equal(await rate(page, 'on_time', '.rate-word'), '已達 100 %');
  await page.locator('[data-behind="off_site"]').focus();
  await page.keyboard.press('Enter');
  await page.locator('#behind tbody tr').nth(9).waitFor();
  assert.equal(await page.locator('#behind tbody tr').count(), 10);
  assert.match(await page.locator('#behind tbody tr').first().textContent(), /辦結未在大廳/);
  await page.waitForFunction(() => document.activeElement.id === 'behind-title');
  await axe(page, 'behind');
  await shot(page, 'behind');
  await page.locator('#behind-close').click();
  await page.waitForFunction(() => document.activeElement.dataset.behind === 'off_site');
});

asManager('every division has as many cases as the hall, and the arrows turn the months', async (page) => {
  for (const by of ['counter', 'clerk', 'item', 'department']) {
    await page.locator(`#groups [data-by="${by}"]`).click();
    await page.locator(`#groups [data-by="${by}"][aria-pressed="true"]`).waitFor();
    await page.waitForFunction((n) => {
      const closed = [...document.querySelectorAll('#groups tbody tr:not(.sum) td:nth-child(3)')].map((one) => Number(one.textContent.replace(/,/g, '')));
      return closed.length > 0 && closed.reduce((sum, one) => sum + one, 0) === n;
    }, kCases);
  }
  await page.locator('#figure-before').click();
  await page.locator('#figure-period', { hasText: '2026-08' }).waitFor();
  await page.waitForFunction(() => document.querySelector('[data-count="closed"] dd')?.textContent === '0');
  assert.equal(await rate(page, 'satisfied', '.points'), '–');
  await page.locator('#figure-after').click();
  await page.locator('#figure-period', { hasText: '2026-09' }).waitFor();
  await page.locator('[data-span="year"]').click();
  await page.waitForFunction(() => document.querySelectorAll('.bars .column-0').length === 12);
});

asManager('cases entered long afterwards, and matters served without one, are found', async (page, service) => {
  const clerk = await service.signIn('S001', 'W01');
  await service.issue({ item: 'GA-04' });
  for (const type of ['call_next', 'start', 'finish']) {
    await clerk.command({ type });
  }
  await page.locator('.subview[data-part="watch"]').click();
  await page.locator('#watch-batches tbody tr').first().waitFor();
  assert.equal(await page.locator('#watch-batches').getAttribute('data-found'), '12');
  assert.match(await page.locator('#watch-delays').textContent(), /30 天以上/);
  assert.equal(await page.locator('#watch-unrecorded').getAttribute('data-found'), '0');
  await page.locator('#figure-day').fill('2026-11-23');
  await page.locator('#watch-unrecorded tbody tr', { hasText: 'A001' }).waitFor();
  await page.locator('#watch-days tr[data-silent="yes"]').waitFor();
});

asManager('a missed rating is explained and a bad one put right, and both stay so', async (page) => {
  await page.locator('.subview[data-part="care"]').click();
  const open = (which) => page.locator(`#care-${which}-tiles [data-tile="open"] dd`);
  await open('missed').filter({ hasText: /^16$/ }).waitFor();
  await open('bad').filter({ hasText: /^8$/ }).waitFor();
  const file = async (button, text) => {
    await button.click();
    await page.locator('#care-text').fill(text);
    await page.locator('#ask .button.main').click();
    await page.locator('#told[data-kind="good"]').waitFor();
  };
  await file(page.locator('#care-missed [data-deed="explained"]').first(), '評價器充電中');
  await open('missed').filter({ hasText: /^15$/ }).waitFor();
  await page.locator('#care-missed [data-done="explained"]', { hasText: '評價器充電中 (M001)' }).waitFor();
  await file(page.locator('#care-bad [data-deed="corrected"]').first(), '已增開窗口');
  await open('bad').filter({ hasText: /^7$/ }).waitFor();
  assert.equal(await page.locator('#care-bad tr[data-overdue="yes"]').count(), 7); // Since October.
  await axe(page, 'follow-up');
  await shot(page, 'care');
});

asManager('a file of cases is tried first, tells each line that is wrong, and counts once', async (page, service) => {
  const manager = await service.signIn('M001');
  const file = ['number,stage,at,item,place', 'Z-1,受理,2026-08-03 09:30,GA-01,', 'Z-1,审批,2026-08-04 09:30,,outside', 'Z-2,closed,2026-08-04 09:30,,', ',accepted,2026-08-04 09:30,,'].join('\r\n');
  const closed = async () => (await manager('GET', `${kHall}/figures?from=2026-08-01&to=2026-09-01`)).body.total.counts.accepted;
  await page.locator('.subview[data-part="import"]').click();
  await page.locator('#case-file').setInputFiles({ name: 'cases.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });
  await page.locator('#case-report tbody tr').nth(2).waitFor();
  assert.deepEqual(await page.locator('#case-report tbody tr').evaluateAll((rows) => rows.map((row) => row.dataset.why)), ['not_exempt', 'not_accepted', 'bad_line']);
  await axe(page, 'import of cases');
  await reads(page, 'import of cases', '');
  await shot(page, 'import');
  assert.equal(await closed(), 0);
  await page.locator('#case-go').click();
  await page.locator('#told[data-kind="good"]').waitFor();
  assert.equal(await closed(), 1);
});

asManager('the month goes to paper on few pages, without the page around it', async (page) => {
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('.letterhead').isVisible(), true);
  for (const gone of ['.banner-top', '.subviews', '#figure-print', '#behind']) {
    assert.equal(await page.locator(gone).first().isVisible(), false, gone);
  }
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true, printBackground: false });
  await page.emulateMedia({ media: 'screen' });
  const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
  assert.ok(pages >= 1 && pages <= 2, `${pages} pages`);
  if (process.env.SHOTS) {
    writeFileSync(`${process.env.SHOTS}/figures_report.pdf`, pdf);
  }
});

for (const [language, width] of [['zh-Hant', 1366], ['en', 1366], ['zh-Hans', 390], ['en', 390]]) {
  asManager(`figures can be read and used in ${language} at ${width}`, async (page) => {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 768 });
    await page.evaluate((tag) => localStorage.setItem('hall.language', tag), language);
    await page.reload();
    await page.locator('.rate').first().waitFor();
    await inSeptember(page);
    for (const part of ['rates', 'watch', 'care', 'import']) {
      await page.locator(`.subview[data-part="${part}"]`).click();
      await page.locator({ rates: '#groups tbody tr', watch: '#watch-days tbody tr', care: '#care-missed tbody tr', import: '.sample-file' }[part]).first().waitFor();
      const where = `${part} ${language} ${width}`;
      await axe(page, where);
      await fits(page, where);
      await reads(page, where, language);
      await shot(page, `${part}_${language}_${width}`);
    }
    await page.setViewportSize({ width: 1366, height: 768 });
    await page.evaluate(() => localStorage.removeItem('hall.language'));
  });
}
