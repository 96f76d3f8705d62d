// SPDX-License-Identifier: Apache-2.0
// Reception's page: finds, issues, prints, and sees to tickets. The hall can run from it alone.
import { Alerts } from '../common/alerts.js';
import { askClerk, isAsking } from '../common/dialogs.js';
import { find, make, setText, show } from '../common/dom.js';
import { beginOffice, Office } from '../common/office.js';
import { Outbox } from '../common/outbox.js';
import { say } from '../common/text.js';
import { AppointmentPanel } from './appointment.js';
import { Care } from './care.js';
import { Finder } from './finder.js';
import { Issue, priorityName } from './issue.js';
import { Outlooks } from './outlooks.js';
import { printSlip } from './slip.js';
import { TicketPanel } from './ticket.js';

class Reception extends Office {
  constructor(hallPath, hall) {
    super(hallPath, hall, {
      role: 'reception',
      title: 'desk.title',
      on: {
        entered: () => this.entered(),
        state: () => this.outlooks.refresh(),
        frame: () => this.moved(),
        documents: () => this.outlooks.refresh(),
        words: () => this.reword(),
        draw: () => this.drawAll(),
      },
    });
    this.outlooks = new Outlooks(this, () => this.draw());
    this.outbox = new Outbox(hallPath, () => this.draw());
    this.finder = new Finder(this, this.outlooks, (row) => this.choose(row));
    this.issue = new Issue(this, this.outlooks, {
      issue: (wish) => this.give(wish),
      back: () => this.next(),
    });
    this.panel = new TicketPanel(this, {
      order: (order) => this.order(order),
      print: (ticket) => this.print(ticket),
      next: () => this.next(),
    });
    this.appointment = new AppointmentPanel(this, {
      checkIn: (order, print) => this.checkIn(order, print),
      walkIn: (matter) => this.choose({ matter }),
      back: () => this.next(),
    });
    this.care = new Care(this, {
      open: (ticket) => this.choose({ ticket }),
      print: (ticket) => this.print(ticket),
      handed: (ticket) => this.handed(ticket),
      requeue: (ticket) => this.order({ type: 'requeue', ticket: ticket.id }),
    });
    // Slips have a list of their own.
    this.alerts = new Alerts(this, () => this.draw(), (one) => !one.code.startsWith('slip_'));
    this.printed = new Set(); // Those whose first slip came out of this PC: the next is a copy.
    find('keys').addEventListener('click', () => this.help());
    document.addEventListener('keydown', (event) => this.key(event));
  }

  busy() {
    return this.outbox.pending !== null || this.link.status === 'lost';
  }

  async entered() {
    this.outlooks.fetch();
    this.alerts.fetch();
    this.finder.typed();
    this.next();
    this.handle(await this.outbox.resume());
  }

  // Who moves in a queue moves everybody behind.
  moved() {
    this.outlooks.refresh();
    if (this.panel.id) {
      clearTimeout(this.looking);
      this.looking = setTimeout(() => this.panel.look(), 300);
    }
  }

  choose(row) {
    this.complain(null);
    show(find('empty-detail'), false);
    for (const part of [this.issue, this.panel, this.appointment]) {
      part.close();
    }
    if (row.ticket) {
      this.panel.open(row.ticket);
    } else if (row.appointment) {
      this.appointment.open(row.appointment);
    } else {
      this.issue.open(row);
    }
  }

  /** Ready for the next person. */
  next() {
    this.complain(null);
    this.issue.close();
    this.panel.close();
    this.appointment.close();
    show(find('empty-detail'), true);
    this.finder.clear();
  }

  async give({ order, print }) {
    await this.hand(await this.outbox.send(order), print);
  }

  async checkIn(order, print) {
    await this.hand(await this.outbox.send(order, 'check-in'), print);
  }

  async hand(answer, print) {
    this.complain(null);
    const ticket = this.handle(answer);
    if (ticket) {
      this.issue.close();
      this.appointment.close();
      this.panel.open(ticket, true);
      setText(find('announce'), say('desk.issued', { number: ticket.number }));
      if (print) {
        await this.print(ticket);
      }
    }
  }

  async order(order) {
    this.complain(null);
    const ticket = this.handle(await this.outbox.send(order));
    if (ticket) {
      setText(find('announce'), `${ticket.number} ${say(`clerk.state_${ticket.state}`)}`);
      this.panel.look();
    }
  }

  /** The ticket of a good answer; tells why not otherwise. Null when there was none. */
  handle(answer) {
    if (!answer) {
      return null;
    }
    const { status, body } = answer;
    if (body.ticket) {
      this.store.keep(body.ticket);
    }
    if (status === 401) {
      this.leave('refusal.session_over');
      return null;
    }
    if (status !== 200) {
      this.complain(() => this.names.refusal(body));
      this.draw();
      return null;
    }
    this.draw();
    return body.ticket;
  }

  async print(ticket) {
    const answer = await this.asked('GET', `slip?ticket=${ticket.id}`);
    if (answer?.status !== 200) {
      this.complain(() => (answer ? this.names.refusal(answer.body) : say('refusal.link_down')));
      return;
    }
    const tag = localStorage.getItem('hall.slip_language') ?? this.hall.default_language;
    const first = ticket.device === 'reception' && !this.printed.has(ticket.id)
      && this.panel.fresh && this.panel.id === ticket.id;
    this.printed.add(ticket.id);
    printSlip(answer.body, { tag, copy: !first, priority: priorityName(this.hall, ticket.priority, tag) });
  }

  async handed(ticket) {
    this.handle(await this.asked('POST', 'paper', { ticket: ticket.id, paper: 'printed' }));
  }

  /** `words` says the complaint in whatever language is on; null takes it away. */
  complain(words) {
    this.trouble = words;
    setText(find('refusal'), words ? words() : '');
    show(find('refusal'), words !== null);
  }

  reword() {
    if (!this.me) {
      return;
    }
    this.complain(this.trouble ?? null);
    if (this.issue.what) {
      this.issue.build();
    }
    if (this.panel.id) {
      this.panel.build();
    }
    if (this.appointment.one) {
      this.appointment.build();
    }
    setText(find('announce'), '');
  }

  drawAll() {
    this.finder.draw();
    this.issue.draw();
    this.panel.draw();
    this.appointment.draw();
    this.care.draw();
    this.alerts.draw();
  }

  key(event) {
    const writing = event.target.closest?.('input, select, textarea');
    if (find('office').hidden || isAsking() || event.ctrlKey || event.altKey || event.metaKey || writing) {
      return;
    }
    if (event.key === '/') {
      this.finder.focus();
    } else if (event.key === '?') {
      this.help();
    } else {
      return;
    }
    event.preventDefault();
  }

  async help() {
    const rows = [['/', say('desk.key_search')], ['↑ ↓', say('desk.key_choose')], ['Enter', say('desk.key_enter')],
      ['Esc', say('desk.next')], ['?', say('clerk.keys')]];
    await askClerk({
      title: say('clerk.keys'),
      content: make('dl', { class: 'key-list' }, ...rows.map(([key, text]) => make('div', {},
        make('dt', {}, make('kbd', { textContent: key })), make('dd', { textContent: text })))),
      buttons: [],
      closeLabel: say('clerk.close'),
    });
    this.finder.focus();
  }
}

beginOffice('desk.title', (hallPath, hall) => new Reception(hallPath, hall));
