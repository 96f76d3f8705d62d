// SPDX-License-Identifier: Apache-2.0
// Receivers are told what happens: signed, in order, through power cuts on either side, and nobody
// makes the service knock at a door inside.
import assert from 'node:assert/strict';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { stillClock } from './support/appointments.mjs';
import { Pc } from './support/browser.mjs';
import { axe, fits } from './support/looks.mjs';
import { inHall as inOffice, signInOffice } from './support/office.mjs';
import { added, Receiver } from './support/receiver.mjs';
import { kHall, newId, Service, until } from './support/service.mjs';

const kLocal = ['--webhook-networks', '127.0.0.1/32'];
const code = (answer) => `${answer.status} ${answer.body?.code ?? ''}`.trim();

/** A test with a service, a receiver and a manager; `go(seconds)` turns the hall's clock on. */
const withReceiver = (name, body, flags = kLocal) => test(name, async () => {
  const clock = stillClock();
  const go = (seconds) => { // In place: the service has the file mapped.
    const now = readFileSync(clock);
    now.writeBigInt64LE(now.readBigInt64LE() + BigInt(seconds * 1000));
    const file = openSync(clock, 'r+');
    writeSync(file, now, 0, 8, 0);
    closeSync(file);
  };
  const service = await new Service({ clock, flags }).start();
  const receiver = await new Receiver().open();
  try {
    await body({ service, receiver, go, manager: await service.signIn('M001') });
  } finally {
    await receiver.close();
    await service.stop();
  }
});

withReceiver('what happens is told in order, signed as the published library checks it', async ({ service, receiver, manager }) => {
  const clerk = await service.signIn('S001', 'W01');
  await service.served(clerk); // Before it was added: it is not told of this one.
  const hook = await added(manager, receiver, ['tickets', 'cases']);
  const ticket = await service.served(clerk);
  const recorded = await clerk('POST', `${kHall}/cases`, { cmd: newId(), ticket: ticket.id, item: 'GA-01', number: '2026-0001', result: 'closed' });
  assert.equal(recorded.status, 200, recorded.text);
  await receiver.has(5);
  assert.deepEqual(receiver.types(), ['ticket.issue', 'ticket.call_next', 'ticket.start', 'ticket.finish', 'case.recorded']);
  assert.equal(receiver.taken.at(-1).data.case.number, '2026-0001');
  assert.equal(receiver.taken[0].data.hall, 'hall-sample');
  assert.deepEqual([receiver.unsigned, receiver.repeats, receiver.tries], [0, 0, 5]);
  await until(async () => (await hook.now()).waiting === 0, 'the list to say that all were taken');
  const { why, failures, last_taken: last } = await hook.now();
  assert.deepEqual([why, failures, last > 0], ['', 0, true]);
});

withReceiver('a receiver that was away is told everything when it is back, in order', async ({ service, receiver, go, manager }) => {
  const hook = await added(manager, receiver);
  const { port } = receiver;
  await receiver.close();
  for (let i = 0; i < 100; i += 1) { // More than a page of the log.
    await service.issue({ queue: 'A' });
  }
  await until(async () => (await hook.now()).failures > 0, 'the failure to be seen');
  assert.match((await hook.now()).why, /127\.0\.0\.1/);
  const again = await new Receiver().open(port);
  again.secret = receiver.secret;
  go(5);
  await again.has(100);
  const numbers = again.taken.map((one) => one.data.ticket.number);
  assert.deepEqual(numbers, [...numbers].sort());
  assert.deepEqual([new Set(numbers).size, again.repeats], [100, 0]);
  await again.close();
});

withReceiver('power cuts of the service lose no message; repeats carry the id they had', async ({ service, receiver, manager }) => {
  await added(manager, receiver);
  let issued = 0;
  for (let cut = 0; cut < 5; cut += 1) {
    for (let i = 0; i < 8; i += 1) {
      await service.issue({ queue: 'A' });
      issued += 1;
    }
    await service.kill();
    await service.start();
  }
  await receiver.has(issued);
  const numbers = receiver.taken.map((one) => one.data.ticket.number);
  assert.deepEqual(numbers, Array.from({ length: issued }, (_, n) => `A${String(n + 1).padStart(3, '0')}`));
  assert.equal(receiver.unsigned, 0);
});

