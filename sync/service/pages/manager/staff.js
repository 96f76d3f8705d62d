// SPDX-License-Identifier: Apache-2.0
// Counters and the people who sit at them.
import { make } from '../common/dom.js';
import { nameIn, say } from '../common/text.js';
import { Editor } from './editor.js';
import { checkField, group, lineField, named, selectField, textFields } from './fields.js';
import { serve } from './rules.js';

export class StaffEditor extends Editor {
  constructor(office, root) {
    super(office, root, 'hall');
    this.text = '';
  }

  build() {
    this.search = make('input', { type: 'search', value: this.text, placeholder: say('manage.find_staff'), 'aria-label': say('manage.find_staff'), maxLength: 60 });
    this.search.addEventListener('input', () => {
      this.text = this.search.value;
      this.filter();
    });
    this.counters = make('div', {}, ...this.draft.counters.map((counter, place) => this.counter(counter, place)));
    this.people = make('div', {}, ...this.draft.clerks.map((clerk, place) => this.clerk(clerk, place)));
    this.body.append(this.search, group(say('manage.counters'), this.counters), group(say('manage.people'), this.people));
    this.filter();
  }

  // Folded entries say enough to be found by; what is unfolded makes its fields only then.
  entry(heads, fields) {
    const box = make('details', { class: 'entry' }, make('summary', {}, make('strong', { class: 'number', textContent: heads[0] }),
      ...heads.slice(1).map((textContent) => make('span', { textContent }))));
    box.addEventListener('toggle', () => box.open && this.fill(box));
    box.fields = fields;
    return box;
  }

  fill(box) {
    if (box.fields) {
      box.append(...box.fields());
      box.fields = null;
    }
  }

  filter() {
    const wanted = this.text.trim().toLowerCase();
    for (const box of this.body.querySelectorAll('details.entry')) {
      box.hidden = wanted !== '' && !box.firstChild.textContent.toLowerCase().includes(wanted);
    }
  }

  counter(counter, place) {
    const at = `/counters/${place}`;
    const queues = counter.serves.flat().map((id) => this.office.names.queue(id)).join('、');
    return this.entry([String(counter.no), nameIn(counter.name), queues], () => [
      textFields(this, `${at}/name`, say('manage.name')),
      make('div', { class: 'grid' },
        lineField(this, `${at}/phone`, say('manage.phone'), { optional: true, maxLength: 40 }),
        checkField(this, `${at}/lunch_duty`, say('manage.lunch_duty')),
        checkField(this, `${at}/saturday`, say('manage.saturday'))),
      this.ticks(say('manage.queues'), this.draft.queues.map((queue) => [queue.id, queue.prefix, nameIn(queue.name)]),
        (id) => counter.serves.flat().includes(id), (id, does) => serve(this.draft, id, counter.id, does))]);
  }

  clerk(clerk, place) {
    const at = `/clerks/${place}`;
    const departments = this.office.catalogue?.departments ?? [];
    return this.entry([clerk.id, nameIn(clerk.label), nameIn(clerk.post), clerk.counters.join('、')], () => [
      textFields(this, `${at}/label`, say('manage.name')),
      textFields(this, `${at}/post`, say('manage.post')),
      make('div', { class: 'grid' },
        lineField(this, `${at}/badge`, say('manage.badge'), { maxLength: 32 }),
        selectField(this, `${at}/department`, say('manage.department'), named(departments)),
        lineField(this, `${at}/phone`, say('manage.phone'), { optional: true, maxLength: 40 })),
      this.ticks(say('manage.counters'), this.draft.counters.map((counter) => [counter.id, String(counter.no), nameIn(counter.name)]),
        (id) => clerk.counters.includes(id), (id, does) => {
          clerk.counters = this.draft.counters.map((one) => one.id).filter((one) => (one === id ? does : clerk.counters.includes(one)));
        })]);
  }

  /** Boxes to tick: `all` = [[id, short, name]]; `set(id, on)` changes the draft. */
  ticks(label, all, isOn, set) {
    return make('fieldset', { class: 'choice' }, make('legend', { class: 'legend', textContent: label }),
      ...all.map(([id, short, name]) => {
        const box = make('input', { type: 'checkbox', checked: isOn(id), 'aria-label': `${short} ${name}` });
        box.addEventListener('change', () => {
          set(id, box.checked);
          this.moved();
        });
        return make('label', { class: 'option tick' }, box, make('span', { textContent: short, title: name }));
      }));
  }

  reveal(pointer) {
    const [, list, place] = /^\/(counters|clerks)\/(\d+)/.exec(pointer) ?? [];
    const box = list && (list === 'counters' ? this.counters : this.people).children[Number(place)];
    if (box) {
      this.fill(box);
      box.hidden = false;
      box.open = true;
    }
  }
}
