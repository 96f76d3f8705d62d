# SPDX-License-Identifier: Apache-2.0
"""The mains plug pulled at random moments: QEMU is killed, the disk image and the printer with its
paper stay. In the end journal and paper must agree."""
import pathlib
import random
import shutil
import subprocess

from guest import CONTROLLERS, Guest, RedirPrinter, Trouble, rows_of, until

CONTROLLER = "xHCI"
SPEED = "speed 30000"  # A slip takes about two seconds.
SLIP_BYTES = 90_000    # A little more than one, with what is asked before it.
PROFILES = ("generic-80", "epson-tm-t20")  # Proof by GS r; by the job's own name.
MORNING_MS = 1_795_395_600_000  # 2026-11-23, 09:00 in the sample hall.
FIRST_BYTE_LIMIT_S = 120
HEADER_ROWS = 40
VOID_ROWS = 60  # Less than the mark takes, and more than slips of one item differ by.
TICKETS_A_BOOT = 100  # More than any boot lives to print.


class Hall:
    """The disk and the printer: what stays when the lights go out."""

    def __init__(self, options, lane):
        self.out, self.lane = options.out, lane
        self.cuts, self.seed = options.cuts, options.seed
        self.work = options.out / "work" / lane
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)
        self.disk = self.work / "journal.img"
        with open(self.disk, "wb") as image:
            image.truncate(64 << 20)
        subprocess.run(["mkfs.ext4", "-q", "-F", str(self.disk)], check=True,
                       env={"PATH": "/usr/sbin:/sbin:/usr/bin:/bin"})
        self.printer = RedirPrinter(options.build / "tests/printer/qemu/redir_printer", self.work,
                                    CONTROLLERS[CONTROLLER][1])
        self.printer.turn(SPEED)
        self.boots = 0

    def boot(self):
        self.boots += 1
        guest = Guest(self.out, self.work, CONTROLLER, self.printer.socket, self.disk)
        try:
            guest.run("mount -t ext4 /dev/vda /data && { [ -e /data/content ] || "
                      "cp -r /hall/content /data; } && chown -R kiosk:kiosk /data && sync"
                      ).expect(0)
            guest.run("n=0; until [ -e /dev/usb/lp0 ] || [ $n -gt 600 ]; do sleep 0.1; n=$((n+1)); "
                      "done; udevadm settle; ls /dev/usb/lp0").expect(0)
        except Trouble:
            guest.cut()
            raise
        return guest

    def cut_often(self, record, attempt, one_cut):
        """False when one of them went wrong."""
        dice = random.Random(self.seed)

        def whole():
            guest = self.boot()
            try:
                one_cut(guest, dice)
            finally:
                guest.cut()

        return all(attempt(record, self.lane, "the mains plug is pulled at a random byte", whole)
                   for _ in range(self.cuts))

    def kiosk(self, words, profile=PROFILES[0]):
        now = MORNING_MS + self.boots * 60_000
        return ("as kiosk guest_kiosk --data /data --fonts /usr/share/fonts/opentype/noto "
                f"--profile /hall/printers/{profile}.toml --now {now} {words}")


def cut_at_random(hall, guest, dice, command):
    """Lets it print, and returns when a random number of bytes has come out."""
    before = hall.printer.taken
    wanted = dice.randrange(1, 2 * SLIP_BYTES)
    guest.run(command + " >/run/printing 2>&1 &")
    try:
        until(lambda: hall.printer.taken - before >= wanted, "byte", FIRST_BYTE_LIMIT_S, 0.001)
    except Trouble as why:
        raise Trouble(f"{why}: {guest.run('cat /run/printing').text}") from why


class Ticket:
    def __init__(self, label, code):
        self.label, self.code = label, code
        self.said = []    # What the journal says of its slip, in order.
        self.sent = []    # The attempts begun.
        self.torn = 0     # How often it was known to be torn, and so printed again.
        self.papers = []  # Files of whole slips; those marked VOID are none.

    @property
    def outcome(self):
        return self.said[-1] if self.said else "nothing"


def read_journal(text):
    tickets = {}
    lines = text.splitlines()
    if not lines or lines[-1] != "end":
        raise Trouble(f"the journal cannot be read: {text[-300:]}")
    for line in lines[:-1]:
        word, *rest = line.split()
        if word == "issued":
            tickets[rest[0]] = Ticket(rest[1], rest[2])
        elif word == "paper":
            ticket, attempt, state, evidence = tickets[rest[0]], *rest[1:]
            ticket.said.append(state)
            if state == "sending":
                ticket.sent.append(attempt)
            ticket.torn += evidence == "torn"
    return tickets


