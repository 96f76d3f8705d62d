# SPDX-License-Identifier: Apache-2.0
# A DDP controller from the protocol's page (3waylabs.com/ddp), kept apart from our encoder: lamps
# change with the push flag only. usage: ddp.py <own address> <bytes> <file>
import os
import socket
import sys

address, size, path = sys.argv[1], int(sys.argv[2]), sys.argv[3]
wire = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
wire.bind((address, 4048))
open(path + '.ready', 'w').close()
store = bytearray(size)
while True:
    packet = wire.recv(2000)
    offset = int.from_bytes(packet[4:8], 'big')
    length = int.from_bytes(packet[8:10], 'big')
    if packet[0] & 0xC0 != 0x40 or packet[2] != 0x0B or len(packet) != 10 + length:
        open(path + '.wrong', 'a').write(packet[:10].hex() + '\n')
        continue
    store[offset:offset + length] = packet[10:]
    if packet[0] & 1:
        with open(path + '.new', 'wb') as out:
            out.write(store)
        os.rename(path + '.new', path)
