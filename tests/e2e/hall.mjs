// SPDX-License-Identifier: Apache-2.0
// The whole hall as it is installed: service, kiosk, board daemon, each its own program.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { Service, kHall, kSource, until } from '../pages/support/service.mjs';

export { kHall, until };

const kBuild = process.env.HALL_BUILD ?? path.join(kSource, 'build/dev');
export const kKiosk = path.join(kBuild, 'kiosk/main/hall-kiosk');
const kBoard = path.join(kBuild, 'display/daemon/hall-board');
const kEmulator = path.join(kBuild, 'tests/printer/usb_emulator');
process.env.HALL_SERVICE ??= path.join(kBuild, 'sync/service/hall-service');

/** A finger on the genuine touch panel. */
class Panel {
  constructor() {
    this.socket = net.connect(process.env.HALL_TOUCH);
    this.answers = [];
    this.waiting = [];
    let rest = '';
    this.socket.on('data', (bytes) => {
      rest += bytes;
      for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
        this.waiting.shift()?.(rest.slice(0, end));
        rest = rest.slice(end + 1);
      }
    });
  }

  say(line) {
    return new Promise((resolve, reject) => {
      this.waiting.push((answer) => (answer === 'ok' ? resolve() : reject(new Error(`${line}: ${answer}`))));
      this.socket.write(`${line}\n`);
    });
  }

  close() {
    this.socket.destroy();
  }
}

export class Hall {
  constructor({ printer = 'virtual' } = {}) {
    this.printer = printer;
    this.service = new Service();
    this.home = this.service.data;
    for (const folder of ['kiosk', 'board', 'paper', 'signs']) {
      mkdirSync(path.join(this.home, folder));
    }
    this.paper = path.join(this.home, 'paper');
    this.targetsFile = path.join(this.home, 'targets');
    this.panel = new Panel();
  }

  async open() {
    await this.service.start();
    await this.startKiosk();
    await this.startBoard();
    return this;
  }

  async startService() {
    await this.service.start();
  }

  common() {
    return ['--service', this.service.url, '--token-file', path.join(this.home, 'local.token')];
  }

  run(name, command, args, env = {}) {
    const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    this[`${name}Said`] = '';
    const hear = (text) => { this[`${name}Said`] += text; };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    this[name] = child;
    return child;
  }

  async startKiosk() {
    rmSync(this.targetsFile, { force: true });
    const printer = this.printer === 'usb' ? ['--printer', 'usb', '--renderer', 'cpu']
      : ['--printer', 'virtual', '--printer-set', `directory=${this.paper}`];
    const args = [...this.common(), '--data', path.join(this.home, 'kiosk'), '--device', 'K01',
      '--assets', path.join(kSource, 'assets'), '--now', this.hallNow(), '--targets', this.targetsFile, ...printer];
    const [command, before] = this.printer === 'usb'
      ? [kEmulator, ['--dir', this.paper, '--', kKiosk]] : [kKiosk, []];
    this.run('kiosk', command, [...before, ...args]);
    await until(() => {
      if (this.kiosk.exitCode !== null) {
        throw new Error(`hall-kiosk ended: ${this.kioskSaid}`);
      }
      return existsSync(this.targetsFile);
    }, 'the kiosk to draw', 60_000);
  }

  async startBoard() {
    const config = path.join(this.home, 'board.toml');
    const sign = (driver) => `driver = "${driver}"\ncounter = "W01"\nsize = "64x32"\n`;
    writeFileSync(config, `[[board]]\nname = "wall"\ndriver = "screen"\nsize = "1280x720"\n
[[board]]\nname = "sign-1"\n${sign('e131')}to = "${process.env.OLA_ADDRESS}"\nuniverse = 1\n
[[board]]\nname = "seen-1"\n${sign('virtual')}folder = "${path.join(this.home, 'signs')}"\nscale = 1\n`);
    this.run('board', kBoard, [...this.common(), '--config', config, '--data', path.join(this.home, 'board')],
      { DISPLAY: process.env.WALL_DISPLAY });
    await until(() => existsSync(path.join(this.home, 'signs/seen-1.png')), 'the board to show something', 60_000);
  }

  /** The hall's time now, for a program that starts in the middle of the story. */
  hallNow() {
    this.begun ??= Date.now();
    const start = Date.UTC(2026, 10, 23, 1, 10, 0);
    return new Date(start + Date.now() - this.begun).toISOString().replace(/\.\d+Z/, 'Z');
  }

