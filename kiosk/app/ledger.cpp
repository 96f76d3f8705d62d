// SPDX-License-Identifier: Apache-2.0
#include "kiosk/app/ledger.h"

#include <algorithm>

namespace hall::kiosk {

void Ledger::apply(const Note& note) {
    last_time_ = std::max(last_time_, note.stamp.estimate);
    ++nth_;
    if (const auto* boot = std::get_if<BootNote>(&note.what)) {
        boot_ = std::max(boot_, boot->boot);
    } else if (const auto* lane = std::get_if<LaneNote>(&note.what)) {
        lane_ = lane->lane;
        hub_epoch_ = std::max(hub_epoch_, lane->hub_epoch);
    } else if (const auto* issued = std::get_if<IssuedNote>(&note.what)) {
        issued_.insert_or_assign(issued->ticket, *issued);
        entries_.insert_or_assign(issued->ticket, LedgerEntry{note.stamp, nth_});
        was_alone_ = !is_services(issued->number.lane);
        by_touch_.insert_or_assign(issued->touch, issued->ticket);
        slips_.try_emplace(issued->ticket);
        const Series series{issued->day, issued->number.prefix, issued->number.lane, issued->band};
        int& last = ordinals_[series];
        last = std::max(last, issued->ordinal);
    } else if (const auto* abandoned = std::get_if<AbandonNote>(&note.what)) {
        abandoned_.insert_or_assign(abandoned->ticket, *abandoned);
        entries_.insert_or_assign(abandoned->ticket, LedgerEntry{note.stamp, nth_});
        was_alone_ = true;
    } else if (const auto* paper = std::get_if<PaperNote>(&note.what)) {
        SlipRecord& slip = slips_[paper->ticket];
        slip.attempt = paper->attempt;
        slip.sending = paper->sending;
        slip.paper = paper->paper;
        slip.torn = paper->evidence == kTornEvidence;
        slip.torn_ones += slip.torn ? 1 : 0;
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

std::int64_t Ledger::issued_as(const TicketId& ticket) const noexcept {
    const auto found = entries_.find(ticket);
    return found == entries_.end() ? 0 : found->second.nth;
}

Moment Ledger::issued_at(const TicketId& ticket) const noexcept {
    const auto found = entries_.find(ticket);
    return found == entries_.end() ? Moment{} : found->second.stamp.estimate;
}

std::vector<Note> Ledger::told_since(Day first) const {
    std::vector<std::pair<std::int64_t, Note>> told;
    const auto add = [&](const auto& what) {
        const LedgerEntry& entry = entries_.at(what.ticket);
        if (what.day >= first) {
            told.emplace_back(entry.nth, Note{entry.stamp, what});
        }
    };
    for (const auto& [id, note] : issued_) {
        add(note);
    }
    for (const auto& [id, note] : abandoned_) {
        add(note);
    }
    std::ranges::sort(told, {}, [](const auto& one) { return one.first; });
    std::vector<Note> notes;
    for (auto& [nth, note] : told) {
        notes.push_back(std::move(note));
    }
    return notes;
}

std::optional<Day> Ledger::last_day() const noexcept {
    std::optional<Day> last;
    for (const auto& [id, note] : issued_) {
        last = std::max(last.value_or(note.day), note.day);
    }
    return last;
}

void Ledger::forget_before(Day day) {
    for (auto it = issued_.begin(); it != issued_.end();) {
        if (it->second.day >= day) {
            ++it;
            continue;
        }
        by_touch_.erase(it->second.touch);
        slips_.erase(it->first);
        entries_.erase(it->first);
        it = issued_.erase(it);
    }
    for (auto it = abandoned_.begin(); it != abandoned_.end();) {
        if (it->second.day >= day) {
            ++it;
            continue;
        }
        entries_.erase(it->first);
        it = abandoned_.erase(it);
    }
}

}  // namespace hall::kiosk
