// SPDX-License-Identifier: Apache-2.0
// How a page moves when it is dragged past its end and after it is let go.
#pragma once

#include <chrono>

namespace hall::input {

/// What can be scrolled, in pixels: from 0 to `length`, seen through a window of `view`.
struct Track {
    float length = 0;  ///< Content minus view; 0 when everything fits.
    float view = 1;
};

/// Where the page stands and how fast it goes. Positive speed is towards `length`.
struct Glide {
    float at = 0;     ///< px
    float speed = 0;  ///< px/s

    bool operator==(const Glide&) const = default;
};

using Seconds = std::chrono::duration<float>;

/// Where a page shows that a finger has pulled to `wanted`: there, as long as it is on the track;
/// past an end it follows less and less, never further than a third of the view. Pure.
[[nodiscard]] float banded(float wanted, Track track) noexcept;

/// The glide `dt` later with no finger on it: speed decays as e^(-3.2 t); past an end the page
/// comes back as e^(-12 t). Pure, and the same however the time is cut into frames (but for the
/// frame that crosses an end).
[[nodiscard]] Glide coast(Glide now, Track track, Seconds dt) noexcept;

/// True when nothing will move any more and no further frame is needed. Pure.
[[nodiscard]] bool at_rest(Glide now, Track track) noexcept;

}  // namespace hall::input
