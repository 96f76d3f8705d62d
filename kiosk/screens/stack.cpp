// SPDX-License-Identifier: Apache-2.0
#include "kiosk/screens/stack.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace hall::screens {

using kiosk::Command;
using kiosk::View;

namespace {

bool none_issuing(const View& view) {
    return std::ranges::none_of(view.queues, [](const auto& q) { return q.second.issuing; });
}

Place trouble_place(Trouble trouble, const Place& from) {
    return {PlaceKind::trouble, from.category, from.item, trouble};
}

/// Idle places warn; shown ones just end.
bool shown(PlaceKind kind) {
    return kind == PlaceKind::issued || kind == PlaceKind::trouble;
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

Effects take(const Visit& visit, const View& view, const std::function<Uuid()>& fresh_touch) {
    Effects effects;
    const Place& here = visit.place();
    if (here.kind != PlaceKind::guide || visit.waiting() || view.issuing || view.out_of_service) {
        return effects;
    }
    effects.commands.emplace_back(kiosk::IssueTicket{fresh_touch(), here.item, visit.language, {}});
    return effects;
}

/// When the place on top ends by itself.
std::optional<Instant> end_of(const Visit& visit) {
    const Place& here = visit.place();
    if (here.kind == PlaceKind::attract || here.trouble == Trouble::out_of_service) {
        return std::nullopt;
    }
    if (shown(here.kind)) {
        return std::max({visit.entered, visit.touched, visit.paper_at}) + kShown;
    }
    return visit.touched + kIdleWarn + kWarning;
}

}  // namespace

std::optional<int> Visit::leaving_in(Instant now) const noexcept {
    const auto end = end_of(*this);
    if (!end || *end - now > kWarning) {
        return std::nullopt;
    }
    const auto left = std::max<Instant::rep>(0, (*end - now).count());
    return static_cast<int>((left + 999) / 1000);
}

Effects answer(const Action& action,
               const Visit& visit,
               const View& view,
               const std::function<Uuid()>& fresh_touch) {
    Effects effects;
    const Place& here = visit.place();
    switch (action.act) {
        case Act::none:
        case Act::more_time:
            break;
        case Act::begin:
            return begin(action, view);
        case Act::open_category:
            effects.go = Place{PlaceKind::items, action.category, {}, Trouble::none};
            break;
        case Act::open_item:
            effects.go = Place{PlaceKind::guide, action.category, action.item, Trouble::none};
            break;
        case Act::take:
            return take(visit, view, fresh_touch);
        case Act::print_guide:
            if (here.kind == PlaceKind::guide && !visit.guide_printed) {
                effects.commands.emplace_back(kiosk::PrintGuide{here.item, visit.language});
            }
            break;
        case Act::reprint:
            if (here.kind == PlaceKind::issued && view.issued) {
                effects.commands.emplace_back(kiosk::Reprint{view.issued->ticket});
            }
            break;
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
    }
    return effects;
}

Stack::Stack(std::function<Uuid()> fresh_touch) : fresh_touch_(std::move(fresh_touch)) {
    assert(fresh_touch_ != nullptr);
}

void Stack::alive(Instant now) noexcept {
    visit_.touched = now;
}

std::vector<Command> Stack::act(const Action& action, const View& view, Instant now) {
    const bool issued = visit_.place().kind == PlaceKind::issued;
    if (visit_.place().kind != PlaceKind::attract &&
        now - visit_.entered < (issued ? kSettleIssued : kSettle)) {
        return {};
    }
    alive(now);
    Effects effects = answer(action, visit_, view, fresh_touch_);
    for (const Command& command : effects.commands) {
        if (const auto* ask = std::get_if<kiosk::IssueTicket>(&command)) {
            visit_.touch = ask->touch;
            visit_.asked = now;
        } else if (std::holds_alternative<kiosk::PrintGuide>(command)) {
            visit_.guide_printed = now;
        }
    }
    if (effects.to_start && issued && view.issued) {
        effects.commands.emplace_back(kiosk::Dismiss{view.issued->touch});
    }
    apply(effects, view, now);
    return std::move(effects.commands);
}

void Stack::apply(const Effects& effects, const View& view, Instant now) {
    if (effects.language) {
        visit_.language = *effects.language;
    }
    if (effects.to_start) {
        start_anew(view, now);
    } else if (effects.to_home) {
        visit_.path.resize(1);
        go({.kind = PlaceKind::home}, now);
    } else if (effects.back && visit_.path.size() > 1) {
        visit_.path.pop_back();
        visit_.entered = now;
        visit_.back = true;
        visit_.guide_printed.reset();
    } else if (effects.go) {
        go(*effects.go, now);
    }
}

void Stack::go(const Place& place, Instant now) {
    visit_.path.push_back(Level{place, {}});
    visit_.entered = now;
    visit_.paper_at = now;
    visit_.back = false;
    visit_.guide_printed.reset();
}

void Stack::start_anew(const View& view, Instant now) {
    visit_ = Visit{};
    visit_.entered = now;
    visit_.touched = now;
    visit_.back = true;
    if (view.content) {
        visit_.language = view.content->hall.default_language;
    }
}

bool Stack::arrive(const View& view, Instant now) {
    if (!visit_.waiting()) {
        return false;
    }
    if (view.issued && view.issued->touch == visit_.touch) {
        visit_.touch = {};
        visit_.paper = view.issued->paper;
        visit_.path.resize(1);
        go({.kind = PlaceKind::issued, .item = view.issued->item}, now);
        return true;
    }
    if (view.refused && view.refused->touch == visit_.touch) {
        visit_.touch = {};
        go(trouble_place(Trouble::refused, visit_.place()), now);
        return true;
    }
    if (visit_.place().trouble != Trouble::no_answer && now - visit_.asked >= kAnswerLimit) {
        go(trouble_place(Trouble::no_answer, visit_.place()), now);
        return true;
    }
    return false;
}

std::vector<Command> Stack::watch(const View& view, Instant now) {
    if (!begun_) {
        begun_ = true;
        start_anew(view, now);
    }
    if (arrive(view, now)) {
        alive(now);
        return {};
    }
    const Place here = visit_.place();
    if (here.trouble == Trouble::out_of_service && !view.out_of_service) {
        start_anew(view, now);
        return {};
    }
    const bool mine = here.kind == PlaceKind::issued || visit_.waiting();
    if (view.out_of_service && !mine && here.trouble != Trouble::out_of_service) {
        visit_.path.resize(1);
        go(trouble_place(Trouble::out_of_service, {}), now);
        return {};
    }
    if (here.kind == PlaceKind::issued && view.issued && view.issued->paper != visit_.paper) {
        visit_.paper = view.issued->paper;
        visit_.paper_at = now;
    }
    if (visit_.guide_printed && now - *visit_.guide_printed >= kGuidePrinting) {
        visit_.guide_printed.reset();
    }
    if (const auto end = end_of(visit_); end && now >= *end) {
        std::vector<Command> commands;
        if (here.kind == PlaceKind::issued && view.issued) {
            commands.emplace_back(kiosk::Dismiss{view.issued->touch});
        }
        start_anew(view, now);
        return commands;
    }
    return {};
}

std::optional<Instant> Stack::next(Instant now) const noexcept {
    std::optional<Instant> soonest;
    const auto consider = [&](Instant at) {
        if (at > now && (!soonest || at < *soonest)) {
            soonest = at;
        }
    };
    if (const auto end = end_of(visit_)) {
        consider(*end);
        const Instant warns = *end - kWarning;
        consider(warns);
        if (now >= warns) {
            // The seconds that are told fall on whole ones before the end.
            consider(now + Instant{((*end - now).count() - 1) % 1000 + 1});
        }
    }
    if (visit_.waiting()) {
        consider(visit_.asked + kAnswerLimit);
    }
    if (visit_.guide_printed) {
        consider(*visit_.guide_printed + kGuidePrinting);
    }
    return soonest;
}

}  // namespace hall::screens
