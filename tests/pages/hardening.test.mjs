// SPDX-License-Identifier: Apache-2.0
// What strangers, broken clients and unlucky moments do to the service, and what it says to them.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { after, before, test } from 'node:test';
import { kHall, newId, Service, until } from './support/service.mjs';

const service = new Service();
let clerk;

before(async () => {
  await service.start();
  clerk = await service.signIn('S001', 'W01');
});
after(() => service.stop());

const refused = (answer, status, code) => {
  assert.deepEqual([answer.status, answer.body?.code], [status, code], answer.text);
  assert.equal(answer.headers['content-type'], 'application/problem+json');
};

test('the wrong method is told which one is right', async () => {
  const wrong = [
    ['POST', `${kHall}/state`, 'GET, HEAD'], ['GET', `${kHall}/commands`, 'POST'], ['PUT', `${kHall}/commands`, 'POST'],
    ['DELETE', `${kHall}/log`, 'GET, HEAD'], ['GET', '/v1/devices/K01/journal', 'POST'], ['OPTIONS', '/v1/time', 'POST'],
    ['POST', '/clerk/', 'GET, HEAD'], ['POST', '/v1/halls', 'GET, HEAD'],
  ];
  for (const [method, path, allow] of wrong) {
    const answer = await service.request(method, path);
    refused(answer, 405, 'method_not_allowed');
    assert.equal(answer.headers.allow, allow, `${method} ${path}`);
  }
});

test('what is not there is not there, for whom ever', async () => {
  for (const [method, path] of [['GET', '/v1/halls/other/state'], ['POST', '/v1/halls/other/commands'], ['GET', '/v1/halls/hall-sample'],
    ['GET', `${kHall}/content/users`], ['GET', `${kHall}/content/../users`], ['GET', '/v1'], ['GET', '/clerk/none.js'], ['POST', '/none'],
    ['GET', '/../main.cpp'], ['GET', '/.git/config'], ['GET', `${kHall}/statement`]]) {
    for (const headers of [{}, { Authorization: `Bearer ${service.token}` }]) {
      const answer = await service.request(method, path, { headers });
      assert.ok([404, 400].includes(answer.status), `${method} ${path}: ${answer.status}`);
    }
  }
  refused(await service.asDevice('POST', '/v1/devices/K01/elsewhere', {}), 404, 'not_found');
});

test('a folder leads to its page', async () => {
  const answer = await service.request('GET', '/clerk');
  assert.deepEqual([answer.status, answer.headers.location], [308, '/clerk/']);
});

test('a document that one has is not sent again', async () => {
  for (const path of [`${kHall}/content/catalog`, '/clerk/', '/clerk/main.js']) {
    const first = await service.request('GET', path);
    const { etag } = first.headers;
    assert.match(etag, /^"[0-9a-f]{32}"$/);
    for (const tag of [etag, `W/${etag}`, `"x", ${etag}`, `"x",W/${etag} , "y"`, '*']) {
      const again = await service.request('GET', path, { headers: { 'If-None-Match': tag } });
      assert.deepEqual([again.status, again.text, again.headers.etag], [304, '', etag], tag);
    }
    for (const tag of ['"x"', etag.slice(1, -1), '', ',', `${etag}x`]) {
      const again = await service.request('GET', path, { headers: { 'If-None-Match': tag } });
      assert.equal(again.status, 200, tag);
    }
  }
});

test('HEAD says what GET would, without the body', async () => {
  for (const path of ['/clerk/', `${kHall}/content/hall`]) {
    const get = await service.request('GET', path);
    const head = await service.request('HEAD', path);
    assert.equal(head.status, 200);
    assert.equal(head.text, '');
    for (const name of ['content-length', 'content-type', 'etag', 'content-security-policy']) {
      assert.equal(head.headers[name], get.headers[name], name);
    }
  }
});

test('pages bring no scripts but ours and are in nobody else\'s frame', async () => {
  const { headers } = await service.request('GET', '/clerk/');
  const policy = headers['content-security-policy'];
  assert.match(policy, /default-src 'self'/);
  assert.match(policy, /frame-ancestors 'none'/);
  assert.doesNotMatch(policy, /unsafe/);
  assert.equal(headers['cache-control'], 'no-cache');
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['access-control-allow-origin'], undefined);
});

