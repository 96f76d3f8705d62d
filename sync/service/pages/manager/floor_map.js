// SPDX-License-Identifier: Apache-2.0
// The map of a floor out of the hall's document: walls, zones, rooms and seats as a drawing, and
// every counter and device as a button on it.
import { find, make, reconcile, setAttribute, setText } from '../common/dom.js';
import { nameIn, say } from '../common/text.js';
import { spanText } from '../common/words.js';
import { counterNow, place } from './hall_now.js';

const kSvg = 'http://www.w3.org/2000/svg';
const kLow = 6; // A zone of less depth has room for one line below its counters.
const kSeat = 0.55;
const kSeatPitch = 0.75;

function shape(tag, attributes, text) {
  const element = document.createElementNS(kSvg, tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  if (text) {
    element.textContent = text;
  }
  return element;
}

const rect = (x, y, width, height, more) => shape('rect', { x, y, width, height, ...more });

// In as many lines as fit between the zone's edges, the last one at `bottom`.
function zoneName(name, { x, share }, bottom, width, fill) {
  const most = Math.max(6, Math.floor((width * share) / (/[\u3400-\u9fff]/.test(name) ? 1 : 0.55)));
  const lines = name.split(' ').reduce((all, word) => {
    const last = all.at(-1);
    return last && `${last} ${word}`.length <= most ? [...all.slice(0, -1), `${last} ${word}`] : [...all, word];
  }, []);
  const text = shape('text', { class: 'zone-name', fill });
  text.append(...lines.map((line, place) => shape('tspan', { x, y: bottom - (lines.length - 1 - place) * 1.15 }, line)));
  return text;
}

// Where a zone's name is not below its counters: on the other side when they stand along one.
function freeSide(hall, { id, area }) {
  const counters = hall.counters.filter((one) => one.zone === id && one.shape);
  const middle = area.x + area.w / 2;
  const off = counters.reduce((sum, one) => sum + one.shape.x - middle, 0) / Math.max(1, counters.length);
  return Math.abs(off) > area.w / 6 ? { x: middle - Math.sign(off) * area.w * 0.17, share: 0.6 } : { x: middle, share: 0.95 };
}

/** The drawing below the buttons; made anew only when floor or language change. */
function drawing(hall, floor) {
  const [width, height] = floor.size_m;
  const svg = shape('svg', { viewBox: `0 0 ${width} ${height}`, class: 'plan', 'aria-hidden': 'true' });
  svg.append(rect(0, 0, width, height, { class: 'plate', rx: 0.6 }));
  for (const zone of hall.zones.filter((one) => one.floor === floor.id && one.area)) {
    const { x, y, w, h } = zone.area;
    svg.append(rect(x, y, w, h, { fill: zone.tint, rx: 0.8 }),
      zoneName(nameIn(zone.name), freeSide(hall, zone), y + h - 0.7, h < kLow ? Infinity : w, zone.color));
  }
  for (const room of (hall.rooms ?? []).filter((one) => one.floor === floor.id && Array.isArray(one.rect))) {
    const [x, y, w, h] = room.rect;
    svg.append(rect(x, y, w, h, { class: `room ${room.kind === 'staff' ? 'staff' : ''}`, rx: 0.2 }));
    if (w > 3.4 && h > 1.4) {
      svg.append(shape('text', { x: x + w / 2, y: y + h / 2 + 0.35, class: 'room-name' }, nameIn(room.name)));
    }
  }
  for (const [x, y, columns, rows] of floor.seats ?? []) {
    for (let i = 0; i < columns * rows; i += 1) {
      svg.append(rect(x + (i % columns) * kSeatPitch, y + Math.floor(i / columns) * kSeatPitch, kSeat, kSeat,
        { class: 'seat', rx: 0.15 }));
    }
  }
  svg.append(rect(0.1, 0.1, width - 0.2, height - 0.2, { class: 'walls', rx: 0.6 }));
  return svg;
}

export class FloorMap {
  /** `choose(counterId)` when a counter was pressed. */
  constructor(office, choose) {
    this.office = office;
    this.choose = choose;
    this.drawn = '';
  }

  draw(floor, faults) {
    const map = find('map');
    const { hall, store } = this.office;
    const key = `${floor.id} ${document.documentElement.lang} ${this.office.hall.version}`;
    if (key !== this.drawn) {
      this.drawn = key;
      map.style.setProperty('--ratio', `${floor.size_m[0]} / ${floor.size_m[1]}`);
      map.replaceChildren(drawing(hall, floor), make('div', { class: 'spots' }));
    }
    const now = store.now();
    const spots = [
      ...hall.counters.filter((one) => one.floor === floor.id && one.shape)
        .map((counter) => ({ key: counter.id, counter, at: counter.shape, ...counterNow(store, counter.id, now) })),
      ...(hall.fixtures ?? []).filter((one) => one.floor === floor.id && one.kind === 'kiosk')
        .map((device) => ({ key: device.id, device, at: device, faults: faults(device.id) })),
    ];
    reconcile(map.lastElementChild, spots, (spot) => spot.key, (spot) => this.makeSpot(spot),
      (element, spot) => this.updateSpot(element, spot, floor, now));
  }

  makeSpot(spot) {
    if (spot.device) {
      return make('span', { class: 'spot device', role: 'img' }, make('span', { class: 'spot-no', textContent: spot.device.id }));
    }
    return make('button', { type: 'button', class: 'spot', onclick: () => this.choose(spot.counter.id) },
      make('span', { class: 'spot-no' }), make('span', { class: 'spot-ticket' }));
  }

  updateSpot(element, spot, floor, now) {
    const { left, top } = place(floor, spot.at.x, spot.at.y);
    element.style.setProperty('--x', `${left}%`);
    element.style.setProperty('--y', `${top}%`);
    if (spot.device) {
      const worst = spot.faults.some((one) => one.severity === 'alarm') ? 'alarm' : spot.faults.length > 0 ? 'warning' : 'well';
      setAttribute(element, 'data-state', worst);
      setAttribute(element, 'aria-label', `${say('manage.kiosk')} ${spot.device.id}: ${
        spot.faults.map((one) => one.text).join(', ') || say('manage.device_well')}`);
      return;
    }
    setAttribute(element, 'data-state', spot.state);
    setText(element.children[0], String(spot.counter.no));
    const long = spot.since && spot.ticket ? spanText(now - spot.since) : '';
    setText(element.children[1], spot.ticket ? spot.ticket.number : '');
    setAttribute(element, 'aria-label', [nameIn(spot.counter.name), say(`manage.state_${spot.state}`),
      spot.ticket?.number, long].filter(Boolean).join(' · '));
  }
}
