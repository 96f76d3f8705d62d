// SPDX-License-Identifier: Apache-2.0
// A citizen's phone: the page behind the code on the slip.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Pc } from './support/browser.mjs';
import { kHall, newId, Service, until } from './support/service.mjs';

const kFirstLoad = 30 * 1024; // PRODUCT.md: a slow phone on a slow line.
const service = new Service({ hall: { no_show_after_calls: 1, no_show_min_s: 0, requeue_within_min: 30 } });
let clerk;
let pc;

before(async () => {
  await service.start();
  clerk = await service.signIn('S104', 'W01');
  pc = await Pc.open({ width: 360, height: 740, locale: 'zh-TW' });
});
after(async () => {
  await pc.close();
  await service.stop();
});

const view = (token) => service.request('GET', `${kHall}/phone?token=${token}`);
const open = async (ticket) => {
  const page = await pc.page();
  await page.goto(`${service.url}/t/${service.phoneToken(ticket.id)}`);
  await page.locator('#ticket:visible, #none:visible').first().waitFor();
  return page;
};
const shows = (page, state) => page.waitForSelector(`#ticket[data-state="${state}"]`);
/** The hall empty again, so that the next test's people are the next to be called. */
const clear = async () => {
  for (const ticket of (await service.state()).tickets.filter((one) => one.state === 'waiting')) {
    await service.request('POST', `${kHall}/phone/leave`, { body: { token: service.phoneToken(ticket.id), cmd: newId() } });
  }
};

test('the first load is at most 30 KB, headers and all, and asks nobody else', async () => {
  const ticket = await service.issue({ queue: 'A' });
  const page = await pc.page();
  const cdp = await pc.context.newCDPSession(page);
  await cdp.send('Network.enable');
  let bytes = 0;
  const hosts = new Set();
  cdp.on('Network.loadingFinished', (event) => { bytes += event.encodedDataLength; });
  cdp.on('Network.requestWillBeSent', (event) => hosts.add(new URL(event.request.url).host));
  await page.goto(`${service.url}/t/${service.phoneToken(ticket.id)}`, { waitUntil: 'networkidle' });
  await shows(page, 'waiting');
  console.log(`first load: ${bytes} bytes`);
  assert.ok(bytes > 5000 && bytes <= kFirstLoad, `${bytes} bytes`);
  assert.deepEqual([...hosts], [new URL(service.url).host]);
  assert.deepEqual(await pc.context.cookies(), []);
  await page.close();
  await clear();
});

test('it follows the ticket: ahead, called with the way, served, rated once', async () => {
  const first = await service.issue({ queue: 'A' });
  const second = await service.issue({ queue: 'A' });
  const page = await open(second);
  await shows(page, 'waiting');
  assert.equal(await page.locator('#number').textContent(), second.number);
  assert.equal(await page.locator('#first').textContent(), '前面還有 1 人');
  assert.match(await page.locator('#second').textContent(), /分鐘|叫號/);
  assert.match(await page.locator('#place').textContent(), /樓.*窗口 /s);

  await clerk.command({ type: 'call_next' });
  await page.locator('#calling-list li').waitFor();
  assert.match(await page.locator('#calling-list').textContent(), new RegExp(`${first.number}.*1 號窗口`));
  assert.equal(await page.locator('#first').textContent(), '您是下一位，請留意叫號');

  await clerk.command({ type: 'start' });
  await clerk.command({ type: 'call_next' });
  await shows(page, 'called');
  assert.equal(await page.locator('#first').textContent(), '請到 1 號窗口');
  assert.match(await page.locator('#second').textContent(), /樓/);
  assert.match(await page.title(), /1 號窗口/);
  assert.match(await page.locator('#announce').textContent(), new RegExp(second.number));
  assert.equal(await page.locator('#leave').isVisible(), false);

  await clerk.command({ type: 'start' });
  await shows(page, 'serving');
  await clerk.command({ type: 'finish' });
  await shows(page, 'finished');
  await page.locator('[data-grade="5"]').click();
  await page.locator('[data-reason="attitude"]').click();
  await page.locator('#send').click();
  await page.locator('#rate').waitFor({ state: 'hidden' });
  await page.waitForFunction(() => document.querySelector('#first').textContent === '您已評價，謝謝');
  const ratings = (await service.log()).filter((one) => one.kind === 'rating');
  assert.deepEqual(ratings.map((one) => [one.body.service.number, one.body.service.rating.grade, one.body.service.rating.reasons,
    one.body.service.rating.source, one.body.service.rating.device]), [[second.number, 5, ['attitude'], 'phone', '']]);
  const again = await service.request('POST', `${kHall}/phone/rating`, { body: { token: service.phoneToken(second.id), id: newId(), grade: 1 } });
  assert.deepEqual([again.status, again.body.code], [409, 'rating_given']);
  await page.close();
});

