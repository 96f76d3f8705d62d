// SPDX-License-Identifier: Apache-2.0
// What a manager administers: accounts, the audit log, versions; and the devices that want somebody.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Pc } from './support/browser.mjs';
import { axe, fits, reads } from './support/looks.mjs';
import { inHall, signInOffice } from './support/office.mjs';
import { kHall, until } from './support/service.mjs';
import { detailText } from '../../sync/service/pages/manager/audit.js';
import { freshId, moveTo } from '../../sync/service/pages/manager/cards.js';

let pc;
before(async () => { pc = await Pc.open({ width: 1366, height: 768 }); });
after(() => pc.close());

const inOffice = inHall(() => [pc], { before: (page, service) => signInOffice(page, service, 'manager', 'M001') });

const view = (page, name) => page.locator(`#views a[href="#/${name}"]`).click();
const confirm = (page) => page.locator('#ask .button.main').click();
const entry = (service, body) => service.request('POST', `${kHall}/sessions`, { headers: { 'X-Hall': '1' }, body });

inOffice('who is no clerk of the hall is shown by the name of their account', async (page) => {
  assert.equal(await page.locator('#who').textContent(), '值班經理');
  await view(page, 'users');
  await page.locator('#users tr', { hasText: 'M001' }).filter({ hasText: '值班經理' }).waitFor();
});

inOffice('an account is made, may sign in, is switched off and may no longer', async (page, service) => {
  await view(page, 'users');
  await page.locator('#users tr').nth(20).waitFor();
  await page.locator('#add-user').click();
  await page.locator('#user_id').fill('t900');
  await page.locator('#ask input[name="role_reception"]').check();
  await page.locator('#new_pin').fill('1111');
  await confirm(page);
  await page.locator('#told[data-kind="bad"]').waitFor(); // A PIN of one figure again and again.
  await page.locator('#add-user').click();
  await page.locator('#user_id').fill('t900');
  await page.locator('#ask input[name="role_reception"]').check();
  await page.locator('#new_pin').fill('471147');
  await confirm(page);
  await page.locator('#users tr[data-user="T900"]', { hasText: '導辦' }).waitFor();
  const good = { clerk: 'T900', pin: '471147' };
  assert.equal((await entry(service, good)).status, 200);
  await page.locator('#users tr[data-user="T900"] button').click();
  await page.locator('#ask input[name="active"]').uncheck();
  await confirm(page);
  await page.locator('#users tr[data-user="T900"][data-off="yes"]').waitFor();
  assert.equal((await entry(service, good)).status, 401);
  await page.locator('#users tr[data-user="T900"] button').click();
  await page.locator('#ask button[value="remove"]').click();
  await confirm(page);
  await page.locator('#users tr[data-user="T900"]').waitFor({ state: 'detached' });
});

inOffice('the audit log tells who did what, and one person alone', async (page, service) => {
  const desk = await service.signIn('S089');
  await desk.command({ type: 'issue', item: 'GA-01' });
  const clerk = await service.signIn('S001', 'W01');
  await clerk.command({ type: 'call_next' });
  await view(page, 'audit');
  await page.locator('#entries tr[data-action="ticket.call_next"]', { hasText: 'S001' }).waitFor();
  assert.match(await page.locator('#entries tr[data-action="ticket.call_next"]').textContent(), /A001/);
  await page.locator('.editor-view input[type="search"]').fill('s089');
  await page.locator('.editor-view input[type="search"]').press('Tab');
  await page.locator('#entries tr[data-action="ticket.call_next"]').waitFor({ state: 'detached' });
  await page.locator('#entries tr', { hasText: 'S089' }).first().waitFor();
  const table = await page.evaluate(async () => (await fetch(document.querySelector('#as-table').href)).text());
  assert.match(table, /S089/);
  assert.doesNotMatch(table, /S001/);
});

