// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "tests/printer/paper_roll.h"

using namespace hall::printer;
using support::PaperRoll;
using support::small_paper;

TEST_CASE("the pretend printer can be missing, taken or forbidden", "[printer][virtual]") {
    PaperRoll roll;
    roll.turn("cable unplugged");
    CHECK(roll.open().error().code == Fault::unplugged);
    roll.turn("permission denied");
    CHECK(roll.open().error().code == Fault::no_permission);
    roll.turn("busy on");
    CHECK(roll.open().error().code == Fault::busy);
    roll.turn("");
    CHECK(roll.open().has_value());
}

TEST_CASE("a directory that cannot be written is no paper roll", "[printer][virtual]") {
    const support::TemporaryDirectory directory;
    support::save(directory.path() / "file", "");
    const auto port =
        open_port({{"driver", "virtual"}, {"directory", (directory.path() / "file/roll").string()}},
                  support::profile("generic-80"));
    CHECK(port.error().code == Fault::roll_not_kept);
}

TEST_CASE("the control file is answered, and a wrong one changes nothing", "[printer][virtual]") {
    PaperRoll roll;
    roll.turn("# nothing yet\npaper near_end  # soon\n");
    const auto printer = roll.open().value();
    CHECK(printer->state()->paper == Paper::near_end);
    CHECK(roll.text("applied") == "# nothing yet\npaper near_end  # soon\n");
    roll.turn("paper near_end\ncover ajar");
    CHECK(printer->state()->paper == Paper::near_end);
    CHECK(roll.text("applied") == "refused: control line 2: \"cover ajar\" is no knob and value\n");
    std::filesystem::remove(roll.path() / "control");
    CHECK(printer->state()->paper == Paper::ok);
    for (const char* wrong : {"speed -1", "speed fast", "paper", "paper out now", "stall 1"}) {
        CHECK(sim::parse_knobs(wrong).error().code == Fault::bad_settings);
    }
}

TEST_CASE("the roll goes on where the last program stopped", "[printer][virtual]") {
    PaperRoll roll;
    CHECK(roll.open().value()->print(small_paper(1), support::key()).has_value());
    CHECK(roll.open().value()->print(small_paper(2), support::key()).has_value());
    CHECK(roll.slips() == 2);
    CHECK(roll.slip(1) == small_paper(1));
    CHECK(roll.slip(2) == small_paper(2));
}

TEST_CASE("bytes that are no command are seen on the paper", "[printer][virtual]") {
    sim::PrinterModel model(576);
    const std::string text = "\x1b@garbage\n\x1dV\x01";
    const std::vector<std::uint8_t> bytes(text.begin(), text.end());
    REQUIRE(model.take(bytes, {}) == bytes.size());
    const auto pieces = model.take_pieces();
    REQUIRE(pieces.size() == 1);
    CHECK(pieces.front().height_dots == 24);
}

TEST_CASE("a stopped printer takes bytes until its buffer is full, then none",
          "[printer][virtual]") {
    sim::PrinterModel model(576);
    sim::Knobs knobs;
    knobs.cover_open = true;
    model.turn(knobs, {});
    const std::vector<std::uint8_t> feed(10000, '\n');
    const auto taken = model.take(feed, {});
    CHECK(taken == 4096);
    CHECK(model.take(feed, {}) == 0);
    CHECK((model.port_status() & 0x08) == 0);
    model.turn(sim::Knobs{}, {});
    CHECK(model.take(std::span(feed).subspan(taken), {}) == feed.size() - taken);
}

TEST_CASE("a question inside image data is answered at once, as real printers do",
          "[printer][virtual]") {
    sim::PrinterModel model(576);
    const std::vector<std::uint8_t> bytes{0x1D, 'v', '0', 0, 2, 0, 2, 0, 0x10, 0x04, 0x04, 0x00};
    REQUIRE(model.take(bytes, {}) == bytes.size());
    std::array<std::uint8_t, 8> said{};
    CHECK(model.say(said) == 1);
    CHECK(said[0] == 0x12);
}
