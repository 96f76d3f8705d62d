// SPDX-License-Identifier: Apache-2.0
#include "sync/code_mac.h"

#include <array>
#include <cstdint>

#include <sodium.h>

namespace hall::sync {

namespace {

// Without I, L, O and U, which people misread. Source: crockford.com/base32.html
constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int kCharacters = 8;

}  // namespace

std::string code_mac(std::string_view code, std::string_view key) {
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(key.data()),
                                key.size());
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(code.data()),
                                  code.size());
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> digest{};
    crypto_auth_hmacsha256_final(&state, digest.data());
    std::uint64_t bits = 0;
    for (int i = 0; i < 5; ++i) {
        bits = bits << 8U | digest[static_cast<std::size_t>(i)];
    }
    std::string text;
    for (int i = kCharacters - 1; i >= 0; --i) {
        text += kAlphabet[bits >> (5 * static_cast<unsigned>(i)) & 31U];
    }
    return text;
}

}  // namespace hall::sync
