// SPDX-License-Identifier: Apache-2.0
// Whether the promise was kept: what people were told, beside what the log says.
#pragma once

#include <string>
#include <vector>

#include "tests/replay/day.h"
#include "tests/replay/log_judge.h"

namespace hall::replay {

struct Verdict {
    int lost = 0;
    int duplicates = 0;
    int double_calls = 0;
    int faults = 0;
    std::vector<std::string> words;  ///< What is wrong, each with the ticket it happened to.

    [[nodiscard]] bool clean() const noexcept {
        return lost + duplicates + double_calls + faults == 0;
    }
};

/// Holds every ticket that was given out to the log: it is there once, under the number that was
/// told, was called once and came to an end; and the log has no others.
[[nodiscard]] Verdict judge(const drive::LogJudge& log, const std::vector<Record>& records);

}  // namespace hall::replay
