// SPDX-License-Identifier: Apache-2.0
// A PIN as it is kept on a device of its own: salted and slow to guess.
#pragma once

#include <string>
#include <string_view>

namespace hall::sync {

/// Argon2id at 64 MiB and two passes, as a line of text that a file may hold. Blocks some 70 ms.
/// Empty when there is no memory for it.
[[nodiscard]] std::string pin_hash(std::string_view pin);

/// Whether `pin` is the one of `hash`; false for anything that is no such line. Blocks some 70 ms.
[[nodiscard]] bool pin_fits(const std::string& hash, std::string_view pin);

}  // namespace hall::sync
