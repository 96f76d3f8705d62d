// SPDX-License-Identifier: Apache-2.0
// The daemon's settings file: which boards and which voices there are.
#pragma once

#include <string>
#include <vector>

#include "display/daemon/calls.h"
#include "display/daemon/keeper.h"

#include <tl/expected.hpp>

namespace hall::board {

struct BoardConfig {
    std::vector<BoardPlan> boards;
    std::vector<VoicePlan> voices;
};

/// Reads `[[board]]` and `[[voice]]` tables out of TOML. `file` is what errors call it.
///
/// Errors: one line that names the place and what is missing.
[[nodiscard]] tl::expected<BoardConfig, std::string> read_config(const std::string& text,
                                                                 const std::string& file);

}  // namespace hall::board
