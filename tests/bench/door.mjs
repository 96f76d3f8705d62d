// SPDX-License-Identifier: Apache-2.0
// What TLS costs: the same requests and streams over plain HTTP and over TLS 1.3, in one run.
// node tests/bench/door.mjs BUILD-DIRECTORY [--clients 1000] [--rounds 500]
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const kSource = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const kHall = '/v1/halls/hall-sample';
const build = process.argv[2] ?? 'build/release';
const option = (name, otherwise) => Number(process.argv[process.argv.indexOf(name) + 1] || otherwise);
const kClients = process.argv.includes('--clients') ? option('--clients') : 1000;
const kRounds = process.argv.includes('--rounds') ? option('--rounds') : 500;

const data = mkdtempSync(path.join(tmpdir(), 'hall-bench-'));
const began = performance.now();
const child = spawn(path.join(build, 'sync/service/hall-service'), ['--data', data, '--assets', `${kSource}/assets`, '--pages', `${kSource}/sync/service/pages`,
  '--port', '0', '--tls-address', '127.0.0.1', '--tls-port', '0', '--now', '2026-11-23T01:10:00Z', '--connections-per-address', '5000'], { stdio: 'ignore' });
while (!existsSync(`${data}/service.port`) && child.exitCode === null) {
  await new Promise((resolve) => setTimeout(resolve, 2));
}
const started = performance.now() - began;
const read = (name) => readFileSync(`${data}/${name}`, 'utf8');
const token = read('local.token');
const headers = { Authorization: `Bearer ${token}` };
const sides = {
  plain: { make: http, options: { host: '127.0.0.1', port: Number(read('service.port')) } },
  tls: { make: https, options: { host: '127.0.0.1', port: Number(read('service.tls_port')), ca: read('tls/authority.pem') } },
};

/** Resident memory of the service in KB. */
const resident = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]);

function request(side, agent, method, target, body) {
  return new Promise((resolve, reject) => {
    const asked = side.make.request({ ...side.options, agent, method, path: target, headers }, (answer) => {
      let text = '';
      answer.on('data', (chunk) => { text += chunk; });
      answer.on('end', () => (answer.statusCode === 200 ? resolve(JSON.parse(text)) : reject(new Error(`${answer.statusCode} ${text}`))));
    });
    asked.on('error', reject);
    asked.end(body && JSON.stringify(body));
  });
}

function newId() {
  const hex = Date.now().toString(16).padStart(12, '0') + '7' + randomBytes(2).toString('hex').slice(1) + '8' + randomBytes(8).toString('hex').slice(1);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const row = (what, side, value) => console.log(`| ${what} | ${side} | ${value} | ${loadavg()[0].toFixed(1)} |`);

async function timed(what, name, work) {
  const side = sides[name];
  const agent = new side.make.Agent({ keepAlive: true, maxSockets: 1 });
  const times = [];
  for (let i = 0; i < kRounds; i += 1) {
    const from = performance.now();
    await work((...all) => request(side, agent, ...all));
    times.push(performance.now() - from);
  }
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.floor(times.length * share)].toFixed(2);
  row(what, name, `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, ${Math.round(1000 * times.length / times.reduce((a, b) => a + b))}/s`);
}

/** Opens streams, and tells when the last of them has heard a new ticket. */
async function streams(name) {
  const side = sides[name];
  const { cursor } = await request(side, undefined, 'GET', `${kHall}/state`);
  const before = resident();
  const open = [];
  let heard = 0;
  let all;
  for (let i = 0; i < kClients; i += 1) {
    open.push(await new Promise((resolve, reject) => {
      const asked = side.make.request({ ...side.options, agent: false, path: `${kHall}/stream?after=${cursor}&as=b${i}`, headers }, (answer) => {
        answer.on('error', () => {});
        answer.on('data', (chunk) => {
          if (String(chunk).includes('event: ticket') && ++heard === kClients) {
            all();
          }
        });
        resolve(asked);
      });
      asked.on('error', reject);
      asked.end();
    }));
  }
  row(`memory of one of ${kClients} push clients`, name, `${((resident() - before) / kClients).toFixed(1)} KB`);
  const done = new Promise((resolve) => { all = resolve; });
  const from = performance.now();
  await request(side, undefined, 'POST', `${kHall}/commands`, { cmd: newId(), type: 'issue', item: 'GA-01' });
  await Promise.race([done, new Promise((resolve) => setTimeout(resolve, 60_000).unref())]);
  row(`the last of ${kClients} hears of a ticket`, name, heard === kClients ? `${(performance.now() - from).toFixed(0)} ms (one Node.js hears for them all)` : `only ${heard} heard`);
  open.forEach((one) => { one.on('error', () => {}); one.destroy(); });
}

console.log('| figure | over | seen | load |\n|---|---|---|---|');
row('start to the first answer possible, new hall', 'both', `${started.toFixed(0)} ms`);
row('memory at rest', 'both', `${(resident() / 1024).toFixed(1)} MB`);
for (const name of ['plain', 'tls']) {
  await streams(name);
}
for (const name of ['plain', 'tls']) {
  await timed('issue (reception), durable', name, (ask) => ask('POST', `${kHall}/commands`, { cmd: newId(), type: 'issue', item: 'GA-01' }));
  await timed('state', name, (ask) => ask('GET', `${kHall}/state`));
  await timed('healthz', name, (ask) => ask('GET', '/healthz'));
}
await timed('a new TLS line with its first answer', 'tls', () => request(sides.tls, false, 'GET', '/healthz'));
child.kill();
await new Promise((resolve) => { child.once('exit', resolve); });
rmSync(data, { recursive: true, force: true });
process.exit(0);
