// SPDX-License-Identifier: Apache-2.0
// The honour page 榮譽榜: distinctions, and the counters and people who have them. The order here is
// the order in which the wall shows them.
import { make, setAttribute } from '../common/dom.js';
import { nameIn, say } from '../common/text.js';
import { freshId, moveTo } from './cards.js';
import { emptyText, group, lineField, textFields, tickFields } from './fields.js';

/** "2026-12" after "2026-11"; nothing after nothing. Pure. */
export function monthAfter(month) {
  const [, year, nth] = /^(\d{4})-(\d{2})$/.exec(month ?? '') ?? [];
  if (!year) {
    return undefined;
  }
  const next = Number(year) * 12 + Number(nth);
  return `${Math.floor(next / 12)}-${String((next % 12) + 1).padStart(2, '0')}`;
}

/** The place of the first distinction that nobody has; undefined when each has somebody. Pure. */
export function nobodyAt(honours) {
  const place = honours.findIndex((one) => !one.counters?.length && !one.clerks?.length);
  return place < 0 ? undefined : `/honours/${place}/counters`;
}

/** All that may be ticked: who is in the hall, and who is honoured and is not in it any more. Pure. */
export function choices(inHall, chosen, words) {
  const known = new Set(inHall.map((one) => one.id));
  return [...inHall.map((one) => [one.id, words(one)]), ...(chosen ?? []).filter((id) => !known.has(id)).map((id) => [id, id])];
}

export class Honours {
  /** `standing`: "up", "later" or "over" of an entry on a day. */
  constructor(editor, standing) {
    this.editor = editor;
    this.standing = standing;
    this.at = 0;
  }

  all() {
    return this.editor.draft.honours ?? [];
  }

  /** Fills `root`. */
  build(root) {
    this.list = make('ul', { class: 'picker tall' });
    this.form = make('div', { class: 'matter' });
    root.append(make('div', { class: 'two' },
      make('section', { class: 'card group' },
        make('p', { class: 'hint', textContent: say('manage.honours_line') }),
        make('div', { class: 'row-buttons' }, make('button', {
          type: 'button', class: 'button', id: 'add-honour', textContent: say('manage.add_honour'), onclick: () => this.add({ title: emptyText() }),
        })), this.list), this.form));
    this.draw();
  }

  draw() {
    this.at = Math.max(0, Math.min(this.at, this.all().length - 1));
    this.drawList();
    this.form.replaceChildren(...(this.all().length === 0 ? [] : this.parts()));
  }

  drawList() {
    const day = this.editor.today();
    this.list.replaceChildren(...this.all().map((honour, place) => {
      const state = this.standing(honour, day);
      const has = say('manage.honour_has', { counters: honour.counters?.length ?? 0, clerks: honour.clerks?.length ?? 0 });
      const button = make('button', { type: 'button', class: 'pick', 'data-id': honour.id, onclick: () => this.choose(place) },
        make('strong', { textContent: nameIn(honour.title) || say('manage.new') }),
        make('span', { class: 'tag', 'data-kind': state, textContent: say(`manage.notice_${state}`) }),
        make('small', { textContent: [honour.month, has].filter(Boolean).join(' · ') }));
      setAttribute(button, 'aria-current', place === this.at ? 'true' : null);
      return make('li', {}, button);
    }));
  }

  choose(place) {
    this.at = place;
    this.draw();
  }

  /** Shows the entry that a place in the document is a part of. */
  reveal(pointer) {
    const place = Number(/^\/honours\/(\d+)/.exec(pointer)?.[1] ?? this.at);
    if (place !== this.at) {
      this.choose(place);
    }
  }

  add(honour) {
    this.editor.draft.honours ??= [];
    this.all().unshift({ id: freshId(this.all(), 'honour'), ...honour });
    this.editor.moved();
    this.choose(0);
    this.editor.fieldOf('/honours/0/title/zh-Hant').focus();
  }

  parts() {
    const { editor } = this;
    const honour = this.all()[this.at];
    const at = `/honours/${this.at}`;
    const { counters, clerks } = editor.office.hall;
    return [
      group(nameIn(honour.title) || say('manage.new'),
        textFields(editor, `${at}/title`, say('manage.honour_title')),
        make('div', { class: 'grid' },
          lineField(editor, `${at}/month`, say('manage.honour_month'), { type: 'month', optional: true }),
          lineField(editor, `${at}/from`, say('manage.from'), { type: 'date', optional: true }),
          lineField(editor, `${at}/to`, say('manage.to'), { type: 'date', optional: true }),
          lineField(editor, `${at}/id`, say('manage.id'), { maxLength: 32 })),
        this.buttons(honour)),
      group(say('manage.honour_who'),
        tickFields(editor, `${at}/counters`, say('manage.counters'), choices(counters, honour.counters, (one) => String(one.no))),
        tickFields(editor, `${at}/clerks`, say('manage.people'), choices(clerks, honour.clerks, (one) => nameIn(one.label)), { find: say('manage.find_staff') })),
    ];
  }

  buttons(honour) {
    const last = this.all().length - 1;
    const button = (id, key, off, press) => make('button', {
      type: 'button', class: 'button', id, textContent: say(key), ...(off ? { 'aria-disabled': 'true' } : { onclick: press }),
    });
    const changed = (change, again) => {
      change();
      this.editor.moved();
      this.draw();
      this.form.querySelector(again)?.focus();
    };
    const shift = (by, again) => changed(() => {
      moveTo(this.all(), this.at, this.at + by);
      this.at += by;
    }, again);
    return make('div', { class: 'row-buttons' },
      button('honour-next', 'manage.honour_next', false, () => this.add({ title: { ...honour.title }, month: monthAfter(honour.month) })),
      button('honour-up', 'manage.earlier', this.at === 0, () => shift(-1, '#honour-up')),
      button('honour-down', 'manage.later', this.at === last, () => shift(1, '#honour-down')),
      button('honour-remove', 'manage.remove', false, () => changed(() => this.all().splice(this.at, 1), '#honour-remove')));
  }
}
