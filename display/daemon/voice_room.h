// SPDX-License-Identifier: Apache-2.0
// The thread on which the loudspeakers live: neither a long phrase nor a slow card holds up a sign.
#pragma once

#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "display/daemon/calls.h"
#include "display/voice/announcer.h"
#include "sync/mailbox.h"

namespace hall::board {

/// Both are called on the voice's thread.
struct VoiceEars {
    std::function<void(std::size_t voice, const std::optional<voice::Say>& say)> saying;
    std::function<void(std::vector<voice::ZoneHealth>)> health;  ///< When a state changed, and
                                                                 ///< every 10 s for the lag.
};

class VoiceRoom {
public:
    /// Opens the loudspeakers, then starts the thread.
    VoiceRoom(std::vector<voice::ZonePlan> plans,
              display::MinuteOfDay minute_of_day,
              VoiceEars ears);
    /// Cuts off what is said.
    ~VoiceRoom();
    VoiceRoom(const VoiceRoom&) = delete;
    VoiceRoom& operator=(const VoiceRoom&) = delete;

    /// Never blocks. False when the room is full: the voice hangs, and the boards have it anyway.
    [[nodiscard]] bool tell(std::size_t voice, voice::PlanEvent event);

private:
    using Message = std::pair<std::size_t, voice::PlanEvent>;

    void run(const std::stop_token& stop);
    void tell_health(display::Instant now);

    VoiceEars ears_;
    voice::Announcer announcer_;
    sync::Mailbox<Message> box_;
    std::vector<display::HealthState> told_;
    display::Instant told_at_{};
    std::jthread thread_;  ///< Last: it uses all the others.
};

}  // namespace hall::board
