// SPDX-License-Identifier: Apache-2.0
#include "sync/service/appointment_files.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>

#include "sync/code_mac.h"

namespace hall::service {

namespace {

constexpr std::array<std::string_view, 7> kColumns{"ref",   "item",   "day",     "time",
                                                   "phone", "person", "precheck"};
constexpr std::size_t kNeeded = 4;  // Of them: the first ones.

// One line's fields, in the order of kColumns.
using Cells = std::array<std::string, kColumns.size()>;

struct Fault {
    std::string_view field;
    std::string_view detail;
};

std::optional<Fault> fault_in(const Cells& cells, const HallClock& clock) {
    const auto& [ref, item, day, time, phone, person, precheck] = cells;
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
    ImportLine line{.line = no, .reference = ref};
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

constexpr TableForm kForm{.columns = kColumns,
                          .needed = kNeeded,
                          .first = "ref,item,day,time and perhaps phone,person,precheck",
                          .objects = R"([{"ref", "item", "day", "time"}, …].)",
                          .lines_most = kLinesMost};

std::vector<ImportLine> appointments_of(std::vector<TableLine> table,
                                        const HallClock& clock,
                                        const std::string& key) {
    std::vector<ImportLine> lines;
    lines.reserve(table.size());
    for (TableLine& one : table) {
        if (!one.field.empty()) {
            lines.push_back({.line = one.line,
                             .reference = std::move(one.cells.front()),
                             .order = {},
                             .field = std::move(one.field),
                             .fault = std::move(one.fault)});
            continue;
        }
        Cells cells;
        std::ranges::move(one.cells, cells.begin());
        lines.push_back(line_of(one.line, cells, clock, key));
    }
    return lines;
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
    return lines_from_csv(text, kForm).map([&](std::vector<TableLine> lines) {
        return appointments_of(std::move(lines), clock, key);
    });
}

sync::Result<std::vector<ImportLine>> appointments_from_json(std::string_view text,
                                                             const HallClock& clock,
                                                             const std::string& key) {
    return lines_from_json(text, kForm).map([&](std::vector<TableLine> lines) {
        return appointments_of(std::move(lines), clock, key);
    });
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
