// SPDX-License-Identifier: Apache-2.0
// Asking the service. An answer is an answer, be it a refusal; no answer is a Trouble.

/** The service gave no answer that counts: the line is down, or it asks to come back later. */
export class Trouble extends Error {}

const kPatience = 10_000; // The service answers within milliseconds; a PIN takes a second at most.

/**
 * Returns {status, body, retryAfter}; throws Trouble when there was no answer or a 5xx, after
 * which nobody knows whether the request was carried out.
 */
export async function ask(method, path, body) {
  const request = {
    method,
    headers: { 'X-Hall': '1' },
    credentials: 'same-origin',
    cache: 'no-cache',
    signal: AbortSignal.timeout(kPatience),
  };
  if (body !== undefined) {
    request.headers['Content-Type'] = 'application/json';
    request.body = typeof body === 'string' ? body : JSON.stringify(body);
  }
  let answer;
  let json;
  try {
    answer = await fetch(path, request);
    json = await answer.json();
  } catch (error) {
    throw new Trouble(`${method} ${path}: ${error.message}`);
  }
  if (answer.status >= 500) {
    throw new Trouble(`${method} ${path}: ${answer.status}`);
  }
  return {
    status: answer.status,
    body: json,
    retryAfter: Number(answer.headers.get('Retry-After') ?? 0),
  };
}

/** UUIDv7 (RFC 9562), which sorts by the time it was made. */
export function newId(now = Date.now()) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let i = 0; i < 6; i += 1) {
    bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) % 256;
  }
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** 0.2, 0.4, 0.8 … 10 s with a spread, so that a hall of pages does not come back in one blow. */
export function backoff(tries, random = Math.random()) {
  return Math.min(10_000, 200 * 2 ** Math.min(tries, 10)) * (0.5 + random / 2);
}
