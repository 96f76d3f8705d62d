// SPDX-License-Identifier: Apache-2.0
// What a field engineer runs: one board, one page, until stopped.
#include <chrono>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <string>

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "display/drivers.h"
#include "display/file_keep.h"
#include "display/font_files.h"
#include "display/picture.h"

#include <CLI/CLI.hpp>

namespace {

using namespace hall::display;

struct Wish {
    Settings settings;
    std::string name = "try";
    std::string text;
    std::string counter;
    std::string message;
    std::string keep;
    std::string snapshot;
    bool wall = false;
    bool list = false;
    int seconds = 0;
};

Instant now() {
    return std::chrono::time_point_cast<Milliseconds>(std::chrono::steady_clock::now());
}

int minute_of_day(Instant) {
    const std::time_t at = std::time(nullptr);
    std::tm local{};
    ::localtime_r(&at, &local);
    return local.tm_hour * 60 + local.tm_min;
}

const char* word_of(HealthState state) {
    switch (state) {
        case HealthState::ok:
            return "ok";
        case HealthState::degraded:
            return "degraded";
        case HealthState::lost:
            return "lost";
        case HealthState::unverifiable:
            return "unverifiable (one-way wire)";
    }
    return "";
}

Page page_of(const Wish& wish) {
    if (wish.text.empty() && wish.message.empty()) {
        return TestCard{wish.name};
    }
    if (wish.wall) {
        WallPage wall;
        wall.hall = wish.name;
        wall.newest = WallCall{wish.text, wish.counter, ""};
        wall.fresh_since = now();
        return wall;
    }
    SignPage sign;
    sign.number = wish.text;
    sign.counter = wish.counter;
    sign.where = wish.counter;
    if (!wish.message.empty()) {
        sign.wordings = {wish.message};
    }
    sign.tone = wish.text.empty() ? Tone::calm : Tone::call;
    return sign;
}

// SIGINT and SIGTERM as something poll() can wait for.
int stop_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigprocmask(SIG_BLOCK, &set, nullptr);
    return signalfd(-1, &set, SFD_CLOEXEC);
}

void tell(const Health& health, HealthState& told) {
    if (health.state != told) {
        told = health.state;
        std::fprintf(stderr, "%s %s\n", word_of(health.state), health.detail.c_str());
    }
}

void drive(Board& board, const Wish& wish) {
    const int stop = stop_signals();
    const Instant begun = now();
    if (const auto shown = board.show(page_of(wish), begun); !shown) {
        std::fprintf(stderr, "not shown yet: %s\n", shown.error().detail.c_str());
    }
    // One line as soon as the first picture is out: scripts wait for it.
    std::printf("shown\n");
    std::fflush(stdout);
    HealthState told = HealthState::ok;
    while (true) {
        const Instant next = board.tick(now());
        tell(board.health(), told);
        if (wish.seconds > 0 && now() >= begun + std::chrono::seconds(wish.seconds)) {
            break;
        }
        pollfd waiting{stop, POLLIN, 0};
        const auto wait = std::clamp<std::int64_t>((next - now()).count(), 0, 1000);
        if (poll(&waiting, 1, static_cast<int>(wait)) > 0) {
            break;
        }
    }
    if (!wish.snapshot.empty()) {
        const auto written = snapshot(board).and_then(
            [&](const auto& png) { return write_whole(wish.snapshot, png); });
        if (!written) {
            std::fprintf(stderr, "no snapshot: %s\n", written.error().detail.c_str());
        }
    }
    board.stop(now());
    close(stop);
}

int run(const Wish& wish) {
    if (wish.list) {
        for (const Driver& driver : drivers()) {
            std::printf("%-10s %s\n", std::string(driver.name).c_str(),
                        std::string(driver.about).c_str());
        }
        return 0;
    }
    auto glyphs =
        debian_fonts().and_then([](FontSet fonts) { return Glyphs::open(std::move(fonts)); });
    if (!glyphs) {
        std::fprintf(stderr, "try_board: %s\n", glyphs.error().detail.c_str());
        return 1;
    }
    FileKeep keep(wish.keep);
    const Fittings fittings{wish.name, glyphs->get(), wish.keep.empty() ? nullptr : &keep, nullptr,
                            &minute_of_day};
    auto board = open_board(wish.settings, fittings);
    if (!board) {
        std::fprintf(stderr, "try_board: %s\n", board.error().detail.c_str());
        return 1;
    }
    drive(**board, wish);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Shows one page on one board. Without --text or --message: the test card."};
    Wish wish;
    const auto setting = [&](const char* flag, const char* name, const char* about) {
        app.add_option_function<std::string>(
            flag, [&wish, name](const std::string& value) { wish.settings[name] = value; }, about);
    };
    app.add_flag("--list", wish.list, "Name the drivers and leave");
    setting("--driver", "driver", "Which driver");
    setting("--to", "to", "The controller's IPv4 address");
    setting("--size", "size", "Width x height, e.g. 64x32");
    setting("--port", "port", "UDP or TCP port");
    setting("--serial", "serial", "Serial port, e.g. /dev/ttyUSB0");
    setting("--address", "address", "The controller's address on its line");
    setting("--universe", "universe", "First universe (e131)");
    setting("--interface", "interface", "Own address to send multicast from (e131)");
    setting("--folder", "folder", "Where pictures go (virtual)");
    std::vector<std::string> others;
    app.add_option("--set", others, "Any other setting, name=value");
    app.add_option("--name", wish.name, "The board's name");
    app.add_option("--text", wish.text, "A ticket number, e.g. A012");
    app.add_option("--counter", wish.counter, "The counter, e.g. 3");
    app.add_option("--message", wish.message, "The words, e.g. 請到 3 號窗口");
    app.add_option("--keep", wish.keep, "Folder for what must outlive a restart (e131)");
    app.add_option("--snapshot", wish.snapshot, "Write the last picture there as PNG on leaving");
    app.add_option("--seconds", wish.seconds, "Leave after that long; 0 = on Ctrl-C")
        ->check(CLI::Range(0, 86400));
    app.add_flag("--wall", wish.wall, "Show the number as a lobby wall does");
    CLI11_PARSE(app, argc, argv);
    for (const std::string& other : others) {
        const auto equals = other.find('=');
        wish.settings[other.substr(0, equals)] =
            equals == std::string::npos ? "" : other.substr(equals + 1);
    }
    return run(wish);
}
