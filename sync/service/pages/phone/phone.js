// SPDX-License-Identifier: Apache-2.0
// The ticket on a phone. One file without modules, so that old phones and slow lines manage.
'use strict';

(() => {
  const kLanguages = { 'zh-Hant': ['繁', '繁體中文'], 'zh-Hans': ['简', '简体中文'], en: ['EN', 'English'] };
  const kReasons = ['attitude', 'skill', 'waiting', 'unclear', 'visits', 'other'];
  const kUnknown = 15; // A kiosk without a line may have printed it: its news comes later.
  const find = (id) => document.getElementById(id);
  const hall = `/v1/halls/${document.documentElement.dataset.hall}`;
  const token = decodeURIComponent(location.pathname.replace(/^\/t\//, ''));
  const words = {};
  const memory = {};
  let language = '';
  let view = null; // What the service said last; {} when it knows no such ticket.
  let timer = 0;
  let failures = 0;
  let asking = false;
  let grade = 0;
  const reasons = new Set();

  // Private windows of some phones have no storage.
  const keep = (key, value) => { memory[key] = value; try { localStorage.setItem(key, value); } catch (e) { /* memory has it */ } };
  const kept = (key) => { try { return localStorage.getItem(key) || memory[key]; } catch (e) { return memory[key]; } };
  const drop = (key) => { delete memory[key]; try { localStorage.removeItem(key); } catch (e) { /* gone */ } };

  const say = (key, values) => ((words[language] || {})[key] || '').replace(/\{(\w+)\}/g, (whole, name) => (values || {})[name]);
  const name = (text) => (text ? text[language] || text['zh-Hant'] : '');
  const put = (id, text) => { const one = find(id); if (one.textContent !== text) { one.textContent = text; } };
  const show = (id, visible) => { find(id).hidden = !visible; };

  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    for (let i = 0, now = Date.now(); i < 6; i += 1) {
      bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) % 256;
    }
    bytes[6] = 0x70 | (bytes[6] & 15);
    bytes[8] = 0x80 | (bytes[8] & 63);
    const hex = Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }

  // {status, body}; throws when there was no answer.
  async function ask(path, body) {
    const stop = new AbortController();
    const patience = setTimeout(() => stop.abort(), 15000);
    try {
      const answer = await fetch(hall + path, body
        ? { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body), signal: stop.signal }
        : { cache: 'no-cache', signal: stop.signal });
      return { status: answer.status, body: await answer.json(), wait: Number(answer.headers.get('Retry-After')) };
    } finally {
      clearTimeout(patience);
    }
  }

  function guessLanguage(otherwise) {
    const wanted = [kept('hall.language')].concat(navigator.languages || [navigator.language]);
    for (const tag of wanted) {
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
    if (!words[tag]) {
      const answer = await ask(`/content/phone.${tag}`);
      if (answer.status !== 200) {
        throw new Error(String(answer.status));
      }
      words[tag] = answer.body;
    }
    language = tag;
    document.documentElement.lang = tag;
    drawWords();
  }

  function waitText() {
    const { ahead, wait } = view;
    if (!wait) {
      return say('phone.wait_unknown');
    }
    if (wait.resumes) {
      return say('phone.wait_resumes', { time: name(wait.resumes) });
    }
    if (wait.or_after) {
      return say('phone.wait_or_resumes', { lo: wait.lo, time: name(wait.or_after) });
    }
    return ahead === 0 && wait.lo === 0 ? say('phone.wait_within', { hi: wait.hi })
      : say(wait.lo === 0 ? 'phone.wait_within' : 'phone.wait', wait);
  }

  // [the state in a word, the first line, the second line]
  function linesOf() {
    const counter = view.counter || {};
    const way = counter.floor ? say('phone.way', { floor: name(counter.floor), zone: name(counter.zone) }) : '';
    switch (view.state) {
      case 'waiting':
        return [say('phone.waiting'), view.ahead > 0 ? say('phone.ahead', { n: view.ahead }) : say('phone.next'), waitText()];
      case 'called':
        return [say('phone.called_now'), say('phone.called', { counter: counter.no }),
          view.calls > 1 ? `${way} · ${say('phone.called_times', { n: view.calls })}` : way];
      case 'serving':
        return [say('phone.serving'), say('phone.calling_counter', { counter: counter.no }), way];
      case 'parked':
        return [say('phone.waiting'), say('phone.parked'), ''];
      case 'no_show':
        return [say('phone.missed_mark'), say('phone.missed'), view.in_time ? say('phone.missed_until', { time: name(view.until) }) : ''];
      case 'cancelled':
        return [say(view.may.includes('stay') ? 'phone.cancelled' : 'phone.cancelled_other'), '', ''];
      case 'expired':
        return [say('phone.expired'), '', ''];
      default:
        return [say('phone.finished'), '', ''];
    }
  }

  function draw() {
    const known = Boolean(view && view.state);
    show('boot', !view);
    show('none', Boolean(view) && !known);
    show('ticket', known);
    if (!known) {
      for (const id of ['calling', 'rate', 'sure', 'stay', 'leave']) {
        show(id, false);
      }
      return;
    }
    const [state, first, second] = linesOf();
    const news = find('ticket').dataset.state !== view.state;
    find('ticket').dataset.state = view.state;
    put('hall', name(view.hall));
    put('state', state);
    put('number', view.number);
    put('queue', name(view.queue));
    put('first', first);
    put('second', second);
    const place = view.state === 'waiting' ? view.place : null;
    put('place', place && place.floor ? `${say('phone.where', { floor: name(place.floor), zone: name(place.zone) })}\n${
      say('phone.counters', { counters: place.counters.join(language === 'en' ? ', ' : '、') })}` : '');
    drawCalling();
    drawRating();
    show('stay', view.may.includes('stay'));
    const mayLeave = view.may.includes('leave');
    show('leave', mayLeave && find('sure').hidden);
    show('sure', mayLeave && !find('sure').hidden);
    put('updated', say('phone.updated', { time: view.time }));
    document.title = view.state === 'called' ? `➜ ${first}` : `${view.number} · ${say('phone.title')}`;
    if (news) {
      put('announce', `${view.number} ${state} ${first} ${second}`);
      if (view.state === 'called' && navigator.vibrate) {
        navigator.vibrate([300, 150, 300]);
      }
    }
  }

  function drawCalling() {
    const calling = view.calling || [];
    show('calling', calling.length > 0);
    find('calling-list').replaceChildren(...calling.map((one) => {
      const row = document.createElement('li');
      const number = document.createElement('b');
      number.textContent = one.number;
      row.append(number, say('phone.calling_counter', { counter: one.counter }));
      return row;
    }));
  }

  function drawRating() {
    const { rating } = view;
    show('rate', view.may.includes('rate'));
    if (rating.state === 'rated' && view.state === 'finished') {
      put('first', say('phone.rated'));
    }
    if (rating.until) {
      put('rate-until', say('phone.rate_until', { date: name(rating.until) }));
    }
    for (const one of find('grades').children) {
      one.setAttribute('aria-checked', String(Number(one.dataset.grade) === grade));
      one.tabIndex = Number(one.dataset.grade) === (grade || 1) ? 0 : -1;
    }
    for (const one of find('reasons').children) {
      one.setAttribute('aria-pressed', String(reasons.has(one.dataset.reason)));
    }
    show('why', grade >= 4);
    show('send', grade > 0);
  }

  function drawWords() {
    for (const [id, key] of [['number-label', 'phone.number'], ['calling-title', 'phone.called_now'], ['rate-title', 'rating.ask'],
      ['why-title', 'rating.why'], ['send', 'rating.send'], ['none-title', 'phone.not_found'], ['none-line', 'phone.not_found_line'],
      ['sure-title', 'phone.leave_ask'], ['sure-no', 'phone.leave_no'], ['sure-yes', 'phone.leave'], ['stay', 'phone.stay'],
      ['leave', 'phone.leave']]) {
      put(id, say(key));
    }
    put('sure-line', say('phone.leave_line', { n: (view && view.stay_min) || 30 }));
    find('languages').setAttribute('aria-label', say('phone.language'));
    for (const button of find('languages').children) {
      button.setAttribute('aria-pressed', String(button.lang === language));
    }
    for (const one of find('grades').children) {
      one.lastChild.textContent = say(`rating.${one.dataset.grade}`);
    }
    for (const one of find('reasons').children) {
      one.textContent = say(`rating.reason_${one.dataset.reason}`);
    }
    tell('');
    draw();
  }

  const tell = (text) => put('told', text);

  function later(seconds) {
    clearTimeout(timer);
    if (!document.hidden) {
      timer = setTimeout(look, seconds * 1000 * (0.85 + Math.random() * 0.3));
    }
  }

  async function look() {
    clearTimeout(timer);
    if (asking) {
      return;
    }
    asking = true;
    let next = kUnknown;
    try {
      const answer = await ask(`/phone?token=${encodeURIComponent(token)}`);
      if (answer.status === 200) {
        view = answer.body;
        next = view.poll_s;
        await settle();
      } else if (answer.status === 404) {
        view = {};
      } else {
        throw new Error(String(answer.status));
      }
      if (!language) {
        await use(guessLanguage(view.default_language));
      }
      failures = 0;
      if (find('told').dataset.kind === 'lost') {
        tell('');
      }
      draw();
    } catch (error) {
      failures += 1;
      next = Math.min(60, 2 ** failures);
      if (language) {
        tell(say('phone.lost'));
        find('told').dataset.kind = 'lost';
      }
    }
    asking = false;
    later(next);
  }

  // A grade that was pressed and not acknowledged goes again under its own id.
  async function settle() {
    const key = `hall.rating.${token}`;
    const press = JSON.parse(kept(key) || 'null');
    if (!press) {
      return;
    }
    const answer = await ask('/phone/rating', Object.assign({ token }, press));
    if (answer.status === 429 || answer.status >= 500) {
      throw new Error(String(answer.status));
    }
    drop(key);
    const again = await ask(`/phone?token=${encodeURIComponent(token)}`);
    view = again.status === 200 ? again.body : view;
    tell(answer.status === 200 ? say('rating.thanks') : answer.body.code === 'clerk_cannot_rate' ? answer.body.detail : '');
    find('told').dataset.kind = 'answer';
  }

  function send() {
    keep(`hall.rating.${token}`, JSON.stringify({ id: newId(), grade, reasons: grade >= 4 ? Array.from(reasons) : [] }));
    grade = 0;
    reasons.clear();
    show('rate', false);
    find('told').dataset.kind = '';
    look();
  }

  async function order(kind) {
    show('sure', false);
    tell('');
    try {
      const answer = await ask(`/phone/${kind}`, { token, cmd: newId() });
      if (answer.status === 429) {
        tell(say('phone.busy'));
      }
    } catch (error) {
      tell(say('phone.lost'));
      find('told').dataset.kind = 'lost';
    }
    await look();
  }

  const kSvg = 'http://www.w3.org/2000/svg';
  function face(of) {
    const svg = document.createElementNS(kSvg, 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    const hue = ['#17693f', '#3d7a1f', '#7a6a00', '#a4560a', '#a8231c'][of - 1];
    const mouth = 15 + (of - 1) * 0.5;
    const path = document.createElementNS(kSvg, 'path');
    path.setAttribute('d', `M12 2a10 10 0 1 1 0 20a10 10 0 1 1 0-20M8.5 9v1M15.5 9v1M7.8 ${mouth}Q12 ${mouth + 9 - 3 * of} 16.2 ${mouth}`);
    path.setAttribute('fill', 'none');
    path.setAttribute('stroke', hue);
    path.setAttribute('stroke-width', '1.8');
    path.setAttribute('stroke-linecap', 'round');
    svg.append(path);
    return svg;
  }

  function build() {
    for (const tag of Object.keys(kLanguages)) {
      const button = document.createElement('button');
      button.type = 'button';
      button.lang = tag;
      button.textContent = kLanguages[tag][0];
      button.setAttribute('aria-label', kLanguages[tag].join(' '));
      button.addEventListener('click', () => use(tag).then(() => keep('hall.language', tag), () => tell(say('phone.lost'))));
      find('languages').append(button);
    }
    for (let i = 1; i <= 5; i += 1) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'grade';
      button.dataset.grade = i;
      button.setAttribute('role', 'radio');
      button.append(face(i), document.createElement('span'));
      button.addEventListener('click', () => { grade = i; drawRating(); });
      find('grades').append(button);
    }
    // Arrows walk through a group of radios.
    find('grades').addEventListener('keydown', (event) => {
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
      if (step) {
        event.preventDefault();
        grade = (((grade || 1) - 1 + step + 5) % 5) + 1;
        drawRating();
        find('grades').children[grade - 1].focus();
      }
    });
    for (const reason of kReasons) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'reason';
      button.dataset.reason = reason;
      button.addEventListener('click', () => {
        if (!reasons.delete(reason)) {
          reasons.add(reason);
        }
        drawRating();
      });
      find('reasons').append(button);
    }
    find('send').addEventListener('click', send);
    find('leave').addEventListener('click', () => { show('leave', false); show('sure', true); find('sure-no').focus(); });
    find('sure-no').addEventListener('click', () => { show('sure', false); show('leave', true); find('leave').focus(); });
    find('sure-yes').addEventListener('click', () => order('leave'));
    find('stay').addEventListener('click', () => order('stay'));
    document.addEventListener('visibilitychange', () => (document.hidden ? clearTimeout(timer) : look()));
    addEventListener('online', look);
    look();
  }
  build();
})();
