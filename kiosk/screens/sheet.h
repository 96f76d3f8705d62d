// SPDX-License-Identifier: Apache-2.0
// One picture in the making: what is drawn on, what is drawn from, and how the page is divided.
#pragma once

#include <string>
#include <string_view>

#include "kiosk/screens/finder.h"
#include "kiosk/screens/painter.h"
#include "kiosk/screens/stack.h"
#include "kiosk/screens/words.h"

namespace hall::screens {

/// The target under the finger, and how long it has been there.
struct Press {
    std::string id;
    Instant down{};
    std::optional<Instant> up;

    /// 0 (at rest) to 1 (fully pressed): a function of time.
    [[nodiscard]] float depth(std::string_view of,
                              Instant now,
                              const Motion& motion) const noexcept;
    [[nodiscard]] bool moving(Instant now, const Motion& motion) const noexcept;
};

/// A page's parts, in Q. Upright: hero on top, footer below. Landscape: the hero is the left side.
struct Frame {
    Rect page;
    Rect hero;
    Rect body;
    Rect footer;
    bool landscape = false;
};

inline constexpr float kFooter = 136;  ///< Q; one row.

/// `hero_height` counts upright only.
[[nodiscard]] Frame frame_of(const Theme& theme, float hero_height, float footer = kFooter);

/// The page and what lies above it, in Q.
[[nodiscard]] Rect whole_panel(const Theme& theme);

/// 0 to 1 along a duration, fast first. 1 for a duration of nothing.
[[nodiscard]] float eased(Instant since, Instant duration) noexcept;

/// Lives for one picture.
struct Sheet {
    Painter& paint;
    const kiosk::View& view;
    Words words;
    const Visit& visit;
    Scroller& scroll;
    MapView& map;
    const Press& press;
    Finder& finder;
    Instant now{};
    bool moving = false;  ///< Set by what needs another picture at once.

    [[nodiscard]] const Palette& colors() const noexcept { return paint.colors(); }
    [[nodiscard]] Instant age() const noexcept { return now - visit.entered; }
    [[nodiscard]] float pressed(std::string_view id) const noexcept {
        return press.depth(id, now, paint.theme().motion());
    }

    /// Something that can be tapped. `r` in Q. The node is good until the next one is made.
    Node& target(std::string id, Role role, Text label, Rect r, Action action);
    /// One of several; `chosen` for the one in force.
    void choice(std::string id, Text label, Rect r, Action action, bool chosen);
    /// Something that is only said.
    void tell(std::string id, Role role, Text label, Rect r);
};

}  // namespace hall::screens
