// SPDX-License-Identifier: Apache-2.0
// Following the hall: a snapshot, then its stream of events, and both again whenever it breaks.
import { ask, backoff, Trouble } from './api.js';

const kSilence = 25_000; // The service's heart beats every 10 s (SYNC.md §1).
const kKinds = ['ticket', 'slip', 'seat', 'day_closed', 'epoch', 'content', 'rating', 'case'];

/**
 * Calls back: state(snapshot), frame(kind, data, cursor), beat(now), status('up' | 'lost'),
 * gone() when nobody is signed in any more.
 */
export class Link {
  constructor(hallPath, to) {
    this.hallPath = hallPath;
    this.to = to;
    this.cursor = '';
    this.tries = 0;
    this.status = 'off';
    this.source = null;
    this.life = 0;
    document.addEventListener('visibilitychange', () => this.onVisibility());
    addEventListener('online', () => this.hurry());
  }

  start() {
    this.stop();
    this.cursor = '';
    this.connect();
  }

  stop() {
    this.life += 1; // What is still under way belongs to a former life and is ignored.
    clearTimeout(this.timer);
    clearTimeout(this.silence);
    this.source?.close();
    this.source = null;
    this.status = 'off';
  }

  /** Tries at once instead of waiting out the pause. */
  hurry() {
    if (this.status === 'lost') {
      clearTimeout(this.timer);
      this.tries = 0;
      this.connect();
    }
  }

  async connect() {
    this.life += 1;
    const { life } = this;
    try {
      if (!this.cursor) {
        const answer = await ask('GET', `${this.hallPath}/state`);
        if (life !== this.life) {
          return;
        }
        if (answer.status === 401 || answer.status === 403) {
          this.stop();
          this.to.gone();
          return;
        }
        if (answer.status !== 200) {
          throw new Trouble(`state: ${answer.status}`);
        }
        this.cursor = answer.body.cursor;
        this.to.state(answer.body);
      }
      this.follow(life);
    } catch (error) {
      if (life === this.life) {
        this.lost();
      }
    }
  }

  follow(life) {
    this.source?.close();
    const source = new EventSource(
      `${this.hallPath}/stream?after=${encodeURIComponent(this.cursor)}`);
    this.source = source;
    const alive = () => {
      clearTimeout(this.silence);
      this.silence = setTimeout(() => life === this.life && this.lost(), kSilence);
    };
    source.onopen = () => {
      if (life === this.life) {
        alive();
        this.tries = 0;
        this.tell('up');
      }
    };
    // Our own pauses and our own cursor instead of the browser's: a stream that is refused (410)
    // does not say why, so after any break that a retry did not heal the snapshot is asked again.
    source.onerror = () => life === this.life && this.lost();
    for (const kind of kKinds) {
      source.addEventListener(kind, (event) => {
        if (life === this.life) {
          alive();
          this.cursor = event.lastEventId || this.cursor;
          this.to.frame(kind, JSON.parse(event.data));
        }
      });
    }
    source.addEventListener('hb', (event) => {
      if (life === this.life) {
        alive();
        this.to.beat(JSON.parse(event.data).now);
      }
    });
    alive();
  }

  lost() {
    this.life += 1;
    clearTimeout(this.silence);
    this.source?.close();
    this.source = null;
    if (this.tries > 0) {
      this.cursor = '';
    }
    this.tell('lost');
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.connect(), backoff(this.tries));
    this.tries += 1;
  }

  tell(status) {
    if (this.status !== status) {
      this.status = status;
      this.to.status(status);
    }
  }

  // A tab that nobody sees gives its stream back: a browser has six connections to one service.
  onVisibility() {
    if (this.status === 'off') {
      return;
    }
    if (document.hidden) {
      clearTimeout(this.timer);
      clearTimeout(this.silence);
      this.life += 1;
      this.source?.close();
      this.source = null;
    } else if (!this.source) {
      this.tries = 0;
      this.connect();
    }
  }
}
