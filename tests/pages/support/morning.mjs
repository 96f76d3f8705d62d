// SPDX-License-Identifier: Apache-2.0
// A morning of the hall through its real pages: consoles, tablets, phones and a manager in one
// browser, kiosks beside them, and a service that is killed in the middle.
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import { kFlags, signIn } from './browser.mjs';
import { Kiosk } from './kiosks.mjs';
import { signInOffice } from './office.mjs';
import { citizen, clerk } from './robots.mjs';
import { kHall, Service, until } from './service.mjs';

const kAtOnce = 4; // Pages that load at the same time: two cores are shared by all of them.
const kLong = 240_000; // A busy machine is slow, not wrong.

/** In batches, so that nobody waits for a page behind a hundred others. */
async function inTurn(list, work) {
  const results = [];
  for (let i = 0; i < list.length; i += kAtOnce) {
    results.push(...await Promise.all(list.slice(i, i + kAtOnce).map(work)));
  }
  return results;
}

export class Morning {
  constructor({ consoles, tablets, phones, rounds }) {
    Object.assign(this, { consoles, tablets, phones, rounds });
    this.complaints = [];
    this.isOut = false; // The service is away: what the browser says of the line is no fault.
  }

  async begin() {
    this.service = await new Service({
      hall: { rating_prompt_s: 60, double_press_s: 0 }, flags: ['--connections-per-address', '600'],
    }).start();
    this.browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, args: kFlags });
    this.hall = (await this.service.request('GET', `${kHall}/content/hall`)).body;
    this.counters = this.hall.counters.slice(0, this.consoles);
    this.queues = [...new Set(this.counters.flatMap((one) => one.serves.flat()))];
    this.kiosks = ['K01', 'K02', 'K03'].map((id) => new Kiosk(this.service, id));
    await Promise.all(this.kiosks.map((kiosk) => kiosk.enrol()));
  }

  /** A PC, tablet or phone of its own. */
  async page(robot, { width, height }) {
    const context = await this.browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce', locale: 'zh-TW' });
    context.setDefaultTimeout(kLong);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.complaints.push(`page: ${error.message}`));
    page.on('console', (message) => this.heard(message));
    if (robot) {
      await page.addInitScript(robot);
    }
    return page;
  }

  // The browser itself tells of every answer above 399, also of those that a page asks for: "who am
  // I?" before signing in, or the last one of a queue that two called at once.
  heard(message) {
    const text = message.text();
    const isLine = /net::ERR_|Failed to load resource: the server responded with a status of (401|409)/.test(text);
    const isAway = this.isOut && /Failed to load resource|net::ERR_|EventSource/.test(text);
    if (message.type() === 'error' && !isAway && !(isLine && !/net::ERR_/.test(text))) {
      this.complaints.push(`console: ${text} ${message.location().url}`);
    }
  }

  async open() {
    this.desks = await inTurn(this.counters, async (counter) => {
      const page = await this.page(clerk, { width: 1024, height: 768 });
      await signIn(page, this.service, { clerk: counter.clerks[0], counter: counter.id });
      return { counter, page };
    });
    this.boards = await inTurn(this.counters.slice(0, this.tablets), async (counter) => {
      const page = await this.page(citizen, { width: 800, height: 480 });
      await page.goto(`${this.service.url}/rating/?counter=${counter.id}#key=${this.service.token}`);
      await page.waitForSelector('body[data-screen="idle"]');
      return { counter, page };
    });
    this.office = await this.page(null, { width: 1366, height: 768 });
    await signInOffice(this.office, this.service, 'manager', 'M001');
  }

  /** `rounds` people for every console, over the queues that the consoles serve. */
  async arrive(rounds, phones = 0) {
    const wanted = this.counters.flatMap((counter) => Array(rounds).fill(counter.serves.flat()[0]));
    const tickets = [];
    await Promise.all(this.kiosks.map(async (kiosk, nth) => {
      for (let i = nth; i < wanted.length; i += this.kiosks.length) {
        tickets.push(await kiosk.take(wanted[i]));
      }
    }));
    this.hands = [...(this.hands ?? []), ...await inTurn(tickets.slice(0, phones), async (ticket) => {
      const page = await this.page(null, { width: 360, height: 640 });
      await page.goto(`${this.service.url}/t/${this.service.phoneToken(ticket.id)}`);
      await page.waitForFunction((number) => document.querySelector('#number').textContent === number, ticket.number);
      return { ticket, page };
    })];
    return tickets;
  }

  rest(on) {
    return Promise.all(this.desks.map(({ page }) => page.evaluate((rest) => { globalThis.robot.rest = rest; }, on)));
  }

  issued() {
    return this.kiosks.flatMap((kiosk) => kiosk.issued);
  }

  async finished() {
    const { tickets } = await this.service.state();
    return tickets.filter((ticket) => ticket.state === 'finished').length;
  }

  /** kill -9 while everybody works; the same service again, once the pages have noticed. */
  async cut() {
    this.isOut = true;
    await this.service.kill();
    await Promise.all(this.desks.map(({ page }) => page.waitForSelector('#link[data-status="lost"]', { state: 'attached' })));
    await this.service.start();
    await this.healed();
    this.isOut = false;
  }

  async healed() {
    await Promise.all([...this.desks.map(({ page }) => page), this.office]
      .map((page) => page.waitForSelector('#link[data-status="up"]', { state: 'attached' })));
  }

  /** Every console, and the manager's page, show what the service says. Nobody may be pressing. */
  async areTrue(when) {
    const state = await this.service.state();
    const mine = (counter) => state.tickets.find((one) => one.counter === counter.id && ['called', 'serving'].includes(one.state));
    for (const { counter, page } of this.desks) {
      const held = mine(counter);
      const served = state.tickets.filter((one) => one.counter === counter.id && one.state === 'finished').length;
      const wanted = { state: held?.state ?? 'none', number: held?.number ?? null, served, link: 'up' };
      const seen = () => page.evaluate(async (hallPath) => {
        const { tickets } = await (await fetch(`${hallPath}/behind`)).json();
        const current = document.querySelector('#current').dataset.state;
        return {
          shown: {
            state: current, number: ['called', 'serving'].includes(current) ? document.querySelector('#number').textContent : null,
            served: Number(document.querySelector('#served').textContent.match(/\d+/)[0]), link: document.querySelector('#link').dataset.status,
          },
          behind: [...document.querySelectorAll('#behind .row > .number:first-child')].map((one) => one.textContent),
          order: tickets.map((one) => one.id),
        };
      }, kHall);
      const numberOf = new Map(state.tickets.map((one) => [one.id, one.number]));
      let last;
      await until(async () => {
        last = await seen();
        return JSON.stringify([last.shown, last.behind]) === JSON.stringify([wanted, last.order.map((id) => numberOf.get(id))]);
      }, `${when}: ${counter.id} to show the truth`, 30_000).catch((error) => {
        throw new Error(`${error.message}: ${JSON.stringify(last)} instead of ${JSON.stringify(wanted)}`);
      });
    }
    const count = (kind) => state.tickets.filter((one) => one.state === kind).length;
    await this.office.waitForFunction(([waiting, finished, open]) => {
      const tile = (name) => document.querySelector(`[data-name="${name}"] dd .number`).textContent;
      return tile('waiting') === waiting && tile('finished') === finished && tile('open') === open;
    }, [String(count('waiting')), String(count('finished')), String(this.consoles)]);
  }

  /** Nobody was lost, nobody was served twice, and the log says the same as the screens did. */
  async nobodyLost() {
    const issued = this.issued();
    const { tickets } = await this.service.state();
    assert.deepEqual(tickets.map((one) => one.number).sort(), issued.map((one) => one.number).sort(), 'every number is in the hall, once');
    assert.deepEqual(tickets.filter((one) => one.state !== 'finished').map((one) => one.number), [], 'everybody was served');
    const log = await this.service.log();
    const deeds = (action) => log.filter((one) => one.kind === 'ticket' && one.body.action === action).map((one) => one.body.ticket.id).sort();
    const everybody = issued.map((one) => one.id).sort();
    assert.deepEqual(deeds('issue'), everybody);
    assert.deepEqual(deeds('call_next'), everybody, 'each was called to one counter');
    assert.deepEqual(deeds('finish'), everybody, 'each was served once');
    const shown = (await Promise.all(this.desks.map(({ page }) => page.evaluate(() => globalThis.robot.called)))).flat();
    assert.equal(new Set(shown).size, shown.length, 'no number stood on two consoles');
    assert.deepEqual(shown.filter((number) => !issued.some((one) => one.number === number)), []);
    const ratings = log.filter((one) => one.kind === 'rating').map((one) => one.body.service.ticket);
    assert.equal(new Set(ratings).size, ratings.length, 'one rating for a service');
    return { tickets: tickets.length, ratings: ratings.length, log: log.length, shown: shown.length };
  }

  /** Every tablet's presses are in the log, every phone says that its owner was served. */
  async toldThrough() {
    const kept = () => Promise.all(this.boards.map(({ page }) => page.evaluate(() => document.body.dataset.screen === 'idle'
      && JSON.parse(localStorage.getItem('hall.rating.answered') ?? '[]'))));
    const pressed = await until(async () => {
      const lists = await kept();
      return lists.every(Boolean) && lists.flat();
    }, 'the tablets to come to rest', kLong);
    const rated = await until(async () => {
      const { tickets } = await this.service.state();
      const found = tickets.filter((one) => one.rated).map((one) => one.id);
      return found.length >= pressed.length && found;
    }, 'every press to arrive', kLong);
    assert.deepEqual([...rated].sort(), [...pressed].sort(), 'what was pressed is what was written down');
    await Promise.all(this.hands.map(({ page }) => page.waitForFunction(() => !document.querySelector('#ticket').hidden
      && /已辦完/.test(document.querySelector('#ticket').innerText))));
    return pressed.length;
  }

  async end() {
    await this.browser?.close();
    await this.service?.stop();
  }
}
