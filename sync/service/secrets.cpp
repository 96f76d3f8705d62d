// SPDX-License-Identifier: Apache-2.0
#include "sync/service/secrets.h"

#include <array>
#include <cstddef>

#include <sodium.h>

namespace hall::service {

namespace {

constexpr unsigned long long kPasses = 2;
constexpr std::size_t kMemory = std::size_t{64} * 1024 * 1024;

template <std::size_t Size>
std::string hex_of(const std::array<unsigned char, Size>& bytes) {
    std::array<char, Size * 2 + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
    return hex.data();
}

}  // namespace

bool start_secrets() {
    return sodium_init() >= 0;
}

std::string new_token() {
    std::array<unsigned char, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return hex_of(bytes);
}

std::string new_code() {
    // Crockford's base 32 has no I, L, O and U.
    constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    std::string code;
    for (int i = 0; i < 8; ++i) {
        code += kAlphabet[randombytes_uniform(kAlphabet.size())];
    }
    return code;
}

std::string hash_of(std::string_view text) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(text.data()),
                       text.size());
    return hex_of(digest);
}

bool same_secret(std::string_view a, std::string_view b) noexcept {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

bool pin_fits(const std::string& pin_hash, std::string_view pin) {
    return crypto_pwhash_str_verify(pin_hash.c_str(), pin.data(), pin.size()) == 0;
}

std::string pin_hash_of(std::string_view pin) {
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (crypto_pwhash_str(hash.data(), pin.data(), pin.size(), kPasses, kMemory) != 0) {
        return {};
    }
    return hash.data();
}

}  // namespace hall::service
