// SPDX-License-Identifier: Apache-2.0
// Letters out of bytes.
#pragma once

#include <string>
#include <string_view>

namespace hall::display {

/// The characters of `text`. A byte that is not UTF-8 becomes U+FFFD; reading goes on after it.
/// Pure.
[[nodiscard]] std::u32string letters_of(std::string_view text);

/// The bytes of `letters`. Pure.
[[nodiscard]] std::string utf8_of(std::u32string_view letters);

}  // namespace hall::display
