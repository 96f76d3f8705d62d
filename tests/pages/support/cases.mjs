// SPDX-License-Identifier: Apache-2.0
// A month of a hall as the administrative software would bring it, with a few things to look into.
import { kHall } from './service.mjs';

const two = (n) => String(n).padStart(2, '0');
const kDocuments = 'application acceptance review decision delivery';
// What is promised for 20 working days, 10, and on the spot.
const kItems = ['GA-01', 'GA-09', 'GA-04', 'MZ-08', 'SW-03', 'YB-01'];

/** Lines of `n` cases in September 2026: of every 40 one outside the hall, of every 25 one not rated, of every 50 a bad grade. */
export function monthOf(n) {
  const lines = [];
  for (let i = 0; i < n; i += 1) {
    const number = `2026-${String(i + 1).padStart(4, '0')}`;
    const day = 1 + ((i * 7) % 24);
    const counter = `W${two(1 + (i % 12))}`;
    const at = (minute) => `2026-09-${two(day)} ${two(9 + (i % 8))}:${two(minute)}`;
    lines.push({ number, stage: '受理', at: at(5), item: kItems[i % kItems.length], counter });
    const grade = i % 25 === 3 ? {} : { grade: i % 50 === 7 ? '4' : String(1 + (i % 3)) };
    lines.push({ number, stage: '辦結', at: at(20), place: i % 40 === 0 ? 'outside' : 'hall', counter, documents: i % 30 === 0 ? 'application' : kDocuments, ...grade });
  }
  return lines;
}

const kBatch = 250;

export async function bringCases(manager, lines) {
  for (let from = 0; from < lines.length; from += kBatch) {
    const answer = await manager('POST', `${kHall}/case-import?dry_run=false`, lines.slice(from, from + kBatch), { 'Content-Type': 'application/json' });
    if (answer.status !== 200 || answer.body.refused !== 0) {
      throw new Error(`import: ${answer.text}`);
    }
  }
}
