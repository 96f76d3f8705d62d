// SPDX-License-Identifier: Apache-2.0
// The audit log over HTTP: newest first, page by page, or as a table.
#include <array>
#include <charconv>

#include "sync/json.h"
#include "sync/service/csv.h"
#include "sync/service/service.h"

namespace hall::service {

using sync::Json;

namespace {

constexpr std::size_t kPageMost = 500;
constexpr std::size_t kTableMost = 20'000;  // A month of a county hall; 4 MB.
constexpr std::size_t kFilterMost = 64;

Json json_of(const AuditRow& row) {
    return {{"lsn", row.lsn},
            {"at", millis_of(row.at)},
            {"by", row.by},
            {"from", row.from},
            {"action", row.action},
            {"subject", row.subject},
            {"detail", Json::parse(row.detail, nullptr, false)},
            {"chain", row.chain}};
}

std::vector<AuditRow> rows_of(sync::Journal& log, const std::vector<AuditIndex::Place>& places) {
    std::vector<AuditRow> rows;
    for (const AuditIndex::Place& place : places) {
        const auto entries = log.read(place.lsn - 1, 1);
        if (!entries || entries->empty()) {
            continue;  // Decided and not yet on the disk.
        }
        if (auto row = audit_row(entries->front(), place.by)) {
            rows.push_back(std::move(*row));
        }
    }
    return rows;
}

}  // namespace

void Service::get_audit(const Request& request, const Who& /*asking*/) {
    const bool as_table = request.query("format").value_or("json") == "csv";
    const std::size_t most = as_table ? kTableMost : kPageMost;
    AuditIndex::Ask ask{.limit = as_table ? most : 100};
    const auto number = [&](const char* name, auto& value) {
        const std::string_view text = request.query(name).value_or("");
        const char* end = text.data() + text.size();
        const auto parsed = std::from_chars(text.data(), end, value);
        return text.empty() || (parsed.ec == std::errc{} && parsed.ptr == end && value > 0);
    };
    ask.by = request.query("by").value_or("");
    ask.action = request.query("action").value_or("");
    if (!number("before", ask.before) || !number("limit", ask.limit) || ask.limit > most ||
        ask.by.size() > kFilterMost || ask.action.size() > kFilterMost) {
        server_.reply(request.id, problem(400, "bad_request",
                                          "before: a place in the log; limit: from 1 to " +
                                              std::to_string(most) + "; by, action: short words"));
        return;
    }
    // What was decided a moment ago is read from the disk, so it has to be there.
    when_written([this, id = request.id, as_table, ask] { read_audit(id, ask, as_table); });
}

void Service::read_audit(RequestId id, const AuditIndex::Ask& ask, bool as_table) {
    const bool taken = background_.submit([this, id, as_table, limit = ask.limit,
                                           places = audit_.find(ask)](
                                              sync::Journal* log) -> std::function<void()> {
        if (log == nullptr) {
            return [this, id] { refuse(id, 500, "internal"); };
        }
        const auto rows = rows_of(*log, places);
        return [this, id,
                answer = as_table ? audit_table(rows) : audit_page(rows, places, limit)]() mutable {
            server_.reply(id, std::move(answer));
        };
    });
    if (!taken) {
        server_.reply(id, come_back(503, "busy", "Others are reading; come back."));
    }
}

Response Service::audit_page(const std::vector<AuditRow>& rows,
                             const std::vector<AuditIndex::Place>& places,
                             std::size_t limit) {
    Json list = Json::array();
    for (const AuditRow& row : rows) {
        list.push_back(json_of(row));
    }
    Json body{{"entries", std::move(list)}};
    if (places.size() == limit) {
        body["next"] = places.back().lsn;
    }
    return json_response(200, body.dump());
}

Response Service::audit_table(const std::vector<AuditRow>& rows) {
    std::string table{kCsvStart};
    add_csv_line(table, std::array<std::string, 8>{"lsn", "at_ms", "by", "from", "action",
                                                   "subject", "detail", "chain"});
    for (const AuditRow& row : rows) {
        add_csv_line(table, std::array<std::string, 8>{
                                std::to_string(row.lsn), std::to_string(millis_of(row.at)), row.by,
                                row.from, row.action, row.subject, row.detail, row.chain});
    }
    return {.content_type = "text/csv; charset=utf-8",
            .body = body_of(std::move(table)),
            .headers = {{"Content-Disposition", "attachment; filename=\"audit.csv\""}}};
}

}  // namespace hall::service
