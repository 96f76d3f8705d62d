// SPDX-License-Identifier: Apache-2.0
// Issuing a ticket for somebody who stands here: the matter, how it looks, for whom.
import { find, make, setText, show } from '../common/dom.js';
import { labelIn, nameIn, say } from '../common/text.js';
import { waitText } from './outlooks.js';

const kMaterials = 6;

const fact = (id, label) => make('div', {}, make('dt', { textContent: say(label) }), make('dd', { class: 'number', id }));

export class Issue {
  /** on: {issue({item, queue, priority, print}), back()} */
  constructor(office, outlooks, on) {
    this.office = office;
    this.outlooks = outlooks;
    this.on = on;
    this.what = null;
  }

  /** `what`: {matter} or {queue}. */
  open(what) {
    this.what = what;
    this.build();
    show(find('issue'), true);
    find('issue-print').focus();
  }

  close() {
    this.what = null;
    show(find('issue'), false);
    find('issue').replaceChildren();
  }

  queue() {
    const id = this.what.matter?.queue ?? this.what.queue.id;
    return this.office.hall.queues.find((one) => one.id === id);
  }

  build() {
    const { matter } = this.what;
    const queue = this.queue();
    const { hall, catalogue, names } = this.office;
    const zone = hall.zones.find((one) => one.id === queue.zone);
    const floor = hall.floors.find((one) => one.id === zone?.floor);
    const department = catalogue?.departments.find((one) => one.id === matter?.department);
    const counters = queue.counters.map((id) => hall.counters.find((one) => one.id === id)?.no).filter(Boolean);
    const materials = (matter?.materials ?? []).map((one) => `${nameIn(catalogue.materials[one.id])}${
      one.required ? '' : say('ticket.bring_if')}`);
    const keys = (event) => {
      if (event.key === 'Escape') {
        event.preventDefault();
        this.on.back();
      }
    };
    const box = find('issue');
    box.onkeydown = keys;
    box.replaceChildren(
      make('div', { class: 'detail-head' },
        make('p', { class: 'kicker', textContent: [matter?.id, nameIn(department?.name)].filter(Boolean).join(' · ') }),
        make('h2', { id: 'issue-title', textContent: matter ? nameIn(matter.name) : nameIn(queue.name) }),
        make('p', { class: 'way', textContent: `${queue.prefix} ${names.queue(queue.id)} · ${nameIn(floor?.name)} ${
          nameIn(zone?.name)} · ${say('ticket.counters', { counters: counters.join('、') })}` })),
      make('dl', { class: 'outlook' }, fact('issue-ahead', 'desk.ahead'), fact('issue-wait', 'desk.expected'),
        fact('issue-open', 'desk.open_counters')),
      make('p', { id: 'issue-note', class: 'note', hidden: true }),
      materials.length > 0 ? make('p', { class: 'materials', textContent: say('ticket.bring',
        { materials: materials.slice(0, kMaterials).join('、') + (materials.length > kMaterials ? '…' : '') }) }) : null,
      this.classes(),
      make('div', { class: 'detail-buttons' },
        make('button', { id: 'issue-print', type: 'button', class: 'button main big', onclick: () => this.send(true) },
          make('span', { textContent: say('desk.issue_print') })),
        make('button', { id: 'issue-only', type: 'button', class: 'button big', onclick: () => this.send(false) },
          make('span', { textContent: say('desk.issue_only') })),
        make('button', { type: 'button', class: 'button quiet big', onclick: () => this.on.back() },
          make('span', { textContent: say('clerk.cancel') }), make('kbd', { textContent: 'Esc' }))));
    this.draw();
  }

  classes() {
    const option = (id, name, checked) => make('label', { class: 'option' },
      make('input', { type: 'radio', name: 'priority', value: id, checked }), make('span', { textContent: name }));
    return make('fieldset', { class: 'choice' }, make('legend', { class: 'legend', textContent: say('desk.class') }),
      option('', say('desk.class_none'), true),
      ...this.office.hall.priority_classes.map((one) => option(one.id, nameIn(one.name), false)));
  }

  send(print) {
    if (this.office.busy()) {
      return;
    }
    const priority = find('issue').querySelector('input[name="priority"]:checked').value;
    this.on.issue({ order: {
      type: 'issue',
      ...(this.what.matter ? { item: this.what.matter.id } : {}),
      queue: this.queue().id,
      ...(priority ? { priority } : {}),
    }, print });
  }

  draw() {
    if (!this.what) {
      return;
    }
    const view = this.outlooks.of(this.queue().id);
    setText(find('issue-ahead'), view ? say('desk.people', { n: view.ahead }) : '…');
    setText(find('issue-wait'), view ? waitText(view) : '…');
    setText(find('issue-open'), view ? say('desk.counters', { n: view.open.length }) : '…');
    const note = view && !view.issuing ? say('desk.kiosks_stopped')
      : view && view.open.length === 0 ? say('desk.none_open') : '';
    setText(find('issue-note'), note);
    show(find('issue-note'), note !== '');
    for (const id of ['issue-print', 'issue-only']) {
      find(id).toggleAttribute('data-sending', this.office.busy());
      if (this.office.busy()) {
        find(id).setAttribute('aria-disabled', 'true');
      } else {
        find(id).removeAttribute('aria-disabled');
      }
    }
  }
}

/** The languages in which a slip can be printed, as a select that is remembered on this PC. */
export function slipLanguage(otherwise) {
  const kept = localStorage.getItem('hall.slip_language') ?? otherwise;
  const list = make('select', { id: 'slip-language', onchange: () => localStorage.setItem('hall.slip_language', list.value) },
    ...[['zh-Hant', '繁體中文'], ['zh-Hans', '简体中文'], ['en', 'English']].map(([value, textContent]) => make('option',
      { value, textContent, lang: value, selected: value === kept })));
  return list;
}

export const priorityName = (hall, id, tag) => labelIn(tag, hall.priority_classes.find((one) => one.id === id)?.name);
