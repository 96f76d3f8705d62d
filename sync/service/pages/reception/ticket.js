// SPDX-License-Identifier: Apache-2.0
// One ticket at reception: where it stands, its way through the hall, and what can be done here.
import { askClerk } from '../common/dialogs.js';
import { find, make, reconcile, setAttribute, setText, show } from '../common/dom.js';
import { nameIn, say } from '../common/text.js';
import { askGrant } from '../common/grant.js';
import { clockText, minutesBetween, reasonText } from '../common/words.js';
import { minutesLeft } from './care.js';
import { slipLanguage } from './issue.js';
import { waitText } from './outlooks.js';

const kCancelReasons = ['left', 'wrong_queue'];
const kOver = ['finished', 'cancelled', 'expired'];

/** What reception may do to a ticket in this state (PRODUCT.md §2); the service decides in the end. */
export function possible(ticket, policy, now) {
  switch (ticket.state) {
    case 'waiting':
      return ['grant', 'transfer', 'cancel'];
    case 'no_show':
      return minutesLeft(ticket, policy, now) >= 0 ? ['requeue'] : [];
    case 'parked':
      return ticket.parking?.hall_wide ? ['resume', 'grant', 'transfer'] : [];
    case 'cancelled':
      return ['reactivate'];
    default:
      return [];
  }
}

export class TicketPanel {
  /** on: {order(order), print(ticket), next()} */
  constructor(office, on) {
    this.office = office;
    this.on = on;
    this.id = null;
    this.view = null;
  }

  open(ticket, fresh = false) {
    this.id = ticket.id;
    this.fresh = fresh;
    this.view = null;
    this.build();
    show(find('ticket'), true);
    this.look();
    find(fresh ? 'ticket-next' : 'detail').focus();
  }

  close() {
    this.id = null;
    show(find('ticket'), false);
    find('ticket').replaceChildren();
  }

  ticket() {
    return this.office.store.tickets.get(this.id);
  }

  /** People ahead and the range, which only the service knows. */
  async look() {
    const { id } = this;
    const answer = id && await this.office.asked('GET', `slip?ticket=${id}`);
    if (answer?.status === 200 && id === this.id) {
      this.view = answer.body;
      this.draw();
    }
  }

  build() {
    const button = (id, label, press, main = false, key = null) => make('button', {
      id, type: 'button', class: main ? 'button main big' : 'button big', onclick: press,
    }, make('span', { textContent: label }), key ? make('kbd', { textContent: key }) : null);
    const box = find('ticket');
    box.onkeydown = (event) => {
      if (event.key === 'Escape') {
        event.preventDefault();
        this.on.next();
      }
    };
    box.replaceChildren(
      make('p', { id: 'ticket-marks', class: 'marks' }),
      make('p', { id: 'ticket-number', class: 'number huge' }),
      make('h2', { id: 'ticket-matter', class: 'matter' }),
      make('p', { id: 'ticket-where', class: 'way' }),
      make('dl', { id: 'ticket-facts', class: 'outlook' }),
      make('div', { class: 'detail-buttons' },
        button('ticket-next', say('desk.next'), () => this.on.next(), true, 'Esc'),
        button('ticket-print', say(this.fresh ? 'desk.print_again' : 'desk.print_copy'), () => this.on.print(this.ticket())),
        make('label', { class: 'slip-language' }, make('span', { class: 'unseen', textContent: say('desk.slip_language') }),
          slipLanguage(this.office.hall.default_language))),
      make('div', { id: 'ticket-actions', class: 'ticket-actions', role: 'group', 'aria-label': say('clerk.more_actions') }),
      make('h3', { class: 'legend', textContent: say('desk.legs') }),
      make('ol', { id: 'ticket-legs', class: 'legs' }));
    this.draw();
  }

  draw() {
    const ticket = this.ticket();
    if (!ticket) {
      return;
    }
    const { names, hall, store } = this.office;
    setText(find('ticket-number'), ticket.number);
    setText(find('ticket-matter'), names.matter(ticket));
    this.drawMarks(ticket);
    const counter = ticket.counter && ['called', 'serving', 'parked'].includes(ticket.state);
    setText(find('ticket-where'), counter ? say('desk.at_counter', { counter: names.counter(ticket.counter) })
      : this.placeText(ticket));
    this.drawFacts(ticket);
    const actions = possible(ticket, hall.policy, store.now());
    reconcile(find('ticket-actions'), actions, (action) => action, (action) => make('button', {
      type: 'button', class: 'button', 'data-action': action, onclick: () => this.press(action),
    }), (row, action) => {
      setText(row, say(action === 'cancel' ? 'clerk.cancel_ticket' : `clerk.${action}`));
      setAttribute(row, 'aria-disabled', this.office.busy() ? 'true' : null);
    });
    reconcile(find('ticket-legs'), this.legs(ticket), (leg) => leg.key, () => make('li', {}, make('time', { class: 'number' }), make('span')), (row, leg) => {
      setText(row.children[0], clockText(leg.at, hall.time_zone));
      setText(row.children[1], leg.text);
    });
  }

