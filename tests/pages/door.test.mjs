// SPDX-License-Identifier: Apache-2.0
// The way into the service: its first start, who it lets reach it, and what it shows over TLS.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Pc } from './support/browser.mjs';
import { axe, fits, reads } from './support/looks.mjs';
import { kHall, kSource, Service, serviceBinary } from './support/service.mjs';

const kPin = 'nine lives';
const kLanguages = ['zh-Hant', 'zh-Hans', 'en'];
const kOurs = { 'X-Hall': '1' };
let room;
let pc;

before(async () => {
  room = mkdtempSync(path.join(tmpdir(), 'hall-door-'));
  pc = await Pc.open({ ignoreHTTPSErrors: true });
});
after(async () => {
  await pc.close();
  rmSync(room, { recursive: true, force: true });
});

/** The sample's documents as those of a real hall, which begins with nobody. */
function realHall(name, files = []) {
  const directory = path.join(room, name);
  mkdirSync(directory);
  for (const file of ['hall.json', 'catalog.json']) {
    const document = JSON.parse(readFileSync(`${kSource}/assets/hall/sample/${file}`, 'utf8'));
    writeFileSync(`${directory}/${file}`, JSON.stringify({ ...document, sample: false }));
  }
  for (const file of files) {
    writeFileSync(`${directory}/${file}`, readFileSync(`${kSource}/assets/hall/sample/${file}`));
  }
  return directory;
}

const run = (...flags) => spawnSync(serviceBinary(), ['--data', path.join(room, 'data'), '--assets', `${kSource}/assets`,
  '--pages', `${kSource}/sync/service/pages`, '--port', '0', ...flags], { encoding: 'utf8', timeout: 60_000 });
const codeOf = (service) => readFileSync(`${service.data}/setup.code`, 'utf8').trim();
const setUp = (service, body, headers = kOurs) => service.request('POST', `${kHall}/setup`, { headers, body });

/** A request over TLS to a service with --tls-address. */
function over(service, method, target, { headers = {}, body = null } = {}) {
  const ca = readFileSync(`${service.data}/tls/authority.pem`);
  const port = Number(readFileSync(`${service.data}/service.tls_port`, 'utf8'));
  return new Promise((resolve, reject) => {
    const request = https.request({ host: '127.0.0.1', port, ca, method, path: target, headers, agent: false }, (answer) => {
      let text = '';
      answer.on('data', (chunk) => { text += chunk; });
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text, protocol: answer.socket.getProtocol?.() }));
    });
    request.on('error', reject);
    request.end(body === null ? undefined : JSON.stringify(body));
  });
}

test('plain HTTP for the whole network is refused at the start, with the remedy', () => {
  const ended = run('--address', '0.0.0.0');
  assert.notEqual(ended.status, 0);
  assert.match(ended.stderr, /0\.0\.0\.0.*tls_address.*plain_anywhere/s);
  assert.match(run('check', '--address', '0.0.0.0').stderr, /tls_address/);
  assert.equal(run('check', '--address', '0.0.0.0', '--plain-anywhere').status, 0);
});

test('the printed PINs of the sample open no real hall', () => {
  const ended = run('--hall', realHall('careless', ['users.json']));
  assert.notEqual(ended.status, 0);
  assert.match(ended.stderr, /users\.json.*set-up code/s);
});

test('the first manager makes an account with the code of the first start', async () => {
  const service = new Service({ flags: ['--hall', realHall('first')] });
  await service.start();
  const page = await pc.page();
  try {
    const code = codeOf(service);
    assert.match(code, /^[0-9A-HJKMNP-TV-Z]{8}$/);
    assert.equal(statSync(`${service.data}/setup.code`).mode & 0o777, 0o600);
    assert.ok(service.said.includes(`${code.slice(0, 4)} ${code.slice(4)}`));
    await page.goto(`${service.url}/setup/`);
    await page.locator('#form').waitFor();
    await page.locator('#code').fill('WRNG1234');
    await page.locator('#staff').fill('m001');
    await page.locator('#pin').fill('1234567');
    await page.locator('#again').fill(kPin);
    for (const complaint of [['#pin', kPin.replace('nine', 'ten!')], ['#again', kPin], ['#pin', kPin]]) {
      await page.locator('#make').click();
      await page.locator('#alert:visible').waitFor();
      await page.locator(complaint[0]).fill(complaint[1]);
    }
    await page.locator('#make').click();
    await page.waitForFunction(() => document.activeElement.id === 'code');
    for (const language of kLanguages) {
      await page.locator(`.languages [data-language="${language}"]`).click();
      await axe(page, `set-up ${language}`);
      await reads(page, `set-up ${language}`, language);
      for (const [width, height] of [[1280, 800], [640, 400], [320, 640]]) {
        await page.setViewportSize({ width, height });
        await fits(page, `set-up ${language} at ${width}`);
      }
      await page.setViewportSize({ width: 1280, height: 800 });
    }
    if (process.env.HALL_SHOTS) {
      await page.screenshot({ path: `${process.env.HALL_SHOTS}/setup.png`, fullPage: true });
    }
    await page.locator('#code').fill(` ${code.slice(0, 4).toLowerCase()} ${code.slice(4)}`);
    await page.locator('#make').click();
    await page.locator('#done').waitFor();
    await axe(page, 'set-up done');
    if (process.env.HALL_SHOTS) {
      await page.screenshot({ path: `${process.env.HALL_SHOTS}/setup_done.png`, fullPage: true });
    }
    assert.equal(existsSync(`${service.data}/setup.code`), false);
    await page.locator('#done a').click();
    await page.locator('#staff').fill('M001');
    await page.locator('#pin').fill(kPin);
    await page.keyboard.press('Enter');
    await page.locator('#office').waitFor();
    assert.equal((await setUp(service, { code, id: 'M002', pin: kPin })).body.code, 'setup_over');
    await page.goto(`${service.url}/setup/`);
    await page.locator('#done').waitFor();
    await service.kill();
    await service.start();
    assert.equal(existsSync(`${service.data}/setup.code`), false);
    assert.equal((await service.request('GET', `${kHall}/setup`)).body.open, false);
    assert.deepEqual(pc.complaints, []);
  } finally {
    await page.close();
    await service.stop();
  }
});

