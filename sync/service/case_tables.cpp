// SPDX-License-Identifier: Apache-2.0
#include "sync/service/case_tables.h"

#include <algorithm>

namespace hall::service {

namespace {

std::string moment_text(const CaseStep* step) {
    return step == nullptr ? std::string{} : std::to_string(millis_of(step->at));
}

std::string day_text(const CaseStep* step) {
    return step == nullptr ? std::string{} : text_of(step->day);
}

std::string counter_text(const CaseStep* step) {
    return step == nullptr ? std::string{} : step->counter.value;
}

std::string clerk_text(const CaseStep* step) {
    return step == nullptr ? std::string{} : step->clerk.value;
}

std::string yes_if(bool holds) {
    return holds ? "1" : "0";
}

std::string count_text(const CaseFile& file, bool exempt) {
    return std::to_string(std::ranges::count_if(file.steps, [exempt](const CaseStep& step) {
        return step.place == CasePlace::outside && step.exempt == exempt;
    }));
}

std::vector<std::string> row_of(const CaseFile& file) {
    const CaseStep* accepted = file.accepted();
    const CaseStep* closed = file.closed();
    return {file.number.value,
            file.item.value,
            std::string(name_of(file.kind)),
            day_text(accepted),
            moment_text(accepted),
            counter_text(accepted),
            clerk_text(accepted),
            day_text(closed),
            moment_text(closed),
            counter_text(closed),
            clerk_text(closed),
            file.due ? text_of(*file.due) : std::string{},
            count_text(file, false),
            count_text(file, true),
            std::to_string(file.stops.size()),
            lacking_documents(file),
            file.ticket ? text_of(*file.ticket) : std::string{},
            file.grade ? std::to_string(*file.grade) : std::string{},
            file.source,
            std::to_string(millis_of(file.registered))};
}

bool is_in(Days days, const CaseStep* step) {
    return step != nullptr && days.from <= step->day && step->day <= days.to;
}

std::string seconds_text(std::int32_t n) {
    return n == kNever ? std::string{} : std::to_string(n);
}

std::vector<std::string> row_of(const Behind& one, const Words& words) {
    if (one.file != nullptr) {
        const CaseFile& file = *one.file;
        const CaseStep* step = file.closed() != nullptr ? file.closed() : file.accepted();
        return {text_of(one.day),
                "case",
                file.number.value,
                file.item.value,
                step->counter.value,
                step->clerk.value,
                "",
                "",
                file.grade ? std::to_string(*file.grade) : std::string{},
                day_text(file.accepted()),
                day_text(file.closed()),
                file.due ? text_of(*file.due) : std::string{},
                yes_if(file.is_on_time()),
                yes_if(file.is_on_site()),
                lacking_documents(file)};
    }
    const ServiceRow& row = *one.service;
    return {text_of(one.day),
            "service",
            label_of(row.number),
            words.word(row.item),
            words.word(row.counter),
            words.word(row.clerk),
            seconds_text(row.wait_s),
            seconds_text(row.service_s),
            row.grade == 0 ? std::string{} : std::to_string(row.grade),
            "",
            "",
            "",
            "",
            "",
            ""};
}

}  // namespace

std::string lacking_documents(const CaseFile& file) {
    std::string lacking;
    for (const CaseDocument document : kCaseDocuments) {
        if (!file.has(document)) {
            lacking += (lacking.empty() ? "" : " ") + std::string(name_of(document));
        }
    }
    return lacking;
}

Sheet case_files_table(const CaseBook& cases, Days days) {
    Sheet sheet{{"number",      "item",        "kind",       "accepted_day", "accepted_ms",
                 "accepted_at", "accepted_by", "closed_day", "closed_ms",    "closed_at",
                 "closed_by",   "due_day",     "outside",    "exempt",       "stops",
                 "not_filed",   "ticket",      "grade",      "source",       "registered_ms"},
                {}};
    for (const auto& [number, file] : cases.all()) {
        if (is_in(days, file.accepted()) || is_in(days, file.closed())) {
            sheet.rows.push_back(row_of(file));
        }
    }
    return sheet;
}

Sheet behind_table(const std::vector<Behind>& rows, const Words& words) {
    Sheet sheet{{"day", "kind", "number", "item", "counter", "clerk", "wait_s", "service_s",
                 "grade", "accepted", "closed", "due", "on_time", "on_site", "not_filed"},
                {}};
    for (const Behind& one : rows) {
        sheet.rows.push_back(row_of(one, words));
    }
    return sheet;
}

}  // namespace hall::service
