// SPDX-License-Identifier: Apache-2.0
// The manager's page: the live floor follows the hall, and every document is edited, checked and published.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Pc } from './support/browser.mjs';
import { axe, fits, reads } from './support/looks.mjs';
import { busyMorning, inHall, signInOffice } from './support/office.mjs';
import { kHall, Service, until } from './support/service.mjs';
import { changes, placeOf, setAt, valueAt, versionName } from '../../sync/service/pages/manager/documents.js';
import { spansFrom, spansText } from '../../sync/service/pages/manager/fields.js';
import { byNeed, counterNow, levelOf } from '../../sync/service/pages/manager/hall_now.js';
import { later } from '../../sync/service/pages/manager/hours.js';
import { gapsOf } from '../../sync/service/pages/manager/matter_gaps.js';
import { standing } from '../../sync/service/pages/manager/notices.js';
import { placeInText } from '../../sync/service/pages/manager/raw.js';
import { serve } from '../../sync/service/pages/manager/rules.js';

let pc;
before(async () => { pc = await Pc.open({ width: 1366, height: 768 }); });
after(() => pc.close());

/** With the duty manager signed in. */
const inOffice = inHall(() => [pc], {
  hall: { no_show_after_calls: 1, no_show_min_s: 0 },
  before: (page, service) => signInOffice(page, service, 'manager', 'M001'),
});

const content = async (service, name) => (await service.request('GET', `${kHall}/content/${name}`)).body;
const view = async (page, name) => {
  await page.locator(`#views a[href="#/${name}"]`).click();
  await page.locator('.editor-body > *').first().waitFor();
};
const at = (page, pointer) => page.locator(`[data-pointer="${pointer}"]`);
const confirm = (page) => page.locator('#ask .button.main').click();
const publish = async (page) => {
  await page.locator('#publish:not([aria-disabled])').click();
  await page.locator('#ask[open]').waitFor();
};
const published = (page) => page.locator('#told[data-kind="good"]').waitFor();

inOffice('the floor shows who is called and served the moment it happens', async (page, service) => {
  const spot = page.locator('.spot[data-key="W01"]');
  await page.locator('.spot[data-key="W01"][data-state="closed"]').waitFor();
  await service.issue({ item: 'GA-01' });
  await service.issue({ item: 'RS-01' });
  await page.locator('#tiles [data-name="waiting"] .number', { hasText: /^2$/ }).waitFor();
  // People wait and nobody is there: that is on top.
  await page.locator('#queues .queue-row').first().locator('small[data-kind="bad"]').waitFor();
  const clerk = await service.signIn('S001', 'W01');
  await page.locator('.spot[data-key="W01"][data-state="free"]').waitFor();
  await clerk.command({ type: 'call_next' });
  await page.locator('.spot[data-key="W01"][data-state="called"]', { hasText: 'A001' }).waitFor();
  await clerk.command({ type: 'start' });
  await page.locator('.spot[data-key="W01"][data-state="serving"]').waitFor();
  await spot.click();
  assert.match(await page.locator('#counter-card').textContent(), /1 號窗口 · A1 號工作人員 · 辦理中 · A001/);
  await clerk.command({ type: 'finish' });
  await page.locator('#tiles [data-name="finished"] .number', { hasText: /^1$/ }).waitFor();
  await clerk('POST', `${kHall}/seat`, { action: 'pause', reason: 'rest' });
  await page.locator('.spot[data-key="W01"][data-state="paused"]').waitFor();
  for (const [floor, counters] of [[1, 17], [2, 11], [0, 16]]) {
    await page.locator('#floors button').nth(floor).click();
    await until(async () => await page.locator('button.spot').count() === counters, `${counters} counters on that floor`);
  }
});

