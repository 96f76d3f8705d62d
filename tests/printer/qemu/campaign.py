# SPDX-License-Identifier: Apache-2.0
"""campaign.py --build BUILD --out OUT [--only LANE,…] [--cuts N] [--seed N]: the lanes one after
another, each in a guest of its own; a table and "N passed, N failed". Started by `run`."""
import argparse
import contextlib
import pathlib
import random
import shutil
import sys
import time

import faults
import job_cuts
import judges
import power_cuts
from guest import GadgetDesk, RedirDesk, Trouble

LANES = {"xHCI": RedirDesk, "EHCI": RedirDesk, "UHCI": RedirDesk, "gadget": GadgetDesk}
CUTS = {"cuts": power_cuts, "jobs": job_cuts}
SCENARIO_FAULTS = (Trouble, OSError, ValueError)


class Record:
    """What was tried, where, and how it went."""

    def __init__(self):
        self.rows = {}

    def add(self, lane, what, why, seconds):
        self.rows.setdefault(what, {}).setdefault(lane, []).append((why, seconds))
        print(f"{'ok  ' if why is None else 'FAIL'} {lane:8} {seconds:5.1f} s  {what}"
              + ("" if why is None else f"\n     {why}"), flush=True)

    def count(self, passed):
        return sum((why is None) == passed for row in self.rows.values()
                   for times in row.values() for why, _ in times)

    @staticmethod
    def cell(times):
        failed = sum(why is not None for why, _ in times)
        if failed:
            return f"{failed} of {len(times)} FAIL"
        mean = sum(seconds for _, seconds in times) / len(times)
        return f"{mean:.1f}" if len(times) == 1 else f"{len(times)} × {mean:.1f}"

    def table(self):
        lanes = [lane for lane in (*LANES, *CUTS)
                 if any(lane in row for row in self.rows.values())]
        print("\n| " + " | ".join(["seconds, or FAIL", *lanes]) + " |")
        print("|---" * (len(lanes) + 1) + "|")
        for what, row in self.rows.items():
            cells = [self.cell(row[lane]) if lane in row else "–" for lane in lanes]
            print("| " + " | ".join([what, *cells]) + " |")


def attempt(record, lane, what, action):
    begun = time.monotonic()
    why = None
    try:
        action()
    except SCENARIO_FAULTS as trouble:
        why = f"{type(trouble).__name__}: {trouble}"
    record.add(lane, what, why, time.monotonic() - begun)
    return why is None


def run_lane(record, lane, options):
    work = options.out / "work" / lane
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    page = (options.out / "pictures/page.png").read_bytes()
    place = []
    if not attempt(record, lane, "Debian's kernel boots, and the guest answers",
                   lambda: place.append(LANES[lane](options.out, options.build, work, lane))):
        return
    desk = place[0]
    print(f"     kernel {desk.guest.kernel}", flush=True)
    try:
        bench = faults.Bench(desk, page)
        for scenario in faults.scenarios(desk):
            def whole(one=scenario):
                bench.fresh()
                one(bench)
            if not attempt(record, lane, scenario.__doc__, whole):
                with contextlib.suppress(*SCENARIO_FAULTS):
                    bench.after_a_failure()
            if desk.guest.qemu.poll() is not None:
                record.add(lane, "QEMU runs to the end", f"it exited: see {work}/qemu.log", 0)
                return
    finally:
        desk.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--only", default=",".join([*LANES, *CUTS]))
    parser.add_argument("--cuts", type=int, default=30)
    parser.add_argument("--seed", type=int, default=random.randrange(2**31))
    options = parser.parse_args()
    record = Record()
    begun = time.monotonic()
    for lane in options.only.split(","):
        if lane in CUTS:
            attempt(record, lane, judges.check.__doc__, judges.check)
            CUTS[lane].run(record, options, attempt)
        elif lane in LANES:
            run_lane(record, lane, options)
        else:
            parser.error(f"no lane {lane}")
    record.table()
    print(f"\n{time.monotonic() - begun:.0f} s, seed {options.seed}")
    print(f"{record.count(True)} passed, {record.count(False)} failed")
    return 1 if record.count(False) or not record.count(True) else 0


if __name__ == "__main__":
    sys.exit(main())
