// SPDX-License-Identifier: Apache-2.0
// Where the service may go by itself when a person names the address. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/fault.h"

namespace hall::service {

/// An address of either kind; IPv4 as IPv6 writes it (::ffff:a.b.c.d).
using IpBytes = std::array<std::uint8_t, 16>;

/// As getnameinfo() writes it, without a port; a zone ("%eth0") is allowed and not looked at.
[[nodiscard]] std::optional<IpBytes> ip_from(std::string_view numeric);

/// A network such as 10.1.2.0/24 or fd00::/8.
struct Network {
    IpBytes first{};
    int bits = 0;  ///< Of all 128.

    [[nodiscard]] bool has(const IpBytes& address) const noexcept;
};

/// Errors: bad_settings (with an example).
[[nodiscard]] sync::Result<Network> network_from(std::string_view text);

/// Keeps a request to an address that a manager typed, or that a name turned into meanwhile, from
/// reaching this machine or the networks behind it (server-side request forgery).
class AddressGuard {
public:
    /// `own` are the networks that the administrator opened in the settings file.
    explicit AddressGuard(std::vector<Network> own = {}) : own_(std::move(own)) {}

    /// Whether a connection may be made: the address is one of the public Internet, or of a network
    /// that was opened. Source: IANA special-purpose address registries (RFC 6890).
    [[nodiscard]] bool allows(std::string_view numeric) const;
    /// Whether it is of a network that was opened: there nobody asks for TLS.
    [[nodiscard]] bool is_own(std::string_view numeric) const;

private:
    std::vector<Network> own_;
};

}  // namespace hall::service