const kBroken = [
  ['nothing', ''], ['not JSON', 'call_next'], ['half of it', '{"cmd":'], ['a list', '[]'], ['a number', '7'],
  ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
  ['an overlong slash', Buffer.concat([Buffer.from('{"cmd":"'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}')])],
  ['half a surrogate pair', '{"cmd":"\\ud83d","type":"call_next"}'],
  ['depth', `${'['.repeat(4000)}${']'.repeat(4000)}`],
  ['a huge id', JSON.stringify({ cmd: 'a'.repeat(20_000), type: 'call_next' })],
  ['a huge number', '{"cmd":"x","type":"call_next","if_version":1e400}'],
  ['NaN', '{"cmd":"x","until":NaN}'],
];

test('a body that makes no sense is refused with a reason, at every door', async () => {
  for (const [what, body] of kBroken) {
    for (const path of ['commands', 'seat', 'sessions']) {
      const answer = await clerk('POST', `${kHall}/${path}`, Buffer.isBuffer(body) ? body : Buffer.from(body));
      assert.ok(answer.status === 400 || answer.status === 413, `${what} at ${path}: ${answer.status}`);
      assert.ok(answer.body.detail.length > 0);
    }
    for (const path of [`${kHall}/alloc`, '/v1/devices', '/v1/devices/K01/journal']) {
      const answer = await service.asDevice('POST', path, Buffer.isBuffer(body) ? body : Buffer.from(body));
      assert.ok(answer.status === 400 || answer.status === 413, `${what} at ${path}: ${answer.status}`);
    }
  }
});

test('a body that is too large is cut off', async () => {
  refused(await clerk('POST', `${kHall}/commands`, 'x'.repeat(70_000)), 413, 'body_too_large');
  refused(await clerk('POST', `${kHall}/sessions`, JSON.stringify({ clerk: 'x'.repeat(5000) })), 413, 'too_large');
});

test('fields of the wrong kind and too long are named', async () => {
  const cases = [
    [{ cmd: newId(), type: 'fly' }, /type/], [{ cmd: newId(), type: 7 }, /type/], [{ cmd: newId().toUpperCase(), type: 'start' }, /cmd/],
    [{ cmd: newId(), type: 'park', reason: 'x'.repeat(500) }, /reason/], [{ cmd: newId(), type: 'start', ticket: 'A001' }, /ticket/],
    [{ cmd: newId(), type: 'park', reason: 'x', until: 'noon' }, /until/], [{ cmd: newId(), type: 'call_next', came: 'yes' }, /came/],
  ];
  for (const [body, names] of cases) {
    const answer = await clerk('POST', `${kHall}/commands`, body);
    refused(answer, 400, 'bad_request');
    assert.match(answer.body.detail, names);
  }
});

test('a command sent twice is carried out once, and its id serves nothing else', async () => {
  await service.issue({ item: 'GA-01' });
  const body = JSON.stringify({ cmd: newId(), type: 'call_next', counter: 'W01' });
  const first = await clerk('POST', `${kHall}/commands`, body);
  assert.equal(first.status, 200, first.text);
  const again = await clerk('POST', `${kHall}/commands`, body);
  assert.equal(again.text, first.text);
  refused(await clerk('POST', `${kHall}/commands`, body.replace('call_next', 'put_back')), 422, 'cmd_reused');
  const other = await service.signIn('S003', 'W02');
  refused(await other('POST', `${kHall}/commands`, body.replace('W01', 'W02')), 422, 'cmd_reused');
  const calls = (await service.log()).filter((entry) => entry.kind === 'ticket' && entry.body.action === 'call_next');
  assert.equal(calls.length, 1);
  await clerk.command({ type: 'start' });
  await clerk.command({ type: 'finish' });
});

test('a refusal is remembered like any other answer', async () => {
  const body = { cmd: newId(), type: 'call_next', counter: 'W01' };
  refused(await clerk('POST', `${kHall}/commands`, body), 409, 'queue_empty');
  await service.issue({ item: 'GA-02' });
  refused(await clerk('POST', `${kHall}/commands`, body), 409, 'queue_empty');
  await clerk.command({ type: 'call_next' });
  await clerk.command({ type: 'start' });
  await clerk.command({ type: 'finish' });
});

test('a clerk acts at their own counter only, and a device calls nobody', async () => {
  await service.issue({ item: 'GA-01' });
  refused(await clerk.command({ type: 'call_next', counter: 'W02' }), 409, 'clerk_elsewhere');
  refused(await clerk('POST', `${kHall}/seat`, { action: 'close', counter: 'W02' }), 409, 'clerk_elsewhere');
  const called = await clerk.command({ type: 'call_next' });
  const other = await service.signIn('S003', 'W02');
  const stolen = await other.command({ type: 'start', ticket: called.body.ticket.id });
  refused(stolen, 409, 'other_counter');
  assert.equal(stolen.body.ticket.counter, 'W01');
  refused(await service.asDevice('POST', `${kHall}/commands`, { cmd: newId(), type: 'call_next', counter: 'W01' }), 403, 'right_missing');
  refused(await clerk.command({ type: 'issue', item: 'GA-01' }), 403, 'right_missing');
  refused(await clerk.command({ type: 'call', ticket: called.body.ticket.id, reason: 'x' }), 403, 'right_missing');
  await clerk.command({ type: 'start' });
  await clerk.command({ type: 'finish' });
});

test('the log is read in pages, and no number means no page', async () => {
  const all = await service.log();
  assert.ok(all.length > 20);
  assert.deepEqual(all.map((entry) => entry.lsn), all.map((entry, place) => place + 1));
  const { body } = await service.asDevice('GET', `${kHall}/log?after=5&limit=3`);
  assert.deepEqual(body.entries.map((entry) => entry.lsn), [6, 7, 8]);
  assert.equal((await service.asDevice('GET', `${kHall}/log?limit=100000`)).status, 200);
  assert.deepEqual((await service.asDevice('GET', `${kHall}/log?after=${all.length + 50}`)).body.entries, []);
  for (const query of ['after=-1', 'after=x', 'after=1e3', 'after=', 'after=99999999999999999999', 'limit=0', 'limit=-5', 'limit=ten']) {
    refused(await service.asDevice('GET', `${kHall}/log?${query}`), 400, 'bad_request');
  }
});

test('nothing secret is in the log\'s public side', async () => {
  const state = JSON.stringify(await service.state());
  for (const secret of ['session', 'token', 'mix']) {
    assert.ok(!state.includes(`"${secret}"`), secret);
  }
});

test('no device is called like the reception, nor has a name with a path in it', async () => {
  for (const id of ['reception', '', '../K01', 'K 01', 'x'.repeat(65), '號']) {
    refused(await service.asDevice('POST', '/v1/devices', { id, kind: 'kiosk', epoch: 1 }), 400, 'bad_request');
  }
});

test('a cursor of the future, of the past and of nowhere', async () => {
  for (const [after, status] of [['e1:99999', 410], ['e7:1', 410], ['e1:1', 410], ['x', 400], ['', 400], ['e1:', 400]]) {
    const answer = await service.asDevice('GET', `${kHall}/stream?after=${after}`);
    answer.close?.();
    assert.ok(answer.status === status || (after === 'e1:1' && answer.status === 200), `${after}: ${answer.status}`);
  }
  refused(await service.asDevice('GET', `${kHall}/stream?after=e1:1&as=${'x'.repeat(65)}`), 400, 'bad_request');
});

test('the cursor of a state can be followed, whatever was written last', async () => {
  // A refusal is written down too, and no follower is ever told of it.
  refused(await clerk.command({ type: 'start' }), 404, 'ticket_unknown');
  const { cursor } = await service.state();
  const stream = await service.asDevice('GET', `${kHall}/stream?after=${cursor}`);
  assert.equal(stream.status, 200);
  stream.close();
});

test('a session has four streams, and the fifth waits its turn', async () => {
  const { cursor } = await service.state();
  const streams = [];
  for (let i = 0; i < 4; i += 1) {
    streams.push(await clerk('GET', `${kHall}/stream?after=${cursor}`));
    assert.equal(streams[i].status, 200);
  }
  const fifth = await clerk('GET', `${kHall}/stream?after=${cursor}`);
  assert.equal(fifth.status, 429);
  assert.ok(Number(fifth.headers['retry-after']) > 0);
  streams[0].close();
  const again = await until(async () => {
    const answer = await clerk('GET', `${kHall}/stream?after=${cursor}`);
    return answer.status === 200 && answer;
  }, 'a stream to be free');
  again.close();
  streams.slice(1).forEach((stream) => stream.close());
});

test('five wrong PINs lock the account for that address and say for how long', async () => {
  const attempt = (pin, name = 'S011') => service.request('POST', `${kHall}/sessions`,
    { headers: { 'X-Hall': '1' }, body: { clerk: name, pin, counter: 'W06' } });
  for (let i = 0; i < 5; i += 1) {
    refused(await attempt('0000'), 401, 'pin_wrong');
  }
  const locked = await attempt('8011');
  refused(locked, 429, 'locked');
  assert.ok(Number(locked.headers['retry-after']) >= 25 && Number(locked.headers['retry-after']) <= 30);
  assert.equal((await attempt('8012', 'S012')).status, 200);
});

test('guessing many PINs at once gains nothing', async () => {
  const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => service.request('POST', `${kHall}/sessions`,
    { headers: { 'X-Hall': '1' }, body: { clerk: 'S013', pin: String(1000 + i), counter: 'W07' } })));
  const looked = answers.filter((answer) => answer.status === 401).length;
  assert.ok(looked <= 6, `${looked} PINs were compared`);
  assert.ok(answers.every((answer) => [401, 429, 503].includes(answer.status)));
});

test('an address has its share of connections and no more', async () => {
  const small = await new Service({ flags: ['--connections-per-address', '3'] }).start();
  const sockets = [];
  for (let i = 0; i < 3; i += 1) {
    const socket = net.connect(small.port, '127.0.0.1');
    await new Promise((resolve) => { socket.once('connect', resolve); });
    sockets.push(socket);
  }
  const status = () => new Promise((resolve) => {
    http.get({ port: small.port, host: '127.0.0.1', path: '/v1/halls', agent: false }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode));
    }).on('error', () => resolve(0));
  });
  assert.notEqual(await status(), 200);
  sockets.forEach((socket) => socket.destroy());
  await until(async () => (await status()) === 200, 'the place to be free again');
  await small.stop();
});

