// SPDX-License-Identifier: Apache-2.0
// The public board 公開欄: notices that come and go by date, rules to read, and the honour page.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/hall/config.h"

namespace hall {

enum class NoticeKind : std::uint8_t {
    notice,      ///< News of the hall.
    regulation,  ///< What the hall has bound itself to.
};

struct Notice {
    std::string id;
    NoticeKind kind = NoticeKind::notice;
    Text title;
    Text body;
    std::vector<Text> points;  ///< Numbered below the body; often none.
    std::optional<Day> from;   ///< The first day it is up; nothing = since ever.
    std::optional<Day> to;     ///< The last day; nothing = until it is taken down.

    [[nodiscard]] bool is_up(Day day) const noexcept;
};

/// A distinction of the honour page 榮譽榜: 紅旗窗口, 服務之星, 守紀標兵, … and who has it.
struct Honour {
    std::string id;
    Text title;
    std::optional<Day> month;  ///< The first day of the month that it is for.
    std::vector<CounterId> counters;
    std::vector<ClerkId> clerks;
    std::optional<Day> from;  ///< As of a notice.
    std::optional<Day> to;

    [[nodiscard]] bool is_up(Day day) const noexcept;
};

/// Immutable once loaded; any thread may read it.
struct NoticeBoard {
    std::vector<Notice> notices;
    std::vector<Honour> honours;

    /// What is up on a day, in the order of the document.
    [[nodiscard]] std::vector<const Notice*> up(Day day, NoticeKind kind) const;
    [[nodiscard]] const Notice* find(std::string_view id) const noexcept;
    /// The honour page on a day, in the order of the document.
    [[nodiscard]] std::vector<const Honour*> honours_up(Day day) const;
};

/// Reads {"notices": [{"id", "title", "body", "points"?, "kind"?, "from"?, "to"?}], "honours"?:
/// [{"id", "title", "month"?, "counters"?, "clerks"?, "from"?, "to"?}]}; dates are "2026-11-23",
/// a month is "2026-10". Whom an honour names is not looked for: who has left the hall is passed
/// over where the page is shown, and see unknown_honoured().
[[nodiscard]] ConfigResult<NoticeBoard> load_notices(std::string_view json,
                                                     const std::string& file);

/// The first counter or clerk of an honour that the hall does not have; for whoever edits.
[[nodiscard]] std::optional<ConfigError> unknown_honoured(const NoticeBoard& board,
                                                          const HallConfig& hall,
                                                          const std::string& file);

}  // namespace hall
