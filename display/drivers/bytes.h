// SPDX-License-Identifier: Apache-2.0
// Numbers into bytes, for encoders. Pure.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace hall::display {

/// A message being written.
class Bytes {
public:
    Bytes& u8(unsigned value) {
        bytes_.push_back(static_cast<std::uint8_t>(value & 0xFFU));
        return *this;
    }
    Bytes& le16(unsigned value) { return u8(value).u8(value >> 8U); }
    Bytes& le32(std::uint32_t value) { return le16(value & 0xFFFFU).le16(value >> 16U); }
    Bytes& be16(unsigned value) { return u8(value >> 8U).u8(value); }
    Bytes& zeros(std::size_t count) {
        bytes_.resize(bytes_.size() + count);
        return *this;
    }
    Bytes& add(std::span<const std::uint8_t> more) {
        bytes_.insert(bytes_.end(), more.begin(), more.end());
        return *this;
    }
    Bytes& add(std::string_view text) {
        for (const char c : text) {
            bytes_.push_back(static_cast<std::uint8_t>(c));
        }
        return *this;
    }

    [[nodiscard]] std::size_t size() const { return bytes_.size(); }
    [[nodiscard]] std::span<const std::uint8_t> view() const { return bytes_; }
    [[nodiscard]] std::vector<std::uint8_t> take() { return std::move(bytes_); }

private:
    std::vector<std::uint8_t> bytes_;
};

/// Little-endian u16 at `at`; the caller has checked that it is there.
[[nodiscard]] inline unsigned le16_at(std::span<const std::uint8_t> bytes, std::size_t at) {
    return static_cast<unsigned>(bytes[at]) | static_cast<unsigned>(bytes[at + 1]) << 8U;
}

/// CRC-16 with the reflected polynomial 0xA001, as Modbus (start 0xFFFF) and Onbon (start 0) use
/// it.
[[nodiscard]] inline std::uint16_t crc16_a001(std::span<const std::uint8_t> bytes,
                                              std::uint16_t start) {
    unsigned crc = start;
    for (const std::uint8_t byte : bytes) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc & 1U) != 0 ? crc >> 1U ^ 0xA001U : crc >> 1U;
        }
    }
    return static_cast<std::uint16_t>(crc);
}

}  // namespace hall::display
