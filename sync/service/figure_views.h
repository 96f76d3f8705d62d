// SPDX-License-Identifier: Apache-2.0
// Figures as JSON, as pages and other programs read them. Pure.
#pragma once

#include <map>
#include <string>

#include "sync/hall/figures.h"
#include "sync/hall/watch.h"

#include <nlohmann/json_fwd.hpp>

namespace hall::service {

/// {"counts": {"closed": 7926, …}, "rates": {"on_site": {"part", "whole", "short", "points"}, …}};
/// points are hundredths of a per cent, null where there is nothing to be a part of.
[[nodiscard]] nlohmann::json figures_form(const Figures& figures);

/// {"from", "to", "by", "total", "groups": [{"key", …}]}.
[[nodiscard]] nlohmann::json figures_answer(const FigureAsk& ask,
                                            FigureBy by,
                                            const std::map<std::string, Figures>& groups);

/// What is to be looked into; of each list the first kWatchRowsMost, with how many there are.
[[nodiscard]] nlohmann::json watch_form(const Watch& watch,
                                        const DaySpan& days,
                                        const Words& words);
inline constexpr std::size_t kWatchRowsMost = 500;

/// One row behind a figure: a service, or a case with its stages.
[[nodiscard]] nlohmann::json row_form(const Behind& one, const Words& words);

/// A case with its stages, as whoever may see figures sees it.
[[nodiscard]] nlohmann::json case_form(const CaseFile& file);

}  // namespace hall::service
