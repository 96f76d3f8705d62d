// SPDX-License-Identifier: Apache-2.0
// One day: how full every queue's slots are, who is booked, and finding and cancelling one.
import { askClerk } from '../common/dialogs.js';
import { make, setAttribute, setText } from '../common/dom.js';
import { has, nameIn, say } from '../common/text.js';

const kFresh = 15_000;
const kPause = 250;
const kDay = 86_400_000;

/** "2026-11-24" and so many days on. */
export const dayAfter = (day, n) => new Date(Date.parse(`${day}T00:00:00Z`) + n * kDay).toISOString().slice(0, 10);

/** Sums over all slots: what the tiles show. */
export function sums(load) {
  const slots = load.queues.flatMap((one) => one.slots);
  const sum = (key) => slots.reduce((all, slot) => all + slot[key], 0);
  return { capacity: sum('capacity'), booked: sum('booked'), came: sum('came'), missed: sum('missed') };
}

export class AppointmentDay {
  constructor(office, root) {
    this.office = office;
    this.root = root;
    this.day = null;
  }

  async open() {
    const button = (label, key, press) => make('button', { type: 'button', class: 'button mini', textContent: label, 'aria-label': say(key), onclick: press });
    this.told = make('p', { class: 'told', role: 'status', id: 'told' });
    this.date = make('input', { type: 'date', id: 'book-day', 'aria-label': say('book.day'), onchange: () => this.date.value && this.turn(this.date.value) });
    this.search = make('input', { type: 'search', id: 'book-search', placeholder: say('book.find'), 'aria-label': say('book.find'), maxLength: 128, autocomplete: 'off' });
    this.search.addEventListener('input', () => {
      clearTimeout(this.typing);
      this.typing = setTimeout(() => this.load(), kPause);
    });
    this.tiles = make('dl', { class: 'book-tiles' });
    this.grid = make('div', { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': say('book.load') });
    this.all = make('input', { type: 'checkbox', id: 'book-all', onchange: () => this.drawGrid(this.loaded) });
    this.rows = make('tbody', { id: 'bookings' });
    this.none = make('p', { class: 'empty', id: 'bookings-none', hidden: true });
    const head = (key) => make('th', { scope: 'col', textContent: say(key) });
    this.root.replaceChildren(
      make('div', { class: 'editor-top' }, make('h2', { textContent: say('manage.appointments') }),
        make('div', { class: 'day-turn' },
          button('‹', 'book.day_before', () => this.turn(dayAfter(this.day, -1))), this.date,
          button('›', 'book.day_after', () => this.turn(dayAfter(this.day, 1))),
          button(say('book.today'), 'book.today', () => this.turn(null))),
        this.told,
        make('a', { class: 'button', href: `${this.office.hallPath}/export/appointments?format=csv`, download: 'appointments.csv', textContent: say('book.export') })),
      make('div', { class: 'editor-body' }, this.tiles,
        make('section', { class: 'card group' }, make('div', { class: 'group-top' }, make('h3', { textContent: say('book.load') }),
          make('label', { class: 'option' }, this.all, make('span', { textContent: say('book.all_queues') }))), this.grid),
        make('section', { class: 'card group' }, make('h3', { textContent: say('book.list') }), this.search,
          make('div', { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': say('book.list') },
            make('table', {}, make('thead', {}, make('tr', {}, head('book.when'), head('book.matter'), head('book.code'), head('book.state'),
              head('book.number'), head('book.source'), head('manage.change'))), this.rows)), this.none)));
    await this.load();
    this.timer = setInterval(() => (this.tiles.isConnected ? this.load() : clearInterval(this.timer)), kFresh);
  }

  turn(day) {
    this.day = day;
    this.search.value = '';
    return this.load();
  }

  async load() {
    const turn = (this.turns ?? 0) + 1;
    this.turns = turn;
    const day = this.day ? `day=${this.day}` : '';
    const text = this.search.value.trim();
    const [load, list] = await Promise.all([
      this.office.asked('GET', `appointment-load?${day}`),
      this.office.asked('GET', `appointments?${day}${text ? `&q=${encodeURIComponent(text)}` : ''}`)]);
    if (turn !== this.turns || !this.tiles.isConnected) {
      return; // Something else was asked for meanwhile.
    }
    if (load?.status !== 200 || list?.status !== 200) {
      this.tell(`refusal.${(load ?? list)?.body?.code ?? 'link_down'}`, 'bad');
      return;
    }
    this.day = load.body.day;
    if (this.date.value !== this.day) {
      this.date.value = this.day;
    }
    this.drawTiles(sums(load.body));
    this.loaded = load.body;
    this.drawGrid(load.body);
    this.drawList(list.body.appointments, text);
  }

  tell(key, kind) {
    setText(this.told, has(key) ? say(key) : key);
    setAttribute(this.told, 'data-kind', kind);
  }

  drawTiles(sum) {
    this.tiles.replaceChildren(...['booked', 'capacity', 'came', 'missed'].map((key) => make('div', { 'data-tile': key },
      make('dt', { textContent: say(`book.tile_${key}`) }), make('dd', { class: 'number', 'data-some': sum[key] > 0 ? 'yes' : 'no', textContent: String(sum[key]) }))));
  }

  drawGrid({ queues }) {
    const times = [...new Set(queues.flatMap((one) => one.slots.map((slot) => slot.time)))].sort();
    if (times.length === 0) {
      this.grid.replaceChildren(make('p', { class: 'empty', textContent: say('book.no_slots') }));
      return;
    }
    // The queues that somebody is booked in; all of them when asked for, or when nobody is.
    const busy = queues.filter((one) => one.slots.some((slot) => slot.booked > 0));
    const shown = this.all.checked || busy.length === 0 ? queues : busy;
    const cell = (one, time) => {
      const slot = one.slots.find((candidate) => candidate.time === time);
      const share = slot ? Math.min(1, slot.booked / Math.max(1, slot.capacity)) : 0;
      const level = !slot ? 'none' : share >= 1 ? 'full' : share > 0 ? 'some' : 'free';
      return make('td', { class: 'number slot', 'data-level': level, textContent: slot ? `${slot.booked}/${slot.capacity}` : '' });
    };
    const letter = (id) => this.office.hall.queues.find((queue) => queue.id === id)?.prefix ?? id;
    this.grid.replaceChildren(make('table', { class: 'slot-grid' },
      make('thead', {}, make('tr', {}, make('th', { scope: 'col', textContent: say('book.queue') }),
        ...times.map((time) => make('th', { scope: 'col', class: 'number', textContent: time })))),
      make('tbody', {}, ...shown.map((one) => make('tr', {},
        make('th', { scope: 'row', textContent: `${letter(one.queue)} ${this.office.names.queue(one.queue)}` }),
        ...times.map((time) => cell(one, time)))))));
  }

  drawList(list, text) {
    const matter = (one) => nameIn(this.office.names.items.get(one.item)?.name) || one.item;
    const source = (one) => (one.source.startsWith('online:') ? say('book.source_online') : one.source === 'import' ? say('book.source_import') : one.source);
    this.rows.replaceChildren(...list.map((one) => make('tr', { 'data-booking': one.id, 'data-off': one.state === 'cancelled' ? 'yes' : 'no' },
      make('th', { scope: 'row', class: 'number', textContent: `${text ? `${one.day} ` : ''}${one.time}–${one.until}` }),
      make('td', { textContent: matter(one) }),
      make('td', { class: 'number', textContent: one.code }),
      make('td', {}, make('span', { class: 'tag', 'data-state': one.state, textContent: say(`book.state_${one.state}`) }),
        one.precheck === 'none' ? null : make('span', { class: 'tag', 'data-precheck': one.precheck, textContent: say(`book.precheck_${one.precheck}`) })),
      make('td', { class: 'number', textContent: one.number ?? '' }),
      make('td', { textContent: source(one) }),
      make('td', {}, one.state === 'booked' ? make('button', {
        type: 'button', class: 'button mini', textContent: say('book.cancel'), 'aria-label': `${say('book.cancel')} ${one.code}`, onclick: () => this.cancel(one, matter(one)),
      }) : null))));
    this.none.hidden = list.length > 0;
    setText(this.none, say(text ? 'book.none_found' : 'book.none_today'));
  }

  async cancel(one, matter) {
    const sure = await askClerk({
      title: say('book.cancel_title'), lines: [`${one.day} ${one.time}–${one.until} · ${matter} · ${one.code}`, say('book.cancel_line')],
      buttons: [{ value: 'yes', label: say('book.cancel'), main: true }], closeLabel: say('book.keep'),
    });
    if (sure) {
      const answer = await this.office.asked('DELETE', `appointments/${one.id}`);
      const good = answer?.status === 200;
      this.tell(good ? 'book.cancelled' : `refusal.${answer?.body?.code ?? 'link_down'}`, good ? 'good' : 'bad');
      await this.load();
      this.search.focus();
    }
  }
}
