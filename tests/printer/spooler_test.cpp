// SPDX-License-Identifier: Apache-2.0
#include "printer/spooler.h"

#include <catch2/catch.hpp>

#include "tests/printer/paper_roll.h"

using namespace hall::printer;
using namespace std::chrono_literals;
using support::PaperRoll;
using support::small_paper;

namespace {

/// Rows in memory that remember the order of things.
class Rows final : public JobStore {
public:
    explicit Rows(const PaperRoll& roll) : roll_(&roll) {}

    Outcome sending(const SendingMark& mark) override {
        if (full) {
            return fault(Fault::not_kept, "disk full");
        }
        paper_when_marked = roll_->slips();
        open.push_back(mark);
        log.push_back("sending " + mark.job + " #" + std::to_string(mark.attempt) + " " + mark.key);
        return {};
    }
    Outcome settled(const SendingMark& mark, const PrintResult& result) override {
        if (full) {
            return fault(Fault::not_kept, "disk full");
        }
        std::erase_if(open, [&](const SendingMark& one) { return one.job == mark.job; });
        const std::string how = result.has_value() ? std::string(name(*result))
                                : result.error().certainty == Certainty::uncertain ? "uncertain"
                                                                                   : "not printed";
        log.push_back(mark.job + " " + how);
        return {};
    }
    Result<std::vector<SendingMark>> unsettled() override {
        if (full) {
            return fault(Fault::not_kept, "disk full");
        }
        return open;
    }

    std::vector<SendingMark> open;
    std::vector<std::string> log;
    int paper_when_marked = -1;
    bool full = false;

private:
    const PaperRoll* roll_;
};

Job job(const std::string& id, unsigned seed) {
    return {id, 1, support::key("k3Y+"), std::make_shared<const Bitmap>(small_paper(seed))};
}

const Spooler::Moment kNow{};

}  // namespace

TEST_CASE("a job is written down before its first byte and after its last", "[printer][spooler]") {
    PaperRoll roll;
    Rows rows(roll);
    Spooler spooler([&] { return roll.open(); }, rows);
    REQUIRE(spooler.recover().has_value());
    const auto report = spooler.run(job("A012", 1), kNow);
    CHECK(report.result.value() == Evidence::in_order_reply);
    CHECK(report.kept.has_value());
    CHECK(rows.paper_when_marked == 0);
    CHECK(rows.log == std::vector<std::string>{"sending A012 #1 k3Y+", "A012 in_order_reply"});
    CHECK(spooler.device().find("virtual") == 0);
}

TEST_CASE("a slip that cannot be written down is not printed", "[printer][spooler]") {
    PaperRoll roll;
    Rows rows(roll);
    Spooler spooler([&] { return roll.open(); }, rows);
    rows.full = true;
    const auto report = spooler.run(job("A012", 1), kNow);
    REQUIRE_FALSE(report.result.has_value());
    CHECK(report.result.error().certainty == Certainty::not_printed);
    CHECK(report.result.error().error.code == Fault::not_kept);
    CHECK(roll.slips() == 0);
    CHECK(spooler.recover().error().code == Fault::not_kept);
}

TEST_CASE("what was being sent when the power went is uncertain, never sent again by itself",
          "[printer][spooler]") {
    PaperRoll roll;
    Rows rows(roll);
    rows.open.push_back({"A007", 1, "Zz9+", "virtual"});
    Spooler spooler([&] { return roll.open(); }, rows);
    REQUIRE(spooler.recover().has_value());
    CHECK(rows.log == std::vector<std::string>{"A007 uncertain"});
    CHECK(rows.open.empty());
    CHECK(spooler.run(job("A008", 3), kNow).result.has_value());
    CHECK(roll.slips() == 1);
    CHECK(roll.slip(1) == small_paper(3));
}

TEST_CASE("a printer that was unplugged is found again", "[printer][spooler]") {
    PaperRoll roll;
    Rows rows(roll);
    int opened = 0;
    Spooler spooler(
        [&] {
            ++opened;
            return roll.open();
        },
        rows);
    CHECK(spooler.look(kNow).has_value());
    roll.turn("cable unplugged");
    CHECK(spooler.look(kNow).error().code == Fault::unplugged);
    CHECK(spooler.device().empty());
    CHECK(opened == 1);
    CHECK(spooler.look(kNow + 500ms).error().code == Fault::unplugged);
    CHECK(opened == 1);  // Not yet.
    CHECK(spooler.look(kNow + 1s).error().code == Fault::unplugged);
    CHECK(opened == 2);
    CHECK(spooler.look(kNow + 2500ms).error().code == Fault::unplugged);
    CHECK(opened == 2);  // Twice as long.
    roll.turn("");
    // Somebody is waiting for paper: now.
    CHECK(spooler.run(job("A012", 1), kNow + 2600ms).result.has_value());
    CHECK(opened == 3);
}

TEST_CASE("with no printer at all the job is known not to be printed", "[printer][spooler]") {
    PaperRoll roll;
    Rows rows(roll);
    roll.turn("cable unplugged");
    Spooler spooler([&] { return roll.open(); }, rows);
    const auto report = spooler.run(job("A012", 1), kNow);
    CHECK(report.result.error().certainty == Certainty::not_printed);
    CHECK(report.result.error().error.code == Fault::unplugged);
    CHECK(rows.log == std::vector<std::string>{"A012 not printed"});
}

TEST_CASE("after a torn slip the next one is whole and by itself", "[printer][spooler]") {
    PaperRoll roll;
    Rows rows(roll);
    Spooler spooler([&] { return roll.open(); }, rows);
    CHECK(spooler.run(job("A001", 1), kNow).result.has_value());
    roll.turn("unplug_after 5000");
    CHECK(spooler.run(job("A002", 2), kNow).result.error().certainty == Certainty::uncertain);
    roll.turn("");
    CHECK(spooler.run(job("A003", 3), kNow).result.has_value());
    REQUIRE(roll.slips() == 3);
    CHECK(roll.slip(3) == small_paper(3));
    CHECK(rows.log.at(3) == "A002 uncertain");
}
