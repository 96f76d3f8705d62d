// SPDX-License-Identifier: Apache-2.0
// An online hall, its bookings, and files of appointments.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { kHall, newId } from './service.mjs';

export const kTomorrow = '2026-11-24';
export const kItem = 'GA-03'; // Queue A, four in a slot.

/** A key that a manager made; a function like Service.asDevice() with it, and its id. */
export async function onlineHall(service, manager, name = 'City portal') {
  const made = await manager('POST', `${kHall}/online-keys`, { name });
  if (made.status !== 200) {
    throw new Error(`key: ${made.text}`);
  }
  const call = (method, target, body = null) => service.request(method, `${kHall}/${target}`,
    { headers: { Authorization: `Bearer ${made.body.secret}` }, body });
  call.id = made.body.id;
  call.secret = made.body.secret;
  /** Books under a new id; the appointment, or the refusal's answer. */
  call.book = (wish = {}, id = newId()) => call('PUT', `appointments/${id}`, { item: kItem, day: kTomorrow, time: '09:00', phone: '000 5550 1234', ...wish });
  return call;
}

/** The file of a clock that stands still on Monday at ten past nine. */
export function stillClock() {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'hall-clock-')), 'clock');
  const now = Buffer.alloc(8);
  now.writeBigInt64LE(BigInt(Date.parse('2026-11-23T01:10:00Z')));
  writeFileSync(file, now);
  return file;
}

/** Different people: nobody has two appointments on a day. */
export const person = (n) => `000555${String(n).padStart(5, '0')}`;

/** Today at 10:00 by staff: what is checked in while the test's clock stands at ten past nine. */
export const bookToday = async (staff, wish = {}) => (await staff('PUT', `${kHall}/appointments/${newId()}`,
  { item: kItem, day: '2026-11-23', time: '09:00', phone: person(99), ...wish })).body.appointment;

export const csv = (...lines) => ['ref,item,day,time,phone,person,precheck', ...lines].join('\r\n');
