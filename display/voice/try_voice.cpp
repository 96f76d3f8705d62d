// SPDX-License-Identifier: Apache-2.0
// What a field engineer runs: is this loudspeaker heard, and what has a recorded voice to contain.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include <poll.h>

#include "display/voice/announcer.h"

#include <CLI/CLI.hpp>

namespace {

using namespace hall::voice;

struct Wish {
    std::string number = "A012";
    int counter = 3;
    int floor = 0;
    std::string made = ".";
    bool list = false;
    bool prepare = false;
    hall::display::Settings settings;
};

Instant now() {
    return std::chrono::time_point_cast<Milliseconds>(std::chrono::steady_clock::now());
}

int failed(const std::string& why) {
    std::fprintf(stderr, "try_voice: %s\n", why.c_str());
    return 1;
}

void list(const ZonePlan& plan) {
    for (const Tongue tongue : plan.rules.tongues) {
        for (const std::string& token : all_tokens(tongue)) {
            const auto reading = reading_of(token, tongue);
            std::printf("%s/%s.wav\t%s\n", std::string(tag_of(tongue)).c_str(), token.c_str(),
                        reading ? reading->text.c_str() : "");
        }
    }
}

int prepare(const ZonePlan& plan) {
    ClipStore clips{plan.places, plan.rules.tongues};
    clips.prepare_all();
    for (const std::string& fault : clips.faults()) {
        std::fprintf(stderr, "%s\n", fault.c_str());
    }
    return clips.faults().empty() ? 0 : 1;
}

// Until all of it has been said: at most 5 times in three languages, 8 s each.
int say(const Wish& wish, ZonePlan plan) {
    bool silent = false;
    AnnouncerEars ears;
    ears.saying = [&](std::size_t, const std::optional<Say>& say) {
        silent = !say;
        if (say) {
            std::printf("%s\n", std::string(tag_of(say->tongue)).c_str());
            std::fflush(stdout);
        }
    };
    Announcer announcer{{std::move(plan)}, {}, std::move(ears)};
    // Everything is made before anything is said, so that what is heard is what a hall hears.
    while (announcer.tick(now()) <= now()) {
    }
    announcer.take(0, Wanted{"try", {wish.number, wish.counter, wish.floor}, now()}, now());
    const Instant latest = now() + std::chrono::minutes(2);
    while (!silent && now() < latest) {
        const auto next = announcer.tick(now());
        poll(nullptr, 0,
             static_cast<int>(std::clamp<std::int64_t>((next - now()).count(), 0, 200)));
        silent = silent || announcer.health(now()).front().lag.left_out > 0;
    }
    const auto health = announcer.health(now()).front();
    std::fprintf(stderr, "%s\n", health.health.detail.c_str());
    return health.health.state == hall::display::HealthState::lost || health.lag.said == 0 ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
    Wish wish;
    std::vector<std::string> more;
    std::string languages = "cmn";
    CLI::App app{"Says one call, or makes the clips of a voice."};
    app.add_option("number", wish.number, "The ticket, such as A012");
    app.add_option("counter", wish.counter, "The counter, 1 to 999");
    app.add_option("--floor", wish.floor, "The floor, 1 to 99; not said otherwise");
    app.add_option("--languages", languages, "cmn, en, yue, the first first");
    app.add_option("--made", wish.made, "Folder where synthesized clips are kept");
    app.add_option("--set", more, "Any setting of a [[voice]], as name=value");
    app.add_flag("--list", wish.list, "What a recorded voice consists of: file and reading");
    app.add_flag("--prepare", wish.prepare, "Make all clips and leave");
    CLI11_PARSE(app, argc, argv);
    wish.settings["languages"] = languages;
    for (const std::string& one : more) {
        const auto equals = one.find('=');
        if (equals == std::string::npos) {
            return failed("--set " + one + ": needs name=value");
        }
        wish.settings[one.substr(0, equals)] = one.substr(equals + 1);
    }
    auto plan = zone_plan(wish.settings, "try", wish.made);
    if (!plan) {
        return failed(plan.error().detail);
    }
    if (wish.list) {
        list(*plan);
        return 0;
    }
    return wish.prepare ? prepare(*plan) : say(wish, std::move(*plan));
}
