// SPDX-License-Identifier: Apache-2.0
// The honour page: the document over HTTP, and the manager's editor of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Pc } from './support/browser.mjs';
import { axe, fits, reads } from './support/looks.mjs';
import { inHall, signInOffice } from './support/office.mjs';
import { kHall, until } from './support/service.mjs';
import { choices, monthAfter, nobodyAt } from '../../sync/service/pages/manager/honours.js';

let pc;
before(async () => { pc = await Pc.open({ width: 1366, height: 768 }); });
after(() => pc.close());

const inOffice = inHall(() => [pc], { before: (page, service) => signInOffice(page, service, 'manager', 'M001') });

const kTitle = { 'zh-Hant': '先鋒崗', 'zh-Hans': '先锋岗', en: 'Pioneers' };
const read = (service) => service.request('GET', `${kHall}/content/notices`);
const honours = async (service) => (await read(service)).body.honours;
const at = (page, pointer) => page.locator(`[data-pointer="${pointer}"]`);
const box = (page, pointer, id) => page.locator(`[data-pointer="${pointer}"] input[value="${id}"]`);
const toHonours = async (page) => {
  await page.locator('#views a[href="#/notices"]').click();
  await page.locator('[data-part="honours"]').click();
  await page.locator('#add-honour').waitFor();
};
const publish = async (page) => {
  await page.locator('#publish:not([aria-disabled])').click();
  await page.locator('#ask[open]').waitFor();
  await page.locator('#ask .button.main').click();
};

inOffice('the honours are a document: whole, by a manager, of the version that was read', async (page, service) => {
  const manager = await service.signIn('M001', null);
  const clerk = await service.signIn('S001', 'W01');
  const before = await read(service);
  const put = (who, change, match = before.headers.etag) => {
    const value = structuredClone(before.body);
    change(value.honours);
    return who('PUT', `${kHall}/content/notices`, value, match ? { 'If-Match': match } : {});
  };
  const add = (one) => (list) => list.push({ id: 'pioneer', title: kTitle, ...one });
  const refused = async (change, place) => {
    const answer = await put(manager, change);
    assert.equal(answer.status, 422, answer.text);
    assert.match(answer.body.detail, place);
    assert.deepEqual(await honours(service), before.body.honours, 'nothing of it is taken');
  };
  await refused(add({ counters: ['W01'], clerks: ['S001', 'S999'] }), /\/honours\/3\/clerks\/1/);
  await refused(add({ counters: ['W45'] }), /\/honours\/3\/counters\/0/);
  await refused(add({}), /\/honours\/3/);
  await refused(add({ counters: ['W01'], month: 'October' }), /\/honours\/3\/month/);
  await refused(add({ counters: ['W01'], from: '2026-11-02', to: '2026-11-01' }), /\/honours\/3/);
  await refused(add({ id: 'star', counters: ['W01'] }), /\/honours\/3\/id/);
  await refused(add({ counters: ['W01'], title: { en: 'Pioneers' } }), /\/honours\/3\/title/);
  const good = add({ counters: ['W02'], clerks: ['S001'], month: '2026-11' });
  assert.equal((await put(clerk, good)).status, 403);
  assert.ok([412, 428].includes((await put(manager, good, null)).status), 'without the version that was read');
  assert.equal((await put(manager, good)).status, 200);
  assert.deepEqual((await honours(service))[3], { id: 'pioneer', title: kTitle, counters: ['W02'], clerks: ['S001'], month: '2026-11' });
  assert.equal((await put(manager, good)).status, 200, 'the same again changes nothing');
  assert.equal((await put(manager, add({ counters: ['W03'] }))).status, 412, 'somebody was faster');
});

