// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/sim.h"

#include <algorithm>
#include <utility>

#include "tests/sim/hall_day.h"

namespace hall::sim {

namespace {

constexpr std::array<std::pair<Mistake, std::string_view>, 8> kNames{{
    {Mistake::none, "none"},
    {Mistake::print_when_decided, "print-when-decided"},
    {Mistake::forget_abandoned, "forget-abandoned"},
    {Mistake::speak_before_durable, "speak-before-durable"},
    {Mistake::order_of_receipt, "order-of-receipt"},
    {Mistake::lane_from_a_cache, "lane-from-a-cache"},
    {Mistake::boot_not_written_down, "boot-not-written-down"},
    {Mistake::leave_the_tail_behind, "leave-the-tail-behind"},
}};

struct Figure {
    const char* name;
    int Tally::*value;
};
constexpr std::array kFigures{
    Figure{"tickets", &Tally::tickets},
    Figure{"slips", &Tally::slips},
    Figure{"own lane", &Tally::own_lane},
    Figure{"abandoned", &Tally::abandoned},
    Figure{"void by boot", &Tally::voided},
    Figure{"paper uncertain", &Tally::uncertain},
    Figure{"calls", &Tally::calls},
    Figure{"commands", &Tally::commands},
    Figure{"retries", &Tally::retries},
    Figure{"kiosk crashes", &Tally::kiosk_crashes},
    Figure{"service crashes", &Tally::service_crashes},
    Figure{"cuts", &Tally::cuts},
    Figure{"clock jumps", &Tally::clock_jumps},
    Figure{"full disks", &Tally::full_disks},
    Figure{"power cuts", &Tally::power_cuts},
    Figure{"torn writes", &Tally::torn_writes},
    Figure{"snapshots", &Tally::snapshots},
    Figure{"bursts", &Tally::bursts},
    Figure{"hours away", &Tally::outages},
    Figure{"restored disks", &Tally::restores},
    Figure{"new journals", &Tally::lives},
    Figure{"carried over", &Tally::carried},
    Figure{"lost with a disk", &Tally::lost_slips},
    Figure{"twins", &Tally::twins},
};

}  // namespace

std::string_view name_of(Mistake mistake) noexcept {
    const auto* found =
        std::ranges::find(kNames, mistake, &std::pair<Mistake, std::string_view>::first);
    return found == kNames.end() ? std::string_view{} : found->second;
}

std::optional<Mistake> mistake_from(std::string_view name) noexcept {
    const auto* found =
        std::ranges::find(kNames, name, &std::pair<Mistake, std::string_view>::second);
    return found == kNames.end() ? std::nullopt : std::optional{found->first};
}

Tally& Tally::operator+=(const Tally& other) noexcept {
    for (const Figure& figure : kFigures) {
        this->*figure.value += other.*figure.value;
    }
    return *this;
}

std::string text_of(const Tally& tally) {
    std::string text;
    for (const Figure& figure : kFigures) {
        text +=
            (text.empty() ? "" : ", ") + std::to_string(tally.*figure.value) + " " + figure.name;
    }
    return text;
}

SimResult run_sim(const SimSettings& settings) {
    HallDay day{settings};
    SimResult result;
    try {
        day.run();
    } catch (const Violation& violation) {
        result.violation = violation.what();
    }
    result.at_ms = day.now_ms();
    result.tally = day.tally();
    return result;
}

}  // namespace hall::sim
