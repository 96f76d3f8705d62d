// SPDX-License-Identifier: Apache-2.0
#include "sync/service/address_guard.h"

#include <algorithm>
#include <charconv>

#include <arpa/inet.h>
#include <netinet/in.h>

namespace hall::service {

namespace {

constexpr int kMappedBits = 96;  // In front of an IPv4 address.
constexpr int kAllBits = 128;

// What is no place on the Internet, or leads back into a network of ours. Of IPv6 only 2000::/3 is
// given out at all, so that the rest needs no list.
constexpr std::array<std::string_view, 23> kSpecial{
    "0.0.0.0/8",         "10.0.0.0/8",     "100.64.0.0/10",  "127.0.0.0/8",     "169.254.0.0/16",
    "172.16.0.0/12",     "192.0.0.0/24",   "192.0.2.0/24",   "192.31.196.0/24", "192.52.193.0/24",
    "192.88.99.0/24",    "192.168.0.0/16", "198.18.0.0/15",  "198.51.100.0/24", "203.0.113.0/24",
    "224.0.0.0/4",       "240.0.0.0/4",    "2001::/23",      "2001:db8::/32",   "2002::/16",
    "2620:4f:8000::/48", "3fff::/20",      "192.175.48.0/24"};

IpBytes mapped(const in_addr& four) {
    IpBytes bytes{};
    bytes[10] = 0xFF;
    bytes[11] = 0xFF;
    const std::uint32_t host = ntohl(four.s_addr);
    for (std::size_t i = 0; i < 4; ++i) {
        bytes[12 + i] = static_cast<std::uint8_t>(host >> (24 - 8 * i));
    }
    return bytes;
}

bool is_mapped(const IpBytes& address) {
    return mapped({}) == IpBytes{[&] {
               IpBytes front = address;
               std::fill(front.begin() + 12, front.end(), std::uint8_t{0});
               return front;
           }()};
}

const std::vector<Network>& special() {
    static const std::vector<Network> kNetworks = [] {
        std::vector<Network> networks;
        networks.reserve(kSpecial.size());
        for (const std::string_view text : kSpecial) {
            networks.push_back(network_from(text).value());
        }
        return networks;
    }();
    return kNetworks;
}

bool is_among(const std::vector<Network>& networks, const IpBytes& address) {
    return std::ranges::any_of(networks, [&](const Network& one) { return one.has(address); });
}

}  // namespace

std::optional<IpBytes> ip_from(std::string_view numeric) {
    const std::string text{numeric.substr(0, numeric.find('%'))};
    in_addr four{};
    if (::inet_pton(AF_INET, text.c_str(), &four) == 1) {
        return mapped(four);
    }
    in6_addr six{};
    if (::inet_pton(AF_INET6, text.c_str(), &six) != 1) {
        return std::nullopt;
    }
    IpBytes bytes{};
    std::copy(std::begin(six.s6_addr), std::end(six.s6_addr), bytes.begin());
    return bytes;
}

bool Network::has(const IpBytes& address) const noexcept {
    const auto whole = static_cast<std::size_t>(bits / 8);
    if (!std::equal(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(whole),
                    address.begin())) {
        return false;
    }
    const int rest = bits % 8;
    if (rest == 0) {
        return true;
    }
    const auto mask = static_cast<std::uint8_t>(0xFFU << (8 - rest));
    return ((first[whole] ^ address[whole]) & mask) == 0;
}

sync::Result<Network> network_from(std::string_view text) {
    const auto slash = text.find('/');
    const auto first = ip_from(text.substr(0, slash));
    const int front = first && text.find(':') == std::string_view::npos ? kMappedBits : 0;
    int bits = kAllBits - front;
    if (first && slash != std::string_view::npos) {
        const std::string_view digits = text.substr(slash + 1);
        const char* end = digits.data() + digits.size();
        const auto [at, error] = std::from_chars(digits.data(), end, bits);
        if (error != std::errc{} || at != end || bits < 0 || bits > kAllBits - front) {
            bits = -1;
        }
    }
    if (!first || bits < 0) {
        return sync::fail(sync::Fault::bad_settings,
                          "\"" + std::string(text) +
                              "\" is no network; write one like 10.1.2.0/24, 10.1.2.3 or fd00::/8");
    }
    return Network{*first, front + bits};
}

bool AddressGuard::allows(std::string_view numeric) const {
    const auto address = ip_from(numeric);
    if (!address) {
        return false;
    }
    if (is_among(own_, *address)) {
        return true;
    }
    const bool given_out = is_mapped(*address) || ((*address)[0] & 0xE0U) == 0x20U;  // 2000::/3
    return given_out && !is_among(special(), *address);
}

bool AddressGuard::is_own(std::string_view numeric) const {
    const auto address = ip_from(numeric);
    return address && is_among(own_, *address);
}

}  // namespace hall::service
