// SPDX-License-Identifier: Apache-2.0
// Which part of a floor is seen, and how large: follows fingers, frames what is asked for. Pure:
// where it is, is a function of time.
#pragma once

#include <optional>

#include "kiosk/screens/event.h"
#include "sync/hall/floor_plan.h"

namespace hall::screens {

/// Everything on the screen is in pixels here, as fingers are.
class MapView {
public:
    /// Frames `area` at the next measure(): at once when nothing was seen before on this floor,
    /// else on the way there for kTravel.
    void frame(const FloorId& floor, const PlanArea& area) noexcept;
    [[nodiscard]] const FloorId& floor() const noexcept { return floor_; }

    /// Told while drawing: where the map is seen, how large the floor is, and how many pixels a
    /// metre takes at most.
    void measure(Rect seen, double width_m, double depth_m, float scale_most, Instant now) noexcept;
    [[nodiscard]] Rect seen() const noexcept { return seen_; }

    void drag(Point delta, Instant now) noexcept;
    /// Larger by `factor`; what lies under `about` stays there.
    void zoom(float factor, Point about, Instant now) noexcept;
    /// One step of the buttons, about the middle, on the way for kTravel.
    void step(float factor, Instant now) noexcept;

    [[nodiscard]] Point at(PlanPoint p, Instant now) const noexcept;
    [[nodiscard]] Rect at(const PlanArea& area, Instant now) const noexcept;
    /// Pixels a metre.
    [[nodiscard]] float scale(Instant now) const noexcept;
    [[nodiscard]] bool moving(Instant now) const noexcept;
    /// False when it is as small or as large as it goes.
    [[nodiscard]] bool can_shrink() const noexcept { return to_.scale > least_ * 1.01F; }
    [[nodiscard]] bool can_grow() const noexcept { return to_.scale < most_ * 0.99F; }

private:
    struct Look {
        float x = 0;  // Metres, the middle.
        float y = 0;
        float scale = 1;
    };

    [[nodiscard]] Look look(Instant now) const noexcept;
    [[nodiscard]] Look held(Look look) const noexcept;
    void jump(const Look& look) noexcept;

    FloorId floor_;
    std::optional<PlanArea> wanted_;
    Rect seen_;
    float width_ = 1;
    float depth_ = 1;
    float least_ = 1;
    float most_ = 1;
    Look from_;
    Look to_;
    Instant since_{};
    bool shown_ = false;  // Something of this floor was seen already.
};

}  // namespace hall::screens
