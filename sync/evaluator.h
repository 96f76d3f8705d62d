// SPDX-License-Identifier: Apache-2.0
// An evaluator (評價器) on a serial line: its frames, and what is done about them. Pure.
//
// A frame is STX (02), an ASCII payload of at most 32, ETX (03), and the exclusive or of the
// payload as two hexadecimal digits. From the evaluator:
//   G<seq><grade>[<reasons>]  a grade 1 to 5 was pressed; seq is two hexadecimal digits and another
//                             one for every press; reasons of a bad grade are letters, a =
//                             attitude, b = skill, c = waiting, d = unclear, e = visits, f = other.
//                             Repeated every second until it is answered.
//   H                         it was switched on: tell it what to show.
// To the evaluator:
//   P<number>                 ask about this ticket;  C  ask no more;
//   A<seq>                    taken;  N<seq>  not taken: nobody was to be rated.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/hall/rating_rules.h"

namespace hall::sync {

/// A payload with its frame around it.
[[nodiscard]] std::string evaluator_frame(std::string_view payload);

/// Takes bytes as they come and gives the payloads of whole, sound frames. What is damaged is left
/// out; the evaluator says it again.
class EvaluatorReader {
public:
    [[nodiscard]] std::vector<std::string> take(std::string_view bytes);

private:
    std::string held_;  ///< From an STX on; never longer than one frame.
};

/// One evaluator: grades become presses for POST /ratings, answers become frames.
///
/// Not thread-safe: owned by one loop. A press is kept in memory until it is answered; the
/// evaluator itself repeats it until then, so a restart of this program loses none.
class Evaluator {
public:
    /// `new_id` makes a UUID that was never used.
    Evaluator(CounterId counter, DeviceId name, std::function<Uuid()> new_id);

    struct Press {
        RatingOrder order;  ///< Without `ago`, which is known when it is sent.
        Moment pressed{};
    };

    /// Bytes from the line. Returns bytes for it.
    [[nodiscard]] std::string hear(std::string_view bytes, Moment now);
    /// The next press to send, one at a time, until answered(). Null when there is none.
    [[nodiscard]] const Press* waiting() const noexcept;
    /// The service has answered the press that waits. Returns bytes for the line.
    enum class Verdict : std::uint8_t { taken, refused };
    [[nodiscard]] std::string answered(Verdict verdict);
    /// What the counter's evaluator has to show now. Returns bytes for the line, if it is new.
    [[nodiscard]] std::string show(std::optional<std::string> number);

    /// Presses that may wait for a service that is away; the newest is refused then.
    static constexpr std::size_t kWaitingMost = 64;

private:
    struct Kept {
        std::string seq;
        Press press;
    };
    [[nodiscard]] std::string hear_grade(const std::string& payload, Moment now);
    [[nodiscard]] std::string shown() const;

    CounterId counter_;
    DeviceId name_;
    std::function<Uuid()> new_id_;
    EvaluatorReader reader_;
    std::deque<Kept> presses_;
    std::string last_seq_;  ///< Answered last, and how: its frame may come once more.
    std::string last_answer_;
    std::optional<std::string> number_;
};

}  // namespace hall::sync
