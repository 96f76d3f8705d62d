// SPDX-License-Identifier: Apache-2.0
// Figures and cases over HTTP: rates, what lies behind them, cases one by one and by file.
#include <algorithm>
#include <charconv>
#include <optional>

#include "sync/json.h"
#include "sync/service/case_files.h"
#include "sync/service/case_tables.h"
#include "sync/service/figure_views.h"
#include "sync/service/routing.h"
#include "sync/service/service.h"
#include "sync/wire_json.h"

namespace hall::service {

using sync::Json;

namespace {

constexpr std::size_t kFilterMost = 64;
constexpr std::size_t kRowsShownMost = 500;
constexpr std::size_t kCareBytesMost = 4096;

std::string filter(const Request& request, std::string_view name) {
    return std::string(request.query(name).value_or("")).substr(0, kFilterMost);
}

// Without days: the month that `today` is in.
std::optional<FigureAsk> ask_from(const Request& request, Day today) {
    const std::chrono::year_month_day date{today};
    const auto month = date.year() / date.month();
    const auto day_or = [&](std::string_view name, Day otherwise) {
        const auto text = request.query(name);
        return text ? day_from(*text) : std::optional{otherwise};
    };
    const auto from = day_or("from", Day{month / 1});
    const auto to = day_or("to", Day{(month + std::chrono::months{1}) / 1});
    if (!from || !to || *to < *from) {
        return std::nullopt;
    }
    return FigureAsk{.days = {*from, *to},
                     .counter = CounterId{filter(request, "counter")},
                     .clerk = ClerkId{filter(request, "clerk")},
                     .item = ItemId{filter(request, "item")},
                     .queue = QueueId{filter(request, "queue")},
                     .department = DepartmentId{filter(request, "department")}};
}

std::optional<std::size_t> number_from(std::string_view text, std::size_t most) {
    std::size_t value = 0;
    const char* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, value);
    return parsed.ec == std::errc{} && parsed.ptr == end && value <= most ? std::optional{value}
                                                                          : std::nullopt;
}

}  // namespace

FigureView Service::figure_view() const {
    return {.ledger = core_.ledger(),
            .cases = core_.book().cases(),
            .department_of = [this](const ItemId& id) {
                const Item* item = settings_.content->catalogue.item(id);
                return item == nullptr ? DepartmentId{} : item->department;
            }};
}

void Service::get_figures(const Request& request, const Who& /*asking*/) {
    const auto ask = ask_from(request, settings_.clock->business_day(settings_.now()));
    const auto by = figure_by_from(request.query("by").value_or("hall"));
    if (!ask || !by) {
        server_.reply(request.id,
                      problem(400, "bad_request",
                              "from, to: days like 2026-11-23, the later one is not counted; by: "
                              "hall, day, month, department, counter, clerk or item"));
        return;
    }
    hold(
        request.id,
        json_response(200, figures_answer(*ask, *by, figures_by(figure_view(), *ask, *by)).dump()));
}

void Service::get_behind_figure(const Request& request, const Who& asking) {
    const auto ask = ask_from(request, settings_.clock->business_day(settings_.now()));
    const auto count = count_from(request.query("count").value_or(""));
    const auto offset = number_from(request.query("offset").value_or("0"), kRowsMost);
    const auto limit = number_from(request.query("limit").value_or("100"), kRowsShownMost);
    if (!ask || !count || !offset || !limit) {
        server_.reply(request.id, problem(400, "bad_request",
                                          "count: a figure's word, such as late; from, to: days; "
                                          "limit: at most 500; offset: a number"));
        return;
    }
    const auto rows = rows_behind(figure_view(), *ask, *count);
    const Words& words = core_.ledger().words();
    if (request.query("format").value_or("json") == "csv") {
        administer(0, asking.clerk.value, request.peer,
                   {.action = "records.exported", .subject = std::string(name_of(*count))}, "");
        hold(request.id,
             {.content_type = "text/csv; charset=utf-8",
              .body = body_of(csv_of(behind_table(rows, words))),
              .headers = {{"Content-Disposition",
                           "attachment; filename=\"" + std::string(name_of(*count)) + ".csv\""}}});
        return;
    }
    Json list = Json::array();
    for (std::size_t i = *offset; i < rows.size() && list.size() < *limit; ++i) {
        list.push_back(row_form(rows[i], words));
    }
    hold(request.id, json_response(200, Json{{"count", name_of(*count)},
                                             {"total", rows.size()},
                                             {"offset", *offset},
                                             {"rows", std::move(list)}}
                                            .dump()));
}