inOffice('hours that cannot be read are said at the field; good ones are compared and published', async (page, service) => {
  await view(page, 'hours');
  await at(page, '/hours/week/sat').fill('9 bis 12');
  await page.locator('.field-note:visible', { hasText: '08:30' }).waitFor();
  await at(page, '/hours/week/sat').fill('09:00-12:00');
  await publish(page);
  assert.match(await page.locator('#ask .changes').textContent(), /hours\/week\/sat[\s\S]*09:00/);
  await page.keyboard.press('Escape');
  assert.equal((await content(service, 'hall')).hours.week.sat, undefined, 'nothing goes out unasked');
  await publish(page);
  await confirm(page);
  await published(page);
  const hall = await content(service, 'hall');
  assert.deepEqual(hall.hours.week.sat, [['09:00', '12:00']]);
  assert.match(hall.version, /^v-20261123-\d{6}$/);
});

inOffice('an extended day is put into the calendar with its hours and reason', async (page, service) => {
  await view(page, 'hours');
  await page.locator('#add-extended').click();
  const place = `/hours/exceptions/${(await content(service, 'hall')).hours.exceptions.length}`;
  await at(page, `${place}/date`).fill('2026-11-27');
  assert.equal(await at(page, `${place}/hours`).inputValue(), '08:30–12:00, 14:00–18:30');
  await page.locator('#publish').click();
  await page.locator('.field-note:visible').waitFor(); // The reason is missing in three languages.
  for (const [tag, words] of [['zh-Hant', '延時'], ['zh-Hans', '延时'], ['en', 'Late opening']]) {
    await at(page, `${place}/reason/${tag}`).fill(words);
  }
  await publish(page);
  await confirm(page);
  await published(page);
  const day = (await content(service, 'hall')).hours.exceptions.at(-1);
  assert.deepEqual([day.date, day.closed, day.hours.at(-1)], ['2026-11-27', false, ['14:00', '18:30']]);
});

inOffice('what the service refuses stands at its field, with the remedy', async (page, service) => {
  await view(page, 'rules');
  await at(page, '/policy/no_show_after_calls').fill('9');
  await publish(page);
  await confirm(page);
  await page.locator('[data-pointer="/policy/no_show_after_calls"][aria-invalid="true"]').waitFor();
  await page.locator('.field-note:visible', { hasText: 'recall_max' }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.dataset.pointer), '/policy/no_show_after_calls');
  assert.equal((await content(service, 'hall')).policy.no_show_after_calls, 1);
  await at(page, '/policy/no_show_after_calls').fill('2');
  assert.equal(await page.locator('.field-note:visible').count(), 0);
  await publish(page);
  await confirm(page);
  await published(page);
  assert.equal((await content(service, 'hall')).policy.no_show_after_calls, 2);
});

inOffice('a counter serves another queue too, and a badge that is somebody else\'s is refused at its field', async (page, service) => {
  await view(page, 'staff');
  await page.locator('.editor-body > input[type="search"]').fill('17 號窗口');
  await page.locator('details.entry:visible summary').first().click();
  await page.locator('details.entry[open] input[aria-label^="M "]').check();
  await page.locator('.editor-body > input[type="search"]').fill('S002');
  await page.locator('details.entry:visible summary', { hasText: 'S002' }).click();
  await at(page, '/clerks/1/badge').fill('001');
  await publish(page);
  assert.match(await page.locator('#ask .changes').textContent(), /counters\/W17\/serves[\s\S]*"M"/);
  await confirm(page);
  await page.locator('[data-pointer="/clerks/1/badge"][aria-invalid="true"]').waitFor();
  await at(page, '/clerks/1/badge').fill('002');
  await publish(page);
  await confirm(page);
  await published(page);
  const hall = await content(service, 'hall');
  assert.deepEqual(hall.counters.find((one) => one.id === 'W17').serves, [['L'], ['M']]);
  assert.ok(hall.queues.find((one) => one.id === 'M').counters.includes('W17'));
});

