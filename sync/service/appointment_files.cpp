// SPDX-License-Identifier: Apache-2.0
#include "sync/service/appointment_files.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>

#include "sync/code_mac.h"
#include "sync/json.h"
#include "sync/service/csv.h"

namespace hall::service {

using sync::Json;

namespace {

constexpr std::array<std::string_view, 7> kColumns{"ref",   "item",   "day",     "time",
                                                   "phone", "person", "precheck"};
constexpr std::size_t kNeeded = 4;  // Of them: the first ones.
constexpr std::string_view kTooLong = "A field holds at most 200 bytes.";

// One line's fields, in the order of kColumns.
using Cells = std::array<std::string, kColumns.size()>;

tl::unexpected<sync::Error> bad(std::string detail) {
    return sync::fail(sync::Fault::bad_message, std::move(detail));
}

struct Fault {
    std::string_view field;
    std::string_view detail;
};

std::optional<Fault> fault_in(const Cells& cells, const HallClock& clock) {
    const auto& [ref, item, day, time, phone, person, precheck] = cells;
    if (std::ranges::any_of(cells, [](const auto& c) { return c.size() > kCellMost; })) {
        return Fault{"line", kTooLong};
    }
    if (ref.empty()) {
        return Fault{"ref", "Write what the other system calls this appointment."};
    }
    if (item.empty() || item.size() > 32) {
        return Fault{"item", "Write the code of a matter, such as GA-03."};
    }
    if (!day_from(day)) {
        return Fault{"day", "Write a day of the calendar as 2026-11-24."};
    }
    if (!moment_at(clock, day, time)) {
        return Fault{"time", "Write the beginning of a slot as 09:30."};
    }
    if (!phone.empty() && !is_phone(phone)) {
        return Fault{"phone", "A phone number has 4 to 20 digits."};
    }
    if (!precheck.empty() && !precheck_from(precheck)) {
        return Fault{"precheck", "Write none, passed, to_supply or rejected."};
    }
    return std::nullopt;
}

ImportLine line_of(int no, const Cells& cells, const HallClock& clock, const std::string& key) {
    const auto& [ref, item, day, time, phone, person, precheck] = cells;
    ImportLine line{.line = no, .reference = ref.substr(0, kCellMost)};
    if (const auto fault = fault_in(cells, clock)) {
        line.field = fault->field;
        line.fault = fault->detail;
        return line;
    }
    const auto contact = contact_of(phone, person, key);
    line.order = BookingOrder{.id = sync::imported_id("import", ref, key),
                              .item = ItemId{item},
                              .from = *moment_at(clock, day, time),
                              .contact = contact.contact,
                              .tail = contact.tail,
                              .source = "import",
                              .code = {},
                              .precheck = precheck_from(precheck).value_or(Precheck::none),
                              .booker = Booker::staff};
    return line;
}

// Cells of one record; moves `rest` behind it. Nothing: a quote that is never closed, or too much.
std::optional<std::vector<std::string>> take_record(std::string_view& rest, int& lines) {
    std::vector<std::string> cells{""};
    bool quoted = false;
    std::size_t at = 0;
    for (; at < rest.size(); ++at) {
        const char c = rest[at];
        lines += c == '\n' ? 1 : 0;
        if (quoted && c == '"' && at + 1 < rest.size() && rest[at + 1] == '"') {
            cells.back() += '"';
            ++at;
        } else if (c == '"' && (quoted || cells.back().empty())) {
            quoted = !quoted;
        } else if (!quoted && c == ',') {
            cells.emplace_back();
        } else if (!quoted && c == '\n') {
            break;
        } else if (quoted || c != '\r') {
            cells.back() += c;
        }
        if (cells.size() > kCellsMost) {
            return std::nullopt;
        }
    }
    rest.remove_prefix(std::min(rest.size(), at + 1));
    return quoted ? std::nullopt : std::optional{std::move(cells)};
}

// Where each of kColumns stands in the file.
sync::Result<std::array<std::size_t, kColumns.size()>> columns_of(
    const std::vector<std::string>& names) {
    std::array<std::size_t, kColumns.size()> places{};
    for (std::size_t i = 0; i < kColumns.size(); ++i) {
        const auto found = std::ranges::find(names, kColumns[i]);
        if (found == names.end() && i < kNeeded) {
            return bad("There is no column \"" + std::string(kColumns[i]) +
                       "\"; the first line names ref,item,day,time and perhaps "
                       "phone,person,precheck.");
        }
        places[i] = static_cast<std::size_t>(found - names.begin());
    }
    return places;
}

// nlohmann's writer refuses what is no UTF-8, and only that.
bool is_utf8(std::string_view text) {
    const Json json(std::string{text});
    const auto kept = json.dump(-1, ' ', false, Json::error_handler_t::ignore);
    return kept == json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// What a spreadsheet of ours put before a cell that looked like a formula.
void take_apostrophe_off(std::string& cell) {
    if (cell.size() > 1 && cell[0] == '\'' &&
        std::string_view("=+-@\t\r").find(cell[1]) != std::string_view::npos) {
        cell.erase(0, 1);
    }
}

}  // namespace

bool is_phone(std::string_view text) {
    const auto digits = std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; });
    return digits >= 4 && digits <= 20 &&
           text.find_first_not_of("0123456789 +-") == std::string_view::npos;
}