test('who leaves the queue is asked first, and can take the place back', async () => {
  const mine = await service.issue({ queue: 'A' });
  await service.issue({ queue: 'A' });
  const page = await open(mine);
  await page.locator('#leave').click();
  await page.locator('#sure-no').click();
  assert.equal((await view(service.phoneToken(mine.id))).body.state, 'waiting');
  await page.locator('#leave').click();
  await page.locator('#sure-yes').click();
  await shows(page, 'cancelled');
  await page.locator('#stay').click();
  await shows(page, 'waiting');
  assert.equal(await page.locator('#first').textContent(), '您是下一位，請留意叫號');
  await page.close();
  await clear();
});

test('who missed the call is told what to do', async () => {
  const ticket = await service.issue({ queue: 'A' });
  await clerk.command({ type: 'call_next' });
  const page = await open(ticket);
  await shows(page, 'called');
  await clerk.command({ type: 'no_show' });
  await shows(page, 'no_show');
  assert.match(await page.locator('#ticket').textContent(), /您已過號，請到諮詢台.*前可以重新排隊/s);
  await page.close();
});

test('three languages are switched in place, and the phone speaks its own at first', async () => {
  const ticket = await service.issue({ queue: 'A' });
  for (const [locale, line] of [['en-GB', 'You are next. Please watch for your number'], ['zh-CN', '您是下一位，请留意叫号'],
    ['zh-TW', '您是下一位，請留意叫號'], ['fr-FR', '您是下一位，請留意叫號']]) {
    const own = await Pc.open({ width: 360, height: 740, locale });
    const page = await own.page();
    await page.goto(`${service.url}/t/${service.phoneToken(ticket.id).toLowerCase()}`);
    await shows(page, 'waiting');
    assert.equal(await page.locator('#first').textContent(), line, locale);
    await page.locator('[lang="en"]').first().click();
    await page.waitForFunction(() => document.querySelector('#first').textContent.startsWith('You are next'));
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    assert.deepEqual(own.complaints, []);
    await own.close();
  }
  await clear();
});

test('a code that opens nothing is answered kindly, in words and not in alarm', async () => {
  for (const token of ['0'.repeat(26), 'not-a-code', '%00', '<img src=x onerror=alert(1)>']) {
    const page = await pc.page();
    await page.goto(`${service.url}/t/${encodeURIComponent(token)}`);
    await page.locator('#none').waitFor();
    assert.match(await page.locator('#none').textContent(), /沒有這張號票.*諮詢台/s, token);
    await page.close();
  }
  for (const path of ['/t/../../etc/passwd', '/t/..%2f..%2fetc%2fpasswd', '/t/%00', '/t/%c3%28', '/t/']) {
    const answer = await service.request('GET', path);
    assert.ok([200, 400, 404].includes(answer.status), `${path}: ${answer.status}`);
    assert.doesNotMatch(answer.text, /root:/);
  }
  for (const token of ['', '0'.repeat(26), 'U'.repeat(26), '0'.repeat(27), '號']) {
    const answer = await view(encodeURIComponent(token));
    assert.deepEqual([answer.status, answer.body.code], [404, 'ticket_unknown'], token);
  }
});

