# SPDX-License-Identifier: Apache-2.0
"""What may befall a printer at a real kernel, and what the unmodified try_printer makes of it."""
import contextlib

from guest import COMMAND_LIMIT_S, PRINTER_LIMIT_S, Trouble, rows_of, until

PAGE = "/hall/pictures/page.png"
# So that a page of 78 kB takes 2.6 s: time to do something to it, and well below the job's limit.
SLOW = "speed 30000"
IN_MID_SLIP = 20_000
# "In time" is COMMAND_LIMIT_S, twenty times Printer::longest_print(): what hangs meets it, a starved
# machine does not. The table has the seconds.


class Bench:
    """A desk, the page that is printed on it, and what one wants to say about them."""

    def __init__(self, desk, page):
        self.desk, self.page, self.guest = desk, page, desk.guest
        self.guest.run(
            f"node() {{ for d in /sys/bus/usb/devices/*; do [ \"$(cat $d/idVendor 2>/dev/null)\" = "
            f"{desk.vendor} ] && [ -e $d/devnum ] && [ \"$(cat $d/bDeviceClass)\" = 00 ] && printf "
            "'/dev/bus/usb/%03d/%03d\\n' $(cat $d/busnum) $(cat $d/devnum); done; return 0; }")

    def kiosk(self, words, user="kiosk"):
        return self.guest.run(f"as {user} try_printer {words}")

    def print(self, options=""):
        return self.kiosk(f"{options} print {PAGE}")

    def begin(self, options=""):
        """Prints in the background; end() waits for it."""
        before = self.desk.taken()
        self.guest.run(f"as kiosk try_printer {options} print {PAGE} >/run/first 2>&1 & first=$!")
        until(lambda: self.desk.taken() - before > IN_MID_SLIP, "byte taken", PRINTER_LIMIT_S)

    def end(self):
        return self.guest.run("wait $first; code=$?; cat /run/first; (exit $code)")

    def after_a_failure(self):
        """So that the next scenario does not find what this one left."""
        self.fresh()
        self.guest.run("kill $first $shop 2>/dev/null; true")
        self.print()

    def fresh(self):
        """A good printer, plugged in, seen by udev, with usblp on it."""
        self.desk.plug()
        self.guest.run("n=0; until [ -e /dev/usb/lp0 ] && [ -n \"$(node)\" ] || [ $n -gt 300 ]; do "
                       "sleep 0.1; n=$((n+1)); done; udevadm settle; ls /dev/usb/lp0").expect(0)

    def gone(self):
        self.guest.run("n=0; while [ -n \"$(node)\" ] && [ $n -lt 300 ]; do sleep 0.1; "
                       "n=$((n+1)); done; udevadm settle; [ -z \"$(node)\" ]").expect(0)

    @contextlib.contextmanager
    def no_paper(self):
        before = self.desk.slips()
        yield
        if self.desk.slips() != before:
            raise Trouble("paper came out")

    @contextlib.contextmanager
    def one_page(self):
        before = self.desk.slips()
        yield
        until(lambda: self.desk.slips() > before, "slip", PRINTER_LIMIT_S)
        if self.desk.slips() != before + 1:
            raise Trouble(f"{self.desk.slips() - before} slips came out")
        if self.desk.slip(before + 1) != self.page:
            raise Trouble("the slip has not the dots that were sent")

    def next_page_is_whole(self):
        """After a slip that was cut off: its rest may hang before the next, which is whole."""
        before = self.desk.slips()
        self.print().expect(0, "printed: ")
        until(lambda: self.desk.slips() > before, "slip", PRINTER_LIMIT_S)
        page = rows_of(self.page)
        if rows_of(self.desk.slip(self.desk.slips()))[-len(page):] != page:
            raise Trouble("the next slip is not whole")


def rule_and_usblp(bench):
    """udev gives it to the group kiosk, and usblp is bound to it"""
    bench.guest.run("stat -c '%a %U %G' $(node)").expect(0, "660 root kiosk")
    bench.guest.run("stat -c '%a %G' /dev/usb/lp0").expect(0, "660 lp")


def found(bench):
    """an ordinary user finds it and learns how it is"""
    bench.kiosk("list").expect(0, f"usb {bench.desk.vendor}:", "serial ")
    bench.kiosk("status").expect(0, "online: yes, paper: ok, cover: closed")


