// SPDX-License-Identifier: Apache-2.0
// Virtual time: what happens when, decided by nothing but the seed.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>

#include "sync/hall/ids.h"
#include "tests/support/dice.h"

namespace hall::sim {

using test::Dice;

/// A rule of SYNC.md that the hall broke. The only exception of the simulator: it ends the run.
struct Violation : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// What disks went through on which the product's own journal stands.
struct DiskTally {
    int power_cuts = 0;
    int torn_writes = 0;
};

/// The true clock and everything that is going to happen. Not thread-safe.
class World {
public:
    /// `real_journals`: disks are the product's own journal on SQLite, below them a platter.
    World(std::uint64_t seed, bool trace, bool real_journals)
        : dice_(seed),
          trace_(trace),
          real_journals_(real_journals) {}

    [[nodiscard]] std::int64_t now_ms() const noexcept { return now_ms_; }
    [[nodiscard]] Moment now() const noexcept {
        return kOpening + std::chrono::milliseconds{now_ms_};
    }
    [[nodiscard]] Dice& dice() noexcept { return dice_; }

    void after(std::int64_t delay_ms, std::function<void()> what);
    void run_until(std::int64_t until_ms);

    [[nodiscard]] bool has_real_journals() const noexcept { return real_journals_; }
    [[nodiscard]] DiskTally& disk_tally() noexcept { return disk_tally_; }
    [[nodiscard]] const DiskTally& disk_tally() const noexcept { return disk_tally_; }

    /// A line of the trace, when one was asked for.
    template <typename Text>
    void say(const std::string& who, Text&& text) {
        if (trace_) {
            print(who, std::forward<Text>(text)());
        }
    }

    /// Ends the run: `oracle` is the name in SYNC.md §5 ("O1").
    [[noreturn]] void fail(const std::string& oracle, const std::string& what) const;

    /// Monday 2026-11-23, 09:00 in the hall's zone.
    static constexpr Moment kOpening{std::chrono::milliseconds{1'795'395'600'000}};

private:
    void print(const std::string& who, const std::string& text) const;

    std::int64_t now_ms_ = 0;
    std::uint64_t order_ = 0;
    std::map<std::pair<std::int64_t, std::uint64_t>, std::function<void()>> due_;
    Dice dice_;
    bool trace_;
    bool real_journals_;
    DiskTally disk_tally_;
};

}  // namespace hall::sim
