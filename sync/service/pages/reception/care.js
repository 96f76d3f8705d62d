// SPDX-License-Identifier: Apache-2.0
// What reception should see to without being asked: slips that did not come out, people who missed
// their call, kiosks in trouble; and what was issued here last.
import { find, make, reconcile, setAttribute, setText, show } from '../common/dom.js';
import { say } from '../common/text.js';
import { clockText, minutesBetween } from '../common/words.js';

const kLast = 8;
const kMissed = 40;
const kInHall = ['waiting', 'called', 'serving', 'parked', 'no_show'];

/** Whose slip never came out, or perhaps; the one who waits longest first. */
export const unprinted = (store) => store.select((ticket) => kInHall.includes(ticket.state)
  && (ticket.paper === 'unprinted' || ticket.paper === 'uncertain')).sort((a, b) => a.issued - b.issued);

/** Minutes in which a missed ticket can still be taken back; negative when it is too late. */
export const minutesLeft = (ticket, policy, now) => policy.requeue_within_min - minutesBetween(ticket.ended, now);

export class Care {
  /** on: {open(ticket), print(ticket), handed(ticket), requeue(ticket)} */
  constructor(office, on) {
    this.office = office;
    this.on = on;
  }

  draw() {
    const { store, hall } = this.office;
    const now = store.now();
    const missed = store.select((ticket) => ticket.state === 'no_show')
      .sort((a, b) => b.ended - a.ended).slice(0, kMissed);
    const last = store.select((ticket) => ticket.device === 'reception')
      .sort((a, b) => b.issued - a.issued || (b.id > a.id ? 1 : -1)).slice(0, kLast);
    this.fill('paper', unprinted(store), ['print', 'handed'], (ticket) => say(`clerk.${ticket.paper}`));
    this.fill('missed', missed, ['requeue'], (ticket) => {
      const left = minutesLeft(ticket, hall.policy, now);
      const time = say('clerk.missed_at', { time: clockText(ticket.ended, hall.time_zone) });
      return left >= 0 ? `${time} · ${say('desk.minutes_left', { n: left })}` : `${time} · ${say('desk.too_late')}`;
    });
    this.fill('last', last, [], (ticket) => say(`clerk.state_${ticket.state}`));
  }

  fill(id, tickets, actions, textOf) {
    setText(find(`${id}-count`), String(tickets.length));
    show(find(`${id}-empty`), tickets.length === 0);
    reconcile(find(id), tickets, (ticket) => ticket.id, () => this.makeRow(actions),
      (row, ticket) => this.updateRow(row, ticket, textOf(ticket)));
  }

  makeRow(actions) {
    const row = make('li', { class: 'care-row' });
    row.append(
      make('button', { type: 'button', class: 'care-open', onclick: () => this.on.open(row.ticket) },
        make('span', { class: 'number' }), make('span', { class: 'care-text' }, make('span'), make('small'))),
      make('span', { class: 'care-buttons' }, ...actions.map((action) => make('button', {
        type: 'button', class: 'button mini', 'data-action': action,
        onclick: (event) => event.currentTarget.getAttribute('aria-disabled') !== 'true' && this.on[action](row.ticket),
      }))));
    return row;
  }

  updateRow(row, ticket, text) {
    row.ticket = ticket;
    const { names, store, hall } = this.office;
    const [open, buttons] = row.children;
    setText(open.children[0], ticket.number);
    setText(open.children[1].children[0], names.matter(ticket));
    setText(open.children[1].children[1], text);
    for (const button of buttons.children) {
      const { action } = button.dataset;
      const late = action === 'requeue' && minutesLeft(ticket, hall.policy, store.now()) < 0;
      const label = say(action === 'requeue' ? 'clerk.requeue_short' : `desk.${action}_short`);
      setText(button, label);
      setAttribute(button, 'aria-label', `${label} ${ticket.number}`);
      setAttribute(button, 'aria-disabled', late ? 'true' : null);
    }
  }
}
