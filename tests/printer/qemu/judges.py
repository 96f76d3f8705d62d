# SPDX-License-Identifier: Apache-2.0
"""Before the judges are believed: each wrong that they are there to find, shown to them."""
import job_cuts
import numbered
import power_cuts
from guest import Trouble


def ticket(said, papers):
    made = power_cuts.Ticket("A001", "code")
    made.said, made.papers = said, papers
    made.sent = ["1" for word in said if word == "sending"]
    return {1: made}


def job(state, good=0, void=0, torn=0):
    made = job_cuts.Job(state, 1)
    made.good, made.void, made.torn = good, void, torn
    return {1: made}


def rows(number, last=numbered.HEIGHT):
    return [numbered.row(number, y) for y in range(last)]


WRONGS = {
    "said to be printed, and no paper": lambda: power_cuts.judge(ticket(["printed"], []), []),
    "two papers": lambda: power_cuts.judge(ticket(["printed"], ["a", "b"]), []),
    "uncertain, and two papers": lambda: power_cuts.judge(ticket(["uncertain"], ["a", "b"]), []),
    "said to be unprinted, and a paper": lambda: power_cuts.judge(ticket(["unprinted"], ["a"]), []),
    "sent twice": lambda: power_cuts.judge(
        ticket(["sending", "sending", "printed"], ["a"]), []),
    "still being sent": lambda: power_cuts.judge(ticket(["sending"], []), []),
    "torn paper that nobody owns up to": lambda: power_cuts.judge(
        ticket(["printed"], ["a"]), ["t"]),
    "a job said to be printed": lambda: job_cuts.judge(job("printed")),
    "a job on two papers": lambda: job_cuts.judge(job("printed", good=2)),
    "a torn job on good paper": lambda: job_cuts.judge(job("torn", good=1)),
    "torn paper without its mark": lambda: job_cuts.judge(job("printed", good=1, torn=1)),
    "a job that never ends": lambda: job_cuts.judge(job("queued")),
    "a torn slip before another": lambda: job_cuts.sort_paper(
        job("printed") | {2: job_cuts.Job("printed", 1)}, "x", rows(1, 50) + rows(2)),
    "paper of no job": lambda: job_cuts.sort_paper(job("printed"), "x", rows(3)),
}


def check():
    """the judges of the power cuts find every wrong that is shown to them"""
    for what, show in WRONGS.items():
        try:
            show()
        except Trouble:
            continue
        raise ValueError(f"not found: {what}")
