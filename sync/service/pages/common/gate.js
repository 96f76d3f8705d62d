// SPDX-License-Identifier: Apache-2.0
// The way in of every page of the staff: number and PIN, and whatever more a page asks first.
import { ask, Trouble } from './api.js';
import { find, make, setAttribute, setText, show } from './dom.js';
import { has, nameIn, onLanguage, say } from './text.js';
import { clockText } from './words.js';

const kStaff = 'hall.staff';
const kTongues = ['zh-Hant', 'zh-Hans', 'en'];
const kConnecting = ['正在連線…', '正在连接…', 'Connecting…'];

const inTongues = (words) => words.flatMap((word, i) => [...(i > 0 ? [' · '] : []),
  i > 0 ? make('span', { lang: kTongues[i], textContent: word }) : word]);

const field = (key, properties) => make('label', { class: 'field' },
  make('span', { 'data-say': key }), make('input', { maxLength: 64, required: true, ...properties }));

/**
 * Puts what every page has around its own part: #boot, which is seen until the words are there,
 * #sign-in and the dialog #ask. The page's <title> is its name in three languages, " · " between.
 */
export function raise(title) {
  const names = document.title.split(' · ');
  document.body.prepend(
    make('main', { id: 'boot', class: 'boot' },
      make('h1', { class: 'unseen' }, ...inTongues(names)), make('p', { role: 'status' }, ...inTongues(kConnecting))),
    make('main', { id: 'sign-in', class: 'sign-in', hidden: true },
      make('div', { class: 'sign-in-top banner-top' },
        make('p', { id: 'sign-in-hall', class: 'hall-name' }),
        make('div', { class: 'languages', role: 'group', 'data-say-label': 'clerk.language' })),
      make('form', { id: 'sign-in-form', class: 'sign-in-card', noValidate: true },
        make('h1', { 'data-say': title }),
        make('div', { id: 'sign-in-alert', class: 'alert', role: 'alert', hidden: true }),
        make('div', { class: 'sign-in-fields' },
          field('clerk.staff_no', {
            id: 'staff', name: 'staff', type: 'text', autocomplete: 'username', autocapitalize: 'characters', spellcheck: false,
          }),
          field('clerk.pin', {
            id: 'pin', name: 'pin', type: 'password', inputMode: 'numeric', autocomplete: 'current-password',
          })),
        make('button', { id: 'sign-in-button', class: 'button main big', type: 'submit', 'data-say': 'clerk.sign_in' }))));
  document.body.append(make('dialog', { id: 'ask', class: 'ask', 'aria-labelledby': 'ask-title' },
    make('form', { id: 'ask-form', noValidate: true })));
}

/**
 * `chooser` (optional) is what a page asks before the number: {element, chosen() → part of the
 * request's body or null, missing (a key), focus(again), opened(), draw(), explain(problem) → {key, values} or
 * null}. `done()` is called once a session stands.
 */
export class Gate {
  constructor(hallPath, hall, { title, chooser = null, done }) {
    Object.assign(this, { hallPath, hall, title, chooser, done, complaint: null });
    if (chooser) {
      find('sign-in-alert').after(chooser.element);
    }
    find('sign-in-form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.submit();
    });
    onLanguage(() => this.draw());
    this.draw();
  }

  /** `complaint`: {key, values}, or null; why the person stands here again. */
  open(complaint = null) {
    this.complaint = complaint;
    show(find('sign-in'), true);
    find('staff').value = localStorage.getItem(kStaff) ?? '';
    find('pin').value = '';
    this.chooser?.opened();
    this.draw();
    if (this.chooser && !this.chooser.chosen()) {
      this.chooser.focus();
    } else {
      this.focus();
    }
  }

  close() {
    this.complaint = null;
    show(find('sign-in'), false);
  }

  focus() {
    (find('staff').value ? find('pin') : find('staff')).focus();
  }

  draw() {
    setText(find('sign-in-hall'), nameIn(this.hall.name));
    this.chooser?.draw();
    const { complaint } = this;
    const key = complaint && (has(complaint.key) ? complaint.key : 'refusal.internal');
    show(find('sign-in-alert'), complaint !== null);
    setText(find('sign-in-alert'), complaint ? say(key, complaint.values) : '');
    if (!find('sign-in').hidden) {
      document.title = `${say('clerk.sign_in')} · ${say(this.title)}`;
    }
  }

  complain(key, values = {}) {
    this.complaint = { key, values };
    this.draw();
  }

  async submit() {
    const clerk = find('staff').value.trim().toUpperCase();
    const pin = find('pin').value;
    const button = find('sign-in-button');
    const chosen = this.chooser ? this.chooser.chosen() : {};
    if (!chosen) {
      this.complain(this.chooser.missing);
      this.chooser.focus(true);
    } else if (!clerk || !pin) {
      this.complain('clerk.fill_both');
      (clerk ? find('pin') : find('staff')).focus();
    } else if (button.getAttribute('aria-disabled') !== 'true') {
      setAttribute(button, 'aria-disabled', 'true');
      try {
        this.answered(await ask('POST', `${this.hallPath}/sessions`, { clerk, pin, ...chosen }), clerk);
      } catch (error) {
        if (!(error instanceof Trouble)) {
          throw error;
        }
        this.complain('refusal.link_down');
      } finally {
        setAttribute(button, 'aria-disabled', null);
      }
    }
  }

  answered({ status, body, retryAfter }, clerk) {
    if (status === 200) {
      localStorage.setItem(kStaff, clerk);
      this.complaint = null;
      this.done();
      return;
    }
    const explained = this.chooser?.explain(body);
    if (body.code === 'locked') {
      this.complain('refusal.locked', { time: clockText(Date.now() + retryAfter * 1000, undefined, true) });
    } else {
      this.complain(explained?.key ?? `refusal.${body.code}`, explained?.values);
    }
    find('pin').value = '';
    find('pin').focus();
  }
}
