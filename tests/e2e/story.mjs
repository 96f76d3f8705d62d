// SPDX-License-Identifier: Apache-2.0
// One ticket through the whole hall, without shortcuts: a genuine touch, paper whose code and number
// others can read, a clerk in Chromium, the sign's exact pixels at olad, the wall, and the log.
//   tests/e2e/run node tests/e2e/story.mjs virtual|usb [KEEP_PICTURES_IN]
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Pc, primary, shows, signIn } from '../pages/support/browser.mjs';
import { Hall, kLetters, oladPixels, pixels, readCode, readText, screenshot, until } from './hall.mjs';

const [printer = 'virtual', keep = ''] = process.argv.slice(2);
const told = (text) => console.log(`  ${text}`);
const keepPicture = (from, name) => {
  if (keep) {
    mkdirSync(keep, { recursive: true });
    copyFileSync(from, path.join(keep, name));
  }
};

const hall = await new Hall({ printer }).open();
const pc = await Pc.open();
let failed = false;
try {
  const desk = await pc.page();
  await signIn(desk, hall.service, { clerk: 'S001', counter: 'W01' });
  told('a clerk sits at counter 1');

  await hall.walkTo('household', 'GA-02');
  await hall.touch('take');
  await until(() => hall.slips().length === 1, 'paper', 30_000);
  const [slip] = hall.slips();
  keepPicture(slip, `slip_${printer}.png`);
  const code = readCode(slip);
  assert.match(code, /^GH1\.T\.HALLSAMPLE\.261123\.A\.001\.[0-9A-HJKMNP-TV-Z]{8}$/, 'the QR code of the slip');
  const signed = code.slice(0, code.lastIndexOf('.'));
  const key = readFileSync(path.join(hall.home, 'code.key'));
  const mac = createHmac('sha256', key).update(signed).digest().readUIntBE(0, 5);
  const letters = [...Array(8).keys()].map((i) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[Math.floor(mac / 32 ** (7 - i)) % 32]);
  assert.equal(code, `${signed}.${letters.join('')}`, 'the code is signed with this hall\'s own key');
  const number = { crop: '576x180+0+215', psm: '7', letters: kLetters, extra: ['-resize', '30%', '-bordercolor', 'white', '-border', '20'] };
  assert.equal(readText(slip, number).trim(), 'A001', 'the number on the slip, read by tesseract');
  told(`the paper says A001, its code ${code}`);
  const shot = path.join(hall.home, 'kiosk.png');
  screenshot(process.env.DISPLAY, shot);
  keepPicture(shot, `kiosk_${printer}.png`);

  await until(() => desk.$('#behind .row'), 'A001 behind the clerk');
  await primary(desk, 'call_next');
  await desk.keyboard.press('Space');
  await shows(desk, 'A001', 'called');
  told('Chromium calls A001');
  if (keep) {
    await desk.screenshot({ path: path.join(keep, `desk_${printer}.png`) });
  }

  const wall = path.join(hall.home, 'wall.png');
  await until(() => {
    screenshot(process.env.WALL_DISPLAY, wall);
    // As small as letters usually are: that is what tesseract was taught with.
    return ['15%', '20%'].some((size) => /A001/.test(readText(wall, { crop: '1280x260+0+70',
      extra: ['-colorspace', 'Gray', '-resize', size, '-negate'], psm: '11', letters: kLetters })));
  }, 'A001 on the wall', 60_000);
  keepPicture(wall, `wall_${printer}.png`);
  told('the wall shows A001');

  // While a call is new it blinks; the pixels are compared once both boards stand still.
  const seen = path.join(hall.home, 'signs/seen-1.png');
  await until(async () => {
    const wanted = pixels(seen);
    assert.deepEqual([wanted.width, wanted.height], [64, 32]);
    const lit = wanted.rgb.some((value) => value > 0);
    return lit && Buffer.compare(await oladPixels(wanted.rgb.length), wanted.rgb) === 0;
  }, "the sign's exact pixels at olad", 60_000);
  keepPicture(seen, `sign_${printer}.png`);
  told('olad has the exact pixels of the sign');

  await primary(desk, 'start');
  await desk.keyboard.press('Space');
  await shows(desk, 'A001', 'serving');

  const entries = await hall.log();
  const id = entries.find((e) => e.kind === 'ticket' && e.body.action === 'issue').body.ticket.id;
  const story = entries.filter((e) => (e.body.ticket?.id ?? e.body.ticket) === id)
    .map((e) => (e.kind === 'ticket' ? e.body.action : e.kind === 'number' ? `number ${e.body.state}` : `slip ${e.body.ticket.paper}`));
  assert.deepEqual(story.filter((step) => !step.startsWith('slip')),
    ['number reserved', 'number issued', 'issue', 'call_next', 'start'], "the log's story");
  assert.deepEqual(story.filter((step) => step.startsWith('slip')), ['slip printed'], 'the log on the paper');
  told(`the log: ${story.join(' → ')}`);
} catch (error) {
  failed = true;
  console.error(error);
  console.error(`--- service\n${hall.service.said}\n--- kiosk\n${hall.kioskSaid}\n--- board\n${hall.boardSaid}`);
  screenshot(process.env.DISPLAY, path.join(hall.home, 'kiosk.png'));
  keepPicture(path.join(hall.home, 'kiosk.png'), 'failed_kiosk.png');
} finally {
  await pc.close();
  await hall.close();
}
console.log(failed ? 'the story broke off' : `one ticket through the whole hall (${printer} printer)`);
process.exit(failed ? 1 : 0);
