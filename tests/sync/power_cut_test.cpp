// SPDX-License-Identifier: Apache-2.0
// The journal on a disk that loses power, fills up, lies, rots or takes no more writes.
#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "sync/journal.h"
#include "sync/journal_copy.h"
#include "tests/support/dice.h"
#include "tests/support/power_cut_disk.h"
#include "tests/support/temp_dir.h"

using namespace hall;
using namespace hall::sync;
using hall::test::Dice;
using hall::test::PowerCutDisk;
using hall::test::TempDir;

namespace {

constexpr const char* kFile = "journal.db";

// One program's life after another on one disk, and what it has been told is durable.
class Program {
public:
    explicit Program(std::uint64_t seed) : dice_(seed), disk_(dice_.next()) {}

    PowerCutDisk& disk() { return disk_; }
    [[nodiscard]] std::size_t confirmed() const { return confirmed_; }

    // Writes until the power goes, at the latest before the `calls`-th call to the disk.
    void live(std::int64_t calls) {
        disk_.cut_before(calls);
        auto journal = Journal::open(disk_.file(kFile));
        if (!journal) {
            REQUIRE(disk_.is_dark());
        } else {
            check(**journal);
        }
        while (!disk_.is_dark()) {
            dice_.chance(50) ? set_fact(**journal) : append(**journal);
            if (dice_.chance(5)) {
                journal->reset();  // A clean stop, which empties the write-ahead log.
                journal = Journal::open(disk_.file(kFile));
                REQUIRE((journal || disk_.is_dark()));
            }
        }
        journal = fail(Fault::disk, "the program died with its machine");
        disk_.power_on();
    }

    // The journal opens, is whole, and has what was confirmed and nothing that was never said.
    void check(Journal& journal) {
        const auto entries = journal.read(0, said_.size() + 1);
        if (!entries) {
            REQUIRE(disk_.is_dark());
            return;
        }
        REQUIRE(entries->size() >= confirmed_);
        REQUIRE(entries->size() <= said_.size());
        for (std::size_t i = 0; i < entries->size(); ++i) {
            const Entry& entry = (*entries)[i];
            const bool same = entry.seq == static_cast<std::int64_t>(i) + 1 &&
                              entry.kind == said_[i].kind && entry.body == said_[i].body &&
                              entry.at == said_[i].at;
            REQUIRE(same);
        }
        // A transaction is whole or not there.
        const bool at_an_end = ends_.contains(entries->size());
        REQUIRE(at_an_end);
        const auto broken = journal.first_broken();
        REQUIRE(((broken && !*broken) || disk_.is_dark()));
        const auto fact = journal.fact("epoch");
        if (fact) {
            const bool known = *fact == fact_ || *fact == tried_fact_;
            REQUIRE(known);
            fact_ = tried_fact_ = *fact;
        }
        survived_ += static_cast<int>(entries->size() - confirmed_);
        said_.resize(entries->size());
        confirmed_ = entries->size();
    }

