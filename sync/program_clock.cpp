// SPDX-License-Identifier: Apache-2.0
#include "sync/program_clock.h"

#include <sstream>

#include <date/date.h>

namespace hall::sync {

Result<std::function<Moment()>> program_clock(const std::string& start) {
    const auto machine = [] {
        return std::chrono::time_point_cast<std::chrono::milliseconds>(
            std::chrono::system_clock::now());
    };
    if (start.empty()) {
        return std::function<Moment()>{machine};
    }
    std::istringstream text{start};
    Moment begin{};
    text >> date::parse("%FT%TZ", begin);
    if (text.fail() || text.peek() != std::istringstream::traits_type::eof()) {
        return fail(Fault::bad_settings,
                    "--now: expected UTC like 2026-11-23T01:10:00Z, not " + start);
    }
    const auto ahead = begin - machine();
    return std::function<Moment()>{[machine, ahead] { return machine() + ahead; }};
}

}  // namespace hall::sync
