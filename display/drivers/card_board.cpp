// SPDX-License-Identifier: Apache-2.0
#include "display/drivers/card_board.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace hall::display {

namespace {

struct Called {
    std::string number;
    std::optional<Instant> since;
};

Called called_on(const std::optional<Page>& page) {
    if (page) {
        if (const auto* sign = std::get_if<SignPage>(&*page); sign != nullptr) {
            return sign->tone == Tone::call ? Called{sign->number, sign->fresh_since} : Called{};
        }
        if (const auto* wall = std::get_if<WallPage>(&*page); wall != nullptr && wall->newest) {
            return {wall->newest->number, wall->fresh_since};
        }
    }
    return {};
}

}  // namespace

Rank rank_of(const std::optional<Page>& before, const Page& after) {
    const Called was = called_on(before);
    const Called is = called_on(after);
    if (is.number.empty()) {
        return Rank::notice;
    }
    if (is.number != was.number) {
        return Rank::call;
    }
    return is.since && is.since != was.since ? Rank::recall : Rank::notice;
}

Result<Milliseconds> refresh_setting(const Settings& settings) {
    return number_setting(settings, "refresh", {200, 60000},
                          static_cast<int>(CardBoard::kRefresh.count()))
        .map([](int ms) { return Milliseconds(ms); });
}

CardBoard::CardBoard(std::unique_ptr<Card> card, std::unique_ptr<Link> link, Milliseconds refresh)
    : card_(std::move(card)),
      link_(std::move(link)),
      refresh_(refresh) {
}

Outcome CardBoard::show(const Page& page, Instant now) {
    if (stopped_ || (page_ && page == *page_)) {
        return {};
    }
    const Rank rank = rank_of(page_, page);
    page_ = page;
    ask(rank, Standing::while_repeated, now);
    drive(now);
    return {};
}

void CardBoard::ask(Rank rank, Standing standing, Instant now) {
    CardMessage message = card_->message(*page_, standing, now);
    lacking_ = std::move(message.lacking);
    const auto holds = card_->holds(now);
    changes_at_ = holds ? std::optional(now + *holds) : std::nullopt;
    asked_at_ = now;
    rank_ = rank;
    under_way_ = true;
    link_->ask({std::move(message.bytes), rank, card_->answer_size()}, now);
}

void CardBoard::judge(const Answer& answer) {
    under_way_ = false;
    const Outcome verdict =
        answer.and_then([this](const auto& bytes) { return card_->judge(bytes); });
    if (!verdict) {
        ++failures_;
        const Fault fault = verdict.error().code;
        const bool there = fault == Fault::refused || fault == Fault::garbled || failures_ == 1;
        health_.state = there ? HealthState::degraded : HealthState::lost;
        health_.detail = verdict.error().detail;
        return;
    }
    failures_ = 0;
    ++health_.frames;
    const bool heard = card_->answer_size() != nullptr;
    health_.state = heard ? HealthState::ok : HealthState::unverifiable;
    health_.detail = lacking_;
    if (!lacking_.empty()) {
        health_.state = HealthState::degraded;
    }
}

void CardBoard::drive(Instant now) {
    if (const auto answer = link_->step(now)) {
        judge(*answer);
    }
}

Instant CardBoard::tick(Instant now) {
    if (stopped_ || !page_) {
        return now + refresh_;
    }
    drive(now);
    const bool moved = changes_at_ && now >= *changes_at_;
    if (!under_way_ && failures_ > 0 && failures_ <= kAgainAtOnce) {
        ask(rank_, Standing::while_repeated, now);
        drive(now);
    } else if (moved || (!under_way_ && now >= asked_at_ + refresh_)) {
        ask(Rank::poll, Standing::while_repeated, now);
        drive(now);
    }
    Instant next = std::max(asked_at_ + refresh_, now + Link::kGlance);
    if (changes_at_) {
        next = std::min(next, *changes_at_);
    }
    if (const auto busy = link_->next(now)) {
        next = std::min(next, *busy);
    }
    return std::max(next, now + Milliseconds(1));
}

void CardBoard::stop(Instant now) {
    if (stopped_) {
        return;
    }
    if (page_) {
        ask(Rank::notice, Standing::for_good, now);
        link_->finish(now, kFarewell);
    }
    stopped_ = true;
}

}  // namespace hall::display
