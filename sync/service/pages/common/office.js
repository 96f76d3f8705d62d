// SPDX-License-Identifier: Apache-2.0
// What the pages of the staff share: the way in, the link to the hall, the clock, the lease, and
// the word that somebody else signed in or out in another tab.
import { ask, backoff, Trouble } from './api.js';
import { stopAsking } from './dialogs.js';
import { find, setAttribute, setText, show } from './dom.js';
import { Gate, raise } from './gate.js';
import { Link } from './link.js';
import { Store } from './store.js';
import { loadTexts, nameIn, offerLanguages, onLanguage, say } from './text.js';
import { clockText, Names } from './words.js';

const kRenew = 150_000; // A quarter of the shortest lease that a hall would set.

/**
 * A page has an element #<root>, "office" when nobody says otherwise, with #link, #clock, #lost and
 * #sign-out in it, and #who unless it overrides drawTop(); raise() has made the rest.
 * `role`: who may not come in without it. `chooser`: as Gate's.
 * on: {entered(), left(), state(), frame(kind, data), status(status), draw(), words(),
 * documents(name)}, all optional.
 */
export class Office {
  constructor(hallPath, hall, { title, role = null, root = 'office', chooser = null, on = {} }) {
    Object.assign(this, { hallPath, hall, title, role, root, on });
    this.me = null;
    this.store = new Store();
    this.names = new Names(hall);
    this.gate = new Gate(hallPath, hall, { title, chooser, done: () => this.enter(true) });
    // Other tabs of this browser share the session: they look again when it changes.
    this.tabs = new BroadcastChannel('hall.session');
    this.tabs.onmessage = () => this.enter(false);
    this.link = new Link(hallPath, {
      state: (state) => this.onState(state),
      frame: (kind, data) => this.onFrame(kind, data),
      beat: (now) => this.store.setClock(now),
      status: (status) => this.onStatus(status),
      gone: () => this.leave('refusal.session_over'),
    });
    find('sign-out').addEventListener('click', () => this.signOut());
    onLanguage(() => {
      this.on.words?.();
      this.draw();
    });
    setInterval(() => this.draw(), 1000);
    setInterval(() => this.renew(), kRenew);
  }

  /** Null when there was no answer, else {status, body}. */
  async asked(method, path, body) {
    try {
      return await ask(method, `${this.hallPath}/${path}`, body);
    } catch (error) {
      if (!(error instanceof Trouble)) {
        throw error;
      }
      return null;
    }
  }

  /** Why this person may not work here (a key, or '' for no word at all); null when they may. */
  against(me) {
    return this.role && !me.roles.includes(this.role) ? 'refusal.right_missing' : null;
  }

  /** Shows the page if somebody is signed in who may, else the way in. */
  async enter(told) {
    const answer = await this.asked('GET', 'me');
    const no = !answer ? 'refusal.link_down' : answer.status !== 200 ? '' : this.against(answer.body);
    if (no !== null) {
      this.leave(no);
      return;
    }
    const before = this.me;
    this.me = answer.body;
    this.gate.close();
    show(find(this.root), true);
    this.link.start();
    if (told) {
      this.tabs.postMessage('in');
    }
    await this.loadCatalogue();
    if (this.me) {
      await this.on.entered?.(before);
      this.draw();
    }
  }

  /** `complaint`: a key of a text that says why, or empty. */
  leave(complaint) {
    this.link.stop();
    this.me = null;
    stopAsking();
    this.on.left?.();
    show(find(this.root), false);
    this.gate.open(complaint ? { key: complaint } : null);
  }

  async loadCatalogue() {
    const answer = await this.asked('GET', 'content/catalog');
    if (answer?.status === 200) {
      this.catalogue = answer.body;
      this.names.setCatalogue(answer.body);
    }
  }

  // A document of the hall changed while the page stands open.
  async reload(name) {
    if (name === 'catalog') {
      await this.loadCatalogue();
    } else if (name === 'hall') {
      const answer = await this.asked('GET', 'content/hall');
      if (answer?.status === 200) {
        this.hall = answer.body;
        this.names.hall = answer.body;
        this.gate.hall = answer.body;
      }
    }
    this.on.documents?.(name);
    this.draw();
  }

  onState(state) {
    this.store.replace(state);
    this.on.state?.();
    this.draw();
  }

  onFrame(kind, data) {
    this.store.fold(kind, data);
    if (kind === 'day_closed') {
      this.link.start();
    }
    if (kind === 'content') {
      this.reload(data.name);
    }
    this.on.frame?.(kind, data);
    this.draw();
  }

  onStatus(status) {
    this.on.status?.(status);
    this.draw();
  }

  draw() {
    if (!this.me || !this.store.cursor) {
      return;
    }
    this.drawLink();
    this.drawTop();
    this.on.draw?.();
  }

  drawLink() {
    setText(find('clock'), clockText(this.store.now(), this.hall.time_zone));
    setText(find('link'), say(this.link.status === 'up' ? 'clerk.link_up' : 'clerk.link_down'));
    setAttribute(find('link'), 'data-status', this.link.status);
    const lost = this.link.status === 'lost';
    show(find('lost'), lost);
    if (lost) {
      setText(find('lost'), `${say('clerk.link_lost')} · ${say('clerk.link_lost_line',
        { time: clockText(this.store.heard, this.hall.time_zone, true) })}`);
    }
  }

  drawTop() {
    setText(find('who'), this.me.label ? nameIn(this.me.label) : this.me.clerk);
    document.title = `${say(this.title)} · ${nameIn(this.hall.name)}`;
  }

  // At a desk there is nothing to hand back; at a counter its own page gets up.
  async signOut() {
    if (this.me?.counter) {
      location.assign('/clerk/');
      return;
    }
    await this.asked('POST', 'seat', { action: 'close' });
    this.leave('');
    this.tabs.postMessage('out');
  }

  async renew() {
    if (this.me && this.link.status !== 'lost') {
      const body = { action: 'renew', ...(this.me.counter ? { counter: this.me.counter } : {}) };
      this.renewed(await this.asked('POST', 'seat', body));
    }
  }

  /** What became of the lease; null when there was no answer. */
  renewed(answer) {
    if (answer?.status === 401) {
      this.leave('refusal.session_over');
    }
  }
}

/**
 * Begins a page: raises what is around it, loads the hall and the words, and shows the page or the
 * way in. `make(hallPath, hall)` returns the page's Office; `title` is the key of its name.
 */
export function beginOffice(title, make) {
  raise(title);
  const begin = async (tries) => {
    try {
      const { body } = await ask('GET', '/v1/halls');
      const hallPath = `/v1/halls/${body.halls[0]}`;
      const hall = await ask('GET', `${hallPath}/content/hall`);
      offerLanguages();
      await loadTexts(body.halls[0], hall.body.default_language);
      const office = make(hallPath, hall.body);
      await office.enter(false);
      show(find('boot'), false);
    } catch (error) {
      if (!(error instanceof Trouble)) {
        throw error;
      }
      setTimeout(() => begin(tries + 1), backoff(tries));
    }
  };
  begin(0);
}