inOffice('a notice is written in three languages, and its markup is only text', async (page, service) => {
  await view(page, 'notices');
  await page.locator('#add-notice').click();
  const evil = '<img src=x onerror=alert(1)>';
  await at(page, '/notices/0/title/zh-Hant').fill(evil);
  await publish(page);
  await confirm(page);
  await page.locator('.editor-view [aria-invalid="true"]').waitFor(); // The other languages are missing.
  for (const tag of ['zh-Hans', 'en']) {
    await at(page, `/notices/0/title/${tag}`).fill(evil);
  }
  for (const tag of ['zh-Hant', 'zh-Hans', 'en']) {
    await at(page, `/notices/0/body/${tag}`).fill('Text');
  }
  await publish(page);
  await confirm(page);
  await published(page);
  assert.equal((await content(service, 'notices')).notices[0].title.en, evil);
  assert.equal(await page.locator('.picker img').count(), 0);
  await page.locator('.pick', { hasText: evil }).waitFor();
});

inOffice('a matter of the 230 is found, mended and published live', async (page, service) => {
  await view(page, 'matters');
  await until(async () => await page.locator('.pick').count() === 230, 'all matters to be listed');
  await page.locator('.editor-view input[type="search"]').fill('首次申領');
  await page.locator('.pick', { hasText: 'GA-01' }).click();
  await at(page, '/items/0/name/en').fill('First identity card');
  await at(page, '/items/0/promise_limit/n').fill('15');
  await publish(page);
  assert.match(await page.locator('#ask h2').textContent(), /2/);
  await confirm(page);
  await published(page);
  const catalogue = await content(service, 'catalog');
  assert.equal(catalogue.items.length, 230);
  assert.deepEqual([catalogue.items[0].name.en, catalogue.items[0].promise_limit.n], ['First identity card', 15]);
  // Who takes all documents away is told so in the list.
  await page.locator('.material .button').first().click();
  await page.locator('.material .button').first().click();
  await page.locator('.material .button').first().click();
  await page.locator('.pick', { hasText: '缺材料' }).waitFor();
});

inOffice('two managers do not overwrite one another', async (page, service) => {
  await view(page, 'rules');
  await at(page, '/policy/wait_cap_min').fill('45');
  const other = await service.signIn('S104');
  const hall = await service.request('GET', `${kHall}/content/hall`);
  const theirs = await other('PUT', `${kHall}/content/hall`, { ...hall.body, version: 'v-other', hotline: '12345' }, { 'If-Match': hall.headers.etag });
  assert.equal(theirs.status, 200, theirs.text);
  await page.locator('#told[data-kind="bad"]', { hasText: '有人' }).waitFor();
  await publish(page);
  await confirm(page);
  await page.locator('#told[data-kind="bad"]', { hasText: '有人' }).waitFor();
  assert.deepEqual([(await content(service, 'hall')).hotline, (await content(service, 'hall')).policy.wait_cap_min], ['12345', 60]);
});

inOffice('the raw document says where it is broken and is published whole', async (page, service) => {
  await view(page, 'documents');
  const area = page.locator('textarea.raw');
  const text = await area.inputValue();
  // Typing 5,000 lines takes Chromium half a minute; pasting is what people do.
  const paste = (words) => area.evaluate((element, value) => {
    element.value = value;
    element.dispatchEvent(new Event('input', { bubbles: true }));
  }, words);
  await paste(text.replace('"hotline": "96196",', '"hotline": ,'));
  await page.locator('#raw-note:visible').waitFor();
  await page.locator('#publish').click();
  assert.equal(await page.locator('#ask[open]').count(), 0);
  await paste(text.replace('"96196"', '"12345"'));
  await publish(page);
  await confirm(page);
  await published(page);
  assert.equal((await content(service, 'hall')).hotline, '12345');
});

inOffice('an unfinished draft is not lost by a wrong click, nor by another language', async (page) => {
  await view(page, 'rules');
  await at(page, '/policy/wait_cap_min').fill('45');
  await page.locator('#views a[href="#/notices"]').click();
  await page.locator('#ask[open]').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('#views a[href="#/rules"][aria-current="page"]').waitFor();
  await page.locator('#office .languages [data-language="en"]').click();
  await page.locator('h2', { hasText: 'Queues and rules' }).waitFor();
  await page.waitForFunction(() => document.querySelector('[data-pointer="/policy/wait_cap_min"]')?.value === '45');
});

