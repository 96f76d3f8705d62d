// SPDX-License-Identifier: Apache-2.0
// The whole interface under fire: bodies, queries and path parts that openapi.yaml forbids or never
// thought of, at every door, by everybody. Nothing forbidden is taken and nothing breaks the service.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import SwaggerParser from '@apidevtools/swagger-parser';
import Ajv from 'ajv';
import fc from 'fast-check';
import { kHall, kSource, newId, Service } from './support/service.mjs';

const kRuns = Number(process.env.HALL_FUZZ_RUNS ?? 40);
const kRoles = ['nobody', 'device', 'clerk', 'reception', 'manager', 'auditor'];
const kPin = 'a long one';
const kMethods = ['get', 'post', 'put', 'delete'];
const service = new Service({ flags: ['--connections-per-address', '500'] });
const ajv = new Ajv({ strict: false, validateFormats: false });
let api;
let hand;
const sessions = {};

before(async () => {
  api = await SwaggerParser.dereference(`${kSource}/sync/service/openapi.yaml`);
  await service.start();
  hand = await service.signIn('S104', 'W05');
});
after(() => service.stop());

function operations() {
  return Object.entries(api.paths).flatMap(([pattern, item]) => kMethods.filter((method) => item[method]).map((method) => ({
    method: method.toUpperCase(),
    pattern,
    parameters: [...(item.parameters ?? []), ...(item[method].parameters ?? [])],
    operation: item[method],
    schema: item[method].requestBody?.content['application/json']?.schema ?? null,
    roles: item[method]['x-roles'],
  })));
}

/** The headers of somebody of that role alone; signs in again when a shot in the dark signed out. */
async function headersOf(role) {
  if (role === 'nobody') {
    return { 'X-Hall': '1' };
  }
  if (role === 'device') {
    return { Authorization: `Bearer ${service.token}` };
  }
  const known = sessions[role];
  if (known && (await service.request('GET', `${kHall}/me`, { headers: known })).status === 200) {
    return known;
  }
  const id = role === 'clerk' ? 'S001' : `F-${role}`;
  const pin = role === 'clerk' ? '8001' : kPin;
  if ((await service.request('GET', `${kHall}/me`, { headers: { Cookie: hand.cookie, 'X-Hall': '1' } })).status !== 200) {
    hand = await service.signIn('S104', 'W05');
  }
  if (role !== 'clerk') {
    assert.equal((await hand('PUT', `${kHall}/users/${id}`, { roles: [role], pin })).status, 200);
  }
  const answer = await service.request('POST', `${kHall}/sessions`, {
    headers: { 'X-Hall': '1' }, body: { clerk: id, pin, ...(role === 'clerk' ? { counter: 'W01' } : {}) },
  });
  assert.equal(answer.status, 200, answer.text);
  sessions[role] = { Cookie: answer.headers['set-cookie'][0].split(';')[0], 'X-Hall': '1' };
  return sessions[role];
}

function exampleOf({ operation }) {
  const content = operation.requestBody?.content['application/json'];
  return content?.example ?? Object.values(content?.examples ?? {})[0]?.value ?? {};
}

const mayEnter = (door, role) => door.roles.includes('everybody') || door.roles.includes('citizen') || door.roles.includes(role)
  || (door.roles.includes('clerk') && kRoles.indexOf(role) >= 2);

// What breaks parsers, layouts and shells, beside what fast-check thinks of by itself.
const nasty = fc.constantFrom('', ' ', '0', '-1', '1e999', 'null', '../../etc/passwd', '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>',
  "'; DROP TABLE log;--", '\u0000', '\ud800', '\u202e', '=HYPERLINK("http://x")', 'x'.repeat(300), '叫號'.repeat(100), '%s%n', '\r\nSet-Cookie: a=1');
const value = fc.oneof(nasty, fc.jsonValue({ maxDepth: 3 }), fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.array(nasty, { maxLength: 4 }),
  fc.constantFrom(2 ** 53, -(2 ** 63), 1.5, [], {}, [[[[[[]]]]]]));

/** The good example with one to three places changed, or something else altogether. */
const bodyLike = (door) => {
  const example = exampleOf(door);
  const names = [...new Set([...Object.keys(door.schema?.properties ?? {}), ...Object.keys(example), 'nobody'])];
  const changed = fc.array(fc.tuple(fc.constantFrom(...names), fc.option(value, { nil: undefined })), { minLength: 1, maxLength: 3 })
    .map((changes) => {
      const body = { ...example, ...(example.cmd ? { cmd: newId() } : {}) };
      for (const [name, to] of changes) {
        if (to === undefined) {
          delete body[name];
        } else {
          body[name] = to;
        }
      }
      return body;
    });
  return fc.oneof({ weight: 5, arbitrary: changed }, { weight: 1, arbitrary: value });
};

