// SPDX-License-Identifier: Apache-2.0
// The hall at this moment, in the few figures that a manager looks at. Pure.

const kInQueue = ['waiting'];
const minutes = (ms) => Math.max(0, Math.floor(ms / 60_000));

/** What a counter does: {state: closed | paused | free | called | serving, seat, ticket, since}. */
export function counterNow(store, id, now) {
  const seat = store.seats.get(id);
  if (!seat?.clerk || seat.lease_until <= now) {
    return { state: 'closed', seat: null, ticket: null, since: null };
  }
  const ticket = store.held(id);
  if (ticket) {
    const since = ticket.state === 'serving' ? ticket.started : ticket.last_call;
    return { state: ticket.state, seat, ticket, since };
  }
  return { state: seat.paused ? 'paused' : 'free', seat, ticket: null, since: seat.since };
}

/** {id, waiting, longest (minutes), open, past} of every queue; `past` = how many wait past the cap. */
export function queuesNow(hall, store, now) {
  const waiting = store.select((ticket) => kInQueue.includes(ticket.state));
  return hall.queues.map((queue) => {
    const mine = waiting.filter((ticket) => ticket.queue === queue.id);
    const waits = mine.map((ticket) => minutes(now - ticket.leg_since));
    return {
      id: queue.id,
      queue,
      waiting: mine.length,
      longest: waits.length > 0 ? Math.max(...waits) : 0,
      past: waits.filter((wait) => wait >= hall.policy.wait_cap_min).length,
      open: queue.counters.filter((id) => counterNow(store, id, now).state !== 'closed').length,
    };
  });
}

/** How bad a wait is against the cap: 'calm', 'long' (two thirds of it), 'past'. */
export function levelOf(longest, cap) {
  return longest >= cap ? 'past' : longest >= (cap * 2) / 3 ? 'long' : 'calm';
}

/** The tiles on top. */
export function totals(hall, store, now) {
  const states = hall.counters.map((counter) => counterNow(store, counter.id, now).state);
  const count = (state) => store.select((ticket) => ticket.state === state).length;
  const queues = queuesNow(hall, store, now);
  return {
    waiting: count('waiting'),
    serving: states.filter((state) => state === 'serving').length,
    open: states.filter((state) => state !== 'closed').length,
    counters: hall.counters.length,
    paused: states.filter((state) => state === 'paused').length,
    longest: Math.max(0, ...queues.map((one) => one.longest)),
    finished: count('finished'),
    missed: count('no_show'),
  };
}

/** A counter with nobody at it while its queue waits is what a manager can do something about. */
export function starving(hall, store, now) {
  return queuesNow(hall, store, now).filter((one) => one.waiting > 0 && one.open === 0);
}

/** Queues in the order in which they need a look: past the cap, nobody there, long, many. */
export function byNeed(a, b) {
  return (b.past > 0) - (a.past > 0) || (b.waiting > 0 && b.open === 0) - (a.waiting > 0 && a.open === 0)
    || b.longest - a.longest || b.waiting - a.waiting;
}

/** Where on the floor a thing stands, in per cent of the floor's size. */
export const place = (floor, x, y) => ({ left: (x / floor.size_m[0]) * 100, top: (y / floor.size_m[1]) * 100 });
