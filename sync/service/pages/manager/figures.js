// SPDX-License-Identifier: Apache-2.0
// What the hall is judged by: rates with what lies behind them, what is to be looked into, and the
// cases that the administrative software brings. One period for all of it.
import { make, setAttribute, setText } from '../common/dom.js';
import { has, say } from '../common/text.js';
import { CaseImport } from './case_import.js';
import { FigureCare } from './figure_care.js';
import { kSpans, lastOf, periodOf, todayIn, turned } from './figure_period.js';
import { FigureRates } from './figure_rates.js';
import { FigureWatch } from './figure_watch.js';

const kParts = { rates: FigureRates, watch: FigureWatch, care: FigureCare, import: CaseImport };

const last = { part: 'rates', span: 'month', day: null }; // Also after another language was chosen.

export class FiguresView {
  constructor(office, root) {
    this.office = office;
    this.root = root;
  }

  mayLeave() {
    return true;
  }

  async open() {
    last.day ??= todayIn(this.office.hall.time_zone, this.office.store.now());
    const press = (text, label, act, more = {}) => make('button', { type: 'button', class: 'button mini', textContent: text, 'aria-label': label, onclick: act, ...more });
    this.parts = Object.keys(kParts).map((name) => make('button', { type: 'button', class: 'subview', 'data-part': name, textContent: say(`figures.part_${name}`), onclick: () => this.turnTo(name) }));
    this.spans = kSpans.map((name) => make('button', { type: 'button', class: 'button mini', 'data-span': name, textContent: say(`figures.span_${name}`), onclick: () => this.choose({ span: name }) }));
    this.date = make('input', { type: 'date', id: 'figure-day', 'aria-label': say('figures.span'), onchange: () => this.date.value && this.choose({ day: this.date.value }) });
    this.title = make('h2', { id: 'figure-period' });
    this.told = make('p', { class: 'told', role: 'status', id: 'told' });
    this.turner = make('div', { class: 'day-turn' },
      make('div', { class: 'spans', role: 'group', 'aria-label': say('figures.span') }, ...this.spans),
      press('‹', say('figures.before'), () => this.choose({ day: turned(last.span, last.day, -1) }), { id: 'figure-before' }), this.date,
      press('›', say('figures.after'), () => this.choose({ day: turned(last.span, last.day, 1) }), { id: 'figure-after' }));
    this.place = make('div', { class: 'subview-body' });
    this.root.replaceChildren(
      make('div', { class: 'subviews', role: 'group', 'aria-label': say('figures.parts') }, ...this.parts),
      make('div', { class: 'editor-top figure-top' }, this.title, this.told, this.turner,
        press(say('figures.print'), say('figures.print'), () => globalThis.print(), { id: 'figure-print' })),
      this.place);
    await this.show();
  }

  async turnTo(part) {
    last.part = part;
    await this.show();
  }

  async choose(more) {
    Object.assign(last, more);
    await this.show();
  }

  get period() {
    return periodOf(last.span, last.day);
  }

  get span() {
    return last.span;
  }

  async show() {
    const { period } = this;
    for (const button of this.parts) {
      setAttribute(button, 'aria-pressed', button.dataset.part === last.part);
    }
    for (const button of this.spans) {
      setAttribute(button, 'aria-pressed', button.dataset.span === last.span);
    }
    const isImport = last.part === 'import';
    this.turner.hidden = isImport;
    this.root.querySelector('#figure-print').hidden = last.part !== 'rates';
    this.date.value = last.day;
    this.tell('', null);
    setText(this.title, isImport ? say('figures.part_import')
      : last.span === 'day' ? period.from
        : last.span === 'year' ? period.from.slice(0, 4) : period.from.slice(0, 7));
    this.title.title = say('figures.as_of', { from: period.from, to: lastOf(period) });
    const part = new kParts[last.part](this);
    this.part = part;
    const drawn = await part.draw();
    if (this.part === part && this.place.isConnected) {
      this.place.replaceChildren(...drawn);
    }
  }

  /** Null (and a word why) when there was no answer. */
  async asked(path) {
    const answer = await this.office.asked('GET', path);
    if (answer?.status === 200) {
      return answer.body;
    }
    this.tell(`refusal.${answer?.body?.code ?? 'link_down'}`, 'bad');
    return null;
  }

  tell(key, kind, values) {
    setText(this.told, has(key) ? say(key, values) : key);
    setAttribute(this.told, 'data-kind', kind);
  }
}
