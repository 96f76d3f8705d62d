// SPDX-License-Identifier: Apache-2.0
// An Art-Net node that nobody here wrote (npm dmxnet): keeps the lamps it was told in a file, and
// answers ArtPoll.
// usage: node artnet.js <own address> <first universe> <universes> <bytes> <file>
const { dmxnet } = require('dmxnet');
const { Lamps } = require('./lamps.js');

const [address, first, count, bytes, file] = process.argv.slice(2);
const lamps = new Lamps(Number(bytes), file);
const node = new dmxnet({ log: { level: 'error' }, hosts: [address], sName: 'node-of-npm' });
for (let i = 0; i < Number(count); i += 1) {
  const universe = Number(first) + i;
  const receiver = node.newReceiver({
    net: universe >> 8,
    subnet: (universe >> 4) & 15,
    universe: universe & 15,
  });
  receiver.on('data', (values) => {
    for (let slot = 0; slot < 510; slot += 1) {
      lamps.set(i * 510 + slot, values[slot]);
    }
    lamps.told('artnet');
  });
}
lamps.ready();