def code_on(path):
    """What a phone reads on this paper; empty on a torn one."""
    read = subprocess.run(["zbarimg", "-q", "--raw", str(path)], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, check=False, text=True)
    return read.stdout.strip()


def sort_papers(tickets, papers):
    """Gives every whole slip to its ticket; returns the others, torn or marked VOID below. The
    last paper is a good one, and all good ones are as long: the same item in one language."""
    by_code = {ticket.code: ticket for ticket in tickets.values()}
    torn = []
    good = rows_of(papers[-1].read_bytes())
    header = good[:HEADER_ROWS]
    for path in papers:
        code = code_on(path)
        if not code:
            torn.append(path)
            continue
        if code not in by_code:
            raise Trouble(f"{path.name}: {code} is on paper and not in the journal")
        rows = rows_of(path.read_bytes())
        if len(rows) > len(good) + VOID_ROWS:
            torn.append(path)
            rows = rows[:len(good)]
        else:
            by_code[code].papers.append(path.name)
        begins = [i for i in range(len(rows)) if rows[i:i + HEADER_ROWS] == header]
        if begins != [0]:
            raise Trouble(f"{path.name}: something hangs before the slip (begins at {begins})")
    return torn


def judge(tickets, torn):
    faults = []
    for ticket in tickets.values():
        papers = len(ticket.papers)
        right = {"printed": papers == 1, "uncertain": papers <= 1, "unprinted": papers == 0}
        if not right.get(ticket.outcome, False):
            faults.append(f"{ticket.label}: journal {ticket.said}, papers {ticket.papers}")
        if len(set(ticket.sent)) != len(ticket.sent) or len(ticket.sent) > ticket.torn + 1:
            faults.append(f"{ticket.label} was sent twice: {ticket.said}")
    labels = [ticket.label for ticket in tickets.values()]
    if len(set(labels)) != len(labels):
        faults.append("a number was given out twice")
    uncertain = sum(ticket.outcome == "uncertain" for ticket in tickets.values())
    known = sum(ticket.torn for ticket in tickets.values())
    if len(torn) > uncertain + known:
        faults.append(f"{len(torn)} torn papers, {uncertain} uncertain slips, {known} known torn")
    if faults:
        raise Trouble("; ".join(faults))


def settle(hall):
    """The last start: everything is settled, one more ticket comes out, the journal is read."""
    guest = hall.boot()
    try:
        guest.run(hall.kiosk("issue 1")).expect(0, "ticket ", " printed")
        told = guest.run(hall.kiosk("tell")).expect(0)
        guest.power_off()
    finally:
        guest.cut()
    return told.text


def report(tickets, torn, cuts):
    count = {word: sum(ticket.outcome == word for ticket in tickets.values())
             for word in ("printed", "uncertain", "unprinted")}
    on_paper = sum(ticket.outcome == "uncertain" and len(ticket.papers) == 1
                   for ticket in tickets.values())
    print(f"     {cuts} cuts, {len(tickets)} tickets: {count['printed']} printed with one paper "
          f"each ({sum(ticket.torn for ticket in tickets.values())} of them after a torn one), "
          f"{count['uncertain']} uncertain ({on_paper} of them on paper), {count['unprinted']} "
          f"unprinted; {len(torn)} torn or VOID papers; "
          '0 duplicates, 0 false "printed"', flush=True)


def run(record, options, attempt):
    hall = Hall(options, "cuts")

    def one_cut(guest, dice):
        profile = PROFILES[dice.randrange(len(PROFILES))]
        cut_at_random(hall, guest, dice, hall.kiosk(f"issue {TICKETS_A_BOOT}", profile))

    try:
        if not hall.cut_often(record, attempt, one_cut):
            return
        tickets = {}
        torn = []

        def read():
            tickets.update(read_journal(settle(hall)))

        def agree():
            papers = sorted(pathlib.Path(hall.printer.paper).glob("slip-*.png"))
            torn.extend(sort_papers(tickets, papers))
            judge(tickets, torn)
            report(tickets, torn, options.cuts)

        if attempt(record, "cuts",
                   "the journal opens, its chain is whole, the next ticket comes out", read):
            attempt(record, "cuts", "papers per ticket = 1, or the journal says uncertain", agree)
    finally:
        hall.printer.close()
