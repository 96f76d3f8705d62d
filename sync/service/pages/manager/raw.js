// SPDX-License-Identifier: Apache-2.0
// The last resort, a document as it stands; and its former versions, to compare and bring back.
import { askClerk } from '../common/dialogs.js';
import { make, setAttribute } from '../common/dom.js';
import { say } from '../common/text.js';
import { changes } from './documents.js';
import { changeList, Editor } from './editor.js';

const kNames = ['hall', 'catalog', 'notices', 'text.zh-Hant', 'text.zh-Hans', 'text.en'];

/** Line and column of a fault in JSON, out of the browser's message; null when it names no place. */
export function placeInText(message, text) {
  const at = Number(/position (\d+)/.exec(message)?.[1] ?? NaN);
  if (!Number.isFinite(at)) {
    return null;
  }
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: before.at(-1).length + 1, at };
}

export class RawEditor extends Editor {
  constructor(office, root) {
    super(office, root, 'hall');
  }

  build() {
    const list = make('select', { onchange: () => this.change(list.value) },
      ...kNames.map((value) => make('option', { value, textContent: value, selected: value === this.name })));
    this.area = make('textarea', { class: 'raw', rows: 28, spellcheck: false, value: JSON.stringify(this.draft, null, 1), 'aria-label': say('manage.raw') });
    this.area.setAttribute('data-pointer', '/');
    this.note = make('small', { id: 'raw-note', class: 'field-note', role: 'alert', hidden: true });
    this.area.setAttribute('aria-describedby', 'raw-note');
    this.area.addEventListener('input', () => this.read());
    this.past = make('div', {});
    this.body.append(make('div', { class: 'two wide-left' },
      make('section', { class: 'card group' }, make('label', { class: 'field' }, make('span', { textContent: say('manage.document_name') }), list), this.area, this.note),
      make('section', { class: 'card group' }, make('h3', { textContent: say('manage.versions') }), this.past)));
    this.drawVersions();
  }

  async change(name) {
    if (await this.mayLeave()) {
      this.name = name;
      await this.open();
    } else {
      this.rebuild();
    }
  }

  read() {
    this.broken = null;
    try {
      this.draft = JSON.parse(this.area.value);
    } catch (error) {
      const place = placeInText(error.message, this.area.value);
      this.broken = place ? say('manage.json_wrong_at', { line: place.line, column: place.column }) : say('manage.json_wrong');
    }
    this.note.textContent = this.broken ?? '';
    this.note.hidden = !this.broken;
    setAttribute(this.area, 'aria-invalid', this.broken ? 'true' : null);
    this.moved();
  }

  dirty() {
    return Boolean(this.broken) || super.dirty();
  }

  async discard() {
    this.broken = null;
    this.draft = JSON.parse(JSON.stringify(this.original));
    this.rebuild();
  }

  check() {
    return this.broken ? { path: '/', remedy: this.broken } : null;
  }

  complain(pointer, remedy, file = '') {
    this.note.textContent = [file, pointer === '/' ? '' : pointer, remedy].filter(Boolean).join(' ');
    this.note.hidden = false;
    setAttribute(this.area, 'aria-invalid', 'true');
    const key = pointer.split('/').filter((one) => !/^\d+$/.test(one)).pop();
    const at = key ? this.area.value.indexOf(`"${key}"`) : -1;
    this.area.focus();
    if (at >= 0) {
      this.area.setSelectionRange(at, at + key.length + 2);
    }
    this.tell('manage.mend_field', 'bad');
  }

  async answered(answer, value) {
    await super.answered(answer, value);
    if (answer.status === 200) {
      this.area.value = JSON.stringify(this.draft, null, 1);
      this.drawVersions();
    }
  }

  async drawVersions() {
    const list = await this.office.documents.versions(this.name).catch(() => null);
    if (!list) {
      this.past.replaceChildren(make('p', { class: 'hint', textContent: say('manage.no_versions') }));
      return;
    }
    const time = new Intl.DateTimeFormat('sv-SE', { timeZone: this.office.hall.time_zone, dateStyle: 'short', timeStyle: 'short' });
    this.past.replaceChildren(make('ul', { class: 'version-list' }, ...list.map((one) => make('li', {},
      make('strong', { textContent: one.version || one.hash.slice(0, 8) }),
      make('small', { textContent: [one.at ? time.format(one.at) : say('manage.installed'), one.by].filter(Boolean).join(' · ') }),
      one.current ? make('span', { class: 'tag', 'data-kind': 'up', textContent: say('manage.in_force') })
        : make('button', { type: 'button', class: 'button mini', textContent: say('manage.compare'), 'aria-label': `${say('manage.compare')} ${one.version || one.hash.slice(0, 8)}`, onclick: () => this.compare(one) })))));
  }

  /** What would change if that version came back; and brings it back. */
  async compare(one) {
    const text = await this.office.documents.version(this.name, one.hash);
    if (!text) {
      this.tell('refusal.not_found', 'bad');
      return;
    }
    const list = changes(this.original, JSON.parse(text));
    const answer = await askClerk({
      title: say('manage.roll_back_title', { version: one.version || one.hash.slice(0, 8) }),
      lines: [say('manage.changes_n', { n: list.length })], content: changeList(list),
      buttons: [{ value: 'yes', label: say('manage.roll_back'), main: true }],
    });
    if (!answer) {
      return;
    }
    this.publishing = true;
    const { status, body } = await this.office.documents.rollBack(this.name, one.hash, this.etag);
    this.publishing = false;
    if (status === 200) {
      await this.open();
      this.tell('manage.published', 'good', { version: body.version });
    } else {
      this.tell(status === 422 ? body.detail : status === 412 ? 'manage.changed_meanwhile' : `refusal.${body.code}`, 'bad');
    }
  }
}
