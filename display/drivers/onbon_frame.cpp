// SPDX-License-Identifier: Apache-2.0
#include "display/drivers/onbon_frame.h"

#include <algorithm>
#include <array>

#include "display/drivers/bytes.h"

namespace hall::display {

namespace {

constexpr std::size_t kHeads = 8;
constexpr std::uint8_t kHead = 0xA5;
constexpr std::uint8_t kTail = 0x5A;

struct Escape {
    std::uint8_t plain;
    std::uint8_t first;
    std::uint8_t second;
};

constexpr std::array kEscapes{Escape{0xA5, 0xA6, 0x02}, Escape{0xA6, 0xA6, 0x01},
                              Escape{0x5A, 0x5B, 0x02}, Escape{0x5B, 0x5B, 0x01}};

void put_escaped(Bytes& out, std::uint8_t byte) {
    const auto* escape = std::ranges::find(kEscapes, byte, &Escape::plain);
    if (escape == kEscapes.end()) {
        out.u8(byte);
    } else {
        out.u8(escape->first).u8(escape->second);
    }
}

std::optional<std::vector<std::uint8_t>> unescaped(std::span<const std::uint8_t> bytes) {
    std::vector<std::uint8_t> plain;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] != 0xA6 && bytes[i] != 0x5B) {
            plain.push_back(bytes[i]);
            continue;
        }
        if (i + 1 == bytes.size()) {
            return std::nullopt;
        }
        const auto* escape = std::ranges::find_if(kEscapes, [&](const Escape& one) {
            return one.first == bytes[i] && one.second == bytes[i + 1];
        });
        if (escape == kEscapes.end()) {
            return std::nullopt;
        }
        plain.push_back(escape->plain);
        ++i;
    }
    return plain;
}

}  // namespace

std::vector<std::uint8_t> onbon_wrapped(std::span<const std::uint8_t> body) {
    Bytes out;
    for (std::size_t i = 0; i < kHeads; ++i) {
        out.u8(kHead);
    }
    for (const std::uint8_t byte : body) {
        put_escaped(out, byte);
    }
    const std::uint16_t crc = crc16_a001(body, 0);
    put_escaped(out, static_cast<std::uint8_t>(crc & 0xFFU));
    put_escaped(out, static_cast<std::uint8_t>(crc >> 8U));
    return out.u8(kTail).take();
}

std::optional<std::vector<std::uint8_t>> onbon_unwrapped(std::span<const std::uint8_t> frame) {
    const auto head = std::ranges::find(frame, kHead);
    const auto begin = std::find_if(head, frame.end(), [](std::uint8_t b) { return b != kHead; });
    const auto end = std::find(begin, frame.end(), kTail);
    if (end == frame.end()) {
        return std::nullopt;
    }
    auto body = unescaped({begin, end});
    if (!body || body->size() < 2) {
        return std::nullopt;
    }
    const unsigned told = le16_at(*body, body->size() - 2);
    body->resize(body->size() - 2);
    if (crc16_a001(*body, 0) != told) {
        return std::nullopt;
    }
    return body;
}

std::size_t onbon_answer_size(std::span<const std::uint8_t> arrived) {
    const auto head = std::ranges::find(arrived, kHead);
    const auto tail = std::find(head, arrived.end(), kTail);
    return tail == arrived.end() ? 0 : static_cast<std::size_t>(tail - arrived.begin()) + 1;
}

std::string onbon_error(unsigned code) {
    constexpr std::array<const char*, 17> kMeanings{
        "no error",
        "command group unknown: is this the card that type= names?",
        "command unknown: is this the card that type= names?",
        "the card is busy",
        "out of memory: fewer rows",
        "checksum wrong: look at the line and its speed",
        "file missing",
        "flash fault: the card wants replacing",
        "download fault",
        "file name",
        "file type",
        "file checksum",
        "font missing: load a GB2312 font with the maker's program",
        "firmware is for another card",
        "date or time",
        "file exists",
        "file block number"};
    const char* meaning = code < kMeanings.size() ? kMeanings.at(code) : "unknown";
    return "the card refuses: " + std::string(meaning) + " (" + std::to_string(code) + ")";
}

}  // namespace hall::display
