// SPDX-License-Identifier: Apache-2.0
// The story again and again while one of its three programs is killed with -9 at a random moment:
// no number is lost, none is given out twice, the story goes on.
//   tests/e2e/run node tests/e2e/kills.mjs [KILLS] [SEED]
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { newId } from '../pages/support/service.mjs';
import { Hall, kHall, readCode, until } from './hall.mjs';

const kills = Number(process.argv[2] ?? 6);
const seed = Number(process.argv[3] ?? randomInt(2 ** 31));
console.log(`seed ${seed}: ${kills} kills`);

/** mulberry32: the same seed gives the same story. */
let state = seed;
function random() {
  state = (state + 0x6D2B79F5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const pick = (list) => list[Math.floor(random() * list.length)];

const kVictims = ['kiosk', 'service', 'board'];
const kSteps = ['walk', 'take', 'call', 'start', 'finish'];
const inside = new Map();
const hall = await new Hall().open();
const wait = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

async function restart(victim) {
  if (victim === 'service') {
    await hall.service.kill();
    await hall.service.start();
  } else {
    await hall.kill(victim);
    await (victim === 'kiosk' ? hall.startKiosk() : hall.startBoard());
  }
}

// A step, with a kill somewhere inside it if this is the one.
let plan = null;
async function step(name, action) {
  if (plan?.step !== name) {
    return action();
  }
  const { victim, delay } = plan;
  plan = null;
  const killing = wait(delay).then(() => restart(victim));
  const [result] = await Promise.allSettled([action(), killing]);
  await killing;
  inside.set(`${victim} in ${name}`, (inside.get(`${victim} in ${name}`) ?? 0) + 1);
  return result.status === 'fulfilled' ? result.value : null; // What the kill broke is done again.
}

// One command of the clerk: the same id until it is answered, through however many restarts.
async function command(order) {
  const cmd = newId();
  for (let tries = 0; tries < 200; ++tries) {
    try {
      const answer = await clerk('POST', `${kHall}/commands`, { cmd, ...order });
      if (answer.status < 500) {
        return answer;
      }
    } catch {
      // The service is away: that is what this test is about.
    }
    await wait(100);
  }
  throw new Error(`no answer to ${JSON.stringify(order)}`);
}

async function tickets() {
  const found = new Map();
  for (const entry of await hall.log()) {
    if ((entry.kind === 'ticket' || entry.kind === 'slip') && entry.body.ticket) {
      found.set(entry.body.ticket.id, entry.body.ticket);
    }
  }
  return found;
}

// Goes to the kiosk until there is one ticket more than before.
async function takeNumber() {
  const before = (await tickets()).size;
  for (let tries = 0; tries < 6; ++tries) {
    try {
      await step('walk', () => hall.walkTo('household', 'GA-02'));
      await step('take', async () => {
        await hall.touch('take');
        await until(async () => (await tickets()).size > before, 'a ticket in the log', 10_000);
      });
    } catch {
      // Killed on the way, or the page had gone home: the citizen walks up again.
    }
    const all = await tickets().catch(() => new Map());
    if (all.size > before) {
      return;
    }
    if (hall.targets().has('done')) {
      await hall.touch('done').catch(() => {});
    } else if (hall.targets().has('home')) {
      await hall.touch('home').catch(() => {});
    }
  }
  throw new Error('no ticket after six tries');
}

const clerk = await hall.service.signIn('S001', 'W01');
let failed = false;
try {
  for (let round = 0; round < kills; ++round) {
    plan = { victim: pick(kVictims), step: pick(kSteps), delay: Math.floor(random() * 900) };
    await takeNumber();
    // Whoever waits is served: a kill before the paper may have left one more number behind.
    for (;;) {
      const called = await step('call', () => command({ type: 'call_next' })) ?? await command({ type: 'call_next' });
      if (called.body.code === 'queue_empty') {
        break;
      }
      const held = called.body.ticket;
      if (called.status !== 200 && called.body.code !== 'answer_needed') {
        throw new Error(`call: ${called.text}`);
      }
      await step('start', () => command({ type: 'start', ticket: held.id }));
      await step('finish', () => command({ type: 'finish', ticket: held.id }));
      await command({ type: 'start', ticket: held.id }); // Refused unless the kill broke it off.
      await command({ type: 'finish', ticket: held.id });
    }
    if (hall.targets().has('done')) {
      await hall.touch('done').catch(() => {});
    }
    if ((round + 1) % 10 === 0) {
      console.log(`${round + 1} kills, ${(await tickets()).size} tickets`);
    }
  }

  const entries = await hall.log();
  const labels = new Map();
  const calls = new Map();
  for (const { kind, body } of entries) {
    if (kind === 'ticket' && body.action === 'issue') {
      assert.ok(!labels.has(body.ticket.number), `${body.ticket.number} was given out twice`);
      labels.set(body.ticket.number, body.ticket.id);
    }
    if (kind === 'ticket' && body.action === 'call_next') {
      calls.set(body.ticket.id, (calls.get(body.ticket.id) ?? 0) + 1);
    }
  }
  for (const [number, id] of labels) {
    assert.equal(calls.get(id), 1, `${number} is called once`);
  }
  for (const ticket of (await tickets()).values()) {
    assert.equal(ticket.state, 'finished', `${ticket.number} is served in the end`);
  }
  const onPaper = hall.slips().map((slip) => {
    try {
      const [, , , , prefix, rest] = readCode(slip).split('.');
      return prefix + rest;
    } catch {
      return null; // A slip that the kill tore off in the middle has no code.
    }
  }).filter(Boolean);
  for (const number of onPaper) {
    assert.ok(labels.has(number), `${number} is on paper and in the log`);
  }
  console.log(`${labels.size} numbers, ${onPaper.length} whole slips, each number once, each called once, all served`);
  console.log([...inside].map(([where, times]) => `${where}: ${times}`).join(', '));
} catch (error) {
  failed = true;
  console.error(error);
  console.error(`--- service\n${hall.service.said}\n--- kiosk\n${hall.kioskSaid}\n--- board\n${hall.boardSaid}`);
} finally {
  await hall.close();
}
process.exit(failed ? 1 : 0);
