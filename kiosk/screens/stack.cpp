// SPDX-License-Identifier: Apache-2.0
#include "kiosk/screens/stack.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "kiosk/screens/wayfinding.h"

namespace hall::screens {

using kiosk::Command;
using kiosk::View;

namespace {

Place trouble_place(Trouble trouble, const Place& from) {
    return {PlaceKind::trouble, from.category, from.item, trouble};
}

/// Idle places warn; shown ones just end.
bool shown(PlaceKind kind) {
    return kind == PlaceKind::issued || kind == PlaceKind::trouble;
}

/// The ticket is on the screen, or the way to its counter is.
bool holds_ticket(const Visit& visit) {
    return std::ranges::any_of(
        visit.path, [](const Level& level) { return level.place.kind == PlaceKind::issued; });
}

/// What was found and scanned in a visit is nobody's business after it.
void forget_what_was_found(const View& view, std::vector<Command>& commands) {
    if (view.found) {
        commands.emplace_back(kiosk::Dismiss{view.found->touch});
    }
    if (view.scanned) {
        commands.emplace_back(kiosk::Dismiss{view.scanned->touch});
    }
}

/// When the place on top ends by itself.
std::optional<Instant> end_of(const Visit& visit) {
    const Place& here = visit.place();
    const int patience = visit.needs.any() ? kPatience : 1;
    // Whoever chose an easier screen and went away leaves the usual one to the next.
    const bool changed = visit.needs.any() || visit.needs_open;
    if ((here.kind == PlaceKind::attract && !changed) || here.trouble == Trouble::out_of_service) {
        return std::nullopt;
    }
    if (shown(here.kind)) {
        return std::max({visit.entered, visit.touched, visit.paper_at}) + patience * kShown;
    }
    return visit.touched + patience * kIdleWarn + visit.warning();
}

}  // namespace

Instant Visit::warning() const noexcept {
    return (needs.any() ? kPatience : 1) * kWarning;
}

std::optional<int> Visit::leaving_in(Instant now) const noexcept {
    const auto end = end_of(*this);
    if (!end || *end - now > warning()) {
        return std::nullopt;
    }
    const auto left = std::max<Instant::rep>(0, (*end - now).count());
    return static_cast<int>((left + 999) / 1000);
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
    note(effects.commands, now);
    if ((effects.to_start || effects.to_home) && holds_ticket(visit_) && view.issued) {
        effects.commands.emplace_back(kiosk::Dismiss{view.issued->touch});
    }
    if (effects.to_start) {
        forget_what_was_found(view, effects.commands);
    }
    const bool staff = visit_.place().kind == PlaceKind::staff;
    apply(effects, view, now);
    if (staff && visit_.place().kind != PlaceKind::staff) {
        effects.commands.emplace_back(kiosk::LeaveStaff{});
    }
    return std::move(effects.commands);
}

// What was asked for is awaited by its touch.
void Stack::note(const std::vector<Command>& commands, Instant now) {
    const auto await = [&](const Uuid& touch) {
        visit_.touch = touch;
        visit_.asked = now;
    };
    for (const Command& command : commands) {
        if (const auto* ask = std::get_if<kiosk::IssueTicket>(&command)) {
            await(ask->touch);
        } else if (const auto* coming = std::get_if<kiosk::CheckIn>(&command)) {
            await(coming->touch);
        } else if (const auto* find = std::get_if<kiosk::FindAppointments>(&command)) {
            await(find->touch);
        } else if (const auto* scan = std::get_if<kiosk::Scan>(&command)) {
            await(scan->touch);
        } else if (const auto* requeue = std::get_if<kiosk::Requeue>(&command)) {
            await(requeue->touch);
        } else if (std::holds_alternative<kiosk::PrintGuide>(command) ||
                   std::holds_alternative<kiosk::PrintSheet>(command)) {
            visit_.guide_printed = now;
        }
    }
}

std::vector<Command> Stack::hold(Command command, const View& view, Instant now) {
    const bool busy = visit_.waiting() || view.issuing || view.out_of_service;
    if (busy || visit_.place().kind == PlaceKind::staff) {
        return {};
    }
    alive(now);
    std::vector<Command> commands{std::move(command)};
    note(commands, now);
    return commands;
}

std::vector<Command> Stack::scan(const std::string& text, const View& view, Instant now) {
    return hold(kiosk::Scan{fresh_touch_(), text, visit_.language}, view, now);
}

std::vector<Command> Stack::read_card(const std::string& number, const View& view, Instant now) {
    return hold(kiosk::FindAppointments{fresh_touch_(), {}, number}, view, now);
}

void Stack::apply(const Effects& effects, const View& view, Instant now) {
    if (effects.language) {
        visit_.language = *effects.language;
    }
    if (effects.query && *effects.query != visit_.path.back().query) {
        visit_.path.back().query = *effects.query;
        visit_.path.back().scroll = {};
    }
    if (effects.ways && visit_.path.back().ways != *effects.ways) {
        visit_.path.back().ways = *effects.ways;
        visit_.path.back().scroll = {};
    }
    visit_.needs = effects.needs.value_or(visit_.needs);
    visit_.needs_open = effects.needs_open.value_or(visit_.needs_open);
    visit_.appointment = effects.appointment.value_or(visit_.appointment);
    visit_.with = effects.with.value_or(visit_.with);
    change_map(effects, view, now);
    if (effects.to_start) {
        start_anew(view, now);
    } else if (effects.to_home) {
        visit_.path.resize(1);
        go({.kind = PlaceKind::home}, view, now);
    } else if (effects.back && visit_.path.size() > 1) {
        visit_.path.pop_back();
        visit_.entered = now;
        visit_.back = true;
        visit_.guide_printed.reset();
    } else if (effects.go) {
        go(*effects.go, view, now);
    }
}

void Stack::change_map(const Effects& effects, const View& view, Instant now) {
    if (effects.instead) {
        visit_.path.back().place = *effects.instead;
        visit_.path.back().scroll = {};
        frame_map(visit_, view);
    }
    if (effects.turn_step_free) {
        visit_.step_free = !visit_.step_free;
        frame_map(visit_, view);
    }
    if (effects.floor && view.content->plan) {
        map().frame(*effects.floor, floor_view(view, visit_, *effects.floor));
    }
    if (effects.zoom != 1) {
        map().step(effects.zoom, now);
    }
}

void Stack::go(const Place& place, const View& view, Instant now) {
    visit_.path.push_back(Level{.place = place});
    visit_.needs_open = false;
    visit_.entered = now;
    visit_.paper_at = now;
    visit_.back = false;
    visit_.guide_printed.reset();
    frame_map(visit_, view);
}

void Stack::start_anew(const View& view, Instant now) {
    auto taken = std::move(visit_.taken);
    visit_ = Visit{};
    visit_.taken = std::move(taken);
    visit_.entered = now;
    visit_.touched = now;
    visit_.back = true;
    if (view.content) {
        visit_.language = view.content->hall.default_language;
    }
}

// What is no ticket yet: appointments that were found, a slip that is known, one put back.
bool Stack::arrive_looking(const View& view, Instant now) {
    if (view.found && view.found->touch == visit_.touch && !view.found->looking) {
        visit_.touch = {};
        go({.kind = PlaceKind::appointments}, view, now);
        return true;
    }
    if (view.scanned && view.scanned->touch == visit_.touch) {
        visit_.touch = {};
        if (visit_.place().kind == PlaceKind::ticket) {
            visit_.path.pop_back();  // Another slip, or the same once more.
        }
        go({.kind = PlaceKind::ticket, .item = view.scanned->item}, view, now);
        return true;
    }
    if (view.scanned && view.scanned->requeued == visit_.touch) {
        visit_.touch = {};
        visit_.entered = now;
        return true;
    }
    return false;
}

bool Stack::arrive(const View& view, Instant now) {
    if (!visit_.waiting()) {
        return false;
    }
    if (view.issued && view.issued->touch == visit_.touch) {
        visit_.touch = {};
        visit_.paper = view.issued->paper;
        visit_.taken.push_back(view.issued->item);
        if (visit_.taken.size() > kTakenMost) {
            visit_.taken.erase(visit_.taken.begin());
        }
        visit_.path.resize(1);
        visit_.appointment.clear();
        visit_.with = {};
        go({.kind = PlaceKind::issued, .item = view.issued->item}, view, now);
        return true;
    }
    if (view.refused && view.refused->touch == visit_.touch) {
        visit_.touch = {};
        go(trouble_place(Trouble::refused, visit_.place()), view, now);
        return true;
    }
    if (arrive_looking(view, now)) {
        return true;
    }
    if (visit_.place().trouble != Trouble::no_answer && now - visit_.asked >= kAnswerLimit) {
        go(trouble_place(Trouble::no_answer, visit_.place()), view, now);
        return true;
    }
    return false;
}

std::vector<Command> Stack::watch(const View& view, Instant now) {
    const bool staff = visit_.place().kind == PlaceKind::staff;
    std::vector<Command> commands = follow(view, now);
    if (staff && visit_.place().kind != PlaceKind::staff) {
        commands.emplace_back(kiosk::LeaveStaff{});
    }
    return commands;
}

void Stack::open_staff(const View& view, Instant now) {
    alive(now);
    visit_.path.resize(1);
    go({.kind = PlaceKind::staff}, view, now);
}

std::vector<Command> Stack::follow(const View& view, Instant now) {
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
    const bool mine = holds_ticket(visit_) || visit_.waiting() || here.kind == PlaceKind::staff;
    if (view.out_of_service && !mine && here.trouble != Trouble::out_of_service) {
        visit_.path.resize(1);
        go(trouble_place(Trouble::out_of_service, {}), view, now);
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
        if (holds_ticket(visit_) && view.issued) {
            commands.emplace_back(kiosk::Dismiss{view.issued->touch});
        }
        forget_what_was_found(view, commands);
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
        const Instant warns = *end - visit_.warning();
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