inOffice('a former version is compared and brought back', async (page, service) => {
  await view(page, 'rules');
  await page.locator('[data-pointer="/policy/wait_cap_min"]').fill('45');
  await page.locator('#publish:not([aria-disabled])').click();
  await confirm(page);
  await page.locator('#told[data-kind="good"]').waitFor();
  await view(page, 'documents');
  await page.locator('.version-list .button').first().waitFor();
  await page.locator('.version-list li', { hasText: 'sample-1' }).locator('.button').click();
  assert.match(await page.locator('#ask .changes').textContent(), /wait_cap_min[\s\S]*45[\s\S]*60/);
  await confirm(page);
  await page.locator('#told[data-kind="good"]').waitFor();
  assert.equal((await service.request('GET', `${kHall}/content/hall`)).body.policy.wait_cap_min, 60);
});

inOffice('a kiosk without paper is on the map, among the alerts, and on reception\'s page', async (page, service) => {
  const told = await service.asDevice('POST', '/v1/devices/K01/health', { kind: 'kiosk', faults: [{ code: 'paper_out', part: 'printer', ago_ms: 60_000 }] });
  assert.equal(told.status, 200, told.text);
  await page.reload();
  await page.locator('#alerts .alert-row[data-severity="alarm"]', { hasText: '缺紙' }).waitFor();
  await page.locator('.spot.device[data-key="K01"][data-state="alarm"]').waitFor();
  await page.locator('#devices .device-row[data-state="alarm"]', { hasText: 'K01' }).waitFor();
  await axe(page, 'alerts');
  await page.goto(`${service.url}/reception/`);
  await page.locator('#alerts-box:visible .alert-row', { hasText: 'K01' }).waitFor();
  await axe(page, 'alerts at reception');
});

inOffice('a device is enrolled by a code that is shown once, and its token is taken away', async (page, service) => {
  await view(page, 'machines');
  await page.locator('#new-device').click();
  const code = (await page.locator('#one-time').textContent()).replace(' ', '');
  await page.keyboard.press('Escape');
  const enrolled = await service.request('POST', `${kHall}/enrol`, { body: { code, id: 'T77', kind: 'tablet' } });
  assert.equal(enrolled.status, 200, enrolled.text);
  assert.notEqual((await service.request('POST', `${kHall}/enrol`, { body: { code, id: 'T78', kind: 'tablet' } })).status, 200);
  const device = { headers: { Authorization: `Bearer ${enrolled.body.token}` } };
  const health = () => service.request('POST', '/v1/devices/T77/health', { ...device, body: { kind: 'tablet', faults: [] } });
  assert.equal((await health()).status, 200);
  await view(page, 'audit');
  await view(page, 'machines');
  await page.locator('#machines tr[data-device="T77"] button').click();
  await confirm(page);
  await page.locator('#told[data-kind="good"]').waitFor();
  assert.equal((await health()).status, 401);
});

inOffice('the records leave as a table', async (page, service) => {
  await service.issue({ item: 'GA-01' });
  await view(page, 'machines');
  const table = await page.evaluate(async () => (await fetch(document.querySelector('[data-table="tickets"]').href)).text());
  assert.match(table, /A001/);
});

inOffice('everybody can use it: axe, small screens, three languages', async (page) => {
  for (const language of ['zh-Hant', 'zh-Hans', 'en']) {
    await page.locator(`#office .languages [data-language="${language}"]`).click();
    for (const [name, row] of [['users', '#users tr'], ['audit', '#entries tr'], ['machines', '#machines tr']]) {
      await view(page, name);
      await page.locator(row).first().waitFor();
      await axe(page, `${name} ${language}`);
      await reads(page, `${name} ${language}`, language);
      for (const [width, height] of [[320, 640], [1366, 768]]) {
        await page.setViewportSize({ width, height });
        await fits(page, `${name} ${language} at ${width}`);
      }
    }
    await page.locator('#views a[href="#/users"]').click();
    await page.locator('#add-user').click();
    await axe(page, `an account ${language}`);
    await page.keyboard.press('Escape');
  }
});