  targets() {
    const text = existsSync(this.targetsFile) ? readFileSync(this.targetsFile, 'utf8') : '';
    return new Map(text.split('\n').filter(Boolean).map((line) => {
      const [id, x, y, w, h, label] = line.split('\t');
      return [id, { x: Number(x), y: Number(y), w: Number(w), h: Number(h), label }];
    }));
  }

  /** Waits until the screen has that target and stands still, then touches it with a finger. */
  async touch(id) {
    await until(() => this.targets().has(id), `the target ${id} on the screen`, 30_000);
    await new Promise((resolve) => setTimeout(resolve, 700)); // A page that has just come in ignores fingers.
    const { x, y, w, h } = this.targets().get(id);
    await this.panel.say(`tap ${Math.round(x + w / 2)} ${Math.round(y + h / 2)}`);
  }

  /** From the idle screen to the button that gives a number. */
  async walkTo(category, item, language = 'zh-Hant') {
    if (this.targets().has('begin')) {
      await this.touch(`begin.${language}`);
    }
    await this.touch(`category.${category}`);
    await until(() => this.targets().has('back'), 'the list', 30_000); // The first page shows some items too.
    await this.touch(`item.${item}`);
    await until(() => this.targets().has('take'), 'the guide', 30_000);
  }

  async log() {
    const entries = [];
    for (;;) {
      const after = entries.at(-1)?.lsn ?? 0;
      const { body } = await this.service.asDevice('GET', `${kHall}/log?after=${after}`);
      if (body.entries.length === 0) {
        return entries;
      }
      entries.push(...body.entries);
    }
  }

  slips() {
    return execFileSync('ls', [this.paper], { encoding: 'utf8' }).split('\n').filter((name) => /^slip-\d+\.png$/.test(name))
      .map((name) => path.join(this.paper, name));
  }

  async kill(name, signal = 'SIGKILL') {
    const child = this[name];
    if (!child || child.exitCode !== null || child.signalCode !== null) {
      return;
    }
    const ended = new Promise((resolve) => { child.once('exit', resolve); });
    process.kill(-child.pid, signal);
    await ended;
  }

  async close() {
    await this.kill('kiosk', 'SIGTERM');
    await this.kill('board', 'SIGTERM');
    this.panel.close();
    await this.service.stop();
  }
}

/** Width, height and RGB bytes of a picture, read by ImageMagick. */
export function pixels(file) {
  const [width, height] = execFileSync('identify', ['-format', '%w %h', file], { encoding: 'utf8' }).split(' ').map(Number);
  const rgb = execFileSync('convert', [file, '-depth', '8', 'rgb:-'], { maxBuffer: 64 * 1024 * 1024 });
  return { width, height, rgb };
}

/** What olad has received in universes 1 … n: 510 slots each, 170 pixels. */
export async function oladPixels(bytes) {
  const all = [];
  for (let universe = 1; all.length < bytes; ++universe) {
    const answer = await (await fetch(`http://127.0.0.1:9090/get_dmx?u=${universe}`)).json();
    all.push(...answer.dmx.slice(0, 510));
  }
  return Buffer.from(all.slice(0, bytes));
}

export const readCode = (file) => execFileSync('zbarimg', ['-q', '--raw', file], { encoding: 'utf8' }).trim();

/** What a ticket's number is made of: no I and no O, so tesseract need not tell them from 1 and 0. */
export const kLetters = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';

/** The words that tesseract reads in a picture, optionally of one part of it ("WxH+X+Y"). */
export function readText(file, { crop = null, language = 'eng', psm = '6', extra = [], letters = null } = {}) {
  const args = [file, ...(crop ? ['-crop', crop, '+repage'] : []), ...extra, 'png:-'];
  const picture = execFileSync('convert', args, { maxBuffer: 64 * 1024 * 1024 });
  return execFileSync('tesseract', ['-', '-', '-l', language, '--psm', psm,
    ...(letters ? ['-c', `tessedit_char_whitelist=${letters}`] : [])], { input: picture, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });
}

export function screenshot(display, file) {
  execFileSync('import', ['-window', 'root', file], { env: { ...process.env, DISPLAY: display } });
}
