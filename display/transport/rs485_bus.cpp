// SPDX-License-Identifier: Apache-2.0
#include "display/transport/rs485_bus.h"

#include <algorithm>
#include <array>
#include <utility>

namespace hall::display {

namespace {

constexpr Milliseconds kAgain{1000};
constexpr std::size_t kAnswerMost = 4096;

// Frames are told apart by 3.5 characters of silence. Source: Modbus over serial line V1.02,
// section 2.5.1.1; the cards ask for less.
constexpr std::size_t kGapBytes = 4;

Error told(Fault code, std::string detail) {
    return Error{code, std::move(detail)};
}

bool urgent(Rank rank) {
    return rank == Rank::call || rank == Rank::recall;
}

}  // namespace

Milliseconds BusPace::takes(std::size_t bytes) const {
    const auto bits = static_cast<std::int64_t>(bytes) * bits_per_byte;
    return Milliseconds((bits * 1000 + baud - 1) / baud);
}

void Rs485Bus::ask(int address, Question question, Instant now) {
    Seat& seat = seats_[address];
    // A refresh must not push back a call that still waits: the newer text carries the call too.
    if (seat.waiting) {
        question.rank = std::min(question.rank, seat.waiting->rank);
    } else {
        seat.asked_at = now;
    }
    seat.waiting = std::move(question);
    stepped_at_.reset();
}

bool Rs485Bus::ready(const Seat& seat, Instant now) const {
    if (!seat.waiting) {
        return false;
    }
    if (seat.failures < kTries) {
        return true;
    }
    return now >= seat.failed_at + (urgent(seat.waiting->rank) ? kAgain : seat.rest);
}

std::map<int, Rs485Bus::Seat>::iterator Rs485Bus::first_in_turn(Instant now) {
    auto first = seats_.end();
    for (auto seat = seats_.begin(); seat != seats_.end(); ++seat) {
        if (!ready(seat->second, now)) {
            continue;
        }
        const auto key = [](const auto& one) {
            return std::pair(one->second.waiting->rank, one->second.asked_at);
        };
        if (first == seats_.end() || key(seat) < key(first)) {
            first = seat;
        }
    }
    return first;
}

bool Rs485Bus::have_line(Instant now) {
    if (line_) {
        return true;
    }
    if (opened_at_ && now < *opened_at_ + kAgain) {
        return false;
    }
    opened_at_ = now;
    auto opened = open_();
    if (!opened) {
        lose_line(opened.error(), now);
        return false;
    }
    line_ = std::move(*opened);
    return true;
}

// Everybody who waits is told; their boards ask again.
void Rs485Bus::lose_line(const Error& error, Instant) {
    line_.reset();
    if (under_way_) {
        seats_[under_way_->address].answer = tl::make_unexpected(error);
        under_way_.reset();
    }
    for (auto& [address, seat] : seats_) {
        if (seat.waiting) {
            seat.waiting.reset();
            seat.answer = tl::make_unexpected(error);
        }
    }
}

void Rs485Bus::begin(std::map<int, Seat>::iterator seat, Instant now) {
    std::array<std::uint8_t, 256> noise{};
    for (auto got = line_->read(noise); got && *got > 0; got = line_->read(noise)) {
        // What came while nobody was asked is a late answer or a spike; it must not be heard next.
    }
    Exchange exchange;
    exchange.address = seat->first;
    exchange.question = *std::exchange(seat->second.waiting, std::nullopt);
    const std::size_t size = exchange.question.bytes.size();
    exchange.to_skip = pace_.echo ? size : 0;
    exchange.silent_since = now + pace_.takes(size);
    exchange.give_up = exchange.silent_since + pace_.takes(kAnswerMost) + kSilence;
    under_way_ = std::move(exchange);
}

Outcome Rs485Bus::send(Instant) {
    const auto rest =
        std::span(std::as_const(under_way_->question.bytes)).subspan(under_way_->sent);
    if (rest.empty()) {
        return {};
    }
    const auto went = line_->write(rest);
    if (!went) {
        return tl::make_unexpected(went.error());
    }
    under_way_->sent += *went;
    return {};
}

Outcome Rs485Bus::listen(Instant now) {
    Exchange& exchange = *under_way_;
    std::array<std::uint8_t, 512> part{};
    while (exchange.arrived.size() < kAnswerMost) {
        const auto got = line_->read(part);
        if (!got) {
            return tl::make_unexpected(got.error());
        }
        if (*got == 0) {
            return {};
        }
        exchange.silent_since = std::max(exchange.silent_since, now);
        const std::size_t own = std::min(exchange.to_skip, *got);
        exchange.to_skip -= own;
        exchange.arrived.insert(exchange.arrived.end(),
                                part.begin() + static_cast<std::ptrdiff_t>(own),
                                part.begin() + static_cast<std::ptrdiff_t>(*got));
    }
    return {};
}

void Rs485Bus::carry_on(Instant now) {
    auto moved = send(now).and_then([&] { return listen(now); });
    if (!moved) {
        lose_line(moved.error(), now);
        return;
    }
    Exchange& exchange = *under_way_;
    if (exchange.sent < exchange.question.bytes.size()) {
        if (now >= exchange.give_up) {
            failed(told(Fault::unreachable, "the port takes no bytes"), now);
        }
        return;
    }
    if (exchange.question.answer == nullptr) {
        if (now >= exchange.silent_since) {
            exchange.arrived.clear();
            succeeded(now);
        }
        return;
    }
    if (const std::size_t size = exchange.question.answer(exchange.arrived); size > 0) {
        exchange.arrived.resize(std::min(size, exchange.arrived.size()));
        succeeded(now);
    } else if (now >= exchange.silent_since + kSilence || now >= exchange.give_up) {
        failed(told(Fault::no_answer,
                    "address " + std::to_string(exchange.address) + " does not answer"),
               now);
    }
}

void Rs485Bus::succeeded(Instant now) {
    Seat& seat = seats_[under_way_->address];
    seat.failures = 0;
    seat.rest = Milliseconds(0);
    seat.answer = std::move(under_way_->arrived);
    under_way_.reset();
    free_at_ = now + pace_.takes(kGapBytes);
}

void Rs485Bus::failed(Error error, Instant now) {
    Seat& seat = seats_[under_way_->address];
    seat.failures = std::min(seat.failures + 1, kTries);
    seat.failed_at = now;
    if (seat.failures < kTries) {
        // Once more, behind the others of its rank; unless something newer waits already.
        if (!seat.waiting) {
            seat.waiting = std::move(under_way_->question);
            seat.asked_at = now;
        }
    } else {
        // Calls are tried in spite of the rest; that they fail does not make it longer.
        if (!urgent(under_way_->question.rank) || seat.rest == Milliseconds(0)) {
            seat.rest = std::clamp(seat.rest * 2, kAgain, kLongestRest);
        }
        seat.answer = tl::make_unexpected(std::move(error));
    }
    under_way_.reset();
    free_at_ = now + pace_.takes(kGapBytes);
}

void Rs485Bus::step(Instant now) {
    if (stepped_at_ == now) {
        return;
    }
    stepped_at_ = now;
    if (under_way_) {
        carry_on(now);
    }
    if (under_way_ || now < free_at_) {
        return;
    }
    const auto seat = first_in_turn(now);
    if (seat != seats_.end() && have_line(now)) {
        begin(seat, now);
        carry_on(now);
    }
}

std::optional<Answer> Rs485Bus::answer(int address) {
    return std::exchange(seats_[address].answer, std::nullopt);
}

bool Rs485Bus::asked(int address) const {
    const auto seat = seats_.find(address);
    return (seat != seats_.end() && seat->second.waiting) ||
           (under_way_ && under_way_->address == address);
}

std::optional<Instant> Rs485Bus::next(Instant now) const {
    if (under_way_) {
        // Nothing can come before the question is out, but the port may have had no room for it.
        const bool out = under_way_->sent == under_way_->question.bytes.size();
        return std::max(out ? under_way_->silent_since : now, now + Link::kGlance);
    }
    for (const auto& [address, seat] : seats_) {
        if (ready(seat, now)) {
            const Instant line_at = line_ || !opened_at_ ? now : *opened_at_ + kAgain;
            return std::max({now, free_at_, line_at});
        }
    }
    return std::nullopt;
}

Milliseconds Rs485Bus::wait(Milliseconds most) {
    return line_ ? line_->wait(most) : most;
}

void BusLink::ask(Question question, Instant now) {
    bus_->ask(address_, std::move(question), now);
}

std::optional<Answer> BusLink::step(Instant now) {
    bus_->step(now);
    return bus_->answer(address_);
}

std::optional<Instant> BusLink::next(Instant now) const {
    return bus_->asked(address_) ? bus_->next(now) : std::nullopt;
}

void BusLink::finish(Instant now, Milliseconds most) {
    const Instant end = now + most;
    while (now < end && bus_->asked(address_)) {
        bus_->step(now);
        now += std::max(bus_->wait(kGlance), Milliseconds(1));
    }
}

}  // namespace hall::display
