# SPDX-License-Identifier: Apache-2.0
"""A QEMU guest that does what it is told, and the pretend printers at its USB."""
import base64
import re
import select
import signal
import socket
import subprocess
import threading
import time

BOOT_LIMIT_S = 600  # Software emulation on a busy machine; 10 s on a quiet one.
COMMAND_LIMIT_S = 240
PRINTER_LIMIT_S = 180

CONTROLLERS = {
    "xHCI": (["-device", "qemu-xhci"], "full"),
    "EHCI": (["-device", "usb-ehci"], "high"),  # EHCI alone takes no full-speed device.
    "UHCI": (["-device", "piix3-usb-uhci"], "full"),
}


class Trouble(Exception):
    """What was expected did not come."""


def until(seen, what, limit_s, pause_s=0.02):
    """Waits for a condition, never for a duration."""
    end = time.monotonic() + limit_s
    while True:
        value = seen()
        if value:
            return value
        if time.monotonic() > end:
            raise Trouble(f"no {what} within {limit_s} s")
        time.sleep(pause_s)


class Said:
    """How a command in the guest went."""

    def __init__(self, command, code, text, seconds):
        self.command, self.code, self.text, self.seconds = command, code, text, seconds

    def expect(self, code, *words):
        if self.code != code or not all(word in self.text for word in words):
            raise Trouble(f"{self.command!r} exits {self.code} and says {self.text!r}; "
                          f"expected {code} and {', '.join(words)}")
        return self

    def says(self, code, *patterns):
        if self.code != code or not all(re.search(one, self.text, re.M) for one in patterns):
            raise Trouble(f"{self.command!r} exits {self.code} and says {self.text!r}; "
                          f"expected {code} and {', '.join(patterns)}")
        return self


class Guest:
    """One boot of Debian's kernel. `usb` is the socket of a printer, `disk` an image."""

    def __init__(self, out, work, controller=None, usb=None, disk=None):
        work.mkdir(parents=True, exist_ok=True)
        control = work / "control.sock"
        control.unlink(missing_ok=True)
        door = socket.socket(socket.AF_UNIX)
        door.bind(str(control))
        door.listen(1)
        self.console = work / "console.log"
        # Whatever ends this program ends the guest.
        words = ["setpriv", "--pdeathsig", "KILL", "qemu-system-x86_64", "-accel", "tcg",
                 "-M", "q35", "-m", "512", "-nodefaults", "-display", "none", "-no-reboot",
                 "-nic", "none", "-monitor", "none",
                 "-kernel", out / "vmlinuz", "-initrd", out / "initrd", "-append",
                 "console=ttyS0 quiet panic=-1 mitigations=off no_timer_check rdinit=/init",
                 "-serial", f"file:{self.console}",
                 "-chardev", f"socket,id=control,path={control}", "-serial", "chardev:control"]
        if controller:
            words += CONTROLLERS[controller][0]
            words += ["-chardev", f"socket,id=usb,path={usb}", "-device", "usb-redir,chardev=usb"]
        if disk:
            words += ["-drive", f"file={disk},format=raw,if=virtio,cache=writeback"]
        with open(work / "qemu.log", "ab") as log:
            self.qemu = subprocess.Popen([str(word) for word in words], stdin=subprocess.DEVNULL,
                                         stdout=log, stderr=log)
        try:
            door.settimeout(BOOT_LIMIT_S)
            self.line, _ = door.accept()
            self.heard = b""
            self.kernel = self._line(time.monotonic() + BOOT_LIMIT_S).removeprefix("hello ")
        except (Trouble, OSError) as why:
            self.cut()
            raise Trouble(f"the guest does not boot: {why}; see {self.console}") from why
        finally:
            door.close()

    def _line(self, end):
        while b"\n" not in self.heard:
            left = end - time.monotonic()
            ready, _, _ = select.select([self.line], [], [], max(left, 0))
            piece = self.line.recv(65536) if ready else b""
            if not piece:
                raise Trouble("the guest says nothing more")
            self.heard += piece
        line, self.heard = self.heard.split(b"\n", 1)
        return line.decode(errors="replace").rstrip("\r")

    def run(self, command, limit_s=COMMAND_LIMIT_S):
        """Runs one line of shell; variables and background jobs outlive it."""
        assert "\n" not in command
        begun = time.monotonic()
        self.line.sendall(command.encode() + b"\n")
        text = []
        while True:
            try:
                line = self._line(begun + limit_s)
            except Trouble as why:
                raise Trouble(f"{command!r}: {why}") from why
            if line.startswith("done "):
                return Said(command, int(line[5:]), "\n".join(text), time.monotonic() - begun)
            text.append(line.removeprefix("| "))

    def cut(self):
        """Pulls the mains plug."""
        self.qemu.send_signal(signal.SIGKILL)
        self.qemu.wait()
        if hasattr(self, "line"):
            self.line.close()

    def power_off(self):
        self.run("cd /; umount /data 2>/dev/null; sync")
        self.cut()


