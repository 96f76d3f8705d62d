// SPDX-License-Identifier: Apache-2.0
#include "display/daemon/calls.h"

#include <algorithm>

namespace hall::board {

using voice::Pressing;

namespace {

Pressing pressing_of(const Scene& scene, const Ticket& ticket) {
    if (ticket.calls <= 1) {
        return Pressing::first;
    }
    return ticket.calls > scene.content.hall.policy.recall_max ? Pressing::last : Pressing::again;
}

// The floor is worth a word where people of several floors hear it.
int floor_to_say(const Scene& scene, const VoicePlan& voice, const Counter& counter) {
    const Floor* floor = scene.content.hall.floor(counter.floor);
    const bool several = voice.place.is_whole_hall() && scene.content.hall.floors.size() > 1;
    return several && floor != nullptr && floor->level > 0 ? floor->level : 0;
}

}  // namespace

bool is_heard(const Scene& scene, const VoicePlan& voice, const CounterId& counter) {
    const Counter* there = scene.content.hall.counter(counter);
    return there != nullptr && is_there(voice.place, *there);
}

std::string caption_of(const Scene& scene, const voice::Say& say) {
    const bool english = say.tongue == voice::Tongue::english;
    Language language = english ? Language::en : scene.language;
    if (!english && language == Language::en) {
        language = Language::zh_hant;
    }
    const auto& floors = scene.content.hall.floors;
    const auto floor = std::ranges::find(floors, say.phrase.floor, &Floor::level);
    const bool named = say.phrase.floor != 0 && floor != floors.end();
    return scene.phrases.say(named ? "board.call_floor" : "board.call", language,
                             {{"ticket", say.phrase.number},
                              {"counter", std::to_string(say.phrase.counter)},
                              {"floor", named ? floor->name.in(language) : ""}});
}

void Calls::call(const Scene& scene, const Ticket& ticket, News& news) const {
    const Counter* counter = scene.content.hall.counter(*ticket.counter);
    if (counter == nullptr) {
        return;
    }
    const auto age = std::max(scene.now - *ticket.last_call, std::chrono::milliseconds{0});
    for (std::size_t i = 0; i < voices_.size(); ++i) {
        if (is_heard(scene, voices_[i], counter->id)) {
            news.emplace_back(i, voice::Wanted{text_of(ticket.id),
                                               {label_of(ticket.number), counter->no,
                                                floor_to_say(scene, voices_[i], *counter),
                                                pressing_of(scene, ticket)},
                                               scene.mono - age});
        }
    }
}

Calls::News Calls::look(const Scene& scene) {
    News over;
    std::vector<const Ticket*> called;
    for (const Counter& counter : scene.content.hall.counters) {
        const Ticket* held = scene.book.held_by(counter.id);
        const bool calling =
            held != nullptr && held->state == TicketState::called && held->last_call;
        const auto seen = seen_.find(counter.id);
        if (seen != seen_.end() && (!calling || seen->second.ticket != held->id)) {
            for (std::size_t i = 0; i < voices_.size(); ++i) {
                over.emplace_back(i, voice::Withdrawn{text_of(seen->second.ticket)});
            }
            seen_.erase(seen);
        }
        if (!calling) {
            continue;
        }
        Seen& now = seen_[counter.id];
        if (now.ticket == held->id && now.last_call == *held->last_call) {
            continue;
        }
        now = {held->id, *held->last_call};
        if (scene.now - *held->last_call <= kStaleAfter) {
            called.push_back(held);
        }
    }
    // What is over first: a ticket that moved to another counter is called from there.
    std::ranges::sort(called, {}, [](const Ticket* ticket) {
        return std::pair{*ticket->last_call, ticket->id};
    });
    News news = std::move(over);
    for (const Ticket* ticket : called) {
        call(scene, *ticket, news);
    }
    return news;
}

}  // namespace hall::board
