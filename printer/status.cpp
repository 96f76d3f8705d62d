// SPDX-License-Identifier: Apache-2.0
#include "printer/status.h"

#include <algorithm>
#include <utility>

namespace hall::printer {

namespace {

constexpr unsigned kFixedMask = 0x93;       // Bits 0, 1, 4 and 7 tell the kinds apart.
constexpr unsigned kRealTimeFixed = 0x12;   // 0xx1xx10
constexpr unsigned kAutomaticFixed = 0x10;  // 0xx1xx00, then three of 0xx0xxxx
constexpr unsigned kPlainMask = 0x90;       // 0xx0xxxx: answers to GS r, later bytes of ASB
constexpr std::uint8_t kXon = 0x11;
constexpr std::uint8_t kXoff = 0x13;

constexpr std::uint8_t kProcessHead = 0x37;  // 37h 22h key 00h
constexpr std::uint8_t kProcessKind = 0x22;
constexpr std::array<std::uint8_t, 5> kBlockHeads{0x35, kProcessHead, 0x3B, 0x3D, 0x5F};
constexpr std::uint8_t kPrintableMin = 0x20;
constexpr std::size_t kBlockMax = 80;  // The longest documented block, a maker's name, has 80.

// DLE EOT 1
constexpr unsigned kOffline = 0x08;
// DLE EOT 2
constexpr unsigned kCoverOpen = 0x04;
constexpr unsigned kFeedPressed = 0x08;
constexpr unsigned kStoppedByPaper = 0x20;
// DLE EOT 3
constexpr unsigned kCutterError = 0x08;
constexpr unsigned kUnrecoverable = 0x20;
constexpr unsigned kAutoRecoverable = 0x40;
// DLE EOT 4: two bits for each sensor, either means it
constexpr unsigned kRollNearEnd = 0x0C;
constexpr unsigned kRollEnd = 0x60;
// ASB, first to third byte; GS r 1 has the third byte's bits
constexpr unsigned kAutoOffline = 0x08;
constexpr unsigned kAutoCoverOpen = 0x20;
constexpr unsigned kAutoFeeding = 0x40;
constexpr unsigned kAutoCutter = 0x08;
constexpr unsigned kAutoUnrecoverable = 0x20;
constexpr unsigned kAutoAutoRecoverable = 0x40;
constexpr unsigned kAutoNearEnd = 0x03;
constexpr unsigned kAutoPaperOut = 0x0C;

// GET_PORT_STATUS
constexpr unsigned kPortNotError = 0x08;
constexpr unsigned kPortSelected = 0x10;
constexpr unsigned kPortPaperEmpty = 0x20;

constexpr bool is_real_time(std::uint8_t byte) {
    return (byte & kFixedMask) == kRealTimeFixed;
}

constexpr bool is_plain(std::uint8_t byte) {
    return (byte & kPlainMask) == 0;
}

constexpr Sign sign(std::uint8_t bits, unsigned mask) {
    return (bits & mask) != 0 ? Sign::yes : Sign::no;
}

constexpr Paper paper(std::uint8_t bits, unsigned end, unsigned near_end) {
    if ((bits & end) != 0) {
        return Paper::out;
    }
    return (bits & near_end) != 0 ? Paper::near_end : Paper::ok;
}

void fold_real_time(const RealTimeReply& reply, State& state) {
    switch (reply.question) {
        case RealTime::printer:
            state.online = (reply.bits & kOffline) != 0 ? Sign::no : Sign::yes;
            return;
        case RealTime::offline_cause:
            state.cover_open = sign(reply.bits, kCoverOpen);
            state.feed_pressed = sign(reply.bits, kFeedPressed);
            if ((reply.bits & kStoppedByPaper) != 0) {
                state.paper = Paper::out;
            }
            return;
        case RealTime::error_cause:
            state.cutter_error = sign(reply.bits, kCutterError);
            state.broken = sign(reply.bits, kUnrecoverable);
            state.head_hot = sign(reply.bits, kAutoRecoverable);
            return;
        case RealTime::paper:
            state.paper = paper(reply.bits, kRollEnd, kRollNearEnd);
            return;
    }
}

void fold_automatic(const AutomaticStatus& reply, State& state) {
    state.online = (reply.bytes[0] & kAutoOffline) != 0 ? Sign::no : Sign::yes;
    state.cover_open = sign(reply.bytes[0], kAutoCoverOpen);
    state.feed_pressed = sign(reply.bytes[0], kAutoFeeding);
    state.cutter_error = sign(reply.bytes[1], kAutoCutter);
    state.broken = sign(reply.bytes[1], kAutoUnrecoverable);
    state.head_hot = sign(reply.bytes[1], kAutoAutoRecoverable);
    state.paper = paper(reply.bytes[2], kAutoPaperOut, kAutoNearEnd);
}

std::string_view word(Paper paper) {
    switch (paper) {
        case Paper::unknown:
            return "unknown";
        case Paper::ok:
            return "ok";
        case Paper::near_end:
            return "near its end";
        case Paper::out:
            return "out";
    }
    return "unknown";
}

}  // namespace

std::optional<Fault> fault_of(const State& state) noexcept {
    // A person fixes one thing at a time. What needs service blocks all; under an open cover the
    // paper sensor says nothing; a jammed cutter often holds the cover.
    if (state.broken == Sign::yes) {
        return Fault::broken;
    }
    if (state.cutter_error == Sign::yes) {
        return Fault::cutter;
    }
    if (state.cover_open == Sign::yes) {
        return Fault::cover_open;
    }
    if (state.paper == Paper::out) {
        return Fault::paper_out;
    }
    if (state.head_hot == Sign::yes) {
        return Fault::head_hot;
    }
    if (state.online == Sign::no) {
        return Fault::offline;
    }
    return std::nullopt;
}

State state_of_port_status(std::uint8_t bits) noexcept {
    State state;
    if ((bits & kPortSelected) != 0) {
        state.online = (bits & kPortNotError) != 0 ? Sign::yes : Sign::no;
        state.paper = (bits & kPortPaperEmpty) != 0 ? Paper::out : Paper::unknown;
    }
    return state;
}

std::string describe(const State& state) {
    const auto said = [](Sign sign, std::string_view yes, std::string_view no) {
        return std::string(sign == Sign::unknown ? "unknown" : sign == Sign::yes ? yes : no);
    };
    return "online: " + said(state.online, "yes", "no") +
           ", paper: " + std::string(word(state.paper)) +
           ", cover: " + said(state.cover_open, "open", "closed") +
           ", cutter: " + said(state.cutter_error, "jammed", "fine") +
           ", head: " + said(state.head_hot, "hot", "fine") +
           ", error: " + said(state.broken, "needs service", "none");
}

void fold(const Reply& reply, State& state) noexcept {
    if (const auto* real_time = std::get_if<RealTimeReply>(&reply)) {
        fold_real_time(*real_time, state);
    } else if (const auto* automatic = std::get_if<AutomaticStatus>(&reply)) {
        fold_automatic(*automatic, state);
    } else if (const auto* in_order = std::get_if<InOrderReply>(&reply)) {
        state.paper = paper(in_order->bits, kAutoPaperOut, kAutoNearEnd);
    }
}

void ReplyStream::reset() {
    real_time_.clear();
    part_.clear();
    in_order_ = 0;
}

std::vector<Reply> ReplyStream::take(std::span<const std::uint8_t> bytes) {
    std::vector<Reply> whole;
    for (const std::uint8_t byte : bytes) {
        if (auto reply = take(byte)) {
            whole.push_back(std::move(*reply));
        }
    }
    return whole;
}

std::optional<Reply> ReplyStream::take(std::uint8_t byte) {
    if (part_.empty()) {
        return begin(byte);
    }
    if ((part_.front() & kFixedMask) != kAutomaticFixed) {
        return take_in_block(byte);
    }
    if (!is_plain(byte)) {
        // Not the rest of an automatic status after all: start over at this byte.
        part_.clear();
        return begin(byte);
    }
    part_.push_back(byte);
    if (part_.size() < 4) {
        return std::nullopt;
    }
    AutomaticStatus status{};
    std::copy(part_.begin(), part_.end(), status.bytes.begin());
    part_.clear();
    return status;
}

std::optional<Reply> ReplyStream::take_in_block(std::uint8_t byte) {
    if (byte != 0 && byte < kPrintableMin) {
        // A block holds text; this one never was a block, so its head must not swallow answers.
        part_.clear();
        return begin(byte);
    }
    if (byte != 0) {
        part_.push_back(byte);
        if (part_.size() > kBlockMax) {
            part_.clear();
            return Stray{byte};
        }
        return std::nullopt;
    }
    const std::vector<std::uint8_t> block = std::exchange(part_, {});
    if (block[0] == kProcessHead && block.size() == 6 && block[1] == kProcessKind) {
        ProcessReply reply{};
        std::copy(block.begin() + 2, block.end(), reply.key.begin());
        return reply;
    }
    return OtherBlock{block[0], std::string(block.begin() + 1, block.end())};
}

std::optional<Reply> ReplyStream::begin(std::uint8_t byte) {
    if (byte == kXon || byte == kXoff) {
        return std::nullopt;
    }
    if (is_real_time(byte)) {
        if (real_time_.empty()) {
            return Stray{byte};
        }
        const RealTime question = real_time_.front();
        real_time_.pop_front();
        return RealTimeReply{question, byte};
    }
    const bool block = std::find(kBlockHeads.begin(), kBlockHeads.end(), byte) != kBlockHeads.end();
    if (block || (byte & kFixedMask) == kAutomaticFixed) {
        part_.push_back(byte);
        return std::nullopt;
    }
    if (is_plain(byte) && in_order_ > 0) {
        --in_order_;
        return InOrderReply{byte};
    }
    return Stray{byte};
}

}  // namespace hall::printer