    [[nodiscard]] int survived() const { return survived_; }

private:
    void append(Journal& journal) {
        std::vector<Line> lines;
        for (std::int64_t n = dice_.between(1, 4); n > 0; --n) {
            const auto size = static_cast<std::size_t>(
                dice_.chance(20) ? dice_.between(4000, 30'000) : dice_.between(2, 400));
            lines.push_back({moment_from(1'795'395'600'000 + static_cast<std::int64_t>(number_)),
                             "line", std::to_string(++number_) + std::string(size, 'x')});
        }
        said_.insert(said_.end(), lines.begin(), lines.end());
        ends_.insert(said_.size());
        const auto last = journal.append(lines);
        REQUIRE((last || disk_.is_dark()));
        if (last) {
            REQUIRE(*last == static_cast<std::int64_t>(said_.size()));
            confirmed_ = said_.size();
        }
    }

    void set_fact(Journal& journal) {
        tried_fact_ = std::to_string(++number_);
        if (journal.set_fact("epoch", *tried_fact_)) {
            fact_ = tried_fact_;
        }
    }

    Dice dice_;
    PowerCutDisk disk_;
    std::vector<Line> said_;
    std::set<std::size_t> ends_{0};
    std::size_t confirmed_ = 0;
    int survived_ = 0;  // Lines that had not been confirmed and are there all the same.
    std::optional<std::string> fact_;
    std::optional<std::string> tried_fact_;
    int number_ = 0;
};

Line line(const std::string& body) {
    return {moment_from(1'795'395'600'000), "line", body};
}

std::unique_ptr<Journal> opened(const PowerCutDisk& disk) {
    auto journal = Journal::open(disk.file(kFile));
    INFO((journal ? "" : journal.error().detail));
    REQUIRE(journal);
    return *std::move(journal);
}

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("twelve hundred power cuts lose nothing that the journal confirmed", "[sync]") {
    PowerCutDisk::Counts all;
    std::size_t confirmed = 0;
    int survived = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        INFO("seed " << seed);
        Dice dice(seed);
        Program program(seed);
        for (int life = 0; life < 6; ++life) {
            // At the start, where the last cut is mended; soon; or far into a long day.
            const std::array most{12, 60, 400, 1500};
            program.live(dice.between(1, most[static_cast<std::size_t>(dice.between(0, 3))]));
        }
        program.check(*opened(program.disk()));
        const auto& counts = program.disk().counts();
        all.cuts += counts.cuts;
        all.lost += counts.lost;
        all.torn += counts.torn;
        all.kept += counts.kept;
        all.revived += counts.revived;
        confirmed += program.confirmed();
        survived += program.survived();
    }
    std::printf(
        "%d power cuts; writes in the cache: %d lost, %d torn, %d kept; %d deleted files "
        "came back; %zu lines confirmed, none lost; %d more were there\n",
        all.cuts, all.lost, all.torn, all.kept, all.revived, confirmed, survived);
    CHECK(all.cuts >= 1200);
    // A cut that finds nothing in the cache proves nothing.
    CHECK(all.lost > 1000);
    CHECK(all.torn > 1000);
    CHECK(confirmed > 10'000);
}

TEST_CASE("a disk that says it has synced and has not is seen by this very test", "[sync]") {
    int shorter = 0;
    int refused = 0;
    int broken = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        PowerCutDisk disk(seed);
        std::int64_t confirmed = 0;
        {
            const auto journal = opened(disk);
            REQUIRE(journal->append(std::array{line("before")}));
            disk.lie_about_syncs(true);
            // Every other time so much that the write-ahead log is copied into the file meanwhile.
            const std::string rest(seed % 2 == 0 ? 0 : 12'000, 'x');
            for (int n = 2; n <= 500; ++n) {
                const auto last = journal->append(std::array{line(std::to_string(n) + rest)});
                confirmed = last.value_or(confirmed);
            }
            disk.cut();
        }
        disk.power_on();
        const auto journal = Journal::open(disk.file(kFile));
        if (!journal) {
            CHECK(journal.error().code == Fault::corrupt);
            ++refused;
            continue;
        }
        shorter += (*journal)->last_seq() < confirmed ? 1 : 0;
        const auto verdict = (*journal)->first_broken();
        broken += !verdict || verdict->has_value() ? 1 : 0;
    }
    std::printf(
        "60 cuts on a disk that lies: %d journals shorter than confirmed, %d refused as "
        "corrupt, %d with a broken chain\n",
        shorter, refused, broken);
    // Each was noticed: by SQLite, by the chain, or by whoever was told more than is there.
    CHECK(shorter + refused + broken >= 60);
    CHECK(refused + broken > 0);
}

TEST_CASE("a full disk takes no line and loses none, and has room again later", "[sync]") {
    PowerCutDisk disk(1);
    auto journal = opened(disk);
    REQUIRE(journal->append(std::array{line("before")}) == 1);
    disk.make_room_for(disk.bytes_used() + 10'000);
    Result<std::int64_t> last = 1;
    std::int64_t taken = 1;
    for (int n = 0; n < 1000 && last; ++n) {
        taken = *last;
        last = journal->append(std::array{line(std::string(500, 'x'))});
    }
    REQUIRE_FALSE(last);
    CHECK(last.error().code == Fault::disk_full);
    CHECK(journal->last_seq() == taken);
    CHECK(journal->read(0, 10'000)->size() == static_cast<std::size_t>(taken));
    journal.reset();
    CHECK(opened(disk)->last_seq() == taken);

    disk.make_room_for(std::nullopt);
    journal = opened(disk);
    CHECK(journal->append(std::array{line("after")}) == taken + 1);
    CHECK(journal->first_broken()->has_value() == false);
}

TEST_CASE("a disk that has become read-only is a fault with its file's name", "[sync]") {
    PowerCutDisk disk(2);
    auto journal = opened(disk);
    REQUIRE(journal->append(std::array{line("before")}) == 1);
    disk.be_read_only(true);
    const auto refused = journal->append(std::array{line("never")});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == Fault::disk);
    CHECK(journal->read(0, 10)->size() == 1);
    journal.reset();

    const auto reopened = Journal::open(disk.file(kFile));
    if (reopened) {
        CHECK((*reopened)->read(0, 10)->size() == 1);
    } else {
        CHECK(reopened.error().detail.find(kFile) != std::string::npos);
    }
    disk.be_read_only(false);
    CHECK(opened(disk)->append(std::array{line("after")}) == 2);
}

TEST_CASE("a byte that turned over anywhere in a journal at rest is found", "[sync]") {
    Dice dice(3);
    int refused = 0;
    int proven = 0;
    const TempDir dir;
    {
        const auto journal = Journal::open(dir.file(kFile));
        REQUIRE(journal);
        for (int n = 0; n < 60; ++n) {
            REQUIRE((*journal)->append(std::array{line(std::string(200, 'a'))}));
        }
    }
    const std::string sound = bytes_of(dir.file(kFile));
    for (int round = 0; round < 200; ++round) {
        const std::string path = dir.file("rotten" + std::to_string(round));
        std::string bytes = sound;
        // Within one of the bodies, where the file itself stays in good order, or anywhere.
        const auto body =
            bytes.find(std::string(200, 'a'), static_cast<std::size_t>(dice.between(0, 12'000)));
        REQUIRE(body != std::string::npos);
        const bool in_a_body = dice.chance(500);
        const auto end = static_cast<std::int64_t>(bytes.size());
        const auto at = in_a_body ? body + static_cast<std::size_t>(dice.between(0, 199))
                                  : static_cast<std::size_t>(dice.between(0, end - 1));
        bytes[at] = static_cast<char>(bytes[at] ^ 0x04);
        std::ofstream(path, std::ios::binary) << bytes;
        const auto verdict = check_journal(path);
        if (!verdict) {
            CHECK((verdict.error().code == Fault::corrupt || verdict.error().code == Fault::disk));
            ++refused;
        } else if (verdict->broken) {
            CHECK(verdict->broken->seq >= 1);
            CHECK(verdict->entries < 60);
            ++proven;
        } else {
            // Free space, or a field of the header that no reader believes.
            CHECK_FALSE(in_a_body);
            CHECK(verdict->entries == 60);
        }
    }
    std::printf("200 bytes turned over: %d files refused, %d chains broken\n", refused, proven);
    CHECK(proven > 80);
}
