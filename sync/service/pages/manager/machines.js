// SPDX-License-Identifier: Apache-2.0
// Devices: how they are, a one-time code for a new one, and taking its token away; and the hall's
// records as tables.
import { askClerk } from '../common/dialogs.js';
import { faultText } from '../common/alerts.js';
import { make, setAttribute, setText } from '../common/dom.js';
import { has, say } from '../common/text.js';
import { clockText } from '../common/words.js';
import { group } from './fields.js';

const kTables = ['tickets', 'ratings', 'cases', 'case-files', 'staff'];
const kTestSeconds = 60;

export class MachinesView {
  constructor(office, root) {
    this.office = office;
    this.root = root;
  }

  async mayLeave() {
    return true;
  }

  async open() {
    this.told = make('p', { class: 'told', role: 'status', id: 'told' });
    this.list = make('tbody', { id: 'machines' });
    const head = (key) => make('th', { scope: 'col', textContent: say(key) });
    this.root.replaceChildren(
      make('div', { class: 'editor-top' }, make('h2', { textContent: say('manage.machines') }), this.told,
        make('button', { type: 'button', class: 'button main', id: 'new-device', textContent: say('manage.new_device'), onclick: () => this.enrol() })),
      make('div', { class: 'editor-body' },
        make('section', { class: 'card group' }, make('div', { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': say('manage.machines') }, make('table', {},
          make('thead', {}, make('tr', {}, head('manage.id'), head('manage.kind'), head('manage.user_state'), head('manage.last_heard'), head('manage.change'))), this.list))),
        this.boards(), this.exports()));
    await this.load();
  }

  async load() {
    const answer = await this.office.asked('GET', 'devices');
    if (answer?.status !== 200) {
      this.tell(answer);
      return;
    }
    const { hall } = this.office;
    this.list.replaceChildren(...answer.body.devices.map((one) => {
      const faults = [...(one.silent_since ? ['offline'] : []), ...one.faults.map((fault) => fault.code)].map(faultText);
      return make('tr', { 'data-device': one.id },
        make('th', { scope: 'row', textContent: one.id }),
        make('td', { textContent: [one.kind, one.version].filter(Boolean).join(' ') }),
        make('td', { textContent: faults.join('、') || say(one.online ? 'manage.device_well' : 'manage.device_unheard') }),
        make('td', { class: 'number', textContent: one.last ? clockText(one.last, hall.time_zone, true) : '—' }),
        make('td', {}, make('button', { type: 'button', class: 'button mini', textContent: say('manage.revoke'), 'aria-label': `${say('manage.revoke')} ${one.id}`, onclick: () => this.revoke(one.id) })));
    }));
    this.drawParts(answer.body.devices.flatMap((one) => (one.parts ?? []).map((part) => ({ ...part, device: one.id, silent: Boolean(one.silent_since) }))));
    if (answer.body.devices.length === 0) {
      this.list.append(make('tr', {}, make('td', { colSpan: 5, textContent: say('manage.no_devices') })));
    }
  }

  tell(answer, good = null) {
    const key = `refusal.${answer ? answer.body.code : 'link_down'}`;
    setText(this.told, good ?? (has(key) ? say(key) : say('refusal.internal')));
    setAttribute(this.told, 'data-kind', good ? 'good' : 'bad');
  }

  /** Shows the code once, large enough to be read across a room. */
  async enrol() {
    const answer = await this.office.asked('POST', 'enrol-codes');
    if (answer?.status !== 200) {
      this.tell(answer);
      return;
    }
    const { code, until } = answer.body;
    await askClerk({
      title: say('manage.new_device'),
      lines: [say('manage.code_line', { time: clockText(until, this.office.hall.time_zone) })],
      content: make('p', { class: `one-time number${code.length > 8 ? ' long' : ''}`, id: 'one-time', textContent: code.length > 8 ? code : `${code.slice(0, 4)} ${code.slice(4)}` }),
      buttons: [], closeLabel: say('clerk.close'),
    });
    await this.load();
  }

  async revoke(id) {
    const sure = await askClerk({
      title: say('manage.revoke_title', { id }), lines: [say('manage.revoke_line')],
      buttons: [{ value: 'yes', label: say('manage.revoke'), main: true }],
    });
    if (sure) {
      const answer = await this.office.asked('DELETE', `devices/${encodeURIComponent(id)}`);
      if (answer?.status === 200) {
        this.tell(answer, say('manage.revoked', { id }));
        await this.load();
      } else {
        this.tell(answer);
      }
    }
  }

  /** What the board programs look after: signs, walls and voices. */
  boards() {
    this.parts = make('tbody', { id: 'parts' });
    const head = (key) => make('th', { scope: 'col', textContent: say(key) });
    this.partsCard = group(say('manage.boards_voices'), make('div', { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': say('manage.boards_voices') },
      make('table', {}, make('thead', {}, make('tr', {}, head('manage.id'), head('manage.kind'), head('manage.user_state'), head('manage.change'))), this.parts)));
    this.partsCard.hidden = true;
    return this.partsCard;
  }

  drawParts(parts) {
    this.partsCard.hidden = parts.length === 0;
    this.parts.replaceChildren(...parts.map((part) => {
      const kind = `manage.part_${part.kind}`;
      const state = part.silent ? faultText('offline') : say(`manage.part_${part.state}`);
      const lag = part.lag ? say('manage.voice_lag', { s: Math.round(part.lag.p99_ms / 1000), n: part.lag.waiting }) : '';
      return make('tr', { 'data-part': part.name },
        make('th', { scope: 'row', textContent: part.name }),
        make('td', { textContent: has(kind) ? say(kind) : part.kind }),
        make('td', { textContent: [state, lag].filter(Boolean).join(' · ') }),
        make('td', {}, part.kind === 'voice' ? '' : make('button', { type: 'button', class: 'button mini', textContent: say('manage.test_card'), 'aria-label': `${say('manage.test_card')} ${part.name}`, onclick: () => this.test(part) })));
    }));
  }

  async test(part) {
    const answer = await this.office.asked('POST', `devices/${encodeURIComponent(part.device)}/test-card`, { board: part.name, seconds: kTestSeconds });
    this.tell(answer, answer?.status === 200 ? say('manage.test_sent', { board: part.name, n: answer.body.seconds }) : null);
  }

  exports() {
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: this.office.hall.time_zone }).format(this.office.store.now());
    const from = make('input', { type: 'date', id: 'export-from', value: day });
    const to = make('input', { type: 'date', id: 'export-to', value: day });
    const links = kTables.map((what) => make('a', { class: 'button', 'data-table': what, download: '', textContent: say(`manage.table_${what}`) }));
    const aim = () => links.forEach((link) => {
      const wanted = new URLSearchParams(link.dataset.table === 'staff' ? {} : { from: from.value, to: to.value });
      link.href = `${this.office.hallPath}/export/${link.dataset.table}?${wanted}`;
    });
    from.addEventListener('change', aim);
    to.addEventListener('change', aim);
    aim();
    const field = (label, input) => make('label', { class: 'field' }, make('span', { textContent: say(label) }), input);
    return group(say('manage.exports'), make('div', { class: 'grid' }, field('manage.from', from), field('manage.to', to)),
      make('div', { class: 'row-buttons' }, ...links));
  }
}
