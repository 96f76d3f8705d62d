// SPDX-License-Identifier: Apache-2.0
// The parts that pages are made of. Each draws, and registers what it draws.
#pragma once

#include <string>
#include <string_view>

#include "kiosk/screens/sheet.h"

namespace hall::screens {

enum class Tone : std::uint8_t { quiet, good, busy, shut };

/// How a queue feels: nobody there, the usual, many, or closed.
[[nodiscard]] Tone tone_of(const kiosk::QueueLine& line) noexcept;

/// A white surface with a soft shadow, or a framed black one in high contrast.
void card(Painter& paint, Rect r, float radius = kRadius, float lift = 1);

/// A coloured square with a pictogram.
void icon_tile(Painter& paint, Rect r, Icon icon, Color color);

/// Pictogram and word, in that order, on a tint of its tone; 48 Q high. Returns the width.
/// `right` is where it ends, or where it begins with Align::left.
struct ChipLook {
    Icon icon = 0;
    Tone tone = Tone::quiet;
    bool filled = true;
};
float chip(Painter& paint, Point edge, std::string_view text, const ChipLook& look, Align align);

/// People and range of a queue: two chips beside each other; returns their width.
float queue_chips(Sheet& sheet, Point left, const kiosk::QueueLine& line);

/// What a button is: its id, what it says in every language, what it does.
struct Button {
    std::string id;
    Text label;
    Action action;
};

struct ButtonLook {
    Icon icon = 0;
    bool primary = true;
    bool busy = false;  ///< Somebody is at work: the ring turns.
    bool enabled = true;
};

/// A full pill, its label in the sheet's language.
void button(Sheet& sheet, Rect r, const Button& what, const ButtonLook& look);

/// Name of the page, way back, clock: the top of every page but attract and home.
struct Title {
    Text name;
    Icon icon = 0;  ///< 0 for none.
    Color color = 0;
};
void page_head(Sheet& sheet, const Frame& frame, const Title& title);

/// What every page but attract, home and the ticket's begins with: the page's ground and its head.
inline constexpr float kPageHead = 176;
[[nodiscard]] Frame begin_page(Sheet& sheet, const Title& title);

/// Draws what is pushed up and down in `view`: `draw(y)` from `y` down, returning where it ends.
/// `lead` stands above it and `tail` below.
template <typename Draw>
void scrolled(Sheet& sheet, Rect view, float lead, float tail, const Draw& draw);

/// The hall's name, clock and date on the hero of home; the height it takes.
float hall_head(Sheet& sheet, const Frame& frame);

/// Languages side by side, the way home, the hotline.
enum class WayHome : std::uint8_t { shown, none };
void footer(Sheet& sheet, const Frame& frame, WayHome home);

/// That of home: languages, and the ways to the map, the staff, and the public board.
void home_footer(Sheet& sheet, const Frame& frame);

/// A pill with a word of what the hall's hours, link or printer mean for the citizen.
/// Returns its height.
float notice(Painter& paint, Rect r, Icon icon, std::string_view text);

/// The bar at the right that tells how much more there is. `seen` and `content` in Q.
void scroll_mark(Sheet& sheet, Rect view, float content);

/// The way to what makes the screen easier; it is filled while something of it is on.
void needs_button(Sheet& sheet, Rect r);

/// What makes the screen easier, to be turned on and off; over the lower part of the page, so that
/// what it does is seen at once. Covers the page for fingers and ears.
void needs_panel(Sheet& sheet, const Frame& frame);

/// What stands above a page that was moved down into reach: the hall and the hour, nothing to
/// touch.
void above_page(Sheet& sheet);

/// The question whether someone is still there, with the seconds that are left; nothing before
/// the warning. Covers the page.
void still_there(Sheet& sheet, const Frame& frame);

template <typename Draw>
void scrolled(Sheet& sheet, Rect view, float lead, float tail, const Draw& draw) {
    const Theme& theme = sheet.paint.theme();
    const Clip clip{sheet.paint, view};
    const float top = view.y + lead - theme.q(sheet.scroll.offset(sheet.now));
    const float tall = draw(top) - top + tail;
    sheet.scroll.measure(theme.px(tall), theme.px(view.h));
    scroll_mark(sheet, view, tall);
}

}  // namespace hall::screens
