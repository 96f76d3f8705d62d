// SPDX-License-Identifier: Apache-2.0
// Somebody came with an appointment: what it is, what coming now means, and the number for it.
import { find, make, setAttribute, show } from '../common/dom.js';
import { nameIn, say } from '../common/text.js';

const kScanned = /^GH1\.A\./i;
const kTyped = /^[0-9A-Z]{4}[ -]?[0-9A-Z]{4}$/i;
const kTail = /^\d{4}$/;

/** What is asked of the service for a text in the search line; null when it can be no appointment. */
export function questionFor(text) {
  const typed = text.trim();
  if (kTail.test(typed)) {
    return { tail: typed };
  }
  return kScanned.test(typed) || (kTyped.test(typed) && /\d/.test(typed)) ? { code: typed } : null;
}

const fact = (label, value) => make('div', {}, make('dt', { textContent: say(label) }), make('dd', { class: 'number', textContent: value }));

export class AppointmentPanel {
  /** on: {checkIn({appointment, as_walk_in}, print), walkIn(matter), back()} */
  constructor(office, on) {
    this.office = office;
    this.on = on;
    this.one = null;
  }

  open(one) {
    this.one = one;
    this.build();
    show(find('appointment'), true);
    find('appointment').querySelector('.button').focus();
  }

  close() {
    this.one = null;
    show(find('appointment'), false);
    find('appointment').replaceChildren();
  }

  /** One sentence: what happens now, or why it cannot. */
  line() {
    const { one } = this;
    if (one.refusal === 'appointment_used' && one.number) {
      return say('desk.appointment_number', { number: one.number });
    }
    return one.refusal ? say(`refusal.${one.refusal}`) : say(`desk.arrival_${one.arrival}`, { time: one.time });
  }

  build() {
    const { one, office } = this;
    const box = find('appointment');
    box.onkeydown = (event) => {
      if (event.key === 'Escape') {
        event.preventDefault();
        this.on.back();
      }
    };
    box.replaceChildren(
      make('div', { class: 'detail-head' },
        make('p', { class: 'kicker', textContent: [say('clerk.appointment'), one.code].filter(Boolean).join(' · ') }),
        make('h2', { id: 'appointment-title', textContent: nameIn(office.names.items.get(one.item)?.name) || one.item }),
        make('p', { class: 'way', textContent: office.names.queue(one.queue) })),
      make('dl', { class: 'outlook' },
        fact('desk.appointment_day', one.day), fact('desk.appointment_time', `${one.time}–${one.until}`),
        fact('desk.appointment_state', say(`book.state_${one.state}`)),
        fact('desk.appointment_precheck', say(`book.precheck_${one.precheck}`))),
      make('p', { id: 'appointment-line', class: one.refusal ? 'note warn' : 'note', role: 'status', textContent: this.line() }),
      make('div', { class: 'detail-buttons' }, ...this.buttons(),
        make('button', { type: 'button', class: 'button quiet big', onclick: () => this.on.back() },
          make('span', { textContent: say('clerk.cancel') }), make('kbd', { textContent: 'Esc' }))));
    this.draw();
  }

  buttons() {
    const { one } = this;
    const button = (id, key, main, press) => make('button', { id, type: 'button', class: main ? 'button main big' : 'button big', onclick: press },
      make('span', { textContent: say(key) }));
    const matter = this.office.names.items.get(one.item);
    const walkIn = matter ? [button('appointment-walk-in', 'desk.take_number', Boolean(one.refusal), () => this.on.walkIn(matter))] : [];
    if (one.refusal) {
      return walkIn;
    }
    return [
      button('check-in-print', 'desk.check_in_print', true, () => this.send({}, true)),
      button('check-in-only', 'desk.check_in', false, () => this.send({}, false)),
      ...(one.arrival === 'early' ? [button('check-in-now', 'desk.check_in_walk_in', false, () => this.send({ as_walk_in: true }, true))] : []),
    ];
  }

  send(more, print) {
    if (!this.office.busy()) {
      this.on.checkIn({ appointment: this.one.id, ...more }, print);
    }
  }

  draw() {
    if (!this.one) {
      return;
    }
    for (const button of find('appointment').querySelectorAll('.detail-buttons .button:not(.quiet)')) {
      setAttribute(button, 'aria-disabled', this.office.busy() ? 'true' : null);
    }
  }
}
