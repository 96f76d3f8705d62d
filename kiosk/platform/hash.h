// SPDX-License-Identifier: Apache-2.0
// A quick 64-bit hash for "is this the same as before"; not for anything an enemy may choose.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace hall::platform {

/// Source: the offset basis of FNV-1a and the multiplier of SplitMix64's sequence.
inline constexpr std::uint64_t kHashStart = 0xCBF29CE484222325ULL;
inline constexpr std::uint64_t kHashStep = 0x9E3779B97F4A7C15ULL;

[[nodiscard]] constexpr std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) noexcept {
    hash = (hash ^ value) * kHashStep;
    return hash ^ (hash >> 29);
}

[[nodiscard]] constexpr std::uint64_t pair(std::uint32_t low, std::uint32_t high) noexcept {
    return low | (std::uint64_t{high} << 32);
}

[[nodiscard]] inline std::uint64_t mixed_bytes(std::uint64_t hash,
                                               std::span<const std::byte> bytes) noexcept {
    while (bytes.size() >= sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data(), sizeof word);
        hash = mixed(hash, word);
        bytes = bytes.subspan(sizeof word);
    }
    std::uint64_t rest = 0;
    if (!bytes.empty()) {
        std::memcpy(&rest, bytes.data(), bytes.size());
    }
    return mixed(hash, rest ^ (std::uint64_t{bytes.size()} << 56));
}

}  // namespace hall::platform
