// SPDX-License-Identifier: Apache-2.0
// The counter: who is here, what may be done, and the one big button.
import { caseNote, caseShort } from './cases.js';
import { actionsFor, primaryFor } from './rules.js';
import { find, make, reconcile, setAttribute, setText, show } from '../common/dom.js';
import { nameIn, say } from '../common/text.js';
import { clockText, minutesBetween, reasonText, spanText } from '../common/words.js';

/** Everything that is done to the ticket in hand, in the order it stands on screen. */
const kActions = [
  { action: 'call_next', key: 'N' },
  { action: 'recall', key: 'R' },
  { action: 'no_show', key: 'M' },
  { action: 'put_back', key: 'B' },
  { action: 'park', key: 'P' },
  { action: 'transfer', key: 'T' },
  { action: 'cancel', key: 'C' },
  { action: 'record_case', key: 'E' },
  { action: 'undo', key: 'U' },
];
const kShown = {
  none: ['record_case', 'undo'],
  called: ['call_next', 'recall', 'no_show', 'put_back', 'park', 'transfer', 'cancel'],
  serving: ['call_next', 'record_case', 'park', 'transfer'],
};

const noteText = (note) => (note ? say(note.key, note.values) : '');

export class Desk {
  /** `press(action)` is called for buttons that may be pressed. */
  constructor(app, press) {
    this.app = app;
    this.press = press;
    this.ready = 0;
    find('primary').addEventListener('click', () => this.pressPrimary());
    find('actions').append(...kActions.map(({ action, key }) => make('button', {
      type: 'button', class: 'button action', 'data-action': action, onclick: () => this.pressed(action),
    }, make('span', { class: 'label' }), make('kbd', { textContent: key }), make('small', { class: 'note' }))));
    for (const id of ['pause', 'extend']) {
      find(id).addEventListener('click', () => this.pressed(find(id).dataset.action));
    }
  }

  // Judged at the moment of the press: the last drawing may be a second old.
  pressed(action) {
    const judged = actionsFor(this.view())[action];
    if (judged.enabled) {
      this.press(action);
    } else {
      setText(find('announce'), noteText(judged.note));
    }
  }

  // A second touch of a bouncing finger must not press what the button has just become.
  pressPrimary() {
    if (performance.now() >= this.ready) {
      this.pressed(this.primary);
    }
  }

  view() {
    const { store, me, hall, outbox, link, behind } = this.app;
    const seat = store.seats.get(me.counter);
    const lost = link.status !== 'up' && !document.hidden;
    const sending = outbox.pending !== null;
    return {
      held: store.held(me.counter),
      lastEnded: store.lastEnded(me.counter),
      behind: behind.list().length,
      paused: seat?.paused ?? false,
      extended: seat?.extended ?? false,
      pauseReason: seat?.pause_reason,
      policy: hall.policy,
      now: store.now(),
      sending,
      trouble: sending ? { key: outbox.pending.tries > 0 ? 'clerk.sending_again' : 'clerk.sending' }
        : lost ? { key: 'clerk.link_lost' } : null,
    };
  }

  draw() {
    const focused = document.activeElement;
    const view = this.view();
    this.actions = actionsFor(view);
    this.drawSeat(view);
    this.drawTicket(view);
    this.drawPrimary(view);
    this.drawActions(view);
    const hidden = focused && focused !== document.body
      && (!focused.isConnected || focused.closest('[hidden]') !== null);
    if (hidden) {
      find('primary').focus();
    }
    return view;
  }

  drawTop() {
    const { store, me, names, hall } = this.app;
    setText(find('counter-name'), names.counter(me.counter));
    const counter = hall.counters.find((one) => one.id === me.counter);
    setText(find('counter-queues'), (counter?.serves.flat() ?? []).map((id) => names.queue(id)).join('、'));
    setText(find('clerk-name'), me.label ? nameIn(me.label) : me.clerk);
    const day = store.select(() => true).reduce((last, ticket) => (ticket.day > last ? ticket.day : last), '');
    setText(find('served'), say('clerk.today', { n: store.servedToday(me.counter, day) }));
  }

  drawSeat(view) {
    const pause = find('pause');
    setAttribute(pause, 'data-action', view.paused ? 'resume_service' : 'pause');
    setText(pause, say(view.paused ? 'clerk.pause_end' : 'clerk.pause'));
    const extend = find('extend');
    setAttribute(extend, 'data-action', view.extended ? 'extend_end' : 'extend');
    setText(extend, say(view.extended ? 'clerk.extend_end' : 'clerk.extend'));
    for (const button of [pause, extend, find('sign-out')]) {
      setAttribute(button, 'aria-disabled', this.actions[button.dataset.action].enabled ? null : 'true');
    }
  }

  drawTicket(view) {
    const { held } = view;
    const state = held?.state ?? (view.paused ? 'paused' : 'none');
    setAttribute(find('current'), 'data-state', state);
    const waiting = view.behind > 0 ? say('clerk.waiting', { n: view.behind }) : say('clerk.nobody');
    setText(find('number'), held ? held.number : view.paused ? say('clerk.paused') : waiting);
    setText(find('item'), held ? this.app.names.matter(held) : view.paused ? reasonText(view.pauseReason) : '');
    this.drawMarks(held, state);
    this.drawFacts(view);
    this.drawRating(view);
    this.drawCase(view);
    document.title = [held?.number ?? say(view.paused ? 'clerk.paused' : 'clerk.no_current'),
      this.app.names.counter(this.app.me.counter), say('clerk.title')].join(' · ');
  }

