// SPDX-License-Identifier: Apache-2.0
// Tokens, hashes and PINs. libsodium stays in secrets.cpp.
#pragma once

#include <string>
#include <string_view>

namespace hall::service {

/// Once, before anything else of this file. False when the system has no randomness.
[[nodiscard]] bool start_secrets();

/// 256 random bits, hexadecimal.
[[nodiscard]] std::string new_token();

/// 40 random bits as 8 characters that nobody mistakes for others when they are read aloud.
[[nodiscard]] std::string new_code();

/// SHA-256, hexadecimal: what is kept of a token.
[[nodiscard]] std::string hash_of(std::string_view text);

/// Without telling by its time where they differ.
[[nodiscard]] bool same_secret(std::string_view a, std::string_view b) noexcept;

/// Argon2id at 64 MiB and two passes: about 70 ms, so never on the loop. Source: SYNC.md §4.
[[nodiscard]] bool pin_fits(const std::string& pin_hash, std::string_view pin);
[[nodiscard]] std::string pin_hash_of(std::string_view pin);

}  // namespace hall::service
