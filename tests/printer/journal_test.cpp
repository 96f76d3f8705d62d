// SPDX-License-Identifier: Apache-2.0
// The jobs' own journal: what may follow what, what survives, what is refused.
#include <fstream>

#include <catch2/catch.hpp>

#include "printer/file_journal.h"
#include "tests/printer/paper_roll.h"

using namespace hall::printer;
using support::small_paper;
using support::TemporaryDirectory;

namespace {

SendingMark mark(const std::string& job, int attempt = 1, std::optional<std::int64_t> cuts = 7) {
    return {job, attempt, "Jk7+", "tcp 127.0.0.1:9100", Sending::slip, cuts};
}

PrintResult uncertain() {
    return tl::unexpected(Unprinted{Certainty::uncertain, {Fault::paper_out, "in mid-slip"}});
}
PrintResult not_printed() {
    return tl::unexpected(Unprinted{Certainty::not_printed, {Fault::cover_open, "before"}});
}
PrintResult torn() {
    return tl::unexpected(Unprinted{Certainty::torn, {Fault::line_broken, "void"}});
}

JobState state(const FileJournal& journal, const std::string& job) {
    return journal.book().find(job)->state;
}

/// A journal that is closed and opened again, as by another program.
class Kept {
public:
    [[nodiscard]] FileJournal& again() {
        journal_.reset();
        journal_ = FileJournal::open(path()).value();
        return *journal_;
    }
    [[nodiscard]] FileJournal& now() { return journal_ == nullptr ? again() : *journal_; }
    void close() { journal_.reset(); }
    [[nodiscard]] std::string path() const { return (directory_.path() / "jobs").string(); }
    [[nodiscard]] std::string file() const { return path() + "/journal"; }

private:
    TemporaryDirectory directory_;
    std::unique_ptr<FileJournal> journal_;
};

}  // namespace

TEST_CASE("what a journal says of a job is the same after the power was cut",
          "[printer][journal]") {
    Kept kept;
    REQUIRE(kept.now().queue("T1", small_paper(1), 100).has_value());
    REQUIRE(kept.now().queue("T2", small_paper(2), 120).has_value());
    REQUIRE(kept.now().sending(mark("T1")).has_value());
    REQUIRE(kept.now().settled(mark("T1"), Evidence::process_id).has_value());
    REQUIRE(kept.now().sending(mark("T2")).has_value());
    FileJournal& later = kept.again();
    CHECK(later.book().order() == std::vector<std::string>{"T1", "T2"});
    CHECK(state(later, "T1") == JobState::printed);
    CHECK(later.book().find("T1")->why == "process_id");
    CHECK(state(later, "T2") == JobState::sending);
    CHECK(later.paper("T2").value() == small_paper(2));
    const auto open = later.unsettled().value();
    REQUIRE(open.size() == 1);
    CHECK(open[0].job == "T2");
    CHECK(open[0].cuts_before == 7);
    CHECK(open[0].device == "tcp 127.0.0.1:9100");
}

TEST_CASE("an uncertain job stays open as long as a counter may tell, and no longer",
          "[printer][journal]") {
    Kept kept;
    REQUIRE(kept.now().queue("T1", small_paper(1), 100).has_value());
    REQUIRE(kept.now().sending(mark("T1")).has_value());
    REQUIRE(kept.now().settled(mark("T1"), uncertain()).has_value());
    CHECK(kept.again().unsettled()->size() == 1);
    REQUIRE(kept.now().settled(mark("T1", 1, std::nullopt), uncertain()).has_value());
    CHECK(kept.again().unsettled()->empty());
    CHECK(state(kept.now(), "T1") == JobState::uncertain);
}

TEST_CASE("a torn job is sent again as the next attempt, a printed one only as a copy",
          "[printer][journal]") {
    Kept kept;
    REQUIRE(kept.now().queue("T1", small_paper(1), 100).has_value());
    REQUIRE(kept.now().sending(mark("T1")).has_value());
    REQUIRE(kept.now().settled(mark("T1"), torn()).has_value());
    REQUIRE(kept.now().write(JobAgain{"T1"}).has_value());
    CHECK(kept.now().book().find("T1")->attempt == 2);
    CHECK_FALSE(kept.now().book().find("T1")->copy);
    CHECK(kept.now().sending(mark("T1", 1)).error().code == Fault::bad_settings);
    REQUIRE(kept.now().sending(mark("T1", 2)).has_value());
    REQUIRE(kept.now().settled(mark("T1", 2), Evidence::cut_counter).has_value());
    REQUIRE(kept.now().write(JobAgain{"T1"}).has_value());
    CHECK(kept.again().book().find("T1")->copy);
    CHECK(kept.now().book().find("T1")->attempt == 3);
}

