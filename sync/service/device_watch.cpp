// SPDX-License-Identifier: Apache-2.0
#include "sync/service/device_watch.h"

#include <algorithm>
#include <array>

#include "sync/json.h"

namespace hall::service {

using sync::Json;

namespace {

constexpr std::size_t kReportBytesMost = std::size_t{32} * 1024;
constexpr std::size_t kWordMost = 32;
constexpr std::size_t kPartMost = 64;
constexpr std::size_t kDetailMost = 200;
// Longer ago than a device runs without being looked at.
constexpr std::int64_t kAgoMostMs = std::int64_t{400} * 24 * 3600 * 1000;

// What a device's fault keeps from citizens; everything else can wait for the evening.
constexpr std::array<std::string_view, 8> kAlarms{"paper_out", "cover_open", "printer_fault",
                                                  "journal",   "cloned",     "lost",
                                                  "offline",   "disk_full"};

bool is_word(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

constexpr std::array<std::string_view, 4> kStates{"ok", "degraded", "lost", "unverifiable"};
// Longer than a voice remembers.
constexpr std::int64_t kLagMostMs = std::int64_t{24} * 3600 * 1000;

std::int64_t count_of(sync::Fields& fields, const char* key, std::int64_t most) {
    const std::int64_t value = fields.number(key, 0);
    if (value > most) {
        fields.fault(key, "a smaller number");
    }
    return value;
}

sync::Result<std::vector<DevicePart>> read_parts(const Json& list) {
    std::vector<DevicePart> parts;
    for (const Json& one : list) {
        sync::Fields fields{one, "health/parts"};
        DevicePart part{.name = fields.text("name", kPartMost),
                        .kind = fields.text("kind", kWordMost),
                        .state = fields.text("state", kWordMost),
                        .lag = {}};
        if (!is_word(part.kind)) {
            fields.fault("kind", "a word in small letters");
        }
        if (std::ranges::find(kStates, part.state) == kStates.end()) {
            fields.fault("state", "ok, degraded, lost or unverifiable");
        }
        if (one.is_object() && one.contains("lag")) {
            sync::Fields lag{one["lag"], "health/parts/lag"};
            part.lag = {count_of(lag, "waiting", 100'000), count_of(lag, "oldest_ms", kLagMostMs),
                        count_of(lag, "p99_ms", kLagMostMs)};
            if (!lag.ok()) {
                return lag.error();
            }
        }
        if (!fields.ok()) {
            return fields.error();
        }
        parts.push_back(std::move(part));
    }
    return parts;
}

}  // namespace

bool DeviceSeen::has_part(std::string_view name) const noexcept {
    return std::ranges::find(parts, name, &DevicePart::name) != parts.end();
}

bool DeviceWatch::report(const std::string& id, DeviceReport report, Moment now) {
    if (!devices_.contains(id) && devices_.size() >= kDevicesMost) {
        return false;
    }
    DeviceSeen& device = devices_[id];
    device.kind = std::move(report.kind);
    device.version = std::move(report.version);
    device.last = now;
    for (DeviceFault& fault : report.faults) {
        const auto known = std::ranges::find_if(device.faults, [&](const DeviceFault& one) {
            return one.code == fault.code && one.part == fault.part;
        });
        // A device that restarts forgets since when; we do not.
        if (known != device.faults.end()) {
            fault.since = std::min(fault.since, known->since);
        }
    }
    device.faults = std::move(report.faults);
    device.parts = std::move(report.parts);
    return true;
}

void DeviceWatch::heard(const std::string& id, std::string_view kind, Moment now) {
    if (!devices_.contains(id) && devices_.size() >= kDevicesMost) {
        return;
    }
    DeviceSeen& device = devices_[id];
    device.last = now;
    if (device.kind.empty()) {
        device.kind = kind;
    }
}

void DeviceWatch::forget(const std::string& id) {
    devices_.erase(id);
}

// A clock that was set back makes nobody silent.
std::optional<Moment> DeviceWatch::silent_since(const std::string& id, Moment now) const {
    const auto known = devices_.find(id);
    const Moment last = known == devices_.end() ? started_ : known->second.last.value_or(started_);
    return now - last > kSilence ? std::optional{last} : std::nullopt;
}

Severity severity_of(std::string_view code) noexcept {
    return std::ranges::find(kAlarms, code) != kAlarms.end() ? Severity::alarm : Severity::warning;
}

sync::Result<DeviceReport> read_report(std::string_view json, Moment now) {
    const auto document = sync::parse_json(json, kReportBytesMost);
    if (!document) {
        return tl::make_unexpected(document.error());
    }
    sync::Fields fields{*document, "health"};
    DeviceReport report{.kind = fields.text("kind", kWordMost),
                        .version = fields.text_or("version", "", kPartMost),
                        .faults = {}};
    const Json& faults = fields.part("faults");
    if (!is_word(report.kind)) {
        fields.fault("kind", "a word in small letters");
    }
    if (!faults.is_array() || faults.size() > DeviceWatch::kFaultsMost) {
        fields.fault("faults", "a list of at most 64");
        return fields.error();
    }
    if (document->contains("parts")) {
        const Json& parts = (*document)["parts"];
        if (!parts.is_array() || parts.size() > DeviceWatch::kPartsMost) {
            fields.fault("parts", "a list of at most 64");
            return fields.error();
        }
        auto read = read_parts(parts);
        if (!read) {
            return tl::make_unexpected(read.error());
        }
        report.parts = std::move(*read);
    }
    for (const Json& one : faults) {
        sync::Fields fault{one, "health/faults"};
        DeviceFault read{.code = fault.text("code", kWordMost),
                         .part = fault.text_or("part", "", kPartMost),
                         .detail = fault.text_or("detail", "", kDetailMost)};
        const auto ago = fault.number_or_none("ago_ms").value_or(0);
        if (!is_word(read.code)) {
            fault.fault("code", "a word in small letters");
        }
        if (ago < 0 || ago > kAgoMostMs) {
            fault.fault("ago_ms", "milliseconds, at most 400 days");
        }
        if (!fault.ok()) {
            return fault.error();
        }
        read.since = now - std::chrono::milliseconds{ago};
        report.faults.push_back(std::move(read));
    }
    if (!fields.ok()) {
        return fields.error();
    }
    return report;
}

}  // namespace hall::service
