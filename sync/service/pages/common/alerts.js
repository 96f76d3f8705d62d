// SPDX-License-Identifier: Apache-2.0
// What somebody in the hall should see to, and how the devices are, as the service knows it.
import { find, make, reconcile, setAttribute, setText, show } from './dom.js';
import { has, nameIn, say } from './text.js';
import { minutesBetween } from './words.js';

const kTurn = 10_000;

/** A fault's code in words; one that this version does not know is shown as it is. */
export const faultText = (code) => (has(`manage.alert_${code}`) ? say(`manage.alert_${code}`) : code);

export class Alerts {
  /** `wanted(alert)` leaves out what a page shows elsewhere. */
  constructor(office, changed, wanted = () => true) {
    this.wanted = wanted;
    this.office = office;
    this.changed = changed;
    this.alerts = [];
    this.devices = [];
    setInterval(() => this.office.me && this.office.link.status === 'up' && this.fetch(), kTurn);
  }

  async fetch() {
    const [alerts, devices] = await Promise.all([this.office.asked('GET', 'alerts'), this.office.asked('GET', 'devices')]);
    if (alerts?.status === 200) {
      this.alerts = alerts.body.alerts.filter(this.wanted);
    }
    if (devices?.status === 200) {
      this.devices = devices.body.devices;
    }
    this.changed();
  }

  /** What is wrong with one device: [{severity, text}]. */
  faultsOf(id) {
    const device = this.devices.find((one) => one.id === id);
    const faults = (device?.faults ?? []).map((one) => ({ severity: one.severity, text: faultText(one.code) }));
    return device?.silent_since ? [{ severity: 'alarm', text: faultText('offline') }, ...faults] : faults;
  }

  /** Whom an alert is about, in words: a queue by its name, a device or number as it is. */
  subject(alert) {
    const queue = this.office.hall.queues.find((one) => one.id === alert.subject);
    return queue && alert.code === 'wait_past_cap' ? `${queue.prefix} ${nameIn(queue.name)}` : alert.subject;
  }

  draw() {
    const now = this.office.store.now();
    setText(find('alerts-count'), String(this.alerts.length));
    setAttribute(find('alerts-count'), 'data-level', this.alerts.some((one) => one.severity === 'alarm') ? 'alarm'
      : this.alerts.length > 0 ? 'warning' : null);
    const empty = find('alerts-empty');
    if (empty) {
      show(empty, this.alerts.length === 0);
    } else {
      show(find('alerts-box'), this.alerts.length > 0); // Only where there is something to see to.
    }
    reconcile(find('alerts'), this.alerts, (one) => `${one.code} ${one.subject}`, () => make('li', { class: 'alert-row' },
      make('span', { class: 'sign' }), make('span', { class: 'alert-text' }, make('strong'), make('span')), make('time', { class: 'number' })), (row, one) => {
      setAttribute(row, 'data-severity', one.severity);
      setText(row.children[0], say(`manage.${one.severity === 'alarm' ? 'alarm' : 'warning'}`));
      setText(row.children[1].children[0], faultText(one.code));
      setText(row.children[1].children[1], [this.subject(one), one.detail !== one.subject && one.code === 'wait_past_cap' ? one.detail : ''].filter(Boolean).join(' · '));
      setText(row.children[2], say('clerk.minutes', { n: minutesBetween(one.since, now) }));
    });
    this.drawDevices(now);
  }

  drawDevices(now) {
    const box = find('devices-box');
    if (!box) {
      return;
    }
    show(box, this.devices.length > 0);
    setText(find('devices-count'), String(this.devices.length));
    reconcile(find('devices'), this.devices, (one) => one.id, () => make('li', { class: 'device-row' },
      make('strong'), make('span', { class: 'device-text' }), make('time', { class: 'number' })), (row, one) => {
      const faults = this.faultsOf(one.id);
      const since = one.silent_since ?? one.faults[0]?.since;
      setAttribute(row, 'data-state', faults.some((fault) => fault.severity === 'alarm') ? 'alarm' : faults.length > 0 ? 'warning' : one.online ? 'well' : 'unknown');
      setText(row.children[0], one.id);
      setText(row.children[1], faults.map((fault) => fault.text).join('、') || say(one.online ? 'manage.device_well' : 'manage.device_unheard'));
      setText(row.children[2], faults.length > 0 && since ? say('clerk.minutes', { n: minutesBetween(since, now) }) : '');
    });
  }
}
