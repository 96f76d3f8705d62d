// SPDX-License-Identifier: Apache-2.0
// A receiver of webhooks as somebody else would write one: it checks signatures with the published
// library, knows repeats by their id, and can be told to behave badly.
import http from 'node:http';
import { Webhook } from 'standardwebhooks';
import { kHall, until } from './service.mjs';

export class Receiver {
  constructor() {
    this.taken = []; // Messages in the order in which they came first.
    this.ids = new Set();
    this.tries = 0;
    this.repeats = 0;
    this.unsigned = 0;
    this.answer = () => 200; // (message) => status, or [status, headers]
    this.secret = '';
  }

  async open(port = 0) {
    this.server = http.createServer((request, response) => this.take(request, response));
    await new Promise((resolve) => { this.server.listen(port, '127.0.0.1', resolve); });
    this.port = this.server.address().port;
    this.url = `http://127.0.0.1:${this.port}/hook`;
    return this;
  }

  close() {
    return new Promise((resolve) => {
      this.server.close(resolve);
      this.server.closeAllConnections();
    });
  }

  async take(request, response) {
    const chunks = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    this.tries += 1;
    const text = Buffer.concat(chunks).toString('utf8');
    const message = this.verified(text, request.headers);
    if (!message) {
      this.unsigned += 1;
      response.writeHead(401).end();
      return;
    }
    const [status, headers] = [this.answer({ ...message, path: request.url })].flat();
    if (status >= 200 && status < 300) {
      const id = request.headers['webhook-id'];
      this.repeats += this.ids.has(id) ? 1 : 0;
      if (!this.ids.has(id)) {
        this.ids.add(id);
        this.taken.push({ id, ...message });
      }
    }
    response.writeHead(status, headers).end();
  }

  // The library refuses what is older than five minutes; the hall's clock is its own.
  verified(text, headers) {
    const now = Date.now;
    Date.now = () => Number(headers['webhook-timestamp']) * 1000;
    try {
      return new Webhook(this.secret).verify(text, headers);
    } catch {
      return null;
    } finally {
      Date.now = now;
    }
  }

  types() {
    return this.taken.map((one) => one.type);
  }

  has(count) {
    return until(() => this.taken.length >= count, `${count} messages, of which came ${this.types()}`);
  }
}

/** A receiver that a manager has added; `hook(deed)` acts on it. */
export async function added(manager, receiver, topics = ['tickets']) {
  const answer = await manager('POST', `${kHall}/webhooks`, { name: 'Case system', url: receiver.url, topics });
  if (answer.status !== 200) {
    throw new Error(`webhook: ${answer.text}`);
  }
  receiver.secret = answer.body.secret;
  const hook = (deed) => manager('POST', `${kHall}/webhooks/${answer.body.id}/${deed}`, {});
  hook.id = answer.body.id;
  hook.now = async () => (await manager('GET', `${kHall}/webhooks`)).body.webhooks.find((one) => one.id === hook.id);
  return hook;
}
