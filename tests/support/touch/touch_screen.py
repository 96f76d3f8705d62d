#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fingers for tests: genuine XInput 2 touches through Xorg's inputtest driver.

  touch_screen.py serve PANEL LISTEN WIDTHxHEIGHT   holds the driver's socket PANEL and answers
                                                    on LISTEN (started by with_touch_screen)
  touch_screen.py COMMAND [ARGUMENT ...]            sends one command to $HALL_TOUCH
  touch_screen.py -                                 sends each line of standard input

The commands are in README.md. The driver bears one connection in its life (a second one hangs the
server), hence the tool in between, which bears any number, one after the other or at once.

Source: X.Org server 21.1, inputtest(4) and xf86-input-inputtest-protocol.h, version 1.1.
"""
import os
import selectors
import socket
import struct
import sys
import time

EVENT_VERSION, EVENT_SYNC, EVENT_TOUCH = 0, 1, 6
TOUCH_BEGIN, TOUCH_UPDATE, TOUCH_END = 18, 19, 20  # XI2.h
AXIS_MAX = 65535
VALUATORS = 64
TIME_LIMIT = 10  # seconds; Xorg answers in milliseconds or not at all
FINGERS = 10


class Refused(Exception):
    """A command that makes no sense; its text goes back to the sender."""


class Panel:
    """The driver's end: knows pixels, finger ids and the wire format."""

    def __init__(self, path, width, height):
        self.width, self.height = width, height
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(TIME_LIMIT)
        self.socket.connect(path)
        self.socket.sendall(struct.pack("=IIHH", 12, EVENT_VERSION, 1, 1))
        self._read(12)
        self.down = {}  # finger -> (touch id, x, y)
        self.next_id = 1

    def _read(self, size):
        data = b""
        while len(data) < size:
            part = self.socket.recv(size - len(data))
            if not part:
                raise OSError("Xorg closed the panel")
            data += part
        return data

    def sync(self):
        """Returns when Xorg has dealt with everything sent so far."""
        self.socket.sendall(struct.pack("=II", 8, EVENT_SYNC))
        self._read(8)

    def _send(self, kind, touch, x, y):
        values = [0.0] * VALUATORS
        # The middle of the pixel.
        values[0] = (x + 0.5) / self.width * AXIS_MAX
        values[1] = (y + 0.5) / self.height * AXIS_MAX
        mask = bytes([0b11] + [0] * 7)
        message = struct.pack("=IIII", 1056, EVENT_TOUCH, touch, kind)
        message += struct.pack("=I8s4x", 0, mask) + struct.pack("=64d", *values) + bytes(64 * 8)
        self.socket.sendall(message)
        self.sync()

    def touch_down(self, finger, x, y):
        if finger in self.down:
            raise Refused(f"finger {finger} is down already")
        touch, self.next_id = self.next_id, self.next_id + 1
        self.down[finger] = (touch, x, y)
        self._send(TOUCH_BEGIN, touch, x, y)

    def touch_move(self, finger, x, y):
        touch = self._held(finger)[0]
        self.down[finger] = (touch, x, y)
        self._send(TOUCH_UPDATE, touch, x, y)

    def touch_up(self, finger, x=None, y=None):
        touch, last_x, last_y = self._held(finger)
        del self.down[finger]
        self._send(TOUCH_END, touch, last_x if x is None else x, last_y if y is None else y)

    def _held(self, finger):
        if finger not in self.down:
            raise Refused(f"finger {finger} is not down")
        return self.down[finger]


def tap(panel, x, y, hold_ms=60):
    panel.touch_down(0, x, y)
    time.sleep(hold_ms / 1000)
    panel.touch_up(0)


def drag(panel, x, y, to_x, to_y, took_ms=300):
    steps = max(2, int(took_ms / 12))
    panel.touch_down(0, x, y)
    for step in range(1, steps + 1):
        time.sleep(took_ms / 1000 / steps)
        share = step / steps
        panel.touch_move(0, x + (to_x - x) * share, y + (to_y - y) * share)
    panel.touch_up(0)


# name -> what it does, least and most arguments
COMMANDS = {
    "tap": (tap, 2, 3),
    "drag": (drag, 4, 5),
    "down": (lambda panel, finger, x, y: panel.touch_down(int(finger), x, y), 3, 3),
    "move": (lambda panel, finger, x, y: panel.touch_move(int(finger), x, y), 3, 3),
    "up": (lambda panel, finger, *at: panel.touch_up(int(finger), *at), 1, 3),
    "wait": (lambda panel, ms: time.sleep(ms / 1000), 1, 1),
    "sync": (Panel.sync, 0, 0),
}


def obey(panel, line):
    """Carries out one line and returns the answer to it."""
    words = line.split()
    try:
        if not words or words[0] not in COMMANDS:
            raise Refused("no such command")
        act, least, most = COMMANDS[words[0]]
        values = [float(word) for word in words[1:]]
        if not least <= len(values) <= most or not all(0 <= v <= AXIS_MAX for v in values):
            raise Refused("wrong arguments")
        if words[0] in ("down", "move", "up") and values[0] >= FINGERS:
            raise Refused(f"fingers are 0 to {FINGERS - 1}")
        act(panel, *values)
        return "ok"
    except (Refused, ValueError) as reason:
        return f"refused: {reason}: {line.strip()}"


def serve(panel_path, listen_path, size):
    width, height = (int(part) for part in size.split("x"))
    panel = Panel(panel_path, width, height)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(listen_path)
    listener.listen()
    print("ready", flush=True)
    selector = selectors.DefaultSelector()
    selector.register(listener, selectors.EVENT_READ)
    rest = {}
    while True:
        for key, _ in selector.select():
            peer = key.fileobj
            if peer is listener:
                fresh, _ = listener.accept()
                rest[fresh] = b""
                selector.register(fresh, selectors.EVENT_READ)
                continue
            data = peer.recv(4096)
            if not data:
                selector.unregister(peer)
                del rest[peer]
                peer.close()
                continue
            *lines, rest[peer] = (rest[peer] + data).split(b"\n")
            for line in lines:
                peer.sendall(obey(panel, line.decode("utf-8", "replace")).encode() + b"\n")


def send(lines):
    peer = socket.socket(socket.AF_UNIX)
    peer.connect(os.environ["HALL_TOUCH"])
    answers = peer.makefile("r")
    code = 0
    for line in lines:
        if line.split("#")[0].strip():
            peer.sendall(line.split("#")[0].strip().encode() + b"\n")
            answer = answers.readline().strip()
            if answer != "ok":
                print(answer or "the panel is gone", file=sys.stderr)
                code = 1
    return code


def main(arguments):
    if len(arguments) == 4 and arguments[0] == "serve":
        serve(*arguments[1:])
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 64
    return send(sys.stdin if arguments == ["-"] else [" ".join(arguments)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
