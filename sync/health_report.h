// SPDX-License-Identifier: Apache-2.0
// Telling the service how a device is: at every change, and often enough to be missed when silent.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sync/downlink.h"
#include "sync/http_client.h"

namespace hall::sync {

/// One thing that is wrong with this device. Codes: `health` in sync/service/openapi.yaml.
struct HealthFault {
    std::string code;    ///< "paper_out".
    std::string part;    ///< "printer", "sign-3"; empty: the device itself.
    std::string detail;  ///< For a technician; what is past 200 bytes is cut off.

    bool operator==(const HealthFault&) const = default;
};

/// One of the things that a device looks after, well or not: a sign, a wall, a voice.
struct HealthPart {
    std::string name;   ///< "sign-3".
    std::string kind;   ///< "sign", "wall", "voice".
    std::string state;  ///< "ok", "degraded", "lost", "unverifiable".
    /// Of a voice: calls that wait, and how long after a call its first word is heard.
    struct Lag {
        std::size_t waiting = 0;
        std::chrono::milliseconds oldest{0};
        std::chrono::milliseconds p99{0};
    };
    std::optional<Lag> lag;
};

/// Reports are told one after another; one that is lost is told again with the next, so nothing
/// waits and nothing piles up while the service is away.
///
/// Not thread-safe: owned by the thread that the client posts to. Never blocks.
class HealthReport {
public:
    using Instant = std::chrono::steady_clock::time_point;

    /// `address.as` is the device; `kind` is "kiosk", "board", …
    HealthReport(HttpClient& client, ServiceAddress address, std::string kind, std::string version);
    ~HealthReport();
    HealthReport(const HealthReport&) = delete;
    HealthReport& operator=(const HealthReport&) = delete;

    /// Says how the device is now, when that is news or kEvery has passed. Call it at next() and
    /// after anything that may have changed it.
    void tick(Instant now, std::vector<HealthFault> faults, std::vector<HealthPart> parts = {});
    /// When there is something to say again.
    [[nodiscard]] Instant next() const noexcept { return next_; }

    /// What the service misses after 40 s (sync/service/device_watch.h).
    static constexpr std::chrono::seconds kEvery{15};
    /// Between two reports of a printer that flaps.
    static constexpr std::chrono::seconds kLeast{1};

private:
    void send(Instant now);

    HttpClient& client_;
    ServiceAddress address_;
    std::string kind_;
    std::string version_;
    std::vector<HealthFault> faults_;
    std::vector<HealthPart> parts_;  // Told with every report, and no news of their own.
    std::map<std::pair<std::string, std::string>, Instant> since_;  // By code and part.
    Instant next_{};
    Instant told_{};
    std::optional<ExchangeId> under_way_;
    bool changed_ = true;
};

}  // namespace hall::sync
