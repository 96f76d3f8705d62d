// SPDX-License-Identifier: Apache-2.0
// Appointments over HTTP: an online hall books, reception checks in, files come and go, power fails.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { bookToday, csv, kItem, kTomorrow, onlineHall, person, stillClock } from './support/appointments.mjs';
import { kHall, newId, Service, serviceBinary } from './support/service.mjs';

const kGood = `a1,${kItem},${kTomorrow},09:30,00055501111,,passed`;

/** A test with a service, a manager and a receptionist of its own. */
const inHall = (name, body, options = {}) => test(name, async () => {
  const service = await new Service(options).start();
  try {
    const manager = await service.signIn('M001');
    const desk = await service.signIn('S089');
    await body(service, manager, desk);
  } finally {
    await service.stop();
  }
});

const importAs = (service, manager, body, dryRun, type = 'text/csv') => service.request('POST', `${kHall}/appointment-import?dry_run=${dryRun}`,
  { headers: { Cookie: manager.cookie, 'X-Hall': '1', 'Content-Type': type }, body });
const code = (answer) => `${answer.status} ${answer.body?.code ?? ''}`.trim();

inHall('an online hall books, moves and cancels, and sees its own appointments only', async (service, manager) => {
  const portal = await onlineHall(service, manager);
  const other = await onlineHall(service, manager, 'Another portal');
  const slots = (await portal('GET', `slots?item=${kItem}&from=${kTomorrow}&to=${kTomorrow}`)).body.days[0].slots;
  assert.deepEqual([slots[0].capacity, slots[0].taken, slots[0].open], [4, 0, true]);
  const id = newId();
  const first = await portal.book({ time: slots[0].time }, id);
  assert.equal(first.status, 200, first.text);
  assert.match(first.body.appointment.code, /^[0-9A-HJKMNP-TV-Z]{8}$/);
  assert.match(first.body.appointment.qr_text, new RegExp(`^GH1\\.A\\.HALLSAMPLE\\.${first.body.appointment.code}\\.`));
  assert.deepEqual((await portal.book({ time: slots[0].time }, id)).body, first.body); // The answer was lost.
  assert.equal(code(await portal.book({ time: slots[1].time }, id)), '422 appointment_differs');
  assert.equal(code(await portal.book()), '409 appointment_twice'); // The same person.
  for (const [method, target, body] of [['GET', `appointments/${id}`], ['DELETE', `appointments/${id}`],
    ['POST', `appointments/${id}/move`, { day: kTomorrow, time: slots[2].time }], ['POST', 'prechecks', { appointment: id, result: 'passed' }]]) {
    assert.equal(code(await other(method, target, body)), '404 appointment_unknown', `${method} ${target}`);
  }
  assert.equal((await portal('POST', 'prechecks', { appointment: first.body.appointment.code, result: 'passed' })).body.appointment.precheck, 'passed');
  const moved = await portal('POST', `appointments/${id}/move`, { day: '2026-11-25', time: '09:30' });
  assert.deepEqual([moved.body.appointment.day, moved.body.appointment.code], ['2026-11-25', first.body.appointment.code]);
  assert.equal((await portal('DELETE', `appointments/${id}`)).body.appointment.state, 'cancelled');
  assert.equal((await portal('DELETE', `appointments/${id}`)).body.appointment.state, 'cancelled');
  assert.equal(code(await portal.book({ day: '2026-11-23', time: '10:00' })), '409 booking_closed');
  assert.equal(code(await portal.book({ day: '2026-11-29' })), '422 slot_unknown'); // A Sunday.
  assert.equal(code(await portal.book({ item: 'XX-99' })), '404 item_unknown');
  assert.equal(code(await portal.book({ phone: '' })), '400 bad_request');
});

inHall('twenty people press for four places at the same instant, and four have one', async (service, manager) => {
  const portal = await onlineHall(service, manager);
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => portal.book({ phone: person(n) })));
  assert.equal(answers.filter((one) => one.status === 200).length, 4);
  assert.equal(answers.filter((one) => code(one) === '409 slot_full').length, 16);
  const load = (await manager('GET', `${kHall}/appointment-load?day=${kTomorrow}`)).body;
  assert.equal(load.queues.find((one) => one.queue === 'A').slots.find((one) => one.time === '09:00').booked, 4);
});

