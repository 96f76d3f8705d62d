// SPDX-License-Identifier: Apache-2.0
// What the parts of the figures share: shares in words, tables, names of groups.
import { make } from '../common/dom.js';
import { nameIn, say } from '../common/text.js';

export const kRates = ['on_time', 'on_site', 'rated', 'satisfied'];
export const kMoreRates = ['early', 'prompt', 'recorded', 'bad', 'no_show'];
/** The rows that a rate is short of. */
export const kBehind = { on_time: 'late', on_site: 'off_site', rated: 'missed', satisfied: 'bad', bad: 'bad', no_show: 'no_show' };

export const whole = (n) => n.toLocaleString('en');

/** "98.74 %", and a dash where there is nothing to be a part of. Exact: the service has rounded. */
export function percent(points) {
  if (points === null) {
    return '–';
  }
  const rest = String(points % 100).padStart(2, '0');
  return `${Math.floor(points / 100)}.${rest} %`;
}

export const head = (key, more = {}) => make('th', { scope: 'col', ...more, textContent: say(key) });
/** Over numbers, which stand at the right. */
export const countHead = (key) => head(key, { class: 'at-right' });
export const cell = (text, more = {}) => make('td', { ...more, textContent: text });
export const numberCell = (n) => cell(whole(n), { class: 'number at-right' });
export const dateCell = (text) => cell(text, { class: 'number date' });

/** A table with a name of its own that scrolls by key where it is too wide. */
export function table(name, heads, rows) {
  return make('div', { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': name }, make('table', {},
    make('caption', { class: 'unseen', textContent: name }),
    make('thead', {}, make('tr', {}, ...heads)), make('tbody', {}, ...rows)));
}

/** A chart that scrolls by key where it is too wide. */
export const chartRoom = (name, chart) => make('div', { class: 'chart-room', tabindex: 0, role: 'group', 'aria-label': name }, chart);

/** A card with a heading, a line that says what it shows, and what it shows. */
export function card(id, title, line, ...body) {
  return make('section', { class: 'card group', id }, make('h3', { textContent: title }), line ? make('p', { class: 'hint', textContent: line }) : null, ...body);
}

/** How a group of that division is called. */
export function groupName(office, by, key) {
  if (key === '') {
    return say('figures.nobody');
  }
  switch (by) {
    case 'department':
      return nameIn(office.catalogue?.departments.find((one) => one.id === key)?.name) || key;
    case 'counter':
      return office.names.counter(key);
    case 'clerk':
      return office.names.clerk(key);
    case 'item':
      return `${key} ${nameIn(office.names.items.get(key)?.name)}`;
    default:
      return key;
  }
}
