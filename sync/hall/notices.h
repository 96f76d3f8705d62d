// SPDX-License-Identifier: Apache-2.0
// The public board 公開欄: notices that come and go by date, and rules to read.
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

/// Immutable once loaded; any thread may read it.
struct NoticeBoard {
    std::vector<Notice> notices;

    /// What is up on a day, in the order of the document.
    [[nodiscard]] std::vector<const Notice*> up(Day day, NoticeKind kind) const;
    [[nodiscard]] const Notice* find(std::string_view id) const noexcept;
};

/// Reads {"notices": [{"id", "title", "body", "points"?, "kind"?, "from"?, "to"?}]}; dates are
/// "2026-11-23".
[[nodiscard]] ConfigResult<NoticeBoard> load_notices(std::string_view json,
                                                     const std::string& file);

}  // namespace hall
