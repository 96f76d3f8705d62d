// SPDX-License-Identifier: Apache-2.0
// Opening hours, lunch duty, holidays and days that are open longer.
import { make } from '../common/dom.js';
import { nameIn, say } from '../common/text.js';
import { valueAt } from './documents.js';
import { Editor } from './editor.js';
import { checkField, emptyText, group, lineField, numberField, spansField, textFields } from './fields.js';

const kDays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const kLater = 60; // What an extended day is longer, to begin with.

/** "17:30" an hour later, at most 24:00. */
export function later(time, minutes = kLater) {
  const [hour, minute] = time.split(':').map(Number);
  const all = Math.min(24 * 60, hour * 60 + minute + minutes);
  return `${String(Math.floor(all / 60)).padStart(2, '0')}:${String(all % 60).padStart(2, '0')}`;
}

export class HoursEditor extends Editor {
  constructor(office, root) {
    super(office, root, 'hall');
    this.unread = new Set();
  }

  build() {
    this.unread.clear();
    const week = kDays.map((day) => spansField(this, `/hours/week/${day}`, say(`manage.${day}`)));
    this.body.append(
      group(say('manage.week'), make('p', { class: 'hint', textContent: say('manage.spans_hint') }), make('div', { class: 'grid' }, ...week)),
      group(say('manage.duty'), make('div', { class: 'grid' },
        spansField(this, '/hours/lunch_duty', say('manage.lunch_duty')),
        spansField(this, '/hours/saturday', say('manage.saturday')))),
      group(say('manage.issuing'), make('div', { class: 'grid' },
        numberField(this, '/hours/ticket_start_before_open_min', say('manage.ticket_start'), { otherwise: 20 }),
        numberField(this, '/hours/ticket_stop_before_close_min', say('manage.ticket_stop'), { otherwise: 15 }))),
      this.exceptions());
  }

  exceptions() {
    const list = this.draft.hours.exceptions ??= [];
    const past = this.today();
    const rows = list.map((one, place) => ({ one, place })).sort((a, b) => (a.one.date < b.one.date ? -1 : 1));
    const row = ({ one, place }) => {
      const at = `/hours/exceptions/${place}`;
      return make('details', { class: 'entry', open: one.fresh === true },
        make('summary', {}, make('strong', { class: 'number', textContent: one.date || say('manage.new') }),
          make('span', { textContent: one.closed ? say('manage.closed') : (one.hours ?? []).map((span) => span.join('–')).join(', ') }),
          make('span', { textContent: nameIn(one.reason) })),
        make('div', { class: 'grid' },
          lineField(this, `${at}/date`, say('manage.date'), { type: 'date' }),
          this.closedField(at),
          one.closed ? null : spansField(this, `${at}/hours`, say('manage.hours_that_day'))),
        textFields(this, `${at}/reason`, say('clerk.reason')),
        make('button', { type: 'button', class: 'button', textContent: say('manage.remove'), onclick: () => this.remove(place) }));
    };
    const upcoming = rows.filter(({ one }) => !one.date || one.date >= past);
    const over = rows.filter(({ one }) => one.date && one.date < past);
    return group(say('manage.exceptions'),
      make('div', { class: 'row-buttons' },
        make('button', { type: 'button', class: 'button', id: 'add-holiday', textContent: say('manage.add_holiday'), onclick: () => this.add(true) }),
        make('button', { type: 'button', class: 'button', id: 'add-extended', textContent: say('manage.add_extended'), onclick: () => this.add(false) })),
      ...upcoming.map(row),
      over.length > 0 ? make('details', { class: 'entry' }, make('summary', {}, make('span', { textContent: say('manage.past_days', { n: over.length }) })), ...over.map(row)) : null);
  }

  // Whether a day is closed decides whether it has hours.
  closedField(at) {
    const option = checkField(this, `${at}/closed`, say('manage.closed'));
    option.querySelector('input').addEventListener('change', (event) => {
      this.set(`${at}/hours`, event.target.checked ? undefined : this.usual());
      this.opened(at);
    });
    return option;
  }

  usual() {
    const spans = Object.values(this.draft.hours.week).find((day) => day.length > 0) ?? [['09:00', '17:00']];
    return spans.map((span) => [...span]);
  }

  today() {
    return new Intl.DateTimeFormat('en-CA', { timeZone: this.office.hall.time_zone }).format(this.office.store.now());
  }

  add(closed) {
    const usual = this.usual();
    const last = usual.at(-1);
    const entry = { date: '', closed, reason: emptyText(), ...(closed ? {} : { hours: [...usual.slice(0, -1), [last[0], later(last[1])]] }) };
    this.draft.hours.exceptions.push(entry);
    this.opened(`/hours/exceptions/${this.draft.hours.exceptions.length - 1}`);
    this.fieldOf(`/hours/exceptions/${this.draft.hours.exceptions.length - 1}/date`).focus();
  }

  // Draws anew with that entry unfolded.
  opened(at) {
    this.rebuild();
    this.reveal(`${at}/date`);
  }

  remove(place) {
    this.draft.hours.exceptions.splice(place, 1);
    this.rebuild();
  }

  reveal(pointer) {
    for (let box = this.fieldOf(pointer)?.closest('details'); box; box = box.parentElement.closest('details')) {
      box.open = true;
    }
  }

  check() {
    const [unread] = this.unread;
    if (unread) {
      return { path: unread, remedy: say('manage.spans_wrong') };
    }
    const bare = (this.draft.hours.exceptions ?? []).findIndex((one) => !one.date);
    if (bare >= 0) {
      return { path: `/hours/exceptions/${bare}/date`, remedy: say('manage.date_missing') };
    }
    const wordless = (this.draft.hours.exceptions ?? []).findIndex((one) => ['zh-Hant', 'zh-Hans', 'en'].some((tag) => !valueAt(one, `/reason/${tag}`)));
    return wordless >= 0 ? { path: `/hours/exceptions/${wordless}/reason/zh-Hant`, remedy: say('manage.three_languages') } : null;
  }
}
