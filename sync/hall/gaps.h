// SPDX-License-Identifier: Apache-2.0
// What the guides of the matters do not say yet: a list for the manager. The screens leave away
// what they do not know, so that nobody stands before a blank.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sync/hall/config.h"

namespace hall {

/// One field of one matter's guide that is not there, or not in every language.
struct GuideGap {
    ItemId item;
    std::string_view field;           ///< Key of the phrases: "guide.steps" is 辦理流程.
    std::vector<Language> languages;  ///< In which it is missing; all three: nothing is there.

    bool operator==(const GuideGap&) const = default;
};

/// In the order of the catalogue, then of the guide. A matter that is done while one waits needs no
/// promised time, one that is free no fee lines; a legal limit may be set by no law. Pure.
[[nodiscard]] std::vector<GuideGap> guide_gaps(const Content& content);

}  // namespace hall
