// SPDX-License-Identifier: Apache-2.0
// Whether replay is awake: between it and a real service stands a liar that plants one fault, and
// replay must end badly and name the ticket. The same short morning without a lie must end well.
//   node tests/replay/awake.mjs HALL_SERVICE REPLAY
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';

const [serviceBinary, replay] = process.argv.slice(2);
process.env.HALL_SERVICE = path.resolve(serviceBinary);
const { Service, kHall, kSource } = await import('../pages/support/service.mjs');

const kDay = '2026-11-23';
// Five people for one queue with four counters, so that the second and third are called at once.
const kPeople = [33000, 33010, 33020, 33030, 33040]
  .map((second, i) => `0,A,${i + 1},GA-02,${second},${second + 60},120,${i % 4},served`);
const kHeader = 'day,queue,seq,item,issued_s,called_s,service_s,counter_index,result';

const home = mkdtempSync(path.join(tmpdir(), 'hall-awake-'));
writeFileSync(`${home}/people.csv`, `${kHeader}\n${kPeople.join('\n')}\n`);
const clock = path.join(home, 'clock');
const hallHome = path.join(home, 'hall');
shortHall(hallHome);

/** The sample hall, open from nine to half past. */
function shortHall(to) {
  const sample = `${kSource}/assets/hall/sample`;
  const hall = JSON.parse(readFileSync(`${sample}/hall.json`, 'utf8'));
  hall.hours.week.mon = [['09:00', '09:30']];
  hall.hours.lunch_duty = [];
  mkdirSync(to);
  writeFileSync(`${to}/hall.json`, JSON.stringify(hall));
  for (const name of ['catalog.json', 'users.json', 'notices.json']) {
    writeFileSync(`${to}/${name}`, readFileSync(`${sample}/${name}`));
  }
}

/** Passes everything on to the service, but for what `lie` makes of it. */
class Liar {
  constructor(port, lie) {
    this.port = port;
    this.lie = lie;
    this.server = http.createServer((request, answer) => this.pass(request, answer));
  }

  async listen() {
    await new Promise((resolve) => { this.server.listen(0, '127.0.0.1', resolve); });
    return `http://127.0.0.1:${this.server.address().port}`;
  }

  async pass(request, answer) {
    const chunks = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const asked = { method: request.method, path: request.url, cookie: request.headers.cookie ?? '', body: Buffer.concat(chunks).toString() };
    const instead = this.lie.instead?.(asked);
    if (instead) {
      answer.writeHead(instead.status, { 'content-type': 'application/json' }).end(JSON.stringify(instead.body));
      return;
    }
    const { host, connection, ...headers } = request.headers;
    const onward = http.request({ host: '127.0.0.1', port: this.port, method: request.method, path: request.url, headers, agent: false });
    onward.on('response', (came) => this.bring(asked, came, answer));
    onward.on('error', () => answer.destroy());
    answer.on('close', () => onward.destroy());
    onward.end(asked.body);
  }

  async bring(asked, came, answer) {
    if (/event-stream/.test(came.headers['content-type'] ?? '')) {
      answer.writeHead(came.statusCode, came.headers);
      came.pipe(answer);
      came.on('error', () => answer.destroy());
      return;
    }
    const chunks = [];
    for await (const chunk of came) {
      chunks.push(chunk);
    }
    let text = Buffer.concat(chunks).toString();
    if (/json/.test(came.headers['content-type'] ?? '') && this.lie.changed) {
      const body = JSON.parse(text);
      text = JSON.stringify(this.lie.changed(asked, body, came.statusCode) ?? body);
    }
    const { 'content-length': _, 'transfer-encoding': __, connection, ...headers } = came.headers;
    answer.writeHead(came.statusCode, headers).end(text);
  }

  close() {
    this.server.close();
    this.server.closeAllConnections();
  }
}

