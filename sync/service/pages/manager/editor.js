// SPDX-License-Identifier: Apache-2.0
// What all editors share: a draft of a document, fields bound to places in it, the comparison
// before it is published, and what the service found wrong shown at its field.
import { Trouble } from '../common/api.js';
import { askClerk } from '../common/dialogs.js';
import { find, make, setAttribute, setText, show } from '../common/dom.js';
import { has, say } from '../common/text.js';
import { changes, clone, placeOf, setAt, valueAt, versionName } from './documents.js';

const kShown = 60;
const kWords = 160;

/** One value of a comparison, short. */
function words(value) {
  if (value === undefined) {
    return '—';
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > kWords ? `${text.slice(0, kWords)}…` : text;
}

/** The list of changes as elements, for the question before publishing and for old versions. */
export function changeList(list) {
  const rows = list.slice(0, kShown).map((one) => make('li', {},
    make('code', { textContent: one.path || '/' }),
    make('p', {}, make('del', { textContent: words(one.before) }), make('span', { textContent: ' → ', 'aria-hidden': 'true' }),
      make('ins', { textContent: words(one.after) }))));
  const more = list.length > kShown ? [make('li', { textContent: say('manage.more_changes', { n: list.length - kShown }) })] : [];
  return make('ul', { class: 'changes', tabindex: 0 }, ...rows, ...more);
}

export class Editor {
  constructor(office, root, name) {
    this.office = office;
    this.root = root;
    this.name = name;
    this.original = null;
    this.draft = undefined;
  }

  /** `draft`: what was being edited when the language was changed. */
  async open(draft) {
    try {
      const read = await this.office.documents.read(this.name);
      this.original = read.value;
      this.etag = read.etag;
    } catch (error) {
      if (!(error instanceof Trouble)) {
        throw error;
      }
      this.root.replaceChildren(make('p', { class: 'alert', role: 'alert', textContent: say('refusal.link_down') }),
        make('button', { type: 'button', class: 'button', textContent: say('manage.again'), onclick: () => this.open(draft) }));
      return;
    }
    this.draft = draft ?? clone(this.original);
    this.frame();
  }

  // Somebody published meanwhile: a draft without changes follows, one with changes is told.
  async changed(name) {
    if (name !== this.name || this.publishing || !this.original) {
      return;
    }
    const read = await this.office.documents.read(name).catch(() => null);
    if (!read || read.etag === this.etag || !this.root.contains(this.body)) {
      return; // Our own version, or nothing to be had now.
    }
    if (this.dirty()) {
      this.tell('manage.changed_meanwhile', 'bad');
    } else {
      await this.open();
    }
  }

  dirty() {
    return this.draft !== undefined && JSON.stringify(this.original) !== JSON.stringify(this.draft);
  }

  async mayLeave() {
    if (!this.dirty()) {
      return true;
    }
    const answer = await askClerk({
      title: say('manage.leave_title'), lines: [say('manage.leave_line')],
      buttons: [{ value: 'yes', label: say('manage.discard'), main: false }],
    });
    return answer !== null;
  }

  frame() {
    this.publishButton = make('button', { type: 'button', class: 'button main', id: 'publish', textContent: say('manage.publish'), onclick: () => this.publish() });
    this.discardButton = make('button', { type: 'button', class: 'button', id: 'discard', textContent: say('manage.discard'), onclick: () => this.discard() });
    this.told = make('p', { class: 'told', role: 'status', id: 'told' });
    this.body = make('div', { class: 'editor-body' });
    this.root.replaceChildren(
      make('div', { class: 'editor-top' }, make('h2', { textContent: say(`manage.${this.office.view}`) }), this.told,
        this.discardButton, this.publishButton), this.body);
    this.build();
    this.moved();
  }

  rebuild() {
    const focused = document.activeElement?.dataset?.pointer;
    this.body.replaceChildren();
    this.build();
    this.moved();
    if (focused) {
      this.fieldOf(focused)?.focus();
    }
  }

  /** After every change of the draft. */
  moved() {
    const dirty = this.dirty();
    for (const button of [this.publishButton, this.discardButton]) {
      setAttribute(button, 'aria-disabled', dirty && !this.publishing ? null : 'true');
    }
  }

  tell(key, kind, values) {
    setText(this.told, key && (has(key) ? say(key, values) : key));
    setAttribute(this.told, 'data-kind', kind ?? null);
  }

  set(pointer, value) {
    setAt(this.draft, pointer, value);
    this.complaintOff(pointer);
    this.tell('', null);
    this.moved();
  }

  async discard() {
    if (this.dirty()) {
      this.draft = clone(this.original);
      this.tell('', null);
      this.rebuild();
    }
  }

  async publish() {
    if (!this.dirty() || this.publishing) {
      return;
    }
    const wrong = this.check?.();
    if (wrong) {
      this.complain(wrong.path, wrong.remedy);
      return;
    }
    const list = changes(this.original, this.draft);
    const answer = await askClerk({
      title: say('manage.publish_title', { n: list.length }), lines: [say('manage.publish_line')], content: changeList(list),
      buttons: [{ value: 'yes', label: say('manage.publish'), main: true }],
    });
    if (answer) {
      await this.send();
    }
  }

  async send() {
    const value = clone(this.draft);
    if (value.version !== undefined) {
      value.version = versionName(this.office.store.now());
    }
    this.publishing = true;
    this.moved();
    try {
      const answer = await this.office.documents.publish(this.name, JSON.stringify(value, null, 1), this.etag);
      await this.answered(answer, value);
    } catch (error) {
      if (!(error instanceof Trouble)) {
        throw error;
      }
      this.tell('refusal.link_down', 'bad'); // Sent again it changes nothing, should it have arrived.
    }
    this.publishing = false;
    this.moved();
  }

  async answered({ status, body }, value) {
    if (status === 200) {
      // The draft stays the same object: the fields on the screen are bound to it.
      this.original = value;
      if (value.version !== undefined) {
        this.draft.version = value.version;
      }
      this.tell('manage.published', 'good', { version: body.version });
      const read = await this.office.documents.read(this.name);
      this.etag = read.etag;
    } else if (status === 422) {
      const { path, remedy, file } = placeOf(body.detail);
      this.complain(path, remedy, file);
    } else {
      this.tell(status === 412 ? 'manage.changed_meanwhile' : `refusal.${body.code}`, 'bad');
    }
  }

  /** The field of a pointer; else the first empty one below it, else that of what it is a part of. */
  fieldOf(pointer) {
    const below = [...this.root.querySelectorAll(`[data-pointer^="${CSS.escape(`${pointer}/`)}"]`)];
    if (below.length > 0) {
      return below.find((field) => field.value === '') ?? below[0];
    }
    for (let at = pointer; at; at = at.slice(0, at.lastIndexOf('/'))) {
      const field = this.root.querySelector(`[data-pointer="${CSS.escape(at)}"]`);
      if (field) {
        return field;
      }
    }
    return null;
  }

  /** Makes the field of `pointer` visible, where an editor shows one entry at a time. */
  reveal() {}

  complain(pointer, remedy, file = '') {
    this.reveal(pointer);
    const field = this.fieldOf(pointer);
    if (field) {
      setAttribute(field, 'aria-invalid', 'true');
      const note = find(field.getAttribute('aria-describedby'));
      setText(note, remedy);
      show(note, true);
      field.focus();
      this.tell('manage.mend_field', 'bad');
    } else {
      this.tell([file, pointer, remedy].filter(Boolean).join(' '), 'bad');
    }
  }

  complaintOff(pointer) {
    const field = this.fieldOf(pointer);
    if (field?.getAttribute('aria-invalid')) {
      setAttribute(field, 'aria-invalid', null);
      show(find(field.getAttribute('aria-describedby')), false);
    }
  }

  value(pointer) {
    return valueAt(this.draft, pointer);
  }
}