test('a kiosk that had no line is not called a liar: its slip is found once its news is in', async () => {
  const id = newId();
  const page = await open({ id });
  await page.locator('#none:visible').waitFor();
  const stamp = { boot: 1, mono_ms: 1000, estimate: Date.parse('2026-11-23T01:09:00Z'), good: false };
  await service.asDevice('POST', '/v1/devices', { id: 'K01', kind: 'kiosk', epoch: 1, lane: true });
  const pushed = await service.pushJournal('K01', [{ kind: 'issued', body: JSON.stringify({ stamp, ticket: id, day: '2026-11-23',
    number: 'AZ001', ordinal: 1, band: 'walk_in', queue: 'A', item: '', priority: '', language: 'en', touch: newId() }) }]);
  assert.equal(pushed.status, 200, pushed.text);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await shows(page, 'waiting');
  assert.equal(await page.locator('#number').textContent(), 'AZ001');
  await page.close();
  await clear();
});

test('the line breaks and heals; a grade that was pressed meanwhile counts once', async () => {
  const ticket = await service.served(clerk);
  const page = await open(ticket);
  await shows(page, 'finished');
  // The request arrives, its answer does not.
  let lost = 0;
  await page.route('**/phone/rating', async (route) => {
    await route.fetch();
    lost += 1;
    await route.abort();
  }, { times: 1 });
  await page.locator('[data-grade="2"]').click();
  await page.locator('#send').click();
  await page.waitForFunction(() => document.querySelector('#first').textContent === '您已評價，謝謝');
  assert.equal(lost, 1);
  const ratings = (await service.log()).filter((one) => one.kind === 'rating' && one.body.service.ticket === ticket.id);
  assert.equal(ratings.length, 1);

  await service.kill();
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.waitForFunction(() => document.querySelector('#told').textContent === '連不上服務，正在重試');
  await service.start();
  await page.waitForFunction(() => document.querySelector('#told').textContent === '');
  await page.close();
});

test('a clerk cannot rate: not signed in, not signed out, not with a made-up cookie', async () => {
  const ticket = await service.served(clerk);
  const rate = (headers) => service.request('POST', `${kHall}/phone/rating`,
    { headers, body: { token: service.phoneToken(ticket.id), id: newId(), grade: 1 } });
  for (const cookie of [clerk.cookie, `hall_session=${'0'.repeat(64)}`, 'x=1; hall_session=gone']) {
    const answer = await rate({ Cookie: cookie, 'X-Hall': '1' });
    assert.deepEqual([answer.status, answer.body.code], [403, 'clerk_cannot_rate'], cookie);
  }
  for (const method of ['POST', 'GET']) {
    const tablet = await clerk(method, `${kHall}/ratings${method === 'GET' ? '?counter=W01' : ''}`,
      method === 'POST' ? { id: newId(), counter: 'W01', ticket: ticket.id, grade: 1, source: 'tablet', device: 'R1' } : null);
    assert.equal(tablet.status, 403, method);
  }
  const command = await clerk.command({ type: 'rate', ticket: ticket.id, grade: 1 });
  assert.equal(command.status, 400);
  assert.equal((await service.log()).filter((one) => one.kind === 'rating' && one.body.service.ticket === ticket.id).length, 0);
  assert.equal((await rate({})).status, 200);
});

test('one phone may ask often but not without end, and nobody else waits for it', async () => {
  const mine = await service.issue({ queue: 'A' });
  const other = await service.issue({ queue: 'A' });
  const statuses = [];
  for (let i = 0; i < 60; i += 1) {
    statuses.push((await view(service.phoneToken(mine.id))).status);
  }
  assert.ok(statuses.slice(0, 25).every((status) => status === 200));
  assert.ok(statuses.includes(429));
  const refused = await until(async () => {
    const answer = await view(service.phoneToken(mine.id));
    return answer.status === 429 && answer;
  }, 'too many questions');
  assert.ok(Number(refused.headers['retry-after']) >= 1);
  assert.equal((await view(service.phoneToken(other.id))).status, 200);

  // Guessing spends the address's own share.
  const guesses = [];
  for (let i = 0; i < 150; i += 1) {
    guesses.push((await view(`${'0'.repeat(23)}${String(i).padStart(3, '0')}`)).status);
  }
  assert.ok(guesses.includes(429));
  assert.equal((await view(service.phoneToken(other.id))).status, 200);
});

test('no page complained', () => assert.deepEqual(pc.complaints, []));