const pathLike = (door) => fc.record(Object.fromEntries(door.parameters.filter((one) => one.in === 'path' && one.name !== 'hall')
  .map((one) => [one.name, fc.oneof(fc.constant(String(one.example)), nasty, fc.string({ unit: 'grapheme', maxLength: 20 }))])));
const queryLike = (door) => fc.record(Object.fromEntries(door.parameters.filter((one) => one.in === 'query')
  .map((one) => [one.name, fc.option(fc.oneof(nasty, fc.string({ maxLength: 20 }), fc.integer().map(String)), { nil: undefined })])));

// A member that is null is one that is left out, as the description says at its top.
function withoutNulls(one) {
  if (Array.isArray(one) || one === null || typeof one !== 'object') {
    return Array.isArray(one) ? one.map(withoutNulls) : one;
  }
  return Object.fromEntries(Object.entries(one).filter(([, member]) => member !== null).map(([name, member]) => [name, withoutNulls(member)]));
}

const encoded = (text) => encodeURIComponent(text.toWellFormed?.() ?? text.replace(/[\ud800-\udfff]/g, '?'));
const targetOf = (door, parts, queries) => {
  const target = door.pattern.replace('{hall}', 'hall-sample').replace(/\{(\w+)\}/g, (whole, name) => encoded(parts[name]) || '-');
  const asked = Object.entries(queries).filter(([, one]) => one !== undefined).map(([name, one]) => `${name}=${encoded(one)}`);
  return asked.length > 0 ? `${target}?${asked.join('&')}` : target;
};

test('a body that the description forbids is taken at no door, by nobody', async (t) => {
  for (const door of operations().filter((one) => one.schema)) {
    await t.test(`${door.method} ${door.pattern}`, async () => {
      const isGood = ajv.compile(door.schema);
      for (const role of kRoles) {
        const open = mayEnter(door, role);
        const slow = door.operation.operationId === 'signIn' || door.operation.operationId === 'putUser';
        await fc.assert(fc.asyncProperty(bodyLike(door), pathLike(door), async (body, parts) => {
          const headers = await headersOf(role);
          const example = Object.fromEntries(door.parameters.filter((one) => one.in === 'path').map((one) => [one.name, String(one.example)]));
          const answer = await service.request(door.method, targetOf(door, open ? example : parts, {}), { headers, body: JSON.stringify(body) });
          const where = `${role} ${JSON.stringify(body).slice(0, 300)} → ${answer.status} ${answer.text.slice(0, 200)}`;
          assert.ok(answer.status < 500, where);
          assert.ok(answer.status >= 400 || open, `let in: ${where}`);
          assert.ok(isGood(withoutNulls(JSON.parse(JSON.stringify(body)))) || answer.status >= 400, `taken: ${where}`);
          if (answer.status >= 400) {
            assert.ok(answer.body?.code && answer.body.detail, where);
          }
        }), { numRuns: open && !slow ? kRuns : Math.ceil(kRuns / 4) });
      }
    });
  }
  assert.equal((await service.request('GET', '/healthz')).status, 200);
});

test('no path and no query breaks the service, whoever asks', async (t) => {
  for (const door of operations().filter((one) => one.method !== 'POST' && one.method !== 'PUT')) {
    await t.test(`${door.method} ${door.pattern}`, async () => {
      for (const role of kRoles) {
        await fc.assert(fc.asyncProperty(pathLike(door), queryLike(door), async (parts, queries) => {
          if (door.method === 'DELETE' && Object.values(parts).some((one) => /^(S104|F-)/.test(one))) {
            return; // Whom this test needs.
          }
          const answer = await service.request(door.method, targetOf(door, parts, { ...queries, ...(queries.seen ? { seen: undefined } : {}) }), { headers: await headersOf(role) });
          answer.close?.();
          assert.ok(answer.status < 500, `${role} ${JSON.stringify([parts, queries])} → ${answer.status} ${answer.text.slice(0, 200)}`);
          assert.ok(answer.status >= 300 || mayEnter(door, role), `let in: ${role} ${JSON.stringify(parts)}`);
        }), { numRuns: Math.ceil(kRuns / 4) });
      }
    });
  }
});

test('what is no JSON at all is named as such', async () => {
  for (const door of operations().filter((one) => one.schema)) {
    const role = kRoles.find((one) => mayEnter(door, one));
    const example = Object.fromEntries(door.parameters.filter((one) => one.in === 'path').map((one) => [one.name, String(one.example)]));
    for (const text of ['', '{', '[1,', '{"a":1}{"b":2}', '{"a":NaN}', '\ufeff{}', '{"a":"\ud800"}', `${'['.repeat(5000)}${']'.repeat(5000)}`, '{"cmd":1,"cmd":2}', Buffer.from([0xff, 0xfe, 0x7b])]) {
      const answer = await service.request(door.method, targetOf(door, example, {}), { headers: await headersOf(role), body: text });
      assert.ok(answer.status >= 400 && answer.status < 500, `${door.method} ${door.pattern} ${String(text).slice(0, 20)} → ${answer.status}`);
    }
  }
});
