// SPDX-License-Identifier: Apache-2.0
// Beside the counter: who waits behind it, who is parked, who did not come.
import { ask, Trouble } from '../common/api.js';
import { find, make, reconcile, setAttribute, setText, show } from '../common/dom.js';
import { say } from '../common/text.js';
import { clockText, minutesBetween, reasonText } from '../common/words.js';

const kSettle = 150; // One call changes several tickets; their frames come together.
const kTurn = 30_000; // Caps and appointments come due by themselves.

/** The order in which the service will call, which only the service knows. */
export class Behind {
  constructor(app, changed) {
    this.app = app;
    this.changed = changed;
    this.rows = [];
    setInterval(() => this.app.link?.status === 'up' && this.fetch(), kTurn);
  }

  /**
   * Those who still wait, also when the order is a moment old. Who has left comes back only with
   * the next order: place and reason are not what they were.
   */
  list() {
    const { store } = this.app;
    const ticketOf = (row) => store.tickets.get(row.id);
    this.rows = this.rows.filter((row) => (ticketOf(row)?.state ?? 'waiting') === 'waiting');
    return this.rows.filter(ticketOf).map((row) => ({ ...row, ticket: ticketOf(row) }));
  }

  refresh() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fetch(), kSettle);
  }

  async fetch() {
    if (this.asking) {
      this.again = true;
      return;
    }
    this.asking = true;
    try {
      const answer = await ask('GET', `${this.app.hallPath}/behind`);
      if (answer.status === 200 && answer.body.counter === this.app.me?.counter) {
        this.rows = answer.body.tickets;
        this.changed();
      }
    } catch (error) {
      if (!(error instanceof Trouble)) {
        throw error;
      }
    }
    this.asking = false;
    if (this.again) {
      this.again = false;
      this.refresh();
    }
  }
}

export class Lists {
  /** `press(action, ticket)` is called for buttons that may be pressed. */
  constructor(app, press) {
    this.app = app;
    this.press = press;
  }

  draw(actions) {
    this.actions = actions;
    const { store, me, hall } = this.app;
    const queues = hall.counters.find((counter) => counter.id === me.counter)?.serves.flat() ?? [];
    const ours = (ticket) => ticket.counter === me.counter || queues.includes(ticket.queue);
    const parked = store.select((ticket) => ticket.state === 'parked'
      && (ticket.counter === me.counter || (ticket.parking?.hall_wide && ours(ticket))))
      .sort((a, b) => (a.parking?.until ?? Infinity) - (b.parking?.until ?? Infinity) || a.issued - b.issued);
    const missed = store.select((ticket) => ticket.state === 'no_show' && ours(ticket))
      .sort((a, b) => b.ended - a.ended);
    const behind = this.app.behind.list();
    this.fill('behind', behind, (row) => row.ticket, (row) => this.whyText(row), []);
    this.fill('parked', parked, (ticket) => ticket, (ticket) => this.parkedText(ticket), ['resume']);
    this.fill('missed', missed, (ticket) => ticket, (ticket) => this.missedText(ticket), ['requeue']);
  }

  fill(id, rows, ticketOf, textOf, offered) {
    setText(find(`${id}-count`), String(rows.length));
    show(find(`${id}-empty`), rows.length === 0);
    const { roles } = this.app.me;
    const may = { call: roles.includes('manager'), grant: id !== 'missed' && (roles.includes('manager') || roles.includes('reception')) };
    const actions = [...offered, ...['grant', 'call'].filter((action) => may[action])];
    reconcile(find(id), rows, (row) => ticketOf(row).id,
      () => this.makeRow(actions), (element, row) => this.updateRow(element, ticketOf(row), textOf(row)));
  }

  makeRow(actions) {
    const row = make('li', { class: 'row' },
      make('span', { class: 'number' }),
      make('span', { class: 'row-text' }, make('span', { class: 'row-item' }), make('small')),
      make('span', { class: 'row-wait number' }));
    row.append(make('span', { class: 'row-buttons' }, ...actions.map((action) => make('button', {
      type: 'button', class: 'button mini', 'data-action': action,
      onclick: () => this.actions[action].enabled && this.press(action, row.ticket),
    }))));
    return row;
  }

  updateRow(row, ticket, text) {
    row.ticket = ticket;
    const { names, store } = this.app;
    const [number, words, wait, buttons] = row.children;
    setText(number, ticket.number);
    setText(words.children[0], names.matter(ticket));
    setAttribute(words.children[0], 'title', names.matter(ticket));
    setText(words.children[1], text);
    setText(wait, say('clerk.minutes', { n: minutesBetween(ticket.issued, store.now()) }));
    for (const button of buttons.children) {
      const { action } = button.dataset;
      const label = say(action === 'call' ? 'clerk.call_short' : `clerk.${action}_short`);
      setText(button, label);
      setAttribute(button, 'aria-label', `${label} ${ticket.number}`);
      setAttribute(button, 'aria-disabled', this.actions[action].enabled ? null : 'true');
    }
  }

  whyText({ ticket, why }) {
    const { names } = this.app;
    const parts = [];
    if (ticket.priority) {
      parts.push(names.priority(ticket.priority));
    }
    if (why !== 'arrival' && !(ticket.priority && why === 'priority_turn')) {
      parts.push(say(`why.${why}`));
    }
    if (ticket.paper === 'unprinted' || ticket.paper === 'uncertain') {
      parts.push(say(`clerk.${ticket.paper}`));
    }
    return parts.join(' · ');
  }

  parkedText(ticket) {
    const { names, me, hall } = this.app;
    const parts = [reasonText(ticket.parking?.reason)];
    if (ticket.parking?.until) {
      parts.push(say('clerk.returns_at', { time: clockText(ticket.parking.until, hall.time_zone) }));
    }
    if (ticket.parking?.hall_wide) {
      parts.push(say('clerk.hall_wide_short'));
    }
    if (ticket.counter !== me.counter) {
      parts.push(names.counter(ticket.counter));
    }
    return parts.join(' · ');
  }

  missedText(ticket) {
    const { names, me, hall } = this.app;
    const parts = [say('clerk.missed_at', { time: clockText(ticket.ended, hall.time_zone) })];
    if (ticket.counter !== me.counter) {
      parts.push(names.counter(ticket.counter));
    }
    return parts.join(' · ');
  }
}
