// SPDX-License-Identifier: Apache-2.0
// The clerk's page: signs in, follows the hall, draws it, and carries out what is pressed.
import { ask, backoff, Trouble } from '../common/api.js';
import { Desk } from './desk.js';
import { stopAsking } from '../common/dialogs.js';
import { find, setAttribute, setText, show } from '../common/dom.js';
import { Keys } from './keys.js';
import { Link } from '../common/link.js';
import { Behind, Lists } from './lists.js';
import { Orders } from './orders.js';
import { Outbox } from '../common/outbox.js';
import { SignIn } from './sign_in.js';
import { Sounds } from './sounds.js';
import { Store } from '../common/store.js';
import { loadTexts, offerLanguages, onLanguage, say } from '../common/text.js';
import { Names } from '../common/words.js';

const kRenew = 150_000; // A quarter of the shortest lease that a hall would set.
const kStrip = 'popup,width=860,height=170'; // Room for the ticket, the big button and a row of others.
const kSeatActions = ['pause', 'resume_service', 'sign_out'];

class App {
  constructor(hallPath, hall) {
    this.hallPath = hallPath;
    this.hall = hall;
    this.me = null;
    this.store = new Store();
    this.names = new Names(hall);
    this.keys = new Keys();
    this.sounds = new Sounds();
    this.isStrip = new URLSearchParams(location.search).has('strip');
    document.documentElement.toggleAttribute('data-strip', this.isStrip);
    this.behind = new Behind(this, () => this.draw());
    this.outbox = new Outbox(hallPath, () => this.draw());
    this.orders = new Orders(this);
    this.desk = new Desk(this, (action) => this.press(action));
    this.lists = new Lists(this, (action, ticket) => this.press(action, ticket));
    this.signIn = new SignIn(hallPath, hall, () => this.enter(true));
    // Other tabs of this browser share the session: they look again when it changes.
    this.tabs = new BroadcastChannel('hall.session');
    this.tabs.onmessage = () => this.enter(false);
    this.link = new Link(hallPath, {
      state: (state) => this.onState(state),
      frame: (kind, data) => this.onFrame(kind, data),
      beat: (now) => this.store.setClock(now),
      status: (status) => this.onStatus(status),
      gone: () => this.leave({ key: 'refusal.session_over' }),
    });
    this.keys.listen({
      primary: () => this.desk.pressPrimary(),
      action: (action) => this.desk.pressed(action),
      pause: () => this.desk.pressed(find('pause').dataset.action),
      help: () => this.help(),
    });
    find('keys').addEventListener('click', () => this.help());
    find('strip').addEventListener('click', () => open('/clerk/?strip', 'hall-strip', kStrip));
    find('sounds').addEventListener('click', () => {
      this.sounds.switchTo(!this.sounds.enabled);
      this.sounds.play('arrived');
      this.draw();
    });
    onLanguage(() => this.onWords());
    setInterval(() => this.draw(), 1000);
    setInterval(() => this.renew(), kRenew);
  }

  /** Shows the desk if somebody is signed in, else the way in. */
  async enter(told) {
    const answer = await this.asked('GET', 'me');
    if (answer?.status !== 200) {
      this.leave(answer ? null : { key: 'refusal.link_down' });
      return;
    }
    const moved = this.me && (this.me.counter !== answer.body.counter || this.me.clerk !== answer.body.clerk);
    this.me = answer.body;
    this.behind.rows = [];
    this.complain(moved
      ? () => say('clerk.moved', { counter: this.names.counter(this.me.counter) }) : null);
    this.signIn.close();
    show(find('desk'), true);
    this.link.start();
    if (told) {
      this.tabs.postMessage('in');
    }
    this.loadCatalogue();
    this.handle(await this.outbox.resume());
    find('primary').focus();
  }

  leave(complaint) {
    this.link.stop();
    this.me = null;
    stopAsking();
    show(find('desk'), false);
    this.signIn.open(complaint);
  }

  /** Null when there was no answer. */
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

  // Names of the 230 matters; until it is there a ticket shows its queue.
  async loadCatalogue() {
    const answer = this.names.items.size === 0 ? await this.asked('GET', 'content/catalog') : null;
    if (answer?.status === 200) {
      this.names.setCatalogue(answer.body);
      this.draw();
    }
  }

  onState(state) {
    this.store.replace(state);
    this.behind.refresh();
    this.checkSeat();
    this.draw();
  }

  onFrame(kind, data) {
    this.store.fold(kind, data);
    if (kind === 'seat') {
      this.checkSeat();
    }
    if (kind === 'day_closed') {
      this.link.start();
    }
    this.behind.refresh();
    this.draw();
  }

  onStatus(status) {
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
    this.draw();
  }

  // Somebody else sits here by now, or we signed out elsewhere.
  checkSeat() {
    const seat = this.me && this.store.seats.get(this.me.counter);
    if (this.me && seat?.clerk !== this.me.clerk) {
      this.leave({ key: seat?.clerk ? 'clerk.lease_lost' : 'refusal.session_over' });
    }
  }

  async renew() {
    if (this.me && this.link.status !== 'lost') {
      this.handle(await this.asked('POST', 'seat', { action: 'renew', counter: this.me.counter }), true);
    }
  }

  async press(action, ticket) {
    this.complain(null);
    if (kSeatActions.includes(action)) {
      const body = await this.orders.seat(action);
      if (body) {
        await this.sit(body);
      }
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

  async sit(body) {
    const answer = await this.asked('POST', 'seat', body);
    if (!answer) {
      this.complain(() => say('refusal.link_down'));
    } else if (answer.status === 200 && body.action === 'close') {
      this.leave(null);
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
      this.leave({ key: 'refusal.session_over' });
    } else if (body.code === 'clerk_elsewhere') {
      this.enter(false);
    } else if (body.code === 'counter_taken') {
      this.leave({ key: 'clerk.lease_lost' });
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

  onWords() {
    this.complain(this.complaint ?? null);
    setText(find('announce'), '');
    this.draw();
  }

  async help() {
    await this.orders.help(this.keys);
    this.draw();
    find('primary').focus();
  }

  draw() {
    if (this.me && this.store.cursor) {
      this.sounds.watch(this.desk.draw());
      setAttribute(find('sounds'), 'aria-pressed', this.sounds.enabled);
      this.lists.draw(this.desk.actions);
    }
  }
}

/** The hall's document and the words; without them there is nothing to show. */
async function begin(tries = 0) {
  try {
    const { body } = await ask('GET', '/v1/halls');
    const hallPath = `/v1/halls/${body.halls[0]}`;
    const hall = await ask('GET', `${hallPath}/content/hall`);
    offerLanguages();
    await loadTexts(body.halls[0], hall.body.default_language);
    const app = new App(hallPath, hall.body);
    await app.enter(false);
    show(find('boot'), false);
  } catch (error) {
    if (!(error instanceof Trouble)) {
      throw error;
    }
    setTimeout(() => begin(tries + 1), backoff(tries));
  }
}

begin();
