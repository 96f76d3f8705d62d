// SPDX-License-Identifier: Apache-2.0
#include "sync/fingerprint.h"

#include <array>
#include <vector>

#include <sodium.h>

namespace hall::sync {

namespace {

// Without I, L, O and U, which people misread. Source: crockford.com/base32.html
constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----";
constexpr std::string_view kEnd = "-----END CERTIFICATE-----";
constexpr std::size_t kCodeLength = 8;
constexpr std::size_t kGroup = 5;
constexpr unsigned kBitsOfCharacter = 5;

unsigned value_of(char hex) {
    return static_cast<unsigned>(hex <= '9' ? hex - '0' : hex - 'a' + 10);
}

}  // namespace

Result<std::string> fingerprint_of(std::string_view pem) {
    const auto begin = pem.find(kBegin);
    const auto end = pem.find(kEnd, begin == std::string_view::npos ? 0 : begin);
    if (begin == std::string_view::npos || end == std::string_view::npos) {
        return fail(Fault::bad_settings, "there is no certificate in it");
    }
    const std::string_view base64 = pem.substr(begin + kBegin.size(), end - begin - kBegin.size());
    std::vector<unsigned char> der(base64.size());
    std::size_t size = 0;
    if (sodium_init() < 0 ||
        sodium_base642bin(der.data(), der.size(), base64.data(), base64.size(), "\r\n \t", &size,
                          nullptr, sodium_base64_VARIANT_ORIGINAL) != 0 ||
        size == 0) {
        return fail(Fault::bad_settings, "the certificate is damaged");
    }
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), der.data(), size);
    std::array<char, crypto_hash_sha256_BYTES * 2 + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    return std::string(hex.data());
}

std::string short_fingerprint(std::string_view fingerprint) {
    std::string text;
    unsigned held = 0;
    unsigned bits = 0;
    for (const char hex : fingerprint) {
        held = held << 4U | value_of(hex);
        bits += 4;
        if (bits >= kBitsOfCharacter && text.size() < kShortFingerprint) {
            bits -= kBitsOfCharacter;
            text += kAlphabet[held >> bits];
            held &= (1U << bits) - 1U;
        }
    }
    return text;
}

Result<EnrolCode> read_enrol_code(std::string_view text) {
    std::string plain;
    for (const char c : text) {
        if (c != '-' && c != ' ' && plain.size() <= kCodeLength + kShortFingerprint) {
            plain += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        }
    }
    if ((plain.size() != kCodeLength && plain.size() != kCodeLength + kShortFingerprint) ||
        plain.find_first_not_of(kAlphabet) != std::string::npos) {
        return fail(Fault::bad_settings,
                    "an enrolment code has 8 characters and 20 more for the hall's authority, "
                    "none of them I, L, O or U; copy it from the manager's page");
    }
    return EnrolCode{plain.substr(0, kCodeLength), plain.substr(kCodeLength)};
}

std::string show_enrol_code(const EnrolCode& code) {
    std::string text = code.code;
    for (std::size_t i = 0; i < code.authority.size(); i += kGroup) {
        text += "-" + code.authority.substr(i, kGroup);
    }
    return text;
}

}  // namespace hall::sync
