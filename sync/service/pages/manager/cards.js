// SPDX-License-Identifier: Apache-2.0
// The cards of the kiosk's first screen: categories, in one of which every matter stands, and life
// events, which name as many as they like. Their order here is their order there.
import { make, setAttribute } from '../common/dom.js';
import { nameIn, say } from '../common/text.js';
import { emptyText, group, lineField, selectField, textFields } from './fields.js';

const kColor = '#0A3D62';

/** What stands at `from` is put to `to`, the rest moves up; the list itself is changed. Pure. */
export function moveTo(list, from, to) {
  if (from >= 0 && from < list.length && to >= 0 && to < list.length) {
    list.splice(to, 0, ...list.splice(from, 1));
  }
  return list;
}

/** An id that no card has yet: "category-13". Pure. */
export function freshId(cards, kind) {
  const taken = new Set(cards.map((one) => one.id));
  let n = cards.length + 1;
  while (taken.has(`${kind}-${n}`)) {
    n += 1;
  }
  return `${kind}-${n}`;
}

export class Cards {
  /** `name`: "categories" or "events" of the draft of `editor`, in which all of it stands. */
  constructor(editor, name) {
    this.editor = editor;
    this.name = name;
    this.at = 0;
  }

  cards() {
    return this.editor.draft[this.name];
  }

  /** Fills `root`. */
  build(root) {
    this.list = make('ul', { class: 'picker tall' });
    this.form = make('div', { class: 'matter' });
    root.append(make('div', { class: 'two' },
      make('section', { class: 'card group' },
        make('p', { class: 'hint', textContent: say(`manage.${this.name}_line`) }), this.list,
        make('div', { class: 'row-buttons' }, make('button', {
          type: 'button', class: 'button', id: 'add-card', textContent: say('manage.add_card'), onclick: () => this.add(),
        }))), this.form));
    this.draw();
  }

  draw() {
    this.at = Math.min(this.at, this.cards().length - 1);
    this.drawList();
    this.form.replaceChildren(...(this.at < 0 ? [] : this.parts()));
  }

  drawList() {
    this.list.replaceChildren(...this.cards().map((card, place) => {
      const button = make('button', { type: 'button', class: 'pick', 'data-id': card.id, onclick: () => this.choose(place) },
        make('strong', { textContent: nameIn(card.name) || card.id }),
        make('small', { textContent: say('manage.matters_in', { n: card.items.length }) }));
      setAttribute(button, 'aria-current', place === this.at ? 'true' : null);
      return make('li', {}, button);
    }));
  }

  choose(place) {
    this.at = place;
    this.draw();
  }

  // After a change the same button is under the finger again.
  changed(change, again = null) {
    change();
    this.editor.moved();
    this.draw();
    (again && this.form.querySelector(again))?.focus();
  }

  add() {
    const cards = this.cards();
    cards.push({ id: freshId(cards, this.name), name: emptyText(), icon: cards[0]?.icon ?? 'help', color: kColor, items: [] });
    this.editor.moved();
    this.choose(cards.length - 1);
    this.form.querySelector('input')?.focus();
  }

  parts() {
    const card = this.cards()[this.at];
    const at = `/${this.name}/${this.at}`;
    const icons = [...new Set([...this.editor.draft.categories, ...this.editor.draft.events].map((one) => one.icon))].sort();
    const last = this.cards().length - 1;
    const button = (id, key, off, press) => make('button', {
      type: 'button', class: 'button', id, textContent: say(key), ...(off ? { 'aria-disabled': 'true' } : { onclick: press }),
    });
    const shift = (by) => this.changed(() => {
      moveTo(this.cards(), this.at, this.at + by);
      this.at += by;
    }, by < 0 ? '#card-up' : '#card-down');
    // In a category every matter has its one place, so only an empty one may go.
    const isNeeded = this.name === 'categories' && card.items.length > 0;
    return [group(nameIn(card.name) || card.id,
      textFields(this.editor, `${at}/name`, say('manage.name')),
      make('div', { class: 'grid' },
        lineField(this.editor, `${at}/id`, say('manage.card_id'), { maxLength: 40 }),
        selectField(this.editor, `${at}/icon`, say('manage.card_icon'), icons.map((icon) => [icon, icon.replace(/_/g, ' ')])),
        lineField(this.editor, `${at}/color`, say('manage.card_color'), { type: 'color' })),
      make('div', { class: 'row-buttons' },
        button('card-up', 'manage.earlier', this.at === 0, () => shift(-1)),
        button('card-down', 'manage.later', this.at === last, () => shift(1)),
        button('card-remove', 'manage.remove', isNeeded, () => this.changed(() => this.cards().splice(this.at, 1))),
        isNeeded ? make('small', { class: 'hint', textContent: say('manage.card_not_empty') }) : null)),
    group(say('manage.matters_in', { n: card.items.length }), this.adder(card), this.matters(card))];
  }

  nameOf(id) {
    const item = this.editor.draft.items.find((one) => one.id === id);
    return item ? `${id} ${nameIn(item.name)}` : id;
  }

  /** Brings a matter here: out of its category, or in addition to the other events. */
  adder(card) {
    const out = this.editor.draft.items.filter((item) => !card.items.includes(item.id));
    const list = make('select', { id: 'add-matter' }, make('option', { value: '', textContent: say('manage.choose_matter') }),
      ...out.map((item) => make('option', { value: item.id, textContent: this.nameOf(item.id) })));
    list.addEventListener('change', () => list.value && this.changed(() => {
      if (this.name === 'categories') {
        for (const other of this.cards()) {
          other.items = other.items.filter((id) => id !== list.value);
        }
      }
      card.items.push(list.value);
    }, '#add-matter'));
    return make('label', { class: 'field' }, make('span', { textContent: say(`manage.bring_${this.name}`) }), list);
  }

  matters(card) {
    return make('ol', { class: 'card-matters' }, ...card.items.map((id, place) => {
      const name = this.nameOf(id);
      const mini = (act, key, off, press) => make('button', {
        type: 'button', class: 'button mini', 'data-act': `${act}-${id}`, textContent: say(key), 'aria-label': `${say(key)} ${name}`,
        ...(off ? { 'aria-disabled': 'true' } : { onclick: press }),
      });
      const shift = (by, act) => this.changed(() => moveTo(card.items, place, place + by), `[data-act="${act}-${CSS.escape(id)}"]`);
      return make('li', { 'data-id': id }, make('span', { textContent: name }), make('span', { class: 'row-buttons' },
        mini('up', 'manage.earlier', place === 0, () => shift(-1, 'up')),
        mini('down', 'manage.later', place === card.items.length - 1, () => shift(1, 'down')),
        this.name === 'events' ? mini('off', 'manage.remove', false, () => this.changed(() => card.items.splice(place, 1), '#add-matter'))
          : this.mover(card, id, name)));
    }));
  }

  mover(card, id, name) {
    const list = make('select', { class: 'mini', 'data-act': `move-${id}`, 'aria-label': `${say('manage.move_to')} ${name}` },
      make('option', { value: '', textContent: say('manage.move_to') }),
      ...this.cards().filter((one) => one !== card).map((one) => make('option', { value: one.id, textContent: nameIn(one.name) || one.id })));
    list.addEventListener('change', () => this.changed(() => {
      card.items.splice(card.items.indexOf(id), 1);
      this.cards().find((one) => one.id === list.value).items.push(id);
    }, '#add-matter'));
    return list;
  }
}
