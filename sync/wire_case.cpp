// SPDX-License-Identifier: Apache-2.0
// Case records as JSON: whole in the log, and without their numbers for everybody else.
#include "sync/wire_json.h"

namespace hall::sync {

namespace {

constexpr std::size_t kMessageMax = 4096;
constexpr std::size_t kNumberMax = 64;  // The longest in use is 22 characters; bytes here.

CaseResult result_field(Fields& fields) {
    const auto result = case_result_from(fields.text("result"));
    if (!result) {
        fields.fault("result", "accepted, closed, refused or advised");
    }
    return result.value_or(CaseResult::closed);
}

}  // namespace

Json json_of(const CaseRecord& record, Audience audience) {
    Json json{{"id", hall::text_of(record.id)},   {"ticket", hall::text_of(record.ticket)},
              {"day", hall::text_of(record.day)}, {"result", hall::name_of(record.result)},
              {"counter", record.counter.value},  {"nth", record.nth},
              {"at", millis_of(record.at)}};
    if (!record.item.empty()) {
        json["item"] = record.item.value;
    }
    if (audience == Audience::log) {
        json["clerk"] = record.clerk.value;
        json["number"] = record.number;
    }
    return json;
}

Result<CaseRecord> case_record_from(const Json& json, const std::string& where) {
    Fields fields{json, where};
    CaseRecord record;
    record.id = uuid_field(fields, "id");
    record.ticket = uuid_field(fields, "ticket");
    record.day = day_field(fields, "day");
    record.item = ItemId{fields.text_or("item", "")};
    record.number = fields.text_or("number", "");
    record.result = result_field(fields);
    record.counter = CounterId{fields.text("counter")};
    record.clerk = ClerkId{fields.text_or("clerk", "")};
    record.nth = static_cast<int>(fields.number("nth", 1, kCasesMost));
    record.at = moment_from(fields.number("at"));
    if (!fields.ok()) {
        return fields.error();
    }
    return record;
}

Result<CaseOrder> decode_case(std::string_view text) {
    const auto json = parse_json(text, kMessageMax);
    if (!json) {
        return tl::make_unexpected(json.error());
    }
    Fields fields{*json, "case"};
    CaseOrder order;
    order.cmd = uuid_field(fields, "cmd");
    if (fields.part_or_none("ticket") != nullptr) {
        order.ticket = uuid_field(fields, "ticket");
    }
    order.item = ItemId{fields.text_or("item", "")};
    order.number = fields.text_or("number", "", kNumberMax);
    order.result = result_field(fields);
    order.counter = CounterId{fields.text_or("counter", "")};
    if (!fields.ok()) {
        return fields.error();
    }
    return order;
}

}  // namespace hall::sync
