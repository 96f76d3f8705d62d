// SPDX-License-Identifier: Apache-2.0
// The big morning: everybody at their pages at once, and the service killed in the middle of it.
// HALL_MORNING=whole is the hall with all its 44 counters, a campaign of some minutes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Morning } from './support/morning.mjs';
import { until } from './support/service.mjs';

const kWhole = process.env.HALL_MORNING === 'whole';
const kSize = kWhole ? { consoles: 44, tablets: 44, phones: 20, rounds: 6 } : { consoles: 8, tablets: 8, phones: 5, rounds: 2 };
const kLimit = kWhole ? 1_500_000 : 240_000;

test(`${kSize.consoles} consoles, ${kSize.tablets} tablets, ${kSize.phones} phones and a manager: nobody is lost when the service dies`, { timeout: kLimit }, async (t) => {
  const morning = new Morning(kSize);
  const began = Date.now();
  try {
    await morning.begin();
    await morning.open();
    const opened = Date.now();
    await morning.arrive(kSize.rounds, kSize.phones);
    await morning.rest(false);
    const half = Math.floor(morning.issued().length / 3);
    await until(async () => await morning.finished() >= half, 'a third to be served', kLimit);
    // People go on taking tickets while the service is away: the kiosks ask until it answers.
    const later = morning.arrive(1);
    await morning.cut();
    await later;
    await morning.rest(true);
    await morning.areTrue('after the power cut');
    await morning.rest(false);
    const all = morning.issued().length;
    await until(async () => await morning.finished() === all, 'everybody to be served', kLimit);
    await morning.rest(true);
    const pressed = await morning.toldThrough();
    await morning.areTrue('at the end');
    const figures = await morning.nobodyLost();
    assert.equal(figures.ratings, pressed);
    assert.ok(pressed > 0, 'somebody rated');
    assert.deepEqual(morning.complaints, []);
    t.diagnostic(`${JSON.stringify(figures)}; pages open after ${Math.round((opened - began) / 1000)} s, all served after ${Math.round((Date.now() - began) / 1000)} s`);
  } finally {
    await morning.end();
  }
});
