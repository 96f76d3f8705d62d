#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""read_text.py JOB ENCODING: the lines that a job prints in the printer's own letters.

Knows nothing of ours: the commands are read by their lengths, the characters by Python's own
tables. A picture is said as <picture WxH>, a code as <code PAYLOAD>.
"""
import sys

job = open(sys.argv[1], "rb").read()
encoding = sys.argv[2]
lines, line, at = [], b"", 0
# Parameter bytes behind two bytes of command.
fixed = {b"\x1b@": 0, b"\x1bt": 1, b"\x1c&": 0, b"\x1ba": 1, b"\x1bE": 1, b"\x1d!": 1, b"\x1dB": 1,
         b"\x1dr": 1, b"\x1bJ": 1}
while at < len(job):
    two = job[at:at + 2]
    if two in fixed:
        at += 2 + fixed[two]
    elif two == b"\x1dV":
        at += 4 if job[at + 2] in (65, 66) else 3
    elif two == b"\x1dv":
        width = 8 * (job[at + 4] + 256 * job[at + 5])
        height = job[at + 6] + 256 * job[at + 7]
        lines.append(f"<picture {width}x{height}>")
        at += 8 + width // 8 * height
    elif two == b"\x1d(":
        size = job[at + 3] + 256 * job[at + 4]
        if job[at + 2:at + 3] == b"k" and job[at + 6] == 80:
            lines.append("<code " + job[at + 8:at + 5 + size].decode("ascii") + ">")
        at += 5 + size
    elif job[at] == 10:
        lines.append(line.decode(encoding))
        line = b""
        at += 1
    elif job[at] < 32:
        sys.exit(f"an unknown command at {at}: {job[at:at + 4].hex()}")
    else:
        line += job[at:at + 1]
        at += 1
print("\n".join(lines))
