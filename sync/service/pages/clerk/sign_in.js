// SPDX-License-Identifier: Apache-2.0
// Signing in to a counter with staff number and PIN. The counter is remembered on this PC.
import { ask, Trouble } from '../common/api.js';
import { find, make, setText, show } from '../common/dom.js';
import { has, nameIn, onLanguage, say } from '../common/text.js';
import { clockText } from '../common/words.js';

const kCounter = 'hall.counter';
const kStaff = 'hall.staff';

export class SignIn {
  /** `done()` is called once a session stands. */
  constructor(hallPath, hall, done) {
    this.hallPath = hallPath;
    this.hall = hall;
    this.done = done;
    this.complaint = null;
    this.counter = hall.counters.find((one) => one.id === localStorage.getItem(kCounter)) ?? null;
    find('sign-in-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.submit();
    });
    onLanguage(() => this.draw());
    this.draw();
  }

  /** `complaint`: {key, values}, or null; why the clerk stands here again. */
  open(complaint = null) {
    this.complaint = complaint;
    show(find('sign-in'), true);
    find('staff').value = localStorage.getItem(kStaff) ?? '';
    find('pin').value = '';
    find('chooser').open = this.counter === null;
    this.draw();
    const first = !this.counter ? find('chooser').querySelector('summary')
      : find('staff').value ? find('pin') : find('staff');
    first.focus();
  }

  close() {
    show(find('sign-in'), false);
  }

  draw() {
    setText(find('sign-in-hall'), nameIn(this.hall.name));
    this.drawChosen();
    this.drawCounters();
    const alert = find('sign-in-alert');
    show(alert, this.complaint !== null);
    setText(alert, this.complaint ? say(this.complaint.key, this.complaint.values) : '');
    if (!find('sign-in').hidden) {
      document.title = `${say('clerk.sign_in')} · ${say('clerk.title')}`;
    }
  }

  drawChosen() {
    const { counter } = this;
    setText(find('chosen'), counter ? `${nameIn(counter.name)} · ${this.queuesOf(counter)}`
      : say('clerk.no_counter'));
  }

  queuesOf(counter) {
    return counter.serves.flat()
      .map((id) => nameIn(this.hall.queues.find((queue) => queue.id === id)?.name)).join('、');
  }

  drawCounters() {
    const floors = this.hall.floors.map((floor) => make('section', { class: 'floor-group' },
      make('h2', { textContent: nameIn(floor.name) }),
      ...this.hall.zones.filter((zone) => zone.floor === floor.id)
        .map((zone) => this.zoneGroup(zone)).filter((group) => group !== null)));
    find('counters').replaceChildren(...floors);
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
      find('chooser').open = false;
      (find('staff').value ? find('pin') : find('staff')).focus();
    }
  }

  complain(key, values = {}) {
    this.complaint = { key, values };
    this.draw();
  }

  async submit() {
    const staff = find('staff').value.trim().toUpperCase();
    const pin = find('pin').value;
    if (!this.counter) {
      this.complain('clerk.choose_counter');
      find('chooser').open = true;
      find('counters').querySelector('input').focus();
      return;
    }
    if (!staff || !pin) {
      this.complain('clerk.fill_both');
      (staff ? find('pin') : find('staff')).focus();
      return;
    }
    const button = find('sign-in-button');
    if (button.getAttribute('aria-disabled') === 'true') {
      return;
    }
    button.setAttribute('aria-disabled', 'true');
    try {
      const answer = await ask('POST', `${this.hallPath}/sessions`,
        { clerk: staff, pin, counter: this.counter.id });
      this.answered(answer, staff);
    } catch (error) {
      if (!(error instanceof Trouble)) {
        throw error;
      }
      this.complain('refusal.link_down');
    } finally {
      button.removeAttribute('aria-disabled');
    }
  }

  answered(answer, staff) {
    if (answer.status === 200) {
      localStorage.setItem(kStaff, staff);
      this.complaint = null;
      this.done();
      return;
    }
    const { code, ticket } = answer.body;
    const other = this.hall.counters.find((counter) => counter.id === ticket?.counter);
    if (code === 'locked') {
      this.complain('refusal.locked',
        { time: clockText(Date.now() + answer.retryAfter * 1000, undefined, true) });
    } else if (other) {
      this.complain('clerk.still_at', { counter: nameIn(other.name), number: ticket.number });
    } else {
      this.complain(has(`refusal.${code}`) ? `refusal.${code}` : 'refusal.internal');
    }
    find('pin').value = '';
    find('pin').focus();
  }
}
