// SPDX-License-Identifier: Apache-2.0
// Makes han.tsv: for every common Chinese character its readings without tones and its strokes.
// Run at development time only, when a source has a new version:
//   apt-get install unicode-data && npm install --no-save cnchar cnchar-order cnchar-trad
//   bzcat /usr/share/unicode/Unihan_Readings.txt.bz2 > /tmp/readings.txt
//   node make_han.mjs /tmp/readings.txt > han.tsv
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';

const load = createRequire(process.cwd() + '/');
const cnchar = load('cnchar');
cnchar.use(load('cnchar-order'), load('cnchar-trad'));

// 1 橫 (and 提)  2 豎 (and 豎鉤)  3 撇  4 點 (and 捺)  5 折. Source: GF 3002—1999.
const kStrokes = {橫: '1', 横: '1', 提: '1', 竖: '2', 竖钩: '2', 撇: '3', 点: '4', 点2: '4', 捺: '4'};
const kCommonReadings = ['kHanyuPinlu', 'kMandarin', 'kXHC1983'];

function plain(reading) {
    return reading.normalize('NFD')
        .replace(/u\u0308/g, 'v')
        .replace(/[\u0300-\u036f]/g, '')
        .replace(/[^a-z]/g, '');
}

function readingsFrom(text) {
    const all = new Map();
    for (const line of text.split('\n')) {
        const [code, field, value] = line.split('\t');
        if (!code?.startsWith('U+') || !kCommonReadings.includes(field)) continue;
        const character = String.fromCodePoint(parseInt(code.slice(2), 16));
        const found = all.get(character) ?? {};
        // "hàng(72) xíng(1644)", "0512.010:háng 1292.030:xíng", "xíng"
        found[field] = value.split(' ')
            .flatMap(part => part.replace(/\(\d+\)/, '').replace(/^.*:/, '').split(','))
            .map(plain);
        all.set(character, found);
    }
    return all;
}

function strokesOf(character) {
    const detail = cnchar.stroke(character, 'order', 'detail')[0];
    if (!detail) return '';
    return detail.map(one => kStrokes[one.name] ?? kStrokes[one.name.split('|')[0]] ?? '5').join('');
}

const readings = readingsFrom(readFileSync(process.argv[2], 'utf8'));
const strokes = new Map();
for (let code = 0x4e00; code < 0xa000; ++code) {
    const character = String.fromCodePoint(code);
    const found = strokesOf(character);
    if (found) strokes.set(character, found);
}
// The one character of everyday office names that the source lacks: 金 at the left, then 監.
strokes.set('鑑', strokes.get('鏡').slice(0, 8) + strokes.get('監'));

const lines = [];
for (const [character, found] of readings) {
    if (!strokes.has(character)) continue;
    // The common one first; others only where a dictionary of today's language has them.
    const order = ['kHanyuPinlu', 'kMandarin', 'kXHC1983'].flatMap(field => found[field] ?? []);
    const distinct = [...new Set(order)].filter(one => one !== '').slice(0, 4);
    if (distinct.length > 0) lines.push([character, distinct.join(','), strokes.get(character)].join('\t'));
}
lines.sort();
process.stdout.write('# character, readings, strokes; made by make_han.mjs, see assets/README.md\n' +
                     lines.join('\n') + '\n');
