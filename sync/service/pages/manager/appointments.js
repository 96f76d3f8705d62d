// SPDX-License-Identifier: Apache-2.0
// Appointments: a day's slots against their quota, the list, files, the rules, the online halls and who else is told.
import { make, setAttribute } from '../common/dom.js';
import { say } from '../common/text.js';
import { AppointmentDay } from './appointment_day.js';
import { AppointmentImport } from './appointment_import.js';
import { AppointmentRules } from './appointment_rules.js';
import { OnlineKeys } from './online_keys.js';
import { Webhooks } from './webhooks.js';

const kParts = { day: AppointmentDay, import: AppointmentImport, rules: AppointmentRules, online: OnlineKeys, hooks: Webhooks };

let last = 'day'; // Which part was open, also after another language was chosen.

export class AppointmentsView {
  constructor(office, root) {
    this.office = office;
    this.root = root;
  }

  get draft() {
    return this.part?.draft;
  }

  mayLeave() {
    return this.part?.mayLeave?.() ?? true;
  }

  changed(name) {
    this.part?.changed?.(name);
  }

  async open(draft) {
    this.buttons = Object.keys(kParts).map((name) => make('button', {
      type: 'button', class: 'subview', 'data-part': name, textContent: say(`book.part_${name}`), onclick: () => this.turnTo(name),
    }));
    this.place = make('div', { class: 'subview-body' });
    this.root.replaceChildren(make('div', { class: 'subviews', role: 'group', 'aria-label': say('book.parts') }, ...this.buttons), this.place);
    await this.show(last, draft);
  }

  // What was begun in the rules is not thrown away by a wrong click.
  async turnTo(name) {
    if (name !== last && await this.mayLeave()) {
      await this.show(name);
    }
  }

  async show(name, draft) {
    last = name;
    for (const button of this.buttons) {
      setAttribute(button, 'aria-pressed', button.dataset.part === name);
    }
    this.place.replaceChildren();
    this.part = new kParts[name](this.office, this.place);
    await this.part.open(draft);
  }
}
