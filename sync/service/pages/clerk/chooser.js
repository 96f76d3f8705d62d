// SPDX-License-Identifier: Apache-2.0
// Which counter somebody signs in to. It is remembered on this PC.
import { find, make, setText } from '../common/dom.js';
import { nameIn, say } from '../common/text.js';

const kCounter = 'hall.counter';

/** What the way in asks before the staff number; see Gate. */
export class Chooser {
  constructor(hall) {
    this.hall = hall;
    this.missing = 'clerk.choose_counter';
    this.counter = hall.counters.find((one) => one.id === localStorage.getItem(kCounter)) ?? null;
    this.element = make('details', { id: 'chooser', class: 'chooser' },
      make('summary', {},
        make('span', { class: 'chooser-label', 'data-say': 'clerk.counter' }),
        make('span', { id: 'chosen', class: 'chosen' }),
        make('span', { class: 'chooser-change', 'data-say': 'clerk.choose_counter' })),
      make('div', { id: 'counters', class: 'counters' }));
  }

  chosen() {
    return this.counter ? { counter: this.counter.id } : null;
  }

  opened() {
    this.element.open = this.counter === null;
  }

  /** `again`: somebody tried without one. */
  focus(again = false) {
    this.element.open ||= again;
    this.element.querySelector(again ? '#counters input' : 'summary').focus();
  }

  /** Where else the person still holds a ticket. */
  explain({ ticket }) {
    const other = this.hall.counters.find((counter) => counter.id === ticket?.counter);
    return other ? { key: 'clerk.still_at', values: { counter: nameIn(other.name), number: ticket.number } } : null;
  }

  draw() {
    const label = this.element.querySelector('.chooser-label');
    setText(label, say('clerk.counter'));
    setText(this.element.querySelector('.chooser-change'), say('clerk.choose_counter'));
    this.drawChosen();
    const floors = this.hall.floors.map((floor) => make('section', { class: 'floor-group' },
      make('h2', { textContent: nameIn(floor.name) }),
      ...this.hall.zones.filter((zone) => zone.floor === floor.id)
        .map((zone) => this.zoneGroup(zone)).filter((group) => group !== null)));
    find('counters').replaceChildren(...floors);
  }

  drawChosen() {
    const { counter } = this;
    setText(find('chosen'), counter ? `${nameIn(counter.name)} · ${this.queuesOf(counter)}` : say('clerk.no_counter'));
  }

  queuesOf(counter) {
    return counter.serves.flat()
      .map((id) => nameIn(this.hall.queues.find((queue) => queue.id === id)?.name)).join('、');
  }

  zoneGroup(zone) {
    const counters = this.hall.counters.filter((counter) => counter.zone === zone.id);
    if (counters.length === 0) {
      return null;
    }
    const group = make('fieldset', { class: 'zone' }, make('legend', { textContent: nameIn(zone.name) }));
    group.style.setProperty('--zone', zone.color);
    group.append(make('div', { class: 'tiles' }, ...counters.map((counter) => make('label', { class: 'tile' },
      make('input', {
        type: 'radio',
        name: 'counter',
        value: counter.id,
        checked: counter === this.counter,
        onchange: () => this.choose(counter),
        onclick: (event) => this.chosenByHand(event),
        'aria-label': `${nameIn(counter.name)}, ${this.queuesOf(counter)}`,
      }),
      make('span', { textContent: counter.no })))));
    return group;
  }

  choose(counter) {
    this.counter = counter;
    localStorage.setItem(kCounter, counter.id);
    this.drawChosen();
  }

  // A pointer has chosen; arrow keys may still be on their way past this one.
  chosenByHand(event) {
    if (event.detail > 0) {
      this.element.open = false;
      (find('staff').value ? find('pin') : find('staff')).focus();
    }
  }
}
