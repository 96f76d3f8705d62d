// SPDX-License-Identifier: Apache-2.0
// Who is answered where: openapi.yaml against routes.cpp and against the running service.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import SwaggerParser from '@apidevtools/swagger-parser';
import Ajv from 'ajv';
import { kHall, kSource, newId, Service } from './support/service.mjs';

const kFile = `${kSource}/sync/service/openapi.yaml`;
const kPin = 'a long one';
const kDeskRoles = ['reception', 'manager', 'auditor'];
const service = new Service();
let api;
let clerk;
let otherClerk;
let token; // Of a ticket, for its phone.
const desks = {}; // By role: the cookies of sessions at a desk.
let slip; // The id of a ticket.
let hand; // The manager by whom accounts come into being.
let online; // The secret of an online hall's key.

before(async () => {
  api = await SwaggerParser.validate(kFile);
  await service.start();
  clerk = await service.signIn('S001', 'W01');
  otherClerk = await service.signIn('S003', 'W02');
  hand = await service.signIn('S104', 'W05');
  await openDesks();
  slip = (await service.issue({ item: 'GA-03' })).id;
  online = (await hand('POST', `${kHall}/online-keys`, { name: 'City portal' })).body.secret;
});
after(() => service.stop());

/** A session at a desk of each role alone. */
async function openDesks() {
  for (const role of ['reception', 'manager', 'auditor']) {
    const made = await hand('PUT', `${kHall}/users/D-${role}`, { roles: [role], pin: kPin });
    assert.equal(made.status, 200);
    const answer = await service.request('POST', `${kHall}/sessions`, { headers: { 'X-Hall': '1' }, body: { clerk: `D-${role}`, pin: kPin } });
    assert.equal(answer.status, 200, answer.text);
    desks[role] = answer.headers['set-cookie'][0].split(';')[0];
  }
}

/** Every operation of the file: {method, path (with examples filled in), pattern, operation}. */
function operations() {
  return Object.entries(api.paths).flatMap(([pattern, item]) => ['get', 'post', 'put', 'delete'].filter((method) => item[method])
    .map((method) => {
      const parameters = [...(item.parameters ?? []), ...(item[method].parameters ?? [])];
      const path = pattern.replace(/\{(\w+)\}/g, (whole, name) => parameters.find((one) => one.name === name).example);
      return { method: method.toUpperCase(), path, pattern, operation: item[method] };
    }));
}

/** A body that the file says is good, with a command id of its own. */
function exampleBody(operation, kind) {
  const content = operation.requestBody?.content['application/json'];
  const example = content?.example ?? content?.examples?.[kind]?.value ?? null;
  return example?.cmd ? { ...example, cmd: newId() } : example;
}

const kWithQuery = {
  stream: (cursor) => `?after=${cursor}`,
  ratingView: () => '?counter=W01',
  search: () => '?q=sfz',
  slip: () => `?ticket=${slip}`,
  slots: () => '?item=GA-03',
  phone: () => `?token=${token ?? '0'.repeat(26)}`,
};

/** Walks one door: the status that this asker gets. Streams are closed again. */
async function walk({ method, path, operation }, headers, kind) {
  const cursor = (await service.state()).cursor;
  const target = path + (kWithQuery[operation.operationId]?.(cursor) ?? '');
  const answer = await service.request(method, target, { headers, body: exampleBody(operation, kind) });
  answer.close?.();
  return answer;
}

test('every route of the service is described, and nothing else is', () => {
  const source = readFileSync(`${kSource}/sync/service/routes.cpp`, 'utf8');
  const coded = [...source.matchAll(/Method::(\w+),\s+"([^"]+)",\s+([\w\s|]+),/g)].map(([, method, pattern, doors]) => ({
    key: `${method.replace('remove', 'delete')} ${pattern}`,
    roles: doors.trim().split(/\s+\|\s+/).map((door) => door.slice(1).toLowerCase()),
  }));
  assert.ok(coded.length >= 16);
  const described = new Map(operations().map((one) => [`${one.method.toLowerCase()} ${one.pattern}`, one.operation['x-roles']]));
  assert.deepEqual([...described.keys()].sort(), coded.map((one) => one.key).sort());
  for (const { key, roles } of coded) {
    assert.deepEqual([...described.get(key)].sort(), [...roles].sort(), key);
  }
});

