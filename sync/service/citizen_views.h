// SPDX-License-Identifier: Apache-2.0
// What citizens are shown: their ticket on a phone, the question on the tablet at a counter. Pure.
#pragma once

#include <optional>
#include <string>

#include "sync/hall/book.h"
#include "sync/hall/config.h"
#include "sync/hall/hours.h"

#include <nlohmann/json_fwd.hpp>

namespace hall::service {

/// {"zh-Hant": …, "zh-Hans": …, "en": …}
[[nodiscard]] nlohmann::json json_of(const Text& text);

/// The hall as the views look at it. Everything outlives the call.
struct HallNow {
    const Book& book;
    const Content& content;
    const HallClock& clock;
    Moment now;
};

/// One ticket as JSON for its owner's phone: its state, people ahead, the range, the way when it is
/// called, what may be done, and how soon to ask again. No matter, no clerk and nobody else's
/// ticket is named but for the numbers that are on the boards. Nothing when neither the ticket nor
/// its service is remembered any more.
[[nodiscard]] std::optional<std::string> phone_view(const HallNow& hall, const TicketId& ticket);

/// What the tablet or evaluator of a counter has to show.
struct RatingView {
    std::string version;  ///< Differs when there is something new to show.
    std::string json;
};
/// Nothing when there is no such counter.
[[nodiscard]] std::optional<RatingView> rating_view(const HallNow& hall, const CounterId& counter);

}  // namespace hall::service
