// SPDX-License-Identifier: Apache-2.0
// From the state of the hall to what its loudspeakers say.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "display/daemon/pages_for.h"
#include "display/settings.h"
#include "display/voice/planner.h"

namespace hall::board {

/// One [[voice]] of the settings file.
struct VoicePlan {
    std::string name;
    Place place;  ///< Whose calls it says; those of the whole hall with their floors.
    display::Settings settings;
};

/// Whether a loudspeaker says the calls of that counter.
[[nodiscard]] bool is_heard(const Scene& scene, const VoicePlan& voice, const CounterId& counter);

/// What is on the captions of walls while `say` is heard: in the language it is said in.
[[nodiscard]] std::string caption_of(const Scene& scene, const voice::Say& say);

/// Finds the calls that nobody was asked by yet. Like the pages it goes by the state, not by
/// messages: a call that was over before it was seen is not said, and none is said twice.
///
/// Not thread-safe: owned by the daemon's loop.
class Calls {
public:
    /// Calls older than this when they are seen first – after a start, or when the link is back –
    /// are on the boards and are not said.
    static constexpr std::chrono::seconds kStaleAfter{20};

    explicit Calls(std::vector<VoicePlan> voices) : voices_(std::move(voices)) {}

    using News = std::vector<std::pair<std::size_t, voice::PlanEvent>>;
    /// What is new since the last look, for each voice by its place, in the order of the calls.
    [[nodiscard]] News look(const Scene& scene);

private:
    struct Seen {
        TicketId ticket;
        Moment last_call{};
    };
    void call(const Scene& scene, const Ticket& ticket, News& news) const;

    std::vector<VoicePlan> voices_;
    std::map<CounterId, Seen> seen_;  ///< Counters that are calling.
};

}  // namespace hall::board