class RedirPrinter:
    """tests/printer/qemu/redir_printer: keeps its paper and its power whatever the guest does."""

    def __init__(self, program, work, speed):
        self.paper = work / "paper"
        self.paper.mkdir(parents=True, exist_ok=True)
        self.socket = work / "usb.sock"
        self.taken = self.slips = 0
        self.plugged = self.ready = False
        self.process = subprocess.Popen(
            [program, "--dir", self.paper, "--socket", self.socket, "--speed", speed],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=open(work / "printer.log", "ab"),
            text=True)
        threading.Thread(target=self._listen, daemon=True).start()
        until(lambda: self.ready, "printer", 10)

    def _listen(self):
        for line in self.process.stdout:
            word, _, value = line.strip().partition(" ")
            if word == "taken":
                self.taken = int(value)
            elif word == "slip":
                self.slips = int(value)
            elif word in ("plugged", "unplugged"):
                self.plugged = word == "plugged"
            elif word == "ready":
                self.ready = True

    def turn(self, knobs):
        """Writes the control file and waits until it is in force."""
        (self.paper / "control.new").write_text(knobs + "\n")
        (self.paper / "control.new").rename(self.paper / "control")
        applied = self.paper / "applied"
        until(lambda: applied.exists() and applied.read_text() == knobs + "\n", "knob turned", 10)

    def slip(self, number):
        return (self.paper / f"slip-{number:06d}.png").read_bytes()

    def close(self):
        self.process.stdin.close()
        self.process.wait(10)


class RedirDesk:
    """A guest with the pretend printer at a controller of its own."""

    is_gadget = False

    def __init__(self, out, build, work, controller):
        self.printer = RedirPrinter(build / "tests/printer/qemu/redir_printer", work,
                                    CONTROLLERS[controller][1])
        self.guest = Guest(out, work, controller, self.printer.socket)
        self.vendor = "0416"

    def turn(self, knobs):
        self.printer.turn(knobs)

    def unplug(self):
        self.printer.turn("cable unplugged")

    def plug(self):
        self.printer.turn("")

    def taken(self):
        return self.printer.taken

    def slips(self):
        return self.printer.slips

    def slip(self, number):
        return self.printer.slip(number)

    def close(self):
        self.guest.cut()
        self.printer.close()


class GadgetDesk:
    """A guest whose printer is Linux's own gadget, looped back by dummy_hcd; behind it the pretend
    printer, also in the guest."""

    is_gadget = True

    SET_UP = (
        "modprobe dummy_hcd && modprobe usb_f_printer && mount -t configfs c /sys/kernel/config",
        "G=/sys/kernel/config/usb_gadget/g; mkdir -p $G/strings/0x409 $G/configs/c.1"
        " $G/functions/printer.0",
        "echo 0x1d6b >$G/idVendor; echo 0x0104 >$G/idProduct; echo GADGET1 >"
        "$G/strings/0x409/serialnumber; echo Gadget >$G/strings/0x409/product",
        "echo 'MFG:Linux;MDL:Gadget;CLS:PRINTER;SN:1;' >$G/functions/printer.0/pnp_string;"
        " ln -s $G/functions/printer.0 $G/configs/c.1/",
        "echo dummy_udc.0 >$G/UDC",
        "mkdir -p /run/paper",
        "gadget_printer --node /dev/g_printer0 --dir /run/paper >/run/gadget.log 2>&1 & far=$!",
    )

    def __init__(self, out, build, work, controller):
        del build, controller
        self.guest = Guest(out, work)
        self.vendor = "1d6b"
        for command in self.SET_UP:
            self.guest.run(command).expect(0)

    def turn(self, knobs):
        text = "\\n".join(knobs.split("\n"))
        self.guest.run(f"printf '{text}\\n' >/run/paper/new; mv /run/paper/new /run/paper/control; "
                       "n=0; "
                       "until cmp -s /run/paper/control /run/paper/applied || [ $n -gt 300 ]; do "
                       "sleep 0.1; n=$((n+1)); done; cat /run/paper/applied").expect(0)

    def unplug(self):
        self.guest.run("echo >$G/UDC").expect(0)

    def plug(self):
        self.turn("")
        self.guest.run("[ -n \"$(cat $G/UDC)\" ] || echo dummy_udc.0 >$G/UDC").expect(0)

    def taken(self):
        text = self.guest.run("tail -n 1 /run/gadget.log").text
        return int(text.split()[1]) if text.startswith("taken ") else 0

    def slips(self):
        return int(self.guest.run("ls /run/paper | grep -c '^slip-.*png'").text)

    def slip(self, number):
        text = self.guest.run(f"base64 /run/paper/slip-{number:06d}.png").expect(0).text
        return base64.b64decode(text)

    def close(self):
        self.guest.cut()


def rows_of(png):
    """The rows of dots of a PNG, by ImageMagick."""
    pbm = subprocess.run(["convert", "png:-", "pbm:-"], input=png, stdout=subprocess.PIPE,
                         check=True).stdout
    magic, size, dots = pbm.split(b"\n", 2)
    if magic != b"P4":
        raise Trouble(f"convert made {magic!r}")
    width, height = map(int, size.split())
    stride = (width + 7) // 8
    return [dots[i * stride:(i + 1) * stride] for i in range(height)]
