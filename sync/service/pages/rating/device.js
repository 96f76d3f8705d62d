// SPDX-License-Identifier: Apache-2.0
// This tablet: its counter, its key, its name, and how it talks to the service.
import { backoff, newId, Trouble } from '../common/api.js';

const kHaste = 1000;
const kPatience = 35_000; // The service answers a waiting tablet after 20 s at the latest.

/** Counter and key come once in the address (?counter=W01#key=…) and are kept from then on. */
export function readDevice() {
  const given = new URLSearchParams(location.search).get('counter');
  const key = new URLSearchParams(location.hash.slice(1)).get('key');
  if (key) {
    localStorage.setItem('hall.rating.key', key);
    history.replaceState(null, '', location.pathname + location.search);
  }
  if (given) {
    localStorage.setItem('hall.rating.counter', given);
  }
  if (!localStorage.getItem('hall.rating.device')) {
    localStorage.setItem('hall.rating.device', `R-${newId().slice(-12)}`);
  }
  return {
    counter: given ?? localStorage.getItem('hall.rating.counter') ?? '',
    key: localStorage.getItem('hall.rating.key') ?? '',
    name: localStorage.getItem('hall.rating.device'),
  };
}

/** {status, body}; throws Trouble when nobody knows what became of it. */
export async function askAs(device, method, path, body) {
  const request = {
    method, cache: 'no-store', credentials: 'omit',
    headers: { Authorization: `Bearer ${device.key}` },
    signal: AbortSignal.timeout(kPatience),
  };
  if (body) {
    request.headers['Content-Type'] = 'application/json';
    request.body = JSON.stringify(body);
  }
  try {
    const answer = await fetch(path, request);
    if (answer.status >= 500 || answer.status === 429) {
      throw new Trouble(`${path}: ${answer.status}`);
    }
    return { status: answer.status, body: await answer.json() };
  } catch (error) {
    throw error instanceof Trouble ? error : new Trouble(`${path}: ${error.message}`);
  }
}

/** Asks what the counter's tablet has to show, and again as soon as that has changed. */
export class Counter {
  /** Calls back: view(what the service says), status('up' | 'lost' | 'refused'). */
  constructor(hallPath, device, to) {
    this.path = `${hallPath}/ratings?counter=${encodeURIComponent(device.counter)}`;
    this.device = device;
    this.to = to;
    this.seen = '';
    this.tries = 0;
    addEventListener('online', () => this.hurry?.());
  }

  async follow() {
    for (;;) {
      const asked = performance.now();
      try {
        const answer = await askAs(this.device, 'GET', `${this.path}&seen=${encodeURIComponent(this.seen)}`);
        if (answer.status === 200) {
          this.tries = 0;
          if (answer.body.version === this.seen && performance.now() - asked < kHaste) {
            await new Promise((resolve) => { setTimeout(resolve, kHaste); }); // It keeps nobody waiting today.
          }
          this.seen = answer.body.version;
          this.to.status('up');
          this.to.view(answer.body);
          continue;
        }
        this.to.status('refused');
      } catch (error) {
        if (!(error instanceof Trouble)) {
          throw error;
        }
        this.to.status('lost');
      }
      // What it saw last may be of a former life of the service.
      this.seen = '';
      await new Promise((resolve) => {
        this.hurry = resolve;
        setTimeout(resolve, backoff(this.tries));
      });
      this.tries += 1;
    }
  }
}
