// SPDX-License-Identifier: Apache-2.0
// The rating tablet beside a counter: asks when a service has ended, keeps what was pressed, and
// never presses by itself. Nobody who presses is known.
import { ask, backoff, newId, Trouble } from '../common/api.js';
import { languageNow, loadTexts, offerLanguages, onLanguage, useLanguage } from '../common/text.js';
import { Counter, readDevice } from './device.js';
import { Outbox } from './outbox.js';
import { Screens } from './screens.js';

const kThanks = 2500;
const kBounce = 600; // A finger that meant what stood there before.
const kBad = 4;
const kOwnLanguage = 20_000; // After a quiet while the tablet speaks the hall's language again.
const kAnswered = 'hall.rating.answered';

class Tablet {
  constructor(hallPath, device) {
    this.device = device;
    this.state = { view: null, service: null, grade: 0, reasons: new Set(), kept: false, status: 'lost' };
    this.screens = new Screens({
      grade: (grade) => this.onGrade(grade),
      reason: (reason) => this.onReason(reason),
      send: () => this.send(),
      back: () => this.onBack(),
    });
    this.outbox = new Outbox(hallPath, device, (waiting) => this.set({ kept: waiting > 0 }));
    this.answered = JSON.parse(localStorage.getItem(kAnswered) ?? '[]');
    this.counter = new Counter(hallPath, device, {
      view: (view) => this.onView(view),
      status: (status) => this.onStatus(status),
    });
    onLanguage(() => this.draw());
    setInterval(() => this.onClock(), 200);
    this.quietSince = performance.now();
    this.outbox.flush();
    this.counter.follow();
  }

  set(change) {
    Object.assign(this.state, change);
    this.draw();
  }

  draw() {
    this.screens.draw(this.state);
  }

  onStatus(status) {
    this.set({ status });
    if (status === 'refused') {
      this.close('setup');
    }
    if (status === 'up') {
      this.outbox.flush();
    }
  }

  onView(view) {
    this.set({ view });
    const { service } = view;
    const asked = this.state.service;
    if (asked && service?.ticket !== asked.ticket) {
      this.finish(); // Called on, undone, or rated elsewhere.
    }
    const isNew = service && service.ticket !== this.state.service?.ticket
      && service.left_ms > 0 && !this.answered.includes(service.ticket);
    if (isNew) {
      this.open(service);
    } else if (!this.state.service && this.screens.now !== 'thanks') {
      this.close('idle');
    }
  }

  open(service) {
    clearTimeout(this.thanking);
    this.set({ service, grade: 0, reasons: new Set() });
    this.until = performance.now() + service.left_ms;
    this.ready = performance.now() + kBounce;
    this.screens.go('ask');
  }

  /** Somebody is at it: the time begins anew, and a moment passes until the next press counts. */
  touched() {
    this.until = performance.now() + Math.max(this.state.view.prompt_ms, 15_000);
    this.ready = performance.now() + kBounce;
  }

  onGrade(grade) {
    if (!this.state.service || performance.now() < this.ready) {
      return;
    }
    this.set({ grade });
    if (grade < kBad) {
      this.send();
      return;
    }
    this.touched();
    this.screens.go('why');
  }

  onReason(reason) {
    const { reasons } = this.state;
    if (!reasons.delete(reason)) {
      reasons.add(reason);
    }
    this.until = performance.now() + Math.max(this.state.view.prompt_ms, 15_000);
    this.draw();
  }

  onBack() {
    this.set({ grade: 0, reasons: new Set() });
    this.touched();
    this.screens.go('ask');
  }

  send() {
    const { service, grade, reasons } = this.state;
    if (!service || !grade) {
      return;
    }
    this.answered = [service.ticket, ...this.answered].slice(0, 50);
    localStorage.setItem(kAnswered, JSON.stringify(this.answered));
    this.set({ service: null, grade: 0, reasons: new Set() });
    this.outbox.add({
      id: newId(), counter: this.device.counter, ticket: service.ticket, grade,
      reasons: grade >= kBad ? [...reasons] : [], source: 'tablet', device: this.device.name,
    });
    this.screens.go('thanks');
    clearTimeout(this.thanking);
    this.thanking = setTimeout(() => this.close('idle'), kThanks);
  }

  /** The time is over. A grade that was pressed counts, also when its reasons were not sent. */
  finish() {
    if (this.state.grade) {
      this.send();
    } else {
      this.close('idle');
    }
  }

  close(screen) {
    clearTimeout(this.thanking);
    this.set({ service: null, grade: 0, reasons: new Set() });
    this.screens.go(screen);
    this.quietSince = performance.now();
  }

  onClock() {
    const now = performance.now();
    if (this.state.service) {
      const left = this.until - now;
      this.screens.time(Math.max(0, Math.min(1, left / this.state.view.prompt_ms)));
      if (left <= 0) {
        this.finish();
      }
    } else if (this.screens.now === 'idle' && now - this.quietSince > kOwnLanguage) {
      this.quietSince = now;
      if (languageNow() !== this.state.view?.default_language) {
        useLanguage(this.state.view.default_language);
      }
    }
  }
}

/** A tablet that hangs beside a counter all day: no menus, no selection, no zoom to get lost in. */
function lockDown() {
  for (const kind of ['contextmenu', 'selectstart', 'dragstart', 'gesturestart']) {
    document.addEventListener(kind, (event) => event.preventDefault());
  }
  document.addEventListener('wheel', (event) => event.ctrlKey && event.preventDefault(), { passive: false });
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey && ['+', '-', '0', '='].includes(event.key)) {
      event.preventDefault();
    }
  });
}

async function begin(tries = 0) {
  try {
    const { body } = await ask('GET', '/v1/halls');
    const hall = await ask('GET', `/v1/halls/${body.halls[0]}/content/hall`);
    offerLanguages();
    await loadTexts(body.halls[0], hall.body.default_language);
    new Tablet(`/v1/halls/${body.halls[0]}`, readDevice());
  } catch (error) {
    if (!(error instanceof Trouble)) {
      throw error;
    }
    setTimeout(() => begin(tries + 1), backoff(tries));
  }
}

lockDown();
begin();
