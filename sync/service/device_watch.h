// SPDX-License-Identifier: Apache-2.0
// How the hall's devices are, and since when. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/fault.h"
#include "sync/hall/ids.h"

namespace hall::service {

enum class Severity : std::uint8_t { warning, alarm };

/// One thing that is wrong with a device: "paper_out" of its "printer".
struct DeviceFault {
    std::string code;    ///< Lower-case words with underscores, at most 32.
    std::string part;    ///< Which board, which printer; empty: the device itself.
    std::string detail;  ///< For a technician.
    Moment since{};

    bool operator==(const DeviceFault&) const = default;
};

/// One of the things that a device looks after: a sign, a wall, a voice.
struct DevicePart {
    std::string name;
    std::string kind;
    std::string state;  ///< "ok", "degraded", "lost", "unverifiable".
    struct Lag {
        std::int64_t waiting = 0;
        std::int64_t oldest_ms = 0;
        std::int64_t p99_ms = 0;
    };
    std::optional<Lag> lag;  ///< Of a voice.
};

/// What a device says of itself.
struct DeviceReport {
    std::string kind;     ///< "kiosk", "board", "rating", …
    std::string version;  ///< Of its program; may be empty.
    std::vector<DeviceFault> faults;
    std::vector<DevicePart> parts{};
};

struct DeviceSeen {
    std::string kind;
    std::string version;
    std::optional<Moment> last;  ///< When it was heard of; nothing since the service started.
    std::vector<DeviceFault> faults;
    std::vector<DevicePart> parts;

    [[nodiscard]] bool has_part(std::string_view name) const noexcept;
};

/// Kept in memory: a device says every kReportEvery how it is and since when, so a service that
/// starts knows it all again by then.
///
/// Not thread-safe: owned by the service's loop.
class DeviceWatch {
public:
    explicit DeviceWatch(Moment started) : started_(started) {}

    /// False when kDevicesMost others are known; the report is dropped then.
    bool report(const std::string& id, DeviceReport report, Moment now);

    /// Something came from a device, and what it is.
    void heard(const std::string& id, std::string_view kind, Moment now);

    /// Somebody took the device out of use.
    void forget(const std::string& id);

    [[nodiscard]] const std::map<std::string, DeviceSeen>& devices() const noexcept {
        return devices_;
    }

    /// Since when a device is silent that should not be; nothing while it is not. Also of one that
    /// was enrolled and has not come back since the service started.
    [[nodiscard]] std::optional<Moment> silent_since(const std::string& id, Moment now) const;

    static constexpr std::chrono::seconds kReportEvery{15};
    /// Two reports and a bit: one that is lost is no fault.
    static constexpr std::chrono::seconds kSilence{40};
    static constexpr std::size_t kDevicesMost = 500;
    static constexpr std::size_t kPartsMost = 64;
    static constexpr std::size_t kFaultsMost = 64;  ///< A board program has up to 50 boards.

private:
    std::map<std::string, DeviceSeen> devices_;
    Moment started_;
};

/// Whether citizens notice: those first.
[[nodiscard]] Severity severity_of(std::string_view code) noexcept;

/// Reads POST /v1/devices/{device}/health. `ago_ms` of a fault is how long it has been so.
/// Errors: bad_message, too_large.
[[nodiscard]] sync::Result<DeviceReport> read_report(std::string_view json, Moment now);

}  // namespace hall::service
