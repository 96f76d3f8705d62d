// SPDX-License-Identifier: Apache-2.0
// From a press to a command: asks the clerk what it needs to know, sends it, shows the answer.
import { askClerk } from '../common/dialogs.js';
import { make } from '../common/dom.js';
import { nameIn, say } from '../common/text.js';
import { askGrant } from '../common/grant.js';
import { notCameLeadsTo } from './rules.js';

const kParkReasons = ['copy', 'form', 'pay', 'document', 'system', 'help'];
const kPauseReasons = ['rest', 'meeting', 'system', 'help'];
const kCancelReasons = ['left', 'wrong_queue'];
const kCallReasons = ['help', 'document', 'wrong_queue'];
const kReturns = ['', '5', '10', '15', '30', '60'];

const confirmButton = (label, main = true) => ({ value: 'yes', label, main });

/** What each command needs to be told first. Every one returns an order, or null. */
export class Orders {
  constructor(app) {
    this.app = app;
  }

  /** The order for an action on the ticket in hand, or on `ticket` out of a list. */
  async make(action, ticket = null) {
    const { store, me } = this.app;
    const about = ticket ?? (action === 'undo' ? store.lastEnded(me.counter) : store.held(me.counter));
    const order = { type: action, counter: me.counter };
    if (about && action !== 'call_next') {
      order.ticket = about.id;
    }
    switch (action) {
      case 'call_next':
        return about?.state === 'called' && !this.app.hall.policy.implicit_start
          ? this.came(order, about) : order;
      case 'park':
        return this.park(order, about);
      case 'transfer':
        return this.transfer(order, about);
      case 'cancel':
        return this.reason(order, 'clerk.cancel_title', about, kCancelReasons);
      case 'grant':
        return askGrant(this.app.hall, order, about);
      case 'call':
        return this.reason(order, 'clerk.call_title', about, kCallReasons);
      default:
        return order;
    }
  }

  /** 來了 or 未到, which call next must know of the one called before. */
  async came(order, held) {
    const { hall, store, behind } = this.app;
    const next = behind.list().length > 0;
    const otherwise = notCameLeadsTo(held, hall.policy, store.now());
    const notCame = otherwise.leads === 'recall' ? say('clerk.not_came_recall')
      : otherwise.leads === 'no_show' ? say('clerk.not_came_no_show')
        : `${say('clerk.not_came')}${say('clerk.not_yet')}${say(otherwise.note.key, otherwise.note.values)}`;
    const answer = await askClerk({
      title: say('clerk.came_question', { number: held.number }),
      lines: [say(next ? 'clerk.came_line' : 'clerk.came_line_last'), notCame],
      buttons: [
        { value: 'came', label: say('clerk.came'), main: true, key: 'Y' },
        { value: 'not_came', label: say('clerk.not_came'), key: 'W' },
      ],
    });
    return answer && { ...order, ticket: held.id, came: answer.button === 'came' };
  }

  async reason(order, title, ticket, codes) {
    const answer = await askClerk({
      title: say(title, { number: ticket?.number }),
      fields: [{ kind: 'reason', name: 'reason', label: say('clerk.reason'), codes }],
      buttons: [confirmButton(say('clerk.confirm'))],
    });
    return answer && { ...order, reason: answer.values.reason };
  }

  async park(order, ticket) {
    const { store } = this.app;
    const answer = await askClerk({
      title: say('clerk.park_title', { number: ticket?.number }),
      fields: [
        { kind: 'reason', name: 'reason', label: say('clerk.reason'), codes: kParkReasons },
        {
          kind: 'select', name: 'minutes', label: say('clerk.return_when'),
          groups: [{
            options: kReturns.map((n) => ({
              value: n, label: n ? say('clerk.return_in', { n }) : say('clerk.return_manual'),
            })),
          }],
        },
        { kind: 'check', name: 'hall_wide', label: say('clerk.hall_wide') },
      ],
      buttons: [confirmButton(say('clerk.park'))],
    });
    if (!answer) {
      return null;
    }
    const made = { ...order, reason: answer.values.reason, hall_wide: answer.values.hall_wide === 'on' };
    if (answer.values.minutes) {
      made.until = Math.round(store.now() + Number(answer.values.minutes) * 60_000);
    }
    return made;
  }

  async transfer(order, ticket) {
    const answer = await askClerk({
      title: say('clerk.transfer_title', { number: ticket?.number }),
      fields: [
        {
          kind: 'select', name: 'to', label: say('clerk.transfer_to'),
          groups: [...this.queueGroups(ticket), ...this.peopleGroups(), ...this.counterGroups()],
        },
        { kind: 'check', name: 'back', label: say('clerk.transfer_back') },
      ],
      buttons: [confirmButton(say('clerk.transfer'))],
    });
    if (!answer) {
      return null;
    }
    const [kind, id] = answer.values.to.split(':');
    return { ...order, [kind]: id, back_to_me: answer.values.back === 'on' };
  }

