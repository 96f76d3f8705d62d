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
constexpr std::size_t kTokenBytes = 16;
constexpr std::size_t kTokenCharacters = 26;  // 130 bits: the last two are nothing.
// No code of a slip begins like this, so that neither can stand for the other.
constexpr std::string_view kPhone = "GH1.P.";

using Digest = std::array<unsigned char, crypto_auth_hmacsha256_BYTES>;

Digest hmac(std::string_view text, std::string_view key) {
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(key.data()),
                                key.size());
    crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(text.data()),
                                  text.size());
    Digest digest{};
    crypto_auth_hmacsha256_final(&state, digest.data());
    return digest;
}

// The short alphabet of QR codes has no small letters.
std::string upper_code(std::string_view text) {
    std::string code;
    for (const char c : text) {
        if (c >= 'a' && c <= 'z') {
            code += static_cast<char>(c - 'a' + 'A');
        } else if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
            code += c;
        }
    }
    return code;
}

}  // namespace

std::string ticket_code(const HallId& hall,
                        const Day& day,
                        const Number& number,
                        std::string_view key) {
    std::string short_day = text_of(day).substr(2);
    std::erase(short_day, '-');
    const std::string label = label_of(number);
    const std::string code = "GH1.T." + upper_code(hall.value) + "." + short_day + "." +
                             number.prefix + "." + label.substr(number.prefix.size());
    return code + "." + code_mac(code, key);
}

std::string code_mac(std::string_view code, std::string_view key) {
    const Digest digest = hmac(code, key);
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

std::string phone_token(const TicketId& ticket, std::string_view key) {
    const Digest digest = hmac(std::string(kPhone) + text_of(ticket), key);
    std::string text;
    std::uint32_t bits = 0;
    unsigned held = 0;
    for (std::size_t i = 0; i < kTokenBytes; ++i) {
        bits = (bits << 8U | digest[i]) & 0xFFFU;
        for (held += 8; held >= 5; held -= 5) {
            text += kAlphabet[bits >> (held - 5) & 31U];
        }
    }
    text += kAlphabet[bits << (5 - held) & 31U];
    return text;
}

std::optional<std::string> phone_token_from(std::string_view text) {
    if (text.size() != kTokenCharacters) {
        return std::nullopt;
    }
    std::string token;
    for (const char c : text) {
        token += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        if (kAlphabet.find(token.back()) == std::string_view::npos) {
            return std::nullopt;
        }
    }
    return token;
}

}  // namespace hall::sync
