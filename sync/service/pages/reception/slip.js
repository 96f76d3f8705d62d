// SPDX-License-Identifier: Apache-2.0
// The slip: drawn for the screen and for a printer with 80 mm paper that this PC has.
import { find, make } from '../common/dom.js';
import { labelIn, sayIn } from '../common/text.js';

const kSvg = 'http://www.w3.org/2000/svg';
const kQuiet = 4; // Modules of white around the code. Source: ISO/IEC 18004.

/** The code as one shape, however many modules it has. */
export function drawCode(rows, label) {
  const side = rows.length + 2 * kQuiet;
  const path = rows.flatMap((row, y) => [...row].map((module, x) => (module === '1'
    ? `M${x + kQuiet} ${y + kQuiet}h1v1h-1z` : ''))).join('');
  const svg = document.createElementNS(kSvg, 'svg');
  svg.setAttribute('viewBox', `0 0 ${side} ${side}`);
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', label);
  const shape = document.createElementNS(kSvg, 'path');
  shape.setAttribute('d', path);
  svg.append(shape);
  return svg;
}

function waitLine(slip, tag) {
  const { wait } = slip;
  if (!wait) {
    return sayIn(tag, 'ticket.wait_unknown');
  }
  if (wait.resumes) {
    return sayIn(tag, 'ticket.wait_resumes', { time: labelIn(tag, wait.resumes) });
  }
  return wait.lo === 0 ? sayIn(tag, 'ticket.wait_within', { hi: wait.hi })
    : sayIn(tag, 'ticket.wait', { lo: wait.lo, hi: wait.hi });
}

/**
 * The slip as elements. `options`: {tag: whose language, copy: marked as a reprint, priority: the
 * name of its class}.
 */
export function slipParts(slip, { tag, copy, priority }) {
  const line = (kind, text) => (text ? make('p', { class: `slip-${kind}`, textContent: text }) : null);
  const where = slip.place?.floor && sayIn(tag, 'ticket.where',
    { floor: labelIn(tag, slip.place.floor), zone: labelIn(tag, slip.place.zone) });
  const counters = slip.place?.counters?.length > 0
    && sayIn(tag, 'ticket.counters', { counters: slip.place.counters.join(tag === 'en' ? ', ' : '、') });
  const booked = slip.due ? sayIn(tag, 'ticket.appointment', { slot: slip.due }) : null;
  const checked = slip.prechecked ? sayIn(tag, 'ticket.prechecked') : null;
  const marks = [priority, booked, checked, copy ? sayIn(tag, 'ticket.reprint') : null].filter(Boolean);
  const waiting = slip.state === 'waiting';
  return [
    line('hall', labelIn(tag, slip.hall)),
    marks.length > 0 ? make('p', { class: 'slip-marks' }, ...marks.map((mark) => make('span', { textContent: mark }))) : null,
    line('label', sayIn(tag, 'ticket.your_number')),
    line('number', slip.number),
    line('matter', labelIn(tag, slip.item ?? slip.queue)),
    line('where', where),
    line('where', counters),
    waiting ? line('ahead', slip.ahead > 0 ? sayIn(tag, 'ticket.people_ahead', { n: slip.ahead })
      : sayIn(tag, 'ticket.nobody_ahead')) : null,
    waiting ? line('wait', waitLine(slip, tag)) : null,
    slip.qr.length > 0 ? make('div', { class: 'slip-code' }, drawCode(slip.qr, slip.code)) : null,
    slip.code.startsWith('http') ? line('small', sayIn(tag, 'ticket.scan')) : null,
    line('small', sayIn(tag, 'ticket.missed', { n: slip.stay_min })),
    line('small', sayIn(tag, 'ticket.today_only')),
    line('time', `${slip.day}  ${sayIn(tag, 'ticket.issued_at', { time: slip.issued })}`),
    slip.hotline ? line('small', sayIn(tag, 'ticket.hotline', { phone: slip.hotline })) : null,
  ].filter(Boolean);
}

/** Hands the slip to the browser's printer; back when its dialog is closed. */
export function printSlip(slip, options) {
  const paper = find('slip');
  paper.lang = options.tag;
  paper.replaceChildren(...slipParts(slip, options));
  window.print();
}
