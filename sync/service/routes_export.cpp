// SPDX-License-Identifier: Apache-2.0
// The hall's records as files: GET /export/{what}.
#include "sync/service/appointment_files.h"
#include "sync/service/case_tables.h"
#include "sync/service/exports.h"
#include "sync/service/routing.h"
#include "sync/service/service.h"

namespace hall::service {

namespace {

constexpr std::size_t kWhatPart = 4;  // Of /v1/halls/{hall}/export/{what}

Response file_of_sheet(const Sheet& sheet, const std::string& name, bool as_table) {
    if (!as_table) {
        return json_response(200, json_of(sheet));
    }
    return {.content_type = "text/csv; charset=utf-8",
            .body = body_of(csv_of(sheet)),
            .headers = {{"Content-Disposition", "attachment; filename=\"" + name + ".csv\""}}};
}

}  // namespace

void Service::get_export(const Request& request, const Who& asking) {
    const std::string what{part_of(request.path, kWhatPart)};
    const bool as_table = request.query("format").value_or("csv") == "csv";
    const auto from = day_from(request.query("from").value_or("2000-01-01"));
    const auto to = day_from(request.query("to").value_or("2099-12-31"));
    if (!from || !to) {
        server_.reply(request.id, problem(400, "bad_request", "from, to: days like 2026-11-23"));
        return;
    }
    if (what == "staff") {
        server_.reply(request.id, file_of_sheet(staff_table(core_.hall()), what, as_table));
        return;
    }
    if (what == "guide-gaps") {
        const Sheet gaps = guide_gaps_table(*settings_.content);
        server_.reply(request.id, file_of_sheet(gaps, what, as_table));
        return;
    }
    if (what == "appointments") {
        administer(0, asking.clerk.value, request.peer,
                   {.action = "records.exported", .subject = what}, "");
        const Sheet table =
            appointments_table(core_.appointments(settings_.now()), Days{*from, *to});
        hold(request.id, file_of_sheet(table, what, as_table));
        return;
    }
    if (what == "case-files") {
        administer(0, asking.clerk.value, request.peer,
                   {.action = "records.exported", .subject = what}, "");
        hold(request.id, file_of_sheet(case_files_table(core_.book().cases(), Days{*from, *to}),
                                       what, as_table));
        return;
    }
    if (what != "tickets" && what != "ratings" && what != "cases") {
        refuse(request, 404, "not_found");
        return;
    }
    // Who took the records along is on record.
    administer(0, asking.clerk.value, request.peer, {.action = "records.exported", .subject = what},
               "");
    const bool taken =
        background_.submit([this, id = request.id, what, as_table,
                            days = Days{*from, *to}](sync::Journal* log) -> std::function<void()> {
            auto sheet =
                log == nullptr
                    ? sync::Result<Sheet>{sync::fail(sync::Fault::disk, "the log cannot be read")}
                : what == "tickets" ? tickets_table(*log, days)
                : what == "cases"   ? cases_table(*log, days)
                                    : ratings_table(*log, days);
            Response answer = sheet ? file_of_sheet(*sheet, what, as_table)
                              : sheet.error().code == sync::Fault::too_large
                                  ? problem(413, "too_large", sheet.error().detail)
                                  : problem(500, "internal", sheet.error().detail);
            return [this, id, answer = std::move(answer)]() mutable {
                server_.reply(id, std::move(answer));
            };
        });
    if (!taken) {
        server_.reply(request.id, come_back(503, "busy", "Others are reading; come back."));
    }
}

}  // namespace hall::service