withReceiver('one that refuses is asked again later, may ask for time, and is left alone when it is gone', async ({ service, receiver, go, manager }) => {
  const hook = await added(manager, receiver);
  receiver.answer = () => [503, { 'Retry-After': '100' }];
  await service.issue({ queue: 'A' });
  await until(() => receiver.tries === 1, 'the first try');
  await until(async () => (await hook.now()).failures === 1, 'the failure');
  go(99);
  await manager('GET', `${kHall}/webhooks`);
  assert.equal(receiver.tries, 1);
  receiver.answer = () => 302;
  go(1);
  await until(() => receiver.tries === 2, 'the second try');
  receiver.answer = () => 410;
  go(30);
  await until(async () => (await hook.now()).paused === 'gone', 'the pause');
  const alerts = (await manager('GET', `${kHall}/alerts`)).body.alerts;
  assert.ok(alerts.some((one) => one.code === 'webhook' && one.subject === 'Case system'), JSON.stringify(alerts));
  receiver.answer = () => 200;
  await service.issue({ queue: 'A' });
  go(4000);
  assert.equal(receiver.taken.length, 0);
  assert.equal(code(await hook('resume')), '200');
  await receiver.has(2);
  assert.equal(receiver.repeats, 0);
});

withReceiver('a message that is never taken can be left out, and the rest goes on', async ({ service, receiver, manager }) => {
  const hook = await added(manager, receiver);
  assert.equal(code(await hook('skip')), '409 nothing_to_skip');
  receiver.answer = (message) => (message.data.ticket.number === 'A001' ? 400 : 200);
  await service.issue({ queue: 'A' });
  await service.issue({ queue: 'A' });
  await until(async () => (await hook.now()).failures === 1, 'the failure');
  assert.equal(code(await hook('skip')), '200');
  await receiver.has(1);
  assert.equal(receiver.taken[0].data.ticket.number, 'A002');
  const audit = (await manager('GET', `${kHall}/audit?action=webhook`)).body.entries.map((one) => one.action);
  assert.deepEqual(audit, ['webhook.skipped', 'webhook.made']);
});

withReceiver('a new secret signs beside the old one for a day, then alone', async ({ service, receiver, go, manager }) => {
  const hook = await added(manager, receiver);
  const old = receiver.secret;
  const { secret } = (await hook('secret')).body;
  assert.notEqual(secret, old);
  await service.issue({ queue: 'A' });
  await receiver.has(1); // Checked with the old one.
  receiver.secret = secret;
  await service.issue({ queue: 'A' });
  await receiver.has(2);
  go(24 * 3600);
  const tomorrow = await service.signIn('M001'); // The session of yesterday is over.
  const tried = async () => (await tomorrow('POST', `${kHall}/webhooks/${hook.id}/try`, {})).body;
  receiver.secret = old;
  assert.equal((await tried()).status, 401);
  receiver.secret = secret;
  assert.equal((await tried()).status, 200);
  assert.ok(receiver.types().includes('ping'));
  for (const one of [secret, old]) { // Neither is written down anywhere.
    assert.equal(readFileSync(path.join(service.data, 'log.db')).includes(one), false);
  }
});

withReceiver('a door inside is not knocked at, however it is written or named', async ({ receiver, manager, service }) => {
  const add = (url) => manager('POST', `${kHall}/webhooks`, { name: 'Inside', url, topics: ['tickets'] });
  for (const url of [receiver.url, 'https://127.0.0.1/', 'https://[::1]/', 'https://10.1.2.3/hook', 'https://169.254.169.254/latest/meta-data',
    'ftp://cases.example/', 'https://', 'https://user:word@cases.example/', 'https://cases.example/a b', 'javascript:alert(1)']) {
    assert.equal(code(await add(url)), '400 bad_request', url);
  }
  // Names and odd spellings of an address are looked up when something is sent, and refused there.
  for (const host of ['localhost', '2130706433', '0x7f.1', '127.1', 'ip6-localhost']) {
    const made = await add(`https://${host}:${receiver.port}/hook`);
    assert.equal(made.status, 200, made.text);
    const tried = (await manager('POST', `${kHall}/webhooks/${made.body.id}/try`, {})).body;
    assert.equal(tried.status, 0, host);
    assert.match(tried.why, host === 'ip6-localhost' ? /not_allowed|resolve/ : /not_allowed: it stands for (127\.0\.0\.1|::1)/, host);
    assert.equal(code(await manager('DELETE', `${kHall}/webhooks/${made.body.id}`)), '200');
  }
  await service.issue({ queue: 'A' });
  assert.equal(receiver.tries, 0);
}, []);