test('the detail of an entry is one short line', () => {
  assert.equal(detailText({ counter: 'W01', reason: '', more: { a: 1 } }), 'counter: W01, more: {"a":1}');
  assert.equal(detailText({ text: 'x'.repeat(300) }).length, 121);
  assert.equal(detailText(null), '');
});

inOffice('a category is made, named and filled from others; what is published is what the kiosks show', async (page, service) => {
  await view(page, 'matters');
  await page.locator('[data-part="categories"]').click();
  const before = (await service.request('GET', `${kHall}/content/catalog`)).body;
  const [first, second] = before.categories;
  await until(async () => await page.locator('.pick').count() === before.categories.length, 'all categories');
  assert.equal(await page.locator('#card-remove').getAttribute('aria-disabled'), 'true', 'a category with matters stays');
  await page.locator('#add-card').click();
  const at = (tail) => page.locator(`[data-pointer="/categories/${before.categories.length}/${tail}"]`);
  const evil = '<b onclick=alert(1)>證</b>';
  for (const tag of ['zh-Hant', 'zh-Hans', 'en']) {
    await at(`name/${tag}`).fill(evil);
  }
  await page.locator('#add-matter').selectOption(first.items[0]);
  await page.locator('#add-matter').selectOption(second.items[1]);
  await page.locator(`[data-act="up-${second.items[1]}"]`).click();
  await page.locator('#card-up').click();
  // A matter goes back by its own row.
  await page.locator(`[data-act="move-${first.items[0]}"]`).selectOption(second.id);
  await page.locator('#publish').click();
  await confirm(page);
  await page.locator('#told[data-kind="good"]').waitFor();
  const { categories, items } = (await service.request('GET', `${kHall}/content/catalog`)).body;
  const made = categories[categories.length - 2];
  assert.deepEqual([made.name.en, made.items], [evil, [second.items[1]]]);
  assert.equal(categories.find((one) => one.id === second.id).items.at(-1), first.items[0]);
  assert.equal(new Set(categories.flatMap((one) => one.items)).size, items.length, 'every matter stands in one of them');
  assert.equal(await page.locator('.pick b').count(), 0, 'a name is only text');
  // One that is named twice is refused by the service, and shown where it is.
  await page.locator('.pick').first().click();
  await page.locator('[data-pointer="/categories/0/id"]').fill(second.id);
  await page.locator('#publish').click();
  await confirm(page);
  await page.locator('#told[data-kind="bad"]').waitFor();
  await axe(page, 'categories');
  await fits(page, 'categories');
});

inOffice('a life event names matters, in an order, and is taken away', async (page, service) => {
  await view(page, 'matters');
  await page.locator('[data-part="events"]').click();
  const before = (await service.request('GET', `${kHall}/content/catalog`)).body.events;
  await page.locator('.pick').nth(1).click();
  const [one, two] = before[1].items;
  await page.locator(`[data-act="down-${one}"]`).click();
  await page.locator(`[data-act="off-${two}"]`).click();
  await page.locator('.pick').first().click();
  await page.locator('#card-remove').click();
  await page.locator('#publish').click();
  await confirm(page);
  await page.locator('#told[data-kind="good"]').waitFor();
  const after = (await service.request('GET', `${kHall}/content/catalog`)).body.events;
  assert.equal(after.length, before.length - 1);
  assert.deepEqual(after[0].items, before[1].items.filter((id) => id !== two));
  for (const language of ['zh-Hant', 'zh-Hans', 'en']) {
    await page.locator(`#office .languages [data-language="${language}"]`).click();
    await reads(page, `events ${language}`, language);
  }
});

test('a card is moved within its list, and a new one has an id of its own', () => {
  assert.deepEqual(moveTo(['a', 'b', 'c'], 2, 0), ['c', 'a', 'b']);
  assert.deepEqual(moveTo(['a', 'b'], 1, 2), ['a', 'b']);
  assert.equal(freshId([{ id: 'events-2' }], 'events'), 'events-3');
});
