// SPDX-License-Identifier: Apache-2.0
// 即辦即錄: what came of a matter, in two fields. Nobody has to fill them in to go on.
import { askClerk } from '../common/dialogs.js';
import { nameIn, say } from '../common/text.js';

const kResults = ['closed', 'accepted', 'refused', 'advised'];

/** "GA-01 首次申領" or "GA-01" is an item, "GA-01 2026-0417" an item and a number, the rest a number. Pure. */
export function whatOf(text, items) {
  const words = text.trim();
  const [first, ...rest] = words.split(/\s+/);
  const item = items.find((one) => one.id === first?.toUpperCase());
  if (!item) {
    return words ? { number: words } : {};
  }
  const number = rest.join(' ');
  const isName = Object.values(item.name).some((name) => name === words.slice(first.length).trim());
  return number && !isName ? { item: item.id, number } : { item: item.id };
}

/** The ticket that a record would be about: the one in hand, or the one served last. */
export function caseOf({ held, lastEnded }) {
  if (held) {
    return held.state === 'serving' ? held : null;
  }
  return lastEnded?.state === 'finished' ? lastEnded : null;
}

/** What the desk says of it: nothing, that it has to be recorded, or that it is. {key, values, kind} */
export function caseNote({ held, lastEnded }, names) {
  const ticket = caseOf({ held, lastEnded });
  if (!ticket) {
    return null;
  }
  const values = { number: ticket.number, n: ticket.cases ?? 0 };
  if (ticket.cases > 0) {
    return { key: 'clerk.case_done', values, kind: 'done' };
  }
  return names.items.get(ticket.item)?.flags?.must_record ? { key: 'clerk.case_due', values, kind: 'due' } : null;
}

/** The same in a word or two, on the button itself; null when there is nothing to say. */
export function caseShort(view, names) {
  const note = caseNote(view, names);
  return note && { key: note.kind === 'done' ? 'clerk.case_count' : 'clerk.case_due_short', values: note.values };
}

/** Asks for the two fields; {body, finish} or null. `ticket` is the one it is about. */
export async function askCase(app, ticket) {
  const items = [...app.names.items.values()].filter((item) => item.queue === ticket.queue || item.id === ticket.item);
  const own = app.names.items.get(ticket.item);
  const nameOf = (item) => `${item.id} ${nameIn(item.name)}`;
  const isServing = ticket.state === 'serving';
  const both = { value: 'finish', label: say('clerk.case_and_finish'), main: true };
  const only = { value: 'only', label: say(isServing ? 'clerk.case_only' : 'clerk.record_case'), main: !isServing };
  const answer = await askClerk({
    title: say('clerk.case_title', { number: ticket.number }),
    fields: [
      { kind: 'line', name: 'what', label: say('clerk.case_what'), value: own ? nameOf(own) : '', options: items.map(nameOf) },
      {
        kind: 'choice', name: 'result', label: say('clerk.case_result'), value: 'closed',
        options: kResults.map((value) => ({ value, label: say(`clerk.case_${value}`) })),
      },
    ],
    buttons: isServing ? [both, only] : [only],
  });
  return answer && {
    body: { ticket: ticket.id, counter: app.me.counter, result: answer.values.result, ...whatOf(answer.values.what ?? '', items) },
    finish: answer.button === 'finish',
  };
}
