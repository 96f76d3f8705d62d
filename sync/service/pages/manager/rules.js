// SPDX-License-Identifier: Apache-2.0
// The queues and the rules by which people are called.
import { make } from '../common/dom.js';
import { nameIn, say } from '../common/text.js';
import { Editor } from './editor.js';
import { checkField, group, lineField, named, numberField, selectField, textFields } from './fields.js';

const kCalling = [['priority_ratio', 1, 100], ['wait_cap_min', 1, 1440], ['recall_max', 0, 20], ['recall_interval_s', 1, 3600],
  ['no_show_after_calls', 1, 20], ['no_show_min_s', 0, 3600], ['requeue_within_min', 1, 1440], ['requeue_behind', 0, 100]];
const kDesk = [['undo_within_s', 0, 3600], ['double_press_s', 0, 3600], ['lease_min', 1, 1440], ['rating_prompt_s', 1, 3600]];
const kSwitches = ['call_next_finishes', 'implicit_start'];

export class RulesEditor extends Editor {
  constructor(office, root) {
    super(office, root, 'hall');
  }

  build() {
    const rule = ([name, least, most]) => numberField(this, `/policy/${name}`, say(`manage.rule_${name}`), { least, most });
    this.body.append(
      group(say('manage.calling_rules'), make('div', { class: 'grid' }, ...kCalling.map(rule))),
      group(say('manage.desk_rules'), make('div', { class: 'grid' }, ...kDesk.map(rule),
        ...kSwitches.map((name) => checkField(this, `/policy/${name}`, say(`manage.rule_${name}`))))),
      group(say('manage.classes'), ...(this.draft.priority_classes ?? []).map((one, place) => this.entry(
        [one.id, nameIn(one.name)], [textFields(this, `/priority_classes/${place}/name`, say('manage.name'))]))),
      group(say('manage.queues'), ...this.draft.queues.map((queue, place) => this.queue(queue, place))));
  }

  entry(heads, parts) {
    return make('details', { class: 'entry' }, make('summary', {}, make('strong', { textContent: heads[0] }),
      ...heads.slice(1).map((textContent) => make('span', { textContent }))), ...parts);
  }

  queue(queue, place) {
    const at = `/queues/${place}`;
    const counters = queue.counters.map((id) => this.draft.counters.find((one) => one.id === id)?.no ?? id);
    return this.entry([queue.prefix, nameIn(queue.name), say('ticket.counters', { counters: counters.join('、') })], [
      textFields(this, `${at}/name`, say('manage.name')),
      make('div', { class: 'grid' },
        lineField(this, `${at}/prefix`, say('manage.prefix'), { maxLength: 1 }),
        selectField(this, `${at}/zone`, say('manage.zone'), named(this.draft.zones)),
        numberField(this, `${at}/service_mean_min`, say('manage.service_mean'), { least: 0.1, most: 600, step: 0.01 })),
      this.counters(queue)]);
  }

  // A queue lists its counters and a counter its queues: both are changed together.
  counters(queue) {
    return make('fieldset', { class: 'choice' }, make('legend', { class: 'legend', textContent: say('manage.counters_of') }),
      ...this.draft.counters.map((counter) => {
        const box = make('input', { type: 'checkbox', checked: queue.counters.includes(counter.id) });
        box.addEventListener('change', () => {
          serve(this.draft, queue.id, counter.id, box.checked);
          this.moved();
        });
        return make('label', { class: 'option tick' }, box, make('span', { textContent: String(counter.no), 'aria-label': nameIn(counter.name) }));
      }));
  }

  reveal(pointer) {
    const box = this.fieldOf(pointer)?.closest('details');
    if (box) {
      box.open = true;
    }
  }
}

/** Lets a counter serve a queue, or no longer; in the queue's list and in the counter's. */
export function serve(hall, queueId, counterId, does) {
  const queue = hall.queues.find((one) => one.id === queueId);
  const counter = hall.counters.find((one) => one.id === counterId);
  queue.counters = queue.counters.filter((id) => id !== counterId);
  counter.serves = counter.serves.map((step) => step.filter((id) => id !== queueId)).filter((step) => step.length > 0);
  if (does) {
    queue.counters.push(counterId);
    queue.counters.sort();
    counter.serves.push([queueId]);
  }
}
