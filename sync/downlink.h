// SPDX-License-Identifier: Apache-2.0
// Following the service: a snapshot, then every event after it, through lost links and restarts.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "sync/backoff.h"
#include "sync/http_client.h"
#include "sync/sse_parser.h"
#include "sync/wire.h"

namespace hall::sync {

/// Where the service is and how we show who we are.
struct ServiceAddress {
    std::string url;    ///< "http://127.0.0.1:8460", without a slash at the end.
    std::string hall;   ///< Id of the hall.
    std::string token;  ///< Bearer token; empty for none.
    std::string as;     ///< Our name, so that each device of one box has streams of its own.
    std::string authority_pem = {};  ///< Whom an https service must be signed by.

    [[nodiscard]] std::string of_hall(std::string_view path) const;
    [[nodiscard]] std::vector<HttpHeader> headers() const;
    /// What every exchange with it needs.
    [[nodiscard]] HttpSettings settings() const;
};

/// What a follower hears, on its own thread.
struct DownlinkEars {
    std::function<void(StateDocument)> state;         ///< Begin anew from here.
    std::function<void(const Cursor&, Event)> event;  ///< In order, none left out, none twice.
    std::function<void(bool up)> link;                ///< Only when it changes.
    /// Why there is no link, whenever the fault is another than before. May be null.
    std::function<void(const Error& why)> trouble = nullptr;
};

/// Keeps a replica up to date. A link without a word for 25 s is dead (heartbeats come every 10);
/// a cursor that the service no longer has (410) begins anew with a snapshot.
///
/// Not thread-safe: owned by the thread that the client posts to. Never blocks.
class Downlink {
public:
    using Instant = std::chrono::steady_clock::time_point;

    Downlink(HttpClient& client,
             ServiceAddress address,
             DownlinkEars ears,
             std::function<std::uint32_t()> random);
    ~Downlink();
    Downlink(const Downlink&) = delete;
    Downlink& operator=(const Downlink&) = delete;

    /// Starts what is due. Call it at next() and after anything else of the owner's.
    void tick(Instant now);
    [[nodiscard]] std::optional<Instant> next() const noexcept { return retry_at_; }

    [[nodiscard]] bool is_up() const noexcept { return up_; }
    [[nodiscard]] const std::optional<Cursor>& cursor() const noexcept { return cursor_; }
    /// When anything was last heard of the service.
    [[nodiscard]] std::optional<Instant> heard() const noexcept { return heard_; }

private:
    void ask_state();
    void open_stream();
    void take(const std::string& bytes, Instant came);
    void lost(const Error& why);
    void set_up(bool up);

    HttpClient& client_;
    ServiceAddress address_;
    DownlinkEars ears_;
    std::function<std::uint32_t()> random_;
    Backoff backoff_;
    SseParser parser_;
    std::optional<Cursor> cursor_;
    std::optional<ExchangeId> under_way_;
    std::optional<Instant> retry_at_;
    std::optional<Instant> heard_;
    int head_status_ = 0;
    bool up_ = false;
    std::optional<Fault> trouble_;  ///< What was told last.
};

}  // namespace hall::sync
