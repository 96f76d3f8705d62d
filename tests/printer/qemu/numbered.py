# SPDX-License-Identifier: Apache-2.0
"""numbered.py DIR FIRST LAST: pictures like no other; every row says whose and which it is."""
import pathlib
import struct
import sys
import zlib

HEIGHT = 500
WIDTH_BYTES = 72
MARK = 0xA0  # With a nibble below it no byte of a real-time command comes about.


def row(number, y):
    word = bytes(MARK | (value >> shift) & 15 for value in (number, y) for shift in (12, 8, 4, 0))
    return word * (WIDTH_BYTES // len(word))


def read(dots):
    """Number and row of one row of dots, or nothing when it is no such row."""
    nibbles = [byte & 15 for byte in dots[:8]]
    number, y = (int.from_bytes(bytes((a << 4 | b, c << 4 | d)), "big")
                 for a, b, c, d in (nibbles[:4], nibbles[4:]))
    return (number, y) if dots == row(number, y) else None


def png(number):
    def chunk(kind, data):
        return (struct.pack(">I", len(data)) + kind + data
                + struct.pack(">I", zlib.crc32(kind + data)))
    # In a PNG 1 is white.
    raw = b"".join(b"\0" + bytes(255 - byte for byte in row(number, y)) for y in range(HEIGHT))
    head = struct.pack(">IIBBBBB", WIDTH_BYTES * 8, HEIGHT, 1, 0, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(raw))
            + chunk(b"IEND", b""))


if __name__ == "__main__":
    for wanted in range(int(sys.argv[2]), int(sys.argv[3]) + 1):
        (pathlib.Path(sys.argv[1]) / f"{wanted}.png").write_bytes(png(wanted))