/** Plays the morning with a lie in between; {code, said}. */
async function morning(lie) {
  const zero = Buffer.alloc(8);
  zero.writeBigInt64LE(BigInt(Date.parse(`${kDay}T00:00:00Z`)));
  writeFileSync(clock, zero);
  const service = await new Service({ clock, flags: ['--hall', hallHome, '--connections-per-address', '256'] }).start();
  const liar = new Liar(service.port, lie);
  const url = await liar.listen();
  try {
    const child = spawn(replay, ['--url', url, '--token-file', path.join(service.data, 'local.token'), '--clock', clock,
      '--assets', `${kSource}/assets`, '--hall', hallHome, '--csv', `${home}/people.csv`, '--day', '0'],
    { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.on('data', (text) => { said += text; });
    child.stderr.on('data', (text) => { said += text; });
    const code = await new Promise((resolve) => { child.once('close', resolve); });
    return { code, said };
  } finally {
    liar.close();
    await service.stop();
  }
}

const isLog = (asked) => asked.path.startsWith(`${kHall}/log`);
const ticketOf = (entry) => (entry.kind === 'ticket' ? entry.body.ticket : entry.kind === 'number' ? entry.body : {});
const ofLog = (change) => ({ changed: (asked, body) => { if (isLog(asked)) body.entries.forEach(change); } });

// Each lie: what is planted, what replay must say.
const kLies = [
  ['nothing at all', {}, null],
  ['the log has A001 for two people', ofLog((entry) => {
    if (ticketOf(entry).number === 'A002') {
      ticketOf(entry).number = 'A001';
    }
  }), /trouble: A001 of 2026-11-23 belongs to \S+ and \S+/],
  ['the second person is told the first one\'s number', (() => {
    let first = null;
    return { changed: (asked, body, status) => {
      if (asked.path === `${kHall}/alloc` && status === 200) {
        first ??= { number: body.number, ordinal: body.ordinal };
        Object.assign(body, first);
      }
    } };
  })(), /trouble: .*A001/],
  ['A002 is not in the log', ofLog((entry) => {
    if (ticketOf(entry).number === 'A002') {
      Object.assign(entry, { kind: 'mist', body: {} });
    }
  }), /trouble: A002 is lost: not in the log/],
  ['the log calls A001 to a second counter', ofLog((entry) => {
    if (entry.kind === 'ticket' && entry.body.action === 'start' && entry.body.ticket.number === 'A001') {
      Object.assign(entry.body, { action: 'call_next' });
      Object.assign(entry.body.ticket, { state: 'called', counter: 'W04' });
    }
  }), /trouble: entry \d+, A001: called (while called|a second time)/],
  ['a second counter is told to call whom the first one has', (() => {
    let first = null;
    const calls = (asked) => asked.path === `${kHall}/commands` && JSON.parse(asked.body).type === 'call_next';
    return {
      instead: (asked) => {
        if (first && !first.told && calls(asked) && asked.cookie !== first.cookie) {
          first.told = true;
          return { status: 200, body: first.body };
        }
        return null;
      },
      changed: (asked, body, status) => {
        if (!first && calls(asked) && status === 200) {
          first = { body, cookie: asked.cookie };
        }
      } };
  })(), /trouble: A001 was called 2 times/],
  ['the service breaks down over A003', (() => {
    let pushes = 0;
    return { instead: (asked) => (/\/journal$/.test(asked.path) && asked.body.includes('"issued"') && ++pushes === 3
      ? { status: 503, body: { code: 'internal' } } : null) };
  })(), /trouble: .*A003 not passed on: internal/],
];

let failed = 0;
for (const [planted, lie, wanted] of kLies) {
  const { code, said } = await morning(lie);
  try {
    if (wanted === null) {
      assert.equal(code, 0, 'an honest morning ends well');
      assert.match(said, /tickets 5, duplicates 0, lost 0, double calls 0/);
    } else {
      assert.match(said, wanted);
      assert.equal(code, 1, 'replay ends with 1');
    }
    console.log(`ok: ${planted}: ${said.match(/trouble: .*/)?.[0] ?? 'clean'}`);
  } catch (error) {
    ++failed;
    console.log(`NOT FOUND: ${planted}: ${error.message}\n${said}`);
  }
}
rmSync(home, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
