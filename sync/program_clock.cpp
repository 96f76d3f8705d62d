// SPDX-License-Identifier: Apache-2.0
#include "sync/program_clock.h"

#include <ctime>
#include <optional>

namespace hall::sync {

namespace {

std::optional<Moment> moment_in(const std::string& text) {
    std::tm fields{};
    const char* end = strptime(text.c_str(), "%Y-%m-%dT%H:%M:%SZ", &fields);
    if (end == nullptr || *end != '\0') {
        return std::nullopt;
    }
    const int day = fields.tm_mday;
    const std::time_t seconds = timegm(&fields);  // Makes 3 March of 31 February.
    if (fields.tm_mday != day) {
        return std::nullopt;
    }
    return std::chrono::time_point_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::from_time_t(seconds));
}

}  // namespace

Result<std::function<Moment()>> program_clock(const std::string& start) {
    const auto machine = [] {
        return std::chrono::time_point_cast<std::chrono::milliseconds>(
            std::chrono::system_clock::now());
    };
    if (start.empty()) {
        return std::function<Moment()>{machine};
    }
    const auto begin = moment_in(start);
    if (!begin) {
        return fail(Fault::bad_settings,
                    "--now: expected UTC like 2026-11-23T01:10:00Z, not " + start);
    }
    const auto ahead = *begin - machine();
    return std::function<Moment()>{[machine, ahead] { return machine() + ahead; }};
}

}  // namespace hall::sync
