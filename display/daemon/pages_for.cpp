// SPDX-License-Identifier: Apache-2.0
#include "display/daemon/pages_for.h"

#include <algorithm>

namespace hall::board {

using display::SignPage;
using display::Tone;

namespace {

// A delay is worth a word once the link has surely missed a heartbeat (SYNC.md §1).
constexpr std::chrono::seconds kStaleAfter{25};
// Cleaners and the last citizens still need the words; so do those who come early.
constexpr std::chrono::minutes kLitAroundHours{60};

display::Script script_of(Language language) {
    return language == Language::zh_hans ? display::Script::hans : display::Script::hant;
}

std::optional<display::Instant> fresh_since(const Scene& scene, Moment call) {
    const auto age = scene.now - call;
    if (age < std::chrono::milliseconds{0} || age > display::kFreshFor) {
        return std::nullopt;
    }
    return scene.mono - age;
}

SignPage plate_of(const Scene& scene, const Counter& counter) {
    SignPage page{.counter = std::to_string(counter.no),
                  .where = scene.phrases.say("board.to_counter", scene.language,
                                             {{"counter", std::to_string(counter.no)}}),
                  .script = script_of(scene.language)};
    if (scene.silent && *scene.silent >= kStaleAfter) {
        page.stale = scene.phrases.say("board.data_stale", scene.language);
    }
    return page;
}

void set_called(SignPage& page, const Scene& scene, const Counter& counter, const Ticket& ticket) {
    const auto say = [&](const char* key) {
        return scene.phrases.say(key, scene.language,
                                 {{"ticket", page.number},
                                  {"number", page.number},
                                  {"counter", std::to_string(counter.no)}});
    };
    page.number = label_of(ticket.number);
    page.wordings = {say("board.call"), say("board.sign_next")};
    page.tone = Tone::call;
    if (ticket.last_call) {
        page.fresh_since = fresh_since(scene, *ticket.last_call);
    }
}

void set_idle(SignPage& page, const Scene& scene, const Counter& counter, const Seat* seat) {
    const auto say = [&](const char* key) { return scene.phrases.say(key, scene.language); };
    if (!scene.book.is_open(counter.id, scene.now)) {
        const bool paused = seat != nullptr && seat->paused && scene.now < seat->lease_until;
        page.wordings = {say(paused ? "board.sign_paused" : "board.sign_closed")};
        page.tone = paused ? Tone::notice : Tone::closed;
        return;
    }
    const Opening opening = scene.clock.state(scene.now).opening;
    const bool stays = seat != nullptr && seat->extended && opening != Opening::open;
    const bool late = opening == Opening::after || stays;
    page.wordings = {say(late ? "board.extended" : "board.sign_open")};
    page.tone = late ? Tone::notice : Tone::calm;
}

void set_clerk(SignPage& page, const Scene& scene, const Counter& counter, const Seat* seat) {
    const Clerk* clerk = seat == nullptr ? nullptr : scene.content.hall.clerk(seat->clerk);
    if (clerk == nullptr) {
        return;
    }
    const auto say = [&](const char* key, const Phrases::Fillings& fillings = {}) {
        return scene.phrases.say(key, scene.language, fillings);
    };
    page.plate.push_back(clerk->label.in(scene.language));
    page.plate.push_back(say("sign.badge", {{"badge", clerk->badge}}));
    page.plate.push_back(clerk->post.in(scene.language));
    if (!counter.phone.empty()) {
        page.plate.push_back(say("sign.phone", {{"phone", counter.phone}}));
    }
    page.plate.push_back(say("sign.first_duty"));
    std::erase(page.plate, "");
}

// Whether anybody is still in the hall for a matter.
bool is_anybody_here(const Scene& scene) {
    return std::ranges::any_of(scene.book.tickets(), [&](const auto& entry) {
        const Ticket& ticket = entry.second;
        const bool today = ticket.day == scene.clock.business_day(scene.now);
        return today &&
               (ticket.state == TicketState::waiting || ticket.state == TicketState::called ||
                ticket.state == TicketState::serving);
    });
}

}  // namespace

bool is_night(const Scene& scene) {
    const OpeningState state = scene.clock.state(scene.now);
    if (state.opening == Opening::open || state.opening == Opening::lunch) {
        return false;
    }
    const auto closed = scene.clock.closing_time(scene.now);
    const bool just_closed =
        closed && scene.now >= *closed && scene.now < *closed + kLitAroundHours;
    const bool opens_soon = state.opens && scene.now >= *state.opens - kLitAroundHours;
    return !just_closed && !opens_soon && !is_anybody_here(scene);
}

display::Page sign_for(const Scene& scene, const CounterId& id) {
    const Counter* counter = scene.content.hall.counter(id);
    if (counter == nullptr) {
        return display::Dark{};
    }
    SignPage page = plate_of(scene, *counter);
    const Seat* seat = scene.book.seat(id);
    const Ticket* held = scene.book.held_by(id);
    if (held != nullptr && held->state == TicketState::called) {
        set_called(page, scene, *counter, *held);
    } else if (held != nullptr) {
        page.number = label_of(held->number);
        page.wordings = {scene.phrases.say("sign.serving", scene.language)};
        page.tone = Tone::serving;
    } else {
        set_idle(page, scene, *counter, seat);
    }
    set_clerk(page, scene, *counter, seat);
    return page;
}

display::Page farewell_sign(const Scene& scene, const CounterId& id) {
    const Counter* counter = scene.content.hall.counter(id);
    if (counter == nullptr) {
        return display::Dark{};
    }
    SignPage page = plate_of(scene, *counter);
    page.stale.clear();
    page.wordings = {scene.phrases.say("board.sign_paused", scene.language)};
    page.tone = Tone::notice;
    return page;
}

}  // namespace hall::board
