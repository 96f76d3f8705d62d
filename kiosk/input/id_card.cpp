// SPDX-License-Identifier: Apache-2.0
#include "kiosk/input/id_card.h"

#include <algorithm>
#include <array>
#include <utility>

namespace hall::input {

namespace {

constexpr std::array<std::uint8_t, 5> kPreamble{0xAA, 0xAA, 0xAA, 0x96, 0x69};
constexpr std::size_t kLengthAt = kPreamble.size();
constexpr std::size_t kBodyAt = kLengthAt + 2;
constexpr std::size_t kStatusAt = kBodyAt + 2;  // Two bytes stand before it, always nought.
constexpr std::size_t kShortest = 4;            // Two noughts, status, sum.

// In the answer to `read`: two lengths, then UTF-16LE fields of fixed width.
// Source: the sample vectors; IDCardReader/src/IDReader.h of a public driver has the same widths.
constexpr std::size_t kTextAt = 4;
constexpr std::size_t kNumberAt = kTextAt + 30 + 2 + 4 + 16 + 70;
constexpr std::size_t kNumberSigns = 18;

std::uint8_t sum_of(std::span<const std::uint8_t> bytes) {
    std::uint8_t sum = 0;
    for (const std::uint8_t byte : bytes) {
        sum = static_cast<std::uint8_t>(sum ^ byte);
    }
    return sum;
}

}  // namespace

std::vector<std::uint8_t> frame_of(CardAsk ask) {
    constexpr std::array<std::array<std::uint8_t, 2>, 3> kCommands{
        {{0x20, 0x01}, {0x20, 0x02}, {0x30, 0x01}}};
    const auto& command = kCommands.at(static_cast<std::size_t>(ask));
    std::vector<std::uint8_t> frame(kPreamble.begin(), kPreamble.end());
    frame.insert(frame.end(), {0x00, 0x03, command[0], command[1]});
    frame.push_back(sum_of(std::span(frame).subspan(kLengthAt)));
    return frame;
}

std::optional<CardAnswer> CardFrames::feed(std::uint8_t byte) {
    frame_.push_back(byte);
    const std::size_t count = frame_.size();
    if (count <= kPreamble.size()) {
        if (byte != kPreamble.at(count - 1)) {
            // A run of AA may be longer than three.
            const bool run = byte == 0xAA && count == 4;
            frame_.assign(run ? 3 : byte == 0xAA ? 1 : 0, 0xAA);
        }
        return std::nullopt;
    }
    if (count < kBodyAt) {
        return std::nullopt;
    }
    const std::size_t length = std::size_t{frame_[kLengthAt]} << 8U | frame_[kLengthAt + 1];
    if (length < kShortest || kBodyAt + length > kCardFrameMost) {
        frame_.clear();
        return std::nullopt;
    }
    if (count < kBodyAt + length) {
        return std::nullopt;
    }
    const std::vector<std::uint8_t> frame = std::exchange(frame_, {});
    const auto body = std::span(frame).subspan(kLengthAt);
    if (sum_of(body.first(body.size() - 1)) != body.back()) {
        return std::nullopt;
    }
    return CardAnswer{frame[kStatusAt], {frame.begin() + kStatusAt + 1, frame.end() - 1}};
}

std::optional<std::string> number_in(const CardAnswer& answer) {
    if (!answer.good() || answer.data.size() < kNumberAt + 2 * kNumberSigns) {
        return std::nullopt;
    }
    std::string number;
    for (std::size_t i = 0; i < kNumberSigns; ++i) {
        const std::size_t at = kNumberAt + 2 * i;
        if (answer.data[at + 1] != 0) {
            return std::nullopt;
        }
        number += static_cast<char>(answer.data[at]);
    }
    return is_card_number(number) ? std::optional{number} : std::nullopt;
}

bool is_card_number(std::string_view number) noexcept {
    constexpr std::array<int, 17> kWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    constexpr std::string_view kChecks = "10X98765432";
    if (number.size() != kNumberSigns) {
        return false;
    }
    int sum = 0;
    for (std::size_t i = 0; i < kWeights.size(); ++i) {
        if (number[i] < '0' || number[i] > '9') {
            return false;
        }
        sum += (number[i] - '0') * kWeights.at(i);
    }
    const char last = number.back() == 'x' ? 'X' : number.back();
    return kChecks[static_cast<std::size_t>(sum % 11)] == last;
}

}  // namespace hall::input