test('five wrong codes end it until the next start, and what is wrong with a PIN costs no try', async () => {
  const service = new Service({ flags: ['--hall', realHall('guessed')] });
  await service.start();
  const first = codeOf(service);
  for (let i = 0; i < 9; i += 1) {
    assert.equal((await setUp(service, { code: first, id: 'M001', pin: 'short' })).body.code, 'pin_weak');
  }
  assert.equal((await setUp(service, { code: first, id: 'M001', pin: kPin }, {})).status, 403); // Not our page.
  for (let i = 0; i < 5; i += 1) {
    const wrong = await setUp(service, { code: `0000000${i}`, id: 'M001', pin: kPin });
    assert.deepEqual([wrong.status, wrong.body.code], [403, 'code_wrong']);
  }
  assert.equal((await setUp(service, { code: first, id: 'M001', pin: kPin })).body.code, 'setup_over');
  await service.kill();
  await service.start();
  assert.notEqual(codeOf(service), first);
  const code = codeOf(service);
  const both = await Promise.all([1, 2].map((n) => setUp(service, { code, id: `M00${n}`, pin: kPin })));
  assert.deepEqual(both.map((one) => one.status).sort(), [200, 409]);
  assert.doesNotMatch(service.said.replace(/set-up code.*/g, ''), new RegExp(code));
  await service.stop();
});

test('over TLS a session is for this host and for TLS alone', async () => {
  const service = new Service({ flags: ['--tls-address', '127.0.0.1', '--tls-port', '0'] });
  await service.start();
  const signedIn = await over(service, 'POST', `${kHall}/sessions`, { headers: kOurs, body: { clerk: 'S001', pin: '8001', counter: 'W01' } });
  assert.equal(signedIn.status, 200, signedIn.text);
  assert.equal(signedIn.protocol, 'TLSv1.3');
  const [cookie] = signedIn.headers['set-cookie'];
  assert.match(cookie, /^__Host-hall_session=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
  const [pair] = cookie.split(';');
  const me = (ask, sent) => ask('GET', `${kHall}/me`, { headers: { ...kOurs, Cookie: sent } });
  assert.equal((await me((...all) => over(service, ...all), pair)).status, 200);
  // What a plain page could have set is no session over TLS, nor the other way round.
  assert.equal((await me((...all) => over(service, ...all), pair.replace('__Host-', ''))).status, 401);
  assert.equal((await me((...all) => service.request(...all), pair)).status, 401);
  assert.match(signedIn.headers['strict-transport-security'], /max-age/);

  await pc.context.clearCookies();
  const page = await pc.page();
  await page.goto(`https://127.0.0.1:${readFileSync(`${service.data}/service.tls_port`, 'utf8')}/manager/`);
  await page.locator('#staff').fill('M001');
  await page.locator('#pin').fill('900100');
  await page.keyboard.press('Enter');
  await page.locator('#link[data-status="up"]').waitFor(); // The stream runs inside TLS too.
  const [kept] = (await pc.context.cookies()).filter((one) => one.name.endsWith('hall_session'));
  assert.deepEqual([kept.name, kept.secure, kept.httpOnly, kept.sameSite], ['__Host-hall_session', true, true, 'Strict']);
  await page.locator('#views a[href="#/machines"]').click();
  await page.locator('#new-device').click();
  assert.match(await page.locator('#one-time').textContent(), /^[0-9A-Z]{8}(-[0-9A-Z]{5}){4}$/);
  if (process.env.HALL_SHOTS) {
    await page.screenshot({ path: `${process.env.HALL_SHOTS}/enrol_code.png` });
  }
  assert.deepEqual(pc.complaints, []);
  await page.close();

  const shown = spawnSync('openssl', ['x509', '-in', `${service.data}/tls/authority.pem`, '-noout', '-fingerprint', '-sha256'], { encoding: 'utf8' });
  const checked = spawnSync(serviceBinary(), ['check', '--data', service.data, '--assets', `${kSource}/assets`, '--pages', `${kSource}/sync/service/pages`], { encoding: 'utf8' });
  assert.equal(checked.status, 0, checked.stderr);
  assert.ok(checked.stdout.includes(shown.stdout.split('=')[1].trim().replaceAll(':', '').toLowerCase()), checked.stdout);
  await service.stop();
});
