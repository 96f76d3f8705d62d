// SPDX-License-Identifier: Apache-2.0
// What every loudspeaker can do, from a sound card to a file.
#pragma once

#include <array>
#include <memory>
#include <string>

#include "display/board.h"
#include "display/fault.h"
#include "display/instant.h"
#include "display/settings.h"
#include "display/voice/clip.h"

namespace hall::voice {

/// One zone's loudspeaker. Like a board it is a small machine without a thread, made by
/// open_loudspeaker(), never reopened. Nothing in it waits longer than 300 ms.
///
/// Not thread-safe: owned by one thread.
class Loudspeaker {
public:
    Loudspeaker() = default;
    virtual ~Loudspeaker() = default;
    Loudspeaker(const Loudspeaker&) = delete;
    Loudspeaker& operator=(const Loudspeaker&) = delete;

    /// Begins to play. A clip begun while another sounds would be heard over it: callers ask
    /// silent_at() first.
    ///
    /// Errors: no_window when there is no device any more, cannot_write.
    [[nodiscard]] virtual display::Outcome play(const Clip& clip, display::Instant now) = 0;

    /// When what plays has ended; `now` when it has.
    [[nodiscard]] virtual display::Instant silent_at(display::Instant now) = 0;

    /// Cuts off what plays.
    virtual void stop() = 0;

    [[nodiscard]] virtual display::Health health() const = 0;
};

/// `output` = auto (a sound card, else the file) | card | file | none. `device`: the card's name as
/// SDL has it. `channel` both | left | right. `folder`: where the file <name>.wav goes.
///
/// Errors: bad_settings, no_window (no sound card), cannot_write.
[[nodiscard]] display::Result<std::unique_ptr<Loudspeaker>> open_loudspeaker(
    const display::Settings& settings, const std::string& name);

/// A loudspeaker of air: what it played, as a WAV file of 30 minutes at most; then it begins anew.
/// Pauses are kept as they were up to 2 s. Two clips at once are added, as air does.
///
/// Errors: cannot_write.
[[nodiscard]] display::Result<std::unique_ptr<Loudspeaker>> open_file_loudspeaker(
    const std::string& path);

enum class Channel : std::uint8_t { both, left, right };

/// SDL's audio. `device` empty: the system's own choice. The first call must be made before other
/// threads use SDL.
///
/// Errors: no_window when there is no such device.
[[nodiscard]] display::Result<std::unique_ptr<Loudspeaker>> open_card_loudspeaker(
    const std::string& device, Channel channel);

}  // namespace hall::voice
