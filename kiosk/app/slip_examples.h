// SPDX-License-Identifier: Apache-2.0
// One of every kind of paper, made of a hall's own words: to be looked at before the hall opens,
// and what the tests read back.
#pragma once

#include <string>
#include <vector>

#include "kiosk/app/slip_for.h"

namespace hall::kiosk {

struct SlipExample {
    std::string kind;  ///< "ticket", "ticket-marked", "ticket-next", "ticket-long", "copy", …
    printer::Slip slip;
    /// What has to be readable on it, word for word.
    std::vector<std::string> words;
};

/// The ticket's examples hold the hall's longest names; the guides its shortest and its longest.
/// A hall needs at least one queue and one item.
[[nodiscard]] std::vector<SlipExample> slip_examples(const SlipSource& source,
                                                     const printer::Profile& profile,
                                                     Language language,
                                                     Moment now);

}  // namespace hall::kiosk
