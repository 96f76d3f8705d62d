// SPDX-License-Identifier: Apache-2.0
// What a touch comes to for somebody with an appointment, or with a slip in the hand. Pure.
#include "kiosk/screens/stack.h"

namespace hall::screens {

using kiosk::View;

namespace {

constexpr std::size_t kTail = 4;

/// A number like everybody else's: of the appointment's own matter where that is known, with its
/// code on it where nobody could look it up.
Effects walk_in(const Visit& visit, const View& view) {
    Effects effects;
    ItemId item = visit.place().item;
    if (view.refused) {
        effects.appointment = view.refused->appointment;
        item = view.refused->about ? view.refused->about->item : item;
    }
    if (view.content->catalogue.item(item) != nullptr) {
        effects.go = Place{.kind = PlaceKind::guide, .item = item};
    } else {
        effects.to_home = true;
    }
    return effects;
}

Effects with_slip(const Action& action,
                  const Visit& visit,
                  const View& view,
                  const std::function<Uuid()>& fresh_touch) {
    Effects effects;
    if (!view.scanned || visit.place().kind != PlaceKind::ticket) {
        return effects;
    }
    if (action.act == Act::link_ticket) {
        effects.with = view.scanned->ticket;
        // Whoever scanned in the middle of choosing goes on there.
        const bool choosing = visit.path.size() > 2;
        effects.back = choosing;
        effects.to_home = !choosing;
    } else if (view.scanned->may_requeue && !view.scanned->requeued) {
        effects.commands.emplace_back(kiosk::Requeue{fresh_touch(), view.scanned->ticket});
    }
    return effects;
}

}  // namespace

Effects coming(const Action& action,
               const Visit& visit,
               const View& view,
               const std::function<Uuid()>& fresh_touch) {
    Effects effects;
    const std::string& typed = visit.path.back().query.text;
    if (action.act == Act::walk_in) {
        return walk_in(visit, view);
    }
    if (action.act == Act::open_check_in || action.act == Act::open_tail) {
        effects.go = Place{.kind = action.act == Act::open_tail ? PlaceKind::phone_tail
                                                                : PlaceKind::check_in};
        return effects;
    }
    if (visit.waiting() || view.issuing || view.out_of_service) {
        return effects;
    }
    if (action.act == Act::check_in_now) {
        const std::string& named = action.text.empty() ? typed : action.text;
        if (!named.empty()) {
            effects.commands.emplace_back(kiosk::CheckIn{fresh_touch(), named, visit.language});
        }
        return effects;
    }
    if (action.act == Act::find_appointments) {
        if (typed.size() == kTail) {
            effects.commands.emplace_back(kiosk::FindAppointments{fresh_touch(), typed});
            effects.query = Query{};  // Nobody after this one reads it.
        }
        return effects;
    }
    return with_slip(action, visit, view, fresh_touch);
}

}  // namespace hall::screens
