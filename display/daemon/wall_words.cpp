// SPDX-License-Identifier: Apache-2.0
#include "display/daemon/wall_words.h"

#include <chrono>

#include "sync/hall/notices.h"

namespace hall::board {

using display::WallPage;

namespace {

constexpr std::size_t kNotices = 12;
constexpr std::size_t kHonours = 12;
constexpr std::chrono::seconds kStaleAfter{25};

// What stands large while nobody was called.
std::string welcome_of(const Scene& scene) {
    const OpeningState state = scene.clock.state(scene.now);
    const std::string opens =
        state.opens ? scene.clock.when_text(*state.opens, scene.now).in(scene.language) : "";
    const auto say = [&](const char* key) {
        return scene.phrases.say(key, scene.language, {{"time", opens}});
    };
    switch (state.opening) {
        case Opening::open:
            return say("board.welcome");
        case Opening::lunch:
            return say("board.lunch_break");
        case Opening::before:
            return say("board.before_opening");
        case Opening::after:
            return say("board.after_hours");
    }
    return {};
}

std::vector<std::string> notices_of(const Scene& scene) {
    std::vector<std::string> notices{scene.phrases.say("board.missed_line", scene.language)};
    if (scene.content.notices == nullptr) {
        return notices;
    }
    const Day day = scene.clock.business_day(scene.now);
    const char* colon = scene.language == Language::en ? ": " : "：";
    for (const Notice* notice : scene.content.notices->up(day, NoticeKind::notice)) {
        if (notices.size() <= kNotices) {
            const std::string& body = notice->body.in(scene.language);
            notices.push_back(notice->title.in(scene.language) +
                              (body.empty() ? "" : colon + body));
        }
    }
    return notices;
}

// Who has left the hall since is passed over.
std::vector<std::string> honoured(const Scene& scene, const Honour& honour) {
    const HallConfig& hall = scene.content.hall;
    std::vector<std::string> names;
    for (const CounterId& id : honour.counters) {
        if (const Counter* counter = hall.counter(id)) {
            names.push_back(scene.phrases.say("board.to_counter", scene.language,
                                              {{"counter", std::to_string(counter->no)}}));
        }
    }
    for (const ClerkId& id : honour.clerks) {
        if (const Clerk* clerk = hall.clerk(id)) {
            names.push_back(clerk->label.in(scene.language));
        }
    }
    return names;
}

std::vector<display::WallHonour> honours_of(const Scene& scene) {
    std::vector<display::WallHonour> honours;
    if (scene.content.notices == nullptr) {
        return honours;
    }
    for (const Honour* honour :
         scene.content.notices->honours_up(scene.clock.business_day(scene.now))) {
        display::WallHonour shown{honour->title.in(scene.language), "", honoured(scene, *honour)};
        if (honour->month) {
            const std::chrono::year_month_day date{*honour->month};
            shown.period =
                scene.phrases.say("board.honour_month", scene.language,
                                  {{"year", std::to_string(static_cast<int>(date.year()))},
                                   {"month", std::to_string(static_cast<unsigned>(date.month()))}});
        }
        if (!shown.names.empty() && honours.size() < kHonours) {
            honours.push_back(std::move(shown));
        }
    }
    return honours;
}

}  // namespace

void set_words(WallPage& page, const Scene& scene, const Place& place) {
    const auto say = [&](const char* key, const Phrases::Fillings& fillings = {}) {
        return scene.phrases.say(key, scene.language, fillings);
    };
    const HallConfig& hall = scene.content.hall;
    const Language second = scene.language == Language::en ? Language::zh_hant : Language::en;
    page.script =
        scene.language == Language::zh_hans ? display::Script::hans : display::Script::hant;
    page.hall = hall.name.in(scene.language);
    page.subtitle = hall.name.in(second);
    if (const Zone* zone = place.zone.empty() ? nullptr : hall.zone(place.zone)) {
        page.subtitle = zone->name.in(scene.language) + " · " + zone->name.in(second);
    }
    page.clock = scene.clock.time_text(scene.now);
    page.date = scene.clock.date_text(scene.now).in(scene.language);
    page.welcome = welcome_of(scene);
    page.hotline = hall.hotline;
    page.notices = notices_of(scene);
    page.honours = honours_of(scene);
    page.qr = hall.public_url.empty() ? "" : hall.public_url + "/hall/";
    page.captions = {.calling = say("board.newest"),
                     .recent = say("board.last_called"),
                     .next = say("board.next"),
                     .next_note = say("board.next_note"),
                     .missed = say("board.missed"),
                     .serving = say("board.now_serving"),
                     .waiting = say("board.waiting_by_queue"),
                     .qr = say("board.scan_hall"),
                     .hotline = say("board.hotline", {{"phone", ""}})};
    if (scene.silent && *scene.silent >= kStaleAfter) {
        page.stale = say("board.data_delay", {{"n", std::to_string(scene.silent->count())}});
    }
}

}  // namespace hall::board
