// SPDX-License-Identifier: Apache-2.0
// The catalogue: 230 matters, each with its guide in three languages, and what they lack.
import { make, setAttribute, setText } from '../common/dom.js';
import { nameIn, say } from '../common/text.js';
import { mattersFor } from '../reception/finder.js';
import { Cards } from './cards.js';
import { Editor } from './editor.js';
import { checkField, group, lineField, named, numberField, selectField, textFields } from './fields.js';
import { gapNames, gapsOf, report } from './matter_gaps.js';

const kParts = ['items', 'categories', 'events'];
const kUnits = ['none', 'now', 'hour', 'day', 'workday', 'month'];
const kCounted = ['hour', 'day', 'workday', 'month'];
const kFlags = ['appointment', 'online', 'must_record', 'courier', 'home_visit', 'agency', 'joint', 'extended_hours'];
const hasHan = /[\u3400-\u9fff]/;

export class MattersEditor extends Editor {
  constructor(office, root) {
    super(office, root, 'catalog');
    this.at = 0;
    this.gap = '';
    this.text = '';
    this.part = 'items';
    this.cards = { categories: new Cards(this, 'categories'), events: new Cards(this, 'events') };
  }

  build() {
    this.switch = make('div', { class: 'floors', role: 'group', 'aria-label': say('manage.parts') }, ...kParts.map((part) => make('button', {
      type: 'button', class: 'button', 'data-part': part, 'aria-pressed': part === this.part, textContent: say(`manage.part_${part}`),
      onclick: () => this.turnTo(part),
    })));
    this.body.append(this.switch);
    if (this.part === 'items') {
      this.buildMatters();
    } else {
      this.list = null;
      this.cards[this.part].build(this.body);
    }
  }

  turnTo(part) {
    this.part = part;
    this.rebuild();
    this.switch.querySelector(`[data-part="${part}"]`).focus();
  }

  buildMatters() {
    this.search = make('input', { type: 'search', value: this.text, placeholder: say('manage.find_matter'), 'aria-label': say('manage.find_matter'), maxLength: 60 });
    this.search.addEventListener('input', () => {
      this.text = this.search.value;
      this.drawList();
    });
    this.gaps = make('select', { 'aria-label': say('manage.gap'), onchange: () => {
      this.gap = this.gaps.value;
      this.drawList();
    } });
    this.list = make('ul', { class: 'picker tall' });
    this.count = make('p', { class: 'hint', role: 'status' });
    this.form = make('div', { class: 'matter' });
    this.body.append(make('div', { class: 'two' },
      make('section', { class: 'card group' }, this.search, this.gaps, this.count, this.list), this.form));
    this.drawList();
    this.drawForm();
  }

  found() {
    const { items } = this.draft;
    const text = this.text.trim().toLowerCase();
    const fits = !text ? items : hasHan.test(text) ? mattersFor(text, [...items])
      : items.filter((item) => item.id.toLowerCase().startsWith(text) || item.name.en.toLowerCase().includes(text)
        || item.code?.catalog?.toLowerCase().startsWith(text));
    return fits.filter((item) => !this.gap || (this.gap === 'any' ? gapsOf(item).length > 0 : gapsOf(item).includes(this.gap)));
  }

  drawList() {
    const { complete, counts } = report(this.draft.items);
    const options = [['', say('manage.all_matters')], ['any', say('manage.incomplete', { n: this.draft.items.length - complete })],
      ...gapNames.filter((name) => counts[name] > 0 || name === this.gap).map((name) => [name, `${say(`manage.gap_${name}`)} (${counts[name]})`])];
    this.gaps.replaceChildren(...options.map(([value, textContent]) => make('option', { value, textContent, selected: value === this.gap })));
    const rows = this.found();
    setText(this.count, say('manage.matters_n', { n: rows.length, all: this.draft.items.length, complete }));
    this.list.replaceChildren(...rows.map((item) => {
      const place = this.draft.items.indexOf(item);
      const gaps = gapsOf(item);
      const button = make('button', { type: 'button', class: 'pick', 'data-id': item.id, onclick: () => this.choose(place) },
        make('strong', { textContent: nameIn(item.name) || item.id }),
        make('small', { textContent: [item.id, item.queue, ...gaps.map((gap) => say(`manage.gap_${gap}`))].join(' · ') }),
        gaps.length > 0 ? make('span', { class: 'tag', 'data-kind': 'later', textContent: String(gaps.length) }) : null);
      setAttribute(button, 'aria-current', place === this.at ? 'true' : null);
      return make('li', {}, button);
    }));
  }

  choose(place) {
    this.at = place;
    for (const button of this.list.querySelectorAll('.pick')) {
      setAttribute(button, 'aria-current', button.dataset.id === this.draft.items[place].id ? 'true' : null);
    }
    this.drawForm();
  }

