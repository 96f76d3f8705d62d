// SPDX-License-Identifier: Apache-2.0
// The lamps of a panel as a file: written whole whenever they changed.
const fs = require('fs');

class Lamps {
  constructor(size, file) {
    this.bytes = Buffer.alloc(size);
    this.file = file;
    this.changed = false;
    setInterval(() => this.write(), 20);
  }

  set(at, value) {
    if (at < this.bytes.length && this.bytes[at] !== value) {
      this.bytes[at] = value;
      this.changed = true;
    }
  }

  told(what) {
    this.last = what;
  }

  wrong(error) {
    fs.appendFileSync(`${this.file}.wrong`, `${error.message}\n`);
  }

  write() {
    if (this.changed) {
      this.changed = false;
      fs.writeFileSync(`${this.file}.new`, this.bytes);
      fs.renameSync(`${this.file}.new`, this.file);
    }
  }

  ready() {
    // Sockets are bound within the first turns of the loop.
    setTimeout(() => fs.writeFileSync(`${this.file}.ready`, ''), 200);
  }
}

module.exports = { Lamps };
