// SPDX-License-Identifier: Apache-2.0
// The look as data: sizes in real millimetres, colours, motion. Pure.
#pragma once

#include <chrono>
#include <cstdint>

#include "kiosk/screens/geometry.h"

namespace hall::screens {

/// Red in the lowest byte, alpha in the highest: the order of a vertex colour.
using Color = std::uint32_t;

[[nodiscard]] Color rgb(std::uint32_t hex, float alpha = 1.0F) noexcept;
[[nodiscard]] Color faded(Color color, float alpha) noexcept;  ///< Alpha multiplied.
[[nodiscard]] Color mix(Color a, Color b, float share_of_b) noexcept;
/// "#2B6CB0" of a document; `otherwise` when it is not a colour.
[[nodiscard]] Color color_from(const char* text, Color otherwise) noexcept;
/// 1 (the same) to 21 (black on white). Source: WCAG 2.2, "contrast ratio".
[[nodiscard]] float contrast(Color a, Color b) noexcept;

/// The glass in front of the citizen.
struct Panel {
    int width_px = 1080;
    int height_px = 1920;
    float diagonal_in = 21.5F;
    float bottom_mm = 740;  ///< Height of the picture's lower edge above the floor.

    [[nodiscard]] float px_per_mm() const noexcept;
};

enum class Contrast : std::uint8_t {
    light,
    high,   ///< White and yellow on black.
    paper,  ///< Black on white, for eyes that light letters dazzle.
};

/// What makes the screen easier for one visitor; nothing of it outlives the visit.
struct Needs {
    bool large = false;  ///< Everything a quarter larger.
    Contrast contrast = Contrast::light;
    bool low = false;     ///< Everything within reach from a wheelchair.
    bool calm = false;    ///< Nothing moves.
    bool spoken = false;  ///< Read aloud, and walked through with keys.

    bool operator==(const Needs&) const = default;
    [[nodiscard]] bool any() const noexcept { return *this != Needs{}; }
};

struct Palette {
    Color page, card, sunken, ink, muted, line;
    Color primary, primary_deep, on_primary, accent, on_accent;
    Color good, warn, bad, focus;
    Color sky_top, sky_low, on_sky, on_sky_muted, gold;
    Contrast contrast;
};

[[nodiscard]] Palette palette_of(Contrast contrast) noexcept;

/// How things move. Durations of nothing are a screen that does not move at all.
struct Motion {
    std::chrono::milliseconds press_in{70};
    std::chrono::milliseconds press_out{200};
    std::chrono::milliseconds slide{280};
    std::chrono::milliseconds slip{1500};  ///< The paper coming out, as long as a real one takes.
    std::chrono::milliseconds frame{16};   ///< Between two pictures while something moves.
    bool reduced = false;
};

/// Lengths are in Q, a quarter of a millimetre (0.2479 mm exactly: the sample panel, 21.5 inches
/// and 1080 pixels wide, is 1080 Q). On a larger panel a Q grows with it. On a slightly smaller
/// one it stays a quarter of a millimetre and the page becomes narrower, down to 1000 Q (20
/// inches); below that everything shrinks, and lint() says what has become too small.
class Theme {
public:
    explicit Theme(const Panel& panel = {},
                   Contrast contrast = Contrast::light,
                   const Motion& motion = {});

    /// The same panel for a visitor with these needs. Low reach leaves the upper part of an upright
    /// panel to a picture: the page begins below `above()`.
    [[nodiscard]] Theme with(const Needs& needs) const noexcept;

    [[nodiscard]] const Panel& panel() const noexcept { return panel_; }
    [[nodiscard]] const Palette& palette() const noexcept { return palette_; }
    [[nodiscard]] const Motion& motion() const noexcept { return motion_; }
    [[nodiscard]] const Needs& needs() const noexcept { return needs_; }
    [[nodiscard]] float px(float q) const noexcept { return q * unit_; }
    [[nodiscard]] float q(float px) const noexcept { return px / unit_; }
    [[nodiscard]] float mm(float q) const noexcept { return px(q) / panel_.px_per_mm(); }
    [[nodiscard]] float width() const noexcept;   ///< Of the page, in Q.
    [[nodiscard]] float height() const noexcept;  ///< Of the page, in Q.
    /// What of the panel lies above the page, in Q; 0 but for low reach.
    [[nodiscard]] float above() const noexcept { return q(above_px_); }
    /// A point of the page (Q) on the panel (pixels), and back.
    [[nodiscard]] Point on_panel(Point page) const noexcept {
        return {px(page.x), px(page.y) + above_px_};
    }
    [[nodiscard]] Point on_page(Point panel) const noexcept {
        return {q(panel.x), q(panel.y - above_px_)};
    }
    [[nodiscard]] bool landscape() const noexcept { return panel_.width_px > panel_.height_px; }

private:
    Panel panel_;
    Palette palette_;
    Motion motion_;
    Needs needs_;
    float unit_ = 1;
    float above_px_ = 0;
};

/// A finger's target is never smaller: 20 mm, which is more than the 12.7 mm of VVSG 2.0.
inline constexpr float kTouchMinMm = 20.0F;
/// Low reach: nothing to be touched is higher above the floor. Source: DIN 18040-1:2010, 4.5.2
/// (0.85 m, up to 1.05 m where several things lie above one another).
inline constexpr float kLowReachMm = 1050.0F;
/// Large print: capitals of 6.3 mm at the least, 0.7 degrees seen from half a metre.
/// Source: EN 301 549, 5.1.4.
inline constexpr float kLargePrint = 1.25F;
/// Capital letters are never smaller. Source: ADA standards 2010, 707.7.2 (3/16 inch).
inline constexpr float kCapitalMinMm = 4.76F;
/// Share of the em that a capital letter of Inter is high.
inline constexpr float kCapital = 0.727F;

// The type scale, in Q of em.
inline constexpr float kCaption = 28;
inline constexpr float kBody = 32;
inline constexpr float kLabel = 36;
inline constexpr float kTitle = 44;
inline constexpr float kHeading = 54;
inline constexpr float kDisplay = 72;

// Figures: digits and capitals only.
inline constexpr float kClock = 60;
inline constexpr float kFigure = 120;
inline constexpr float kNumber = 272;

// Pictograms.
inline constexpr float kIconSmall = 36;
inline constexpr float kIconMedium = 50;
inline constexpr float kIconLarge = 76;
inline constexpr float kIconHuge = 132;

// The rhythm.
inline constexpr float kMargin = 48;
inline constexpr float kGutter = 20;
inline constexpr float kRadius = 28;
inline constexpr float kButton = 120;  ///< Height of the one primary action.
inline constexpr float kTouch = 84;    ///< Height of every other target.

}  // namespace hall::screens
