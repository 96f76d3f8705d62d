// SPDX-License-Identifier: Apache-2.0
// A kiosk as the service sees it: asks for a number, writes the ticket into its journal, sends the
// journal, and sends it again until it was taken, whatever becomes of the service meanwhile.
import { chainAfter, kHall, newId } from './service.mjs';

const kPause = 100;
const pause = () => new Promise((resolve) => { setTimeout(resolve, kPause); });

export class Kiosk {
  constructor(service, id) {
    this.service = service;
    this.id = id;
    this.entries = 0;
    this.chain = '';
    this.issued = [];
  }

  /** Until the service has said yes; a refusal other than "no answer" is the test's failure. */
  async said(what, ask) {
    for (;;) {
      const answer = await ask().catch(() => null);
      if (answer?.status === 200) {
        return answer.body;
      }
      if (answer && answer.status < 500 && answer.status !== 429) {
        throw new Error(`${this.id} ${what}: ${answer.text}`);
      }
      await pause();
    }
  }

  async enrol() {
    await this.said('enrol', () => this.service.asDevice('POST', '/v1/devices', { id: this.id, kind: 'kiosk', epoch: 1, lane: true }));
    await this.write('boot', { boot: 1, program: 'test', stamp: await this.stamp() });
  }

  async stamp() {
    const { now } = await this.said('time', () => this.service.asDevice('POST', '/v1/time'));
    return { boot: 1, mono_ms: 1000 + this.entries, estimate: now, good: true };
  }

  async write(kind, body) {
    const entry = { kind, body: JSON.stringify(body) };
    const from = this.entries + 1;
    const chain = chainAfter(this.chain, entry.kind, entry.body);
    await this.said('journal', async () => {
      const answer = await this.service.asDevice('POST', `/v1/devices/${this.id}/journal`,
        { epoch: 1, boot: 1, from_seq: from, entries: [entry], chain });
      return answer;
    });
    this.entries = from;
    this.chain = chain;
  }

  /** One citizen takes a ticket for a queue; its number. */
  async take(queue) {
    const ticket = newId();
    const number = await this.said('alloc', () => this.service.asDevice('POST', `${kHall}/alloc`,
      { ticket, queue, device: this.id, epoch: 1, boot: 1 }));
    await this.write('issued', {
      ticket, day: number.day, number: number.number, ordinal: number.ordinal, band: 'walk_in', queue, item: '', priority: '',
      language: 'zh-Hant', touch: newId(), stamp: await this.stamp(),
    });
    this.issued.push({ id: ticket, number: number.number });
    return this.issued.at(-1);
  }
}
