// SPDX-License-Identifier: Apache-2.0
// The hall as the service told it. Frames carry whole tickets and seats, so folding is replacing.

// Further ahead than any beat is late: the service's clock was set back, and the next beat says so.
const kSlowBeat = 30_000;

export class Store {
  constructor() {
    this.tickets = new Map();
    this.seats = new Map();
    this.why = new Map();
    this.offset = 0;
    this.cursor = '';
    this.heard = 0;
  }

  /** The service's clock, which all countdowns go by. */
  now() {
    return Date.now() + this.offset;
  }

  setClock(now) {
    this.offset = now - Date.now();
    this.heard = now;
  }

  /** GET /state: everything anew. */
  replace(state) {
    this.tickets = new Map(state.tickets.map((ticket) => [ticket.id, ticket]));
    this.seats = new Map(state.seats.map((seat) => [seat.counter, seat]));
    this.cursor = state.cursor;
    this.setClock(state.now);
  }

  /** One frame of the stream. */
  fold(kind, data) {
    this.heard = this.now();
    if (kind === 'ticket' || kind === 'slip') {
      this.keep(data.ticket);
      if (data.why) {
        this.why.set(data.ticket.id, data.why);
      }
    } else if (kind === 'rating') {
      const ticket = this.tickets.get(data.service.ticket);
      if (ticket) {
        this.tickets.set(ticket.id, { ...ticket, rated: true });
      }
    } else if (kind === 'case') {
      const ticket = this.tickets.get(data.case.ticket);
      if (ticket) {
        this.tickets.set(ticket.id, { ...ticket, cases: Math.max(ticket.cases ?? 0, data.case.nth) });
      }
    } else if (kind === 'seat') {
      this.seats.set(data.seat.counter, data.seat);
    }
  }

  /** A ticket of an answer or a frame; the two race, and the later version stands. */
  keep(ticket) {
    const known = this.tickets.get(ticket.id);
    if (!known || known.version <= ticket.version) {
      // A rating and a case move no version, and what was said stays said.
      this.tickets.set(ticket.id, {
        ...ticket, ...(known?.rated ? { rated: true } : {}), ...(known?.cases > (ticket.cases ?? 0) ? { cases: known.cases } : {}),
      });
      this.catchUp(Math.max(ticket.last_call ?? 0, ticket.started ?? 0, ticket.ended ?? 0));
    }
  }

  /** Our clock is late by what the last beat took to come; what has happened is not ahead of it. */
  catchUp(happened) {
    const late = happened - this.now();
    if (late > 0 && late < kSlowBeat) {
      this.offset += late;
    }
  }

  select(wanted) {
    return [...this.tickets.values()].filter(wanted);
  }

  /** What the counter holds: called or serving. */
  held(counter) {
    const mine = this.select((ticket) => ticket.counter === counter
      && (ticket.state === 'called' || ticket.state === 'serving'));
    // For an instant after "finish and call next" both may look held: the later call counts.
    return mine.sort((a, b) => b.called - a.called)[0] ?? null;
  }

  /** What `undo` would bring back, or null. */
  lastEnded(counter) {
    const id = this.seats.get(counter)?.last_ended;
    const ticket = id ? this.tickets.get(id) : null;
    const ended = ticket && (ticket.state === 'finished' || ticket.state === 'no_show');
    return ended && ticket.counter === counter && ticket.before_end ? ticket : null;
  }

  servedToday(counter, day) {
    return this.select((ticket) => ticket.counter === counter && ticket.state === 'finished'
      && ticket.day === day).length;
  }
}
