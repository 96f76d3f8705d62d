// SPDX-License-Identifier: Apache-2.0
// One line that finds a matter (name, pinyin, initials, English, code), a queue or a ticket.
import { ask, Trouble } from '../common/api.js';
import { find, make, reconcile, setAttribute, setText } from '../common/dom.js';
import { nameIn, say } from '../common/text.js';
import { questionFor } from './appointment.js';

const kMost = 30;
const kOften = 12; // What most people come for, while nothing is typed.
const kPause = 60;

const isNumber = /^[a-z]{1,2}\d{1,4}$/i;
const isDigits = /^\d{1,4}$/;
const hasHan = /[\u3400-\u9fff]/;

/** What was typed, laid over the tickets: the whole number, or its digits alone. */
export function ticketsFor(text, tickets) {
  const typed = text.trim().toUpperCase();
  if (isNumber.test(typed)) {
    const exact = tickets.filter((ticket) => ticket.number === typed);
    return exact.length > 0 ? exact : tickets.filter((ticket) => ticket.number.startsWith(typed)).slice(0, 6);
  }
  if (isDigits.test(typed)) {
    return tickets.filter((ticket) => Number(ticket.number.replace(/^[A-Z]+/, '')) === Number(typed)).slice(0, 6);
  }
  return [];
}

/** Matters whose name holds what was typed, in Chinese characters; the ones that begin so first. */
export function mattersFor(text, items) {
  const parts = text.trim().split(/\s+/).filter(Boolean);
  const names = (item) => [item.name['zh-Hant'], item.name['zh-Hans']];
  const fits = items.filter((item) => parts.every((part) => names(item).some((name) => name.includes(part))));
  const begins = (item) => (names(item).some((name) => name.startsWith(parts[0])) ? 0 : 1);
  return fits.sort((a, b) => begins(a) - begins(b) || b.visits_per_day - a.visits_per_day);
}

export class Finder {
  /** `choose({matter | queue | ticket})` is called for the line that was chosen. */
  constructor(office, outlooks, choose) {
    this.office = office;
    this.outlooks = outlooks;
    this.choose = choose;
    this.rows = [];
    this.active = 0;
    this.matters = null;
    this.appointments = [];
    const box = find('search');
    box.addEventListener('input', () => this.typed());
    box.addEventListener('keydown', (event) => this.key(event));
  }

  focus() {
    find('search').focus();
    find('search').select();
  }

  clear() {
    find('search').value = '';
    this.typed();
    this.focus();
  }

  typed() {
    this.active = 0;
    this.matters = null;
    this.guessed = false;
    this.appointments = [];
    this.unfound = null;
    const text = find('search').value.trim();
    clearTimeout(this.timer);
    if (text && !hasHan.test(text)) {
      this.timer = setTimeout(() => {
        this.askService(text);
        this.askAppointments(text);
      }, kPause);
    }
    this.draw();
  }

  async askService(text) {
    try {
      const answer = await ask('GET', `${this.office.hallPath}/search?q=${encodeURIComponent(text)}`);
      if (answer.status === 200 && find('search').value.trim() === text) {
        this.matters = answer.body.items;
        this.guessed = answer.body.guessed;
        this.draw();
      }
    } catch (error) {
      if (!(error instanceof Trouble)) {
        throw error;
      }
    }
  }

  // A code, a scan, or the end of a phone number. Nothing found leaves the list as it is.
  async askAppointments(text) {
    const question = questionFor(text);
    const answer = question && await this.office.asked('POST', 'appointment-find', question);
    if (find('search').value.trim() !== text) {
      return;
    }
    this.appointments = answer?.status === 200 ? answer.body.found : [];
    this.unfound = answer && answer.status !== 200 && question.code ? answer.body.code : null;
    if (answer) {
      this.draw();
    }
  }

