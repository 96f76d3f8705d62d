// SPDX-License-Identifier: Apache-2.0
// What a guide lacks: the completeness report over all matters. Pure.
const kTags = ['zh-Hant', 'zh-Hans', 'en'];
const hasHan = /[\u3400-\u9fff]/;

const lacks = (text) => kTags.some((tag) => !text?.[tag]?.trim());
// English that was filled with the Chinese words to get past a check.
const untranslated = (text) => hasHan.test(text?.en ?? '');

/** Each gap by its name, as the report counts them. */
const kGaps = {
  name: (item) => lacks(item.name),
  english: (item) => untranslated(item.name) || untranslated(item.result),
  result: (item) => lacks(item.result),
  materials: (item) => (item.materials ?? []).length === 0,
  basis: (item) => (item.basis ?? []).length === 0,
  promise: (item) => !item.promise_limit?.unit || item.promise_limit.unit === 'none',
  longer_than_law: (item) => item.legal_limit?.unit === item.promise_limit?.unit
    && item.promise_limit?.n > item.legal_limit?.n,
  fee: (item) => item.fee?.charged && (item.fee.items ?? []).some((one) => one.amount === undefined || one.amount === null),
  counters: (item) => (item.counters ?? []).length === 0,
  channels: (item) => (item.channels ?? []).length === 0,
  code: (item) => !item.code?.catalog || !item.code?.impl,
  service_time: (item) => !(item.service_minutes?.mean > 0),
};

export const gapNames = Object.keys(kGaps);

/** The names of what one matter lacks. */
export const gapsOf = (item) => gapNames.filter((name) => kGaps[name](item));

/** {name: how many matters}, and how many are complete. */
export function report(items) {
  const found = items.map(gapsOf);
  return {
    complete: found.filter((gaps) => gaps.length === 0).length,
    counts: Object.fromEntries(gapNames.map((name) => [name, found.filter((gaps) => gaps.includes(name)).length])),
  };
}
