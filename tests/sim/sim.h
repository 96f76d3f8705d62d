// SPDX-License-Identifier: Apache-2.0
// A morning of the hall out of one seed: kiosks, counters, a board and the service, on the
// product's own cores, with everything that can go wrong going wrong.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hall::sim {

/// A rule of SYNC.md §2 that the harness takes away around the cores, to see that it is missed.
enum class Mistake : std::uint8_t {
    none,
    print_when_decided,     ///< Rule 1: paper before the journal is durable.
    forget_abandoned,       ///< Rule 2: a number given up is not written down.
    speak_before_durable,   ///< Rule 5: answers and frames leave before the log is synced.
    order_of_receipt,       ///< Rule 6: a ticket counts from when the service heard of it.
    lane_from_a_cache,      ///< Rule 7: the lane's counter is not derived from the journal.
    boot_not_written_down,  ///< Rule 8: a restart proves nothing about reserved numbers.
    leave_the_tail_behind,  ///< Rule 7: a new journal without what the old one never told.
};
inline constexpr std::array kMistakes{Mistake::print_when_decided,   Mistake::forget_abandoned,
                                      Mistake::speak_before_durable, Mistake::order_of_receipt,
                                      Mistake::lane_from_a_cache,    Mistake::boot_not_written_down,
                                      Mistake::leave_the_tail_behind};
[[nodiscard]] std::string_view name_of(Mistake mistake) noexcept;
[[nodiscard]] std::optional<Mistake> mistake_from(std::string_view name) noexcept;

struct SimSettings {
    std::uint64_t seed = 1;
    Mistake mistake = Mistake::none;
    bool real_journals = false;  ///< Disks are the product's own journal, crashes power cuts in it.
    bool trace = false;          ///< One line per happening, on standard output.
};

/// How often what happened: a run in which nothing goes wrong proves little.
struct Tally {
    int tickets = 0;
    int slips = 0;
    int own_lane = 0;
    int abandoned = 0;
    int voided = 0;
    int uncertain = 0;
    int calls = 0;
    int commands = 0;
    int retries = 0;
    int kiosk_crashes = 0;
    int service_crashes = 0;
    int cuts = 0;
    int clock_jumps = 0;
    int full_disks = 0;
    int power_cuts = 0;   ///< Of real journals.
    int torn_writes = 0;  ///< In those.
    int snapshots = 0;
    int bursts = 0;
    int outages = 0;
    int restores = 0;    ///< Old images put on a kiosk's disk.
    int lives = 0;       ///< New journals that kiosks began by themselves.
    int carried = 0;     ///< Tickets that only the carrying over saved.
    int lost_slips = 0;  ///< On paper, and nowhere else since the disk was restored.
    int twins = 0;       ///< Tickets with the number of one that was lost so, or told elsewhere.

    Tally& operator+=(const Tally& other) noexcept;
};

struct SimResult {
    std::optional<std::string> violation;  ///< "O1 two slips say A007 …"
    std::int64_t at_ms = 0;                ///< When, after the hall opened.
    Tally tally;
};

/// Runs one seed to its end, or to the first violation. About 0.3 s in a Debug build.
[[nodiscard]] SimResult run_sim(const SimSettings& settings);

[[nodiscard]] std::string text_of(const Tally& tally);

}  // namespace hall::sim
