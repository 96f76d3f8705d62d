// SPDX-License-Identifier: Apache-2.0
#include "display/transport/tcp_link.h"

#include <algorithm>
#include <array>
#include <utility>

namespace hall::display {

namespace {

// Longer than any answer of the cards we drive; what is longer is not one.
constexpr std::size_t kAnswerMost = std::size_t{16} * 1024;

}  // namespace

void TcpLink::ask(Question question, Instant) {
    waiting_ = std::move(question);
}

Outcome TcpLink::begin(Instant now) {
    under_way_ = std::exchange(waiting_, std::nullopt);
    sent_ = 0;
    arrived_.clear();
    deadline_ = now + kConnectLimit;
    auto line = TcpLine::to(controller_);
    if (!line) {
        return tl::make_unexpected(line.error());
    }
    line_ = std::move(*line);
    return {};
}

// True once the whole question is out.
Result<bool> TcpLink::send(Instant now) {
    const std::span<const std::uint8_t> rest = std::span(under_way_->bytes).subspan(sent_);
    if (rest.empty()) {
        return true;
    }
    const auto went = line_->write(rest);
    if (!went) {
        return tl::make_unexpected(went.error());
    }
    sent_ += *went;
    if (*went > 0) {
        deadline_ = now + kAnswerLimit;
    }
    return sent_ == under_way_->bytes.size();
}

std::optional<Answer> TcpLink::listen(Instant now) {
    if (under_way_->answer == nullptr) {
        return ended(std::vector<std::uint8_t>{});
    }
    std::array<std::uint8_t, 1024> part{};
    while (arrived_.size() < kAnswerMost) {
        const auto got = line_->read(part);
        if (!got) {
            return ended(tl::make_unexpected(got.error()));
        }
        if (*got == 0) {
            break;
        }
        arrived_.insert(arrived_.end(), part.begin(),
                        part.begin() + static_cast<std::ptrdiff_t>(*got));
        if (const std::size_t size = under_way_->answer(arrived_); size > 0) {
            arrived_.resize(std::min(size, arrived_.size()));
            return ended(std::move(arrived_));
        }
    }
    if (now >= deadline_ || arrived_.size() >= kAnswerMost) {
        return ended(fail(Fault::no_answer, "the controller took the text and did not answer"));
    }
    return std::nullopt;
}

Answer TcpLink::ended(Answer answer) {
    line_.reset();
    under_way_.reset();
    return answer;
}

std::optional<Answer> TcpLink::step(Instant now) {
    if (!under_way_) {
        if (!waiting_) {
            return std::nullopt;
        }
        if (auto begun = begin(now); !begun) {
            return ended(tl::make_unexpected(begun.error()));
        }
    }
    const auto sent = send(now);
    if (!sent) {
        return ended(tl::make_unexpected(sent.error()));
    }
    if (*sent) {
        return listen(now);
    }
    if (now >= deadline_) {
        return ended(fail(Fault::unreachable, "no connection within a second"));
    }
    return std::nullopt;
}

std::optional<Instant> TcpLink::next(Instant now) const {
    if (under_way_) {
        return now + kGlance;
    }
    return waiting_ ? std::optional(now) : std::nullopt;
}

void TcpLink::finish(Instant now, Milliseconds most) {
    const Instant end = now + most;
    while (now < end && (under_way_ || waiting_)) {
        static_cast<void>(step(now));
        if (line_) {
            now += std::max(line_->wait(kGlance), Milliseconds(1));
        }
    }
}

}  // namespace hall::display
