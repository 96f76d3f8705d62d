// SPDX-License-Identifier: Apache-2.0
#include "sync/service/figure_views.h"

#include "sync/wire_json.h"

namespace hall::service {

using sync::Json;

Json figures_form(const Figures& figures) {
    Json counts = Json::object();
    for (std::size_t i = 0; i < kCounts; ++i) {
        const auto count = static_cast<Count>(i);
        counts[std::string(name_of(count))] = figures[count];
    }
    Json rates = Json::object();
    for (const Rate rate : kRates) {
        const Share share = share_of(figures, rate);
        Json form{{"part", share.part}, {"whole", share.whole}, {"short", share.short_of_whole()}};
        const auto points = share.basis_points();
        form["points"] = points ? Json(*points) : Json(nullptr);
        rates[std::string(name_of(rate))] = std::move(form);
    }
    return {{"counts", std::move(counts)}, {"rates", std::move(rates)}};
}

Json figures_answer(const FigureAsk& ask,
                    FigureBy by,
                    const std::map<std::string, Figures>& groups) {
    Figures total;
    Json list = Json::array();
    for (const auto& [key, figures] : groups) {
        total += figures;
        Json form = figures_form(figures);
        form["key"] = key;
        list.push_back(std::move(form));
    }
    return {{"from", text_of(ask.days.from)},
            {"to", text_of(ask.days.to)},
            {"by", name_of(by)},
            {"total", figures_form(total)},
            {"groups", std::move(list)}};
}

Json row_form(const Behind& one, const Words& words) {
    if (one.file != nullptr) {
        Json form = case_form(*one.file);
        form["day"] = text_of(one.day);
        form["row"] = "case";
        return form;
    }
    const ServiceRow& row = *one.service;
    Json form{{"row", "service"},
              {"day", text_of(one.day)},
              {"number", label_of(row.number)},
              {"ticket", text_of(row.ticket)},
              {"queue", words.word(row.queue)},
              {"item", words.word(row.item)},
              {"counter", words.word(row.counter)},
              {"clerk", words.word(row.clerk)},
              {"called", millis_of(row.called)},
              {"records", row.records}};
    if (row.wait_s != kNever) {
        form["wait_s"] = row.wait_s;
    }
    if (row.service_s != kNever) {
        form["service_s"] = row.service_s;
    }
    if (row.grade != 0) {
        form["grade"] = row.grade;
        form["rated_after_ms"] = row.rated_after_ms;
    }
    return form;
}

Json watch_form(const Watch& watch, const DaySpan& days, const Words& words) {
    const auto list_of = [](const auto& all, auto form_of) {
        Json list = Json::array();
        for (const auto& one : all) {
            if (list.size() == kWatchRowsMost) {
                break;
            }
            list.push_back(form_of(one));
        }
        return Json{{"total", all.size()}, {"rows", std::move(list)}};
    };
    const auto silent_form = [](const Silent& one) {
        return Json{{"key", one.key}, {"served", one.served}};
    };
    Json form{{"from", text_of(days.from)}, {"to", text_of(days.to)}, {"delays", watch.delays}};
    form["counter_days"] = list_of(watch.days, [](const CounterDay& one) {
        return Json{{"day", text_of(one.day)},
                    {"counter", one.counter},
                    {"served", one.served},
                    {"registered", one.registered}};
    });
    form["silent_counters"] = list_of(watch.silent_counters, silent_form);
    form["silent_departments"] = list_of(watch.silent_departments, silent_form);
    form["batches"] = list_of(watch.batches, [](const Batch& one) {
        return Json{{"counter", one.counter},
                    {"from", millis_of(one.from)},
                    {"to", millis_of(one.to)},
                    {"cases", one.cases.size()},
                    {"first", one.cases.front()->number.value},
                    {"last", one.cases.back()->number.value}};
    });
    form["fast_ratings"] = list_of(watch.fast, [](const FastRatings& one) {
        return Json{{"counter", one.counter}, {"fast", one.fast}, {"rated", one.rated}};
    });
    form["unrecorded"] =
        list_of(watch.unrecorded, [&](const Behind& one) { return row_form(one, words); });
    return form;
}

Json case_form(const CaseFile& file) {
    Json form = sync::json_of(file);
    Json documents = Json::array();
    for (const CaseDocument document : kCaseDocuments) {
        if (file.has(document)) {
            documents.push_back(name_of(document));
        }
    }
    form["documents"] = std::move(documents);
    form["on_time"] = file.is_on_time();
    form["early"] = file.is_early();
    form["on_site"] = file.is_on_site();
    form["filed"] = file.is_filed();
    return form;
}

}  // namespace hall::service
