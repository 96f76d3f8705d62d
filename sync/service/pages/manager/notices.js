// SPDX-License-Identifier: Apache-2.0
// The public board: notices and rules to read, from when and until when; and the honour page.
import { make, setAttribute } from '../common/dom.js';
import { nameIn, say } from '../common/text.js';
import { Editor } from './editor.js';
import { emptyText, lineField, selectField, textFields } from './fields.js';
import { Honours, nobodyAt } from './honours.js';

const kParts = ['notices', 'honours'];

/** 'up', 'later' or 'over' on a day like "2026-11-23". */
export function standing(notice, day) {
  if (notice.to && notice.to < day) {
    return 'over';
  }
  return notice.from && notice.from > day ? 'later' : 'up';
}

export class NoticesEditor extends Editor {
  constructor(office, root) {
    super(office, root, 'notices');
    this.at = 0;
    this.part = 'notices';
    this.honours = new Honours(this, standing);
  }

  today() {
    return new Intl.DateTimeFormat('en-CA', { timeZone: this.office.hall.time_zone }).format(this.office.store.now());
  }

  build() {
    this.switch = make('div', { class: 'floors', role: 'group', 'aria-label': say('manage.board_parts') }, ...kParts.map((part) => make('button', {
      type: 'button', class: 'button', 'data-part': part, 'aria-pressed': part === this.part, textContent: say(`manage.part_${part}`),
      onclick: () => this.turnTo(part),
    })));
    this.body.append(this.switch);
    if (this.part === 'honours') {
      this.list = null;
      this.honours.build(this.body);
    } else {
      this.buildNotices();
    }
  }

  turnTo(part) {
    this.part = part;
    this.rebuild();
    this.switch.querySelector(`[data-part="${part}"]`).focus();
  }

  /** What can be said before the service is asked. */
  check() {
    const path = nobodyAt(this.draft.honours ?? []);
    return path && { path, remedy: say('manage.honour_nobody') };
  }

  buildNotices() {
    this.at = Math.max(0, Math.min(this.at, this.draft.notices.length - 1));
    this.list = make('ul', { class: 'picker' });
    this.form = make('section', { class: 'card group' });
    this.body.append(make('div', { class: 'two' },
      make('section', { class: 'card group' },
        make('div', { class: 'row-buttons' }, make('button', { type: 'button', class: 'button', id: 'add-notice', textContent: say('manage.add_notice'), onclick: () => this.add() })),
        this.list), this.form));
    this.drawList();
    this.drawForm();
  }

  moved() {
    super.moved();
    if (this.list) {
      this.drawList();
    } else if (this.part === 'honours') {
      this.honours.drawList();
    }
  }

  drawList() {
    const day = this.today();
    this.list.replaceChildren(...this.draft.notices.map((notice, place) => {
      const state = standing(notice, day);
      const button = make('button', { type: 'button', class: 'pick', onclick: () => {
        this.at = place;
        this.drawList();
        this.drawForm();
      } }, make('strong', { textContent: nameIn(notice.title) || say('manage.new') }),
      make('span', { class: 'tag', 'data-kind': state, textContent: say(`manage.notice_${state}`) }),
      make('small', { textContent: [notice.kind === 'regulation' ? say('manage.regulation') : '', notice.from || notice.to ? `${notice.from ?? '…'} – ${notice.to ?? '…'}` : say('manage.always')].filter(Boolean).join(' · ') }));
      setAttribute(button, 'aria-current', place === this.at ? 'true' : null);
      return make('li', {}, button);
    }));
  }

  drawForm() {
    const notice = this.draft.notices[this.at];
    if (!notice) {
      this.form.replaceChildren();
      return;
    }
    const at = `/notices/${this.at}`;
    this.form.replaceChildren(
      make('div', { class: 'grid' },
        lineField(this, `${at}/id`, say('manage.id'), { maxLength: 32 }),
        selectField(this, `${at}/kind`, say('manage.kind'), [['', say('manage.notice')], ['regulation', say('manage.regulation')]]),
        lineField(this, `${at}/from`, say('manage.from'), { type: 'date', optional: true }),
        lineField(this, `${at}/to`, say('manage.to'), { type: 'date', optional: true })),
      textFields(this, `${at}/title`, say('manage.notice_title')),
      textFields(this, `${at}/body`, say('manage.notice_body'), { area: true, rows: 4 }),
      make('button', { type: 'button', class: 'button', textContent: say('manage.remove'), onclick: () => this.remove() }));
  }

  add() {
    const taken = new Set(this.draft.notices.map((one) => one.id));
    let n = this.draft.notices.length + 1;
    while (taken.has(`notice-${n}`)) {
      n += 1;
    }
    this.draft.notices.unshift({ id: `notice-${n}`, from: this.today(), title: emptyText(), body: emptyText() });
    this.at = 0;
    this.rebuild();
    this.fieldOf('/notices/0/title/zh-Hant').focus();
  }

  remove() {
    this.draft.notices.splice(this.at, 1);
    this.rebuild();
  }

  reveal(pointer) {
    const part = pointer.startsWith('/honours') ? 'honours' : 'notices';
    if (part !== this.part) {
      this.turnTo(part);
    }
    if (part === 'honours') {
      this.honours.reveal(pointer);
      return;
    }
    const place = Number(/^\/notices\/(\d+)/.exec(pointer)?.[1] ?? this.at);
    if (place !== this.at) {
      this.at = place;
      this.drawList();
      this.drawForm();
    }
  }
}
