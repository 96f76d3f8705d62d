// SPDX-License-Identifier: Apache-2.0
// The clerk's PC: a strip beside other programs, tones, and a ticket handed to a colleague.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Pc, primary, shows, signIn } from './support/browser.mjs';
import { axe, fits } from './support/looks.mjs';
import { Service, until } from './support/service.mjs';

let service;
let pc;
let page;
before(async () => {
  service = await new Service().start();
  pc = await Pc.open();
  page = await pc.page();
  await page.addInitScript(() => {
    globalThis.tones = [];
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function play(...when) {
      globalThis.tones.push(this.frequency.value);
      return start.apply(this, when);
    };
  });
  await signIn(page, service);
});
after(async () => {
  await pc.close();
  await service.stop();
});

const tones = () => page.evaluate(() => globalThis.tones.length);

test('a tone when somebody comes to an empty queue, one only, and none when it is off', async () => {
  assert.equal(await tones(), 0);
  await service.issue({ item: 'GA-01' });
  await until(async () => await tones() === 2, 'the two notes');
  await service.issue({ item: 'GA-01' });
  await page.locator('#behind .row:nth-child(2)').waitFor();
  assert.equal(await tones(), 2, 'the second is no news');
  await page.locator('#sounds').click();
  assert.equal(await page.locator('#sounds').getAttribute('aria-pressed'), 'false');
  assert.equal(await page.evaluate(() => localStorage.getItem('hall.sounds')), 'off');
  for (let i = 0; i < 2; i += 1) {
    await primary(page, 'call_next');
    await page.locator('#primary').click();
    await primary(page, 'start');
    await page.locator('#primary').click();
    await primary(page, 'finish');
    await page.locator('#primary').click();
    await page.waitForSelector('#current[data-state="none"]');
  }
  await service.issue({ item: 'GA-01' });
  await page.locator('#behind .row').waitFor();
  assert.equal(await tones(), 2);
});

test('a ticket is handed to a colleague by name', async () => {
  await service.signIn('S033', 'W17');
  await primary(page, 'call_next');
  await page.locator('#primary').click();
  await page.waitForSelector('#current[data-state="called"]');
  const number = await page.locator('#number').textContent();
  await page.locator('[data-action="transfer"]').click();
  const person = page.locator('#ask optgroup[label="轉給人員"] option', { hasText: '17 號窗口' });
  await person.waitFor({ state: 'attached' });
  assert.match(await person.textContent(), /工作人員/);
  await page.locator('#ask select').selectOption(await person.getAttribute('value'));
  await page.locator('#ask .button.main').click();
  await page.waitForSelector('#current[data-state="none"]');
  await until(async () => {
    const ticket = (await service.state()).tickets.find((one) => one.number === number);
    return ticket.state === 'waiting' && ticket.only_for === 'W17';
  }, 'the ticket to wait for the colleague');
});

test('the strip shows the ticket and does all that the desk does, in a window of 170 px', async () => {
  await service.issue({ item: 'GA-02' });
  const [strip] = await Promise.all([pc.context.waitForEvent('page'), page.locator('#strip').click()]);
  await strip.setViewportSize({ width: 860, height: 170 });
  await strip.locator('#primary:visible').waitFor();
  await strip.locator('#link[data-status="up"]').waitFor({ state: 'attached' });
  for (const part of ['.tools', '.lists']) {
    assert.equal(await strip.locator(part).isVisible(), false, part);
  }
  await primary(strip, 'call_next');
  await strip.keyboard.press('Space');
  await strip.waitForSelector('#current[data-state="called"]');
  const number = await strip.locator('#number').textContent();
  await shows(page, number, 'called'); // The large page beside it knows.
  if (process.env.SHOTS) {
    await strip.screenshot({ path: `${process.env.SHOTS}/strip.png` });
  }
  const { bottom, height } = await strip.evaluate(() => ({ bottom: document.querySelector('#actions').getBoundingClientRect().bottom, height: innerHeight }));
  assert.ok(bottom <= height, `the last row ends at ${bottom} of ${height}`);
  await axe(strip, 'strip');
  await fits(strip, 'strip');
  await strip.setViewportSize({ width: 420, height: 500 });
  await fits(strip, 'narrow strip');
  await primary(strip, 'start');
  await strip.keyboard.press('Space');
  await primary(strip, 'finish');
  await strip.keyboard.press('Space');
  await strip.waitForSelector('#current[data-state="none"]');
  assert.deepEqual(pc.complaints, []);
});
