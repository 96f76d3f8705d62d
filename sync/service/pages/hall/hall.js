// SPDX-License-Identifier: Apache-2.0
// The hall on a phone, for everybody: one file without modules, so that old phones manage.
'use strict';

(() => {
  const kLanguages = { 'zh-Hant': ['繁', '繁體中文'], 'zh-Hans': ['简', '简体中文'], en: ['EN', 'English'] };
  const find = (id) => document.getElementById(id);
  const hall = `/v1/halls/${document.documentElement.dataset.hall}`;
  const words = {};
  let language = '';
  let view = null;
  let timer = 0;
  let failures = 0;

  // Private windows of some phones have no storage.
  const keep = (key, value) => { try { localStorage.setItem(key, value); } catch (e) { /* only for now */ } };
  const kept = (key) => { try { return localStorage.getItem(key); } catch (e) { return null; } };
  const say = (key, values) => ((words[language] || {})[key] || '').replace(/\{(\w+)\}/g, (whole, name) => (values || {})[name]);
  const name = (text) => (text ? text[language] || text['zh-Hant'] : '');
  const put = (id, text) => { const one = find(id); if (one.textContent !== text) { one.textContent = text; } };

  function make(tag, className, text) {
    const one = document.createElement(tag);
    one.className = className;
    one.textContent = text;
    return one;
  }

  async function ask(path) {
    const stop = new AbortController();
    const patience = setTimeout(() => stop.abort(), 15000);
    try {
      const answer = await fetch(hall + path, { cache: 'no-cache', signal: stop.signal });
      if (answer.status !== 200) {
        throw new Error(String(answer.status));
      }
      return await answer.json();
    } finally {
      clearTimeout(patience);
    }
  }

  function guessLanguage(otherwise) {
    for (const tag of [kept('hall.language')].concat(navigator.languages || [navigator.language])) {
      if (/^zh/i.test(tag || '')) {
        return tag === 'zh' || /hans|cn|sg|my/i.test(tag) ? 'zh-Hans' : 'zh-Hant';
      }
      if (/^en/i.test(tag || '')) {
        return 'en';
      }
    }
    return otherwise || 'zh-Hant';
  }

  async function use(tag) {
    words[tag] = words[tag] || await ask(`/content/phone.${tag}`);
    language = tag;
    document.documentElement.lang = tag;
    for (const button of find('languages').children) {
      button.setAttribute('aria-pressed', String(button.lang === tag));
    }
    find('languages').setAttribute('aria-label', say('phone.language'));
    draw();
  }

  function waitText(wait) {
    if (!wait) {
      return say('phone.wait_unknown');
    }
    if (wait.resumes) {
      return say('phone.wait_resumes', { time: name(wait.resumes) });
    }
    return say(wait.lo === 0 ? 'phone.wait_within' : 'phone.wait', wait);
  }

  function openingText() {
    return say(`phone.hall_${view.opening}`, { time: name(view.opens) });
  }

  function row(queue) {
    const item = document.createElement('li');
    const title = make('h2', '', '');
    title.append(make('span', 'prefix', queue.prefix), name(queue.name));
    const count = make('p', 'count', '');
    count.append(make('b', '', String(queue.waiting)), say('phone.waiting'));
    const told = queue.issuing ? waitText(queue.wait) : say('phone.hall_not_issuing');
    item.append(title, count, make('p', 'soft', [told, name(queue.floor)].filter(Boolean).join(' · ')));
    if (queue.calling.length > 0) {
      const calls = queue.calling.map((one) => `${one.number} → ${say('phone.calling_counter', { counter: one.counter })}`);
      item.append(make('p', 'calls', calls.join('　')));
    }
    return item;
  }

  function draw() {
    find('boot').hidden = true;
    put('hall', name(view.hall));
    put('title', say('phone.hall_title'));
    put('opening', openingText());
    put('note', say('phone.hall_note'));
    document.title = `${say('phone.hall_title')} · ${name(view.hall)}`;
    find('queues').replaceChildren(...view.queues.map(row));
    put('updated', `${say('phone.updated', { time: view.time })} · ${view.hotline}`);
  }

  function later(seconds) {
    clearTimeout(timer);
    if (!document.hidden) {
      timer = setTimeout(look, seconds * 1000 * (0.85 + Math.random() * 0.3));
    }
  }

  async function look() {
    clearTimeout(timer);
    let next = 60;
    try {
      view = await ask('/now');
      next = view.poll_s;
      if (language) {
        draw();
      } else {
        await use(guessLanguage(view.default_language));
      }
      failures = 0;
      put('told', '');
    } catch (error) {
      failures += 1;
      next = Math.min(60, 2 ** failures);
      put('told', language ? say('phone.lost') : '');
    }
    later(next);
  }

  for (const tag of Object.keys(kLanguages)) {
    const button = make('button', '', kLanguages[tag][0]);
    button.type = 'button';
    button.lang = tag;
    button.setAttribute('aria-label', kLanguages[tag].join(' '));
    button.addEventListener('click', () => use(tag).then(() => keep('hall.language', tag), () => put('told', say('phone.lost'))));
    find('languages').append(button);
  }
  document.addEventListener('visibilitychange', () => !document.hidden && look());
  look();
})();
