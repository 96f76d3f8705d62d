// SPDX-License-Identifier: Apache-2.0
// The secrets and signatures of webhooks. libsodium stays in webhook_mac.cpp. Pure.
#pragma once

#include <string>
#include <string_view>

namespace hall::service {

/// What signs a webhook's messages: derived from the hall's key, so that no log and no file keeps
/// it. "whsec_" and 32 bytes in base64.
[[nodiscard]] std::string webhook_secret(const std::string& id, int secret, std::string_view key);

/// "v1," and an HMAC-SHA-256 of "id.timestamp.body" in base64. `secret` as webhook_secret() makes
/// it. Source: github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md
[[nodiscard]] std::string webhook_signature(std::string_view signed_text, std::string_view secret);

}  // namespace hall::service
