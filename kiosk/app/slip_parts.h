// SPDX-License-Identifier: Apache-2.0
// Parts that several slips have in common.
#pragma once

#include <string>
#include <string_view>

#include "kiosk/app/slip_for.h"

namespace hall::kiosk {

[[nodiscard]] Language second_of(Language language) noexcept;

/// A slip with the hall's name, the phones, the kiosk and the time.
[[nodiscard]] printer::Slip blank_slip(const SlipSource& source, Language language, Moment now);
/// With a title in both languages.
[[nodiscard]] printer::Slip titled_slip(const SlipSource& source,
                                        std::string_view title_key,
                                        Language language,
                                        Moment now);

/// Floor, zone and counters of a queue.
void set_place(printer::Slip& slip,
               const SlipSource& source,
               const Queue& queue,
               Language language);

/// "步行約 46 米，1 分鐘內：沿通道走 12 米 → 左轉，走 34 米": the quickest way from this kiosk to
/// one of the queue's counters. Empty where the hall has no plan, or it does not know the kiosk.
[[nodiscard]] std::string way_line(const SlipSource& source, const Queue& queue, Language language);

/// " (if applicable)", to stand behind a document's name.
[[nodiscard]] std::string if_applicable(const Phrases& phrases, Language language);

/// Letters and digits in capitals: what a code may hold. "hall-sample" becomes "HALLSAMPLE".
[[nodiscard]] std::string upper_code(std::string_view text);
/// 2026-11-23 becomes "261123".
[[nodiscard]] std::string short_day(const Day& day);

}  // namespace hall::kiosk
