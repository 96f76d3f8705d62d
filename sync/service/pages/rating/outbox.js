// SPDX-License-Identifier: Apache-2.0
// Grades that were pressed and are not known to have arrived. They outlive the line, the service and
// this page, and go again under their own id, so that none is lost and none counts twice.
import { backoff, Trouble } from '../common/api.js';
import { askAs } from './device.js';

const kKept = 'hall.rating.outbox';
const kMost = 500; // More than a counter serves in a week without a line.
const kSettled = [200, 400, 404, 409, 413, 422]; // An answer, be it a no: it will not change.

export class Outbox {
  constructor(hallPath, device, changed) {
    this.path = `${hallPath}/ratings`;
    this.device = device;
    this.changed = changed;
    this.tries = 0;
    this.presses = this.read();
    addEventListener('online', () => this.flush());
  }

  read() {
    try {
      const kept = JSON.parse(localStorage.getItem(kKept) ?? '[]');
      return Array.isArray(kept) ? kept : [];
    } catch {
      return [];
    }
  }

  write() {
    localStorage.setItem(kKept, JSON.stringify(this.presses));
    this.changed(this.presses.length);
  }

  /** Kept before it is sent. */
  add(press) {
    this.presses.push({ ...press, pressed: Date.now() });
    this.presses.splice(0, Math.max(0, this.presses.length - kMost));
    this.write();
    this.flush();
  }

  async flush() {
    clearTimeout(this.timer);
    if (this.sending) {
      return;
    }
    this.sending = true;
    try {
      while (this.presses.length > 0) {
        const { pressed, ...press } = this.presses[0];
        const answer = await askAs(this.device, 'POST', this.path,
          { ...press, ago_ms: Math.min(Math.max(0, Date.now() - pressed), 6 * 86_400_000) });
        if (!kSettled.includes(answer.status)) {
          throw new Trouble(`rating: ${answer.status}`);
        }
        this.tries = 0;
        this.presses.shift();
        this.write();
      }
    } catch (error) {
      if (!(error instanceof Trouble)) {
        throw error;
      }
      this.timer = setTimeout(() => this.flush(), backoff(this.tries));
      this.tries += 1;
    } finally {
      this.sending = false;
    }
  }
}
