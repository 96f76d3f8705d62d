// SPDX-License-Identifier: Apache-2.0
// What is on the screen, for those who do not look: tests, the keypad, speech, and the lint.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/screens/geometry.h"
#include "kiosk/screens/place.h"
#include "kiosk/screens/theme.h"
#include "sync/hall/text.h"

namespace hall::screens {

/// A backdrop is a target that lies under all others and may be covered by them.
enum class Role : std::uint8_t { button, choice, backdrop, heading, status, text, image };

/// One thing on the screen. Rectangles are pixels.
struct Node {
    std::string id;  ///< "category.social", "take": stable over languages and builds.
    Role role = Role::text;
    Text label;    ///< What it says, in every language.
    Rect rect;     ///< All of it.
    Rect visible;  ///< What of it is inside its clip.
    bool enabled = true;
    bool chosen = false;   ///< Of a choice: this one.
    bool scrolls = false;  ///< Part of what is pushed up and down.
    Action action;
};

/// One run of text, or one pictogram, as it was drawn; for the lint only.
struct TextMark {
    std::string text;
    Rect rect;  ///< Where its ink is, about.
    Rect box;   ///< Where it should stay.
    float em_px = 0;
    Color ink = 0;
    Color ground = 0;  ///< What it was drawn on.
    bool fits = true;
    bool clipped = false;  ///< Scrolled partly out of sight: not judged.
    bool icon = false;     ///< A pictogram: only what it covers is judged.
};

/// The tree is flat and in reading order, which is the focus order of the keypad too.
struct Semantics {
    std::vector<Node> nodes;
    std::vector<TextMark> marks;
    Rect scrolled;  ///< Where what scrolls is seen, pixels.

    void clear();
    /// The last enabled target drawn there, or null. Disabled ones catch nothing.
    [[nodiscard]] const Node* at(Point p) const noexcept;
    [[nodiscard]] const Node* find(std::string_view id) const noexcept;
    /// The targets a keypad walks through, in order.
    [[nodiscard]] std::vector<const Node*> focus_order() const;
};

struct Complaint {
    std::string rule;  ///< "target", "overlap", "fits", "capital", "contrast", "reach", "label", "id"
    std::string about;
};

/// Holds a screen to the rules of the house: targets of 20 mm that do not overlap and are within
/// reach, text that fits, is tall enough and stands out (7 : 1 in a high contrast), a name in every
/// language, an id of its own. Empty when all is well.
/// Source: EN 301 549 5.1.4 and 8.3, ADA 2010 707.7.2, WCAG 2.2 1.4.3 and 1.4.6.
[[nodiscard]] std::vector<Complaint> lint(const Semantics& semantics, const Theme& theme);

}  // namespace hall::screens
