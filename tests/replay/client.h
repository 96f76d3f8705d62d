// SPDX-License-Identifier: Apache-2.0
// One connection to the service, in the words of its interface.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/downlink.h"
#include "sync/hall/decide.h"
#include "sync/hall/ids.h"
#include "sync/http_client.h"

namespace hall::drive {

struct Reply {
    int status = 0;  ///< 0: there was no answer.
    std::string body;
    std::string session;  ///< Of a sign-in: the cookie to show from now on.

    [[nodiscard]] bool ok() const noexcept { return status == 200; }
    /// The stable code of a problem; the transport's words when there was no answer.
    [[nodiscard]] std::string code() const;
};

/// What an answer to a command says of its ticket.
struct TicketSeen {
    TicketId id;
    std::string label;
    std::string state;
    std::int64_t version = 0;
};
[[nodiscard]] std::optional<TicketSeen> ticket_in(const Reply& reply);

/// Not thread-safe: one thread, one client.
class Client {
public:
    explicit Client(sync::ServiceAddress address) : address_(std::move(address)) {}

    [[nodiscard]] const sync::ServiceAddress& address() const noexcept { return address_; }

    /// As a device of this machine. Paths begin with "/v1/".
    Reply get(const std::string& path);
    Reply post(const std::string& path, std::string body);
    /// As the clerk of a session.
    Reply post_as(const std::string& session, const std::string& path, std::string body);

    /// The id of the only hall, asked for once and kept in the address.
    [[nodiscard]] bool find_hall();
    [[nodiscard]] std::string of_hall(std::string_view path) const;

    Reply sign_in(const CounterId& counter, const ClerkId& clerk, const std::string& pin);
    /// `came`, `ticket`: as Order has them.
    Reply command(const std::string& session, const Uuid& cmd, const Order& order);
    Reply seat(const std::string& session, std::string_view action);
    /// The service's clock.
    [[nodiscard]] std::optional<Moment> ask_time();

    /// Questions that got a 5xx or no answer at all, in words; the first twenty.
    [[nodiscard]] const std::vector<std::string>& failures() const noexcept { return failures_; }

private:
    Reply exchange(sync::Ask ask);
    void note_failure(const sync::Ask& ask, const Reply& reply);

    sync::ServiceAddress address_;
    sync::HttpLine line_;
    std::vector<std::string> failures_;
};

/// Fresh UUIDv7s from a seed, so that a run can be repeated. Not thread-safe.
class Ids {
public:
    explicit Ids(std::uint64_t seed) : state_(seed) {}
    [[nodiscard]] Uuid next(Moment now);
    [[nodiscard]] std::uint64_t random();

private:
    std::uint64_t state_;
};

}  // namespace hall::drive
