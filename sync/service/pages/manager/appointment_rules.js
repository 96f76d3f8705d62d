// SPDX-License-Identifier: Apache-2.0
// The slots: how long, how many of each queue, how far ahead. Part of the hall's document.
import { make, setAttribute } from '../common/dom.js';
import { nameIn, say } from '../common/text.js';
import { Editor } from './editor.js';
import { group, numberField, spansField } from './fields.js';

const kAt = '/policy/appointment';
const kNumbers = [['slot_min', 5, 720, 30], ['per_slot', 0, 999, 0], ['max_per_person_day', 1, 20, 1], ['arrive_early_min', 0, 720, 15],
  ['grace_min', 0, 720, 10], ['cancel_before_min', 0, 720, 60]];

export class AppointmentRules extends Editor {
  constructor(office, root) {
    super(office, root, 'hall');
    this.unread = new Set();
  }

  build() {
    this.draft.policy.appointment ??= { days_ahead: [1, 5] };
    this.draft.policy.appointment.days_ahead ??= [1, 5];
    this.original.policy.appointment ??= { days_ahead: [1, 5] };
    this.original.policy.appointment.days_ahead ??= [1, 5];
    this.body.append(
      group(say('book.rules'), make('div', { class: 'grid' },
        ...kNumbers.map(([name, least, most, otherwise]) => numberField(this, `${kAt}/${name}`, say(`book.rule_${name}`), { least, most, otherwise })),
        numberField(this, `${kAt}/days_ahead/0`, say('book.rule_days_from'), { least: 0, most: 60 }),
        numberField(this, `${kAt}/days_ahead/1`, say('book.rule_days_to'), { least: 0, most: 60 }),
        this.hours())),
      group(say('book.quotas'), make('p', { class: 'hint', textContent: say('book.quotas_line') }), make('div', { class: 'grid' },
        ...this.draft.queues.map((queue) => this.quota(queue)))));
  }

  hours() {
    const field = spansField(this, `${kAt}/hours`, say('book.rule_hours'));
    field.querySelector('input').placeholder = say('book.rule_hours_all');
    return field;
  }

  // Empty: as many as the rule for all queues says.
  quota(queue) {
    const list = () => this.draft.policy.appointment.quotas ?? [];
    const place = list().findIndex((one) => one.queue === queue.id);
    const input = make('input', {
      type: 'number', min: 0, max: 999, step: 1, inputMode: 'numeric', value: place < 0 ? '' : list()[place].per_slot,
      'data-queue': queue.id, ...(place < 0 ? {} : { 'data-pointer': `${kAt}/quotas/${place}/per_slot` }),
    });
    input.addEventListener('input', () => {
      const others = list().filter((one) => one.queue !== queue.id);
      this.draft.policy.appointment.quotas = input.value === '' ? others
        : [...others, { queue: queue.id, per_slot: Number(input.value) }].sort((a, b) => (a.queue < b.queue ? -1 : 1));
      setAttribute(input, 'aria-invalid', input.checkValidity() ? null : 'true');
      this.tell('', null);
      this.moved();
    });
    return make('label', { class: 'field number-field' }, make('span', { textContent: `${queue.prefix} ${nameIn(queue.name)}` }), input);
  }

  check() {
    return this.unread.size > 0 ? { path: [...this.unread][0], remedy: say('manage.spans_wrong') } : null;
  }
}
