// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/rating.h"

#include "sync/hall/names.h"

namespace hall {

namespace {

constexpr std::array<std::string_view, kRatingSources.size()> kSourceNames{"tablet", "evaluator",
                                                                           "phone"};
constexpr std::array<std::string_view, kRatingReasons.size()> kReasonNames{
    "attitude", "skill", "waiting", "unclear", "visits", "other"};
constexpr std::array<std::string_view, 4> kStateNames{"none", "due", "rated", "over"};

}  // namespace

std::string_view name_of(RatingSource source) noexcept {
    return kSourceNames[static_cast<std::size_t>(source)];
}

std::string_view name_of(RatingReason reason) noexcept {
    return kReasonNames[static_cast<std::size_t>(reason)];
}

std::string_view name_of(RatingState state) noexcept {
    return kStateNames[static_cast<std::size_t>(state)];
}

std::optional<RatingSource> rating_source_from(std::string_view name) noexcept {
    return find_name(kSourceNames, kRatingSources, name);
}

std::optional<RatingReason> rating_reason_from(std::string_view name) noexcept {
    return find_name(kReasonNames, kRatingReasons, name);
}

}  // namespace hall
