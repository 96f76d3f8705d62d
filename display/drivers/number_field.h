// SPDX-License-Identifier: Apache-2.0
// A ticket's number on panels that have room for digits only. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "display/page.h"

namespace hall::display {

/// The number a page asks people to follow: a sign's, or a wall's newest; empty when there is none.
[[nodiscard]] std::string number_on(const Page& page);

/// The digits of `number` for a panel of `places` digits: "A012" → "012", "A1000" → "1000".
///
/// Empty when a panel of digits would show something else than what is on the slip: more digits
/// than places (A1000 is never shown as 000 or 100), or more than one letter, because AZ007 and
/// A007 are two people.
[[nodiscard]] std::optional<std::string> digits_of(std::string_view number, int places);

}  // namespace hall::display
