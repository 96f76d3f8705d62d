// SPDX-License-Identifier: Apache-2.0
// The hall's own certificate authority. OpenSSL's certificates stay in authority.cpp. Pure but for
// the system's randomness.
#pragma once

#include <string>
#include <vector>

#include "sync/fault.h"
#include "sync/hall/ids.h"

namespace hall::service {

/// A certificate and its private key, as PEM.
struct Certified {
    std::string certificate_pem;
    std::string key_pem;
};

/// What a certificate says of itself.
struct CertificateFacts {
    Moment from{};
    Moment until{};
    std::vector<std::string> names;  ///< DNS names and addresses, sorted.
};

/// A P-256 authority that does not expire (RFC 5280 §4.1.2.5): devices are pinned to it, and a
/// box that came up with a wrong clock must not have made one that is over before it is used.
/// Errors: bad_settings (the system has no randomness or no memory).
[[nodiscard]] sync::Result<Certified> make_authority(const std::string& common_name);

/// A server's certificate, valid from a day before `now` for kServerLife.
/// `names` are addresses ("192.168.1.7", "fd00::1") and DNS names.
/// Errors: bad_settings (the authority is none).
[[nodiscard]] sync::Result<Certified> make_server(const Certified& authority,
                                                  const std::vector<std::string>& names,
                                                  Moment now);
/// What browsers take of a private authority is 825 days, of a public one 398; the shorter.
inline constexpr std::chrono::hours kServerLife{24 * 397};

/// Errors: bad_settings (no certificate).
[[nodiscard]] sync::Result<CertificateFacts> facts_of(const std::string& certificate_pem);

/// Whether `certificate` was signed by `authority`.
[[nodiscard]] bool is_signed_by(const std::string& certificate_pem,
                                const std::string& authority_pem);

}  // namespace hall::service
