// SPDX-License-Identifier: Apache-2.0
#include "display/voice/announcer.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

namespace hall::voice {

using display::Fault;
using display::HealthState;

namespace {

constexpr Milliseconds kFirstPause{2000};
constexpr Milliseconds kLongestPause{60'000};
constexpr Milliseconds kLookAgain{1000};
// Later than this a call is no help to anybody: the manager hears of it.
constexpr Milliseconds kLate{60'000};
constexpr std::array<std::string_view, 9> kKnown{"languages", "times",       "volume_from",
                                                 "clips",     "synthesizer", "output",
                                                 "device",    "channel",     "folder"};

display::Result<std::vector<Tongue>> tongues_setting(const display::Settings& settings) {
    std::vector<Tongue> tongues;
    const std::string text = display::text_setting(settings, "languages", "cmn");
    std::string_view rest = text;
    while (!rest.empty()) {
        const auto comma = std::min(rest.find(','), rest.size());
        const auto tongue = tongue_of(rest.substr(0, comma));
        if (!tongue || std::ranges::find(tongues, *tongue) != tongues.end()) {
            tongues.clear();
            break;
        }
        tongues.push_back(*tongue);
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    if (tongues.empty()) {
        return display::fail(Fault::bad_settings,
                             "languages=" + text + ": needs cmn, en, yue, the first first");
    }
    return tongues;
}

}  // namespace

display::Result<ZonePlan> zone_plan(const display::Settings& settings,
                                    const std::string& name,
                                    const std::string& made) {
    auto tongues = tongues_setting(settings);
    const auto times = display::number_setting(settings, "times", {1, 5}, 2);
    auto volume = display::by_hour_setting(settings, "volume_from", {0, 100});
    for (const auto& wrong :
         {display::only_known(settings, kKnown), tongues.map([](const auto&) {}),
          times.map([](auto) {}), volume.map([](const auto&) {})}) {
        if (!wrong) {
            return tl::make_unexpected(wrong.error());
        }
    }
    ZonePlan plan{.name = name};
    plan.rules.tongues = std::move(*tongues);
    plan.rules.times = *times;
    plan.volume = std::move(*volume);
    plan.places = {display::text_setting(settings, "clips", ""), made,
                   display::text_setting(settings, "synthesizer", "espeak-ng")};
    plan.output = settings;
    return plan;
}

Announcer::Announcer(std::vector<ZonePlan> plans,
                     display::MinuteOfDay minute_of_day,
                     AnnouncerEars ears)
    : minute_of_day_(std::move(minute_of_day)),
      ears_(std::move(ears)) {
    for (ZonePlan& plan : plans) {
        Planner planner{plan.rules};
        ClipStore clips{plan.places, plan.rules.tongues};
        zones_.push_back({.plan = std::move(plan),
                          .planner = std::move(planner),
                          .clips = std::move(clips),
                          .speaker = nullptr,
                          .fault = {}});
    }
}

void Announcer::open(Zone& zone, Instant now) {
    auto opened = open_loudspeaker(zone.plan.output, zone.plan.name);
    if (opened) {
        zone.speaker = std::move(*opened);
        zone.fault.clear();
        zone.pause = {};
        return;
    }
    zone.fault = opened.error().detail;
    zone.pause = std::clamp(2 * zone.pause, kFirstPause, kLongestPause);
    zone.open_at = now + zone.pause;
}

// Without a loudspeaker it is as in quiet hours: what nobody could hear does not pile up.
void Announcer::set_loudness(std::size_t index, Instant now) {
    Zone& zone = zones_[index];
    int percent = 100;
    if (!zone.speaker) {
        percent = 0;
    } else if (!zone.plan.volume.empty()) {
        percent = display::percent_at(zone.plan.volume, minute_of_day_ ? minute_of_day_(now) : 720);
    }
    if (percent != zone.percent) {
        zone.percent = percent;
        act(index, zone.planner.update(Loudness{percent}, now), now);
    }
}

void Announcer::take(std::size_t zone, const PlanEvent& event, Instant now) {
    assert(zone < zones_.size());
    set_loudness(zone, now);
    act(zone, zones_[zone].planner.update(event, now), now);
}

void Announcer::act(std::size_t index, const std::vector<PlanAction>& actions, Instant now) {
    for (const PlanAction& action : actions) {
        if (const auto* say = std::get_if<Say>(&action)) {
            play(index, *say, now);
        } else if (const auto* left = std::get_if<LeftOut>(&action)) {
            if (ears_.left_out) {
                ears_.left_out(index, *left);
            }
        } else if (ears_.saying) {
            ears_.saying(index, std::nullopt);
        }
    }
}

// What cannot be played is over at once; tick() hears the silence and goes on.
void Announcer::play(std::size_t index, const Say& say, Instant now) {
    Zone& zone = zones_[index];
    const auto clip = zone.clips.say(say.phrase, say.tongue, say.chime, say.percent);
    zone.mute = !clip;
    if (clip && zone.speaker) {
        if (const auto played = zone.speaker->play(*clip, now); !played) {
            zone.fault = played.error().detail;
            zone.speaker.reset();
            zone.pause = kFirstPause;
            zone.open_at = now + zone.pause;
        }
    }
    if (ears_.saying) {
        ears_.saying(index, say);
    }
}

Instant Announcer::tick(Instant now) {
    Instant next = now + kLookAgain;
    for (std::size_t i = 0; i < zones_.size(); ++i) {
        Zone& zone = zones_[i];
        if (!zone.speaker && now >= zone.open_at) {
            open(zone, now);
        }
        set_loudness(i, now);
        // One clip a turn: what is already there can speak meanwhile.
        const bool preparing = zone.clips.prepare_one();
        const Instant silent = zone.speaker ? zone.speaker->silent_at(now) : now;
        if (zone.planner.is_saying() && silent <= now) {
            act(i, zone.planner.update(Finished{}, now), now);
        }
        if (zone.planner.is_saying()) {
            next = std::min(next, zone.speaker ? zone.speaker->silent_at(now) : now);
        }
        next = preparing ? now : next;
    }
    return next;
}

void Announcer::stop() {
    for (Zone& zone : zones_) {
        if (zone.speaker) {
            zone.speaker->stop();
        }
    }
}

std::vector<ZoneHealth> Announcer::health(Instant now) const {
    std::vector<ZoneHealth> all;
    for (const Zone& zone : zones_) {
        ZoneHealth one{zone.plan.name, {}, zone.planner.lag(now)};
        if (!zone.speaker) {
            one.health = {HealthState::lost, zone.fault, 0};
        } else {
            one.health = zone.speaker->health();
        }
        const bool fine = one.health.state != HealthState::lost;
        if (fine && (zone.mute || !zone.clips.faults().empty())) {
            one.health.state = HealthState::degraded;
            one.health.detail = zone.clips.faults().empty() ? "clips are still being made"
                                                            : zone.clips.faults().front();
        }
        if (one.health.state != HealthState::lost && one.lag.oldest_waiting > kLate) {
            one.health.state = HealthState::degraded;
            one.health.detail = std::to_string(one.lag.waiting) + " calls wait, the first for " +
                                std::to_string(one.lag.oldest_waiting.count() / 10'000 * 10) + " s";
        }
        all.push_back(std::move(one));
    }
    return all;
}

}  // namespace hall::voice
