// SPDX-License-Identifier: Apache-2.0
// Receivers of webhooks: who is told what, how far each is, and what to do when one does not answer.
import { askClerk } from '../common/dialogs.js';
import { make, setAttribute, setText } from '../common/dom.js';
import { has, say } from '../common/text.js';

const kTopics = ['tickets', 'appointments', 'cases', 'days'];
const kLookEvery = 5000; // ms

const field = (label, control) => make('label', { class: 'field' }, make('span', { textContent: say(label) }), control);

export class Webhooks {
  constructor(office, root) {
    this.office = office;
    this.root = root;
  }

  async open() {
    this.told = make('p', { class: 'told', role: 'status', id: 'told' });
    this.rows = make('tbody', { id: 'webhooks' });
    this.none = make('p', { class: 'empty', textContent: say('book.hooks_none') });
    const head = (key) => make('th', { scope: 'col', textContent: say(key) });
    this.root.replaceChildren(
      make('div', { class: 'editor-top' }, make('h2', { textContent: say('book.part_hooks') }), this.told,
        make('button', { type: 'button', class: 'button main', id: 'add-hook', textContent: say('book.add_hook'), onclick: () => this.add() })),
      make('div', { class: 'editor-body' }, make('section', { class: 'card group' },
        make('p', { class: 'hint', textContent: say('book.hooks_line') }),
        make('div', { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': say('book.part_hooks') }, make('table', {},
          make('thead', {}, make('tr', {}, head('manage.name'), head('book.hook_topics'), head('book.state'), head('manage.change'))), this.rows)),
        this.none)));
    await this.load();
    this.watch();
  }

  // While the page shows it, and no longer.
  watch() {
    setTimeout(async () => {
      if (this.rows.isConnected) {
        if (!document.querySelector('dialog[open]') && !this.rows.contains(document.activeElement)) {
          await this.load();
        }
        this.watch();
      }
    }, kLookEvery);
  }

  async load() {
    const answer = await this.office.asked('GET', 'webhooks');
    if (answer?.status !== 200) {
      this.tell(`refusal.${answer?.body?.code ?? 'link_down'}`, 'bad');
      return;
    }
    this.rows.replaceChildren(...answer.body.webhooks.map((hook) => this.row(hook, answer.body.end)));
    this.none.hidden = answer.body.webhooks.length > 0;
  }

  when(ms) {
    return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: this.office.hall.time_zone }).format(ms);
  }

  state(hook, end) {
    if (hook.paused) {
      return ['bad', say(`book.hook_paused_${hook.paused}`)];
    }
    if (hook.failing_since) {
      return ['bad', say('book.hook_failing', { when: this.when(hook.failing_since), n: hook.failures })];
    }
    if (hook.waiting > 0 || hook.done < end) {
      return ['busy', say('book.hook_behind')];
    }
    return ['good', say('book.hook_level')];
  }

  row(hook, end) {
    const button = (key, deed) => make('button', {
      type: 'button', class: 'button mini', textContent: say(key), 'aria-label': `${say(key)} ${hook.name}`, 'data-deed': deed, onclick: () => this.act(hook, deed),
    });
    const [kind, words] = this.state(hook, end);
    const last = hook.last_taken ? say('book.hook_last', { when: this.when(hook.last_taken) }) : '';
    return make('tr', { 'data-hook': hook.id },
      make('th', { scope: 'row' }, make('span', { textContent: hook.name }), make('small', { class: 'hook-url', textContent: hook.url })),
      make('td', { textContent: hook.topics.map((topic) => say(`book.hook_${topic}`)).join(say('book.hook_comma')) }),
      make('td', {}, make('span', { class: 'hook-state', 'data-kind': kind, textContent: words }), make('small', { class: 'hook-why', textContent: hook.why || last })),
      make('td', {}, make('div', { class: 'hook-deeds' }, button('book.hook_try', 'try'),
        hook.paused ? button('book.hook_resume', 'resume') : button('book.hook_pause', 'pause'),
        hook.failing_since && hook.waiting > 0 ? button('book.hook_skip', 'skip') : '',
        button('book.hook_secret', 'secret'), button('book.hook_remove', 'remove'))));
  }

  tell(key, kind, values = {}) {
    setText(this.told, has(key) ? say(key, values) : key);
    setAttribute(this.told, 'data-kind', kind);
  }

  async add() {
    const url = make('input', { type: 'url', name: 'hook_url', id: 'hook-url', maxLength: 500, required: true, placeholder: 'https://' });
    const wish = await askClerk({
      title: say('book.add_hook'), lines: [say('book.add_hook_line')],
      content: make('div', { class: 'hook-form' },
        field('manage.name', make('input', { type: 'text', name: 'hook_name', id: 'hook-name', maxLength: 60, required: true })),
        field('book.hook_url', url),
        make('fieldset', { class: 'choice' }, make('legend', { class: 'legend', textContent: say('book.hook_topics') }), ...kTopics.map((topic) => make('label', { class: 'option' },
          make('input', { type: 'checkbox', name: `topic_${topic}`, value: topic, checked: true }), make('span', { textContent: say(`book.hook_${topic}`) }))))),
      buttons: [{ value: 'yes', label: say('book.make_hook'), main: true }],
    });
    const name = wish?.values.hook_name?.trim();
    if (!name) {
      return;
    }
    const topics = kTopics.filter((topic) => wish.values[`topic_${topic}`]);
    const answer = await this.office.asked('POST', 'webhooks', { name, url: wish.values.hook_url.trim(), topics });
    if (answer?.status !== 200) {
      this.tell(answer?.body?.detail ?? 'refusal.link_down', 'bad');
      return;
    }
    await this.load();
    await this.show(say('book.hook_made', { name }), answer.body.secret);
  }

  show(title, secret) {
    return askClerk({
      title, lines: [say('book.hook_once')],
      content: make('input', { type: 'text', id: 'hook-secret', class: 'secret', readOnly: true, value: secret, 'aria-label': say('book.hook_secret_label'), onfocus: (event) => event.target.select() }),
      buttons: [], closeLabel: say('clerk.close'),
    });
  }

  async act(hook, deed) {
    if (['secret', 'remove', 'skip'].includes(deed)) {
      const sure = await askClerk({
        title: say(`book.hook_${deed}_title`, { name: hook.name }), lines: [say(`book.hook_${deed}_line`)],
        buttons: [{ value: 'yes', label: say(`book.hook_${deed}`), main: true }],
      });
      if (!sure) {
        return;
      }
    }
    const answer = deed === 'remove' ? await this.office.asked('DELETE', `webhooks/${hook.id}`)
      : await this.office.asked('POST', `webhooks/${hook.id}/${deed}`, {});
    if (answer?.status !== 200) {
      this.tell(`refusal.${answer?.body?.code ?? 'link_down'}`, 'bad');
    } else if (deed === 'try') {
      const good = answer.body.status >= 200 && answer.body.status < 300;
      this.tell(good ? 'book.hook_tried' : 'book.hook_not_tried', good ? 'good' : 'bad', { name: hook.name, why: answer.body.why });
    } else {
      this.tell(`book.hook_done_${deed}`, 'good');
    }
    await this.load();
    if (deed === 'secret' && answer?.status === 200) {
      await this.show(say('book.hook_made', { name: hook.name }), answer.body.secret);
    }
  }
}
