// SPDX-License-Identifier: Apache-2.0
// Who did what when, newest first; a page at a time, and as a table for others to read.
import { make, setText, show } from '../common/dom.js';
import { has, say } from '../common/text.js';

const kPage = 100;
const kKinds = ['', 'ticket.', 'seat.', 'paper.', 'content.', 'user.', 'session.', 'day.'];
const kWords = 120;

/** The detail of an entry in one line; the ticket's id says nothing beside its number. */
export function detailText(detail) {
  const text = Object.entries(detail ?? {}).filter(([key, value]) => key !== 'ticket' && value !== '' && value !== null)
    .map(([key, value]) => `${key}: ${typeof value === 'object' ? JSON.stringify(value) : value}`).join(', ');
  return text.length > kWords ? `${text.slice(0, kWords)}…` : text;
}

export class AuditView {
  constructor(office, root) {
    this.office = office;
    this.root = root;
  }

  async mayLeave() {
    return true;
  }

  async open() {
    this.by = make('input', { type: 'search', placeholder: say('manage.audit_by'), 'aria-label': say('manage.audit_by'), maxLength: 64 });
    this.kind = make('select', { 'aria-label': say('manage.audit_kind') }, ...kKinds.map((value) => make('option', {
      value, textContent: say(`manage.audit_${value ? value.slice(0, -1) : 'all'}`) })));
    for (const field of [this.by, this.kind]) {
      field.addEventListener('change', () => this.load());
    }
    this.list = make('tbody', { id: 'entries' });
    this.more = make('button', { type: 'button', class: 'button', id: 'older', textContent: say('manage.older'), hidden: true, onclick: () => this.page(this.next) });
    this.told = make('p', { class: 'told', role: 'status', id: 'told' });
    this.table = make('a', { class: 'button', id: 'as-table', textContent: say('manage.as_table'), download: 'audit.csv' });
    const head = (key) => make('th', { scope: 'col', textContent: say(key) });
    this.root.replaceChildren(
      make('div', { class: 'editor-top' }, make('h2', { textContent: say('manage.audit') }), this.told, this.table),
      make('div', { class: 'editor-body' }, make('section', { class: 'card group' },
        make('div', { class: 'grid' }, this.by, this.kind),
        make('div', { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': say('manage.audit') }, make('table', {},
          make('thead', {}, make('tr', {}, head('manage.when'), head('manage.who'), head('manage.what'), head('manage.about'), head('manage.detail'))), this.list)),
        this.more)));
    await this.load();
  }

  query(more) {
    const wanted = new URLSearchParams({ ...more });
    if (this.by.value.trim()) {
      wanted.set('by', this.by.value.trim().toUpperCase());
    }
    if (this.kind.value) {
      wanted.set('action', this.kind.value);
    }
    return `audit?${wanted}`;
  }

  async load() {
    this.list.replaceChildren();
    this.table.href = `${this.office.hallPath}/${this.query({ format: 'csv', limit: 20_000 })}`;
    await this.page();
  }

  async page(before) {
    const answer = await this.office.asked('GET', this.query({ limit: kPage, ...(before ? { before } : {}) }));
    if (answer?.status !== 200) {
      const key = `refusal.${answer ? answer.body.code : 'link_down'}`;
      setText(this.told, has(key) ? say(key) : say('refusal.internal'));
      this.told.dataset.kind = 'bad';
      return;
    }
    const time = new Intl.DateTimeFormat('sv-SE', { timeZone: this.office.hall.time_zone, dateStyle: 'short', timeStyle: 'medium' });
    this.next = answer.body.next;
    this.list.append(...answer.body.entries.map((entry) => make('tr', { 'data-action': entry.action },
      make('td', { class: 'number', textContent: time.format(entry.at) }),
      make('td', { textContent: [entry.by || say('manage.the_service'), entry.from].filter(Boolean).join(' · ') }),
      make('td', { textContent: this.action(entry.action) }),
      make('td', { textContent: this.subject(entry) }),
      make('td', { class: 'detail-cell', textContent: detailText(entry.detail) }))));
    show(this.more, this.next !== undefined && answer.body.entries.length > 0);
  }

  // What was done to a ticket has the clerk's own words; what has none is shown as it is.
  action(action) {
    const [kind, verb] = action.split('.');
    const key = kind === 'ticket' ? (verb === 'cancel' ? 'clerk.cancel_ticket' : verb === 'issue' ? 'manage.did_issue' : `clerk.${verb}`) : `manage.did_${kind}_${verb}`;
    return has(key) ? say(key) : action;
  }

  subject(entry) {
    const ticket = this.office.store.tickets.get(entry.subject);
    return ticket ? ticket.number : entry.subject;
  }
}
