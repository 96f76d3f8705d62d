// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace hall::printer {

/// Which shapes Han characters have; the same code points differ between the two.
enum class Script : std::uint8_t { traditional, simplified };

}  // namespace hall::printer
