// SPDX-License-Identifier: Apache-2.0
#include <set>

#include <catch2/catch.hpp>

#include "printer/layout.h"
#include "tests/printer/paper_roll.h"

using namespace hall::printer;
using support::PaperRoll;
using support::small_paper;

namespace {

struct Told {
    bool printed;
    Certainty certainty;
    Fault fault;
};

Told told(const PrintResult& result) {
    return result.has_value() ? Told{true, Certainty::not_printed, Fault::offline}
                              : Told{false, result.error().certainty, result.error().error.code};
}

}  // namespace

TEST_CASE("the slip on the roll has the very dots of the preview", "[printer]") {
    for (const auto* name : {"generic-80", "generic-58-cutter"}) {
        PaperRoll roll(name);
        const auto printer = roll.open().value();
        const auto preview = layout(support::long_slip(), support::fonts(),
                                    PaperSize{roll.profile().width_dots, 203})
                                 .value();
        CHECK(printer->print(preview, support::key()).value() == Evidence::in_order_reply);
        CHECK(roll.slips() == 1);
        CHECK(roll.slip(1) == preview);
        CHECK(roll.text("roll.log").find("slip-000001.png") == 0);
    }
}

TEST_CASE("a printer that can name the job as printed is asked to", "[printer]") {
    PaperRoll roll("epson-tm-t20");
    const auto printer = roll.open().value();
    CHECK(printer->print(small_paper(1), support::key("aaaa")).value() == Evidence::process_id);
    CHECK(printer->print(small_paper(2), support::key("bbbb")).value() == Evidence::process_id);
    CHECK(roll.slip(2) == small_paper(2));
}

TEST_CASE("with a fault before the first byte nothing is printed, and that is known", "[printer]") {
    const std::pair<const char*, Fault> faults[] = {
        {"paper out", Fault::paper_out}, {"cover open", Fault::cover_open},
        {"cutter jam", Fault::cutter},   {"head hot", Fault::head_hot},
        {"error on", Fault::broken},     {"feed pressed", Fault::offline}};
    for (const auto& [knob, fault] : faults) {
        PaperRoll roll;
        const auto printer = roll.open().value();
        roll.turn(knob);
        INFO(knob);
        CHECK(fault_of(printer->state().value()) == fault);
        const auto result = told(printer->print(small_paper(1), support::key()));
        CHECK(result.certainty == Certainty::not_printed);
        CHECK(result.fault == fault);
        roll.turn("");
        CHECK(printer->print(small_paper(2), support::key()).has_value());
        CHECK(roll.slips() == 1);
        CHECK(roll.slip(1) == small_paper(2));
    }
}

TEST_CASE("paper near its end warns and goes on", "[printer]") {
    PaperRoll roll;
    roll.turn("paper near_end\n");
    const auto printer = roll.open().value();
    CHECK(printer->state()->paper == Paper::near_end);
    CHECK(printer->print(small_paper(1), support::key()).has_value());
}

TEST_CASE("paper that runs out in mid-slip leaves it uncertain", "[printer]") {
    PaperRoll roll;
    roll.turn("paper_rows 120");
    const auto printer = roll.open().value();
    const auto result = told(printer->print(small_paper(1), support::key()));
    CHECK_FALSE(result.printed);
    CHECK(result.certainty == Certainty::uncertain);
    CHECK(result.fault == Fault::paper_out);
    CHECK(told(printer->print(small_paper(2), support::key())).certainty == Certainty::not_printed);
    roll.turn("paper ok");
    CHECK(printer->print(small_paper(3), support::key()).has_value());
    REQUIRE(roll.slips() == 2);  // The torn one was cut off before the next began.
    CHECK(roll.slip(1).height_dots >= 120);
    CHECK(roll.slip(2) == small_paper(3));
}

TEST_CASE("a slip that was uncertain may still come out, so it is not sent again", "[printer]") {
    PaperRoll roll;
    roll.turn("paper_rows 20");
    const auto printer = roll.open().value();
    Bitmap buffered = small_paper(1);
    buffered.resize_height(50);
    const auto result = told(printer->print(buffered, support::key()));
    CHECK(result.certainty == Certainty::uncertain);
    CHECK(result.fault == Fault::paper_out);
    roll.turn("paper ok");
    CHECK(printer->state()->paper == Paper::ok);
    REQUIRE(roll.slips() == 1);
    CHECK(roll.slip(1) == buffered);
    CHECK(printer->print(small_paper(2), support::key()).has_value());
    CHECK(roll.slips() == 2);
}

