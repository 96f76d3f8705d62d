// SPDX-License-Identifier: Apache-2.0
#include "display/voice/planner.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace hall::voice {

Planner::Planner(PlanRules rules) : rules_(std::move(rules)) {
    assert(!rules_.tongues.empty() && rules_.times >= 1 && rules_.most_waiting >= 1);
}

std::vector<PlanAction> Planner::update(const PlanEvent& event, Instant now) {
    Actions actions;
    if (const auto* wanted = std::get_if<Wanted>(&event)) {
        take(*wanted, actions);
    } else if (const auto* withdrawn = std::get_if<Withdrawn>(&event)) {
        take(*withdrawn, actions);
    } else if (const auto* loudness = std::get_if<Loudness>(&event)) {
        take(*loudness, actions);
    } else if (current_) {
        go_on(now, actions);
        return actions;
    }
    if (!current_ && !waiting_.empty()) {
        go_on(now, actions);
    }
    return actions;
}

void Planner::take(const Wanted& wanted, Actions& actions) {
    const Item item{wanted.key, wanted.phrase, wanted.since};
    if (percent_ == 0) {
        leave_out(item, Unsaid::quiet, actions);
        return;
    }
    const auto same = std::ranges::find(waiting_, wanted.key, &Item::key);
    if (same != waiting_.end()) {
        same->phrase = wanted.phrase;
        return;
    }
    if (current_ && current_->key == wanted.key) {
        current_->withdrawn = true;  // What is left of the old call: the new one says it all.
    }
    waiting_.push_back(item);
    if (waiting_.size() > rules_.most_waiting) {
        leave_out(waiting_.front(), Unsaid::too_many, actions);
        waiting_.pop_front();
    }
}

void Planner::take(const Withdrawn& withdrawn, Actions& actions) {
    if (current_ && current_->key == withdrawn.key) {
        current_->withdrawn = true;
    }
    const auto same = std::ranges::find(waiting_, withdrawn.key, &Item::key);
    if (same != waiting_.end()) {
        leave_out(*same, Unsaid::withdrawn, actions);
        waiting_.erase(same);
    }
}

void Planner::take(const Loudness& loudness, Actions& actions) {
    percent_ = std::clamp(loudness.percent, 0, 100);
    if (percent_ > 0) {
        return;
    }
    for (const Item& item : waiting_) {
        leave_out(item, Unsaid::quiet, actions);
    }
    waiting_.clear();
    if (current_) {
        current_->withdrawn = true;
    }
}

void Planner::leave_out(const Item& item, Unsaid why, Actions& actions) {
    ++left_out_;
    actions.emplace_back(LeftOut{item.key, why});
}

// Round by round, and in each round language by language; what gives way is skipped.
std::optional<std::size_t> Planner::next_step(const Item& item, Instant now) const {
    const bool late = !waiting_.empty() && now - waiting_.front().since > rules_.patience;
    const std::size_t tongues = rules_.tongues.size();
    const std::size_t all = tongues * static_cast<std::size_t>(rules_.times);
    for (std::size_t step = item.step; step < all && !item.withdrawn; ++step) {
        const bool repeat = step >= tongues;
        const bool further = step % tongues != 0;
        const bool room = !(late && (repeat || further)) &&
                          (!repeat || waiting_.size() <= rules_.repeats_while) &&
                          (!further || waiting_.size() <= rules_.tongues_while);
        if (room) {
            return step;
        }
    }
    return std::nullopt;
}

void Planner::go_on(Instant now, Actions& actions) {
    if (current_) {
        if (const auto step = next_step(*current_, now)) {
            current_->step = *step;
            say(actions);
            return;
        }
        current_.reset();
    }
    if (waiting_.empty()) {
        actions.emplace_back(FellSilent{});
        return;
    }
    current_ = std::move(waiting_.front());
    waiting_.pop_front();
    ++said_;
    lags_.push_back(std::max(now - current_->since, Milliseconds::zero()));
    if (lags_.size() > kLagKept) {
        lags_.pop_front();
    }
    say(actions);
}

void Planner::say(Actions& actions) {
    const std::size_t tongues = rules_.tongues.size();
    const Chime busy = waiting_.empty() ? Chime::full : Chime::brief;
    actions.emplace_back(Say{current_->key, current_->phrase,
                             rules_.tongues[current_->step % tongues],
                             current_->step == 0 ? busy : Chime::none, percent_});
    ++current_->step;
}

Lag Planner::lag(Instant now) const {
    Lag lag{.said = said_, .left_out = left_out_, .waiting = waiting_.size()};
    if (!waiting_.empty()) {
        lag.oldest_waiting = now - waiting_.front().since;
    }
    if (!lags_.empty()) {
        std::vector<Milliseconds> sorted(lags_.begin(), lags_.end());
        std::ranges::sort(sorted);
        lag.median = sorted[sorted.size() / 2];
        // Nearest rank: of fewer than a hundred it is the worst.
        lag.p99 = sorted[(sorted.size() * 99 + 99) / 100 - 1];
        lag.worst = sorted.back();
    }
    return lag;
}

}  // namespace hall::voice
