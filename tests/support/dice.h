// SPDX-License-Identifier: Apache-2.0
// Dice for tests: the same seed throws the same on every machine and compiler.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace hall::test {

/// splitmix64. Not thread-safe.
class Dice {
public:
    explicit Dice(std::uint64_t seed) noexcept : state_(seed) {}

    std::uint64_t next() noexcept {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }

    /// Both ends included.
    std::int64_t between(std::int64_t least, std::int64_t most) noexcept {
        assert(least <= most);
        const auto room = static_cast<std::uint64_t>(most - least) + 1;
        return least + static_cast<std::int64_t>(next() % room);
    }

    bool chance(int per_mille) noexcept { return between(0, 999) < per_mille; }

    template <typename T>
    const T& pick(const std::vector<T>& from) noexcept {
        const auto last = static_cast<std::int64_t>(from.size()) - 1;
        return from[static_cast<std::size_t>(between(0, last))];
    }

    /// Dice of their own for one part, so that a throw more in one place does not change another.
    Dice fork() noexcept { return Dice{next()}; }

private:
    std::uint64_t state_;
};

}  // namespace hall::test