  drawForm() {
    const item = this.draft.items[this.at];
    const at = `/items/${this.at}`;
    const { code_lists: lists, departments, steps, laws } = this.draft;
    const coded = (name) => Object.entries(lists[name] ?? {}).map(([code, label]) => [code, `${code} ${nameIn(label)}`]);
    const again = () => this.drawForm();
    this.form.replaceChildren(
      group(`${item.id} ${nameIn(item.name)}`,
        textFields(this, `${at}/name`, say('manage.name')),
        make('div', { class: 'grid' },
          selectField(this, `${at}/department`, say('manage.department'), named(departments)),
          selectField(this, `${at}/kind`, say('manage.matter_kind'), coded('kind')),
          selectField(this, `${at}/case_type`, say('manage.case_type'), coded('case_type')),
          selectField(this, `${at}/scope`, say('manage.scope'), coded('scope')),
          lineField(this, `${at}/code/catalog`, say('manage.code_catalog'), { maxLength: 40 }),
          lineField(this, `${at}/code/impl`, say('manage.code_impl'), { maxLength: 40 }))),
      group(say('manage.place_and_time'), make('div', { class: 'grid' },
        selectField(this, `${at}/queue`, say('manage.queue'), named(this.office.hall.queues), { changed: () => this.follow(item, again) }),
        ...this.limit(`${at}/legal_limit`, say('manage.legal_limit'), again),
        ...this.limit(`${at}/promise_limit`, say('manage.promise_limit'), again),
        numberField(this, `${at}/visits`, say('manage.visits'), { least: 0, most: 20 }),
        numberField(this, `${at}/service_minutes/mean`, say('manage.service_mean'), { least: 0.1, most: 600, step: 0.01 })),
      this.counters(item)),
      group(say('manage.materials'), ...this.materials(item, at, again)),
      group(say('manage.process'), textFields(this, `${at}/result`, say('manage.result')),
        make('div', { class: 'grid' }, selectField(this, `${at}/steps`, say('manage.steps'), Object.keys(steps).map((key) => [key, `${key} ${steps[key].map(nameIn).join(' → ')}`.slice(0, 80)])),
          this.basis(item, laws, again)),
        make('fieldset', { class: 'choice' }, make('legend', { class: 'legend', textContent: say('manage.flags') }),
          ...kFlags.map((flag) => checkField(this, `${at}/flags/${flag}`, say(`manage.flag_${flag}`))))));
  }

  limit(at, label, again) {
    const units = kUnits.map((unit) => [unit, nameIn(this.draft.code_lists.limit_unit?.[unit]) || unit]);
    const unit = selectField(this, `${at}/unit`, label, units, { changed: () => {
      if (!kCounted.includes(this.value(`${at}/unit`))) {
        this.set(`${at}/n`, undefined);
      } else if (!(this.value(`${at}/n`) > 0)) {
        this.set(`${at}/n`, 1);
      }
      again();
    } });
    return kCounted.includes(this.value(`${at}/unit`))
      ? [unit, numberField(this, `${at}/n`, say('manage.limit_n', { what: label }), { least: 1, most: 3650 })] : [unit];
  }

  // A matter is served where its queue is: another queue brings its own counters.
  follow(item, again) {
    item.counters = [...(this.office.hall.queues.find((one) => one.id === item.queue)?.counters ?? [])];
    this.moved();
    again();
  }

  counters(item) {
    const queue = this.office.hall.queues.find((one) => one.id === item.queue);
    return make('fieldset', { class: 'choice' }, make('legend', { class: 'legend', textContent: say('manage.counters_of') }),
      ...(queue?.counters ?? []).map((id) => {
        const counter = this.office.hall.counters.find((one) => one.id === id);
        const box = make('input', { type: 'checkbox', checked: item.counters.includes(id) });
        box.addEventListener('change', () => {
          item.counters = queue.counters.filter((one) => (one === id ? box.checked : item.counters.includes(one)));
          this.moved();
        });
        return make('label', { class: 'option tick' }, box, make('span', { textContent: String(counter?.no ?? id) }));
      }));
  }

  materials(item, at, again) {
    const known = Object.entries(this.draft.materials).map(([id, label]) => [id, nameIn(label)]);
    const rows = item.materials.map((one, place) => make('div', { class: 'grid material' },
      selectField(this, `${at}/materials/${place}/id`, say('manage.document'), known),
      numberField(this, `${at}/materials/${place}/original`, say('manage.originals'), { most: 20 }),
      numberField(this, `${at}/materials/${place}/copies`, say('manage.copies'), { most: 20 }),
      checkField(this, `${at}/materials/${place}/required`, say('manage.required')),
      make('button', { type: 'button', class: 'button', textContent: say('manage.remove'), onclick: () => {
        item.materials.splice(place, 1);
        this.moved();
        again();
      } })));
    return [...rows, make('div', { class: 'row-buttons' }, make('button', { type: 'button', class: 'button', textContent: say('manage.add_document'), onclick: () => {
      item.materials.push({ id: known[0][0], original: 1, copies: 0, required: true });
      this.moved();
      again();
    } }))];
  }

  basis(item, laws, again) {
    const list = make('select', { onchange: () => {
      if (list.value && !item.basis.includes(list.value)) {
        item.basis.push(list.value);
        this.moved();
        again();
      }
    } }, make('option', { value: '', textContent: say('manage.add_law') }), ...Object.entries(laws).map(([value, label]) => make('option', { value, textContent: nameIn(label) })));
    return make('div', { class: 'field' }, make('label', { class: 'field' }, make('span', { textContent: say('manage.basis') }), list),
      make('ul', { class: 'chips' }, ...item.basis.map((law) => make('li', {}, make('span', { textContent: nameIn(laws[law]) || law }),
        make('button', { type: 'button', class: 'chip-off', textContent: '✕', 'aria-label': `${say('manage.remove')} ${nameIn(laws[law]) || law}`, onclick: () => {
          item.basis = item.basis.filter((one) => one !== law);
          this.moved();
          again();
        } })))));
  }

  moved() {
    super.moved();
    clearTimeout(this.listing);
    this.listing = this.list && setTimeout(() => this.list.isConnected && this.drawList(), 300);
  }

  reveal(pointer) {
    const [, part, card] = /^\/(items|categories|events)\/?(\d*)/.exec(pointer) ?? [];
    if (part && part !== this.part) {
      this.turnTo(part);
    }
    if (card && part !== 'items') {
      this.cards[part].choose(Number(card));
      return;
    }
    const place = Number(/^\/items\/(\d+)/.exec(pointer)?.[1] ?? NaN);
    if (place >= 0 && place !== this.at) {
      this.choose(place);
    }
  }
}
