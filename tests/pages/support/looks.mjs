// SPDX-License-Identifier: Apache-2.0
// Whether everybody can use what is on the screen: axe-core, room, targets, words.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const kAxe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const kRules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export async function axe(page, where) {
  await page.evaluate(kAxe);
  const found = await page.evaluate((tags) => globalThis.axe.run(document,
    { runOnly: { type: 'tag', values: tags } }), kRules);
  const told = found.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target} ${node.failureSummary}`));
  assert.deepEqual(told, [], where);
  assert.ok(found.passes.length > 10, `${where}: axe looked at something`);
}

/** Nothing to scroll sideways for, and everything to press is large enough. */
export async function fits(page, where) {
  const { wide, width } = await page.evaluate(() => ({ wide: document.scrollingElement.scrollWidth, width: innerWidth }));
  assert.ok(wide <= width, `${where}: ${wide} px wide on ${width}`);
  const small = await page.evaluate(() => [...document.querySelectorAll('button, select, input:not([type=radio]):not([type=checkbox]), summary, .tile, .option')]
    .filter((one) => one.checkVisibility()).map((one) => ({ name: one.id || one.textContent.trim(), box: one.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0 && (box.height < 40 || box.width < 40)).map(({ name, box }) => `${name} ${box.width}×${box.height}`));
  assert.deepEqual(small, [], where);
}

/** No key of a text, no hole and no other language's words on the screen. */
export async function reads(page, where, language) {
  const text = await page.evaluate(() => document.body.innerText
    + [...document.querySelectorAll('[aria-label]')].map((one) => one.getAttribute('aria-label')).join('\n'));
  assert.doesNotMatch(text, /\b(clerk|refusal|why|page|phone|rating|tablet|desk|manage|book|figures|case)\.[a-z_]+/, where);
  assert.doesNotMatch(text, /undefined|null|NaN|\{[a-z]+\}/, where);
  if (language === 'en') {
    const own = text.replace(/繁|简|體中文|体中文/g, '');
    assert.doesNotMatch(own, /[\u4e00-\u9fff]/, where);
  }
}
