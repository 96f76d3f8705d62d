// SPDX-License-Identifier: Apache-2.0
// The clerk's page: signs in, follows the hall, draws it, and carries out what is pressed.
import { beginOffice, Office } from '../common/office.js';
import { find, setAttribute, setText, show } from '../common/dom.js';
import { Outbox } from '../common/outbox.js';
import { say } from '../common/text.js';
import { askCase, caseOf } from './cases.js';
import { Chooser } from './chooser.js';
import { Desk } from './desk.js';
import { Keys } from './keys.js';
import { Behind, Lists } from './lists.js';
import { Orders } from './orders.js';
import { Sounds } from './sounds.js';

const kStrip = 'popup,width=860,height=170'; // Room for the ticket, the big button and a row of others.
const kSeatActions = ['pause', 'resume_service', 'extend', 'extend_end', 'sign_out'];

class App extends Office {
  constructor(hallPath, hall) {
    super(hallPath, hall, {
      title: 'clerk.title',
      root: 'desk',
      chooser: new Chooser(hall),
      on: {
        entered: (before) => this.entered(before),
        left: () => this.complain(null),
        state: () => this.moved(),
        frame: () => this.moved(),
        status: (status) => this.told(status),
        words: () => this.reword(),
        draw: () => this.drawAll(),
      },
    });
    this.keys = new Keys();
    this.sounds = new Sounds();
    this.isStrip = new URLSearchParams(location.search).has('strip');
    document.documentElement.toggleAttribute('data-strip', this.isStrip);
    this.behind = new Behind(this, () => this.draw());
    this.outbox = new Outbox(hallPath, () => this.draw());
    this.orders = new Orders(this);
    this.desk = new Desk(this, (action) => this.press(action));
    this.lists = new Lists(this, (action, ticket) => this.press(action, ticket));
    this.keys.listen({
      primary: () => this.desk.pressPrimary(),
      action: (action) => this.desk.pressed(action),
      pause: () => this.desk.pressed(find('pause').dataset.action),
      extend: () => this.desk.pressed(find('extend').dataset.action),
      help: () => this.help(),
    });
    find('keys').addEventListener('click', () => this.help());
    find('strip').addEventListener('click', () => open('/clerk/?strip', 'hall-strip', kStrip));
    find('sounds').addEventListener('click', () => {
      this.sounds.switchTo(!this.sounds.enabled);
      this.sounds.play('arrived');
      this.draw();
    });
  }

  // A session without a counter belongs to another page of this browser.
  against(me) {
    return me.counter ? null : '';
  }

  async entered(before) {
    const wasMoved = before && (before.counter !== this.me.counter || before.clerk !== this.me.clerk);
    this.behind.rows = [];
    this.complain(wasMoved
      ? () => say('clerk.moved', { counter: this.names.counter(this.me.counter) }) : null);
    this.handle(await this.outbox.resume());
    find('primary').focus();
  }

  // Names of the 230 matters; until they are there a ticket shows its queue, and the desk works.
  async loadCatalogue() {
    super.loadCatalogue().then(() => this.draw());
  }

  // Who moves in a queue moves everybody behind; and somebody else may sit here by now, or we
  // signed out elsewhere.
  moved() {
    this.behind.refresh();
    const seat = this.me && this.store.seats.get(this.me.counter);
    if (this.me && seat?.clerk !== this.me.clerk) {
      this.leave(seat?.clerk ? 'clerk.lease_lost' : 'refusal.session_over');
    }
  }

  told(status) {
    if (status === 'up') {
      this.outbox.hurry();
      this.renew();
      this.behind.refresh();
      setText(find('announce'), this.wasLost ? say('clerk.link_healed') : '');
    }
    if (status === 'lost' && this.me) {
      this.sounds.play('lost');
    }
    this.wasLost = status === 'lost';
  }

  renewed(answer) {
    this.handle(answer, true);
  }

  signOut() {
    this.desk.pressed('sign_out');
  }

  async press(action, ticket) {
    this.complain(null);
    if (kSeatActions.includes(action)) {
      const body = await this.orders.seat(action);
      if (body) {
        await this.sit(body);
      }
    } else if (action === 'record_case') {
      await this.recordCase();
    } else {
      const order = await this.orders.make(action, ticket);
      if (order) {
        this.handle(await this.outbox.send(order));
      }
    }
    if (this.me && document.activeElement === document.body) {
      find('primary').focus();
    }
  }

  async recordCase() {
    const about = caseOf(this.desk.view());
    const asked = about && await askCase(this, about);
    if (!asked) {
      return;
    }
    const answer = await this.outbox.send(asked.body, 'cases');
    this.handle(answer);
    if (answer?.status === 200 && asked.finish) {
      await this.press('finish', this.store.tickets.get(about.id));
    }
  }

  async sit(body) {
    const answer = await this.asked('POST', 'seat', body);
    if (!answer) {
      this.complain(() => say('refusal.link_down'));
    } else if (answer.status === 200 && body.action === 'close') {
      this.leave('');
      this.tabs.postMessage('out');
    } else {
      this.handle(answer);
    }
  }

  /** What the service said to a command; null when there was none. */
  handle(answer, quiet = false) {
    if (!answer) {
      return;
    }
    const { status, body, order } = answer;
    if (body.ticket) {
      this.store.keep(body.ticket);
    }
    if (status === 200) {
      if (body.why) {
        this.store.why.set(body.ticket.id, body.why);
      }
      this.tell(order, body.ticket);
    } else if (status === 401) {
      this.leave('refusal.session_over');
    } else if (body.code === 'clerk_elsewhere') {
      this.enter(false);
    } else if (body.code === 'counter_taken') {
      this.leave('clerk.lease_lost');
    } else if (body.code === 'answer_needed') {
      // Pressed before the page knew that somebody had been called: ask now.
      this.press('call_next');
    } else if (!quiet) {
      this.complain(() => this.names.refusal(body));
    }
    this.behind.refresh();
    this.draw();
  }

  tell(order, ticket) {
    if (order && ticket) {
      setText(find('announce'), `${ticket.number} ${say(`clerk.state_${ticket.state}`)}`);
    }
  }

  /** `words` says the complaint in whatever language is on; null takes it away. */
  complain(words) {
    this.complaint = words;
    const alert = find('refusal');
    setText(alert, words ? words() : '');
    show(alert, words !== null);
  }

  reword() {
    this.complain(this.complaint ?? null);
    setText(find('announce'), '');
  }

  async help() {
    await this.orders.help(this.keys);
    this.draw();
    find('primary').focus();
  }

  drawTop() {
    this.desk.drawTop();
  }

  drawAll() {
    this.sounds.watch(this.desk.draw());
    setAttribute(find('sounds'), 'aria-pressed', this.sounds.enabled);
    this.lists.draw(this.desk.actions);
  }
}

beginOffice('clerk.title', (hallPath, hall) => new App(hallPath, hall));
