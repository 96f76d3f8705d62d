// SPDX-License-Identifier: Apache-2.0
// Days, months and years as the figures are asked for: half open, in the hall's own days.
const kDay = 86_400_000;

export const kSpans = ['day', 'month', 'year'];

const at = (day) => new Date(`${day}T00:00:00Z`);
const text = (date) => date.toISOString().slice(0, 10);

/** The day, month or year that holds `day`: {from, to}, `to` the first day after it. */
export function periodOf(span, day) {
  const date = at(day);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  if (span === 'day') {
    return { from: day, to: text(new Date(date.getTime() + kDay)) };
  }
  return span === 'month'
    ? { from: text(new Date(Date.UTC(year, month, 1))), to: text(new Date(Date.UTC(year, month + 1, 1))) }
    : { from: `${year}-01-01`, to: `${year + 1}-01-01` };
}

/** A day of the period after (or before, with -1) the one that holds `day`. */
export function turned(span, day, way) {
  const { from, to } = periodOf(span, day);
  return way > 0 ? to : periodOf(span, text(new Date(at(from).getTime() - kDay))).from;
}

/** The last day that counts. */
export const lastOf = (period) => text(new Date(at(period.to).getTime() - kDay));

/** Every key that a chart of the period has, also those on which nothing happened. */
export function keysOf(span, period) {
  const keys = [];
  for (let day = period.from; day < period.to; day = turned(span === 'year' ? 'month' : 'day', day, 1)) {
    keys.push(span === 'year' ? day.slice(0, 7) : day);
  }
  return keys;
}

/** Today in the hall, whatever zone this PC believes in. */
export const todayIn = (zone, now) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(now);
