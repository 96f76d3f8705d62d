// SPDX-License-Identifier: Apache-2.0
// What hall-board costs with 44 signs and a wall of 1920x1080, at rest and in a burst of thirty
// calls in five seconds, beside a plain SDL loop that draws a window of that size all the time.
//   HALL_BUILD=build/release node tests/bench/boards.mjs [SECONDS]
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createSocket } from 'node:dgram';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Service } from '../pages/support/service.mjs';

const build = path.resolve(process.env.HALL_BUILD ?? 'build/release');
process.env.HALL_SERVICE ??= `${build}/sync/service/hall-service`;
const seconds = Number(process.argv[2] ?? 60);
const hall = JSON.parse(readFileSync(new URL('../../assets/hall/sample/hall.json', import.meta.url), 'utf8'));
const home = mkdtempSync(path.join(os.tmpdir(), 'boards-'));
const children = [];

/** Processor time of a process so far, in seconds; its memory in MB. */
function cost(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const kb = (key) => Number(new RegExp(`^${key}: +(\\d+)`, 'm').exec(rollup)[1]);
  return { cpu: (Number(stat[11]) + Number(stat[12])) / 100, rss: kb('Rss') / 1024, pss: kb('Pss') / 1024 };
}

async function measured(what, pid, span, during = async () => {}) {
  const before = cost(pid);
  const begun = performance.now();
  await Promise.all([during(), pause(span * 1000)]);
  const after = cost(pid);
  const percent = (100000 * (after.cpu - before.cpu)) / (performance.now() - begun);
  console.log(`${what}: ${percent.toFixed(2)} % of a core, ${after.rss.toFixed(0)} MB resident (${after.pss.toFixed(0)} its own share), load ${os.loadavg()[0].toFixed(1)}`);
}

function start(command, args, env = {}) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } });
  children.push(child);
  return child;
}

const service = await new Service().start();
const signs = createSocket('udp4');
let packets = 0;
signs.on('message', () => { packets += 1; });
await new Promise((ready) => { signs.bind(0, '127.0.0.1', ready); });
try {
  const xvfb = start('Xvfb', ['-displayfd', '1', '-screen', '0', '1920x1080x24', '-noreset', '-nolisten', 'tcp']);
  const display = `:${String(await new Promise((told) => { xvfb.stdout.once('data', told); })).trim()}`;
  const boards = hall.counters.map((one) => `[[board]]\nname = "sign-${one.no}"\ncounter = "${one.id}"\ndriver = "ddp"\nto = "127.0.0.1"\nport = ${signs.address().port}\nsize = "64x32"\n`);
  writeFileSync(`${home}/board.toml`, `${boards.join('\n')}\n[[board]]\nname = "wall"\ndriver = "screen"\nsize = "1920x1080"\n`);
  writeFileSync(`${home}/token`, service.token);
  const plain = start(`${build}/tests/bench/plain_screen`, [String(seconds + 5)], { DISPLAY: display });
  await pause(2000);
  await measured('a plain SDL loop, 1920x1080, 20 times a second', plain.pid, seconds);
  plain.kill();
  const board = start(`${build}/display/daemon/hall-board`, ['--config', `${home}/board.toml`, '--data', `${home}/data`,
    '--service', service.url, '--token-file', `${home}/token`, '--now', '2026-11-23T01:10:00Z'], { DISPLAY: display });
  board.stdout.resume();
  const clerks = [];
  for (const counter of hall.counters.slice(0, 30)) {
    clerks.push(await service.signIn(hall.clerks.find((one) => one.counters.includes(counter.id)).id, counter.id));
    await service.issue({ queue: counter.serves.flat()[0] });
  }
  await pause(15000); // What was new has settled.
  packets = 0;
  await measured('44 signs and a wall at rest', board.pid, seconds);
  console.log(`  ${(packets / seconds).toFixed(0)} packets a second to the signs`);
  await measured('thirty calls in five seconds, and what moves after them', board.pid, 15, async () => {
    for (const clerk of clerks) {
      const answer = await clerk.command({ type: 'call_next' });
      if (answer.status !== 200) {
        console.log(`  a call was refused: ${answer.text}`);
      }
      await pause(5000 / clerks.length);
    }
  });
} finally {
  children.forEach((child) => child.kill());
  signs.close();
  await service.stop();
  rmSync(home, { recursive: true, force: true });
}