withReceiver('only a manager adds one, and no more than twenty', async ({ service, receiver, manager }) => {
  const clerk = await service.signIn('S089');
  const wish = { name: 'x', url: receiver.url, topics: ['days'] };
  assert.equal(code(await clerk('POST', `${kHall}/webhooks`, wish)), '403 right_missing');
  assert.equal(code(await clerk('GET', `${kHall}/webhooks`)), '403 right_missing');
  for (const bad of [{ ...wish, name: ' ' }, { ...wish, topics: [] }, { ...wish, topics: ['users'] }, { ...wish, topics: 'days' }, { ...wish, url: 7 }]) {
    assert.equal(code(await manager('POST', `${kHall}/webhooks`, bad)), '400 bad_request', JSON.stringify(bad));
  }
  for (let i = 0; i < 20; i += 1) {
    assert.equal((await manager('POST', `${kHall}/webhooks`, wish)).status, 200);
  }
  assert.equal(code(await manager('POST', `${kHall}/webhooks`, wish)), '409 webhooks_full');
  assert.equal(code(await manager('DELETE', `${kHall}/webhooks/WH-NOBODY`)), '404 webhook_unknown');
  assert.equal(code(await manager('POST', `${kHall}/webhooks/WH-NOBODY/try`, {})), '404 webhook_unknown');
});

let pc;
before(async () => { pc = await Pc.open({ width: 1366, height: 768 }); });
after(() => pc.close());

const asManager = inOffice(() => [pc], { flags: kLocal, before: (page, service) => signInOffice(page, service, 'manager', 'M001') });
const shot = (page, name) => process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/hooks_${name}.png` });

asManager('a manager adds a receiver, tries it, sees it fail and removes it', async (page, service) => {
  const receiver = await new Receiver().open();
  try {
    await page.locator('#views a[href="#/appointments"]').click();
    await page.locator('.subview[data-part="hooks"]').click();
    await page.locator('#add-hook').click();
    await page.locator('#hook-name').fill('Case system');
    await page.locator('#hook-url').fill(receiver.url);
    await axe(page, 'adding a receiver');
    await shot(page, 'add');
    await page.keyboard.press('Enter');
    const secret = page.locator('#hook-secret');
    await secret.waitFor();
    receiver.secret = await secret.inputValue();
    await shot(page, 'secret');
    await page.keyboard.press('Escape');
    const row = page.locator('#webhooks tr');
    await row.locator('[data-deed="try"]').click();
    await page.locator('#told[data-kind="good"]').waitFor();
    assert.deepEqual(receiver.types(), ['ping']);
    receiver.answer = () => 500;
    await service.issue({ queue: 'A' });
    await page.locator('#add-hook').focus();
    await row.locator('.hook-state[data-kind="bad"]').waitFor();
    assert.match(await row.locator('.hook-why').textContent(), /500/);
    await row.locator('[data-deed="skip"]').waitFor();
    await axe(page, 'receivers');
    await fits(page, 'receivers');
    await shot(page, 'failing');
    for (const language of ['en', 'zh-Hans']) {
      await page.locator(`#office .languages [data-language="${language}"]`).click();
      await page.locator('#webhooks tr').waitFor();
      await axe(page, `receivers in ${language}`);
      await fits(page, `receivers in ${language}`);
      await shot(page, `failing_${language}`);
    }
    await page.locator('#webhooks [data-deed="remove"]').click();
    await page.keyboard.press('Enter');
    await page.locator('#webhooks tr').waitFor({ state: 'detached' });
  } finally {
    await receiver.close();
  }
});
