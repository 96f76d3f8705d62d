// SPDX-License-Identifier: Apache-2.0
// The keyboard: Space or Enter is the big button, letters are the others. They can be switched off
// for those whose computer listens to their voice (WCAG 2.1.4).
import { isAsking } from '../common/dialogs.js';
import { find } from '../common/dom.js';

const kKept = 'hall.keys';
const kLetters = {
  n: 'call_next', r: 'recall', m: 'no_show', b: 'put_back', p: 'park', t: 'transfer', c: 'cancel',
  u: 'undo', s: 'start', f: 'finish', e: 'record_case',
};
const kPlaces = { 1: 'behind-region', 2: 'parked-region', 3: 'missed-region' };

export class Keys {
  constructor() {
    this.enabled = localStorage.getItem(kKept) !== 'off';
  }

  switchTo(enabled) {
    this.enabled = enabled;
    localStorage.setItem(kKept, enabled ? 'on' : 'off');
  }

  /** on: {primary(), action(name), pause(), extend(), help()}; nothing is called while the desk is hidden. */
  listen(on) {
    document.addEventListener('keydown', (event) => {
      const busy = find('desk').hidden || isAsking() || event.repeat || event.isComposing
        || event.ctrlKey || event.altKey || event.metaKey;
      if (!busy && this.pressed(event, on)) {
        event.preventDefault();
      }
    });
  }

  pressed(event, on) {
    const elsewhere = event.target.closest?.('button, a, input, select, textarea, summary');
    if (event.key === ' ' || event.key === 'Enter') {
      // A focused button takes its own keys; everywhere else they mean the big one.
      if (elsewhere) {
        return false;
      }
      on.primary();
      return true;
    }
    if (!this.enabled || event.target.matches?.('input, select, textarea')) {
      return false;
    }
    if (event.key === '?') {
      on.help();
    } else if (event.key.toLowerCase() === 'z') {
      on.pause();
    } else if (event.key.toLowerCase() === 'x') {
      on.extend();
    } else if (kLetters[event.key.toLowerCase()]) {
      on.action(kLetters[event.key.toLowerCase()]);
    } else if (kPlaces[event.key]) {
      const region = find(kPlaces[event.key]);
      (region.querySelector('button') ?? region).focus();
    } else {
      return false;
    }
    return true;
  }
}