test('everybody gets in where the description says so, and nobody anywhere else', async (t) => {
  const askers = [
    { name: 'nobody', kind: 'nobody', headers: {} },
    { name: 'a wrong token', kind: 'nobody', headers: { Authorization: `Bearer ${'0'.repeat(64)}` } },
    { name: 'an empty token', kind: 'nobody', headers: { Authorization: 'Bearer ' } },
    { name: 'a made-up cookie', kind: 'nobody', headers: { Cookie: `hall_session=${'0'.repeat(64)}`, 'X-Hall': '1' } },
    { name: 'an empty cookie', kind: 'nobody', headers: { Cookie: 'hall_session=', 'X-Hall': '1' } },
    { name: 'a device', kind: 'device', headers: { Authorization: `Bearer ${service.token}` } },
    { name: 'an online hall', kind: 'online', headers: { Authorization: `Bearer ${online}` } },
    { name: 'a clerk', kind: 'clerk', headers: { Cookie: clerk.cookie, 'X-Hall': '1' } },
    { name: 'a clerk of another counter', kind: 'clerk', headers: { Cookie: otherClerk.cookie, 'X-Hall': '1' } },
    { name: 'a manager at a counter', kind: ['clerk', 'reception', 'manager'], headers: { Cookie: hand.cookie, 'X-Hall': '1' } },
    ...kDeskRoles.map((role) => ({ name: `the role ${role} at a desk`, kind: ['clerk', role], headers: { Cookie: desks[role], 'X-Hall': '1' } })),
    { name: 'a page without our header', kind: 'foreign', headers: { Cookie: clerk.cookie } },
    { name: 'a page of another site', kind: 'foreign', headers: { Cookie: clerk.cookie, 'X-Hall': '1', 'Sec-Fetch-Site': 'cross-site' } },
    { name: 'a page of another port', kind: 'foreign', headers: { Cookie: clerk.cookie, 'X-Hall': '1', 'Sec-Fetch-Site': 'same-site' } },
    { name: 'a page of another origin', kind: 'foreign', headers: { Cookie: clerk.cookie, 'X-Hall': '1', Origin: 'http://127.0.0.1:1' } },
  ];
  for (const asker of askers) {
    await t.test(asker.name, async () => {
      for (const door of operations()) {
        const roles = door.operation['x-roles'];
        // Another page may be shown what a cookie opens (it cannot read it), but changes nothing.
        const kind = asker.kind === 'foreign' ? (door.method === 'GET' ? 'clerk' : 'intruder') : asker.kind;
        // A citizen is whoever brings no clerk's cookie, good or bad.
        const citizen = !/hall_session=[^;]/.test(asker.headers.Cookie ?? '');
        const open = roles.includes('everybody') || [kind].flat().some((one) => roles.includes(one)) || (roles.includes('citizen') && citizen);
        if (door.operation.operationId === 'signIn') {
          continue; // Has a test of its own: it decides by PIN and header.
        }
        const { status } = await walk(door, asker.headers, [kind].flat()[0]);
        const where = `${asker.name}: ${door.method} ${door.path} → ${status}`;
        if (open) {
          assert.ok(status < 500 && status !== 401 && status !== 403, where);
        } else {
          assert.equal(status, kind === 'nobody' && !roles.includes('citizen') ? 401 : 403, where);
        }
        assert.ok(door.operation.responses[status], `not described: ${where}`);
        }
    });
  }
});

test('signing in needs the PIN and our own page', async () => {
  const door = `${kHall}/sessions`;
  const good = { clerk: 'S005', pin: '8005', counter: 'W03' };
  const tries = [
    [good, {}, 403, 'right_missing'],
    [good, { 'X-Hall': '1', 'Sec-Fetch-Site': 'cross-site' }, 403, 'right_missing'],
    [good, { 'X-Hall': '1', Origin: 'http://elsewhere.example' }, 403, 'right_missing'],
    [{ ...good, pin: '0000' }, { 'X-Hall': '1' }, 401, 'pin_wrong'],
    [{ ...good, clerk: 'S999' }, { 'X-Hall': '1' }, 401, 'pin_wrong'],
    [{ ...good, counter: 'W99' }, { 'X-Hall': '1' }, 404, 'counter_unknown'],
    [{ ...good, counter: 'W01' }, { 'X-Hall': '1' }, 409, 'counter_taken'],
    [{ clerk: 'S005', pin: '8005' }, { 'X-Hall': '1' }, 403, 'right_missing'],
    [{ clerk: 'S005', counter: 'W03' }, { 'X-Hall': '1' }, 400, 'bad_request'],
  ];
  for (const [body, headers, status, code] of tries) {
    const answer = await service.request('POST', door, { headers, body });
    assert.deepEqual([answer.status, answer.body.code], [status, code]);
    assert.equal(answer.headers['set-cookie'], undefined);
  }
  const signedIn = await service.request('POST', door, { headers: { 'X-Hall': '1' }, body: good });
  assert.equal(signedIn.status, 200);
  assert.match(signedIn.headers['set-cookie'][0], /^hall_session=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict$/);
});

test('what is answered has the described form', async () => {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const shaped = (value, schema, what) => {
    const check = ajv.compile(schema);
    assert.ok(check(value), `${what}: ${ajv.errorsText(check.errors)} in ${JSON.stringify(value).slice(0, 300)}`);
  };
  await service.issue({ item: 'GA-01', priority: 'elder' });
  token = service.phoneToken((await service.issue({ item: 'GA-02' })).id);
  for (const door of operations().filter(({ operation }) => operation.operationId !== 'signIn')) {
    const kind = door.operation['x-roles'][0];
    const cookie = kind === 'clerk' ? clerk.cookie : desks[kind];
    const bearer = kind === 'online' ? online : service.token;
    const headers = cookie ? { Cookie: cookie, 'X-Hall': '1' } : { Authorization: `Bearer ${bearer}` };
    const good = await walk(door, headers, kind);
    const described = door.operation.responses[good.status];
    assert.ok(described, `not described: ${door.method} ${door.path} → ${good.status}`);
    const { content } = described;
    if (good.body) {
      shaped(good.body, Object.values(content)[0].schema, `${door.method} ${door.path} → ${good.status}`);
    }
  }
  const missing = await service.asDevice('GET', '/v1/nothing');
  shaped(missing.body, api.components.schemas.Problem, '404');
});

test('the description is served as it stands in the source', async () => {
  const answer = await service.request('GET', '/openapi.yaml');
  assert.equal(answer.text, readFileSync(kFile, 'utf8'));
  assert.equal(answer.headers['content-type'], 'application/yaml');
});
