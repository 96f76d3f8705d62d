// SPDX-License-Identifier: Apache-2.0
// Commands on their way. One press is one command id, asked again with the very same bytes until
// the service has answered, also after this page was loaded anew. One at a time.
import { ask, backoff, newId, Trouble } from './api.js';

const kKept = 'hall.command';

export class Outbox {
  constructor(hallPath, changed) {
    this.hallPath = hallPath;
    this.changed = changed;
    this.pending = null;
  }

  /** Sends an order; the answer {status, body}, or null when another one is under way. */
  async send(order, path = 'commands') {
    if (this.pending) {
      return null;
    }
    return this.carry({ body: JSON.stringify({ cmd: newId(), ...order }), order, path, tries: 0 });
  }

  /** What this tab had sent before it was loaded anew; null when there was nothing. */
  async resume() {
    const kept = sessionStorage.getItem(kKept);
    return kept && !this.pending ? this.carry({ ...JSON.parse(kept), tries: 1 }) : null;
  }

  /** The line is back: no need to wait out the pause. */
  hurry() {
    this.wake?.();
  }

  async carry(pending) {
    this.pending = pending;
    sessionStorage.setItem(kKept, JSON.stringify({ body: pending.body, order: pending.order, path: pending.path }));
    this.changed();
    for (;;) {
      try {
        const answer = await ask('POST', `${this.hallPath}/${pending.path ?? 'commands'}`, pending.body);
        if (answer.status !== 408 && answer.status !== 429) {
          return this.settle(pending, answer);
        }
      } catch (error) {
        if (!(error instanceof Trouble)) {
          throw error;
        }
      }
      await this.pause(pending);
    }
  }

  async pause(pending) {
    const wait = backoff(pending.tries);
    pending.tries += 1;
    this.changed();
    await new Promise((resolve) => {
      this.wake = resolve;
      setTimeout(resolve, wait);
    });
    this.wake = null;
  }

  settle(pending, answer) {
    this.pending = null;
    sessionStorage.removeItem(kKept);
    this.changed();
    return { ...answer, order: pending.order };
  }
}
