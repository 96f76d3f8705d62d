// SPDX-License-Identifier: Apache-2.0
// One question, one answer: how boards talk to controllers that say something back.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "display/fault.h"
#include "display/instant.h"

namespace hall::display {

/// What goes first on a line that several boards share.
enum class Rank : std::uint8_t { call, recall, notice, poll };

/// How much of what has arrived is the first whole answer; 0 while it is not whole yet. Pure.
using AnswerSize = std::size_t (*)(std::span<const std::uint8_t> arrived);

struct Question {
    std::vector<std::uint8_t> bytes;
    Rank rank = Rank::poll;
    AnswerSize answer = nullptr;  ///< Null: nobody answers.
};

/// The answer's bytes; none when none was expected.
///
/// Errors: unreachable (no line), no_answer.
using Answer = Result<std::vector<std::uint8_t>>;

/// The way to one controller.
///
/// At most one question is under way and one waits; a newer question takes the place of the waiting
/// one, because a question is the whole state of a board and only the newest counts.
///
/// Not thread-safe: owned by one board.
class Link {
public:
    /// Twice within this long an adapter's clock ticks: what is under way is looked at that often.
    static constexpr Milliseconds kGlance{5};

    Link() = default;
    virtual ~Link() = default;
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;

    /// Puts a question. Its first bytes leave at the next step().
    virtual void ask(Question question, Instant now) = 0;

    /// Moves on without waiting. Returns what became of a question, once.
    [[nodiscard]] virtual std::optional<Answer> step(Instant now) = 0;

    /// When step() has something to do again; empty while nothing is asked.
    [[nodiscard]] virtual std::optional<Instant> next(Instant now) const = 0;

    /// Carries on until nothing is asked any more, `most` at the longest: the last word of a board
    /// that is being stopped. The only call that waits.
    virtual void finish(Instant now, Milliseconds most) = 0;
};

}  // namespace hall::display
