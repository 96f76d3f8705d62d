// SPDX-License-Identifier: Apache-2.0
// Parts of documents that the loaders of hall and catalogue share.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "sync/hall/config.h"
#include "sync/hall/config_reader.h"

namespace hall {

/// {"week": {"mon": [["08:30", "12:00"], …]}, "lunch_duty", "saturday", "exceptions", "cut_over"}.
/// Refuses spans that end before they begin, overlap or are out of order.
[[nodiscard]] Hours read_hours(const ConfigNode& node);

/// Every field is optional; see Policy for what holds without it.
[[nodiscard]] Policy read_policy(const ConfigNode& node);

/// The `appointment` of a policy, which may be missing; its quotas name queues of `hall`.
[[nodiscard]] AppointmentRules read_appointments(const ConfigNode& policy, const HallConfig& hall);

/// "review_exemptions": [{"number", "item", "from", "to"}], all but number and from optional.
[[nodiscard]] std::vector<Exemption> read_exemptions(const ConfigNode& hall);

/// [["08:30", "12:00"], …]: spans of one day, in order and apart. Missing: none.
[[nodiscard]] std::vector<Span> read_spans(const ConfigNode& list);

/// "color": "#2B6CB0".
[[nodiscard]] std::string read_color(const ConfigNode& node);

/// A length of service in minutes with decimals, from a second to eight hours.
[[nodiscard]] std::chrono::milliseconds read_minutes(const ConfigNode& node, std::string_view key);

/// Notes that `id` is unknown and offers the ids there are.
template <typename List>
void refuse_unknown(const ConfigNode& place, const std::string& id, const List& known) {
    std::vector<std::string> names;
    names.reserve(known.size());
    for (const auto& one : known) {
        names.push_back(one.id.value);
    }
    place.refuse("there is no \"" + id + "\"" +
                 (names.empty() ? "" : "; use one of " + offer_of(names)));
}

}  // namespace hall