test('nobody but a manager gets in', async () => {
  const service = await new Service().start();
  await pc.context.clearCookies();
  const page = await pc.page();
  await page.goto(`${service.url}/manager/`);
  await page.locator('#staff').fill('S089');
  await page.locator('#pin').fill('8089');
  await page.keyboard.press('Enter');
  await page.locator('#sign-in-alert', { hasText: '權限' }).waitFor();
  assert.equal(await page.locator('#office').isVisible(), false);
  await page.close();
  await service.stop();
});

inOffice('everybody can use it: axe, small screens, three languages', async (page, service) => {
  await busyMorning(service);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const language of ['zh-Hant', 'zh-Hans', 'en']) {
    await page.locator('#views a[href="#/floor"]').click();
    await page.locator(`#office .languages [data-language="${language}"]`).click();
    for (const name of ['floor', 'hours', 'rules', 'staff', 'notices', 'matters', 'documents']) {
      await page.locator(`#views a[href="#/${name}"]`).click();
      await page.locator(`#views a[href="#/${name}"][aria-current="page"]`).waitFor();
      await page.locator(name === 'floor' ? '#queues .queue-row' : '.editor-body > *').first().waitFor();
      await page.waitForTimeout(150);
      await axe(page, `${name} ${language}`);
      await reads(page, `${name} ${language}`, language);
      for (const [width, height] of [[640, 400], [320, 640], [1366, 768]]) {
        await page.setViewportSize({ width, height });
        await fits(page, `${name} ${language} at ${width}`);
      }
    }
  }
});

test('what differs is told leaf by leaf, and lists by their ids', () => {
  const before = { a: 1, list: [{ id: 'x', n: 1 }, { id: 'y', n: 2 }], same: [1, 2] };
  const after = { a: 2, list: [{ id: 'y', n: 3 }], same: [1, 2], fresh: true };
  assert.deepEqual(changes(before, after), [
    { path: '/a', before: 1, after: 2 },
    { path: '/list/x', before: { id: 'x', n: 1 }, after: undefined },
    { path: '/list/y/n', before: 2, after: 3 },
    { path: '/fresh', before: undefined, after: true },
  ]);
  assert.deepEqual(changes({ list: [{ id: 'a' }, { id: 'b' }] }, { list: [{ id: 'b' }, { id: 'a' }] }),
    [{ path: '/list', before: 'a, b', after: 'b, a' }]);
  assert.deepEqual(changes(after, after), []);
});

test('a place in a document is read and set, and found in the words of the service', () => {
  const document = { 'a/b': { list: [{ n: 1 }] } };
  setAt(document, '/a~1b/list/0/n', 2);
  assert.equal(valueAt(document, '/a~1b/list/0/n'), 2);
  setAt(document, '/a~1b/list/0/n', undefined);
  assert.deepEqual(document, { 'a/b': { list: [{}] } });
  assert.equal(valueAt(document, '/nowhere/at/all'), undefined);
  assert.deepEqual(placeOf('hall.json: /policy/digits: write 3 or 4'), { file: 'hall.json', path: '/policy/digits', remedy: 'write 3 or 4' });
  assert.deepEqual(placeOf('hall.json: queues: A is missing, and A001 is in it'), { file: 'hall.json', path: '/queues', remedy: 'A is missing, and A001 is in it' });
  assert.deepEqual(placeOf('something else'), { file: '', path: '', remedy: 'something else' });
  assert.equal(versionName(Date.UTC(2026, 10, 23, 1, 10, 5)), 'v-20261123-011005');
  assert.deepEqual(placeInText('Unexpected token , in JSON at position 7', '{\n "a":,}'), { line: 2, column: 6, at: 7 });
  assert.equal(placeInText('no place', ''), null);
});

