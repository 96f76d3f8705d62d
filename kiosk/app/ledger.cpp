// SPDX-License-Identifier: Apache-2.0
#include "kiosk/app/ledger.h"

#include <algorithm>

namespace hall::kiosk {

void Ledger::apply(const Note& note) {
    last_time_ = std::max(last_time_, note.stamp.estimate);
    if (const auto* boot = std::get_if<BootNote>(&note.what)) {
        boot_ = std::max(boot_, boot->boot);
    } else if (const auto* lane = std::get_if<LaneNote>(&note.what)) {
        lane_ = lane->lane;
        hub_epoch_ = std::max(hub_epoch_, lane->hub_epoch);
    } else if (const auto* issued = std::get_if<IssuedNote>(&note.what)) {
        issued_.insert_or_assign(issued->ticket, *issued);
        issued_at_.insert_or_assign(issued->ticket, note.stamp.estimate);
        by_touch_.insert_or_assign(issued->touch, issued->ticket);
        slips_.try_emplace(issued->ticket);
        const Series series{issued->day, issued->number.prefix, issued->number.lane, issued->band};
        int& last = ordinals_[series];
        last = std::max(last, issued->ordinal);
    } else if (const auto* paper = std::get_if<PaperNote>(&note.what)) {
        slips_.insert_or_assign(paper->ticket,
                                SlipRecord{paper->attempt, paper->sending, paper->paper});
    }
}

int Ledger::next_ordinal(Day day, const std::string& prefix, Band band) const {
    const auto found = ordinals_.find({day, prefix, lane_, band});
    return found == ordinals_.end() ? 1 : found->second + 1;
}

const IssuedNote* Ledger::issued(const TicketId& ticket) const noexcept {
    const auto found = issued_.find(ticket);
    return found == issued_.end() ? nullptr : &found->second;
}

const IssuedNote* Ledger::issued_by_touch(const Uuid& touch) const noexcept {
    const auto found = by_touch_.find(touch);
    return found == by_touch_.end() ? nullptr : issued(found->second);
}

const SlipRecord* Ledger::slip(const TicketId& ticket) const noexcept {
    const auto found = slips_.find(ticket);
    return found == slips_.end() ? nullptr : &found->second;
}

Moment Ledger::issued_at(const TicketId& ticket) const noexcept {
    const auto found = issued_at_.find(ticket);
    return found == issued_at_.end() ? Moment{} : found->second;
}

void Ledger::forget_before(Day day) {
    for (auto it = issued_.begin(); it != issued_.end();) {
        if (it->second.day >= day) {
            ++it;
            continue;
        }
        by_touch_.erase(it->second.touch);
        slips_.erase(it->first);
        issued_at_.erase(it->first);
        it = issued_.erase(it);
    }
}

}  // namespace hall::kiosk
