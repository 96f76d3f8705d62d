// SPDX-License-Identifier: Apache-2.0
// The live floor: figures, map, queues against the cap, devices and alerts.
import { find, make, reconcile, setAttribute, setText } from '../common/dom.js';
import { nameIn, say } from '../common/text.js';
import { clockText, reasonText, spanText } from '../common/words.js';
import { Alerts } from '../common/alerts.js';
import { FloorMap } from './floor_map.js';
import { byNeed, counterNow, levelOf, queuesNow, totals } from './hall_now.js';

const kStates = ['free', 'called', 'serving', 'paused', 'closed'];

export class Floor {
  constructor(office) {
    this.office = office;
    this.floor = null;
    this.counter = null;
    this.alerts = new Alerts(office, () => office.draw());
    this.map = new FloorMap(office, (id) => {
      this.counter = this.counter === id ? null : id;
      office.draw();
    });
  }

  entered() {
    this.floor ??= this.office.hall.floors[0].id;
    this.alerts.fetch();
  }

  draw() {
    const { hall, store } = this.office;
    const now = store.now();
    const floor = hall.floors.find((one) => one.id === this.floor) ?? hall.floors[0];
    this.drawTiles(totals(hall, store, now));
    this.drawFloors(floor, now);
    this.map.draw(floor, (id) => this.alerts.faultsOf(id));
    this.drawLegend();
    this.drawCounter(now);
    this.drawQueues(now);
    this.alerts.draw();
  }

  drawTiles(figures) {
    const cap = this.office.hall.policy.wait_cap_min;
    const tiles = [
      ['waiting', figures.waiting, ''],
      ['serving', figures.serving, ''],
      ['open', figures.open, say('manage.of', { n: figures.counters })],
      ['longest', figures.longest, say('manage.minutes_of', { n: cap }), levelOf(figures.longest, cap)],
      ['finished', figures.finished, ''],
      ['missed', figures.missed, ''],
    ];
    reconcile(find('tiles'), tiles, ([name]) => name, ([name]) => make('div', { class: 'figure', 'data-name': name },
      make('dt'), make('dd', {}, make('span', { class: 'number' }), make('small'))), (row, [name, value, note, level]) => {
      setAttribute(row, 'data-level', level ?? null);
      setText(row.children[0], say(`manage.tile_${name}`));
      setText(row.children[1].children[0], String(value));
      setText(row.children[1].children[1], note);
    });
  }

  drawFloors(chosen, now) {
    const { hall, store } = this.office;
    reconcile(find('floors'), hall.floors, (floor) => floor.id, (floor) => make('button', {
      type: 'button', onclick: () => {
        this.floor = floor.id;
        this.counter = null;
        this.office.draw();
      },
    }, make('span'), make('small')), (row, floor) => {
      const counters = hall.counters.filter((one) => one.floor === floor.id);
      const open = counters.filter((one) => counterNow(store, one.id, now).state !== 'closed').length;
      setText(row.children[0], nameIn(floor.name));
      setText(row.children[1], `${open}/${counters.length}`);
      setAttribute(row, 'aria-pressed', floor === chosen);
      setAttribute(row, 'aria-label', `${nameIn(floor.name)} · ${say('desk.open_counters')} ${open}/${counters.length}`);
    });
  }

  drawLegend() {
    reconcile(find('legend'), kStates, (state) => state, (state) => make('li', { 'data-state': state }),
      (row, state) => setText(row, say(`manage.state_${state}`)));
  }

  // One counter in a line below the map: who, what, since when, how many today.
  drawCounter(now) {
    const { hall, store, names } = this.office;
    const counter = hall.counters.find((one) => one.id === this.counter);
    for (const spot of document.querySelectorAll('.spot[data-key]')) {
      setAttribute(spot, 'aria-pressed', spot.tagName === 'BUTTON' ? spot.dataset.key === this.counter : null);
    }
    if (!counter) {
      setText(find('counter-card'), say('manage.choose_counter'));
      return;
    }
    const { state, seat, ticket, since } = counterNow(store, counter.id, now);
    const served = store.select((one) => one.counter === counter.id && one.state === 'finished').length;
    setText(find('counter-card'), [
      nameIn(counter.name),
      seat ? names.clerk(seat.clerk) : null,
      say(`manage.state_${state}`) + (state === 'paused' ? ` (${reasonText(seat.pause_reason)})` : ''),
      seat?.extended ? say('clerk.extended_now') : null,
      ticket ? `${ticket.number} ${names.matter(ticket)}` : null,
      since ? spanText(now - since) : null,
      seat ? say('manage.since', { time: clockText(seat.since, hall.time_zone) }) : null,
      say('clerk.today', { n: served }),
      counter.serves.flat().map((id) => names.queue(id)).join('、'),
    ].filter(Boolean).join(' · '));
  }

  drawQueues(now) {
    const { hall, store } = this.office;
    const cap = hall.policy.wait_cap_min;
    setText(find('cap'), say('manage.cap', { n: cap }));
    const queues = queuesNow(hall, store, now).sort(byNeed);
    reconcile(find('queues'), queues, (one) => one.id, () => make('li', { class: 'queue-row' },
      make('span', { class: 'letter', 'aria-hidden': 'true' }),
      make('span', { class: 'queue-text' }, make('strong'), make('small')),
      make('span', { class: 'number queue-count' }),
      make('span', { class: 'bar', 'aria-hidden': 'true' }, make('span'))), (row, one) => {
      const zone = hall.zones.find((each) => each.id === one.queue.zone);
      const nobody = one.waiting > 0 && one.open === 0;
      row.style.setProperty('--zone', zone?.color ?? '#4f6375');
      row.style.setProperty('--part', `${Math.min(100, (one.longest / cap) * 100)}%`);
      setAttribute(row, 'data-level', one.waiting === 0 ? 'none' : levelOf(one.longest, cap));
      setText(row.children[0], one.queue.prefix);
      setText(row.children[1].children[0], nameIn(one.queue.name));
      setText(row.children[1].children[1], nobody ? say('manage.nobody_there')
        : `${say('manage.open_n', { n: one.open })} · ${say('manage.longest_n', { n: one.longest })}${
          one.past > 0 ? ` · ${say('manage.past_n', { n: one.past })}` : ''}`);
      setAttribute(row.children[1].children[1], 'data-kind', nobody || one.past > 0 ? 'bad' : null);
      setText(row.children[2], String(one.waiting));
    });
  }
}