test('after a kill -9 the session, the answers and the queue are what they were', async () => {
  await service.issue({ item: 'GA-01' });
  const body = { cmd: newId(), type: 'call_next', counter: 'W01' };
  const called = await clerk('POST', `${kHall}/commands`, body);
  assert.equal(called.status, 200);
  await service.kill();
  await service.start();
  assert.equal((await clerk('GET', `${kHall}/me`)).body.counter, 'W01');
  assert.equal((await clerk('POST', `${kHall}/commands`, body)).text, called.text);
  assert.equal((await clerk.command({ type: 'start' })).body.ticket.id, called.body.ticket.id);
  await clerk.command({ type: 'finish' });
});

test('the queue behind a counter is told in the order in which it is called', async () => {
  const kinds = ['', 'elder', '', 'green', '', '', 'disability', 'elder', '', 'pregnant'];
  for (const priority of kinds) {
    await service.issue({ item: 'GA-01', priority });
  }
  const told = (await clerk('GET', `${kHall}/behind`)).body.tickets;
  assert.equal(told.length, kinds.length);
  for (const { id, why } of told) {
    const called = await clerk.command({ type: 'call_next' });
    assert.deepEqual([called.body.ticket.id, called.body.why], [id, why]);
    await clerk.command({ type: 'start' });
  }
  await clerk.command({ type: 'finish' });
});

test('whoever signs out is nobody at once', async () => {
  const leaver = await service.signIn('S007', 'W04');
  assert.equal((await leaver('POST', `${kHall}/seat`, { action: 'close' })).status, 200);
  refused(await leaver('GET', `${kHall}/me`), 401, 'session_over');
  refused(await leaver.command({ type: 'call_next' }), 401, 'session_over');
});

test('a session outlives lunch, but not the night', async () => {
  await service.kill();
  service.options.now = '2026-11-23T04:30:00Z';
  await service.start();
  assert.equal((await clerk('GET', `${kHall}/me`)).status, 200);
  await service.kill();
  service.options.now = '2026-11-23T10:30:00Z';
  await service.start();
  refused(await clerk('GET', `${kHall}/me`), 401, 'session_over');
});

test('a secret that was emptied is not taken for one', async () => {
  const careless = new Service();
  writeFileSync(`${careless.data}/local.token`, '');
  await assert.rejects(careless.start(), /local\.token: too short for a secret; remove it/);
  await careless.stop();
});
