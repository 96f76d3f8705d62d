// SPDX-License-Identifier: Apache-2.0
#include "sync/service/webhook_mac.h"

#include <array>
#include <span>
#include <vector>

#include <sodium.h>

namespace hall::service {

namespace {

constexpr std::string_view kPrefix = "whsec_";

using Digest = std::array<unsigned char, crypto_auth_hmacsha256_BYTES>;

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

Digest hmac(std::string_view text, std::span<const unsigned char> key) {
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, key.data(), key.size());
    crypto_auth_hmacsha256_update(&state, bytes_of(text), text.size());
    Digest digest{};
    crypto_auth_hmacsha256_final(&state, digest.data());
    return digest;
}

std::string base64(const Digest& digest) {
    constexpr auto kVariant = sodium_base64_VARIANT_ORIGINAL;
    std::array<char, sodium_base64_ENCODED_LEN(std::tuple_size_v<Digest>, kVariant)> text{};
    sodium_bin2base64(text.data(), text.size(), digest.data(), digest.size(), kVariant);
    return text.data();
}

}  // namespace

std::string webhook_secret(const std::string& id, int secret, std::string_view key) {
    const std::string what = "GH1.W." + id + "." + std::to_string(secret);
    return std::string(kPrefix) + base64(hmac(what, {bytes_of(key), key.size()}));
}

std::string webhook_signature(std::string_view signed_text, std::string_view secret) {
    const std::string_view text = secret.substr(kPrefix.size());
    std::vector<unsigned char> key(text.size());
    std::size_t size = 0;
    if (sodium_base642bin(key.data(), key.size(), text.data(), text.size(), nullptr, &size, nullptr,
                          sodium_base64_VARIANT_ORIGINAL) != 0) {
        size = 0;  // Nobody's secret; the signature is nobody's either.
    }
    key.resize(size);
    return "v1," + base64(hmac(signed_text, key));
}

}  // namespace hall::service
