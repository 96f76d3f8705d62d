// SPDX-License-Identifier: Apache-2.0
// Every word on the pages, in three languages that are switched in place.
import { ask, Trouble } from './api.js';
import { setAttribute, setText } from './dom.js';

export const kLanguages = ['zh-Hant', 'zh-Hans', 'en'];
const kShort = { 'zh-Hant': '繁', 'zh-Hans': '简', en: 'EN' };
const kOwnName = { 'zh-Hant': '繁體中文', 'zh-Hans': '简体中文', en: 'English' };
const kKept = 'hall.language';

const texts = {};
let language = 'zh-Hant';
const listeners = [];

/** Fetches all three, so that switching works while the link is down. */
export async function loadTexts(hall, otherwise) {
  await Promise.all(kLanguages.map(async (tag) => {
    const answer = await ask('GET', `/v1/halls/${hall}/content/text.${tag}`);
    if (answer.status !== 200) {
      throw new Trouble(`text.${tag}: ${answer.status}`);
    }
    texts[tag] = answer.body;
  }));
  const kept = localStorage.getItem(kKept);
  language = kLanguages.includes(kept) ? kept : otherwise;
  apply();
}

export function say(key, values = {}) {
  const text = texts[language]?.[key] ?? key;
  return text.replace(/\{([a-z_]+)\}/g, (whole, name) => values[name] ?? whole);
}

/** As say(), but in a language of the caller's: what is printed for somebody else. */
export function sayIn(tag, key, values = {}) {
  const text = texts[tag]?.[key] ?? key;
  return text.replace(/\{([a-z_]+)\}/g, (whole, name) => values[name] ?? whole);
}

export const labelIn = (tag, label) => label?.[tag] ?? label?.['zh-Hant'] ?? '';

export const has = (key) => texts[language]?.[key] !== undefined;

/** A name out of the hall's documents: {"zh-Hant": …, "zh-Hans": …, "en": …}. */
export const nameIn = (label) => label?.[language] ?? label?.['zh-Hant'] ?? '';

export const languageNow = () => language;

export function onLanguage(listener) {
  listeners.push(listener);
}

/** Puts the words into everything below `root` that asks for them: data-say, data-say-label. */
export function translate(root = document) {
  for (const element of root.querySelectorAll('[data-say]')) {
    setText(element, say(element.dataset.say));
  }
  for (const element of root.querySelectorAll('[data-say-label]')) {
    setAttribute(element, 'aria-label', say(element.dataset.sayLabel));
  }
}

function apply() {
  setAttribute(document.documentElement, 'lang', language);
  translate();
  for (const button of document.querySelectorAll('.languages button')) {
    setAttribute(button, 'aria-pressed', button.dataset.language === language);
  }
  listeners.forEach((listener) => listener());
}

/** Speaks `tag` from now on; `keep` = also at the next visit. */
export function useLanguage(tag, keep = false) {
  language = tag;
  if (keep) {
    localStorage.setItem(kKept, tag);
  }
  apply();
}

/** Fills every .languages element with one button per language. */
export function offerLanguages() {
  for (const group of document.querySelectorAll('.languages')) {
    group.replaceChildren(...kLanguages.map((tag) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.dataset.language = tag;
      button.lang = tag;
      button.textContent = kShort[tag];
      // The name begins with what is seen, for those who speak to their computer.
      button.setAttribute('aria-label', `${kShort[tag]} ${kOwnName[tag]}`);
      button.addEventListener('click', () => useLanguage(tag, true));
      return button;
    }));
  }
}
