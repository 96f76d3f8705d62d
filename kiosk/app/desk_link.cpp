// SPDX-License-Identifier: Apache-2.0
// The desk's dealings with the service: pushing, following, clocks, lanes.
#include <algorithm>
#include <cassert>

#include "kiosk/app/desk.h"
#include "kiosk/app/desk_limits.h"

namespace hall::kiosk {

namespace {

std::int64_t retry_after(int failures) {
    const int doublings = std::min(failures, 10);
    return std::min(kRetryFirstMs << doublings, kRetryMostMs);
}

}  // namespace

// A service that was promoted is believed; one that was left behind is not (rule 10).
bool Desk::believes(std::int64_t hub_epoch) {
    if (hub_epoch < ledger_.hub_epoch()) {
        return false;
    }
    if (hub_epoch > ledger_.hub_epoch() && !broken_) {
        write(LaneNote{ledger_.lane(), hub_epoch});
    }
    return true;
}

void Desk::on(const Enrolled& enrolled) {
    if (enrolled.epoch != settings_.epoch) {
        return;  // An answer to the journal before.
    }
    if (enrolled.followed) {
        give_up_journal(enrolled.followed);
    }
    if (!enrolled.reached) {
        ++failures_;
        next_enrol_ms_ = now_.mono_ms + retry_after(failures_);
        had_chance_ = true;
        if (!superseded_) {
            issue_pending_alone();
        }
        return;
    }
    if (!believes(enrolled.hub_epoch)) {
        return;
    }
    failures_ = 0;
    enrolled_ = true;
    acked_ = std::min(enrolled.acked, kept_);
    if (enrolled.lane != ledger_.lane() && !broken_) {
        write(LaneNote{enrolled.lane, enrolled.hub_epoch});
    }
    // The service has more of this journal than we: our disk is a copy of an older one, and its
    // next numbers are on paper already (rule 7).
    if (enrolled.acked > kept_) {
        give_up_journal(settings_.epoch);
    }
    measure_clock();
    had_chance_ = true;
    if (pending_ && !superseded_) {
        ask_number();
        issue_pending_alone();
    }
}

// Asked again soon when no answer comes.
void Desk::measure_clock() {
    actions_.measure_clock = true;
    next_measure_ms_ = now_.mono_ms + kRetryMostMs;
}

void Desk::on(const ClockMeasured& measured) {
    clock_ = measured;
    rtt_ms_ = measured.rtt_ms;
    const bool is_slow = mode_ == Mode::own && measured.rtt_ms >= kGoodRttMs;
    next_measure_ms_ = now_.mono_ms + (is_slow ? kRetryMostMs : kMeasureEveryMs);
    go_back_to_hub_if_due();
    actions_.show = true;
}

// One batch is under way at a time; the clock exchange of this boot comes before any data (rule 6).
void Desk::push_if_due() {
    const bool may = enrolled_ && !pushing_ && clock_ && !superseded_;
    if (!may || acked_ >= kept_ || now_.mono_ms < next_push_ms_) {
        return;
    }
    pushing_ = true;
    push_lost_ms_ = now_.mono_ms + kPushLostMs;
    actions_.push_from = acked_ + 1;
}

void Desk::on(const PushAnswered& answered) {
    if (answered.epoch != settings_.epoch) {
        return;  // An answer to the journal before.
    }
    pushing_ = false;
    if (!answered.reached) {
        ++failures_;
        next_push_ms_ = now_.mono_ms + retry_after(failures_);
        return;
    }
    if (answered.code.empty() && believes(answered.hub_epoch)) {
        failures_ = 0;
        // The service's high-water is the truth, also when it is lower than we thought (rule 3).
        acked_ = std::min(answered.acked, kept_);
        go_back_to_hub_if_due();
        return;
    }
    if (answered.code == "gap" && answered.expected) {
        acked_ = std::clamp<std::int64_t>(*answered.expected - 1, 0, kept_);
        return;
    }
    if (answered.code == "device_unknown") {
        enrolled_ = false;
        next_enrol_ms_ = now_.mono_ms;
        return;
    }
    if (answered.code == "epoch_too_old" || answered.code == "diverged") {
        give_up_journal(answered.followed);
        return;
    }
    ++failures_;
    next_push_ms_ = now_.mono_ms + retry_after(failures_);
}

// Only with everything told and over a quick link: else numbers would leave the kiosk in two lanes
// by turns.
void Desk::go_back_to_hub_if_due() {
    const bool told = enrolled_ && acked_ >= kept_ && kept_ == last_;
    if (mode_ == Mode::hub || !told) {
        return;
    }
    if (!rtt_ms_) {
        measure_clock();  // The way is free; is it quick as well?
    } else if (*rtt_ms_ < kGoodRttMs) {
        mode_ = Mode::hub;
        actions_.show = true;
    }
}

void Desk::on(const SnapshotCame& came) {
    if (!believes(came.document.cursor.epoch)) {
        return;
    }
    replica_.restore(came.document.state);
    cursor_ = came.document.cursor;
    actions_.show = true;
}

void Desk::on(const EventCame& came) {
    if (!believes(came.cursor.epoch) || came.cursor <= cursor_) {
        return;
    }
    replica_.apply(came.event);
    cursor_ = came.cursor;
    actions_.show = true;
}

// A ticket keeps the number and the queue that it was given, whatever the documents say now.
void Desk::on(const ContentCame& came) {
    assert(came.content && came.clock);
    settings_.content = came.content;
    settings_.clock = came.clock;
    actions_.show = true;
}

void Desk::on(const LinkSeen& seen) {
    if (seen.up && !link_up_) {
        failures_ = 0;
        next_push_ms_ = now_.mono_ms;
        next_enrol_ms_ = std::min(next_enrol_ms_, now_.mono_ms);
        if (enrolled_) {
            measure_clock();
        }
    }
    actions_.show = actions_.show || seen.up != link_up_;
    link_up_ = seen.up;
}

void Desk::on(const Ticked& /*ticked*/) {
    const Day yesterday = settings_.clock->business_day(fair_time(now_)) - std::chrono::days{1};
    if (clock_ && yesterday != kept_from_) {
        ledger_.forget_before(yesterday);
        replica_.forget_before(yesterday);
        let_in_.clear();  // Told to the replica long ago.
        kept_from_ = yesterday;
    }
}

// After every input, so that a busy stream does not keep the desk from its own times.
void Desk::act_on_time() {
    if (pending_ && !pending_->seq && now_.mono_ms >= pending_->deadline_ms) {
        go_own_lane();
    }
    if (pushing_ && now_.mono_ms >= push_lost_ms_) {
        on(PushAnswered{.epoch = settings_.epoch});
    }
    if (!enrolled_ && now_.mono_ms >= next_enrol_ms_) {
        actions_.enrol = true;
        next_enrol_ms_ = now_.mono_ms + kRetryMostMs;
    }
    if (enrolled_ && now_.mono_ms >= next_measure_ms_) {
        measure_clock();
    }
}

void Desk::plan_wake() {
    const auto sooner = [&](std::int64_t at) {
        actions_.wake_ms = actions_.wake_ms ? std::min(*actions_.wake_ms, at) : at;
    };
    if (pending_ && !pending_->seq) {
        sooner(pending_->deadline_ms);
    }
    sooner(enrolled_ ? next_measure_ms_ : next_enrol_ms_);
    if (pushing_) {
        sooner(push_lost_ms_);
    } else if (enrolled_ && clock_ && !superseded_ && acked_ < kept_) {
        sooner(next_push_ms_);
    }
}

}  // namespace hall::kiosk
