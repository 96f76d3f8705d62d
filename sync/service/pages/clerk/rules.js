// SPDX-License-Identifier: Apache-2.0
// What may be pressed now, and if not, why not and how long. The service decides in the end; this
// only spares the clerk a refusal that can be seen coming. Pure.
import { caseOf } from './cases.js';

const yes = (note = null) => ({ enabled: true, note });
const no = (key, values = {}) => ({ enabled: false, note: { key, values } });
const seconds = (ms) => Math.ceil(ms / 1000);

/** Milliseconds until `span` has passed since `then`; what lies ahead of the clock is long ago. */
function left(then, span, now) {
  return then === undefined || then > now ? 0 : Math.max(0, then + span - now);
}

function recall(held, policy, now) {
  const more = policy.recall_max - (held.calls - 1);
  if (more <= 0) {
    return no('clerk.recalls_used');
  }
  const wait = left(held.last_call, policy.recall_interval_s * 1000, now);
  return wait > 0
    ? no('clerk.in_seconds', { n: seconds(wait) })
    : yes({ key: 'clerk.recalls_left', values: { n: more } });
}

function noShow(held, policy, now) {
  const missing = policy.no_show_after_calls - held.calls;
  if (missing > 0) {
    return no('clerk.calls_missing', { n: missing });
  }
  const wait = left(held.last_call, policy.no_show_min_s * 1000, now);
  return wait > 0 ? no('clerk.in_seconds', { n: seconds(wait) }) : yes();
}

function undo(view) {
  const { held, lastEnded, policy, now } = view;
  if (!lastEnded) {
    return no('refusal.nothing_to_undo');
  }
  const wait = lastEnded.ended + policy.undo_within_s * 1000 - now;
  if (wait <= 0) {
    return no('refusal.nothing_to_undo');
  }
  return held
    ? no('clerk.busy_with', { number: held.number })
    : yes({ key: 'clerk.undo_left', values: { number: lastEnded.number, n: seconds(wait) } });
}

function callNext(view) {
  const { held, behind, paused } = view;
  if (paused) {
    return no('refusal.counter_paused');
  }
  if (held?.state === 'serving' && !view.policy.call_next_finishes) {
    return no('clerk.busy_with', { number: held.number });
  }
  // With a ticket in hand it also settles that one, so an empty queue is no hindrance.
  return behind > 0 || held ? yes() : no('refusal.queue_empty');
}

/**
 * view: {held, lastEnded, behind (how many wait), paused, policy, now, roles, trouble}; `trouble`
 * is a note that keeps everything from being pressed (link down, sending), or null.
 */
export function actionsFor(view) {
  const { held, policy, now } = view;
  const isCalled = held?.state === 'called';
  const isServing = held?.state === 'serving';
  const none = no('clerk.no_current');
  const actions = {
    call_next: callNext(view),
    start: isCalled ? yes() : none,
    finish: isServing || (isCalled && policy.implicit_start) ? yes() : none,
    recall: isCalled ? recall(held, policy, now) : none,
    no_show: isCalled ? noShow(held, policy, now) : none,
    put_back: isCalled ? yes() : none,
    park: held ? yes() : none,
    transfer: held ? yes() : none,
    cancel: isCalled ? yes() : none,
    undo: undo(view),
    pause: view.paused ? none : yes(),
    resume_service: view.paused ? yes() : none,
    requeue: yes(),
    resume: yes(),
    call: view.paused ? no('refusal.counter_paused')
      : held ? no('clerk.busy_with', { number: held.number }) : yes(),
    record_case: caseOf(view) ? yes() : none,
    grant: yes(),
    extend: view.extended ? none : yes(),
    extend_end: view.extended ? yes() : none,
    sign_out: yes(),
  };
  if (view.trouble) {
    for (const action of Object.values(actions)) {
      action.enabled = false;
      action.note = view.trouble;
    }
  }
  return actions;
}

/** The one action that the state asks for. */
export function primaryFor(view) {
  if (view.held?.state === 'serving') {
    return 'finish';
  }
  if (view.held?.state === 'called') {
    return view.policy.implicit_start ? 'finish' : 'start';
  }
  return view.paused ? 'resume_service' : 'call_next';
}

/** What "not here" would lead to: recall, no_show, or why neither (a note). */
export function notCameLeadsTo(held, policy, now) {
  if (held.calls >= policy.no_show_after_calls) {
    const possible = noShow(held, policy, now);
    return possible.enabled ? { leads: 'no_show' } : { leads: null, note: possible.note };
  }
  const possible = recall(held, policy, now);
  return possible.enabled ? { leads: 'recall' } : { leads: null, note: possible.note };
}
