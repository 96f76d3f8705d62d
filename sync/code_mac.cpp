// SPDX-License-Identifier: Apache-2.0
#include "sync/code_mac.h"

#include <algorithm>
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

std::string hex(const Digest& digest) {
    std::string text;
    for (const unsigned char byte : digest) {
        constexpr std::string_view kDigits = "0123456789abcdef";
        text += kDigits[byte >> 4U];
        text += kDigits[byte & 15U];
    }
    return text;
}

std::string bare(std::string_view text) {
    std::string kept;
    for (const char c : text) {
        if (c != ' ' && c != '-') {
            kept += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        }
    }
    return kept;
}

// As long a mac as appointments have: ten bytes are sixteen characters.
std::string long_mac(std::string_view code, std::string_view key) {
    constexpr std::size_t kBytes = 10;
    const Digest digest = hmac(code, key);
    std::string text;
    std::uint32_t bits = 0;
    unsigned held = 0;
    for (std::size_t i = 0; i < kBytes; ++i) {
        bits = (bits << 8U | digest[i]) & 0xFFFU;
        for (held += 8; held >= 5; held -= 5) {
            text += kAlphabet[bits >> (held - 5) & 31U];
        }
    }
    return text;
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

std::string appointment_code(const HallId& hall,
                             const Appointment& appointment,
                             std::string_view local_time,
                             std::string_view key) {
    const std::string code = "GH1.A." + code_word(hall.value) + "." + appointment.code + "." +
                             std::string(local_time) + "." + code_word(appointment.queue.value);
    return code + "." + long_mac(code, key);
}

bool is_genuine(const ScannedAppointment& scanned, std::string_view key) {
    const std::string mac = long_mac(scanned.signed_text, key);
    return mac.size() == scanned.mac.size() &&
           sodium_memcmp(mac.data(), scanned.mac.data(), mac.size()) == 0;
}

std::uint64_t code_bits(const AppointmentId& id, int attempt, std::string_view key) {
    const Digest digest = hmac("GH1.AK." + text_of(id) + "." + std::to_string(attempt), key);
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < 5; ++i) {
        bits = bits << 8U | digest[i];
    }
    return bits & ((std::uint64_t{1} << 35U) - 1);
}

std::string contact_hash(std::string_view contact, std::string_view key) {
    const std::string kept = bare(contact);
    return kept.empty() ? std::string{} : hex(hmac("GH1.AC." + kept, key));
}

std::string tail_hash(std::string_view four_digits, std::string_view key) {
    const std::string kept = bare(four_digits);
    return kept.empty() ? std::string{} : hex(hmac("GH1.AT." + kept, key));
}

AppointmentId imported_id(std::string_view source,
                          std::string_view reference,
                          std::string_view key) {
    const Digest digest =
        hmac("GH1.AI." + std::string(source) + "\n" + std::string(reference), key);
    AppointmentId id;
    std::copy_n(digest.begin(), id.bytes.size(), id.bytes.begin());
    // A UUID of version 8, "custom". Source: RFC 9562, section 5.8.
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0FU) | 0x80U);
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3FU) | 0x80U);
    return id;
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
