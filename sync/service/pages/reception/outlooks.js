// SPDX-License-Identifier: Apache-2.0
// How long every queue is, as the service tells it, and in words.
import { nameIn, say } from '../common/text.js';

const kSettle = 250; // One call changes several tickets.
const kTurn = 30_000; // A range grows shorter while nothing happens.

/** "15–25 min", "within 5 min", or when calling goes on. */
export function waitText({ wait }) {
  if (!wait) {
    return say('desk.wait_unknown');
  }
  if (wait.resumes) {
    return say('desk.resumes', { time: nameIn(wait.resumes) });
  }
  return wait.lo === 0 ? say('desk.wait_within', { hi: wait.hi }) : say('desk.wait', { lo: wait.lo, hi: wait.hi });
}

export class Outlooks {
  constructor(office, changed) {
    this.office = office;
    this.changed = changed;
    this.byQueue = new Map();
    setInterval(() => this.office.link?.status === 'up' && this.fetch(), kTurn);
  }

  refresh() {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.fetch();
    }, kSettle);
  }

  async fetch() {
    const answer = await this.office.asked('GET', 'outlook');
    if (answer?.status === 200) {
      this.byQueue = new Map(answer.body.queues.map((one) => [one.queue, one]));
      this.changed();
    }
  }

  of(queue) {
    return this.byQueue.get(queue);
  }

  /** For the end of a row, in two lines: people ahead and the range. */
  short(queue) {
    const view = this.of(queue);
    if (!view) {
      return '';
    }
    return `${say('clerk.waiting', { n: view.ahead })}\n${waitText(view)}`;
  }
}
