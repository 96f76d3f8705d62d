// SPDX-License-Identifier: Apache-2.0
// What becomes known afterwards of a slip whose end nobody saw.
#include <catch2/catch.hpp>

#include "printer/spooler.h"
#include "tests/printer/network.h"

using namespace hall::printer;
using support::NetworkPrinter;
using support::PaperRoll;
using support::small_paper;

namespace {

/// The rows of one program's life; the next life begins with what `left` says.
class Rows final : public JobStore {
public:
    Outcome sending(const SendingMark& mark) override {
        open = mark;
        log.push_back(mark.what == Sending::slip ? "sending" : "voiding");
        return {};
    }
    Outcome settled(const SendingMark& mark, const PrintResult& result) override {
        const bool may_be_known = !result.has_value() &&
                                  result.error().certainty == Certainty::uncertain &&
                                  mark.cuts_before.has_value();
        open = may_be_known ? std::optional(mark) : std::nullopt;
        log.push_back(result.has_value()                            ? std::string(name(*result))
                      : result.error().certainty == Certainty::torn ? "torn"
                      : result.error().certainty == Certainty::not_printed ? "not printed"
                      : may_be_known                                       ? "uncertain yet"
                                                                           : "uncertain");
        return {};
    }
    Result<std::vector<SendingMark>> unsettled() override {
        return open.has_value() ? std::vector{*open} : std::vector<SendingMark>{};
    }

    std::optional<SendingMark> open;
    std::vector<std::string> log;
};

/// A hall with a network printer that counts its cuts, and programs that come and go.
class Counting {
public:
    Counting() { network.roll().profile().cut_counter = true; }

    [[nodiscard]] Spooler program() {
        return Spooler([this] { return network.open(); }, rows);
    }
    /// Looks until the printer is there and nothing more is waited for.
    void look(Spooler& spooler) const {
        Spooler::Moment now{};
        do {
            now += std::chrono::seconds(10);
        } while (!spooler.look(now).has_value() || spooler.is_waiting_to_know());
    }
    [[nodiscard]] Job job(unsigned seed) const {
        return {"A" + std::to_string(seed), 1, support::key(),
                std::make_shared<const Bitmap>(small_paper(seed))};
    }

    NetworkPrinter network;
    Rows rows;
};

bool ends_with(const Bitmap& paper, const Bitmap& end) {
    return paper.height_dots >= end.height_dots && paper.row_bytes() == end.row_bytes() &&
           std::equal(end.rows.rbegin(), end.rows.rend(), paper.rows.rbegin());
}

const Spooler::Moment kNow{};

}  // namespace

TEST_CASE("a slip torn by a pulled cable is marked void once the printer is back",
          "[printer][fate]") {
    Counting hall;
    Spooler spooler = hall.program();
    CHECK(spooler.run(hall.job(1), kNow).result.has_value());
    hall.network.turn_and_wait("unplug_after 6000");
    CHECK(spooler.run(hall.job(2), kNow).result.error().certainty == Certainty::uncertain);
    CHECK(spooler.is_waiting_to_know());
    hall.network.turn_and_wait("cable plugged");
    hall.look(spooler);
    CHECK(hall.rows.log == std::vector<std::string>{"sending", "in_order_reply", "sending",
                                                    "uncertain yet", "voiding", "torn"});
    REQUIRE(hall.network.roll().slips() == 2);
    const Bitmap torn = hall.network.roll().slip(2);
    CHECK(ends_with(torn, crossed_out(576)));
    CHECK(torn.height_dots > crossed_out(576).height_dots);  // Part of a slip is above the mark.
    CHECK(spooler.run(hall.job(3), kNow).result.has_value());
    CHECK(hall.network.roll().slip(3) == small_paper(3));
}

TEST_CASE("a slip that came out before the program could write it down is found printed",
          "[printer][fate]") {
    Counting hall;
    {
        // A program that dies right after the last dot: its journal says "sending".
        Printer printer = std::move(*hall.network.open().value());
        const auto cuts = printer.prepare().value();
        REQUIRE(cuts.has_value());
        hall.rows.open = SendingMark{"A1", 1, "Jk7+", printer.identity(), Sending::slip, cuts};
        CHECK(printer.send(small_paper(1), support::key()).has_value());
    }
    Spooler spooler = hall.program();
    REQUIRE(spooler.recover().has_value());
    hall.look(spooler);
    CHECK(hall.rows.log == std::vector<std::string>{"uncertain yet", "cut_counter"});
    CHECK(hall.network.roll().slips() == 1);
}

