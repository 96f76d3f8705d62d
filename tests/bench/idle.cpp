// SPDX-License-Identifier: Apache-2.0
// What a hall costs in which nobody is.
#include <map>
#include <string>
#include <thread>

#include "tests/bench/glass.h"
#include "tests/bench/hall.h"

#include <fmt/format.h>

namespace hall::bench {

namespace {

using namespace std::chrono_literals;

// Source: issue 2, "What it must show".
constexpr double kAimPercent = 0.5;
constexpr auto kStart = 60s;
// The idle screen moves for its first minute, to be noticed, and then once a minute.
constexpr auto kAwake = 65s;

using Programs = std::map<std::string, drive::Process*>;

// Of one processor, in percent.
std::map<std::string, double> load_of(const Programs& programs, std::chrono::milliseconds span) {
    std::map<std::string, std::chrono::nanoseconds> before;
    for (const auto& [name, program] : programs) {
        before[name] = program->cpu_time();
    }
    const auto begun = Clock::now();
    std::this_thread::sleep_for(span);
    const std::chrono::nanoseconds passed = Clock::now() - begun;
    std::map<std::string, double> percent;
    for (const auto& [name, program] : programs) {
        const auto used = program->cpu_time() - before[name];
        percent[name] = 100.0 * double(used.count()) / double(passed.count());
    }
    return percent;
}

}  // namespace

bool bench_idle(const Options& options, Hall& hall) {
    const BoardEar ear;
    const auto board = hall.start_board(ear.port());
    if (!board) {
        fmt::print("idle: hall-board does not start\n");
        return false;
    }
    Programs programs{{"hall-service", &hall.service()}, {"hall-board", board->get()}};
    std::unique_ptr<drive::Process> kiosk;
    if (options.has_glass()) {
        Eyes eyes(hall.targets());
        auto started = hall.start_kiosk("idle");
        if (!started || !eyes.wait_for("begin", kStart)) {
            fmt::print("idle: hall-kiosk did not draw\n");
            return false;
        }
        kiosk = std::move(*started);
        programs["hall-kiosk"] = kiosk.get();
        const auto moving = load_of(programs, options.quick ? 1s : 50s);
        print("hall-kiosk while the idle screen moves", moving.at("hall-kiosk"), "% of a core");
    }
    std::this_thread::sleep_for(options.quick ? 0s : kAwake - 50s);
    for (const auto& [name, percent] : load_of(programs, options.quick ? 1s : 120s)) {
        print(name + ", idle", percent, "% of a core");
        print_aim(name + ", idle", percent, "<= 0.5 %", percent <= kAimPercent);
    }
    for (const auto& [name, program] : programs) {
        const drive::Memory memory = program->memory();
        print(name + ", memory", double(memory.rss_kb) / 1024,
              fmt::format("MB resident ({:.1f} its own share, {:.1f} peak)",
                          double(memory.pss_kb) / 1024, double(memory.peak_kb) / 1024));
    }
    return true;
}

}  // namespace hall::bench
