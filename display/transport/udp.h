// SPDX-License-Identifier: Apache-2.0
// Datagrams out. Nothing here waits and nothing is queued by us.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "display/fault.h"

namespace hall::display {

/// An IPv4 address and a port. Pixel controllers in use speak IPv4 only.
struct Endpoint {
    std::array<std::uint8_t, 4> address{};
    std::uint16_t port = 0;

    bool operator==(const Endpoint&) const = default;
};

/// "10.77.0.12". Names are not resolved: that would wait for a name server.
///
/// Errors: bad_settings.
[[nodiscard]] Result<std::array<std::uint8_t, 4>> address_of(const std::string& text);

/// A socket that sends.
///
/// Not thread-safe: owned by one board.
class UdpSender {
public:
    /// Sends to one controller only; its host's refusals come back (see refusal()). With `own_port`
    /// it speaks from that port, which senders to several controllers may share, and hears what the
    /// controller says to it or to everybody; where the port is taken by somebody who does not
    /// share, it speaks from any and hears nothing.
    ///
    /// Errors: unreachable when there is no route at all.
    static Result<std::unique_ptr<UdpSender>> to(Endpoint controller, std::uint16_t own_port = 0);

    /// Sends to multicast groups, out of the interface that has `interface_address` or the default
    /// one. Groups stay within the local network (TTL 1).
    ///
    /// Errors: unreachable when no interface has that address.
    static Result<std::unique_ptr<UdpSender>> to_groups(
        std::optional<std::array<std::uint8_t, 4>> interface_address);

    ~UdpSender();
    UdpSender(const UdpSender&) = delete;
    UdpSender& operator=(const UdpSender&) = delete;

    /// Hands one datagram to the kernel. Never blocks. `group` is for a to_groups() sender only.
    ///
    /// Errors: busy (the kernel's buffer is full: the datagram is dropped, the next frame repeats
    /// it), unreachable.
    [[nodiscard]] Outcome send(std::span<const std::uint8_t> datagram,
                               std::optional<Endpoint> group = std::nullopt);

    /// The next datagram from the controller of a to() sender; empty when there is none. Never
    /// blocks.
    [[nodiscard]] std::vector<std::uint8_t> received();

    /// What the controller's host, or the last router, said about earlier datagrams since this was
    /// last asked; empty when nothing. Silence proves nothing.
    [[nodiscard]] std::optional<std::string> refusal();

private:
    explicit UdpSender(int socket) : socket_(socket) {}

    int socket_;
    int broadcasts_ = -1;  ///< Hears what is said to everybody; a connected socket does not.
    std::array<std::uint8_t, 4> controller_{};
    std::optional<std::string> refusal_;
};

}  // namespace hall::display
