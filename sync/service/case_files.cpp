// SPDX-License-Identifier: Apache-2.0
#include "sync/service/case_files.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "sync/service/appointment_files.h"

namespace hall::service {

namespace {

constexpr std::array<std::string_view, 11> kColumns{"number", "stage",     "at",      "item",
                                                    "place",  "exemption", "counter", "clerk",
                                                    "reason", "documents", "grade"};
constexpr TableForm kForm{
    .columns = kColumns,
    .needed = 3,
    .first =
        "number,stage,at and perhaps item,place,exemption,counter,clerk,reason,documents,grade",
    .objects = R"([{"number", "stage", "at"}, …].)",
    .lines_most = kCaseLinesMost};
constexpr std::size_t kNumberMost = 64;
constexpr std::size_t kIdMost = 32;

// The words of the six stages as the software of either side of the strait writes them.
constexpr std::array<std::pair<std::string_view, CaseStage>, 12> kStageWords{
    {{"諮詢", CaseStage::consulted},
     {"咨询", CaseStage::consulted},
     {"申請", CaseStage::applied},
     {"申请", CaseStage::applied},
     {"受理", CaseStage::accepted},
     {"審批", CaseStage::reviewed},
     {"审批", CaseStage::reviewed},
     {"辦結", CaseStage::closed},
     {"办结", CaseStage::closed},
     {"制證", CaseStage::closed},
     {"取件", CaseStage::collected},
     {"领取", CaseStage::collected}}};

struct Fault {
    std::string_view field;
    std::string_view detail;
};

bool read_news(const std::string& word, CaseLine& line) {
    const auto* const known =
        std::ranges::find(kStageWords, word, &std::pair<std::string_view, CaseStage>::first);
    const auto stage =
        known != kStageWords.end() ? std::optional{known->second} : case_stage_from(word);
    line.stage = stage.value_or(line.stage);
    line.news = stage              ? CaseNews::stage
                : word == "stop"   ? CaseNews::stop
                : word == "resume" ? CaseNews::resume
                                   : CaseNews::filed;
    return line.news != CaseNews::filed || word == "filed";
}

// "2026-11-24 09:30" or "2026-11-24T09:30:15", in the hall's time.
std::optional<Moment> moment_from_text(std::string_view text, const HallClock& clock) {
    constexpr std::size_t kDayLength = 10;
    constexpr std::size_t kToMinute = 16;
    constexpr std::size_t kToSecond = 19;
    if ((text.size() != kToMinute && text.size() != kToSecond) ||
        (text[kDayLength] != ' ' && text[kDayLength] != 'T')) {
        return std::nullopt;
    }
    const auto minute =
        moment_at(clock, text.substr(0, kDayLength), text.substr(kDayLength + 1, 5));
    if (!minute || text.size() == kToMinute) {
        return minute;
    }
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (text[16] != ':' || !is_digit(text[17]) || !is_digit(text[18]) || text[17] > '5') {
        return std::nullopt;
    }
    return *minute + std::chrono::seconds{(text[17] - '0') * 10 + (text[18] - '0')};
}

bool read_documents(std::string_view text, std::vector<CaseDocument>& documents) {
    while (!text.empty()) {
        const std::string_view word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        const auto document = case_document_from(word);
        if (!word.empty() && !document) {
            return false;
        }
        if (document) {
            documents.push_back(*document);
        }
    }
    return true;
}

bool read_grade(const std::string& text, std::optional<int>& grade) {
    if (text.empty()) {
        return true;
    }
    grade = text[0] - '0';
    return text.size() == 1 && *grade >= kGradeBest && *grade <= kGradeWorst;
}

std::optional<Fault> read_line(const std::vector<std::string>& cells,
                               const HallClock& clock,
                               CaseLine& line) {
    const auto is_id = [&](std::size_t column) { return cells[column].size() <= kIdMost; };
    const auto at = moment_from_text(cells[2], clock);
    const auto place =
        cells[4].empty() ? std::optional{CasePlace::hall} : case_place_from(cells[4]);
    if (cells[0].empty() || cells[0].size() > kNumberMost) {
        return Fault{"number", "Write the case's number, at most 64 bytes."};
    }
    if (!read_news(cells[1], line)) {
        return Fault{"stage",
                     "Write consulted, applied, accepted, reviewed, closed, collected, "
                     "stop, resume or filed."};
    }
    if (!at) {
        return Fault{"at", "Write when it was as 2026-11-24 09:30."};
    }
    if (!place) {
        return Fault{"place", "Write hall or outside."};
    }
    if (!is_id(3) || !is_id(6) || !is_id(7)) {
        return Fault{"line", "The codes of items, counters and clerks have at most 32 bytes."};
    }
    if (line.news == CaseNews::stop && cells[8].empty()) {
        return Fault{"reason", "Write why the clock stops: a hearing, a test, an extension."};
    }
    if (!read_documents(cells[9], line.documents)) {
        return Fault{"documents",
                     "Write application, acceptance, review, decision, delivery, with blanks "
                     "between."};
    }
    if (!read_grade(cells[10], line.grade)) {
        return Fault{"grade", "Write a grade from 1 (very satisfied) to 5, or nothing."};
    }
    line.number = CaseNumber{cells[0]};
    line.at = *at;
    line.item = ItemId{cells[3]};
    line.place = *place;
    line.exemption = cells[5];
    line.counter = CounterId{cells[6]};
    line.clerk = ClerkId{cells[7]};
    line.reason = cells[8];
    return std::nullopt;
}

std::vector<CaseImportLine> cases_of(std::vector<TableLine> table, const HallClock& clock) {
    std::vector<CaseImportLine> lines;
    lines.reserve(table.size());
    for (TableLine& one : table) {
        CaseImportLine& line = lines.emplace_back();
        line.line = one.line;
        line.number = one.cells.front();
        line.field = std::move(one.field);
        line.fault = std::move(one.fault);
        CaseLine order;
        if (!line.field.empty()) {
            continue;
        }
        if (const auto fault = read_line(one.cells, clock, order)) {
            line.field = fault->field;
            line.fault = fault->detail;
        } else {
            line.order = std::move(order);
        }
    }
    return lines;
}

}  // namespace

sync::Result<std::vector<CaseImportLine>> cases_from_csv(std::string_view text,
                                                         const HallClock& clock) {
    return lines_from_csv(text, kForm).map([&](std::vector<TableLine> lines) {
        return cases_of(std::move(lines), clock);
    });
}

sync::Result<std::vector<CaseImportLine>> cases_from_json(std::string_view text,
                                                          const HallClock& clock) {
    return lines_from_json(text, kForm).map([&](std::vector<TableLine> lines) {
        return cases_of(std::move(lines), clock);
    });
}

}  // namespace hall::service
