// SPDX-License-Identifier: Apache-2.0
// bench: what the hall's promises cost, beside bare SQLite in the same minute on the same disk.
#include <cstdlib>
#include <iostream>
#include <string>

#include "tests/bench/hall.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

int main(int argc, char** argv) {
    using namespace hall::bench;
    Options options;
    std::string only;
    CLI::App app{"Figures of the hall beside bare SQLite. tests/bench/run gives it its screens."};
    app.add_option("--build", options.build, "Directory of the build")->required();
    app.add_option("--source", options.source, "Directory of the source")->required();
    app.add_option("--touch", options.touch, "Touch panel's socket")->envname("HALL_TOUCH");
    app.add_option("--display", options.kiosk_display, "The kiosk's")->envname("DISPLAY");
    app.add_option("--wall", options.wall_display, "The wall's")->envname("WALL_DISPLAY");
    app.add_option("--renderer", options.renderer, "The kiosk's: auto, gl or cpu");
    app.add_option("--only", only, "One part")
        ->check(CLI::IsMember({"issuing", "board", "first", "touch", "idle"}));
    app.add_flag("--quick", options.quick, "Few rounds: whether it works, not how fast");
    CLI11_PARSE(app, argc, argv);

    const auto hall = Hall::open(options);
    if (!hall) {
        std::cerr << "bench: " << hall.error().detail << "\n";
        return EXIT_FAILURE;
    }
    const auto wanted = [&](const char* part) { return only.empty() || only == part; };
    bool ok = true;
    if (options.has_glass()) {
        ok = (!wanted("first") || bench_first_frame(options, **hall)) && ok;
        ok = (!wanted("touch") || bench_touch(options, **hall)) && ok;
    } else {
        fmt::print(
            "first frame, touch -> number, idle kiosk: not measured, there is no touch "
            "panel (tests/bench/run has one)\n");
    }
    ok = (!wanted("idle") || bench_idle(options, **hall)) && ok;
    ok = (!wanted("issuing") || bench_issuing(options, **hall)) && ok;
    ok = (!wanted("board") || bench_board(options, **hall)) && ok;
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
