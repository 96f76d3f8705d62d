// SPDX-License-Identifier: Apache-2.0
#include "sync/pin.h"

#include <array>

#include <sodium.h>

namespace hall::sync {

std::string pin_hash(std::string_view pin) {
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (sodium_init() < 0 ||
        crypto_pwhash_str(hash.data(), pin.data(), pin.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
        return {};
    }
    return hash.data();
}

bool pin_fits(const std::string& hash, std::string_view pin) {
    return sodium_init() >= 0 && hash.size() < crypto_pwhash_STRBYTES &&
           crypto_pwhash_str_verify(hash.c_str(), pin.data(), pin.size()) == 0;
}

}  // namespace hall::sync