TEST_CASE("when another program has printed in between nobody says printed", "[printer][fate]") {
    Counting hall;
    {
        Printer printer = std::move(*hall.network.open().value());
        const auto cuts = printer.prepare().value();
        hall.rows.open = SendingMark{"A1", 1, "Jk7+", printer.identity(), Sending::slip, cuts};
    }
    {
        Rows of_another;
        Spooler another([&] { return hall.network.open(); }, of_another);
        CHECK(another.run(hall.job(9), kNow).result.has_value());
    }
    Spooler spooler = hall.program();
    REQUIRE(spooler.recover().has_value());
    hall.look(spooler);
    CHECK(hall.rows.log == std::vector<std::string>{"uncertain yet", "uncertain"});
}

TEST_CASE("a program that dies while it marks a torn slip goes on marking it", "[printer][fate]") {
    Counting hall;
    {
        Printer printer = std::move(*hall.network.open().value());
        const auto cuts = printer.prepare().value();
        hall.rows.open = SendingMark{"A1", 1, "Jk7+", printer.identity(), Sending::void_mark, cuts};
    }
    {
        Spooler spooler = hall.program();
        REQUIRE(spooler.recover().has_value());
        hall.look(spooler);
        CHECK(hall.rows.log == std::vector<std::string>{"uncertain yet", "voiding", "torn"});
        CHECK(hall.network.roll().slips() == 1);
    }
    // And had the mark been cut off already, it is not printed again.
    hall.rows.log.clear();
    {
        Printer printer = std::move(*hall.network.open().value());
        const auto cuts = printer.prepare().value();
        hall.rows.open = SendingMark{"A2", 1, "Jk7+", printer.identity(), Sending::void_mark, cuts};
        CHECK(printer.void_torn(crossed_out(576), *cuts).has_value());
    }
    Spooler spooler = hall.program();
    REQUIRE(spooler.recover().has_value());
    hall.look(spooler);
    CHECK(hall.rows.log == std::vector<std::string>{"uncertain yet", "torn"});
    CHECK(hall.network.roll().slips() == 2);
}

TEST_CASE("a job is not looked into when somebody waits for the next: it stays uncertain",
          "[printer][fate]") {
    Counting hall;
    Spooler spooler = hall.program();
    CHECK(spooler.run(hall.job(1), kNow).result.has_value());
    hall.network.turn_and_wait("counter off\nunplug_after 6000");
    CHECK(spooler.run(hall.job(2), kNow).result.error().certainty == Certainty::uncertain);
    hall.network.turn_and_wait("counter off");
    auto report = spooler.run(hall.job(3), kNow);
    while (!report.result.has_value() &&
           report.result.error().certainty == Certainty::not_printed) {
        report = spooler.run(hall.job(3), kNow);
    }
    CHECK(report.result.has_value());
    CHECK_FALSE(spooler.is_waiting_to_know());
    CHECK(hall.network.roll().slip(hall.network.roll().slips()) == small_paper(3));
}

TEST_CASE("a printer without an answer in order is believed by its cutter", "[printer][fate]") {
    PaperRoll roll;
    roll.profile().completion = Completion::status;
    roll.profile().cut_counter = true;
    const auto printer = roll.open().value();
    CHECK(printer->print(small_paper(1), support::key()).value() == Evidence::cut_counter);
}

TEST_CASE("answers that a killed program was owed are not taken for answers to this one",
          "[printer][fate]") {
    Counting hall;
    hall.network.turn_and_wait("speed 8000");
    const auto leave_questions = [&](const Bytes& question) {
        // Questions that the printer only comes to when the program that asked is gone.
        Bytes bytes(4000, 0x00);
        const Bytes cut = encode_recovery(hall.network.roll().profile(), Torn::perhaps);
        bytes.insert(bytes.end(), cut.end() - 4, cut.end());
        for (int i = 0; i < 6; ++i) {
            bytes.insert(bytes.end(), question.begin(), question.end());
        }
        auto gone = open_port(hall.network.settings(), hall.network.roll().profile()).value();
        REQUIRE(gone->write(bytes, std::chrono::seconds(5)).has_value());
    };
    leave_questions(encode_cut_counter_question());
    {
        Printer printer = std::move(*hall.network.open().value());
        printer.expect_torn_paper();
        const auto first = printer.prepare().value();
        REQUIRE(first.has_value());
        CHECK(printer.prepare().value() == first);
    }
    leave_questions(encode_in_order_question());
    hall.network.roll().profile().cut_counter = false;
    Printer printer = std::move(*hall.network.open().value());
    Bitmap strip = small_paper(1);
    strip.resize_height(20);
    CHECK(printer.print(strip, support::key()).value() == Evidence::in_order_reply);
    // Whoever says so too early has believed an answer that was not his.
    CHECK(hall.network.roll().slips() == 1);
}
