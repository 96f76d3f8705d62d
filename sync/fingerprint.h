// SPDX-License-Identifier: Apache-2.0
// By what a device knows the authority of its hall.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "sync/fault.h"

namespace hall::sync {

/// SHA-256 of a certificate (the first in `pem`), hexadecimal: what browsers and
/// `openssl x509 -fingerprint -sha256` show, without the colons.
/// Errors: bad_settings (no certificate there).
[[nodiscard]] Result<std::string> fingerprint_of(std::string_view pem);

/// The first 100 bits of a fingerprint as 20 characters that nobody mistakes for others. So much
/// cannot be hit by trying keys, and it can still be read to somebody.
[[nodiscard]] std::string short_fingerprint(std::string_view fingerprint);
inline constexpr std::size_t kShortFingerprint = 20;

/// What a manager reads to whoever sets up a device: the code for once, and the authority to
/// trust. `authority` is empty where the line needs none, on the service's own machine.
struct EnrolCode {
    std::string code;
    std::string authority;
};

/// "ABCD1234" or "ABCD1234-XXXXX-XXXXX-XXXXX-XXXXX"; blanks, dashes and small letters do not
/// matter. Errors: bad_settings (neither length).
inline constexpr std::size_t kEnrolCodeMost = 48;  ///< As anybody may write it.
[[nodiscard]] Result<EnrolCode> read_enrol_code(std::string_view text);
[[nodiscard]] std::string show_enrol_code(const EnrolCode& code);

}  // namespace hall::sync