  // Whether the one who was just served was asked and answered; what they said is not for here.
  drawRating({ held, lastEnded, now, policy }) {
    const last = !held && lastEnded?.state === 'finished' ? lastEnded : null;
    const asking = last && now - last.ended < (policy.rating_prompt_s ?? 15) * 1000;
    const key = !last ? null : last.rated ? 'clerk.rating_given' : asking ? 'clerk.rating_asked' : 'clerk.rating_open';
    setText(find('rating'), key ? say(key, { number: last.number }) : '');
    setAttribute(find('rating'), 'data-kind', !last ? null : last.rated ? 'given' : asking ? 'asked' : 'open');
  }

  drawCase(view) {
    const note = view.held ? null : caseNote(view, this.app.names);
    setText(find('case'), note ? say(note.key, note.values) : '');
    setAttribute(find('case'), 'data-kind', note?.kind ?? null);
  }

  drawMarks(held, state) {
    const { names, store } = this.app;
    const marks = state === 'paused' ? []
      : [{ id: 'state', kind: state, text: say(held ? `clerk.state_${held.state}` : 'clerk.no_current') }];
    if (store.seats.get(this.app.me.counter)?.extended) {
      marks.push({ id: 'extended', kind: 'priority', text: say('clerk.extended_now') });
    }
    const why = held && store.why.get(held.id);
    if (why) {
      marks.push({ id: 'why', kind: 'why', text: say(`why.${why}`) });
    }
    if (held?.priority) {
      marks.push({ id: 'priority', kind: 'priority', text: names.priority(held.priority) });
    }
    if (held?.band === 'appointment') {
      marks.push({ id: 'band', kind: 'why', text: say('clerk.appointment') });
    }
    if (held && (held.paper === 'unprinted' || held.paper === 'uncertain')) {
      marks.push({ id: 'paper', kind: 'paper', text: say(`clerk.${held.paper}`) });
    }
    if (held?.return_to && held.return_to !== held.counter) {
      marks.push({ id: 'back', kind: 'why', text: say('clerk.goes_back', { counter: names.counter(held.return_to) }) });
    }
    reconcile(find('marks'), marks, (mark) => mark.id, () => make('span', { class: 'mark' }), (row, mark) => {
      setAttribute(row, 'data-kind', mark.kind);
      setText(row, mark.text);
    });
  }

  drawFacts({ held, now }) {
    const { hall } = this.app;
    const facts = !held ? [] : [
      ['clerk.fact_issued', clockText(held.issued, hall.time_zone)],
      ['clerk.fact_waited', say('clerk.minutes', { n: minutesBetween(held.issued, held.called ?? now) })],
      ['clerk.fact_calls', say('clerk.times', { n: held.calls })],
      held.state === 'serving' ? ['clerk.fact_serving', spanText(now - held.started)]
        : ['clerk.fact_called', spanText(now - held.last_call)],
    ];
    reconcile(find('facts'), facts, (fact) => fact[0],
      () => make('div', {}, make('dt'), make('dd', { class: 'number' })), (row, [key, value]) => {
        setText(row.children[0], say(key));
        setText(row.children[1], value);
      });
  }

  drawPrimary(view) {
    const primary = primaryFor(view);
    if (primary !== this.primary) {
      this.ready = this.primary ? performance.now() + 400 : 0;
      this.primary = primary;
    }
    const { enabled, note } = this.actions[primary];
    const button = find('primary');
    setAttribute(button, 'data-action', primary);
    setAttribute(button, 'aria-disabled', enabled ? null : 'true');
    setAttribute(button, 'data-sending', view.sending ? 'true' : null);
    setText(button, say(primary === 'resume_service' ? 'clerk.pause_end' : `clerk.${primary}`));
    const keys = this.app.keys.enabled ? say('clerk.key_hint', { key: say('clerk.primary_keys') }) : '';
    setText(find('trouble'), enabled ? keys : noteText(note));
    setAttribute(find('trouble'), 'data-kind', enabled ? 'hint' : 'reason');
  }

  drawActions(view) {
    const shown = kShown[view.held?.state ?? 'none'];
    for (const button of find('actions').children) {
      const { action } = button.dataset;
      const { enabled, note } = this.actions[action];
      const quiet = action === 'record_case' && !enabled && !view.held;
      const possible = !quiet && (action !== 'undo' || enabled || (view.trouble && view.lastEnded !== null
        && view.now < view.lastEnded.ended + view.policy.undo_within_s * 1000));
      show(button, shown.includes(action) && possible);
      setAttribute(button, 'aria-disabled', enabled ? null : 'true');
      setAttribute(button, 'aria-describedby', view.trouble ? 'trouble' : null);
      const [label, key, small] = button.children;
      setText(label, say(action === 'call_next' && view.held?.state === 'serving'
        ? 'clerk.finish_and_call' : action === 'cancel' ? 'clerk.cancel_ticket' : `clerk.${action}`));
      show(key, this.app.keys.enabled);
      const due = action === 'record_case' && enabled && view.held ? caseShort(view, this.app.names) : note;
      setText(small, view.trouble ? '' : noteText(due));
    }
  }
}