TEST_CASE("a cable pulled in mid-slip leaves it uncertain", "[printer]") {
    PaperRoll roll;
    auto printer = roll.open().value();
    CHECK(printer->print(small_paper(1), support::key()).has_value());
    roll.turn("unplug_after 4000");
    const auto result = told(printer->print(small_paper(2), support::key()));
    CHECK(result.certainty == Certainty::uncertain);
    CHECK(result.fault == Fault::unplugged);
    CHECK(printer->perhaps_torn());
    CHECK(printer->state().error().code == Fault::unplugged);
    printer.reset();
    roll.turn("");
    printer = roll.open().value();
    printer->expect_torn_paper();
    CHECK(printer->print(small_paper(3), support::key()).has_value());
    REQUIRE(roll.slips() == 3);  // The torn piece is cut off by itself.
    CHECK(roll.slip(2).height_dots < 200);
    CHECK(roll.slip(3) == small_paper(3));
}

TEST_CASE("a clone that answers nothing still prints, and is not believed more", "[printer]") {
    PaperRoll roll;
    roll.turn("mute on");
    const auto printer = roll.open().value();
    CHECK(printer->state().value() == State{});
    CHECK(printer->print(small_paper(1), support::key()).value() == Evidence::accepted_only);
    CHECK(roll.slip(1) == small_paper(1));
}

TEST_CASE("a printer that tells its state but no more proves no more", "[printer]") {
    PaperRoll roll;
    roll.profile().completion = Completion::status;
    const auto printer = roll.open().value();
    CHECK(printer->print(small_paper(1), support::key()).value() == Evidence::clean_status);
}

TEST_CASE("silence where answers are due is a fault", "[printer]") {
    PaperRoll roll("epson-tm-t20");
    roll.turn("mute on");
    const auto printer = roll.open().value();
    CHECK(printer->state().error().code == Fault::no_answer);
    const auto before = told(printer->print(small_paper(1), support::key()));
    CHECK(before.fault == Fault::no_answer);
    CHECK(before.certainty == Certainty::not_printed);

    PaperRoll in_order;
    in_order.profile().completion = Completion::in_order;
    in_order.turn("mute on");
    const auto asked = told(in_order.open().value()->print(small_paper(1), support::key()));
    CHECK(asked.fault == Fault::no_answer);
    CHECK(asked.certainty == Certainty::not_printed);
}

TEST_CASE("bytes that no printer sends are named as such", "[printer]") {
    PaperRoll roll("epson-tm-t20");
    roll.turn("garbled on");
    const auto printer = roll.open().value();
    CHECK(printer->state().error().code == Fault::garbled);
}

TEST_CASE("a printer that takes its time is waited for, and no longer than said", "[printer]") {
    PaperRoll slow;
    slow.profile().job_limit = std::chrono::milliseconds(20000);
    slow.turn("speed 20000");
    const auto patient = slow.open().value();
    CHECK(patient->print(small_paper(1), support::key()).has_value());

    PaperRoll stuck;
    stuck.turn("");
    const auto printer = stuck.open().value();
    CHECK(printer->print(small_paper(1), support::key()).has_value());
    stuck.turn("speed 300");
    const auto begin = std::chrono::steady_clock::now();
    const auto result = told(printer->print(small_paper(2), support::key()));
    CHECK(result.certainty == Certainty::uncertain);
    CHECK((result.fault == Fault::stuck || result.fault == Fault::no_answer));
    CHECK(std::chrono::steady_clock::now() - begin < printer->longest_print() * 2);
}

TEST_CASE("a picture wider than the paper is known not to be printed", "[printer]") {
    PaperRoll roll("generic-58-cutter");
    const auto printer = roll.open().value();
    const auto result = told(printer->print(small_paper(1), support::key()));
    CHECK(result.fault == Fault::bad_picture);
    CHECK(result.certainty == Certainty::not_printed);
    CHECK(roll.slips() == 0);
}

TEST_CASE("every fault has a word of its own", "[printer]") {
    std::set<std::string> words;
    for (int i = 0; i <= static_cast<int>(Fault::bad_picture); ++i) {
        words.emplace(name(static_cast<Fault>(i)));
    }
    CHECK(words.size() == static_cast<std::size_t>(Fault::bad_picture) + 1);
    CHECK_FALSE(words.contains("unknown"));
}
