// SPDX-License-Identifier: Apache-2.0
// What the page lets a clerk press, what it asks the catalogue for, and how files are kept.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { actionsFor, notCameLeadsTo, primaryFor } from '../../sync/service/pages/clerk/rules.js';
import { Store } from '../../sync/service/pages/common/store.js';
import { backoff, newId } from '../../sync/service/pages/common/api.js';
import { kSource } from './support/service.mjs';

const policy = {
  recall_max: 3, recall_interval_s: 20, no_show_after_calls: 3, no_show_min_s: 30, undo_within_s: 60, call_next_finishes: true, implicit_start: false,
};
const now = 1_000_000_000;
const called = (calls, ago) => ({ id: 't', number: 'A001', state: 'called', calls, last_call: now - ago * 1000, called: now - ago * 1000 });
const view = (more = {}) => ({ held: null, lastEnded: null, behind: 3, paused: false, policy, now, trouble: null, ...more });

test('the big button follows the ticket', () => {
  assert.equal(primaryFor(view()), 'call_next');
  assert.equal(primaryFor(view({ held: called(1, 1) })), 'start');
  assert.equal(primaryFor(view({ held: { ...called(1, 1), state: 'serving' } })), 'finish');
  assert.equal(primaryFor(view({ paused: true })), 'resume_service');
  assert.equal(primaryFor(view({ held: called(1, 1), policy: { ...policy, implicit_start: true } })), 'finish');
});

test('a recall waits its interval and has an end', () => {
  const recall = (calls, ago) => actionsFor(view({ held: called(calls, ago) })).recall;
  assert.deepEqual(recall(1, 5), { enabled: false, note: { key: 'clerk.in_seconds', values: { n: 15 } } });
  assert.deepEqual(recall(1, 20).enabled, true);
  assert.deepEqual(recall(3, 25).note.values, { n: 1 });
  assert.equal(recall(4, 99).note.key, 'clerk.recalls_used');
  assert.equal(recall(1, -3600).enabled, true, 'a clock set back keeps nobody waiting');
});

test('a no-show needs its calls and its time', () => {
  const noShow = (calls, ago) => actionsFor(view({ held: called(calls, ago) })).no_show;
  assert.deepEqual(noShow(1, 99).note, { key: 'clerk.calls_missing', values: { n: 2 } });
  assert.deepEqual(noShow(3, 12).note, { key: 'clerk.in_seconds', values: { n: 18 } });
  assert.equal(noShow(3, 30).enabled, true);
});

test('"not here" leads to a recall, then to a no-show, and says when to neither', () => {
  assert.equal(notCameLeadsTo(called(1, 30), policy, now).leads, 'recall');
  assert.equal(notCameLeadsTo(called(3, 30), policy, now).leads, 'no_show');
  assert.equal(notCameLeadsTo(called(3, 5), policy, now).note.key, 'clerk.in_seconds');
  assert.equal(notCameLeadsTo(called(1, 5), policy, now).note.key, 'clerk.in_seconds');
});

test('undo lasts a minute and needs an empty counter', () => {
  const ended = { number: 'A009', ended: now - 18_000 };
  assert.deepEqual(actionsFor(view({ lastEnded: ended })).undo.note.values, { number: 'A009', n: 42 });
  assert.equal(actionsFor(view({ lastEnded: { ...ended, ended: now - 60_000 } })).undo.enabled, false);
  assert.equal(actionsFor(view({ lastEnded: ended, held: called(1, 1) })).undo.note.key, 'clerk.busy_with');
});

test('nobody is called while paused, with nobody there, or with the line cut', () => {
  assert.equal(actionsFor(view({ behind: 0 })).call_next.note.key, 'refusal.queue_empty');
  assert.equal(actionsFor(view({ paused: true })).call_next.note.key, 'refusal.counter_paused');
  const held = { ...called(1, 1), state: 'serving' };
  assert.equal(actionsFor(view({ held, policy: { ...policy, call_next_finishes: false } })).call_next.enabled, false);
  const cut = actionsFor(view({ held, trouble: { key: 'clerk.link_lost' } }));
  assert.ok(Object.values(cut).every((action) => !action.enabled && action.note.key === 'clerk.link_lost'));
});

