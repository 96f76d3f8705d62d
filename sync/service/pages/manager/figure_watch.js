// SPDX-License-Identifier: Apache-2.0
// What nobody likes to see: who serves and records nothing, late heaps, grades that came too fast.
import { make } from '../common/dom.js';
import { nameIn, say } from '../common/text.js';
import { clockText } from '../common/words.js';
import { bars } from './figure_chart.js';
import { card, cell, chartRoom, countHead, dateCell, groupName, head, numberCell, table, whole } from './figure_parts.js';

const kShown = 100;
const kCounts = new Set(['served', 'registered', 'cases', 'fast', 'rated_n']);

export class FigureWatch {
  constructor(view) {
    this.view = view;
    this.office = view.office;
  }

  async draw() {
    const found = await this.view.asked(`figures/watch?from=${this.view.period.from}&to=${this.view.period.to}`);
    return found ? [make('div', { class: 'editor-body' }, this.silent(found), this.unrecorded(found), this.batches(found), this.delays(found), this.fast(found), this.days(found))] : [];
  }

  // A list as a table, or the word that nothing was found.
  list(id, name, { total, rows }, heads, row) {
    const shown = rows.slice(0, kShown);
    const title = say(`figures.watch_${name}`);
    const body = total === 0 ? [make('p', { class: 'found-none', textContent: say('figures.watch_none') })]
      : [table(title, heads.map((key) => (kCounts.has(key) ? countHead : head)(`figures.${key}`)), shown.map(row)),
        ...(total > shown.length ? [make('p', { class: 'hint', textContent: say('figures.found_more', { n: whole(total - shown.length) }) })] : [])];
    const made = card(id, title, say(`figures.watch_${name}_line`), ...body);
    made.dataset.found = String(total);
    return made;
  }

  name(by, key) {
    return make('th', { scope: 'row', textContent: groupName(this.office, by, key) });
  }

  silent({ silent_departments: departments, silent_counters: counters }) {
    const rows = [...departments.rows.map((one) => ({ ...one, by: 'department' })), ...counters.rows.map((one) => ({ ...one, by: 'counter' }))];
    return this.list('watch-silent', 'silent', { total: departments.total + counters.total, rows }, ['by_department', 'served', 'registered'],
      (one) => make('tr', { 'data-key': one.key }, this.name(one.by, one.key), numberCell(one.served), numberCell(0)));
  }

  unrecorded({ unrecorded }) {
    return this.list('watch-unrecorded', 'unrecorded', unrecorded, ['day', 'number', 'by_item', 'by_counter', 'by_clerk'], (row) => make('tr', {},
      dateCell(row.day), make('th', { scope: 'row', class: 'number', textContent: row.number }),
      cell(nameIn(this.office.names.items.get(row.item)?.name) || row.item), cell(groupName(this.office, 'counter', row.counter)), cell(groupName(this.office, 'clerk', row.clerk))));
  }

  batches({ batches }) {
    const zone = this.office.hall.time_zone;
    const when = (ms) => `${new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(ms)} ${clockText(ms, zone)}`;
    return this.list('watch-batches', 'batches', batches, ['by_counter', 'from', 'to', 'cases'], (one) => make('tr', {},
      this.name('counter', one.counter), dateCell(when(one.from)), dateCell(when(one.to)), numberCell(one.cases)));
  }

  delays({ delays }) {
    const title = say('figures.watch_delays');
    const groups = delays.map((n, place) => ({ label: say(`figures.delay_${place}`), values: [n] }));
    return card('watch-delays', title, say('figures.watch_delays_line'), chartRoom(title, bars(title, [say('figures.cases')], groups)),
      make('details', {}, make('summary', { textContent: say('figures.chart_table') }),
        table(title, [head('figures.watch_delays'), countHead('figures.cases')], groups.map((one) => make('tr', {}, make('th', { scope: 'row', textContent: one.label }), numberCell(one.values[0]))))));
  }

  fast({ fast_ratings: fast }) {
    return this.list('watch-fast', 'fast', fast, ['by_counter', 'fast', 'rated_n'], (one) => make('tr', {}, this.name('counter', one.counter), numberCell(one.fast), numberCell(one.rated)));
  }

  days({ counter_days: days }) {
    return this.list('watch-days', 'days', days, ['day', 'by_counter', 'served', 'registered'], (one) => make('tr', { 'data-silent': one.served > 0 && one.registered === 0 ? 'yes' : 'no' },
      dateCell(one.day), this.name('counter', one.counter), numberCell(one.served), numberCell(one.registered)));
  }
}
