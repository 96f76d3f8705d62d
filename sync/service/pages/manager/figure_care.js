// SPDX-License-Identifier: Apache-2.0
// Missed ratings with their written explanations, and bad ones until they are put right.
import { askClerk } from '../common/dialogs.js';
import { make } from '../common/dom.js';
import { nameIn, say } from '../common/text.js';
import { card, cell, dateCell, groupName, head, table, whole } from './figure_parts.js';

const kMost = 400;

export class FigureCare {
  constructor(view) {
    this.view = view;
    this.office = view.office;
  }

  async draw() {
    const { from, to } = this.view.period;
    const found = await this.view.asked(`rating-care?from=${from}&to=${to}`);
    return found ? [make('div', { class: 'editor-body' }, this.bad(found.bad), this.missed(found.missed))] : [];
  }

  tiles(id, counts) {
    return make('dl', { class: 'book-tiles', id }, ...Object.entries(counts).map(([name, n]) => make('div', { 'data-tile': name },
      make('dt', { textContent: say(`figures.care_${name}`) }), make('dd', { class: 'number', 'data-some': n > 0 ? 'yes' : 'no', textContent: whole(n) }))));
  }

  whose(row) {
    const step = row.row === 'case' ? row.steps.find((one) => one.stage === 'closed') : row;
    return [dateCell(row.day), make('th', { scope: 'row', class: 'number', textContent: row.number }),
      cell(nameIn(this.office.names.items.get(row.item)?.name) || row.item),
      cell([groupName(this.office, 'counter', step?.counter ?? ''), step?.clerk ? groupName(this.office, 'clerk', step.clerk) : ''].filter(Boolean).join(' · '))];
  }

  /** What was done, or the button that does it. */
  deed(row, deed, key) {
    const done = row[deed];
    if (done) {
      return cell(`${done.text} (${done.by})`, { 'data-done': deed });
    }
    return make('td', {}, make('button', {
      type: 'button', class: 'button mini', 'data-deed': deed, textContent: say(`figures.${key}`), 'aria-label': `${say(`figures.${key}`)} ${row.number}`,
      onclick: () => this.ask(row, deed, key),
    }));
  }

  async ask(row, deed, key) {
    const wish = await askClerk({
      title: `${say(`figures.${key}`)} · ${row.number}`, lines: [say(`figures.${key}_line`)],
      content: make('label', { class: 'field' }, make('span', { textContent: say('figures.care_text') }), make('input', { type: 'text', name: 'care_text', id: 'care-text', maxLength: kMost / 3, required: true })),
      buttons: [{ value: 'yes', label: say('figures.care_file'), main: true }],
    });
    const text = wish?.values.care_text?.trim();
    if (!text) {
      return;
    }
    const answer = await this.office.asked('POST', 'rating-care', { day: row.day, subject: row.subject, deed, text });
    await this.view.show();
    this.view.tell(answer?.status === 200 ? 'figures.care_filed' : `refusal.${answer?.body?.code ?? 'link_down'}`, answer?.status === 200 ? 'good' : 'bad');
  }

  list(title, heads, { rows, total }, row) {
    return total === 0 ? [make('p', { class: 'found-none', textContent: say('figures.watch_none') })]
      : [table(title, heads.map((key) => head(`figures.${key}`)), rows.map(row)),
        ...(total > rows.length ? [make('p', { class: 'hint', textContent: say('figures.found_more', { n: whole(total - rows.length) }) })] : [])];
  }

  missed(missed) {
    const title = say('figures.care_missed');
    return card('care-missed', title, say('figures.care_missed_line'), this.tiles('care-missed-tiles', { total: missed.total, open: missed.open }),
      ...this.list(title, ['day', 'number', 'by_item', 'care_who', 'care_explained'], missed, (row) => make('tr', { 'data-subject': row.subject },
        ...this.whose(row), this.deed(row, 'explained', 'care_explain'))));
  }

  bad(bad) {
    const title = say('figures.care_bad');
    return card('care-bad', title, say('figures.care_bad_line'), this.tiles('care-bad-tiles', { total: bad.total, open: bad.open, overdue: bad.overdue }),
      ...this.list(title, ['day', 'number', 'by_item', 'care_who', 'grade', 'care_due', 'care_called', 'care_corrected'], bad, (row) => make('tr', { 'data-subject': row.subject, 'data-overdue': row.overdue ? 'yes' : 'no' },
        ...this.whose(row), cell(say(`rating.${row.grade}`)), dateCell(row.care_due ?? ''), this.deed(row, 'called_back', 'care_call'), this.deed(row, 'corrected', 'care_correct'))));
  }
}
