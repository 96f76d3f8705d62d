// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/notices.h"

#include <algorithm>

#include "sync/hall/config_reader.h"

namespace hall {

namespace {

constexpr std::size_t kHonouredMost = 200;

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

std::optional<Day> read_month(const ConfigNode& node) {
    const std::string text = node.line_or_none("month");
    if (text.empty()) {
        return std::nullopt;
    }
    const auto day = day_from(text + "-01");
    if (!day) {
        node.refuse("month", "write the month as 2026-10, or leave it out");
    }
    return day;
}

template <typename Id>
std::vector<Id> read_ids(const ConfigNode& node, std::string_view key) {
    std::vector<Id> ids;
    if (node.has(key)) {
        for (std::string& id : node.ids(key)) {
            ids.push_back(Id{std::move(id)});
        }
    }
    if (ids.size() > kHonouredMost) {
        node.refuse(key, "name at most 200");
    }
    return ids;
}

bool is_within(const std::optional<Day>& from, const std::optional<Day>& to, Day day) noexcept {
    return (!from || *from <= day) && (!to || day <= *to);
}

void check_order(const ConfigNode& node,
                 const std::optional<Day>& from,
                 const std::optional<Day>& to) {
    if (from && to && *to < *from) {
        node.refuse("to", "this day is before \"from\"; swap them or correct one");
    }
}

std::vector<Honour> read_honours(const ConfigNode& root) {
    std::vector<Honour> honours;
    SeenIds seen("honour");
    for (const ConfigNode& node : root.list_or_none("honours")) {
        Honour honour{node.id("id"),
                      node.text("title"),
                      read_month(node),
                      read_ids<CounterId>(node, "counters"),
                      read_ids<ClerkId>(node, "clerks"),
                      read_day(node, "from"),
                      read_day(node, "to")};
        seen.add(node, "id", honour.id);
        check_order(node, honour.from, honour.to);
        if (honour.counters.empty() && honour.clerks.empty()) {
            node.refuse("say who is honoured, in \"counters\" or \"clerks\"");
        }
        honours.push_back(std::move(honour));
    }
    return honours;
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
    return is_within(from, to, day);
}

bool Honour::is_up(Day day) const noexcept {
    return is_within(from, to, day);
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

std::vector<const Honour*> NoticeBoard::honours_up(Day day) const {
    std::vector<const Honour*> found;
    for (const Honour& honour : honours) {
        if (honour.is_up(day)) {
            found.push_back(&honour);
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
        check_order(node, notice.from, notice.to);
        board.notices.push_back(std::move(notice));
    }
    board.honours = read_honours(reader.root());
    if (reader.error()) {
        return tl::unexpected(*reader.error());
    }
    return board;
}

std::optional<ConfigError> unknown_honoured(const NoticeBoard& board,
                                            const HallConfig& hall,
                                            const std::string& file) {
    const auto wrong = [&](std::size_t honour, const char* key, std::size_t nth,
                           const std::string& what) {
        return ConfigError{
            file, "/honours/" + std::to_string(honour) + "/" + key + "/" + std::to_string(nth),
            "there is no " + what + " in this hall; correct it or leave it out"};
    };
    for (std::size_t i = 0; i < board.honours.size(); ++i) {
        const Honour& honour = board.honours[i];
        for (std::size_t k = 0; k < honour.counters.size(); ++k) {
            if (hall.counter(honour.counters[k]) == nullptr) {
                return wrong(i, "counters", k, "counter " + honour.counters[k].value);
            }
        }
        for (std::size_t k = 0; k < honour.clerks.size(); ++k) {
            if (hall.clerk(honour.clerks[k]) == nullptr) {
                return wrong(i, "clerks", k, "clerk " + honour.clerks[k].value);
            }
        }
    }
    return std::nullopt;
}

}  // namespace hall
