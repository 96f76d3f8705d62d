// SPDX-License-Identifier: Apache-2.0
#include "sync/service/table_files.h"

#include <algorithm>
#include <optional>

#include "sync/json.h"
#include "sync/service/csv.h"

namespace hall::service {

using sync::Json;

namespace {

constexpr std::string_view kTooLong = "A field holds at most 200 bytes.";

tl::unexpected<sync::Error> bad(std::string detail) {
    return sync::fail(sync::Fault::bad_message, std::move(detail));
}

tl::unexpected<sync::Error> too_many(const TableForm& form) {
    std::string most = std::to_string(form.lines_most);
    most.insert(most.size() - 3, ",");  // A form takes thousands.
    return sync::fail(sync::Fault::too_large, "A file holds at most " + most + " lines.");
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

// Where each of the form's columns stands in the file.
sync::Result<std::vector<std::size_t>> columns_of(const std::vector<std::string>& names,
                                                  const TableForm& form) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < form.columns.size(); ++i) {
        const auto found = std::ranges::find(names, form.columns[i]);
        if (found == names.end() && i < form.needed) {
            return bad("There is no column \"" + std::string(form.columns[i]) +
                       "\"; the first line names " + std::string(form.first) + ".");
        }
        places.push_back(static_cast<std::size_t>(found - names.begin()));
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

// Cut between characters, so that what is left is still UTF-8.
void clip(std::string& cell) {
    std::size_t end = kCellMost;
    while (end > 0 && (static_cast<unsigned char>(cell[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    cell.resize(end);
}

TableLine checked(TableLine line) {
    for (std::string& cell : line.cells) {
        if (cell.size() > kCellMost) {
            clip(cell);
            line.field = "line";
            line.fault = kTooLong;
        }
    }
    return line;
}

TableLine line_of_object(int no, const Json& one, const TableForm& form) {
    TableLine line{no, std::vector<std::string>(form.columns.size())};
    std::string_view wrong = one.is_object() ? "" : "line";
    for (std::size_t i = 0; i < form.columns.size() && one.is_object(); ++i) {
        const auto found = one.find(form.columns[i]);
        if (found != one.end() && found->is_string()) {
            line.cells[i] = found->get<std::string>();
        } else if (found != one.end()) {
            wrong = form.columns[i];
        }
    }
    if (!wrong.empty()) {
        line.field = wrong;
        line.fault = "Every line is an object of texts.";
        return line;
    }
    return checked(std::move(line));
}

}  // namespace

sync::Result<std::vector<TableLine>> lines_from_csv(std::string_view text, const TableForm& form) {
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
    const auto places = columns_of(*names, form);
    if (!places) {
        return tl::make_unexpected(places.error());
    }
    std::vector<TableLine> lines;
    while (!text.empty()) {
        const int no = next_line;
        auto record = take_record(text, next_line);
        if (lines.size() >= form.lines_most) {
            return too_many(form);
        }
        if (record && record->size() == 1 && record->front().empty()) {
            continue;
        }
        TableLine line{no, std::vector<std::string>(form.columns.size())};
        if (!record) {
            line.field = "line";
            line.fault = "A quote is not closed, or there are too many columns.";
            lines.push_back(std::move(line));
            continue;
        }
        for (std::size_t i = 0; i < form.columns.size(); ++i) {
            if ((*places)[i] < record->size()) {
                line.cells[i] = std::move((*record)[(*places)[i]]);
                take_apostrophe_off(line.cells[i]);
            }
        }
        lines.push_back(checked(std::move(line)));
    }
    return lines;
}

sync::Result<std::vector<TableLine>> lines_from_json(std::string_view text, const TableForm& form) {
    const auto json = sync::parse_json(text, kFileMost);
    if (!json) {
        return tl::make_unexpected(json.error());
    }
    if (!json->is_array()) {
        return bad("Send a list: " + std::string(form.objects));
    }
    if (json->size() > form.lines_most) {
        return too_many(form);
    }
    std::vector<TableLine> lines;
    for (const Json& one : *json) {
        lines.push_back(line_of_object(static_cast<int>(lines.size()) + 1, one, form));
    }
    return lines;
}

}  // namespace hall::service
