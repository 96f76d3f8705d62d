// SPDX-License-Identifier: Apache-2.0
// The hall's documents as they are read, compared and published.
import { Trouble } from '../common/api.js';

const kPatience = 30_000; // A catalogue is checked whole, beside a hall that works.

const clone = (value) => JSON.parse(JSON.stringify(value));
const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const part = (key) => String(key).replaceAll('~', '~0').replaceAll('/', '~1');

/** The value at a JSON pointer (RFC 6901), or undefined. */
export function valueAt(document, pointer) {
  return pointer.split('/').slice(1).reduce((at, key) => at?.[key.replaceAll('~1', '/').replaceAll('~0', '~')], document);
}

/** Sets the value at a pointer; undefined takes the field away. Parents have to be there. */
export function setAt(document, pointer, value) {
  const cut = pointer.lastIndexOf('/');
  const parent = valueAt(document, pointer.slice(0, cut));
  const key = pointer.slice(cut + 1).replaceAll('~1', '/').replaceAll('~0', '~');
  if (value === undefined) {
    delete parent[key];
  } else {
    parent[key] = value;
  }
}

/**
 * What differs: [{path, before, after}], one entry for each leaf. Entries of lists are laid beside
 * one another by their id where they have one, so that one taken out is one change.
 */
export function changes(before, after, path = '') {
  if (JSON.stringify(before) === JSON.stringify(after)) {
    return [];
  }
  const keyed = (list) => list.length > 0 && list.every((one) => isObject(one) && (one.id ?? one.date) !== undefined);
  if (Array.isArray(before) && Array.isArray(after) && (keyed(before) || keyed(after))) {
    const name = (one) => one.id ?? one.date;
    const old = new Map(before.map((one) => [name(one), one]));
    const fresh = new Map(after.map((one) => [name(one), one]));
    const found = [...new Set([...old.keys(), ...fresh.keys()])]
      .flatMap((id) => changes(old.get(id), fresh.get(id), `${path}/${part(id)}`));
    return found.length > 0 ? found : [{ path, before: [...old.keys()].join(', '), after: [...fresh.keys()].join(', ') }];
  }
  if (isObject(before) && isObject(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])]
      .flatMap((key) => changes(before[key], after[key], `${path}/${part(key)}`));
  }
  return [{ path, before, after }];
}

/** Where a document is wrong, out of what the service says: {file, path, remedy}. */
export function placeOf(detail) {
  const found = /^([\w.-]+\.json): (\/\S*|[\w]+): ([\s\S]*)$/.exec(detail);
  return found ? { file: found[1], path: found[2].startsWith('/') ? found[2] : `/${found[2]}`, remedy: found[3] }
    : { file: '', path: '', remedy: detail };
}

/** A version's name that says when it was made: "v-20261123-091005". */
export function versionName(now) {
  const digits = new Date(now).toISOString().replace(/\D/g, '');
  return `v-${digits.slice(0, 8)}-${digits.slice(8, 14)}`;
}

export class Documents {
  constructor(hallPath) {
    this.hallPath = hallPath;
  }

  async fetch(path, request = {}) {
    try {
      const answer = await fetch(`${this.hallPath}/content/${path}`, {
        credentials: 'same-origin', cache: 'no-cache', signal: AbortSignal.timeout(kPatience), ...request,
        headers: { 'X-Hall': '1', ...request.headers },
      });
      const text = await answer.text();
      if (answer.status >= 500) {
        throw new Trouble(`${path}: ${answer.status}`);
      }
      return { status: answer.status, text, etag: answer.headers.get('ETag') };
    } catch (error) {
      throw error instanceof Trouble ? error : new Trouble(`${path}: ${error.message}`);
    }
  }

  /** {value, text, etag}; null when the hall has no such document. */
  async read(name) {
    const { status, text, etag } = await this.fetch(name);
    return status === 200 ? { value: JSON.parse(text), text, etag } : null;
  }

  /** {status, body}: 200 = in force, 412 = somebody was faster, 422 = wrong (body.detail says where). */
  async publish(name, text, etag) {
    const match = etag ? { 'If-Match': etag } : { 'If-None-Match': '*' };
    const answer = await this.fetch(name, {
      method: 'PUT', body: text, headers: { 'Content-Type': 'application/json', ...match },
    });
    return { status: answer.status, body: JSON.parse(answer.text) };
  }

  /** Newest first; null where the service keeps none. */
  async versions(name) {
    const answer = await this.fetch(`${name}/versions`);
    return answer.status === 200 ? JSON.parse(answer.text).versions : null;
  }

  async version(name, hash) {
    const answer = await this.fetch(`${name}/versions/${hash}`);
    return answer.status === 200 ? answer.text : null;
  }

  async rollBack(name, hash, etag) {
    const answer = await this.fetch(`${name}/rollback`, {
      method: 'POST', body: JSON.stringify({ hash }), headers: { 'Content-Type': 'application/json', 'If-Match': etag },
    });
    return { status: answer.status, body: JSON.parse(answer.text) };
  }
}

export { clone };
