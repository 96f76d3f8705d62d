// SPDX-License-Identifier: Apache-2.0
// The signature on codes that are printed: checkable without any network.
#pragma once

#include <string>
#include <string_view>

namespace hall::sync {

/// HMAC-SHA-256 of `code`, cut to 40 bits, as eight characters of Crockford's base 32. Enough for
/// a slip that is worth one place in one queue for one day. Pure.
[[nodiscard]] std::string code_mac(std::string_view code, std::string_view key);

}  // namespace hall::sync
