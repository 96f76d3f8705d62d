// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/notices.h"

#include <algorithm>

#include "sync/hall/config_reader.h"

namespace hall {

namespace {

std::optional<Day> read_day(const ConfigNode& node, std::string_view key) {
    const std::string text = node.line_or_none(key);
    if (text.empty()) {
        return std::nullopt;
    }
    const auto day = day_from(text);
    if (!day) {
        node.refuse(key, "write the date as 2026-11-23, or leave it out");
    }
    return day;
}

NoticeKind read_kind(const ConfigNode& node) {
    const std::string kind = node.line_or_none("kind");
    if (!kind.empty() && kind != "notice" && kind != "regulation") {
        node.refuse("kind", "use notice or regulation");
    }
    return kind == "regulation" ? NoticeKind::regulation : NoticeKind::notice;
}

}  // namespace

bool Notice::is_up(Day day) const noexcept {
    return (!from || *from <= day) && (!to || day <= *to);
}

std::vector<const Notice*> NoticeBoard::up(Day day, NoticeKind kind) const {
    std::vector<const Notice*> found;
    for (const Notice& notice : notices) {
        if (notice.kind == kind && notice.is_up(day)) {
            found.push_back(&notice);
        }
    }
    return found;
}

const Notice* NoticeBoard::find(std::string_view id) const noexcept {
    const auto found = std::ranges::find(notices, id, &Notice::id);
    return found == notices.end() ? nullptr : &*found;
}

ConfigResult<NoticeBoard> load_notices(std::string_view json, const std::string& file) {
    ConfigReader reader(json, file);
    NoticeBoard board;
    SeenIds seen("notice");
    for (const ConfigNode& node : reader.root().list("notices")) {
        Notice notice{
            node.id("id"),          read_kind(node),     node.text("title"), node.text("body"), {},
            read_day(node, "from"), read_day(node, "to")};
        for (const ConfigNode& point : node.list_or_none("points")) {
            notice.points.push_back(point.text());
        }
        seen.add(node, "id", notice.id);
        if (notice.from && notice.to && *notice.to < *notice.from) {
            node.refuse("to", "this day is before \"from\"; swap them or correct one");
        }
        board.notices.push_back(std::move(notice));
    }
    if (reader.error()) {
        return tl::unexpected(*reader.error());
    }
    return board;
}

}  // namespace hall
