// SPDX-License-Identifier: Apache-2.0
// A real hall-service on a free port with a directory of its own, and a small client for it.
import { spawn } from 'node:child_process';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

export const kSource = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
export const kHall = '/v1/halls/hall-sample';
const kStartLimit = 30_000;

/** The binary: HALL_SERVICE, or the newest that a usual build directory has. */
export function serviceBinary() {
  const given = process.env.HALL_SERVICE;
  const usual = ['dev', 'release', 'pages'].map((preset) => `${kSource}/build/${preset}/sync/service/hall-service`);
  const found = given ?? usual.find((file) => existsSync(file));
  if (!found || !existsSync(found)) {
    throw new Error('set HALL_SERVICE to the path of hall-service, or build it first');
  }
  return found;
}

/** UUIDv7, as every client makes its command ids. */
export function newId() {
  const time = Date.now().toString(16).padStart(12, '0');
  const random = randomBytes(10).toString('hex');
  const variant = (8 + (parseInt(random[3], 16) % 4)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(4, 7)}-${random.slice(7, 19)}`;
}

export const until = async (holds, what, limit = 20_000) => {
  const end = Date.now() + limit;
  for (;;) {
    const value = await holds();
    if (value) {
      return value;
    }
    if (Date.now() > end) {
      throw new Error(`waited ${limit} ms in vain: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};

// A test that fails leaves its service behind, which would keep its whole file from ending.
const running = new Set();
if (process.env.NODE_TEST_CONTEXT) {
  after(() => Promise.all([...running].map((service) => service.kill())));
}

export class Service {
  constructor(options = {}) {
    this.data = mkdtempSync(path.join(tmpdir(), 'hall-pages-'));
    this.options = options;
    this.port = 0;
  }

