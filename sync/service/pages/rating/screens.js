// SPDX-License-Identifier: Apache-2.0
// What stands on the tablet: one screen at a time. Knows nothing of the service.
import { find, make, setAttribute, setText, show } from '../common/dom.js';
import { nameIn, say, translate } from '../common/text.js';
import { face } from './faces.js';

const kScreens = ['boot', 'setup', 'idle', 'ask', 'why', 'thanks'];
export const kReasons = ['attitude', 'skill', 'waiting', 'unclear', 'visits', 'other'];

export class Screens {
  /** `press.grade(n)`, `press.reason(word)`, `press.send()`, `press.back()`. */
  constructor(press) {
    this.now = 'boot';
    find('grades').append(...[1, 2, 3, 4, 5].map((grade) => make('button', {
      type: 'button', class: 'grade', 'data-grade': grade, onclick: () => press.grade(grade),
    }, face(grade), make('span', { 'data-say': `rating.${grade}` }))));
    find('reasons').append(...kReasons.map((reason) => make('button', {
      type: 'button', class: 'reason', 'data-reason': reason, 'data-say': `rating.reason_${reason}`, onclick: () => press.reason(reason),
    })));
    translate();
    find('send').addEventListener('click', () => press.send());
    find('back').addEventListener('click', () => press.back());
  }

  go(screen) {
    if (screen === this.now) {
      return;
    }
    this.now = screen;
    document.body.dataset.screen = screen;
    for (const id of kScreens) {
      show(find(id), id === screen);
    }
    find(`${screen}-title`)?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  /** `state`: {view, service, grade, reasons, kept, status, share (of the time left, 0..1)}. */
  draw({ view, service, grade, reasons, kept, status }) {
    document.title = say('tablet.title');
    setText(find('link'), status === 'up' ? '' : say('tablet.offline'));
    setAttribute(find('link'), 'data-status', status);
    if (!view) {
      return;
    }
    setText(find('hall'), nameIn(view.hall));
    setText(find('counter'), say('tablet.counter', { counter: view.no }));
    const clerk = view.open ? view.clerk : null;
    setText(find('welcome'), say(view.open ? 'tablet.welcome' : 'tablet.closed_counter'));
    setText(find('clerk'), clerk ? nameIn(clerk.label) : '');
    setText(find('post'), clerk ? [nameIn(clerk.department), nameIn(clerk.post)].filter(Boolean).join(' · ') : '');
    setText(find('badge'), clerk?.badge ? say('tablet.badge', { badge: clerk.badge }) : '');
    setAttribute(document.body, 'data-open', String(view.open));
    setText(find('ask-number'), service ? say('tablet.your_service', { number: service.number }) : '');
    setText(find('ask-clerk'), view.clerk ? nameIn(view.clerk.label) : '');
    setText(find('why-grade'), grade ? say(`rating.${grade}`) : '');
    for (const button of find('reasons').children) {
      setAttribute(button, 'aria-pressed', String(reasons.has(button.dataset.reason)));
    }
    show(find('thanks-kept'), kept);
  }

  /** The line that runs out; set by script because it is a number and not a style of the page. */
  time(share) {
    find('left').style.setProperty('--left', String(share));
  }
}
