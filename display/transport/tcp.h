// SPDX-License-Identifier: Apache-2.0
// A TCP connection that is never waited for.
#pragma once

#include <memory>

#include "display/transport/byte_line.h"
#include "display/transport/udp.h"

namespace hall::display {

/// Connects in the background: write() takes nothing until the other side has answered, and fails
/// once it has refused. Who gives up when is for the owner: a host that is not there says nothing.
class TcpLine : public ByteLine {
public:
    /// Errors: unreachable when there is no route at all.
    static Result<std::unique_ptr<TcpLine>> to(Endpoint controller);

    ~TcpLine() override;
    TcpLine(const TcpLine&) = delete;
    TcpLine& operator=(const TcpLine&) = delete;

    [[nodiscard]] Result<std::size_t> write(std::span<const std::uint8_t> bytes) override;
    [[nodiscard]] Result<std::size_t> read(std::span<std::uint8_t> room) override;
    Milliseconds wait(Milliseconds most) override;

private:
    explicit TcpLine(int socket) : socket_(socket) {}
    [[nodiscard]] Result<bool> connected();

    int socket_;
    bool connected_ = false;
};

}  // namespace hall::display
