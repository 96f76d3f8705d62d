// SPDX-License-Identifier: Apache-2.0
// The four rates and how far from 100 % they are, the rest, a chart, and everything by group.
import { make, setAttribute } from '../common/dom.js';
import { nameIn, say } from '../common/text.js';
import { bars } from './figure_chart.js';
import { card, cell, chartRoom, countHead, groupName, head, kBehind, kMoreRates, kRates, numberCell, percent, table, whole } from './figure_parts.js';
import { keysOf, lastOf } from './figure_period.js';
import { FigureRows } from './figure_rows.js';

const kGroups = ['department', 'counter', 'clerk', 'item'];
const kTotals = ['accepted', 'closed', 'carried_in', 'finished', 'unfiled'];

let by = 'department';

export class FigureRates {
  constructor(view) {
    this.view = view;
    this.office = view.office;
    this.rows = new FigureRows(view.office);
  }

  get query() {
    return `from=${this.view.period.from}&to=${this.view.period.to}`;
  }

  async draw() {
    const chartBy = { day: 'counter', month: 'day', year: 'month' }[this.view.span];
    const [chart, groups] = await Promise.all([this.view.asked(`figures?by=${chartBy}&${this.query}`), this.view.asked(`figures?by=${by}&${this.query}`)]);
    if (!chart || !groups) {
      return [];
    }
    this.groups = make('div', {}, this.groupTable(groups));
    return [make('div', { class: 'editor-body report' }, this.letterhead(), this.mainRates(chart.total), this.otherRates(chart.total), this.totals(chart.total),
      this.rows.place, this.chartCard(chart, chartBy), this.groupCard())];
  }

  // On paper only: whose figures these are, and when they were made.
  letterhead() {
    const { period } = this.view;
    const time = new Intl.DateTimeFormat('sv-SE', { timeZone: this.office.hall.time_zone, dateStyle: 'short', timeStyle: 'short' }).format(this.office.store.now());
    return make('div', { class: 'letterhead' },
      make('p', { class: 'letter-title', textContent: `${nameIn(this.office.hall.name)} · ${say('figures.report_title')}` }),
      make('p', { textContent: say('figures.as_of', { from: period.from, to: lastOf(period) }) }),
      make('p', { textContent: say('figures.made_at', { time }) }));
  }

  /** A button that shows the rows behind a figure. */
  behind(count, label, text) {
    const button = make('button', { type: 'button', class: 'button mini', 'data-behind': count, textContent: text, 'aria-label': `${label}：${text}` });
    button.addEventListener('click', () => this.rows.open(count, say(`figures.count_${count}`), this.query, button));
    return button;
  }

  mainRates(total) {
    return make('ul', { class: 'rates', 'aria-label': say('figures.part_rates') }, ...kRates.map((name) => {
      const rate = total.rates[name];
      const state = rate.points === null ? 'none' : rate.short === 0 ? 'full' : 'short';
      const meter = make('span', { class: 'meter', 'aria-hidden': 'true' });
      const fill = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
      fill.setAttribute('viewBox', '0 0 10000 100');
      fill.setAttribute('preserveAspectRatio', 'none');
      const bar = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
      bar.setAttribute('width', String(rate.points ?? 0));
      bar.setAttribute('height', '100');
      fill.append(bar);
      meter.append(fill);
      return make('li', { class: 'card rate', 'data-rate': name, 'data-state': state },
        make('h3', { textContent: say(`figures.${name}`) }),
        make('p', { class: 'points number', textContent: percent(rate.points) }), meter,
        make('p', { class: 'part number', textContent: say('figures.of', { part: whole(rate.part), whole: whole(rate.whole) }) }),
        state === 'short' ? this.behind(kBehind[name], say(`figures.${name}`), say('figures.short', { n: whole(rate.short) }))
          : make('p', { class: 'rate-word', textContent: say(state === 'full' ? 'figures.full' : 'figures.nothing') }));
    }));
  }

