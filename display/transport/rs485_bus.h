// SPDX-License-Identifier: Apache-2.0
// Several signs on one two-wire line, and whose turn it is.
#pragma once

#include <functional>
#include <map>
#include <memory>

#include "display/transport/byte_line.h"
#include "display/transport/link.h"

namespace hall::display {

/// What the line is, as far as time is concerned.
struct BusPace {
    int baud = 9600;
    int bits_per_byte = 10;  ///< Start, eight data, stop; 11 with parity.
    bool echo = false;       ///< The adapter hears itself: our own bytes come back first.

    /// How long `bytes` take on the wire, rounded up.
    [[nodiscard]] Milliseconds takes(std::size_t bytes) const;
};

/// One line, one exchange at a time.
///
/// Whose question comes first: calls, recalls, notices, polls; among equals the one asked first.
/// What is under way is not broken off, so a call waits for at most one exchange.
///
/// A sign that does not answer is asked again behind the others. After kTries in a row its circuit
/// opens: it is left alone for 1, 2, 4 … 60 s, so that one dead sign does not slow the rest; a new
/// call is tried once a second all the same, because somebody may just have plugged it in.
///
/// Not thread-safe: the bus and all its members live on one loop.
class Rs485Bus {
public:
    using OpenLine = std::function<Result<std::unique_ptr<ByteLine>>()>;

    /// From the last bit of a question to the first of the answer, and between two bytes of one.
    static constexpr Milliseconds kSilence{200};
    static constexpr int kTries = 3;
    static constexpr Milliseconds kLongestRest{60000};

    /// `open` is called now and again at most once a second after the port was lost.
    Rs485Bus(OpenLine open, BusPace pace) : open_(std::move(open)), pace_(pace) {}

    void ask(int address, Question question, Instant now);
    /// Moves the line on. Calls with the same `now` after the first cost nothing.
    void step(Instant now);
    /// What became of a question to `address`, once.
    [[nodiscard]] std::optional<Answer> answer(int address);
    [[nodiscard]] std::optional<Instant> next(Instant now) const;
    /// Whether anything is asked of `address`.
    [[nodiscard]] bool asked(int address) const;
    /// Sleeps until something may have come.
    Milliseconds wait(Milliseconds most);

private:
    struct Seat {
        std::optional<Question> waiting;
        Instant asked_at{};
        std::optional<Answer> answer;
        int failures = 0;
        Instant failed_at{};
        Milliseconds rest{0};
    };
    struct Exchange {
        int address = 0;
        Question question;
        std::size_t sent = 0;
        std::size_t to_skip = 0;  ///< Our own echo.
        std::vector<std::uint8_t> arrived;
        Instant silent_since{};
        Instant give_up{};
    };

    [[nodiscard]] bool ready(const Seat& seat, Instant now) const;
    [[nodiscard]] std::map<int, Seat>::iterator first_in_turn(Instant now);
    [[nodiscard]] bool have_line(Instant now);
    void begin(std::map<int, Seat>::iterator seat, Instant now);
    void carry_on(Instant now);
    [[nodiscard]] Outcome send(Instant now);
    [[nodiscard]] Outcome listen(Instant now);
    void succeeded(Instant now);
    void failed(Error error, Instant now);
    void lose_line(const Error& error, Instant now);

    OpenLine open_;
    BusPace pace_;
    std::unique_ptr<ByteLine> line_;
    std::optional<Instant> opened_at_;
    std::map<int, Seat> seats_;
    std::optional<Exchange> under_way_;
    Instant free_at_{};
    std::optional<Instant> stepped_at_;
};

/// A board's seat on a bus.
class BusLink : public Link {
public:
    BusLink(std::shared_ptr<Rs485Bus> bus, int address) : bus_(std::move(bus)), address_(address) {}

    void ask(Question question, Instant now) override;
    [[nodiscard]] std::optional<Answer> step(Instant now) override;
    [[nodiscard]] std::optional<Instant> next(Instant now) const override;
    void finish(Instant now, Milliseconds most) override;

private:
    std::shared_ptr<Rs485Bus> bus_;
    int address_;
};

}  // namespace hall::display
