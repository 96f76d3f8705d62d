#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""try_touch under genuine XInput 2 touches. Run by with_touch_screen; argument: try_touch's path.

What counts is what happened, not how fast: every wait ends with what it waits for, and where a
rule has a time in it (the bounce) the test looks at the clock and tries again if the machine was
too slow for the question."""
import os
import queue
import socket
import subprocess
import sys
import threading
import time
import unittest

TIME_LIMIT = 60  # seconds
BOUNCE = 0.35
ENDS = ("tap", "release", "fling", "cancel")


class Glass:
    """try_touch on the screen, and a finger in front of it."""

    def __init__(self, program, renderer):
        self.process = subprocess.Popen(
            [program, "--renderer", renderer], stdout=subprocess.PIPE, text=True)
        self.lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.panel = socket.socket(socket.AF_UNIX)
        self.panel.connect(os.environ["HALL_TOUCH"])
        self.answers = self.panel.makefile("r")
        self.until("ready")

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(line.split())

    def close(self):
        self.process.terminate()
        assert self.process.wait(TIME_LIMIT) == 0, "try_touch did not end well"
        self.process.stdout.close()
        self.answers.close()
        self.panel.close()

    def do(self, command):
        self.panel.sendall(command.encode() + b"\n")
        answer = self.answers.readline().strip()
        assert answer == "ok", answer

    def until(self, *words):
        """The lines up to the first that begins with one of `words`, that one included."""
        seen = []
        while not seen or seen[-1][0] not in words:
            seen.append(self.lines.get(timeout=TIME_LIMIT))
        return seen

    def gesture(self):
        """The next gesture from press to its end, as its kinds, and its last line."""
        seen = [line for line in self.until(*ENDS) if line[0] != "rest"]
        return [line[0] for line in seen], seen[-1]

    def calm(self):
        """Long enough for the next tap to be a new one."""
        time.sleep(BOUNCE + 0.1)


class RealTouch(unittest.TestCase):
    renderer = "cpu"

    def setUp(self):
        self.glass = Glass(PROGRAM, self.renderer)
        self.addCleanup(self.glass.close)

    def test_a_tap_lands_where_the_finger_is(self):
        for x, y in ((100, 200), (540, 960), (1079, 1919), (0, 0)):
            self.glass.do(f"tap {x} {y}")
            kinds, last = self.glass.gesture()
            self.assertEqual(kinds, ["press", "tap"])
            self.assertAlmostEqual(float(last[1]), x, delta=1.5)
            self.assertAlmostEqual(float(last[2]), y, delta=1.5)
            self.glass.calm()

    def test_every_tap_of_twenty_is_heard(self):
        for i in range(20):
            self.glass.do(f"tap {100 + 40 * i} {200 + 70 * i} 20")
            self.assertEqual(self.glass.gesture()[0], ["press", "tap"])
            self.glass.calm()

    def test_a_drag_scrolls_as_far_as_the_finger_went(self):
        self.glass.do("down 0 500 1500")
        for y in range(1490, 990, -10):
            self.glass.do(f"move 0 500 {y}")
        self.glass.do("wait 200")
        self.glass.do("up 0")
        kinds, last = self.glass.gesture()
        self.assertEqual(kinds[0], "press")
        self.assertEqual(set(kinds[1:-1]), {"drag"})
        self.assertEqual(kinds[-1], "release")
        self.assertAlmostEqual(float(last[-1]), 500 - 18, delta=3)  # less the slop

    def test_a_thrown_page_runs_on_and_comes_to_rest(self):
        self.glass.do("drag 500 1500 500 900 200")
        kinds, last = self.glass.gesture()
        self.assertEqual(kinds[-1], "fling")
        self.assertLess(float(last[-3]), -120)
        rest = self.glass.until("rest")[-1]
        self.assertGreater(float(rest[-1]), float(last[-1]) + 20)

    def test_a_double_tap_within_the_bounce_acts_once(self):
        for _ in range(10):
            self.glass.do("tap 300 300 20")
            lifted = time.monotonic()
            self.glass.do("down 0 700 900")
            took = time.monotonic() - lifted
            self.glass.do("up 0")
            first, second = self.glass.gesture()[0], self.glass.gesture()[0]
            self.assertEqual(first, ["press", "tap"])
            if took < BOUNCE / 2:
                self.assertEqual(second, ["press", "cancel"])
                return
            self.glass.calm()
        self.fail("the machine was never quick enough to tap twice")

    def test_a_second_finger_does_not_cancel_the_first(self):
        self.glass.do("down 0 200 200")
        self.glass.do("down 1 800 1200")
        self.glass.do("move 1 800 1300")
        self.glass.do("up 1")
        self.glass.do("up 0")
        kinds, last = self.glass.gesture()
        self.assertEqual(kinds, ["press", "tap"])
        self.assertAlmostEqual(float(last[1]), 200, delta=1.5)

    def test_a_finger_works_after_two_were_down(self):
        self.glass.do("down 0 200 200")
        self.glass.do("down 1 800 1200")
        self.glass.do("up 0")
        self.glass.do("up 1")
        self.assertEqual(self.glass.gesture()[0], ["press", "tap"])
        self.glass.calm()
        self.glass.do("tap 400 400")
        self.assertEqual(self.glass.gesture()[0], ["press", "tap"])

    def test_sliding_off_is_a_way_out(self):
        self.glass.do("down 0 300 300")
        self.glass.do("move 0 340 300")
        self.glass.do("wait 200")
        self.glass.do("up 0")
        self.assertEqual(self.glass.gesture()[0], ["press", "drag", "release"])


class RealTouchOnTheCard(RealTouch):
    renderer = "gl"


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    unittest.main(verbosity=2)