TEST_CASE("a person settles what is uncertain, and nothing else", "[printer][journal]") {
    Kept kept;
    for (const char* job : {"T1", "T2", "T3"}) {
        REQUIRE(kept.now().queue(job, small_paper(1), 100).has_value());
        REQUIRE(kept.now().sending(mark(job)).has_value());
    }
    REQUIRE(kept.now().settled(mark("T1"), uncertain()).has_value());
    REQUIRE(kept.now().settled(mark("T2"), uncertain()).has_value());
    REQUIRE(kept.now().settled(mark("T3"), Evidence::in_order_reply).has_value());
    CHECK(kept.now().write(JobFound{"T1", Found::in_hand}).has_value());
    CHECK(kept.now().write(JobFound{"T2", Found::nothing}).has_value());
    CHECK(kept.now().write(JobFound{"T3", Found::nothing}).error().code == Fault::bad_settings);
    CHECK(kept.now().write(JobFound{"T4", Found::nothing}).error().code == Fault::bad_settings);
    CHECK(state(kept.again(), "T1") == JobState::printed);
    CHECK(kept.now().book().find("T1")->why == "person");
    CHECK(state(kept.now(), "T2") == JobState::unprinted);
    CHECK(kept.now().unsettled()->empty());
}

TEST_CASE("what cannot follow is refused and changes nothing", "[printer][journal]") {
    Kept kept;
    REQUIRE(kept.now().queue("T1", small_paper(1), 100).has_value());
    CHECK(kept.now().queue("T1", small_paper(2), 100).error().code == Fault::bad_settings);
    CHECK(kept.now().paper("T1").value() == small_paper(1));
    CHECK(kept.now().settled(mark("T1"), Evidence::process_id).error().code == Fault::bad_settings);
    CHECK(kept.now().sending(mark("T9")).error().code == Fault::bad_settings);
    CHECK(kept.now().settled(mark("T1"), not_printed()).has_value());
    CHECK(kept.now().sending(mark("T1")).error().code == Fault::bad_settings);
    CHECK(kept.now().write(RollChanged{5}).error().code == Fault::bad_settings);
    for (const char* name : {"", "../T1", "a b", ".T1", "-x"}) {
        CHECK(kept.now().queue(name, small_paper(1), 1).error().code == Fault::bad_settings);
    }
    CHECK(state(kept.again(), "T1") == JobState::unprinted);
}

TEST_CASE("a journal cut off anywhere by a power failure is read as far as it is whole",
          "[printer][journal]") {
    Kept kept;
    REQUIRE(kept.now().queue("T1", small_paper(1), 100).has_value());
    REQUIRE(kept.now().sending(mark("T1")).has_value());
    REQUIRE(kept.now().settled(mark("T1"), uncertain()).has_value());
    kept.close();
    const auto bytes = support::load(kept.file());
    const std::string whole(bytes.begin(), bytes.end());
    for (std::size_t length = 0; length < whole.size(); ++length) {
        support::save(kept.file(), whole.substr(0, length));
        const auto lines = static_cast<std::size_t>(
            std::count(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length), '\n'));
        FileJournal& read = kept.again();
        INFO("cut at " << length);
        REQUIRE(read.book().order().size() == (lines > 0 ? 1U : 0U));
        REQUIRE(read.unsettled()->size() == (lines > 1 ? 1U : 0U));
        // And it goes on from there.
        REQUIRE(read.queue("T2", small_paper(2), 100).has_value());
        REQUIRE(kept.again().book().find("T2") != nullptr);
        kept.close();
    }
}

