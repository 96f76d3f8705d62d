// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace hall {

/// The evidence of a slip whose story stands in an older journal of its device: it tells the
/// service nothing that it has heard from that one already.
inline constexpr std::string_view kCarried = "carried";

}  // namespace hall
