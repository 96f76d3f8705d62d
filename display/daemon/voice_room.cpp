// SPDX-License-Identifier: Apache-2.0
#include "display/daemon/voice_room.h"

#include <utility>

namespace hall::board {

namespace {

using namespace std::chrono_literals;

// Ten bursts of all counters.
constexpr std::size_t kRoom = 1024;
constexpr auto kTellAgain = 10s;

display::Instant now_of_clock() {
    return std::chrono::time_point_cast<display::Milliseconds>(std::chrono::steady_clock::now());
}

}  // namespace

VoiceRoom::VoiceRoom(std::vector<voice::ZonePlan> plans,
                     display::MinuteOfDay minute_of_day,
                     VoiceEars ears)
    : ears_(std::move(ears)),
      announcer_(std::move(plans), std::move(minute_of_day), {ears_.saying, {}}),
      box_(kRoom) {
    // Here and not on the thread: SDL's parts are started by one thread at a time.
    (void)announcer_.tick(now_of_clock());
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

VoiceRoom::~VoiceRoom() {
    thread_.request_stop();
    thread_.join();
    announcer_.stop();
}

bool VoiceRoom::tell(std::size_t voice, voice::PlanEvent event) {
    return box_.post({voice, std::move(event)});
}

void VoiceRoom::tell_health(display::Instant now) {
    auto all = announcer_.health(now);
    std::vector<display::HealthState> states;
    for (const voice::ZoneHealth& one : all) {
        states.push_back(one.health.state);
    }
    if (ears_.health && (states != told_ || now >= told_at_ + kTellAgain)) {
        told_ = std::move(states);
        told_at_ = now;
        ears_.health(std::move(all));
    }
}

void VoiceRoom::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        const auto next = announcer_.tick(now_of_clock());
        tell_health(now_of_clock());
        if (auto message = box_.take(stop, next)) {
            announcer_.take(message->first, message->second, now_of_clock());
        }
    }
}

}  // namespace hall::board
