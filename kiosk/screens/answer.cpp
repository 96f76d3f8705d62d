// SPDX-License-Identifier: Apache-2.0
// What a touch comes to: the pure half of the stack.
#include <charconv>

#include "kiosk/screens/stack.h"
#include "kiosk/screens/wayfinding.h"

namespace hall::screens {

using kiosk::View;

namespace {

bool none_issuing(const View& view) {
    return std::ranges::none_of(view.queues, [](const auto& q) { return q.second.issuing; });
}

Place trouble_place(Trouble trouble, const Place& from) {
    return {PlaceKind::trouble, from.category, from.item, trouble};
}

Effects begin(const Action& action, const View& view) {
    Effects effects;
    effects.language = action.language;
    const bool shut = none_issuing(view);
    if (shut && view.open == kiosk::HallOpen::lunch) {
        effects.go = trouble_place(Trouble::lunch, {});
    } else if (shut && view.open != kiosk::HallOpen::open) {
        effects.go = trouble_place(Trouble::closed, {});
    } else {
        effects.go = Place{.kind = PlaceKind::home};
    }
    return effects;
}

Effects take(const Action& action,
             const Visit& visit,
             const View& view,
             const std::function<Uuid()>& fresh_touch) {
    Effects effects;
    const Place& here = visit.place();
    const bool asks = here.kind == PlaceKind::guide || here.kind == PlaceKind::priority;
    if (!asks || visit.waiting() || view.issuing || view.out_of_service) {
        return effects;
    }
    effects.commands.emplace_back(
        kiosk::IssueTicket{fresh_touch(), here.item, visit.language,
                           action.act == Act::take_priority ? action.text : std::string{},
                           visit.appointment, visit.with});
    return effects;
}

/// What a search is for, once the action has changed it. Bounded: nobody types more.
Query typed(Query query, const Action& action) {
    const auto characters = characters_in(query.text);
    if (action.act == Act::type && characters.size() < kQueryMost) {
        query.text += action.text;
    } else if (action.act == Act::erase && !characters.empty()) {
        query.text.resize(query.text.size() - characters.back().size());
    } else if (action.act == Act::clear) {
        query.text.clear();
    } else if (action.act == Act::keyboard && query.typing != action.typing) {
        query = {action.typing, {}};
    } else if (action.act == Act::choose) {
        query.text.resize(query.text.find_last_not_of("12345") + 1);
        query.text += action.text;
    }
    return query;
}

constexpr float kZoomStep = 1.5F;

Effects on_map(const Action& action, const Visit& visit, const View& view) {
    Effects effects;
    Place here = visit.place();
    if (action.act == Act::open_map) {
        Place map{.kind = PlaceKind::map, .item = action.item, .counter = action.counter};
        if (map.counter.empty() && !map.item.empty()) {
            map.counter = nearest_counter(view, map.item, visit.step_free);
        }
        effects.go = map;
    } else if (action.act == Act::floor && here.kind == PlaceKind::directory) {
        here.floor = action.floor;
        effects.instead = here;
    } else if (action.act == Act::floor) {
        effects.floor = action.floor;
    } else if (action.act == Act::step_free) {
        effects.turn_step_free = true;
    } else if (action.act == Act::grow || action.act == Act::shrink) {
        effects.zoom = action.act == Act::grow ? kZoomStep : 1 / kZoomStep;
    } else if (here.kind == PlaceKind::map) {
        here.item = {};
        here.counter = action.counter;
        here.room = action.act == Act::choose_room ? action.text : std::string{};
        effects.instead = here;
    }
    return effects;
}

Effects printing(const Action& action, const Visit& visit, const View& view) {
    Effects effects;
    const Place& here = visit.place();
    if (action.act == Act::reprint && here.kind == PlaceKind::issued && view.issued) {
        effects.commands.emplace_back(kiosk::Reprint{view.issued->ticket});
    }
    if (action.act == Act::print_guide && here.kind == PlaceKind::guide && !visit.guide_printed) {
        effects.commands.emplace_back(kiosk::PrintGuide{here.item, visit.language});
    }
    return effects;
}

/// Only metres that the page offers come here; whatever else is no roll.
Effects roll_changed(const std::string& metres) {
    Effects effects;
    int value = 0;
    const auto read = std::from_chars(metres.data(), metres.data() + metres.size(), value);
    if (read.ec == std::errc{} && value > 0 && value <= 400) {
        effects.commands.emplace_back(kiosk::ChangeRoll{value * 1000});
    }
    return effects;
}

Effects sheet_asked(const std::string& kind, const Visit& visit) {
    Effects effects;
    if (visit.guide_printed) {
        return effects;
    }
    const auto which = kind == "test_page"   ? kiosk::SheetKind::test_page
                       : kind == "day_close" ? kiosk::SheetKind::day_close
                                             : kiosk::SheetKind::opinion;
    effects.commands.emplace_back(kiosk::PrintSheet{which, visit.language});
    return effects;
}

/// What is done at the staff page; the desk asks once more whether it is open.
Effects staff_work(const Action& action, const Visit& visit) {
    Effects effects;
    if (visit.place().kind != PlaceKind::staff) {
        return effects;
    }
    if (action.act == Act::staff_enter) {
        effects.commands.emplace_back(kiosk::EnterStaff{visit.path.back().query.text});
        effects.query = Query{};
        return effects;
    }
    if (action.act == Act::change_roll) {
        return roll_changed(action.text);
    }
    const auto ticket = uuid_from(action.text);
    if (ticket && action.act == Act::staff_copy) {
        effects.commands.emplace_back(kiosk::Reprint{*ticket});
    } else if (ticket) {
        effects.commands.emplace_back(
            kiosk::ResolveSlip{*ticket, action.act == Act::slip_on_paper});
    }
    return effects;
}

/// Where an action leads to that just opens a place.
Place opened(const Action& action) {
    Place place;
    if (action.act == Act::open_category || action.act == Act::open_event ||
        action.act == Act::open_department) {
        place.kind = PlaceKind::items;
        (action.act == Act::open_event ? place.event : place.category) = action.category;
        place.department = action.department;
    } else if (action.act == Act::open_item) {
        place.kind = PlaceKind::guide;
        place.category = action.category;
        place.item = action.item;
    } else if (action.act == Act::read_notice) {
        place.kind = PlaceKind::notice;
        place.notice = action.text;
    } else if (action.act == Act::open_search) {
        place.kind = PlaceKind::search;
    } else {
        place.kind = action.act == Act::open_board ? PlaceKind::board : PlaceKind::directory;
    }
    return place;
}

}  // namespace

Needs turned(Needs needs, Need need) noexcept {
    const auto paint = [&](Contrast contrast) {
        needs.contrast = needs.contrast == contrast ? Contrast::light : contrast;
    };
    switch (need) {
        case Need::large:
            needs.large = !needs.large;
            break;
        case Need::dark:
            paint(Contrast::high);
            break;
        case Need::paper:
            paint(Contrast::paper);
            break;
        case Need::low:
            needs.low = !needs.low;
            break;
        case Need::calm:
            needs.calm = !needs.calm;
            break;
        case Need::spoken:
            needs.spoken = !needs.spoken;
            break;
    }
    return needs;
}

bool has(const Needs& needs, Need need) noexcept {
    switch (need) {
        case Need::large:
            return needs.large;
        case Need::dark:
            return needs.contrast == Contrast::high;
        case Need::paper:
            return needs.contrast == Contrast::paper;
        case Need::low:
            return needs.low;
        case Need::calm:
            return needs.calm;
        case Need::spoken:
            return needs.spoken;
    }
    return false;
}

Effects answer(const Action& action,
               const Visit& visit,
               const View& view,
               const std::function<Uuid()>& fresh_touch) {
    Effects effects;
    switch (action.act) {
        case Act::none:
        case Act::more_time:
            break;
        case Act::begin:
            return begin(action, view);
        case Act::open_category:
        case Act::open_item:
        case Act::open_event:
        case Act::open_department:
        case Act::open_directory:
        case Act::open_board:
        case Act::read_notice:
        case Act::open_search:
            effects.go = opened(action);
            break;
        case Act::take:
        case Act::take_priority:
            return take(action, visit, view, fresh_touch);
        case Act::open_priority:
            effects.go = Place{.kind = PlaceKind::priority,
                               .category = visit.place().category,
                               .item = visit.place().item};
            break;
        case Act::print_guide:
        case Act::reprint:
            return printing(action, visit, view);
        case Act::back:
            effects.back = true;
            break;
        case Act::home:
        case Act::read_guides:
            effects.to_home = true;
            break;
        case Act::language:
            effects.language = action.language;
            break;
        case Act::done:
            effects.to_start = true;
            break;
        case Act::open_needs:
        case Act::close_needs:
            effects.needs_open = action.act == Act::open_needs;
            break;
        case Act::need:
            effects.needs = turned(visit.needs, action.need);
            break;
        case Act::ways:
            effects.ways = action.ways;
            break;
        case Act::open_map:
        case Act::choose_counter:
        case Act::choose_room:
        case Act::look_around:
        case Act::floor:
        case Act::step_free:
        case Act::grow:
        case Act::shrink:
            return on_map(action, visit, view);
        case Act::open_check_in:
        case Act::open_tail:
        case Act::check_in_now:
        case Act::find_appointments:
        case Act::walk_in:
        case Act::requeue:
        case Act::link_ticket:
            return coming(action, visit, view, fresh_touch);
        case Act::print_sheet:
            return sheet_asked(action.text, visit);
        case Act::staff_enter:
        case Act::change_roll:
        case Act::slip_on_paper:
        case Act::slip_not_on_paper:
        case Act::staff_copy:
            return staff_work(action, visit);
        case Act::type:
        case Act::erase:
        case Act::clear:
        case Act::keyboard:
        case Act::choose:
            effects.query = typed(visit.path.back().query, action);
            break;
    }
    return effects;
}

}  // namespace hall::screens
