// SPDX-License-Identifier: Apache-2.0
// Small helpers around the document. What is on screen is changed only where it differs, so that
// focus stays where it is and a screen reader is told only what is new.

export const find = (id) => document.getElementById(id);

export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === 'class') {
      element.className = value;
    } else if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (name in element && name !== 'list') {
      element[name] = value;
    } else {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

export function setAttribute(element, name, value) {
  if (value === null) {
    element.removeAttribute(name);
  } else if (element.getAttribute(name) !== String(value)) {
    element.setAttribute(name, value);
  }
}

export function show(element, visible) {
  if (element.hidden === visible) {
    element.hidden = !visible;
  }
}

/** Makes the children of `list` stand for `items`: rows are kept by key, so focus stays. */
export function reconcile(list, items, keyOf, makeRow, updateRow) {
  const known = new Map([...list.children].map((row) => [row.dataset.key, row]));
  items.forEach((item, place) => {
    const key = keyOf(item);
    let row = known.get(key);
    if (!row) {
      row = makeRow(item);
      row.dataset.key = key;
    }
    known.delete(key);
    updateRow(row, item, place);
    if (list.children[place] !== row) {
      list.insertBefore(row, list.children[place] ?? null);
    }
  });
  for (const row of known.values()) {
    row.remove();
  }
}
