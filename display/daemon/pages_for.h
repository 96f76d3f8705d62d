// SPDX-License-Identifier: Apache-2.0
// From the state of the hall to what its boards show. Pure: hall words in, pages out.
#pragma once

#include <optional>
#include <string>

#include "display/daemon/place.h"
#include "display/page.h"
#include "sync/hall/book.h"
#include "sync/hall/config.h"
#include "sync/hall/hours.h"
#include "sync/hall/phrases.h"

namespace hall::board {

/// What a page is made of. Borrowed for the call.
struct Scene {
    const Book& book;
    const Content& content;
    const Phrases& phrases;
    const HallClock& clock;
    Moment now{};             ///< The hall's time.
    display::Instant mono{};  ///< The same moment on the monotonic clock.
    Language language = Language::zh_hant;
    /// How long nothing was heard of the service; nothing while in step.
    std::optional<std::chrono::seconds> silent;
};

/// Whether boards go dark: an hour after closing to an hour before opening, and nobody is here.
[[nodiscard]] bool is_night(const Scene& scene);

/// The sign over one counter. A counter that is not in the hall document is dark.
[[nodiscard]] display::Page sign_for(const Scene& scene, const CounterId& counter);

/// The lobby wall of that place: its calls, and those of its queues that go elsewhere, with floor,
/// zone and arrow. `caption` is what its loudspeaker says now; empty while it is silent.
[[nodiscard]] display::Page wall_for(const Scene& scene,
                                     const Place& place,
                                     const std::string& caption = {});

/// What every board says when the program ends in good order: 暫停服務.
[[nodiscard]] display::Page farewell_sign(const Scene& scene, const CounterId& counter);

/// When the wall will show another call although nothing happens: one still waits for its turn.
[[nodiscard]] std::optional<Moment> wall_changes_at(const Scene& scene, const Place& place);

[[nodiscard]] display::Page farewell_wall(const Scene& scene, const Place& place);

}  // namespace hall::board
