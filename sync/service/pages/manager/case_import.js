// SPDX-License-Identifier: Apache-2.0
// Cases out of the administrative software's file: first what would become of it, then in earnest.
import { make, setText, show } from '../common/dom.js';
import { has, say } from '../common/text.js';
import { cell, head, table, whole } from './figure_parts.js';
import { chosenFile, sendFile } from './table_file.js';

const kShown = 200;

/** What there is to say of a line, in the language that is on. */
export function wordOn(row) {
  const key = `case.bad_${row.why === 'bad_line' ? row.field : row.why}`;
  return has(key) ? say(key) : row.detail ?? row.why;
}

export class CaseImport {
  constructor(view) {
    this.view = view;
  }

  async draw() {
    this.input = make('input', { type: 'file', id: 'case-file', accept: '.csv,.json,text/csv,application/json', onchange: () => this.chosen() });
    this.name = make('span', { class: 'file-name' });
    this.go = make('button', { type: 'button', class: 'button main', id: 'case-go', hidden: true, onclick: () => this.send(false) });
    this.report = make('section', { class: 'card group', id: 'case-report', hidden: true, 'aria-live': 'polite' });
    return [make('div', { class: 'editor-body' },
      make('section', { class: 'card group' },
        make('div', { class: 'file-row' }, make('label', { class: 'button file-pick' }, make('span', { textContent: say('book.choose') }), this.input), this.name, this.go),
        make('p', { class: 'hint', textContent: say('case.file_form') }),
        make('pre', {
          class: 'sample-file', tabindex: 0, role: 'region', 'aria-label': say('case.file_sample'),
          textContent: 'number,stage,at,item,place,counter,documents\n2026-0417,accepted,2026-11-20 10:05,GA-01,hall,W03,application acceptance\n2026-0417,closed,2026-11-23 15:20,,hall,W03,review decision delivery',
        })),
      this.report)];
  }

  async chosen() {
    show(this.go, false);
    show(this.report, false);
    setText(this.name, this.input.files[0]?.name ?? '');
    this.file = await chosenFile(this.input, (...said) => this.view.tell(...said));
    if (this.file) {
      await this.send(true);
    }
  }

  async send(onTrial) {
    const body = await sendFile(`${this.view.office.hallPath}/case-import`, this.file, onTrial, (...said) => this.view.tell(...said));
    if (body) {
      this.tellOf(body, onTrial);
    }
  }

  tellOf(body, onTrial) {
    setText(this.go, say('case.import_go', { n: whole(body.cases) }));
    show(this.go, onTrial && body.cases > 0);
    this.view.tell(onTrial ? 'case.trial_done' : 'case.import_done', onTrial ? null : 'good', { n: whole(body.cases) });
    const fact = (key) => make('div', { 'data-tile': key }, make('dt', { textContent: say(`case.report_${key}`) }),
      make('dd', { class: 'number', 'data-some': body[key] > 0 ? 'yes' : 'no', textContent: whole(body[key]) }));
    const lines = body.lines.slice(0, kShown);
    this.report.replaceChildren(
      make('h3', { textContent: say(onTrial ? 'book.report_trial' : 'book.report_real') }),
      make('dl', { class: 'book-tiles' }, ...['taken', 'known', 'refused'].map(fact)),
      lines.length === 0 ? make('p', { textContent: say('case.report_clean') })
        : table(say('case.report_lines'), [head('book.line'), head('figures.number'), head('book.wrong')], lines.map((row) => make('tr', { 'data-why': row.why },
          make('th', { scope: 'row', class: 'number', textContent: String(row.line) }), cell(row.number || '—', { class: 'number' }), cell(wordOn(row))))),
      ...(body.lines.length > kShown ? [make('p', { class: 'hint', textContent: say('book.more_lines', { n: body.lines.length - kShown }) })] : []));
    show(this.report, true);
    if (!this.go.hidden) {
      this.go.focus();
    }
  }
}
