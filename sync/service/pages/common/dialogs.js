// SPDX-License-Identifier: Apache-2.0
// Questions to the clerk, one at a time, in the browser's own dialog: it keeps the focus inside
// and Escape closes it.
import { find, make } from './dom.js';
import { say } from './text.js';

const kOther = 'other';

function choice(field) {
  const options = field.options.map((option) => make('label', { class: 'option' },
    make('input', {
      type: 'radio', name: field.name, value: option.value, checked: option.value === field.value,
    }),
    make('span', { textContent: option.label })));
  return make('fieldset', { class: 'choice' },
    make('legend', { class: 'legend', textContent: field.label }), ...options);
}

// A list of reasons, the last of which opens a line to write in.
function reason(field) {
  const list = choice({
    ...field,
    options: [...field.codes, kOther].map((code) => ({ value: code, label: say(`clerk.reason_${code}`) })),
    value: field.codes[0],
  });
  const words = make('input', {
    type: 'text', name: `${field.name}_words`, maxLength: 100, hidden: true,
    'aria-label': say('clerk.reason_words'),
  });
  list.addEventListener('change', (event) => {
    if (event.target === words) {
      return;
    }
    words.hidden = event.target.value !== kOther;
    if (!words.hidden) {
      words.focus();
    }
  });
  list.append(words);
  return list;
}

function select(field) {
  const list = make('select', { name: field.name });
  for (const group of field.groups) {
    const options = group.options.map((option) => make('option',
      { value: option.value, textContent: option.label }));
    list.append(group.label ? make('optgroup', { label: group.label }, ...options)
      : options[0], ...(group.label ? [] : options.slice(1)));
  }
  return make('label', { class: 'field' }, make('span', { textContent: field.label }), list);
}

function check(field) {
  return make('label', { class: 'option' },
    make('input', { type: 'checkbox', name: field.name }),
    make('span', { textContent: field.label }));
}

// A line to write in, with suggestions.
function line(field) {
  const list = make('datalist', { id: `${field.name}-options` },
    ...(field.options ?? []).map((value) => make('option', { value })));
  return make('label', { class: 'field' }, make('span', { textContent: field.label }),
    make('input', {
      type: 'text', name: field.name, value: field.value ?? '', maxLength: 120, autocomplete: 'off', list: list.id,
    }), list);
}

const kMakers = { choice, reason, select, check, line };

function valuesOf(form) {
  const values = Object.fromEntries(new FormData(form).entries());
  if (values.reason === kOther && values.reason_words?.trim()) {
    values.reason = values.reason_words.trim();
  }
  return values;
}

// Settles the question that was asked last, if nobody has. The browser tells of a closing only
// afterwards, when the next key may have been pressed or the next question be open: so a question
// is settled where it is closed, and the browser's word counts only where it closed one by itself.
let settle = () => {};

function close() {
  find('ask').close();
  settle();
}

/**
 * Asks and waits. spec: {title, lines, fields, buttons: [{value, label, main, key}]}; returns
 * {button, values}, or null when the clerk thought better of it.
 */
export function askClerk(spec) {
  settle();
  const dialog = find('ask');
  const form = find('ask-form');
  const buttons = spec.buttons.map((button) => make('button', {
    type: 'submit', class: button.main ? 'button main' : 'button', value: button.value,
  }, make('span', { textContent: button.label }), button.key ? make('kbd', { textContent: button.key }) : null));
  const cancel = make('button', { type: 'button', class: 'button quiet', onclick: close },
    make('span', { textContent: spec.closeLabel ?? say('clerk.cancel') }), make('kbd', { textContent: 'Esc' }));
  form.replaceChildren(
    make('h2', { id: 'ask-title', textContent: spec.title }),
    ...(spec.lines ?? []).map((line) => make('p', { textContent: line })),
    ...(spec.fields ?? []).map((field) => kMakers[field.kind](field)),
    ...(spec.content ? [spec.content] : []),
    make('div', { class: 'ask-buttons' }, ...buttons, cancel));
  return new Promise((resolve) => {
    let answer = null;
    form.onsubmit = (event) => {
      event.preventDefault();
      answer = { button: event.submitter?.value ?? spec.buttons[0]?.value, values: valuesOf(form) };
      close();
    };
    form.onkeydown = (event) => pressButton(event, spec.buttons, buttons);
    settle = () => {
      settle = () => {};
      form.replaceChildren();
      resolve(answer);
    };
    dialog.oncancel = (event) => {
      event.preventDefault();
      close();
    };
    dialog.onclose = () => dialog.open || settle();
    dialog.showModal();
    firstField(form)?.focus();
  });
}

// Letters press buttons only where nobody can mean to write.
function pressButton(event, specs, buttons) {
  if (event.target.matches('input[type="text"], select') || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const at = specs.findIndex((button) => button.key?.toLowerCase() === event.key.toLowerCase());
  if (at >= 0 && !event.repeat && event.key.length === 1) {
    event.preventDefault();
    buttons[at].click();
  }
}

function firstField(form) {
  return form.querySelector('input:checked, select, input[type="text"]:not([hidden])')
    ?? form.querySelector('.ask-buttons .button.main') ?? form.querySelector('.ask-buttons .button');
}

export const isAsking = () => find('ask').open;

/** Closes the question that is open, because what it was about has changed. */
export function stopAsking() {
  if (isAsking()) {
    close();
  }
}
