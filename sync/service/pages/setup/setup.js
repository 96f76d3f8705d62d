// SPDX-License-Identifier: Apache-2.0
// The first start of a real hall: the code from the service's screen makes the first manager.
import { ask, backoff, Trouble } from '../common/api.js';
import { find, setAttribute, setText, show } from '../common/dom.js';
import { has, loadTexts, nameIn, offerLanguages, onLanguage, say } from '../common/text.js';

const kPinLeast = 8;
const kFields = ['code', 'staff', 'pin', 'again'];

class Setup {
  constructor(hallPath, hall) {
    this.hallPath = hallPath;
    this.hall = hall;
    this.complaint = null;
    this.made = null; // The staff number, once there is an account; '' when set-up was over before.
    find('form').addEventListener('submit', (event) => {
      event.preventDefault();
      this.submit();
    });
    onLanguage(() => this.draw());
  }

  draw() {
    setText(find('hall-name'), nameIn(this.hall.name));
    document.title = `${say('setup.title')} · ${nameIn(this.hall.name)}`;
    show(find('form'), this.made === null);
    show(find('done'), this.made !== null);
    setText(find('done-title'), say(this.made ? 'setup.done' : 'setup.over'));
    setText(find('done-line'), this.made ? say('setup.done_line', { id: this.made }) : say('setup.over_line'));
    const words = this.complaint && (has(this.complaint) ? say(this.complaint) : say('refusal.internal'));
    show(find('alert'), Boolean(words));
    setText(find('alert'), words ?? '');
  }

  finish(id) {
    kFields.forEach((name) => { find(name).value = ''; });
    this.complaint = null;
    this.made = id;
    this.draw();
    find('done-title').focus();
  }

  complain(key, field) {
    this.complaint = key;
    this.draw();
    find(field).focus();
  }

  // What a person can see for themselves is said before the service is asked.
  wrong({ code, staff, pin, again }) {
    const empty = kFields.find((name) => !{ code, staff, pin, again }[name]);
    if (empty) {
      return ['setup.fill_all', empty];
    }
    if (pin.length < kPinLeast) {
      return ['refusal.pin_weak', 'pin'];
    }
    return pin === again ? null : ['setup.pins_differ', 'again'];
  }

  async submit() {
    const button = find('make');
    if (button.getAttribute('aria-disabled') === 'true') {
      return;
    }
    const given = {
      code: find('code').value.trim(), staff: find('staff').value.trim().toUpperCase(), pin: find('pin').value, again: find('again').value,
    };
    const wrong = this.wrong(given);
    if (wrong) {
      this.complain(...wrong);
      return;
    }
    setAttribute(button, 'aria-disabled', 'true');
    try {
      const { status, body } = await ask('POST', `${this.hallPath}/setup`, { code: given.code, id: given.staff, pin: given.pin });
      if (status === 200) {
        this.finish(given.staff);
      } else if (body.code === 'setup_over') {
        this.finish('');
      } else {
        const field = { pin_weak: 'pin', id_invalid: 'staff' }[body.code] ?? 'code';
        this.complain(body.code === 'code_wrong' ? 'setup.code_wrong' : `refusal.${body.code}`, field);
      }
    } catch (error) {
      if (!(error instanceof Trouble)) {
        throw error;
      }
      this.complain('refusal.link_down', 'make');
    } finally {
      setAttribute(button, 'aria-disabled', null);
    }
  }
}

async function begin(tries = 0) {
  try {
    const { body } = await ask('GET', '/v1/halls');
    const hallPath = `/v1/halls/${body.halls[0]}`;
    const [hall, state] = await Promise.all([ask('GET', `${hallPath}/content/hall`), ask('GET', `${hallPath}/setup`)]);
    offerLanguages();
    const setup = new Setup(hallPath, hall.body);
    setup.made = state.body.open ? null : '';
    await loadTexts(body.halls[0], hall.body.default_language);
    show(find('boot'), false);
    show(find('setup'), true);
    (state.body.open ? find('code') : find('done-title')).focus();
  } catch (error) {
    if (!(error instanceof Trouble)) {
      throw error;
    }
    setTimeout(() => begin(tries + 1), backoff(tries));
  }
}

begin();