inOffice('a distinction is given to counters and people, and published', async (page, service) => {
  await toHonours(page);
  await page.locator('.pick[data-id="red-flag"][aria-current]').waitFor();
  assert.equal(await box(page, '/honours/0/counters', 'W05').isChecked(), true);
  await page.locator('#add-honour').click();
  for (const [tag, words] of Object.entries(kTitle)) {
    await at(page, `/honours/0/title/${tag}`).fill(words);
  }
  await at(page, '/honours/0/month').fill('2026-11');
  // Nobody has it yet: that is said where somebody is chosen, and nothing goes out.
  await page.locator('#publish').click();
  await page.locator('[data-pointer="/honours/0/counters"][aria-invalid="true"]').waitFor();
  assert.equal(await page.locator('#ask[open]').count(), 0);
  await box(page, '/honours/0/counters', 'W17').check();
  await page.locator('[data-pointer="/honours/0/counters"][aria-invalid]').waitFor({ state: 'detached' });
  await page.locator('.tick-list input[type="search"]').fill('S030');
  await until(async () => await page.locator('[data-pointer="/honours/0/clerks"] .tick:visible').count() === 1, 'one person to be found');
  await box(page, '/honours/0/clerks', 'S030').check();
  await page.locator('.pick[aria-current] small', { hasText: '1 個窗口，1 人' }).waitFor();
  await publish(page);
  await page.locator('#told[data-kind="good"]').waitFor();
  assert.deepEqual((await honours(service))[0],
    { id: 'honour-4', title: kTitle, month: '2026-11', counters: ['W17'], clerks: ['S030'] });
  // The next month is another distinction of the same name, which nobody has yet; then it goes down.
  await page.locator('#honour-next').click();
  assert.equal(await at(page, '/honours/0/month').inputValue(), '2026-12');
  assert.equal(await at(page, '/honours/0/title/en').inputValue(), 'Pioneers');
  await box(page, '/honours/0/counters', 'W01').check();
  await page.locator('#honour-down').click();
  await publish(page);
  await page.locator('#told[data-kind="good"]').waitFor();
  const now = await honours(service);
  assert.deepEqual(now.map((one) => one.id), ['honour-4', 'honour-5', 'red-flag', 'star', 'discipline']);
  // And gone again.
  await page.locator('#honour-remove').click();
  await publish(page);
  await until(async () => (await honours(service)).length === 4, 'the distinction to be gone');
});

inOffice('who left the hall can be taken off the honour page', async (page, service) => {
  const manager = await service.signIn('M001', null);
  await toHonours(page);
  await page.locator('.pick[data-id="star"]').click();
  await box(page, '/honours/1/clerks', 'S006').waitFor();
  // Somebody takes S006 out of the hall: the honour page still names them.
  const hall = await service.request('GET', `${kHall}/content/hall`);
  const without = { ...hall.body, version: 'one-less', clerks: hall.body.clerks.filter((one) => one.id !== 'S006') };
  const answer = await manager('PUT', `${kHall}/content/hall`, without, { 'If-Match': hall.headers.etag });
  assert.equal(answer.status, 200, answer.text);
  await until(async () => {
    await page.locator('.pick[data-id="red-flag"]').click();
    await page.locator('.pick[data-id="star"]').click();
    return await page.locator('[data-pointer="/honours/1/clerks"] .tick', { hasText: /^S006$/ }).count() === 1;
  }, 'who left to stand there by the id alone');
  await box(page, '/honours/1/clerks', 'S006').uncheck();
  await publish(page);
  await page.locator('#told[data-kind="good"]').waitFor();
  assert.ok(!(await honours(service))[1].clerks.includes('S006'));
});

inOffice('everybody can use it: axe, small screens, three languages, no mouse', async (page) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const language of ['zh-Hant', 'zh-Hans', 'en']) {
    await page.locator('#views a[href="#/floor"]').click();
    await page.locator(`#office .languages [data-language="${language}"]`).click();
    await toHonours(page);
    await page.waitForTimeout(150);
    await axe(page, `honours ${language}`);
    await reads(page, `honours ${language}`, language);
    for (const [width, height] of [[640, 400], [320, 640], [1366, 768]]) {
      await page.setViewportSize({ width, height });
      await fits(page, `honours ${language} at ${width}`);
    }
  }
  await page.locator('[data-part="honours"]').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('.pick[data-id="honour-4"][aria-current]').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.dataset.pointer), '/honours/0/title/zh-Hant');
});

test('months follow one another, and who is not in the hall is not forgotten', () => {
  assert.equal(monthAfter('2026-11'), '2026-12');
  assert.equal(monthAfter('2026-12'), '2027-01');
  assert.equal(monthAfter('2026-01'), '2026-02');
  assert.equal(monthAfter(undefined), undefined);
  assert.equal(nobodyAt([{ counters: ['W01'] }, { clerks: [] }, {}]), '/honours/1/counters');
  assert.equal(nobodyAt([{ clerks: ['S001'] }]), undefined);
  assert.deepEqual(choices([{ id: 'W01', no: 1 }], ['W99', 'W01'], (one) => String(one.no)), [['W01', '1'], ['W99', 'W99']]);
});
