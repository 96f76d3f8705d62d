// SPDX-License-Identifier: Apache-2.0
// From the word that the wire and the log use back to what it stands for.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>

namespace hall {

/// The one of `enumerators` whose word is `name`; `names` are the words in the same order, as
/// std::arrays. Nothing when it is nobody's word.
template <typename Names, typename Enumerators>
[[nodiscard]] auto find_name(const Names& names,
                             const Enumerators& enumerators,
                             std::string_view name) noexcept
    -> std::optional<typename Enumerators::value_type> {
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) {
        return std::nullopt;
    }
    return enumerators[static_cast<std::size_t>(found - names.begin())];
}

}  // namespace hall