inHall('a key that is revoked opens nothing, is nowhere in clear, and is slowed down when it runs wild', async (service, manager) => {
  const portal = await onlineHall(service, manager);
  assert.equal((await portal('GET', `slots?item=${kItem}`)).status, 200);
  const wild = [];
  for (let round = 0; round < 6; round += 1) {
    wild.push(...await Promise.all(Array.from({ length: 20 }, () => portal('GET', `slots?item=${kItem}`))));
  }
  assert.equal(wild.filter((one) => one.status === 200).length, 99); // A hundred at once, with the first.
  assert.ok(wild.filter((one) => one.status !== 200).every((one) => code(one) === '429 too_often' && one.headers['retry-after']));
  assert.equal(code(await manager('DELETE', `${kHall}/online-keys/${portal.id}`)), '200');
  assert.equal(code(await portal('GET', `slots?item=${kItem}`)), '401 session_over');
  assert.equal(code(await manager('DELETE', `${kHall}/online-keys/${portal.id}`)), '404 key_unknown');
  assert.equal(readFileSync(path.join(service.data, 'log.db')).includes(portal.secret), false);
  const audit = (await manager('GET', `${kHall}/audit?action=online_key`)).body;
  assert.deepEqual(audit.entries.map((one) => one.action), ['online_key.revoked', 'online_key.made']);
}, { clock: stillClock() });

inHall('reception checks in by code, scan and the end of a phone number; once only', async (service, manager, desk) => {
  const find = async (question) => desk('POST', `${kHall}/appointment-find`, question);
  const one = await bookToday(desk, { precheck: 'passed', phone: '000 5550 4321' });
  const by = [{ code: one.code }, { code: one.code.toLowerCase() }, { code: one.qr_text }, { tail: '4321' }];
  for (const question of by) {
    const { body } = await find(question);
    assert.deepEqual([body.found[0].id, body.found[0].arrival], [one.id, 'on_time'], JSON.stringify(question));
  }
  const asKiosk = await service.asDevice('POST', `${kHall}/appointment-find`, { tail: '4321' });
  assert.equal(asKiosk.body.found[0].code, undefined);
  assert.equal(code(await find({ tail: '0000' })), '404 appointment_unknown');
  assert.equal(code(await find({ code: one.qr_text.replace('HALLSAMPLE', 'ELSEWHERE') })), '409 appointment_elsewhere');
  const press = { cmd: newId(), appointment: one.code };
  const first = await desk('POST', `${kHall}/check-in`, press);
  assert.equal(first.status, 200, first.text);
  assert.deepEqual([first.body.ticket.band, first.body.ticket.number, first.body.ticket.prechecked, first.body.arrival],
    ['appointment', 'A801', true, 'on_time']);
  assert.deepEqual((await desk('POST', `${kHall}/check-in`, press)).body, first.body);
  const again = await desk('POST', `${kHall}/check-in`, { cmd: newId(), appointment: one.id });
  assert.equal(code(again), '409 appointment_used');
  assert.equal(again.body.appointment.number, 'A801');
  const slip = (await desk('GET', `${kHall}/slip?ticket=${first.body.ticket.id}`)).body;
  assert.deepEqual([slip.due, slip.prechecked], ['09:00', true]);
  const walkIn = await service.issue({ item: kItem });
  const clerk = await service.signIn('S001', 'W01');
  const called = await clerk.command({ type: 'call_next' });
  assert.equal(called.body.ticket.number, 'A801');
  assert.equal(called.body.why, 'appointment_due');
  assert.notEqual(walkIn.number, 'A801');
  await clerk.command({ type: 'start' });
  await clerk.command({ type: 'finish' });
  assert.equal((await desk('GET', `${kHall}/appointments/${one.id}`)).body.appointment.state, 'used');
});

inHall('a file on trial books nothing, tells every bad line, and loses no good one', async (service, manager) => {
  const file = csv(kGood, `,${kItem},${kTomorrow},09:30`, `a3,,${kTomorrow},09:30`, `a4,${kItem},24.11.2026,09:30`,
    `a5,${kItem},${kTomorrow},9h30`, `a6,${kItem},${kTomorrow},09:30,12`, `a7,${kItem},${kTomorrow},09:30,,,perhaps`,
    `a8,XX-99,${kTomorrow},09:30`, `a9,${kItem},${kTomorrow},09:31`, `"a10","${kItem}","${kTomorrow}","10:00",,`);
  const trial = await importAs(service, manager, file, true);
  assert.equal(trial.status, 200, trial.text);
  assert.deepEqual([trial.body.booked, trial.body.refused], [2, 8]);
  assert.deepEqual(trial.body.lines.filter((one) => one.result === 'refused').map((one) => [one.line, one.field ?? one.why]),
    [[3, 'ref'], [4, 'item'], [5, 'day'], [6, 'time'], [7, 'phone'], [8, 'precheck'], [9, 'item_unknown'], [10, 'slot_unknown']]);
  const listed = async () => (await manager('GET', `${kHall}/appointments?day=${kTomorrow}`)).body.appointments;
  assert.equal((await listed()).length, 0);
  const real = await importAs(service, manager, `\uFEFF${file}`, false);
  assert.equal(real.body.booked, 2);
  assert.equal((await importAs(service, manager, file, false)).body.known, 2);
  assert.deepEqual((await listed()).map((one) => [one.time, one.precheck, one.source]), [['09:30', 'passed', 'import'], ['10:00', 'none', 'import']]);
  const json = JSON.stringify([{ ref: 'b1', item: kItem, day: kTomorrow, time: '10:30' }, { ref: 7 }, 'what']);
  const fromJson = await importAs(service, manager, json, false, 'application/json');
  assert.deepEqual([fromJson.body.booked, fromJson.body.refused], [1, 2]);
  const table = await manager('GET', `${kHall}/export/appointments?format=csv`);
  assert.equal(table.text.trim().split('\r\n').length, 4);
  assert.doesNotMatch(table.text, /1111/);
});

