// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/sim.h"

#include <cstdio>
#include <string>

#include <catch2/catch.hpp>

#include "tests/support/places.h"

using namespace hall::sim;

namespace {

std::string how_to_see(std::uint64_t seed, Mistake mistake = Mistake::none) {
    std::string command =
        hall::support::binary_dir() + "/tests/sim/sim --trace --seed " + std::to_string(seed);
    if (mistake != Mistake::none) {
        command += " --mistake " + std::string(name_of(mistake));
    }
    return command;
}

// A quarter of the two hundred mornings, so that ctest may run them side by side.
Tally expect_sound(std::uint64_t first, std::uint64_t count = 50, bool real_journals = false) {
    Tally tally;
    for (std::uint64_t seed = first; seed < first + count; ++seed) {
        const SimResult result = run_sim({.seed = seed, .real_journals = real_journals});
        INFO("seed " << seed << ": " << result.violation.value_or("") << "\n  "
                     << how_to_see(seed));
        CHECK_FALSE(result.violation);
        tally += result.tally;
    }
    std::printf("seeds %d to %d: %s\n", static_cast<int>(first),
                static_cast<int>(first + count) - 1, text_of(tally).c_str());
    return tally;
}

struct Found {
    int after_seeds = 0;
    std::string oracle;
};

// The first seed that notices the planted mistake by what `oracles` watch over.
Found first_seed_that_sees(Mistake mistake, int most) {
    for (int n = 1; n <= most; ++n) {
        const auto seed = static_cast<std::uint64_t>(n);
        const SimResult result = run_sim({.seed = seed, .mistake = mistake});
        if (result.violation) {
            std::printf("%s: caught after %d seeds: %s\n  %s\n",
                        std::string(name_of(mistake)).c_str(), n, result.violation->c_str(),
                        how_to_see(seed, mistake).c_str());
            return {n, result.violation->substr(0, result.violation->find(' '))};
        }
    }
    return {};
}

}  // namespace

TEST_CASE("fifty mornings lose nobody, first quarter", "[sim]") {
    const Tally tally = expect_sound(1);
    // A morning on which nothing goes wrong proves little: everything must have gone wrong.
    CHECK(tally.own_lane > 100);
    CHECK(tally.abandoned > 20);
    CHECK(tally.voided > 0);
    CHECK(tally.uncertain > 20);
    CHECK(tally.kiosk_crashes > 100);
    CHECK(tally.service_crashes > 50);
    CHECK(tally.clock_jumps > 50);
    CHECK(tally.full_disks > 0);
    CHECK(tally.bursts > 50);
    CHECK(tally.outages > 3);
    CHECK(tally.retries > 100);
    CHECK(tally.restores > 5);
    CHECK(tally.lives > 3);
    CHECK(tally.carried > 0);
}

TEST_CASE("fifty mornings lose nobody, second quarter", "[sim]") {
    CHECK(expect_sound(51).tickets > 0);
}

TEST_CASE("fifty mornings lose nobody, third quarter", "[sim]") {
    CHECK(expect_sound(101).tickets > 0);
}

TEST_CASE("fifty mornings lose nobody, fourth quarter", "[sim]") {
    CHECK(expect_sound(151).tickets > 0);
}

TEST_CASE("mornings on the product's own journals, whose machines lose power, first half",
          "[sim]") {
    const Tally tally = expect_sound(1, 20, true);
    CHECK(tally.power_cuts > 400);
    CHECK(tally.torn_writes > 200);
}

TEST_CASE("mornings on the product's own journals, whose machines lose power, second half",
          "[sim]") {
    const Tally tally = expect_sound(21, 20, true);
    CHECK(tally.power_cuts > 400);
    CHECK(tally.torn_writes > 200);
}

TEST_CASE("one seed is one morning, to the millisecond", "[sim]") {
    for (const std::uint64_t seed : {3U, 11U}) {
        const SimResult once = run_sim({.seed = seed});
        const SimResult again = run_sim({.seed = seed});
        CHECK(once.at_ms == again.at_ms);
        CHECK(text_of(once.tally) == text_of(again.tally));
    }
}

TEST_CASE("paper before the journal is seen (rule 1 taken away)", "[sim][planted]") {
    const Found found = first_seed_that_sees(Mistake::print_when_decided, 3);
    CHECK(found.oracle == "O2");
}

TEST_CASE("a number given up and not written down is seen (rule 2)", "[sim][planted]") {
    const Found found = first_seed_that_sees(Mistake::forget_abandoned, 10);
    CHECK(found.oracle == "O6");
}

TEST_CASE("words that leave before the log is synced are seen (rule 5)", "[sim][planted]") {
    const Found found = first_seed_that_sees(Mistake::speak_before_durable, 5);
    CHECK(found.oracle == "O9");
}

TEST_CASE("counting from receipt instead of from issue is seen (rule 6)", "[sim][planted]") {
    const Found found = first_seed_that_sees(Mistake::order_of_receipt, 20);
    CHECK(found.oracle == "O7");
}

TEST_CASE("a lane's counter that a crash sets back is seen (rule 7)", "[sim][planted]") {
    const Found found = first_seed_that_sees(Mistake::lane_from_a_cache, 10);
    CHECK(found.oracle == "O1");
}

TEST_CASE("a restart that nobody writes down is seen (rule 8)", "[sim][planted]") {
    const Found found = first_seed_that_sees(Mistake::boot_not_written_down, 20);
    CHECK((found.oracle == "O6" || found.oracle == "O7"));
}

TEST_CASE("a new journal without the old one's untold tickets is seen (rule 7)", "[sim][planted]") {
    const Found found = first_seed_that_sees(Mistake::leave_the_tail_behind, 60);
    CHECK(found.oracle == "O3");
}