  queueGroups(ticket) {
    const { hall, store } = this.app;
    const options = hall.queues.map((queue) => {
      const waiting = store.select((one) => one.queue === queue.id && one.state === 'waiting').length;
      return {
        value: `to_queue:${queue.id}`,
        label: `${queue.prefix} ${nameIn(queue.name)}（${say('clerk.waiting', { n: waiting })}）`,
        mine: queue.id === ticket?.queue,
      };
    });
    // The queue it comes from last: sending it back there is the rarest wish.
    return [{ label: say('clerk.transfer_queue'), options: options.sort((a, b) => a.mine - b.mine) }];
  }

  /** Colleagues who sit somewhere now; a ticket for one of them goes to their counter. */
  peopleGroups() {
    const { hall, store, me, names } = this.app;
    const here = [...store.seats.values()].filter((seat) => seat.clerk && seat.counter !== me.counter && seat.lease_until > store.now()
      && hall.counters.some((counter) => counter.id === seat.counter));
    const options = here.map((seat) => ({
      value: `to_counter:${seat.counter}`,
      label: `${names.clerk(seat.clerk)}（${names.counter(seat.counter)}${seat.paused ? `，${say('clerk.paused')}` : ''}）`,
    })).sort((a, b) => a.label.localeCompare(b.label));
    return options.length > 0 ? [{ label: say('clerk.transfer_clerk'), options }] : [];
  }

  counterGroups() {
    const { hall, store, me } = this.app;
    return hall.zones.map((zone) => {
      const floor = hall.floors.find((one) => one.id === zone.floor);
      const options = hall.counters
        .filter((counter) => counter.zone === zone.id && counter.id !== me.counter)
        .map((counter) => ({
          value: `to_counter:${counter.id}`,
          label: `${nameIn(counter.name)}（${say(store.seats.get(counter.id)?.clerk
            ? 'clerk.counter_open' : 'clerk.counter_closed')}）`,
        }));
      return { label: `${say('clerk.transfer_counter')} · ${nameIn(floor?.name)} ${nameIn(zone.name)}`, options };
    }).filter((group) => group.options.length > 0);
  }

  /** Pausing and signing out are the seat's, not a ticket's. */
  async seat(action) {
    const { me } = this.app;
    if (action === 'resume_service') {
      return { action: 'resume', counter: me.counter };
    }
    if (action === 'extend' || action === 'extend_end') {
      return { action, counter: me.counter };
    }
    if (action === 'sign_out') {
      return { action: 'close', counter: me.counter };
    }
    const answer = await askClerk({
      title: say('clerk.pause_title'),
      fields: [{ kind: 'reason', name: 'reason', label: say('clerk.reason'), codes: kPauseReasons }],
      buttons: [confirmButton(say('clerk.pause'))],
    });
    return answer && { action: 'pause', counter: me.counter, reason: answer.values.reason };
  }

  /** The list of keys, and the switch for them. */
  async help(keys) {
    const rows = [[say('clerk.primary_keys'), say('clerk.key_primary')], ['N', say('clerk.call_next')],
      ['S', say('clerk.start')], ['F', say('clerk.finish')], ['R', say('clerk.recall')],
      ['M', say('clerk.no_show')], ['B', say('clerk.put_back')], ['P', say('clerk.park')],
      ['T', say('clerk.transfer')], ['C', say('clerk.cancel_ticket')], ['U', say('clerk.undo')],
      ['E', say('clerk.record_case')], ['X', `${say('clerk.extend')} / ${say('clerk.extend_end')}`],
      ['Z', `${say('clerk.pause')} / ${say('clerk.pause_end')}`], ['1 2 3', say('clerk.key_lists')],
      ['?', say('clerk.keys')]];
    const answer = await askClerk({
      title: say('clerk.keys'),
      lines: [say('clerk.keys_line')],
      content: make('dl', { class: 'key-list' }, ...rows.map(([key, text]) => make('div', {},
        make('dt', {}, make('kbd', { textContent: key })), make('dd', { textContent: text })))),
      buttons: [confirmButton(say(keys.enabled ? 'clerk.keys_off' : 'clerk.keys_on'), false)],
      closeLabel: say('clerk.close'),
    });
    if (answer) {
      keys.switchTo(!keys.enabled);
    }
  }
}
