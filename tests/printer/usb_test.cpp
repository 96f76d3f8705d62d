// SPDX-License-Identifier: Apache-2.0
// The unmodified try_printer against an emulated USB printer.
#include <chrono>
#include <future>
#include <thread>

#include <unistd.h>

#include <catch2/catch.hpp>

#include "printer/png.h"
#include "tests/printer/paper_roll.h"
#include "tests/support/places.h"

using namespace hall::printer;
using support::Ran;
using support::small_paper;

namespace {

/// An emulated printer, its directory, and programs run beside it.
class Desk {
public:
    explicit Desk(const std::string& knobs = "") { turn(knobs); }

    void turn(const std::string& knobs) { support::save(path("new"), knobs), rename(); }
    [[nodiscard]] std::string path(const std::string& name) const {
        return (directory_.path() / name).string();
    }
    /// A PNG for `print`.
    [[nodiscard]] std::string picture(unsigned seed) const {
        const auto bytes = encode_png(small_paper(seed));
        support::save(path("paper.png"), std::string(bytes.begin(), bytes.end()));
        return path("paper.png");
    }
    [[nodiscard]] Ran run(const std::string& command, const std::string& as = "") const {
        return support::run("timeout 60 " HALL_USB_EMULATOR " --dir " + directory_.path().string() +
                            " -- " + as + " " + command);
    }
    [[nodiscard]] Ran try_printer(const std::string& words) const {
        return run(std::string(HALL_TRY_PRINTER) + " " + words);
    }
    [[nodiscard]] bool has_slip(int number) const {
        return std::filesystem::exists(path("slip-00000" + std::to_string(number) + ".png"));
    }
    [[nodiscard]] Bitmap slip(int number) const {
        return support::load_picture(path("slip-00000" + std::to_string(number) + ".png"));
    }

private:
    // In one step, as a program beside a running kiosk should do it.
    void rename() { std::filesystem::rename(path("new"), path("control")); }

    support::TemporaryDirectory directory_;
};

bool says(const Ran& ran, const std::string& word) {
    return ran.output.find(word) != std::string::npos;
}

}  // namespace

TEST_CASE("a USB printer that is plugged in is found and says how it is", "[printer][usb]") {
    const Desk desk;
    const auto list = desk.try_printer("list");
    INFO(list.output);
    CHECK(says(list, "usb 0416:5011 bus 1 device 7, TP-80, serial EMU0001"));
    const auto status = desk.try_printer("status");
    INFO(status.output);
    CHECK(status.exit_code == 0);
    CHECK(says(status, "online: yes, paper: ok, cover: closed"));
}

TEST_CASE("what comes out of a USB printer has the dots that were sent", "[printer][usb]") {
    const Desk desk;
    const auto printed = desk.try_printer("print " + desk.picture(7));
    INFO(printed.output);
    CHECK(printed.exit_code == 0);
    CHECK(says(printed, "printed: in_order_reply"));
    CHECK(desk.slip(1) == small_paper(7));

    const auto named =
        desk.try_printer("--profile " + hall::support::source_dir() +
                         "/assets/printers/epson-tm-t20.toml print " + desk.picture(8));
    INFO(named.output);
    CHECK(says(named, "printed: process_id"));
    CHECK(desk.slip(2) == small_paper(8));
}

TEST_CASE("a USB printer that cannot print is told from one that did", "[printer][usb]") {
    const std::pair<const char*, const char*> faults[] = {
        {"paper out", "paper_out"}, {"cover open", "cover_open"}, {"cutter jam", "cutter"}};
    for (const auto& [knob, word] : faults) {
        const Desk desk(knob);
        const auto printed = desk.try_printer("print " + desk.picture(1));
        INFO(printed.output);
        CHECK(printed.exit_code == 1);
        CHECK(says(printed, "not printed"));
        CHECK(says(printed, word));
        CHECK_FALSE(desk.has_slip(1));
    }
}

TEST_CASE("a USB fault in mid-slip is uncertain and is named", "[printer][usb]") {
    const Desk paper("paper_rows 100");
    const auto out = paper.try_printer("print " + paper.picture(1));
    INFO(out.output);
    CHECK(out.exit_code == 3);
    CHECK(says(out, "paper_out"));

    const Desk cable("unplug_after 6000");
    const auto pulled = cable.try_printer("print " + cable.picture(1));
    INFO(pulled.output);
    CHECK(pulled.exit_code == 3);
    CHECK((says(pulled, "unplugged") || says(pulled, "line_broken")));
}

