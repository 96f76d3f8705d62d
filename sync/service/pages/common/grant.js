// SPDX-License-Identifier: Apache-2.0
// Priority or the green lane for somebody who has a ticket already: which class, and why.
import { askClerk } from './dialogs.js';
import { nameIn, say } from './text.js';

const kReasons = ['proof', 'unwell', 'help'];

/** `order` with the class and the reason, or null when the person thought better of it. */
export async function askGrant(hall, order, ticket) {
  const classes = hall.priority_classes.map((one) => ({ value: one.id, label: nameIn(one.name) }));
  const answer = await askClerk({
    title: say('clerk.grant_title', { number: ticket.number }),
    fields: [
      {
        kind: 'choice', name: 'priority', label: say('clerk.grant_class'), value: ticket.priority || classes[0]?.value,
        options: [...classes, { value: '', label: say('clerk.grant_none') }],
      },
      { kind: 'reason', name: 'reason', label: say('clerk.reason'), codes: kReasons },
    ],
    buttons: [{ value: 'yes', label: say('clerk.confirm'), main: true }],
  });
  return answer && { ...order, priority: answer.values.priority ?? '', reason: answer.values.reason };
}