ContactHashes contact_of(std::string_view phone, std::string_view person, const std::string& key) {
    std::string digits;
    std::ranges::copy_if(phone, std::back_inserter(digits),
                         [](char c) { return c >= '0' && c <= '9'; });
    const std::string tail = digits.size() < 4 ? std::string{} : digits.substr(digits.size() - 4);
    return {sync::contact_hash(person.empty() ? digits : person, key), sync::tail_hash(tail, key)};
}

std::optional<Moment> moment_at(const HallClock& clock,
                                std::string_view day,
                                std::string_view time) {
    const auto date = day_from(day);
    const auto digit = [&](std::size_t at) {
        return time[at] >= '0' && time[at] <= '9' ? time[at] - '0' : 99;
    };
    if (!date || time.size() != 5 || time[2] != ':') {
        return std::nullopt;
    }
    const int hours = digit(0) * 10 + digit(1);
    const int minutes = digit(3) * 10 + digit(4);
    if (hours > 23 || minutes > 59) {
        return std::nullopt;
    }
    return clock.moment_of(*date, std::chrono::minutes{hours * 60 + minutes});
}

sync::Result<std::vector<ImportLine>> appointments_from_csv(std::string_view text,
                                                            const HallClock& clock,
                                                            const std::string& key) {
    if (text.size() > kFileMost) {
        return sync::fail(sync::Fault::too_large, "A file holds at most 1 MB; divide it.");
    }
    if (!is_utf8(text)) {
        return bad("This is not UTF-8; save the table as \"CSV UTF-8\".");
    }
    if (text.starts_with(kCsvStart)) {
        text.remove_prefix(kCsvStart.size());
    }
    int next_line = 1;
    const auto names = take_record(text, next_line);
    if (!names) {
        return bad("The first line cannot be read: a quote is not closed, or too many columns.");
    }
    const auto places = columns_of(*names);
    if (!places) {
        return tl::make_unexpected(places.error());
    }
    std::vector<ImportLine> lines;
    while (!text.empty()) {
        const int no = next_line;
        auto record = take_record(text, next_line);
        if (lines.size() >= kLinesMost) {
            return sync::fail(sync::Fault::too_large, "A file holds at most 2,000 lines.");
        }
        if (!record) {
            lines.push_back({.line = no,
                             .reference = {},
                             .order = {},
                             .field = "line",
                             .fault = "A quote is not closed, or there are too many columns."});
            continue;
        }
        if (record->size() == 1 && record->front().empty()) {
            continue;
        }
        Cells cells;
        for (std::size_t i = 0; i < kColumns.size(); ++i) {
            if ((*places)[i] < record->size()) {
                cells[i] = std::move((*record)[(*places)[i]]);
                take_apostrophe_off(cells[i]);
            }
        }
        lines.push_back(line_of(no, cells, clock, key));
    }
    return lines;
}

sync::Result<std::vector<ImportLine>> appointments_from_json(std::string_view text,
                                                             const HallClock& clock,
                                                             const std::string& key) {
    const auto json = sync::parse_json(text, kFileMost);
    if (!json) {
        return tl::make_unexpected(json.error());
    }
    if (!json->is_array()) {
        return bad("Send a list of appointments: [{\"ref\", \"item\", \"day\", \"time\"}, …].");
    }
    if (json->size() > kLinesMost) {
        return sync::fail(sync::Fault::too_large, "A file holds at most 2,000 lines.");
    }
    std::vector<ImportLine> lines;
    int no = 0;
    for (const Json& one : *json) {
        ++no;
        Cells cells;
        std::string_view wrong;
        for (std::size_t i = 0; i < kColumns.size() && one.is_object(); ++i) {
            const auto found = one.find(kColumns[i]);
            if (found != one.end() && found->is_string()) {
                cells[i] = found->get<std::string>();
            } else if (found != one.end()) {
                wrong = kColumns[i];
            }
        }
        if (!one.is_object() || !wrong.empty()) {
            lines.push_back({.line = no,
                             .reference = {},
                             .order = {},
                             .field = std::string(one.is_object() ? wrong : "line"),
                             .fault = "Every appointment is an object of texts."});
            continue;
        }
        lines.push_back(line_of(no, cells, clock, key));
    }
    return lines;
}

Sheet appointments_table(const AppointmentView& view, Days days) {
    Sheet sheet{{"ref", "day", "time", "until", "item", "queue", "code", "state", "precheck",
                 "number", "source"},
                {}};
    for (const auto& [id, one] : view.book.all()) {
        if (one.day < days.from || one.day > days.to || view.clock == nullptr) {
            continue;
        }
        sheet.rows.push_back({text_of(one.id), text_of(one.day), view.clock->time_text(one.from),
                              view.clock->time_text(one.to), one.item.value, one.queue.value,
                              one.code, std::string(name_of(one.state)),
                              std::string(name_of(one.precheck)),
                              one.ticket ? label_of(one.number) : std::string{}, one.source});
    }
    std::ranges::sort(sheet.rows, [](const auto& a, const auto& b) {
        return std::tie(a[1], a[2], a[0]) < std::tie(b[1], b[2], b[0]);
    });
    return sheet;
}

}  // namespace hall::service
