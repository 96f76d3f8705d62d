// SPDX-License-Identifier: Apache-2.0
// An E1.31 receiver that nobody here wrote (npm sacn): keeps the lamps it was told in a file.
// usage: node sacn.js <own address> <first universe> <universes> <bytes> <file>
const { Receiver } = require('sacn');
const { Lamps } = require('./lamps.js');

const [iface, first, count, bytes, file] = process.argv.slice(2);
const lamps = new Lamps(Number(bytes), file);
const universes = Array.from({ length: Number(count) }, (_, i) => Number(first) + i);
const receiver = new Receiver({ universes, iface, reuseAddr: true });
receiver.on('packet', (packet) => {
  const from = (packet.universe - Number(first)) * 510;
  for (let slot = 1; slot <= 510; slot += 1) {
    // The library tells percent with two decimals.
    lamps.set(from + slot - 1, Math.round((packet.payload[slot] || 0) * 2.55));
  }
  lamps.told(`${packet.sourceName} ${packet.priority}`);
});
receiver.on('PacketCorruption', (error) => lamps.wrong(error));
// It joins every universe's group, wanted or not, and 20 is all that Linux allows.
receiver.on('error', (error) => /addMembership ENOBUFS/.test(error.message) || lamps.wrong(error));
lamps.ready();