inHall('bombs and rubbish are turned away whole', async (service, manager) => {
  const bad = async (body, type) => code(await importAs(service, manager, body, true, type));
  assert.equal(await bad('x'.repeat(1024 * 1024 + 1)), '413 body_too_large');
  assert.equal(await bad(csv(...Array.from({ length: 2001 }, (_, n) => `r${n},${kItem},${kTomorrow},09:30`))), '413 too_large');
  assert.equal(await bad(`${','.repeat(100)}`), '400 bad_request');
  assert.equal(await bad('name,when\r\n1,2'), '400 bad_request');
  assert.equal(await bad(Buffer.concat([Buffer.from(csv('')), Buffer.from([0xb9, 0xab])])), '400 bad_request'); // GBK.
  assert.equal(await bad(''), '400 bad_request');
  assert.equal(await bad('[', 'application/json'), '400 bad_request');
  assert.equal(await bad('{}', 'application/json'), '400 bad_request');
  assert.equal(await bad('['.repeat(100_000), 'application/json'), '400 bad_request');
  const open = await importAs(service, manager, csv(kGood, `a2,"${kItem},${kTomorrow},09:30`), true);
  assert.deepEqual([open.body.booked, open.body.lines[1].field], [1, 'line']);
  const formula = await importAs(service, manager, csv(`=1+1,${kItem},${kTomorrow},09:30`, `"<b>x</b>",${kItem},${kTomorrow},10:00`), false);
  assert.equal(formula.body.booked, 2);
  const table = (await manager('GET', `${kHall}/export/appointments?format=csv`)).text;
  assert.doesNotMatch(table, /(^|,)[=+@]/m);
});

inHall('bookings and check-ins outlive kill -9, a backup holds them, and the log proves itself', async (service, manager, desk) => {
  const portal = await onlineHall(service, manager);
  const booked = [];
  const numbers = new Map();
  for (let round = 0; round < 4; round += 1) {
    const today = await Promise.all([0, 1].map((n) => bookToday(desk, { time: ['09:00', '09:30', '10:00', '10:30'][round], phone: person(round * 10 + n) })));
    const later = await Promise.all([0, 1].map((n) => portal.book({ time: ['09:00', '09:30', '10:00', '10:30'][round], phone: person(round * 10 + n) })));
    booked.push(...later.map((one) => one.body.appointment));
    // What was answered before the kill stands; what was not may be asked again with the same id.
    const presses = today.map((one) => ({ cmd: newId(), appointment: one.code }));
    const asked = presses.map((press) => desk('POST', `${kHall}/check-in`, press).catch(() => null));
    await service.kill();
    const before = await Promise.all(asked);
    await service.start();
    for (const [n, press] of presses.entries()) {
      const answer = await desk('POST', `${kHall}/check-in`, press);
      assert.equal(answer.status, 200, answer.text);
      if (before[n]?.status === 200) {
        assert.deepEqual(answer.body, before[n].body);
      }
      assert.equal(numbers.has(answer.body.ticket.number), false, `${answer.body.ticket.number} twice`);
      numbers.set(answer.body.ticket.number, press.appointment);
      assert.equal(code(await desk('POST', `${kHall}/check-in`, { cmd: newId(), appointment: press.appointment })), '409 appointment_used');
    }
  }
  assert.equal(numbers.size, 8);
  const waiting = (await service.state()).tickets.filter((one) => one.band === 'appointment' && one.state === 'waiting');
  assert.equal(waiting.length, 8);
  const backup = path.join(service.data, 'backup.db');
  execFileSync(serviceBinary(), ['--data', service.data, 'backup', backup]);
  const restored = new Service();
  execFileSync(serviceBinary(), ['--data', restored.data, 'restore', backup]);
  execFileSync(serviceBinary(), ['--data', restored.data, 'verify']);
  await restored.start();
  try {
    const again = await restored.signIn('M001');
    for (const one of booked) {
      assert.deepEqual((await again('GET', `${kHall}/appointments/${one.id}`)).body.appointment, one);
    }
  } finally {
    await restored.stop();
  }
});
