// SPDX-License-Identifier: Apache-2.0
// sim: runs one seed or many, tells what broke, and shows how it came to that.
#include <cstdio>
#include <string>

#include "tests/sim/sim.h"

#include <CLI/CLI.hpp>

int main(int argc, char** argv) {
    using namespace hall::sim;
    CLI::App app{"One morning of the hall out of one seed."};
    SimSettings settings;
    std::uint64_t seeds = 1;
    std::string mistake = "none";
    app.add_option("--seed", settings.seed, "The first seed")->capture_default_str();
    app.add_option("--seeds", seeds, "How many, one after the other")->capture_default_str();
    app.add_option("--mistake", mistake, "A rule to take away, e.g. print-when-decided");
    app.add_flag("--real-journals", settings.real_journals,
                 "Disks are the product's journal on SQLite, and every crash a power cut in it");
    app.add_flag("--trace", settings.trace, "Tell everything that happens");
    CLI11_PARSE(app, argc, argv);
    const auto known = mistake_from(mistake);
    if (!known) {
        std::printf("no such mistake: %s\n", mistake.c_str());
        for (const Mistake one : kMistakes) {
            std::printf("  %s\n", std::string(name_of(one)).c_str());
        }
        return 2;
    }
    settings.mistake = *known;
    Tally tally;
    int broken = 0;
    const std::uint64_t end = settings.seed + seeds;
    for (; settings.seed < end; ++settings.seed) {
        const SimResult result = run_sim(settings);
        tally += result.tally;
        if (result.violation) {
            ++broken;
            std::printf("seed %llu: %s (after %.1f min)\n",
                        static_cast<unsigned long long>(settings.seed), result.violation->c_str(),
                        static_cast<double>(result.at_ms) / 60'000.0);
        }
    }
    std::printf("%d of %llu seeds broken; %s\n", broken, static_cast<unsigned long long>(seeds),
                text_of(tally).c_str());
    return broken == 0 ? 0 : 1;
}
