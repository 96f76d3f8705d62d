# SPDX-License-Identifier: Apache-2.0
"""The mains plug pulled while the unmodified try_printer prints jobs out of its own journal: what
is torn is marked VOID and printed again, what nobody can know is uncertain."""
import collections

import numbered
from guest import Trouble, rows_of
from power_cuts import Hall, cut_at_random

PROFILE = "epson-tm-t20"  # Counts the strokes of its cutter, and so knows what is torn.
JOBS_A_BOOT = 10  # More than any boot lives to print.
# What a good slip may have below its last row: the squares that count its attempts.
SQUARES_ROWS = 40


def command(hall, jobs=JOBS_A_BOOT):
    """Settles what was left, then prints one job after another."""
    first = hall.boots * JOBS_A_BOOT
    tool = f"as kiosk try_printer --profile /hall/printers/{PROFILE}.toml --journal /data/jobs"
    return (f"{{ {tool} recover --wait 60; for n in $(seq {first} {first + jobs - 1}); do "
            f"{tool} print /hall/pictures/$n.png --id J$n; done; }}")


class Job:
    def __init__(self, state, attempt):
        self.state, self.attempt = state, attempt
        self.good = self.void = self.torn = 0


def read_journal(text):
    jobs = {}
    for line in text.splitlines():
        if line.startswith("J"):
            name, state, _, attempt, *_ = line.split()
            jobs[int(name[1:])] = Job(state, int(attempt))
    if not jobs:
        raise Trouble(f"no jobs in {text!r}")
    return jobs


def sort_paper(jobs, name, rows):
    """What one piece is worth: a good slip, a void one, or a torn one."""
    read = [numbered.read(dots) for dots in rows]
    known = [i for i, seen in enumerate(read) if seen]
    if not known:
        raise Trouble(f"{name}: nobody's paper, {len(rows)} rows")
    first, last = known[0], known[-1]
    number = read[first][0]
    part = read[first:last + 1]
    if part != [(number, y) for y in range(len(part))] or number not in jobs:
        raise Trouble(f"{name}: rows of several slips, or of none: {read[first]}, {read[last]}")
    job = jobs[number]
    below = len(rows) - last - 1
    if below > SQUARES_ROWS:
        job.void += 1
    elif len(part) == numbered.HEIGHT and first == 0:
        job.good += 1
    else:
        job.torn += 1


def judge(jobs):
    faults = []
    for number, job in jobs.items():
        allowed = {"printed": job.good == 1, "uncertain": job.good <= 1,
                   "torn": job.good == 0, "unprinted": job.good == 0}
        # Torn paper without its mark only where the journal does not claim to know.
        unmarked = job.torn > 0 and job.state != "uncertain"
        if not allowed.get(job.state, False) or unmarked:
            faults.append(f"J{number}: journal says {job.state}, attempt {job.attempt}; "
                          f"{job.good} good, {job.void} void, {job.torn} torn papers")
    if faults:
        raise Trouble("; ".join(faults))


def settle(hall):
    guest = hall.boot()
    try:
        guest.run(command(hall, 1)).expect(0, "printed: ")
        told = guest.run("as kiosk try_printer --journal /data/jobs journal").expect(0)
        guest.power_off()
    finally:
        guest.cut()
    return told.text


def report(jobs, cuts):
    states = collections.Counter(job.state for job in jobs.values())
    again = sum(job.attempt > 1 for job in jobs.values())
    void = sum(job.void for job in jobs.values())
    print(f"     {cuts} cuts, {len(jobs)} jobs: "
          + ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
          + f"; {again} printed again, {void} papers marked VOID; "
          '0 duplicates, 0 false "printed"', flush=True)


def run(record, options, attempt):
    hall = Hall(options, "jobs")
    jobs = {}

    def read():
        jobs.update(read_journal(settle(hall)))

    def agree():
        for path in sorted(hall.printer.paper.glob("slip-*.png")):
            sort_paper(jobs, path.name, rows_of(path.read_bytes()))
        judge(jobs)
        report(jobs, options.cuts)

    try:
        if not hall.cut_often(record, attempt,
                              lambda guest, dice: cut_at_random(hall, guest, dice, command(hall))):
            return
        if attempt(record, "jobs", "the journal opens, and the next slip comes out", read):
            attempt(record, "jobs", "papers per job = 1, or the journal says torn or uncertain",
                    agree)
    finally:
        hall.printer.close()