  otherRates(total) {
    return make('dl', { class: 'book-tiles more-rates' }, ...kMoreRates.map((name) => {
      const rate = total.rates[name];
      return make('div', { 'data-rate': name }, make('dt', { textContent: say(`figures.${name}`) }),
        make('dd', { class: 'number', textContent: percent(rate.points) }),
        make('dd', { class: 'part number', textContent: say('figures.of', { part: whole(rate.part), whole: whole(rate.whole) }) }));
    }));
  }

  totals(total) {
    return make('dl', { class: 'totals', 'aria-label': say('figures.totals') }, ...kTotals.map((name) => make('div', { 'data-count': name },
      make('dt', { textContent: say(`figures.count_${name}`) }),
      make('dd', {}, name === 'unfiled' && total.counts[name] > 0 ? this.behind(name, say(`figures.count_${name}`), whole(total.counts[name]))
        : make('span', { class: 'number', textContent: whole(total.counts[name]) })))));
  }

  chartCard(chart, chartBy) {
    const series = chartBy === 'counter' ? ['count_finished', 'count_accepted'] : ['count_accepted', 'count_closed'];
    const counts = series.map((name) => name.slice('count_'.length));
    const known = new Map(chart.groups.map((one) => [one.key, one]));
    const keys = chartBy === 'counter' ? chart.groups.map((one) => one.key).filter((key) => key !== '') : keysOf(this.view.span, this.view.period);
    const groups = keys.map((key) => ({
      label: groupName(this.office, chartBy, key),
      short: chartBy === 'counter' ? String(this.office.hall.counters.find((one) => one.id === key)?.no ?? key) : String(Number(key.slice(-2))),
      values: counts.map((name) => known.get(key)?.counts[name] ?? 0),
    }));
    const words = series.map((name) => say(`figures.${name}`));
    const title = say(chartBy === 'counter' ? 'figures.watch_days' : chartBy === 'day' ? 'figures.chart_days' : 'figures.chart_months');
    const legend = make('ul', { class: 'chart-legend', 'aria-hidden': 'true' }, ...words.map((word, nth) => make('li', { class: `key-${nth}`, textContent: word })));
    return card('chart', title, '', legend, chartRoom(title, bars(title, words, groups)),
      make('details', {}, make('summary', { textContent: say('figures.chart_table') }),
        table(title, [head(`figures.by_${chartBy}`), ...series.map((name) => countHead(`figures.${name}`))],
          groups.map((one) => make('tr', {}, make('th', { scope: 'row', textContent: one.label }), ...one.values.map(numberCell))))));
  }

  groupCard() {
    this.choices = kGroups.map((name) => make('button', { type: 'button', class: 'button mini', 'data-by': name, 'aria-pressed': name === by, textContent: say(`figures.by_${name}`), onclick: () => this.divide(name) }));
    return card('groups', say('figures.table'), '', make('div', { class: 'spans', role: 'group', 'aria-label': say('figures.by') }, ...this.choices), this.groups);
  }

  async divide(name) {
    by = name;
    for (const button of this.choices) {
      setAttribute(button, 'aria-pressed', button.dataset.by === name);
    }
    const groups = await this.view.asked(`figures?by=${by}&${this.query}`);
    if (groups && by === name) {
      this.groups.replaceChildren(this.groupTable(groups));
    }
  }

  groupTable(answer) {
    const rates = [...kRates, 'recorded'];
    const rateCell = (one, name) => {
      const { points, short } = one.rates[name];
      return cell(percent(points), { class: 'number at-right', 'data-short': name !== 'recorded' && points !== null && short > 0 ? 'yes' : 'no' });
    };
    const row = (name, one, more = {}) => make('tr', more, make('th', { scope: 'row', textContent: name }),
      ...['accepted', 'closed', 'finished'].map((count) => numberCell(one.counts[count])), ...rates.map((rate) => rateCell(one, rate)));
    const rows = answer.groups.toSorted?.((a, b) => a.key.localeCompare(b.key)) ?? answer.groups;
    return table(say('figures.table'),
      [head(`figures.by_${answer.by}`), ...['count_accepted', 'count_closed', 'count_finished', ...rates].map((name) => countHead(`figures.${name}`))],
      [...rows.map((one) => row(groupName(this.office, answer.by, one.key), one, { 'data-key': one.key })), row(say('figures.totals'), answer.total, { class: 'sum' })]);
  }
}
