// SPDX-License-Identifier: Apache-2.0
// The tests of the pages, one file after another: node run.mjs [path of hall-service [file…]]
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const kSkipped = 77; // What ctest is told to read as "skipped".
const here = path.dirname(fileURLToPath(import.meta.url));

if (!existsSync(path.join(here, 'node_modules'))) {
  console.error('SKIPPED: run "npm ci" in tests/pages first');
  process.exit(kSkipped);
}
const env = { ...process.env };
if (process.argv[2]) {
  env.HALL_SERVICE = path.resolve(process.argv[2]);
}
let failed = 0;
const all = readdirSync(here).filter((name) => name.endsWith('.test.mjs')).sort();
for (const file of process.argv.length > 3 ? process.argv.slice(3) : all) {
  const ended = spawnSync(process.execPath, ['--test', path.join(here, file)], { env, stdio: 'inherit' });
  failed += ended.status === 0 ? 0 : 1;
}
process.exit(failed === 0 ? 0 : 1);
