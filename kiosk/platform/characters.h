// SPDX-License-Identifier: Apache-2.0
// Which characters a set of texts is written with.
#pragma once

#include <bitset>
#include <cstddef>
#include <set>
#include <string_view>
#include <vector>

namespace hall::platform {

/// A set of Unicode characters.
///
/// Not thread-safe; a copy is 8 KiB.
class Characters {
public:
    Characters() = default;
    explicit Characters(std::string_view utf8) { add(utf8); }

    /// Adds every character of a text. Bytes that are not UTF-8 are passed over, as are control
    /// and zero-width characters, which have no picture.
    void add(std::string_view utf8);
    void add(char32_t character);
    void add(const Characters& others);

    [[nodiscard]] bool has(char32_t character) const;
    [[nodiscard]] bool has_all(const Characters& others) const;
    [[nodiscard]] std::size_t size() const { return low_.count() + high_.size(); }

    /// All of them, ascending.
    [[nodiscard]] std::vector<char32_t> list() const;

private:
    std::bitset<0x10000> low_;
    std::set<char32_t> high_;  ///< The few beyond U+FFFF.
};

}  // namespace hall::platform
