// SPDX-License-Identifier: Apache-2.0
// Bars side by side, drawn as plain SVG. The numbers stand in a table beside them for everybody.
const kSvg = 'http://www.w3.org/2000/svg';
const kWide = 960;
const kHigh = 240;
const kLeft = 48;
const kBottom = 28;
const kTop = 12;
const kGap = 0.28; // Of a group's room.
const kLabels = 16; // More would run into one another.

function draw(tag, attributes, ...children) {
  const element = document.createElementNS(kSvg, tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** Where the lines of a scale from 0 to at least `most` stand: round numbers, at most five. */
export function scaleOf(most) {
  const rough = Math.max(1, most) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough));
  const lines = [];
  for (let n = 0; n < Math.max(1, most) + step; n += step) {
    lines.push(n);
  }
  return lines;
}

/**
 * `groups`: [{label, values}], as many values as `series` has names. `label` names the picture for
 * those who do not see it.
 */
export function bars(label, series, groups) {
  const lines = scaleOf(Math.max(0, ...groups.flatMap((one) => one.values)));
  const top = lines.at(-1);
  const y = (n) => kHigh - kBottom - (n / top) * (kHigh - kBottom - kTop);
  const room = (kWide - kLeft) / Math.max(1, groups.length);
  const width = Math.min(28, (room * (1 - kGap)) / series.length);
  const every = Math.ceil(groups.length / kLabels);
  const svg = draw('svg', { viewBox: `0 0 ${kWide} ${kHigh}`, role: 'img', 'aria-label': label, class: 'bars' });
  for (const n of lines) {
    svg.append(draw('line', { x1: kLeft, x2: kWide, y1: y(n), y2: y(n), class: n === 0 ? 'axis' : 'grid-line' }),
      draw('text', { x: kLeft - 8, y: y(n) + 4, class: 'tick', 'text-anchor': 'end' }, n.toLocaleString('en')));
  }
  groups.forEach((group, place) => {
    const middle = kLeft + room * (place + 0.5);
    group.values.forEach((value, nth) => {
      const x = middle + (nth - series.length / 2) * width;
      const bar = draw('rect', { x: x + 1, y: y(value), width: Math.max(1, width - 2), height: Math.max(0, y(0) - y(value)), rx: Math.min(3, width / 4), class: `column column-${nth}` });
      bar.append(draw('title', {}, `${group.label} · ${series[nth]} ${value.toLocaleString('en')}`));
      svg.append(bar);
    });
    if (place % every === 0) {
      svg.append(draw('text', { x: middle, y: kHigh - 8, class: 'tick', 'text-anchor': 'middle' }, group.short ?? group.label));
    }
  });
  return svg;
}