test('of an answer and a frame that race, the later version stands', () => {
  const store = new Store();
  store.keep({ id: 't', version: 3, state: 'serving' });
  store.fold('ticket', { ticket: { id: 't', version: 2, state: 'called' } });
  assert.equal(store.tickets.get('t').state, 'serving');
  store.fold('slip', { ticket: { id: 't', version: 3, state: 'serving', paper: 'printed' } });
  assert.equal(store.tickets.get('t').paper, 'printed');
});

test('a page whose clock is late counts from the call, not from long ago', () => {
  const store = new Store();
  store.setClock(Date.now() - 800); // The beat was 0.8 s on its way.
  const held = { ...called(1, 0), id: 't', version: 2, last_call: Date.now() };
  store.keep(held);
  assert.equal(actionsFor(view({ held, now: store.now() })).recall.enabled, false);
  // A service whose clock was set back an hour: the call is long ago, as the service itself has it.
  store.setClock(Date.now() - 3_600_000);
  store.keep({ ...held, version: 3 });
  assert.equal(actionsFor(view({ held, now: store.now() })).recall.enabled, true);
});

test('command ids are UUIDv7, in the order of their making', () => {
  const ids = [1_700_000_000_000, 1_700_000_000_001, 1_800_000_000_000].map((time) => newId(time));
  for (const id of ids) {
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
  assert.deepEqual([...ids].sort(), ids);
  assert.equal(parseInt(ids[0].replaceAll('-', '').slice(0, 12), 16), 1_700_000_000_000);
});

test('a page comes back sooner at first, never later than after ten seconds', () => {
  assert.ok(backoff(0, 1) <= 200);
  assert.ok(backoff(3, 0) >= 800);
  assert.ok([...Array(60).keys()].every((tries) => backoff(tries, 1) <= 10_000));
});

const kPages = `${kSource}/sync/service/pages`;
const files = readdirSync(kPages, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  .map((one) => path.join(one.parentPath ?? one.path, one.name));

test('every word that the pages ask for is in the catalogue, in three languages', () => {
  const asked = new Set();
  for (const file of files.filter((one) => /\.(js|html)$/.test(one))) {
    for (const [, key] of readFileSync(file, 'utf8').matchAll(/['"`]((?:clerk|page|refusal|why|phone|rating|tablet|desk|manage|ticket)\.[a-z_0-9]+)['"`]/g)) {
      asked.add(key);
    }
  }
  assert.ok(asked.size > 90);
  for (const action of ['call_next', 'recall', 'no_show', 'put_back', 'park', 'transfer', 'cancel_ticket', 'undo', 'start', 'finish']) {
    asked.add(`clerk.${action}`);
  }
  for (const reason of ['copy', 'form', 'pay', 'document', 'system', 'help', 'rest', 'meeting', 'left', 'wrong_queue', 'other']) {
    asked.add(`clerk.reason_${reason}`);
  }
  for (const kind of ['attitude', 'skill', 'waiting', 'unclear', 'visits', 'other']) {
    asked.add(`rating.reason_${kind}`);
  }
  for (const grade of [1, 2, 3, 4, 5]) {
    asked.add(`rating.${grade}`);
  }
  for (const short of ['resume_short', 'requeue_short', 'call_short', 'unprinted', 'uncertain']) {
    asked.add(`clerk.${short}`);
  }
  for (const language of ['zh-Hant', 'zh-Hans', 'en']) {
    const texts = JSON.parse(readFileSync(`${kSource}/assets/text/${language}.json`, 'utf8'));
    assert.deepEqual([...asked].filter((key) => !texts[key]), [], language);
  }
});

test('files are short, licensed, and without a script or style of their own in the page', () => {
  assert.ok(files.length > 20);
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    assert.match(text.slice(0, 300), /SPDX-License-Identifier: Apache-2\.0/, file);
    assert.ok(text.split('\n').length <= 400, file);
    if (file.endsWith('.html')) {
      assert.doesNotMatch(text, /<style|style="|\son[a-z]+="|<script(?![^>]*src=)/, file);
    }
  }
});