  async start() {
    rmSync(path.join(this.data, 'service.port'), { force: true });
    const hall = this.options.hall ? ['--hall', this.hallWith(this.options.hall)] : [];
    this.child = spawn(serviceBinary(), ['--data', this.data, '--assets', `${kSource}/assets`,
      '--pages', `${kSource}/sync/service/pages`, '--port', String(this.port),
      ...this.time(), ...hall, ...(this.options.flags ?? [])],
    { stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(this);
    this.said = '';
    this.child.stdout.on('data', (text) => { this.said += text; });
    this.child.stderr.on('data', (text) => { this.said += text; });
    const portFile = path.join(this.data, 'service.port');
    await until(() => {
      if (this.child.exitCode !== null) {
        throw new Error(`hall-service ended: ${this.said}`);
      }
      return existsSync(portFile) && readFileSync(portFile, 'utf8');
    }, 'the service to start', kStartLimit);
    this.port = Number(readFileSync(portFile, 'utf8'));
    this.url = `http://127.0.0.1:${this.port}`;
    this.token = readFileSync(path.join(this.data, 'local.token'), 'utf8');
    return this;
  }

  // A driven clock (a file of one 64-bit number), else one that starts on a Monday at 09:10.
  time() {
    return this.options.clock ? ['--clock', this.options.clock] : ['--now', this.options.now ?? '2026-11-23T01:10:00Z'];
  }

  // The sample hall with other rules, so that a test need not wait for the usual ones.
  hallWith(policy) {
    const directory = path.join(this.data, 'hall');
    if (!existsSync(directory)) {
      copyHall(directory, policy);
    }
    return directory;
  }

  /** kill -9: what a power cut looks like from outside. */
  async kill(signal = 'SIGKILL') {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = new Promise((resolve) => { this.child.once('exit', resolve); });
      this.child.kill(signal);
      await ended;
    }
  }

  async stop() {
    await this.kill('SIGTERM');
    rmSync(this.data, { recursive: true, force: true });
  }

  /** One request with everything as given; {status, headers, text, body}. */
  request(method, target, { headers = {}, body = null } = {}) {
    return new Promise((resolve, reject) => {
      const request = http.request({ host: '127.0.0.1', port: this.port, method, path: target, headers, agent: false });
      request.on('response', (answer) => {
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const isJson = /json/.test(answer.headers['content-type'] ?? '');
          resolve({ status: answer.statusCode, headers: answer.headers, text, body: isJson && text ? JSON.parse(text) : null });
        });
        if (/event-stream/.test(answer.headers['content-type'] ?? '')) {
          resolve({ status: answer.statusCode, headers: answer.headers, text: '', body: null, close: () => request.destroy() });
        }
      });
      request.on('error', reject);
      request.end(body === null ? undefined : Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body));
    });
  }

  asDevice(method, target, body = null) {
    return this.request(method, target, { headers: { Authorization: `Bearer ${this.token}` }, body });
  }

  /** Signs in over HTTP; a function like asDevice() with that clerk's cookie. */
  async signIn(clerk, counter) {
    const pin = clerk.startsWith('M') ? '900100' : `8${clerk.slice(1)}`;
    const body = counter ? { clerk, pin, counter } : { clerk, pin };
    const answer = await this.request('POST', `${kHall}/sessions`, { headers: { 'X-Hall': '1' }, body });
    if (answer.status !== 200) {
      throw new Error(`sign-in: ${answer.text}`);
    }
    const cookie = answer.headers['set-cookie'][0].split(';')[0];
    const call = (method, target, body = null, headers = {}) => this.request(method, target,
      { headers: { Cookie: cookie, 'X-Hall': '1', ...headers }, body });
    call.cookie = cookie;
    call.command = (order) => call('POST', `${kHall}/commands`, { cmd: newId(), ...order });
    return call;
  }

  /** A ticket from reception; returns it. */
  async issue(order) {
    const answer = await this.asDevice('POST', `${kHall}/commands`, { cmd: newId(), type: 'issue', ...order });
    if (answer.status !== 200) {
      throw new Error(`issue: ${answer.text}`);
    }
    return answer.body.ticket;
  }

  /** What opens a ticket's page on a phone, made from the hall's key as a kiosk makes it. */
  phoneToken(ticket) {
    const key = readFileSync(path.join(this.data, 'code.key'), 'utf8');
    const digest = createHmac('sha256', key).update(`GH1.P.${ticket}`).digest().subarray(0, 16);
    const bits = [...digest].map((byte) => byte.toString(2).padStart(8, '0')).join('').padEnd(130, '0');
    return bits.match(/.{5}/g).map((five) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[parseInt(five, 2)]).join('');
  }

  /** A ticket that was issued, called, started and finished by that clerk; as it is then. */
  async served(clerk, order = { queue: 'A' }) {
    const issued = await this.issue(order);
    for (const type of ['call_next', 'start', 'finish']) {
      const answer = await clerk.command({ type });
      if (answer.status !== 200) {
        throw new Error(`${type}: ${answer.text}`);
      }
    }
    return (await this.state()).tickets.find((one) => one.id === issued.id);
  }

  /** A kiosk's journal from its first entry on: [{kind, body}], hashed as the kiosk would. */
  async pushJournal(device, entries, epoch = 1, boot = 1) {
    const chain = entries.reduce((before, { kind, body }) => chainAfter(before, kind, body), '');
    return this.asDevice('POST', `/v1/devices/${device}/journal`, { epoch, boot, from_seq: 1, entries, chain });
  }

  async state() {
    return (await this.asDevice('GET', `${kHall}/state`)).body;
  }

  async log() {
    const entries = [];
    for (;;) {
      const { body } = await this.asDevice('GET', `${kHall}/log?after=${entries.at(-1)?.lsn ?? 0}`);
      entries.push(...body.entries);
      if (body.entries.length === 0) {
        return entries;
      }
    }
  }
}

function copyHall(directory, policy) {
  const sample = `${kSource}/assets/hall/sample`;
  const hall = JSON.parse(readFileSync(`${sample}/hall.json`, 'utf8'));
  Object.assign(hall.policy, policy);
  mkdirSync(directory, { recursive: true });
  writeFileSync(`${directory}/hall.json`, JSON.stringify(hall));
  for (const name of ['catalog.json', 'users.json', 'notices.json']) {
    writeFileSync(`${directory}/${name}`, readFileSync(`${sample}/${name}`));
  }
}

// Each text with its length before it, eight bytes from the lowest up.
export function chainAfter(...texts) {
  const hash = createHash('sha256');
  for (const text of texts) {
    const size = Buffer.alloc(8);
    size.writeBigUInt64LE(BigInt(Buffer.byteLength(text)));
    hash.update(size).update(text);
  }
  return hash.digest('hex');
}
