// SPDX-License-Identifier: Apache-2.0
// The core's dealings with cases: recorded at a counter, and brought in by file.
#include "sync/json.h"
#include "sync/service/core.h"

namespace hall::service {

using sync::Json;

namespace {

// What was taken, and yet will not count as whoever sent it may think.
std::string_view note_on(const CaseLine& line, const CaseFile& file) {
    const CaseStep* step = file.step(line.stage);
    const bool is_outside = line.news == CaseNews::stage && step != nullptr &&
                            step->place == CasePlace::outside && !step->exempt;
    return is_outside ? "not_exempt" : "";
}

}  // namespace

CaseView Core::case_view(const CaseBook& book, std::string source) const {
    return {.book = book,
            .content = *settings_.content,
            .day_of = settings_.day_of,
            .source = std::move(source),
            .now = now_};
}

void Core::on(const CaseArrived& arrived) {
    if (answer_again(arrived.request, arrived.order.cmd, arrived.fingerprint)) {
        return;
    }
    Answer result = record_case(arrived.order);
    emit({now_, CommandDone{arrived.order.cmd, arrived.fingerprint, result.status, result.body}});
    answer(arrived.request, std::move(result));
}

Core::Answer Core::record_case(const CaseOrder& order) {
    auto record = decide_case(book_, *settings_.content, order, now_);
    if (!record) {
        return refused(record.error());
    }
    const Ticket& ticket = *book_.ticket(record->ticket);
    auto file =
        case_of_record(case_view(book_.cases(), "counter"), *record, ticket.item, ticket.ended);
    const TicketId id = ticket.id;
    emit({now_, CaseRecorded{std::move(*record)}});
    if (file) {
        emit({now_, CaseChanged{std::move(*file), {}}});
    }
    keep_lease(order.counter);
    return {200, Json{{"ticket", Json::parse(sync::public_ticket(*book_.ticket(id)))}}.dump()};
}

// Line by line on copies of the cases that the file is about, so that its lines may build on one
// another; a case that it changes is one event, however many lines did.
void Core::on(const CaseImportAsked& asked) {
    CaseBook trial;
    const CaseView view = case_view(trial, asked.source);
    Json told = Json::array();
    int taken = 0;
    int known = 0;
    for (const CaseImportLine& line : asked.lines) {
        const auto tell = [&](std::string_view result, std::string_view why, const Json& rest) {
            Json row{
                {"line", line.line}, {"number", line.number}, {"result", result}, {"why", why}};
            row.update(rest);
            told.push_back(std::move(row));
        };
        if (!line.order) {
            tell("refused", "bad_line", {{"field", line.field}, {"detail", line.fault}});
            continue;
        }
        const CaseNumber& number = line.order->number;
        if (const CaseFile* file = book_.cases().find(number);
            file != nullptr && trial.find(number) == nullptr) {
            trial.put(*file);
        }
        auto file = decide_case_line(view, *line.order);
        if (!file) {
            tell("refused", name_of(file.error()), Json::object());
            continue;
        }
        const CaseFile* before = trial.find(number);
        const bool is_news = before == nullptr || *before != *file;
        (is_news ? taken : known) += 1;
        if (const auto note = note_on(*line.order, *file); !note.empty()) {
            tell(is_news ? "taken" : "known", note, Json::object());
        }
        trial.put(std::move(*file));
    }
    int changed = 0;
    for (const auto& [number, file] : trial.all()) {
        const CaseFile* before = book_.cases().find(number);
        if (before != nullptr && *before == file) {
            continue;
        }
        ++changed;
        if (!asked.on_trial) {
            emit({now_, CaseChanged{file, asked.by}});
        }
    }
    const auto all = static_cast<int>(asked.lines.size());
    answer(asked.request, {200, Json{{"dry_run", asked.on_trial},
                                     {"taken", taken},
                                     {"known", known},
                                     {"refused", all - taken - known},
                                     {"cases", changed},
                                     {"lines", std::move(told)}}
                                    .dump()});
}

}  // namespace hall::service