void Service::get_watch(const Request& request, const Who& /*asking*/) {
    const auto ask = ask_from(request, settings_.clock->business_day(settings_.now()));
    if (!ask) {
        server_.reply(request.id, problem(400, "bad_request",
                                          "from, to: days like 2026-11-23, the later one is not "
                                          "counted"));
        return;
    }
    const auto must_record = [&](const ItemId& id) {
        const Item* item = settings_.content->catalogue.item(id);
        return item != nullptr && item->must_record;
    };
    const Watch found = watch(figure_view(), ask->days, must_record);
    hold(request.id,
         json_response(200, watch_form(found, ask->days, core_.ledger().words()).dump()));
}

void Service::get_rating_care(const Request& request, const Who& /*asking*/) {
    const Day today = settings_.clock->business_day(settings_.now());
    const auto ask = ask_from(request, today);
    if (!ask) {
        server_.reply(request.id, problem(400, "bad_request", "from, to: days like 2026-11-23"));
        return;
    }
    hold(request.id,
         json_response(200, care_form(care_, figure_view(), ask->days,
                                      WorkCalendar{settings_.content->hall.hours}, today)
                                .dump()));
}

// The day makes the row quick to find; what is filed under is the row's own subject.
void Service::post_rating_care(const Request& request, const Who& asking) {
    const auto json = sync::parse_json(request.body, kCareBytesMost);
    if (!json) {
        refuse(request, json.error());
        return;
    }
    sync::Fields fields{*json, "rating_care"};
    const Day day = sync::day_field(fields, "day");
    const std::string subject = fields.text("subject");
    const auto deed = care_deed_from(fields.text("deed"));
    const std::string text = fields.text("text", kCareTextMost);
    if (!deed) {
        fields.fault("deed", "explained, called_back or corrected");
    }
    if (!fields.ok()) {
        refuse(request, fields.error().value());
        return;
    }
    if (text.find_first_not_of(' ') == std::string::npos) {
        refuse(request, 422, "reason_missing");
        return;
    }
    const Count wanted = deed == CareDeed::explained ? Count::missed : Count::bad;
    const auto rows =
        rows_behind(figure_view(), {.days = {day, day + std::chrono::days{1}}}, wanted);
    if (std::ranges::none_of(rows,
                             [&](const Behind& one) { return care_subject(one) == subject; })) {
        refuse(request, 404, "not_found");
        return;
    }
    administer(request, asking, RatingCare::done(subject, *deed, text),
               Json{{"subject", subject}, {"deed", name_of(*deed)}}.dump());
}

void Service::get_case_file(const Request& request, const Who& /*asking*/) {
    const CaseNumber number{std::string(request.query("number").value_or(""))};
    const CaseFile* file = core_.book().cases().find(number);
    if (file == nullptr) {
        refuse(request, 404, "not_found");
        return;
    }
    hold(request.id, json_response(200, Json{{"case", case_form(*file)}}.dump()));
}

void Service::post_case_import(const Request& request, const Who& asking) {
    const std::string_view trial = request.query("dry_run").value_or("true");
    const bool is_json = request.header("content-type").starts_with("application/json");
    if (trial != "true" && trial != "false") {
        server_.reply(request.id, problem(400, "bad_request", "dry_run: true or false"));
        return;
    }
    auto lines = is_json ? cases_from_json(request.body, *settings_.clock)
                         : cases_from_csv(request.body, *settings_.clock);
    if (!lines) {
        refuse(request, lines.error());
        return;
    }
    const bool by_key = asking.kind == Who::Kind::online;
    feed(CaseImportAsked{ask_of(request), std::move(*lines), trial == "true", asking.author(),
                         by_key ? asking.author() : "import"});
}

}  // namespace hall::service