  found() {
    const text = find('search').value.trim();
    const items = this.office.catalogue?.items ?? [];
    const byId = this.office.names.items;
    const matter = (item) => ({ key: `m:${item.id}`, matter: item });
    if (!text) {
      const often = [...items].sort((a, b) => b.visits_per_day - a.visits_per_day).slice(0, kOften);
      const queues = this.office.hall.queues.map((queue) => ({ key: `q:${queue.id}`, queue }));
      return [...often.map(matter), ...queues];
    }
    const tickets = ticketsFor(text, this.office.store.select(() => true))
      .map((ticket) => ({ key: `t:${ticket.id}`, ticket }));
    const ids = hasHan.test(text) ? mattersFor(text, items)
      : (this.matters ?? []).map((id) => byId.get(id)).filter(Boolean);
    const booked = this.appointments.map((appointment) => ({ key: `a:${appointment.id}`, appointment }));
    return [...booked, ...tickets, ...ids.map(matter)].slice(0, kMost);
  }

  draw() {
    setAttribute(find('search'), 'placeholder', say('desk.find'));
    this.rows = this.found();
    this.active = Math.min(this.active, Math.max(0, this.rows.length - 1));
    const text = find('search').value.trim();
    const waiting = text && !hasHan.test(text) && this.matters === null;
    setText(find('found-note'), !text ? say('desk.often')
      : this.rows.length === 0 ? (this.unfound ? say(`refusal.${this.unfound}`) : waiting ? '' : say('desk.nothing_found'))
        : this.guessed ? say('desk.guessed') : '');
    reconcile(find('found'), this.rows, (row) => row.key, (row) => this.makeRow(row), (element, row, place) => {
      setAttribute(element, 'aria-selected', place === this.active);
      this.updateRow(element, row);
    });
    const active = find('found').children[this.active];
    setAttribute(find('search'), 'aria-activedescendant', active ? active.id : null);
  }

  makeRow(row) {
    const element = make('li', { class: 'hit', role: 'option', id: `hit-${row.key.replace(/\W/g, '-')}` },
      make('span', { class: 'letter', 'aria-hidden': 'true' }),
      make('span', { class: 'hit-text' }, make('strong'), make('small')),
      make('span', { class: 'hit-side' }));
    element.addEventListener('click', () => this.choose(element.row));
    return element;
  }

  updateRow(element, row) {
    element.row = row;
    const { names, hall, store } = this.office;
    const ticket = row.ticket && (store.tickets.get(row.ticket.id) ?? row.ticket);
    const queueId = row.matter?.queue ?? row.queue?.id ?? row.appointment?.queue ?? ticket.queue;
    const queue = hall.queues.find((one) => one.id === queueId);
    const zone = hall.zones.find((one) => one.id === queue?.zone);
    if (row.appointment) {
      this.updateAppointment(element, row.appointment, queue, zone);
      return;
    }
    const [letter, words, side] = element.children;
    element.style.setProperty('--zone', zone?.color ?? '#4f6375');
    setText(letter, queue?.prefix ?? queueId);
    setText(words.children[0], row.matter ? nameIn(row.matter.name) : row.queue ? nameIn(row.queue.name) : ticket.number);
    setText(words.children[1], row.matter ? `${row.matter.id} · ${names.queue(queueId)}`
      : row.queue ? say('desk.whole_queue') : names.matter(ticket));
    setText(side, ticket ? say(`clerk.state_${ticket.state}`) : this.outlooks.short(queueId));
  }

  updateAppointment(element, one, queue, zone) {
    const [letter, words, side] = element.children;
    element.style.setProperty('--zone', zone?.color ?? '#4f6375');
    setText(letter, queue?.prefix ?? one.queue);
    setText(words.children[0], `${say('clerk.appointment')} ${one.time}–${one.until}`);
    setText(words.children[1], nameIn(this.office.names.items.get(one.item)?.name) || one.item);
    setText(side, one.number ?? say(`book.state_${one.state}`));
  }

  key(event) {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.active = (this.active + step + this.rows.length) % Math.max(1, this.rows.length);
      this.draw();
      find('found').children[this.active]?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && this.rows[this.active]) {
      this.choose(this.rows[this.active]);
    } else if (event.key === 'Escape' && find('search').value) {
      this.clear();
    } else {
      return;
    }
    event.preventDefault();
  }
}
