// SPDX-License-Identifier: Apache-2.0
#include "display/daemon/board_tests.h"

#include <algorithm>

#include "sync/json.h"
#include "sync/wire.h"

namespace hall::board {

namespace {

constexpr std::chrono::seconds kLongest{600};  // What the service lets through.
constexpr std::size_t kDetailMost = 1024;

}  // namespace

void BoardTests::note(const AdminDone& done, Moment now) {
    if (done.action != sync::kBoardTested) {
        return;
    }
    const auto json = sync::parse_json(done.detail, kDetailMost);
    if (!json) {
        return;
    }
    sync::Fields fields{*json, "board test"};
    const std::string device = fields.text("device", 64);
    const std::string board = fields.text("board", 64);
    const Moment until = moment_from(fields.number("until", 0));
    if (fields.ok() && device == device_) {
        until_.insert_or_assign(board, std::min(until, now + kLongest));
    }
}

bool BoardTests::is_on(const std::string& board, Moment now) const {
    const auto known = until_.find(board);
    return known != until_.end() && now < known->second;
}

std::optional<Moment> BoardTests::ends(Moment now) const {
    std::optional<Moment> first;
    for (const auto& [board, until] : until_) {
        if (now < until && (!first || until < *first)) {
            first = until;
        }
    }
    return first;
}

std::string address_of(const display::Settings& settings) {
    const auto text = [&](const char* name) { return display::text_setting(settings, name, ""); };
    const std::string way = text("to").empty() ? text("serial") : text("to");
    if (!way.empty()) {
        return way + (text("address").empty() ? "" : " #" + text("address"));
    }
    const std::string corner = text("x").empty() && text("y").empty()
                                   ? ""
                                   : display::text_setting(settings, "x", "0") + "," +
                                         display::text_setting(settings, "y", "0");
    return text("screen").empty() ? corner : "screen " + text("screen") + " " + corner;
}

}  // namespace hall::board
