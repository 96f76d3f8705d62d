// SPDX-License-Identifier: Apache-2.0
// Planner, clips and loudspeaker of every zone, put together.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "display/board.h"
#include "display/by_hour.h"
#include "display/minute_of_day.h"
#include "display/settings.h"
#include "display/voice/clip_store.h"
#include "display/voice/loudspeaker.h"
#include "display/voice/planner.h"

namespace hall::voice {

/// One zone of the settings file: a loudspeaker and what is said through it.
struct ZonePlan {
    std::string name;  ///< Letters, digits, '-' and '_'.
    PlanRules rules;
    std::vector<display::HourStep> volume;  ///< By the hour; 0 = quiet hours; empty: always full.
    ClipPlaces places;
    display::Settings output;  ///< See open_loudspeaker().
};

/// `languages` "cmn,en", `times` 2, `volume_from` "07:30 80,20:00 0", `clips` (recorded),
/// `synthesizer`, and the loudspeaker's own. `made` is where clips are kept.
///
/// Errors: bad_settings; a misspelt setting is one.
[[nodiscard]] display::Result<ZonePlan> zone_plan(const display::Settings& settings,
                                                  const std::string& name,
                                                  const std::string& made);

/// How a zone's voice is.
struct ZoneHealth {
    std::string name;
    display::Health health;
    Lag lag;
};

struct AnnouncerEars {
    /// What zone `zone` begins to say; nothing when it fell silent. For the captions.
    std::function<void(std::size_t zone, const std::optional<Say>& say)> saying;
    /// A phrase that will not be said.
    std::function<void(std::size_t zone, const LeftOut& left)> left_out;
};

/// A machine without a thread, as boards are: its owner hands in events and calls tick() when
/// asked for it. Blocks only while clips are made (ClipStore::prepare_one) and for 300 ms of a
/// loudspeaker.
///
/// Not thread-safe: owned by one thread.
class Announcer {
public:
    Announcer(std::vector<ZonePlan> plans, display::MinuteOfDay minute_of_day, AnnouncerEars ears);

    void take(std::size_t zone, const PlanEvent& event, Instant now);

    /// Goes on with what is due; when to come again.
    [[nodiscard]] Instant tick(Instant now);

    /// Cuts everything off.
    void stop();

    [[nodiscard]] std::vector<ZoneHealth> health(Instant now) const;

private:
    struct Zone {
        ZonePlan plan;
        Planner planner;
        ClipStore clips;
        std::unique_ptr<Loudspeaker> speaker;
        std::string fault;  ///< Why there is no loudspeaker.
        Instant open_at{};
        Milliseconds pause{};  ///< Before it is tried again; grows.
        int percent = -1;      ///< Last told to the planner.
        bool mute = false;     ///< A clip is missing: the last phrase could not be said.
    };

    void act(std::size_t index, const std::vector<PlanAction>& actions, Instant now);
    void play(std::size_t index, const Say& say, Instant now);
    void open(Zone& zone, Instant now);
    void set_loudness(std::size_t index, Instant now);

    display::MinuteOfDay minute_of_day_;
    AnnouncerEars ears_;
    std::vector<Zone> zones_;
};

}  // namespace hall::voice