def whole_slip(bench):
    """a slip comes out dot for dot, proven; usblp gets its printer back"""
    with bench.one_page():
        bench.print().expect(0, "printed: in_order_reply")
    bench.guest.run("udevadm settle; ls /dev/usb/lp0").expect(0)


def named_job(bench):
    """a model that names its jobs proves the slip by name"""
    with bench.one_page():
        bench.print("--profile /hall/printers/epson-tm-t20.toml").expect(0, "printed: process_id")


def refused_before(bench):
    """paper out, cover open, cutter jammed: refused before the first byte"""
    for knob, word in (("paper out", "paper_out"), ("cover open", "cover_open"),
                       ("cutter jam", "cutter")):
        bench.desk.turn(knob)
        with bench.no_paper():
            bench.print().expect(1, "not printed", word)


def roll_ends(bench):
    """the roll ends in mid-slip: uncertain and named; the next slip is whole"""
    bench.desk.turn("paper_rows 100")
    with bench.no_paper():
        bench.print().expect(3, "uncertain", "paper_out")
    bench.desk.turn("")
    bench.next_page_is_whole()


def cover_opened(bench):
    """the cover is opened in mid-slip: uncertain and named"""
    bench.desk.turn(SLOW)
    bench.begin()
    bench.desk.turn("cover open")
    # With its buffer full it does not even hear the question; the port status says less.
    bench.end().says(3, r"uncertain", r"^(cover_open|offline): ")
    bench.desk.turn("")
    bench.next_page_is_whole()


def stalled_before(bench):
    """a stall before the slip is named and cleared; the next slip comes out"""
    bench.desk.turn("stall on")
    with bench.no_paper():
        bench.print().expect(1, "not printed", "line_broken")
    with bench.one_page():
        bench.print().expect(0, "printed: in_order_reply")


def stalled_in_mid_slip(bench):
    """a stall in mid-slip: uncertain; the next slip is whole"""
    bench.desk.turn(SLOW)
    bench.begin()
    bench.desk.turn("stall on")
    bench.end().expect(3, "uncertain", "line_broken")
    bench.desk.turn("")
    bench.next_page_is_whole()


def takes_nothing(bench):
    """a dumb printer that takes no more (NAK) is given up in time"""
    bench.desk.turn("mute on\ncover open")
    bench.print().expect(3, "uncertain")
    bench.desk.turn("")
    bench.next_page_is_whole()


def stops_taking(bench):
    """from mid-slip on it takes not a byte more (NAK): uncertain, in time"""
    bench.desk.turn(SLOW)
    bench.begin()
    bench.desk.turn("nak on")
    bench.end().says(3, r"uncertain", r"^(stuck|offline): ")
    bench.desk.turn("")
    bench.next_page_is_whole()


def slow(bench):
    """a slow printer is waited for"""
    bench.desk.turn(SLOW)
    with bench.one_page():
        bench.print().expect(0, "printed: in_order_reply")


def too_slow(bench):
    """one that is far too slow is uncertain, in time"""
    bench.desk.turn("speed 2000")
    bench.print().expect(3, "uncertain")
    bench.desk.turn("")
    bench.next_page_is_whole()


def pulled(bench):
    """pulled out in mid-slip: uncertain; plugged in again: same rule, whole slip"""
    bench.desk.turn(SLOW)
    bench.begin()
    bench.desk.unplug()
    bench.end().says(3, r"uncertain", r"^(unplugged|line_broken): ")
    bench.gone()
    bench.kiosk("status").expect(1, "unplugged: no USB printer is plugged in")
    bench.fresh()
    rule_and_usblp(bench)
    bench.next_page_is_whole()


def own_power_fails(bench):
    """the printer's own power fails in mid-slip: uncertain; the next slip is whole"""
    bench.desk.turn(SLOW)
    bench.begin()
    bench.desk.turn("power off")
    bench.end().says(3, r"uncertain", r"^(unplugged|line_broken): ")
    bench.gone()
    bench.fresh()
    bench.next_page_is_whole()


def killed(bench):
    """a program killed with -9 in mid-slip leaves a printer for the next one"""
    bench.desk.turn(SLOW)
    bench.begin()
    bench.guest.run("kill -9 $first; wait $first 2>/dev/null; true")
    bench.desk.turn("")
    bench.next_page_is_whole()


