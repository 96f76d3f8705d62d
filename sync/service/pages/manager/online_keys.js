// SPDX-License-Identifier: Apache-2.0
// The keys of online halls: made, shown once, revoked.
import { askClerk } from '../common/dialogs.js';
import { make, setAttribute, setText } from '../common/dom.js';
import { has, say } from '../common/text.js';

export class OnlineKeys {
  constructor(office, root) {
    this.office = office;
    this.root = root;
  }

  async open() {
    this.told = make('p', { class: 'told', role: 'status', id: 'told' });
    this.rows = make('tbody', { id: 'online-keys' });
    this.none = make('p', { class: 'empty', textContent: say('book.keys_none') });
    const head = (key) => make('th', { scope: 'col', textContent: say(key) });
    this.root.replaceChildren(
      make('div', { class: 'editor-top' }, make('h2', { textContent: say('book.part_online') }), this.told,
        make('button', { type: 'button', class: 'button main', id: 'add-key', textContent: say('book.add_key'), onclick: () => this.add() })),
      make('div', { class: 'editor-body' }, make('section', { class: 'card group' },
        make('p', { class: 'hint', textContent: say('book.keys_line') }),
        make('div', { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': say('book.part_online') }, make('table', {},
          make('thead', {}, make('tr', {}, head('book.key'), head('manage.name'), head('book.made'), head('book.made_by'), head('manage.change'))), this.rows)),
        this.none)));
    await this.load();
  }

  async load() {
    const answer = await this.office.asked('GET', 'online-keys');
    if (answer?.status !== 200) {
      this.tell(`refusal.${answer?.body?.code ?? 'link_down'}`, 'bad');
      return;
    }
    const when = (ms) => new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: this.office.hall.time_zone }).format(ms);
    this.rows.replaceChildren(...answer.body.keys.map((key) => make('tr', { 'data-online': key.id },
      make('th', { scope: 'row', class: 'number', textContent: key.id }), make('td', { textContent: key.name }),
      make('td', { class: 'number', textContent: when(key.made) }), make('td', { textContent: key.by }),
      make('td', {}, make('button', { type: 'button', class: 'button mini', textContent: say('book.revoke'), 'aria-label': `${say('book.revoke')} ${key.name}`, onclick: () => this.revoke(key) })))));
    this.none.hidden = answer.body.keys.length > 0;
  }

  tell(key, kind) {
    setText(this.told, has(key) ? say(key) : key);
    setAttribute(this.told, 'data-kind', kind);
  }

  async add() {
    const wish = await askClerk({
      title: say('book.add_key'), lines: [say('book.add_key_line')],
      content: make('label', { class: 'field' }, make('span', { textContent: say('manage.name') }), make('input', { type: 'text', name: 'key_name', id: 'key-name', maxLength: 60, required: true })),
      buttons: [{ value: 'yes', label: say('book.make_key'), main: true }],
    });
    const name = wish?.values.key_name?.trim();
    if (!name) {
      return;
    }
    const answer = await this.office.asked('POST', 'online-keys', { name });
    if (answer?.status !== 200) {
      this.tell(`refusal.${answer?.body?.code ?? 'link_down'}`, 'bad');
      return;
    }
    await this.load();
    await askClerk({
      title: say('book.key_made', { name }), lines: [say('book.key_once')],
      content: make('input', { type: 'text', id: 'key-secret', class: 'secret', readOnly: true, value: answer.body.secret, 'aria-label': say('book.secret'), onfocus: (event) => event.target.select() }),
      buttons: [], closeLabel: say('clerk.close'),
    });
  }

  async revoke(key) {
    const sure = await askClerk({
      title: say('book.revoke_title', { name: key.name }), lines: [say('book.revoke_line')], buttons: [{ value: 'yes', label: say('book.revoke'), main: true }],
    });
    if (sure) {
      const answer = await this.office.asked('DELETE', `online-keys/${key.id}`);
      const good = answer?.status === 200;
      this.tell(good ? 'book.revoked' : `refusal.${answer?.body?.code ?? 'link_down'}`, good ? 'good' : 'bad');
      await this.load();
    }
  }
}
