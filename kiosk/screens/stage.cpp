// SPDX-License-Identifier: Apache-2.0
#include "kiosk/screens/stage.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "kiosk/screens/pages.h"
#include "kiosk/screens/widgets.h"

namespace hall::screens {

using kiosk::Command;
using kiosk::View;

namespace {

// How far a new page comes from, in Q: enough to see whence, too little to wait for.
constexpr float kSlideFrom = 72;

// The ring around the hand is slow, and nobody is there: twenty pictures a second will do.
constexpr Instant kAmbientFrame{50};

// Longer than any accident, and than a palm that rests there while its owner reads.
constexpr Instant kStaffHold{5'000};
constexpr float kStaffCornerMm = 40;

bool warns(PlaceKind kind) {
    return kind != PlaceKind::attract && kind != PlaceKind::issued && kind != PlaceKind::trouble;
}

}  // namespace

void draw_place(Sheet& sheet) {
    switch (sheet.visit.place().kind) {
        case PlaceKind::attract:
            draw_attract(sheet);
            return;
        case PlaceKind::home:
            draw_home(sheet);
            return;
        case PlaceKind::items:
            draw_items(sheet);
            return;
        case PlaceKind::search:
            draw_search(sheet);
            return;
        case PlaceKind::map:
            draw_map(sheet);
            return;
        case PlaceKind::directory:
            draw_directory(sheet);
            return;
        case PlaceKind::board:
            draw_board(sheet);
            return;
        case PlaceKind::notice:
            draw_notice(sheet);
            return;
        case PlaceKind::guide:
            draw_guide(sheet);
            return;
        case PlaceKind::priority:
            draw_priority(sheet);
            return;
        case PlaceKind::issued:
            draw_issued(sheet);
            return;
        case PlaceKind::trouble:
            draw_trouble(sheet);
            return;
        case PlaceKind::staff:
            draw_staff(sheet);
            return;
        case PlaceKind::check_in:
            draw_check_in(sheet);
            return;
        case PlaceKind::phone_tail:
            draw_phone_tail(sheet);
            return;
        case PlaceKind::appointments:
            draw_appointments(sheet);
            return;
        case PlaceKind::ticket:
            draw_ticket(sheet);
            return;
    }
}

Stage::Stage(const Theme& theme,
             std::function<Uuid()> fresh_touch,
             std::shared_ptr<const HanTable> han)
    : usual_(theme),
      theme_(theme),
      stack_(std::move(fresh_touch)),
      finder_(std::move(han)) {
}

// Nothing shows it: the upper right corner of a screen at which nobody is in the middle of a visit.
bool Stage::is_staff_corner(Point at) const {
    const bool idle = visit().place().kind == PlaceKind::attract ||
                      visit().place().trouble == Trouble::out_of_service;
    const float side = kStaffCornerMm * theme_.panel().px_per_mm();
    const Rect corner{theme_.px(theme_.width()) - side, 0, side, side};
    return idle && corner.contains(at);
}

void Stage::press(Point at, Instant now) {
    focus_.clear();  // Fingers are quicker: the mark would only be in the way.
    on_map_ = visit().place().kind == PlaceKind::map && stack_.map().seen().contains(at);
    if (stack_.scroll().stop(now)) {
        press_ = {};
        return;
    }
    const Node* node = semantics_.at(at);
    press_ = node == nullptr ? Press{} : Press{node->id, now, std::nullopt};
}

std::vector<Command> Stage::tap(Point at, const View& view, Instant now) {
    const Node* node = semantics_.at(at);
    if (press_.id.empty() || press_.up) {
        press(at, now);
    }
    press_.up = now;
    // Pressed here, released there: neither was meant.
    if (node == nullptr || node->id != press_.id) {
        return {};
    }
    return stack_.act(node->action, view, now);
}

void Stage::suit() {
    Needs needs = visit().needs;
    // What can be touched on the first page is low enough for everybody.
    needs.low = needs.low && visit().place().kind != PlaceKind::attract;
    if (theme_.needs() != needs) {
        theme_ = usual_.with(needs);
        press_ = {};
    }
}

std::vector<Command> Stage::handle(const Event& event, const View& view) {
    const Instant now = event.when;
    std::vector<Command> commands = stack_.watch(view, now);
    if (held_at_ && now - *held_at_ >= kStaffHold) {
        held_at_.reset();
        press_ = {};
        stack_.open_staff(view, now);
    }
    held_at_ = event.gesture == Gesture::tick ? held_at_ : std::nullopt;
    if (event.gesture != Gesture::tick) {
        stack_.alive(now);
    }
    switch (event.gesture) {
        case Gesture::press:
            held_at_ = is_staff_corner(event.at) ? std::optional{now} : std::nullopt;
            press(event.at, now);
            break;
        case Gesture::tap: {
            std::vector<Command> more = tap(event.at, view, now);
            std::move(more.begin(), more.end(), std::back_inserter(commands));
            break;
        }
        case Gesture::drag:
            press_ = {};
            if (on_map_) {
                stack_.map().drag(event.delta, now);
            } else {
                stack_.scroll().drag(event.delta.y, now);
            }
            break;
        case Gesture::pinch:
            press_ = {};
            if (on_map_) {
                stack_.map().drag(event.delta, now);
                stack_.map().zoom(event.scale, event.at, now);
            }
            break;
        case Gesture::fling:
            press_ = {};
            if (!on_map_) {
                stack_.scroll().fling(event.velocity.y, now);
            }
            break;
        case Gesture::release:
        case Gesture::cancel:
            press_.up = press_.id.empty() ? press_.up : now;
            stack_.scroll().release(now);
            break;
        case Gesture::tick:
            break;
    }
    suit();
    return commands;
}

std::vector<Command> Stage::scan(const std::string& text, const View& view, Instant now) {
    std::vector<Command> commands = stack_.watch(view, now);
    std::vector<Command> more = stack_.scan(text, view, now);
    std::move(more.begin(), more.end(), std::back_inserter(commands));
    return commands;
}

std::vector<Command> Stage::read_card(const std::string& number, const View& view, Instant now) {
    std::vector<Command> commands = stack_.watch(view, now);
    std::vector<Command> more = stack_.read_card(number, view, now);
    std::move(more.begin(), more.end(), std::back_inserter(commands));
    return commands;
}

bool Stage::choose(std::string_view id,
                   const View& view,
                   Instant now,
                   std::vector<Command>& commands) {
    const Node* node = semantics_.find(id);
    if (node == nullptr || !node->enabled || node->action.act == Act::none) {
        return false;
    }
    commands = stack_.act(node->action, view, now);
    suit();
    return true;
}

void Stage::draw(ImDrawList& list, const Skin& skin, const View& view, Instant now) {
    assert(view.content != nullptr && view.phrases != nullptr);
    semantics_.clear();
    drawn_ = now;
    Painter painter{list, theme_, skin, semantics_};
    const Visit& visit = stack_.visit();
    Sheet sheet{
        painter, view, Words{view, visit.language}, visit, stack_.scroll(), stack_.map(), press_,
        finder_, now};
    above_page(sheet);
    const int mark = painter.mark();
    draw_place(sheet);
    const Instant age = sheet.age();
    const Motion& motion = theme_.motion();
    if (!motion.reduced && age < motion.slide && visit.place().kind != PlaceKind::attract) {
        const float away = 1 - eased(age, motion.slide);
        painter.move_since(mark, (visit.back ? -1.0F : 1.0F) * kSlideFrom * away, 0);
        painter.fill({0, 0, theme_.width(), theme_.height()},
                     faded(theme_.palette().page, 0.85F * away));
        sheet.moving = true;
    }
    if (visit.needs_open) {
        needs_panel(sheet, frame_of(theme_, 0));
    }
    if (warns(visit.place().kind)) {
        still_there(sheet, frame_of(theme_, 0));
    }
    moving_ = sheet.moving;
    narrate(view);
    resume(now);
    draw_focus(painter);
}

std::optional<Instant> Stage::wake(Instant now) const {
    std::optional<Instant> at = stack_.next(now);
    const auto consider = [&](Instant other) { at = at ? std::min(*at, other) : other; };
    const Motion& motion = theme_.motion();
    const Visit& visit = stack_.visit();
    if (held_at_ && *held_at_ + kStaffHold > now) {
        consider(*held_at_ + kStaffHold);
    }
    const bool attract = visit.place().kind == PlaceKind::attract;
    if (attract && !motion.reduced && !press_.moving(now, motion)) {
        consider(now + std::max(kAmbientFrame, attract_rests(now - visit.entered)));
    } else if (moving_ || press_.moving(now, motion) || visit.path.back().scroll.moving(now)) {
        consider(now + motion.frame);
    }
    return at;
}

}  // namespace hall::screens