test('opening hours are read as people write them', () => {
  assert.deepEqual(spansFrom('08:30-12:00, 14:00–17:30'), [['08:30', '12:00'], ['14:00', '17:30']]);
  assert.deepEqual(spansFrom('08:30–24:00'), [['08:30', '24:00']]);
  assert.deepEqual(spansFrom(' '), []);
  for (const wrong of ['8:30-12:00', '25:00-26:00', '08:30', 'x', '24:00-25:00']) {
    assert.equal(spansFrom(wrong), null, wrong);
  }
  assert.equal(spansText([['08:30', '12:00']]), '08:30–12:00');
  assert.deepEqual([later('17:30'), later('23:30')], ['18:30', '24:00']);
});

test('a notice is up from its first day to its last', () => {
  assert.deepEqual(['2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25'].map((day) => standing({ from: '2026-11-23', to: '2026-11-24' }, day)),
    ['later', 'up', 'up', 'over']);
  assert.equal(standing({}, '2026-11-23'), 'up');
});

test('a guide that lacks something says what', () => {
  const whole = {
    name: { 'zh-Hant': '甲', 'zh-Hans': '甲', en: 'A' }, result: { 'zh-Hant': '證', 'zh-Hans': '证', en: 'Card' }, materials: [{}], basis: ['x'],
    legal_limit: { n: 20, unit: 'day' }, promise_limit: { n: 10, unit: 'day' }, fee: { charged: false, items: [] }, counters: ['W01'], channels: ['1'],
    code: { catalog: 'S1', impl: 'S2' }, service_minutes: { mean: 5 },
  };
  assert.deepEqual(gapsOf(whole), []);
  assert.deepEqual(gapsOf({ ...whole, name: { ...whole.name, en: ' ' } }), ['name']);
  assert.deepEqual(gapsOf({ ...whole, name: { ...whole.name, en: '甲' } }), ['english']);
  assert.deepEqual(gapsOf({ ...whole, promise_limit: { n: 30, unit: 'day' } }), ['longer_than_law']);
  assert.deepEqual(gapsOf({ ...whole, fee: { charged: true, items: [{ name: 'x' }] }, counters: [] }), ['fee', 'counters']);
});

test('queues that need a look come first, and a counter is what its seat says', () => {
  const row = (id, more) => ({ id, past: 0, waiting: 0, open: 1, longest: 0, ...more });
  const rows = [row('calm', { waiting: 9, longest: 10 }), row('empty'), row('past', { past: 1, waiting: 1, longest: 61 }), row('alone', { waiting: 1, open: 0 })];
  assert.deepEqual(rows.sort(byNeed).map((one) => one.id), ['past', 'alone', 'calm', 'empty']);
  assert.deepEqual([levelOf(39, 60), levelOf(40, 60), levelOf(60, 60)], ['calm', 'long', 'past']);
  const seat = (more) => ({ seats: new Map([['W', { clerk: 'S', lease_until: 10, paused: false, ...more }]]), held: () => null });
  assert.equal(counterNow(seat(), 'W', 5).state, 'free');
  assert.equal(counterNow(seat(), 'W', 10).state, 'closed', 'a lease that is over');
  assert.equal(counterNow(seat({ paused: true }), 'W', 5).state, 'paused');
  assert.equal(counterNow(seat({ clerk: '' }), 'W', 5).state, 'closed');
});

test('a queue and its counter tell the same story', () => {
  const hall = { queues: [{ id: 'A', counters: ['W1'] }], counters: [{ id: 'W1', serves: [['A']] }, { id: 'W2', serves: [['B']] }] };
  serve(hall, 'A', 'W2', true);
  assert.deepEqual([hall.queues[0].counters, hall.counters[1].serves], [['W1', 'W2'], [['B'], ['A']]]);
  serve(hall, 'A', 'W1', false);
  assert.deepEqual([hall.queues[0].counters, hall.counters[0].serves], [['W2'], []]);
});
