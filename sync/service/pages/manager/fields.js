// SPDX-License-Identifier: Apache-2.0
// Fields of the editors: each is bound to a place in the draft and has room for what is wrong there.
import { make, setAttribute } from '../common/dom.js';
import { nameIn, say } from '../common/text.js';

const kLanguages = [['zh-Hant', '繁'], ['zh-Hans', '简'], ['en', 'EN']];
const kSpan = /^([01]\d|2[0-3]):[0-5]\d\s*[-–—]\s*(([01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** "08:30–12:00, 14:00–17:30" as the document has it; null when it cannot be read. */
export function spansFrom(text) {
  const parts = text.split(/[,，、;；]/).map((part) => part.trim()).filter(Boolean);
  return parts.every((part) => kSpan.test(part)) ? parts.map((part) => part.split(/\s*[-–—]\s*/)) : null;
}

export const spansText = (spans) => (spans ?? []).map(([from, to]) => `${from}–${to}`).join(', ');

let noted = 0;

function bound(control, pointer) {
  noted += 1;
  control.dataset.pointer = pointer;
  control.setAttribute('aria-describedby', `note-${noted}`);
  return [control, make('small', { id: `note-${noted}`, class: 'field-note', hidden: true, role: 'alert' })];
}

function labelled(label, hint, parts, kind = '') {
  return make('label', { class: `field ${kind}` }, make('span', { textContent: label }),
    hint ? make('small', { class: 'hint', textContent: hint }) : null, ...parts);
}

/** A line of text; an empty one takes the field away when `optional`. */
export function lineField(editor, pointer, label, { hint, optional = false, type = 'text', maxLength = 200, lang } = {}) {
  const input = make('input', { type, value: editor.value(pointer) ?? '', maxLength, ...(lang ? { lang } : {}) });
  input.addEventListener('input', () => editor.set(pointer, input.value === '' && optional ? undefined : input.value));
  return labelled(label, hint, bound(input, pointer));
}

export function areaField(editor, pointer, label, { lang, rows = 3 } = {}) {
  const area = make('textarea', { value: editor.value(pointer) ?? '', rows, maxLength: 2000, ...(lang ? { lang } : {}) });
  area.addEventListener('input', () => editor.set(pointer, area.value));
  return labelled(label, null, bound(area, pointer));
}

export function numberField(editor, pointer, label, { hint, least = 0, most = 1440, step = 1, otherwise } = {}) {
  const input = make('input', { type: 'number', value: editor.value(pointer) ?? otherwise ?? '', min: least, max: most, step, inputMode: 'numeric' });
  input.addEventListener('input', () => editor.set(pointer, input.value === '' ? undefined : Number(input.value)));
  return labelled(label, hint, bound(input, pointer), 'number-field');
}

export function checkField(editor, pointer, label) {
  const input = make('input', { type: 'checkbox', checked: editor.value(pointer) ?? false });
  input.addEventListener('change', () => editor.set(pointer, input.checked));
  return make('label', { class: 'option' }, ...bound(input, pointer), make('span', { textContent: label }));
}

/** options: [[value, label]]. */
export function selectField(editor, pointer, label, options, { changed, hint } = {}) {
  const now = editor.value(pointer) ?? '';
  const list = make('select', {}, ...options.map(([value, textContent]) => make('option', { value, textContent, selected: value === now })));
  list.addEventListener('change', () => {
    editor.set(pointer, list.value === '' ? undefined : list.value);
    changed?.();
  });
  return labelled(label, hint, bound(list, pointer));
}

/** Opening hours in one line. What cannot be read stays in the field, is said there, and is not published. */
export function spansField(editor, pointer, label) {
  const input = make('input', { type: 'text', value: spansText(editor.value(pointer)), placeholder: say('manage.closed'), maxLength: 120 });
  const [control, note] = bound(input, pointer);
  input.addEventListener('input', () => {
    const spans = spansFrom(input.value);
    editor.unread.delete(pointer);
    if (spans) {
      editor.set(pointer, spans);
    } else {
      editor.unread.add(pointer);
    }
    setAttribute(input, 'aria-invalid', spans ? null : 'true');
    note.textContent = spans ? '' : say('manage.spans_wrong');
    note.hidden = Boolean(spans);
  });
  return labelled(label, null, [control, note]);
}

/** The same words in three languages. */
export function textFields(editor, pointer, label, { area = false, rows } = {}) {
  return make('fieldset', { class: 'three' }, make('legend', { class: 'legend', textContent: label }),
    ...kLanguages.map(([tag, short]) => (area ? areaField(editor, `${pointer}/${tag}`, short, { lang: tag, rows })
      : lineField(editor, `${pointer}/${tag}`, short, { lang: tag, maxLength: 500 }))));
}

/**
 * A list of ids as boxes to tick: all = [[id, word]]. The ticked ones stand in the document in the
 * order of `all`; no list at all when none is. `find`: what a field to search with is called; for
 * words longer than a number.
 */
export function tickFields(editor, pointer, label, all, { find } = {}) {
  const chosen = new Set(editor.value(pointer) ?? []);
  const boxes = all.map(([id, word]) => {
    const box = make('input', { type: 'checkbox', checked: chosen.has(id), value: id });
    box.addEventListener('change', () => {
      chosen[box.checked ? 'add' : 'delete'](id);
      const ids = all.map(([one]) => one).filter((one) => chosen.has(one));
      editor.set(pointer, ids.length > 0 ? ids : undefined);
    });
    return make('label', { class: 'option tick' }, box, make('span', { textContent: word }));
  });
  const search = find && make('input', { type: 'search', placeholder: find, 'aria-label': find, maxLength: 60 });
  search?.addEventListener('input', () => {
    const wanted = search.value.trim().toLowerCase();
    boxes.forEach((box, place) => { box.hidden = wanted !== '' && !all[place].join(' ').toLowerCase().includes(wanted); });
  });
  const [set, note] = bound(make('fieldset', { class: 'choice', tabindex: -1 }, make('legend', { class: 'legend', textContent: label }), ...boxes), pointer);
  return make('div', { class: `tick-list${find ? ' named' : ''}` }, search, set, note);
}

/** A card with a heading. */
export const group = (title, ...parts) => make('section', { class: 'card group' }, make('h3', { textContent: title }), ...parts);

export const emptyText = () => ({ 'zh-Hant': '', 'zh-Hans': '', en: '' });

export const named = (list) => list.map((one) => [one.id, `${one.id} ${nameIn(one.name)}`]);
