// SPDX-License-Identifier: Apache-2.0
// Programs that nobody here wrote, before our pretend printer: they must take it for a real one.
// What is not installed is left out by CMake, by name.
#include <catch2/catch.hpp>

#include "printer/encoder.h"
#include "tests/printer/network.h"
#include "tests/support/places.h"

using namespace hall::printer;
using support::NetworkPrinter;
using support::Ran;
using support::small_paper;

namespace {

bool says(const Ran& ran, const std::string& word) {
    return ran.output.find(word) != std::string::npos;
}

std::string tests_dir() {
    return hall::support::source_dir() + "/tests/printer";
}

#ifdef HALL_USB_EMULATOR
/// An emulated USB printer and a job of ours in a file.
class UsbDesk {
public:
    UsbDesk() {
        const auto job =
            encode(small_paper(5), support::profile("generic-80"), support::key(), Question::none)
                .value();
        support::save(job_file(), std::string(job.begin(), job.end()));
    }
    [[nodiscard]] std::string job_file() const { return (roll_.path() / "job.bin").string(); }
    /// Under the address sanitizer an outsider is not asked what it leaks.
    [[nodiscard]] Ran run(const std::string& command) const {
        return support::run("timeout 60 " HALL_USB_EMULATOR " --dir " + roll_.path().string() +
                            " -- env ASAN_OPTIONS=detect_leaks=0 " + command);
    }
    [[nodiscard]] const support::PaperRoll& roll() const { return roll_; }

private:
    support::PaperRoll roll_;
};
#endif

}  // namespace

#ifdef HALL_RECEIPTIO
TEST_CASE("receiptio prints through our printer and reads its six states right",
          "[printer][outsiders]") {
    const std::pair<const char*, const char*> states[] = {
        {"paper ok", "success"},     {"paper near_end", "success"}, {"cover open", "coveropen"},
        {"paper out", "paperempty"}, {"cutter jam", "error"},       {"mute on", "offline"}};
    for (const auto& [knob, verdict] : states) {
        NetworkPrinter network(knob);
        const auto ran =
            support::run("cd " + tests_dir() + " && timeout 60 node receiptio_print.js " +
                         network.settings().at("port"));
        INFO(knob << ": " << ran.output);
        CHECK(says(ran, std::string("verdict ") + verdict + "\n"));
        CHECK(network.roll().slips() == (std::string(verdict) == "success" ? 1 : 0));
    }
}
#endif

#ifdef HALL_CUPS_BACKEND
TEST_CASE("Debian's CUPS finds our USB printer and what it prints has the very dots",
          "[printer][outsiders][usb]") {
    const UsbDesk desk;
    const auto listed = desk.run(HALL_CUPS_BACKEND);
    INFO(listed.output);
    CHECK(says(listed, "direct usb://EMUL/TP-80?serial=EMU0001"));
    const auto printed =
        desk.run("env DEVICE_URI=usb://EMUL/TP-80?serial=EMU0001 " HALL_CUPS_BACKEND
                 " 1 somebody slip 1 '' " +
                 desk.job_file());
    INFO(printed.output);
    CHECK(says(printed, "PAGE: 1 1"));
    CHECK(says(printed, "Sent " + std::to_string(std::filesystem::file_size(desk.job_file()))));
    // When all is sent CUPS 2.4.2 cancels its reading thread inside libusb, which then sometimes
    // stops at a mutex of its own that is still locked: CUPS' affair, after the last byte.
    const bool stopped_at_the_end =
        says(printed, "aborting the pending read...") && says(printed, "usbi_mutex_destroy");
    CHECK((printed.exit_code == 0 || stopped_at_the_end));
    REQUIRE(desk.roll().slips() == 1);
    CHECK(desk.roll().slip(1) == small_paper(5));
}
#endif

#ifdef HALL_LSUSB
TEST_CASE("lsusb reads our USB printer's descriptors as a printer's", "[printer][outsiders][usb]") {
    const UsbDesk desk;
    const auto ran = desk.run(HALL_LSUSB " -v -d 0416:5011");
    INFO(ran.output);
    for (const char* line : {"bInterfaceClass         7 Printer", "Bidirectional", "EP 3 OUT",
                             "EP 4 IN", "bNumEndpoints           2"}) {
        CHECK(says(ran, line));
    }
}
#endif

#ifdef HALL_PYUSB
TEST_CASE("pyusb prints on our USB printer and hears how it is", "[printer][outsiders][usb]") {
    const UsbDesk desk;
    const auto ran =
        desk.run("/usr/bin/python3 " + tests_dir() + "/pyusb_print.py " + desk.job_file());
    INFO(ran.output);
    CHECK(ran.exit_code == 0);
    CHECK(says(ran, "class 7 out 0x3 in 0x84"));
    CHECK(says(ran, "serial EMU0001"));
    CHECK(says(ran, "CMD:ESC/POS"));
    CHECK(says(ran, "port status 18"));
    CHECK(says(ran, "answers 12121212"));
    REQUIRE(desk.roll().slips() == 1);
    CHECK(desk.roll().slip(1) == small_paper(5));
}
#endif
