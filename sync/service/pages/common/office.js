// SPDX-License-Identifier: Apache-2.0
// What the pages of reception and managers share: the way in without a counter, the link to the
// hall, the clock, and the word that somebody else signed in or out in another tab.
import { ask, backoff, Trouble } from './api.js';
import { stopAsking } from './dialogs.js';
import { find, setAttribute, setText, show } from './dom.js';
import { Link } from './link.js';
import { Store } from './store.js';
import { has, loadTexts, nameIn, offerLanguages, onLanguage, say } from './text.js';
import { clockText, Names } from './words.js';

const kRenew = 150_000;
const kStaff = 'hall.staff';

/**
 * A page has #boot, #sign-in (with #sign-in-form, #staff, #pin, #sign-in-button, #sign-in-alert,
 * #sign-in-hall), #office with #link, #clock, #lost, #who and #sign-out in it.
 * on: {entered(), state(), frame(kind, data), draw(), words(), documents(name)}, all optional.
 */
export class Office {
  constructor(hallPath, hall, { role, title, on }) {
    this.hallPath = hallPath;
    this.hall = hall;
    this.role = role;
    this.title = title;
    this.on = on;
    this.me = null;
    this.complaint = null;
    this.store = new Store();
    this.names = new Names(hall);
    this.tabs = new BroadcastChannel('hall.session');
    this.tabs.onmessage = () => this.enter(false);
    this.link = new Link(hallPath, {
      state: (state) => this.onState(state),
      frame: (kind, data) => this.onFrame(kind, data),
      beat: (now) => this.store.setClock(now),
      status: () => this.draw(),
      gone: () => this.leave('refusal.session_over'),
    });
    find('sign-in-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.submit();
    });
    find('sign-out').addEventListener('click', () => this.signOut());
    onLanguage(() => {
      this.drawSignIn();
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

  async enter(told) {
    const answer = await this.asked('GET', 'me');
    if (answer?.status !== 200) {
      this.leave(answer ? null : 'refusal.link_down');
      return;
    }
    if (!answer.body.roles.includes(this.role)) {
      this.leave('refusal.right_missing');
      return;
    }
    this.me = answer.body;
    show(find('sign-in'), false);
    show(find('office'), true);
    this.link.start();
    if (told) {
      this.tabs.postMessage('in');
    }
    await this.loadCatalogue();
    this.on.entered?.();
    this.draw();
  }

  leave(complaint) {
    this.link.stop();
    this.me = null;
    this.complaint = complaint;
    stopAsking();
    show(find('office'), false);
    show(find('sign-in'), true);
    find('staff').value = localStorage.getItem(kStaff) ?? '';
    find('pin').value = '';
    this.drawSignIn();
    (find('staff').value ? find('pin') : find('staff')).focus();
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

  draw() {
    if (!this.me || !this.store.cursor) {
      return;
    }
    setText(find('who'), this.me.label ? nameIn(this.me.label) : this.me.clerk);
    setText(find('clock'), clockText(this.store.now(), this.hall.time_zone));
    setText(find('link'), say(this.link.status === 'up' ? 'clerk.link_up' : 'clerk.link_down'));
    setAttribute(find('link'), 'data-status', this.link.status);
    const lost = this.link.status === 'lost';
    show(find('lost'), lost);
    if (lost) {
      setText(find('lost'), `${say('clerk.link_lost')} · ${say('clerk.link_lost_line',
        { time: clockText(this.store.heard, this.hall.time_zone, true) })}`);
    }
    document.title = `${say(this.title)} · ${nameIn(this.hall.name)}`;
    this.on.draw?.();
  }

  drawSignIn() {
    setText(find('sign-in-hall'), nameIn(this.hall.name));
    const words = this.complaint && (has(this.complaint) ? say(this.complaint) : say('refusal.internal'));
    show(find('sign-in-alert'), Boolean(words));
    setText(find('sign-in-alert'), words ?? '');
    if (!this.me) {
      document.title = `${say('clerk.sign_in')} · ${say(this.title)}`;
    }
  }

  complain(key) {
    this.complaint = key;
    this.drawSignIn();
  }

  async submit() {
    const staff = find('staff').value.trim().toUpperCase();
    const pin = find('pin').value;
    const button = find('sign-in-button');
    if (!staff || !pin) {
      this.complain('clerk.fill_both');
      (staff ? find('pin') : find('staff')).focus();
      return;
    }
    if (button.getAttribute('aria-disabled') === 'true') {
      return;
    }
    setAttribute(button, 'aria-disabled', 'true');
    const answer = await this.asked('POST', 'sessions', { clerk: staff, pin });
    setAttribute(button, 'aria-disabled', null);
    if (answer?.status === 200) {
      localStorage.setItem(kStaff, staff);
      this.complaint = null;
      await this.enter(true);
      return;
    }
    find('pin').value = '';
    find('pin').focus();
    this.complain(!answer ? 'refusal.link_down'
      : answer.body.code === 'locked' ? 'desk.locked' : `refusal.${answer.body.code}`);
  }

  // At a desk there is nothing to hand back; at a counter its own page gets up.
  async signOut() {
    if (this.me?.counter) {
      location.assign('/clerk/');
      return;
    }
    await this.asked('POST', 'seat', { action: 'close' });
    this.leave(null);
    this.tabs.postMessage('out');
  }

  async renew() {
    if (this.me && this.link.status !== 'lost') {
      const body = { action: 'renew', ...(this.me.counter ? { counter: this.me.counter } : {}) };
      const answer = await this.asked('POST', 'seat', body);
      if (answer?.status === 401) {
        this.leave('refusal.session_over');
      }
    }
  }
}

/** Loads the hall and the words and begins; `make(hallPath, hall)` returns the page's Office. */
export async function beginOffice(make, tries = 0) {
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
    setTimeout(() => beginOffice(make, tries + 1), backoff(tries));
  }
}
