// SPDX-License-Identifier: Apache-2.0
// How a printer is, decoded by bit, and the one stream of bytes that it says everything in.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "printer/fault.h"

namespace hall::printer {

/// Many printers answer only some questions and some none: not knowing is a state of its own.
enum class Sign : std::uint8_t { unknown, no, yes };
enum class Paper : std::uint8_t { unknown, ok, near_end, out };

struct State {
    Sign online = Sign::unknown;
    Sign cover_open = Sign::unknown;
    Sign feed_pressed = Sign::unknown;
    Sign cutter_error = Sign::unknown;
    Sign head_hot = Sign::unknown;  ///< "Auto-recoverable": it goes away by itself.
    Sign broken = Sign::unknown;    ///< "Unrecoverable".
    Paper paper = Paper::unknown;   ///< near_end is only as good as the sensor, which is optional.

    bool operator==(const State&) const = default;
};

/// The one thing that keeps this printer from printing, the one that blocks the rest first; nothing
/// when it can print as far as it says. Near end is no fault. Pure.
[[nodiscard]] std::optional<Fault> fault_of(const State& state) noexcept;

/// What the one byte of GET_PORT_STATUS says, which can be asked when the printer takes nothing.
/// Printers that do not do this answer 0; "selected" (bit 4) tells these apart: all unknown.
/// Pure. Source: USB printer class 1.1, 4.2.2: bit 3 not error, 4 selected, 5 paper empty.
[[nodiscard]] State state_of_port_status(std::uint8_t bits) noexcept;

/// "paper near_end, cover closed, …": for people who look after it. Pure.
[[nodiscard]] std::string describe(const State& state);

/// The four questions of DLE EOT, by their number in the command.
enum class RealTime : std::uint8_t { printer = 1, offline_cause = 2, error_cause = 3, paper = 4 };

// What can come out of the stream.
struct RealTimeReply {
    RealTime question;
    std::uint8_t bits;
};
struct AutomaticStatus {  ///< ASB: sent by itself at every change, when GS a has been on.
    std::array<std::uint8_t, 4> bytes;
};
struct InOrderReply {  ///< To GS r 1.
    std::uint8_t bits;
};
struct ProcessReply {  ///< To GS ( H function 48: the key of a job that has been printed.
    std::array<char, 4> key;
};
struct OtherBlock {  ///< A block somebody else asked for: a counter, a name.
    std::uint8_t head;
    std::string text;
};
struct Stray {  ///< Nothing that was asked for and nothing that a printer sends by itself.
    std::uint8_t byte;
};
using Reply =
    std::variant<RealTimeReply, AutomaticStatus, InOrderReply, ProcessReply, OtherBlock, Stray>;

/// Adds to `state` what a reply says; replies that say nothing about it change nothing. Pure.
void fold(const Reply& reply, State& state) noexcept;

/// Tells the answers apart in the one stream in which all of them come. Works byte by byte, so
/// that it is the same however a transfer has split them; bytes nobody asked for do not upset it.
///
/// Answers to DLE EOT look alike, so they are told apart by the order of the questions: say each
/// question with asked() as it is sent. Pure; not thread-safe: owned by a Printer.
///
/// Source: Epson ESC/POS reference, "Status transmission": fixed bits of each kind of reply.
class ReplyStream {
public:
    void asked(RealTime question) { real_time_.push_back(question); }
    void asked_in_order() { ++in_order_; }

    /// Questions that are still unanswered.
    [[nodiscard]] std::size_t open_real_time() const noexcept { return real_time_.size(); }
    [[nodiscard]] int open_in_order() const noexcept { return in_order_; }
    /// Real-time questions that will not be answered any more, so that a later answer is not
    /// taken for theirs.
    void give_up_real_time() { real_time_.clear(); }
    /// Forgets everything, half a reply included: after bytes were thrown away.
    void reset();

    /// Everything that became whole with these bytes.
    [[nodiscard]] std::vector<Reply> take(std::span<const std::uint8_t> bytes);

private:
    std::optional<Reply> take(std::uint8_t byte);
    std::optional<Reply> take_in_block(std::uint8_t byte);
    std::optional<Reply> begin(std::uint8_t byte);

    std::deque<RealTime> real_time_;
    int in_order_ = 0;
    std::vector<std::uint8_t> part_;  ///< Of a reply of several bytes.
};

}  // namespace hall::printer