def taken_by_another(bench):
    """a second program is told that it is taken; the first one's slip is whole"""
    bench.desk.turn(SLOW)
    with bench.one_page():
        bench.begin()
        bench.kiosk("status").expect(1, "busy: claiming usb", "another program holds it")
        bench.end().expect(0, "printed: in_order_reply")


def no_group(bench):
    """who is not in the group is told which rule and which group"""
    bench.kiosk("status", "visitor").expect(1, "no_permission: opening",
                                            "assets/udev/70-kiosk-printer.rules", "group kiosk")
    bench.kiosk("list", "visitor").expect(0, "LIBUSB_ERROR_ACCESS")


def no_rule(bench):
    """without the rule even the kiosk's user is refused, and told; with it all is well"""
    rule = "/lib/udev/rules.d/70-kiosk-printer.rules"
    bench.guest.run(f"mv {rule} /run/kept && udevadm control --reload").expect(0)
    bench.desk.unplug()
    bench.gone()
    bench.fresh()
    bench.guest.run("stat -c '%G' $(node)").expect(0, "lp")
    refused = bench.kiosk("status")
    bench.guest.run(f"mv /run/kept {rule} && udevadm control --reload").expect(0)
    bench.desk.unplug()
    bench.gone()
    bench.fresh()
    refused.expect(1, "no_permission: opening", "assets/udev/70-kiosk-printer.rules")
    bench.kiosk("status").expect(0, "online: yes")


def through_usblp(bench):
    """through the kernel's own driver (driver file, /dev/usb/lp0) as well"""
    options = "--driver file --set path=/dev/usb/lp0"
    with bench.one_page():
        bench.guest.run(f"as porter try_printer {options} print {PAGE}").expect(0, "printed: ")
    bench.desk.turn("paper out")
    with bench.no_paper():
        bench.guest.run(f"as porter try_printer {options} print {PAGE}").expect(1, "paper_out")


def kiosk_finds_it_again(bench):
    """a kiosk that keeps running finds the printer that was plugged in again"""
    guest = bench.guest
    guest.run("rm -rf /tmp/kiosk; mkdir /tmp/kiosk; cp -r /hall/content /tmp/kiosk; "
              "chown -R kiosk:kiosk /tmp/kiosk").expect(0)
    bench.desk.turn(SLOW)
    before = bench.desk.taken()
    guest.run("as kiosk guest_kiosk --data /tmp/kiosk --fonts /usr/share/fonts/opentype/noto "
              "--profile /hall/printers/generic-80.toml --now 1795395600000 issue 6 "
              ">/run/kiosk 2>&1 & shop=$!")
    until(lambda: bench.desk.taken() - before > IN_MID_SLIP, "byte taken", COMMAND_LIMIT_S)
    bench.desk.unplug()
    until(lambda: "uncertain" in guest.run("cat /run/kiosk").text, "uncertain slip",
          PRINTER_LIMIT_S, 0.5)
    bench.gone()
    bench.desk.plug()  # usblp may not have it for long: the kiosk looks for its printer.
    guest.run("wait $shop", COMMAND_LIMIT_S)
    outcomes = [line.split()[2] for line in guest.run("cat /run/kiosk").text.splitlines()
                if line.startswith("ticket ")]
    if len(outcomes) != 6 or outcomes[-1] != "printed" or outcomes.count("uncertain") != 1:
        raise Trouble(f"the slips went {outcomes}")


def silent_kernel(bench):
    """the kernel has nothing to complain of"""
    bad = bench.guest.run("dmesg | grep -E 'BUG|WARNING|Oops|Call Trace|hung task|segfault'").text
    if bad:
        raise Trouble(bad)


# Linux's gadget neither stalls a bulk endpoint nor has a mains plug of its own.
NOT_ON_A_GADGET = (stalled_before, stalled_in_mid_slip, own_power_fails)
ALL = (rule_and_usblp, found, whole_slip, named_job, refused_before, roll_ends, cover_opened,
       stalled_before, stalled_in_mid_slip, takes_nothing, stops_taking, slow, too_slow, pulled,
       own_power_fails, killed, taken_by_another, no_group, no_rule, through_usblp,
       kiosk_finds_it_again, silent_kernel)


def scenarios(desk):
    return [one for one in ALL if not desk.is_gadget or one not in NOT_ON_A_GADGET]
