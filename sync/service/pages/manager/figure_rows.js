// SPDX-License-Identifier: Apache-2.0
// What lies behind a figure: services and cases one by one, each with why it is there.
import { make, show } from '../common/dom.js';
import { nameIn, say } from '../common/text.js';
import { cell, dateCell, groupName, head, table, whole } from './figure_parts.js';

const kMost = 200;
const kJoin = ' · ';

/** Why a case is in a list, in the language that is on. */
export function whyOf(row, count) {
  if (row.row !== 'case') {
    return '';
  }
  const reasons = [];
  if (row.item === '') {
    reasons.push(say('figures.why_no_item'));
  }
  if (count === 'late' && row.due && row.item !== '') {
    reasons.push(say('figures.why_late'));
  }
  if (count === 'off_site') {
    reasons.push(...row.steps.filter((step) => step.place === 'outside' && !step.exempt)
      .map((step) => say('figures.why_outside', { stage: say(`figures.stage_${step.stage}`) })));
  }
  if (count === 'unfiled') {
    const kept = ['application', 'acceptance', 'review', 'decision', 'delivery'].filter((one) => !row.documents.includes(one));
    reasons.push(say('figures.why_unfiled', { list: kept.map((one) => say(`figures.document_${one}`)).join(', ') }));
  }
  return reasons.join(kJoin);
}

export class FigureRows {
  constructor(office) {
    this.office = office;
    this.place = make('section', { class: 'card group', id: 'behind', hidden: true });
  }

  /** Shows the rows of `count` in the period (and filter) that `query` names; `back` gets the focus afterwards. */
  async open(count, name, query, back) {
    const answer = await this.office.asked('GET', `figures/behind?count=${count}&limit=${kMost}&${query}`);
    if (answer?.status !== 200) {
      return false;
    }
    const { rows, total } = answer.body;
    const title = make('h3', { id: 'behind-title', tabindex: -1, textContent: `${say('figures.rows', { name })} (${whole(total)})` });
    const close = make('button', { type: 'button', class: 'button mini', id: 'behind-close', textContent: say('figures.close'), onclick: () => this.close(back) });
    const taken = make('a', { class: 'button mini', href: `${this.office.hallPath}/figures/behind?count=${count}&format=csv&${query}`, download: `${count}.csv`, textContent: say('manage.as_table') });
    this.place.replaceChildren(
      make('div', { class: 'group-top' }, title, make('div', { class: 'day-turn' }, taken, close)),
      ...(total > rows.length ? [make('p', { class: 'hint', textContent: say('figures.rows_more', { n: rows.length, all: whole(total) }) })] : []),
      table(say('figures.rows', { name }), ['day', 'number', 'by_item', 'by_counter', 'accepted_on', 'due_on', 'grade', 'why'].map((key) => head(`figures.${key}`)),
        rows.map((row) => this.row(row, count))));
    show(this.place, true);
    title.focus();
    return true;
  }

  close(back) {
    show(this.place, false);
    back?.focus();
  }

  row(row, count) {
    const step = row.row === 'case' ? row.steps.find((one) => one.stage === 'closed') ?? row.steps.find((one) => one.stage === 'accepted') : row;
    const accepted = row.row === 'case' ? row.steps.find((one) => one.stage === 'accepted')?.day : null;
    const item = this.office.names.items.get(row.item);
    return make('tr', { 'data-row': row.number },
      dateCell(row.day), make('th', { scope: 'row', class: 'number', textContent: row.number }),
      cell(item ? nameIn(item.name) : row.item), cell(groupName(this.office, 'counter', step?.counter ?? '')),
      dateCell(accepted ?? ''), dateCell(row.due ?? ''),
      cell(row.grade ? say(`rating.${row.grade}`) : ''), cell(whyOf(row, count)));
  }
}