TEST_CASE("a damaged journal is refused with its line, and one in use says so",
          "[printer][journal]") {
    Kept kept;
    REQUIRE(kept.now().queue("T1", small_paper(1), 100).has_value());
    REQUIRE(kept.now().sending(mark("T1")).has_value());
    CHECK(FileJournal::open(kept.path()).error().code == Fault::busy);
    kept.close();
    const auto bytes = support::load(kept.file());
    std::string text(bytes.begin(), bytes.end());
    text[text.find("T1")] = 'X';
    support::save(kept.file(), text);
    const auto damaged = FileJournal::open(kept.path());
    REQUIRE_FALSE(damaged.has_value());
    CHECK(damaged.error().code == Fault::not_kept);
    CHECK(damaged.error().detail.find("line 1") != std::string::npos);
    support::save(kept.path() + "x", "");
    CHECK(FileJournal::open(kept.path() + "x/jobs").error().code == Fault::not_kept);
}

TEST_CASE("a line that no program wrote is no entry", "[printer][journal]") {
    const std::string line = journal_line(JobSending{mark("T1")});
    CHECK(parse_journal_line(line).has_value());
    CHECK(line.find("sending T1 1 Jk7+ slip 7 tcp 127.0.0.1:9100") != std::string::npos);
    for (std::size_t i = 0; i < line.size(); ++i) {
        std::string wrong = line;
        wrong[i] = static_cast<char>(wrong[i] ^ 0x01);
        CHECK_FALSE(parse_journal_line(wrong).has_value());
        CHECK_FALSE(parse_journal_line(line.substr(0, i)).has_value());
    }
}

TEST_CASE("staff are told about how many slips are left on the roll", "[printer][journal]") {
    Kept kept;
    CHECK_FALSE(kept.now().book().meter().slips_left().has_value());
    REQUIRE(kept.now().write(RollChanged{50'000}).has_value());
    CHECK(kept.now().book().meter().slips_left() == 500);
    for (int i = 0; i < 30; ++i) {
        const std::string job = "T" + std::to_string(i);
        REQUIRE(kept.now().queue(job, small_paper(1), i < 10 ? 500 : 125).has_value());
        REQUIRE(kept.now().sending(mark(job)).has_value());
        REQUIRE(kept.now().settled(mark(job), uncertain()).has_value());
    }
    const PaperMeter& meter = kept.again().book().meter();
    CHECK(meter.used_mm() == 7500);
    CHECK(meter.left_mm() == 42'500);
    CHECK(meter.slips_left() == 340);  // Of the last twenty.
    REQUIRE(kept.now().write(RollChanged{80'000}).has_value());
    CHECK(kept.now().book().meter().used_mm() == 0);
}

TEST_CASE("paper that is back after it was out is a new roll", "[printer][journal]") {
    PaperMeter meter;
    CHECK_FALSE(meter.sees_new_roll(Paper::ok));
    CHECK_FALSE(meter.sees_new_roll(Paper::out));
    CHECK_FALSE(meter.sees_new_roll(Paper::unknown));
    CHECK(meter.sees_new_roll(Paper::ok));
    CHECK_FALSE(meter.sees_new_roll(Paper::ok));
    meter.change_roll(1000);
    meter.add(1500);
    CHECK(meter.slips_left() == 0);
    const Profile profile = support::profile("generic-80");
    CHECK(paper_length_mm(small_paper(1), profile) >= 25);
}

TEST_CASE("the paper's count can be kept as text, and garbage is none", "[printer][journal]") {
    PaperMeter meter;
    CHECK(PaperMeter::from(meter.text())->left_mm() == std::nullopt);
    meter.change_roll(80'000);
    for (int i = 0; i < 25; ++i) {
        meter.add(150 + i);
    }
    CHECK_FALSE(meter.sees_new_roll(Paper::out));
    auto again = PaperMeter::from(meter.text());
    REQUIRE(again);
    CHECK(again->used_mm() == meter.used_mm());
    CHECK(again->left_mm() == meter.left_mm());
    CHECK(again->slips_left() == meter.slips_left());
    CHECK(again->sees_new_roll(Paper::ok));
    for (const char* wrong : {"", "80000", "-1 0 0", "80000 -5 0", "80000 0 2", "80000 0 0 x",
                              "80000 0 0 -7", "99999999999 0 0"}) {
        INFO(wrong);
        CHECK_FALSE(PaperMeter::from(wrong));
    }
    std::string long_one = "80000 0 0";
    for (int i = 0; i < 21; ++i) {
        long_one += " 1";
    }
    CHECK_FALSE(PaperMeter::from(long_one));
}
