// SPDX-License-Identifier: Apache-2.0
// Tickets, times and refusals in the words of the language that is on.
import { has, languageNow, nameIn, say } from './text.js';

/** "09:12" in the hall's own time zone, whatever zone this PC believes in. */
export function clockText(ms, timeZone, withSeconds = false) {
  const parts = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone };
  if (withSeconds) {
    parts.second = '2-digit';
  }
  return new Intl.DateTimeFormat('en-GB', parts).format(ms);
}

export const minutesBetween = (from, to) => Math.max(0, Math.floor((to - from) / 60_000));

/** "3:07", and "1:02:07" past the hour. */
export function spanText(ms) {
  const all = Math.max(0, Math.floor(ms / 1000));
  const two = (n) => String(n).padStart(2, '0');
  const minutes = Math.floor(all / 60) % 60;
  const hours = Math.floor(all / 3600);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(all % 60)}` : `${minutes}:${two(all % 60)}`;
}

/** A reason is a code of ours, or what somebody typed. */
export function reasonText(reason) {
  return reason && has(`clerk.reason_${reason}`) ? say(`clerk.reason_${reason}`) : reason ?? '';
}

/** Names out of the hall and the catalogue. */
export class Names {
  constructor(hall) {
    this.hall = hall;
    this.items = new Map();
  }

  setCatalogue(catalogue) {
    this.items = new Map(catalogue.items.map((item) => [item.id, item]));
  }

  queue(id) {
    return nameIn(this.hall.queues.find((queue) => queue.id === id)?.name) || id;
  }

  counter(id) {
    return nameIn(this.hall.counters.find((counter) => counter.id === id)?.name) || id;
  }

  clerk(id) {
    return nameIn(this.hall.clerks.find((clerk) => clerk.id === id)?.label) || id;
  }

  priority(id) {
    return nameIn(this.hall.priority_classes.find((one) => one.id === id)?.name) || id;
  }

  /** What the person came for, as precisely as is known. */
  matter(ticket) {
    const item = ticket.item ? this.items.get(ticket.item) : null;
    return item ? nameIn(item.name) : this.queue(ticket.queue);
  }

  /** A refusal as the clerk reads it: the reason, and whose ticket stands in the way. */
  refusal(problem) {
    const key = `refusal.${problem.code}`;
    const text = has(key) ? say(key) : problem.detail ?? say('refusal.internal');
    const { ticket } = problem;
    if (!ticket) {
      return text;
    }
    const where = ticket.counter && ticket.state !== 'waiting' ? ` · ${this.counter(ticket.counter)}` : '';
    const colon = languageNow() === 'en' ? ': ' : '：';
    return `${ticket.number}${where}${colon}${text}`;
  }
}
