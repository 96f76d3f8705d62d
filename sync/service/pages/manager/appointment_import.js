// SPDX-License-Identifier: Apache-2.0
// Appointments out of a file: first what would become of every line, then the booking.
import { make, setAttribute, setText, show } from '../common/dom.js';
import { has, say } from '../common/text.js';
import { chosenFile, sendFile } from './table_file.js';

const kShown = 200;

/** What is wrong with a line, in the language that is on. */
export function wrongWith(row) {
  const key = row.why === 'bad_line' ? `book.bad_${row.field}` : `refusal.${row.why}`;
  return has(key) ? say(key) : row.detail ?? row.why;
}

export class AppointmentImport {
  constructor(office, root) {
    this.office = office;
    this.root = root;
    this.file = null;
  }

  async open() {
    this.told = make('p', { class: 'told', role: 'status', id: 'told' });
    this.input = make('input', { type: 'file', id: 'import-file', accept: '.csv,.json,text/csv,application/json', onchange: () => this.chosen() });
    this.name = make('span', { class: 'file-name' });
    this.go = make('button', { type: 'button', class: 'button main', id: 'import-go', hidden: true, onclick: () => this.send(false) });
    this.report = make('section', { class: 'card group', id: 'import-report', hidden: true, 'aria-live': 'polite' });
    this.root.replaceChildren(
      make('div', { class: 'editor-top' }, make('h2', { textContent: say('book.part_import') }), this.told, this.go),
      make('div', { class: 'editor-body' },
        make('section', { class: 'card group' },
          make('div', { class: 'file-row' },
            make('label', { class: 'button file-pick' }, make('span', { textContent: say('book.choose') }), this.input), this.name),
          make('p', { textContent: say('book.choose_file') }),
          make('p', { class: 'hint', textContent: say('book.file_form') }),
          make('pre', { class: 'sample-file', tabindex: 0, 'aria-label': say('book.file_sample'), textContent: 'ref,item,day,time,phone,person,precheck\ncity-0001,GA-03,2026-11-24,09:30,00055501234,,passed' })),
        this.report));
  }

  async chosen() {
    show(this.go, false);
    show(this.report, false);
    setText(this.name, this.input.files[0]?.name ?? '');
    this.file = await chosenFile(this.input, (...said) => this.tell(...said));
    if (this.file) {
      await this.send(true);
    }
  }

  tell(key, kind, values) {
    setText(this.told, has(key) ? say(key, values) : key);
    setAttribute(this.told, 'data-kind', kind);
  }

  async send(onTrial) {
    const body = await sendFile(`${this.office.hallPath}/appointment-import`, this.file, onTrial, (...said) => this.tell(...said));
    if (body) {
      this.draw(body, onTrial);
    }
  }

  draw(body, onTrial) {
    const bad = body.lines.filter((row) => row.result === 'refused');
    setText(this.go, say('book.import_go', { n: body.booked }));
    show(this.go, onTrial && body.booked > 0);
    this.tell(onTrial ? 'book.trial_done' : 'book.import_done', onTrial ? null : 'good', { n: body.booked });
    const fact = (key, n) => make('div', { 'data-tile': key }, make('dt', { textContent: say(`book.report_${key}`) }), make('dd', { class: 'number', 'data-some': n > 0 ? 'yes' : 'no', textContent: String(n) }));
    const head = (key) => make('th', { scope: 'col', textContent: say(key) });
    this.report.replaceChildren(
      make('h3', { textContent: say(onTrial ? 'book.report_trial' : 'book.report_real') }),
      make('dl', { class: 'book-tiles' }, fact('booked', body.booked), fact('known', body.known), fact('refused', body.refused)),
      bad.length === 0 ? make('p', { textContent: say('book.report_clean') })
        : make('div', { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': say('book.report_refused') }, make('table', {},
          make('thead', {}, make('tr', {}, head('book.line'), head('book.ref'), head('book.wrong'))),
          make('tbody', { id: 'import-bad' }, ...bad.slice(0, kShown).map((row) => make('tr', {},
            make('th', { scope: 'row', class: 'number', textContent: String(row.line) }),
            make('td', { textContent: row.ref || '—' }), make('td', { textContent: wrongWith(row) })))))),
      ...(bad.length > kShown ? [make('p', { class: 'hint', textContent: say('book.more_lines', { n: bad.length - kShown }) })] : []));
    show(this.report, true);
    if (!this.go.hidden) {
      this.go.focus();
    }
  }
}