  placeText(ticket) {
    const { hall } = this.office;
    const queue = hall.queues.find((one) => one.id === ticket.queue);
    const zone = hall.zones.find((one) => one.id === queue?.zone);
    const floor = hall.floors.find((one) => one.id === zone?.floor);
    return [this.office.names.queue(ticket.queue), `${nameIn(floor?.name)} ${nameIn(zone?.name)}`.trim()]
      .filter(Boolean).join(' · ');
  }

  drawMarks(ticket) {
    const marks = [{ kind: ticket.state, text: say(`clerk.state_${ticket.state}`) }];
    if (ticket.priority) {
      marks.push({ kind: 'priority', text: this.office.names.priority(ticket.priority) });
    }
    if (ticket.band === 'appointment') {
      marks.push({ kind: 'why', text: say('clerk.appointment') });
    }
    if (ticket.prechecked) {
      marks.push({ kind: 'prechecked', text: say('ticket.prechecked') });
    }
    if (ticket.paper === 'unprinted' || ticket.paper === 'uncertain') {
      marks.push({ kind: 'paper', text: say(`clerk.${ticket.paper}`) });
    }
    reconcile(find('ticket-marks'), marks, (mark) => mark.kind, () => make('span', { class: 'mark' }), (row, mark) => {
      setAttribute(row, 'data-kind', mark.kind);
      setText(row, mark.text);
    });
  }

  drawFacts(ticket) {
    const { hall, store } = this.office;
    const facts = [['clerk.fact_issued', clockText(ticket.issued, hall.time_zone)]];
    if (ticket.state === 'waiting') {
      facts.push(['desk.ahead', this.view?.ahead === undefined ? '…' : say('desk.people', { n: this.view.ahead })],
        ['desk.expected', this.view ? waitText(this.view) : '…']);
    } else {
      facts.push(['clerk.fact_waited', say('clerk.minutes', { n: minutesBetween(ticket.issued, ticket.called ?? ticket.ended ?? store.now()) })],
        ['clerk.fact_calls', say('clerk.times', { n: ticket.calls })]);
    }
    reconcile(find('ticket-facts'), facts, (one) => one[0], () => make('div', {}, make('dt'), make('dd', { class: 'number' })), (row, [key, value]) => {
      setText(row.children[0], say(key));
      setText(row.children[1], value);
    });
  }

  legs(ticket) {
    const { names } = this.office;
    const list = ticket.legs.map((leg, place) => ({
      key: `leg${place}`, at: leg.since,
      text: `${names.queue(leg.queue)}${leg.counter ? ` → ${names.counter(leg.counter)}` : ''}`,
    }));
    if (ticket.ended && [...kOver, 'no_show'].includes(ticket.state)) {
      const why = ticket.reason ? ` · ${reasonText(ticket.reason)}` : '';
      list.push({ key: 'end', at: ticket.ended, text: `${say(`clerk.state_${ticket.state}`)}${why}` });
    }
    return list;
  }

  async press(action) {
    const ticket = this.ticket();
    if (!ticket || this.office.busy()) {
      return;
    }
    const order = await this.ask(action, ticket);
    if (order) {
      this.on.order(order);
    }
  }

  async ask(action, ticket) {
    const order = { type: action, ticket: ticket.id };
    const yes = [{ value: 'yes', label: say('clerk.confirm'), main: true }];
    if (action === 'cancel') {
      const answer = await askClerk({
        title: say('clerk.cancel_title', { number: ticket.number }), buttons: yes,
        fields: [{ kind: 'reason', name: 'reason', label: say('clerk.reason'), codes: kCancelReasons }],
      });
      return answer && { ...order, reason: answer.values.reason };
    }
    if (action === 'grant') {
      return askGrant(this.office.hall, order, ticket);
    }
    if (action === 'transfer') {
      const { hall, outlooks } = this.office;
      const options = hall.queues.filter((queue) => queue.id !== ticket.queue).map((queue) => ({
        value: queue.id, label: `${queue.prefix} ${nameIn(queue.name)}（${say('clerk.waiting', { n: outlooks.of(queue.id)?.ahead ?? 0 })}）`,
      }));
      const answer = await askClerk({
        title: say('clerk.transfer_title', { number: ticket.number }), buttons: yes,
        lines: [say('desk.transfer_line')],
        fields: [{ kind: 'select', name: 'to', label: say('clerk.transfer_queue'), groups: [{ options }] }],
      });
      return answer && { ...order, to_queue: answer.values.to };
    }
    return order;
  }
}