TEST_CASE("a stalled endpoint is cleared, and the next slip prints", "[printer][usb]") {
    const Desk desk("stall on");
    const auto refused = desk.try_printer("print " + desk.picture(1));
    INFO(refused.output);
    CHECK(refused.exit_code == 1);
    CHECK(says(refused, "line_broken"));
    // Cleared by the first program: the emulator forgets it only at the next change of the file.
    const auto both = desk.run("sh -c '" HALL_TRY_PRINTER " print " + desk.picture(2) + "; " +
                               HALL_TRY_PRINTER " print " + desk.picture(2) + "'");
    INFO(both.output);
    CHECK(says(both, "printed: in_order_reply"));
    CHECK(desk.slip(1) == small_paper(2));
}

TEST_CASE("a missing, forbidden or taken USB printer says what to do", "[printer][usb]") {
    const Desk missing("cable unplugged");
    CHECK(says(missing.try_printer("status"), "unplugged: no USB printer is plugged in"));

    const Desk taken("busy on");
    const auto busy = taken.try_printer("status");
    INFO(busy.output);
    CHECK(busy.exit_code == 1);
    CHECK(says(busy, "busy: claiming usb 0416:5011"));
    CHECK(says(busy, "CUPS"));

    const Desk forbidden("permission denied");
    const std::string other = ::geteuid() == 0 ? "setpriv --reuid=65534 --clear-groups" : "";
    const auto denied = forbidden.run(std::string(HALL_TRY_PRINTER) + " status", other);
    INFO(denied.output);
    CHECK(denied.exit_code == 1);
    CHECK(says(denied, "no_permission"));
    CHECK(says(denied, "70-kiosk-printer.rules"));
}

TEST_CASE("a USB printer pulled out and put back is found again", "[printer][usb]") {
    Desk desk;
    const std::string status = std::string(HALL_TRY_PRINTER) + " status";
    // One program after the other beside the same printer; the shell waits until a turn is taken.
    const std::string until =
        "until grep -q '"
        "%' " +
        desk.path("applied") + "; do sleep 0.02; done; sleep 0.1; ";
    const auto wait_for = [&](const std::string& word) {
        std::string made = until;
        return made.replace(made.find('%'), 1, word);
    };
    const auto ran =
        desk.run("sh -c \"" + status + "; echo cable unplugged > " + desk.path("control") + "; " +
                 wait_for("unplugged") + status + "; echo cable plugged > " + desk.path("control") +
                 "; " + wait_for(" plugged") + status + "\"");
    INFO(ran.output);
    const auto first = ran.output.find("online: yes");
    const auto gone = ran.output.find("unplugged:", first);
    const auto again = ran.output.find("online: yes", gone);
    CHECK(first != std::string::npos);
    CHECK(gone != std::string::npos);
    CHECK(again != std::string::npos);
}

TEST_CASE("a program killed in mid-slip leaves a printer that the next one can use",
          "[printer][usb]") {
    Desk desk("speed 3000");
    const std::string print = std::string(HALL_TRY_PRINTER) + " print " + desk.picture(4);
    const auto ran = desk.run("sh -c 'timeout -s KILL 1 " + print + "; : > " +
                              desk.path("control") + "; sleep 0.3; " + print + "'");
    INFO(ran.output);
    CHECK(says(ran, "printed: in_order_reply"));
    int last = 1;
    while (desk.has_slip(last + 1)) {
        ++last;
    }
    // What the killed program left hangs on the front of the paper: nobody has told this one.
    const Bitmap paper = desk.slip(last);
    Bitmap end = Bitmap::blank(paper.width_dots, 0);
    const auto tail = static_cast<std::ptrdiff_t>(200U * paper.row_bytes());
    REQUIRE(paper.height_dots >= 200);
    end.height_dots = 200;
    end.rows.assign(paper.rows.end() - tail, paper.rows.end());
    CHECK(end == small_paper(4));
}

TEST_CASE("a USB printer that is plugged in is heard of at once", "[printer][usb]") {
    Desk desk("cable unplugged");
    const std::string plug = "until grep -q waiting " + desk.path("said") +
                             "; do sleep 0.01; done; echo cable plugged > " + desk.path("control");
    const auto ran =
        desk.run("sh -c '" HALL_TRY_PRINTER " probe --until 30 > " + desk.path("said") + " & " +
                 plug + "; wait; cat " + desk.path("said") + "'");
    INFO(ran.output);
    CHECK(says(ran, "heard of it"));
    CHECK(says(ran, "usb 0416:5011 bus 1 device 7, TP-80, serial EMU0001"));
}
