// SPDX-License-Identifier: Apache-2.0
// What a desk does when its disk turns out to be a copy of another one (SYNC.md §2 rule 7).
#include <algorithm>
#include <cassert>
#include <utility>

#include "kiosk/app/desk.h"
#include "kiosk/app/desk_limits.h"
#include "sync/hall/carried.h"

namespace hall::kiosk {

namespace {

bool is_about(Moment then, Moment now) {
    return std::chrono::abs(now - then) < kLivesWithin;
}

}  // namespace

Trouble Desk::trouble() const noexcept {
    if (broken_) {
        return Trouble::journal;
    }
    if (superseded_) {
        return may_begin_life() ? Trouble::superseded : Trouble::cloned;
    }
    return Trouble::none;
}

// The service follows another journal of this device, of epoch `followed` if it said so.
void Desk::give_up_journal(std::optional<std::int64_t> followed) {
    if (followed && *followed < settings_.epoch) {
        // It is the service that went back in time: it is met again and told everything.
        enrolled_ = false;
        next_enrol_ms_ = now_.mono_ms + kRetryFirstMs;
        return;
    }
    followed_ = std::max(followed_, followed.value_or(settings_.epoch));
    superseded_ = true;
    actions_.show = true;
}

bool Desk::may_begin_life() const noexcept {
    const Moment now = fair_time(now_);
    return std::ranges::count_if(settings_.begun,
                                 [&](Moment then) { return is_about(then, now); }) < kLivesMost;
}

// Only between two writes: what is carried over is what is on the disk.
void Desk::begin_life_if_due() {
    const bool is_still = kept_ == last_ && actions_.write.empty() && !life_;
    if (superseded_ && !broken_ && is_still && may_begin_life()) {
        life_ = next_life();
        actions_.new_life = life_;
    }
}

// Every ticket of today and yesterday, also those that the service may have: it knows a ticket by
// its id and takes none twice, while nobody here knows which of them it took from the other
// journal. A number that was asked for and not used is given up by name, since no start of the new
// journal proves anything about the old one's (rule 8).
NewLife Desk::next_life() const {
    const Moment now = fair_time(now_);
    Day today = settings_.clock->business_day(now);
    today = std::min(today, ledger_.last_day().value_or(today));
    const Day first = today - std::chrono::days{1};
    NewLife life{.epoch = std::max(followed_, settings_.epoch) + 1, .last = last_, .acked = acked_};
    // A boot of the old journal means nothing in the new one: 0 is no start's.
    const auto carry = [&](const Stamp& stamp, NoteWhat what) {
        Stamp carried{.boot = 0, .mono_ms = 0, .estimate = stamp.estimate, .good = stamp.good};
        if (clock_ && stamp.boot == ledger_.boot()) {
            carried.estimate = moment_from(stamp.mono_ms + clock_->offset_ms);
            carried.good = true;
        }
        life.carried.push_back({carried, std::move(what)});
    };
    for (const Note& note : ledger_.told_since(first)) {
        carry(note.stamp, note.what);
        const auto* issued = std::get_if<IssuedNote>(&note.what);
        if (issued == nullptr) {
            continue;
        }
        ++life.tickets;
        const SlipRecord& slip = *ledger_.slip(issued->ticket);
        if (slip.attempt > 0) {
            carry(note.stamp, PaperNote{issued->ticket, slip.paper, slip.sending,
                                        std::string(kCarried), slip.attempt});
        }
    }
    life.left = static_cast<int>(ledger_.issued().size()) - life.tickets;
    const Stamp stamp{ledger_.boot(), now_.mono_ms, now, clock_.has_value()};
    if (pending_ && pending_->asked) {
        carry(stamp, AbandonNote{pending_->ticket, settings_.clock->business_day(now)});
    }
    carry(stamp, LaneNote{kHubLane, ledger_.hub_epoch()});
    for (const Moment then : settings_.begun) {
        if (is_about(then, now)) {
            life.begun.push_back(then);
        }
    }
    life.begun.push_back(now);
    return life;
}

// The citizen's ticket stays on the screen, the slip at the printer and the touch on its way.
void Desk::on(const LifeBegun& begun) {
    assert(life_ && life_->epoch == begun.epoch);
    const NewLife life = *std::exchange(life_, std::nullopt);
    settings_.epoch = life.epoch;
    settings_.begun = life.begun;
    ledger_ = Ledger{};
    for (const Note& note : life.carried) {
        ledger_.apply(note);
    }
    last_ = static_cast<std::int64_t>(life.carried.size());
    kept_ = last_;
    acked_ = 0;
    superseded_ = false;
    enrolled_ = false;
    pushing_ = false;
    failures_ = 0;
    mode_ = Mode::hub;
    rtt_ms_.reset();
    write(BootNote{1, settings_.program});
    boot_entry_ = last_;
    if (pending_) {
        pending_->ticket = new_id();
        pending_->asked = false;
        pending_->deadline_ms = now_.mono_ms + kAnswerMs;
    }
    actions_.enrol = true;
    next_enrol_ms_ = now_.mono_ms + kRetryMostMs;
    actions_.show = true;
}

}  // namespace hall::kiosk
