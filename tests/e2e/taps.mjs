// SPDX-License-Identifier: Apache-2.0
// A genuine finger taps ten times in a second on the button that gives a number: one ticket, one
// slip. The next citizen gets the next number, so by then nothing of the ten is still on its way.
//   tests/e2e/run node tests/e2e/taps.mjs
import assert from 'node:assert/strict';
import { Hall, until } from './hall.mjs';

const kTaps = 10;
const hall = await new Hall().open();
const slips = (count) => until(() => hall.slips().length >= count, `slip ${count}`, 30_000);
const issued = async () => (await hall.log())
  .filter(({ kind, body }) => kind === 'ticket' && body.action === 'issue').map(({ body }) => body.ticket.number);

/** Ten taps where the button is; whatever comes under the finger meanwhile is tapped as well. */
async function hammer(id) {
  await until(() => hall.targets().has(id), id, 30_000);
  await new Promise((resolve) => setTimeout(resolve, 700)); // A page that has just come in ignores fingers.
  const { x, y, w, h } = hall.targets().get(id);
  const begun = Date.now();
  for (let i = 0; i < kTaps; ++i) {
    await hall.panel.say(`tap ${Math.round(x + w / 2)} ${Math.round(y + h / 2)} 40`);
    await hall.panel.say('wait 50');
  }
  console.log(`${kTaps} taps on ${id} in ${Date.now() - begun} ms`);
}

let failed = false;
try {
  await hall.walkTo('household', 'GA-02');
  await hammer('take');
  await slips(1);
  await until(() => hall.targets().has('done'), 'the number on the screen', 30_000);
  await new Promise((resolve) => setTimeout(resolve, 1_500)); // The number's page ignores fingers longer.
  await hall.touch('done');
  await until(() => hall.targets().has('begin'), 'the idle screen', 30_000);
  await hall.walkTo('household', 'GA-02');
  await hall.touch('take');
  await slips(2);
  await until(async () => (await issued()).includes('A002'), 'the next number in the log', 30_000);
  assert.deepEqual(await issued(), ['A001', 'A002'], 'ten taps are one number');
  assert.equal(hall.slips().length, 2, 'ten taps are one slip');
  console.log('ten taps: A001; the next citizen: A002; two slips');
} catch (error) {
  failed = true;
  console.error(error);
  console.error(`--- service\n${hall.service.said}\n--- kiosk\n${hall.kioskSaid}`);
} finally {
  await hall.close();
}
process.exit(failed ? 1 : 0);
