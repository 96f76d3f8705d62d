// SPDX-License-Identifier: Apache-2.0
// Accounts: who may sign in, as what, and where they are signed in now.
import { askClerk } from '../common/dialogs.js';
import { find, make, setAttribute, setText } from '../common/dom.js';
import { has, nameIn, say } from '../common/text.js';

const kRoles = ['clerk', 'reception', 'manager', 'auditor'];

export class UsersView {
  constructor(office, root) {
    this.office = office;
    this.root = root;
    this.users = [];
    this.text = '';
  }

  async mayLeave() {
    return true;
  }

  async open() {
    this.told = make('p', { class: 'told', role: 'status', id: 'told' });
    this.search = make('input', { type: 'search', placeholder: say('manage.find_user'), 'aria-label': say('manage.find_user'), maxLength: 60 });
    this.search.addEventListener('input', () => this.draw());
    this.list = make('tbody', { id: 'users' });
    const head = (key) => make('th', { scope: 'col', textContent: say(key) });
    this.root.replaceChildren(
      make('div', { class: 'editor-top' }, make('h2', { textContent: say('manage.users') }), this.told,
        make('button', { type: 'button', class: 'button main', id: 'add-user', textContent: say('manage.add_user'), onclick: () => this.edit(null) })),
      make('div', { class: 'editor-body' }, make('section', { class: 'card group' }, this.search,
        make('div', { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': say('manage.users') }, make('table', {},
          make('thead', {}, make('tr', {}, head('clerk.staff_no'), head('manage.name'), head('manage.roles'), head('manage.user_state'), head('manage.change'))), this.list)))));
    await this.load();
  }

  async load() {
    const answer = await this.office.asked('GET', 'users');
    if (answer?.status === 200) {
      this.users = answer.body.users;
      this.draw();
    } else {
      this.tell(answer ? answer.body.code : 'link_down', 'bad');
    }
  }

  tell(code, kind) {
    const key = kind === 'bad' ? `refusal.${code}` : code;
    setText(this.told, !code ? '' : has(key) ? say(key) : code);
    setAttribute(this.told, 'data-kind', kind ?? null);
  }

  state(user) {
    return [
      user.active ? '' : say('manage.user_off'),
      user.counter ? this.office.names.counter(user.counter) : '',
      user.sessions > 0 ? say('manage.at_desk', { n: user.sessions }) : '',
      user.sample_pin ? say('manage.sample_pin') : '',
    ].filter(Boolean).join(' · ') || say('manage.signed_out');
  }

  draw() {
    const text = this.search.value.trim().toLowerCase();
    const rows = this.users.filter((user) => !text || user.id.toLowerCase().includes(text) || nameIn(user.label).toLowerCase().includes(text)
      || user.roles.some((role) => say(`manage.role_${role}`).toLowerCase().includes(text)));
    this.list.replaceChildren(...rows.map((user) => make('tr', { 'data-user': user.id, 'data-off': user.active ? 'no' : 'yes' },
      make('th', { scope: 'row', class: 'number', textContent: user.id }),
      make('td', { textContent: nameIn(user.label) || '—' }),
      make('td', {}, ...user.roles.map((role) => make('span', { class: 'tag', textContent: say(`manage.role_${role}`) }))),
      make('td', { textContent: this.state(user) }),
      make('td', {}, make('button', { type: 'button', class: 'button mini', textContent: say('manage.change'), 'aria-label': `${say('manage.change')} ${user.id}`, onclick: () => this.edit(user) })))));
  }

  async edit(user) {
    const line = (id, label, value, more) => make('label', { class: 'field' }, make('span', { textContent: label }), make('input', { id, name: id, value, ...more }));
    const answer = await askClerk({
      title: user ? say('manage.user_title', { id: user.id }) : say('manage.add_user'),
      content: make('div', { class: 'user-form' },
        user ? null : line('user_id', say('clerk.staff_no'), '', { type: 'text', maxLength: 64, autocomplete: 'off' }),
        make('fieldset', { class: 'choice' }, make('legend', { class: 'legend', textContent: say('manage.roles') }),
          ...kRoles.map((role) => make('label', { class: 'option' },
            make('input', { type: 'checkbox', name: `role_${role}`, checked: user ? user.roles.includes(role) : role === 'clerk' }),
            make('span', { textContent: say(`manage.role_${role}`) })))),
        make('label', { class: 'option' }, make('input', { type: 'checkbox', name: 'active', checked: user ? user.active : true }), make('span', { textContent: say('manage.user_on') })),
        line('new_pin', say(user ? 'manage.new_pin_optional' : 'manage.new_pin'), '', { type: 'password', maxLength: 64, autocomplete: 'new-password' })),
      buttons: [{ value: 'save', label: say('manage.save'), main: true }, ...(user ? [{ value: 'remove', label: say('manage.remove') }] : [])],
    });
    if (answer) {
      await (answer.button === 'remove' ? this.remove(user) : this.save(user?.id ?? answer.values.user_id?.trim().toUpperCase(), answer.values));
    }
  }

  async save(id, values) {
    const body = {
      roles: kRoles.filter((role) => values[`role_${role}`] === 'on'),
      active: values.active === 'on',
      ...(values.new_pin ? { pin: values.new_pin } : {}),
    };
    this.settle(await this.office.asked('PUT', `users/${encodeURIComponent(id || '-')}`, body), 'manage.user_saved');
  }

  async remove(user) {
    const sure = await askClerk({
      title: say('manage.remove_user', { id: user.id }), lines: [say('manage.remove_user_line')],
      buttons: [{ value: 'yes', label: say('manage.remove'), main: true }],
    });
    if (sure) {
      this.settle(await this.office.asked('DELETE', `users/${encodeURIComponent(user.id)}`), 'manage.user_removed');
    }
  }

  async settle(answer, words) {
    if (answer?.status === 200) {
      await this.load();
      this.tell(words, 'good');
    } else {
      this.tell(answer ? answer.body.code : 'link_down', 'bad');
    }
    find('add-user')?.focus();
  }
}
