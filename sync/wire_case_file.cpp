// SPDX-License-Identifier: Apache-2.0
// Cases with their stages as JSON: in the log, and for those who may see them.
#include "sync/wire_json.h"

namespace hall::sync {

namespace {

constexpr std::size_t kWordMax = 200;
constexpr std::int64_t kDocumentsMost = (1 << kCaseDocuments.size()) - 1;
constexpr std::size_t kStopsInFileMost = 100;

Json json_of(const CaseStep& step) {
    Json json{{"stage", hall::name_of(step.stage)},
              {"at", millis_of(step.at)},
              {"day", hall::text_of(step.day)},
              {"place", hall::name_of(step.place)}};
    if (!step.exemption.empty()) {
        json["exemption"] = step.exemption;
        json["exempt"] = step.exempt;
    }
    if (!step.counter.empty()) {
        json["counter"] = step.counter.value;
    }
    if (!step.clerk.empty()) {
        json["clerk"] = step.clerk.value;
    }
    return json;
}

Json json_of(const CaseStop& stop) {
    Json json{{"reason", stop.reason}, {"from", hall::text_of(stop.from)}};
    if (stop.to) {
        json["to"] = hall::text_of(*stop.to);
    }
    return json;
}

std::optional<Day> day_or_none(Fields& fields, const char* key) {
    return fields.part_or_none(key) == nullptr ? std::nullopt
                                               : std::optional{day_field(fields, key)};
}

CaseStep step_from(Fields& fields) {
    const auto stage = case_stage_from(fields.text("stage"));
    const auto place = case_place_from(fields.text("place"));
    if (!stage || !place) {
        fields.fault("stage", "a stage, and hall or outside");
    }
    return {.stage = stage.value_or(CaseStage::accepted),
            .at = moment_from(fields.number("at")),
            .day = day_field(fields, "day"),
            .place = place.value_or(CasePlace::hall),
            .exemption = fields.text_or("exemption", "", kWordMax),
            .exempt = fields.flag("exempt", false),
            .counter = CounterId{fields.text_or("counter", "")},
            .clerk = ClerkId{fields.text_or("clerk", "")}};
}

CaseStop stop_from(Fields& fields) {
    return {fields.text_or("reason", "", kReasonMax), day_field(fields, "from"),
            day_or_none(fields, "to")};
}

template <typename Value, typename Read>
std::vector<Value> list_from(Fields& fields, const char* key, std::size_t most, Read read) {
    std::vector<Value> values;
    const Json* list = array_field(fields, key, most);
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
        Fields one{(*list)[i], key};
        values.push_back(read(one));
        if (!one.ok()) {
            fields.fault(key, one.error().value().detail);
        }
    }
    return values;
}

Result<CaseFile> case_file_from(const Json& json, const std::string& where) {
    Fields fields{json, where};
    CaseFile file;
    file.number = CaseNumber{fields.text("number")};
    file.item = ItemId{fields.text_or("item", "")};
    const auto kind = case_kind_from(fields.text("kind"));
    if (!kind) {
        fields.fault("kind", "prompt, promised or unknown");
    }
    file.kind = kind.value_or(CaseKind::unknown);
    file.steps = list_from<CaseStep>(fields, "steps", kCaseStages.size(), step_from);
    file.stops = list_from<CaseStop>(fields, "stops", kStopsInFileMost, stop_from);
    file.due = day_or_none(fields, "due");
    file.documents = static_cast<std::uint8_t>(fields.number("documents", 0, kDocumentsMost));
    if (fields.part_or_none("ticket") != nullptr) {
        file.ticket = uuid_field(fields, "ticket");
    }
    if (fields.part_or_none("grade") != nullptr) {
        file.grade = static_cast<int>(fields.number("grade", kGradeBest, kGradeWorst));
    }
    file.source = fields.text_or("source", "");
    file.registered = moment_from(fields.number("registered"));
    if (!fields.ok()) {
        return fields.error();
    }
    return file;
}

}  // namespace

Json json_of(const CaseFile& file) {
    Json steps = Json::array();
    for (const CaseStep& step : file.steps) {
        steps.push_back(json_of(step));
    }
    Json stops = Json::array();
    for (const CaseStop& stop : file.stops) {
        stops.push_back(json_of(stop));
    }
    Json json{{"number", file.number.value},
              {"item", file.item.value},
              {"kind", hall::name_of(file.kind)},
              {"steps", std::move(steps)},
              {"stops", std::move(stops)},
              {"documents", file.documents},
              {"source", file.source},
              {"registered", millis_of(file.registered)}};
    if (file.due) {
        json["due"] = hall::text_of(*file.due);
    }
    if (file.ticket) {
        json["ticket"] = hall::text_of(*file.ticket);
    }
    if (file.grade) {
        json["grade"] = *file.grade;
    }
    return json;
}

Json json_of(const CaseChanged& changed) {
    return {{"file", json_of(changed.file)}, {"by", changed.by}};
}

Result<CaseChanged> case_changed_from(const Json& json, const std::string& where) {
    Fields fields{json, where};
    auto file = case_file_from(fields.part("file"), "file");
    if (!file) {
        return tl::make_unexpected(file.error());
    }
    CaseChanged changed{std::move(*file), fields.text_or("by", "")};
    if (!fields.ok()) {
        return fields.error();
    }
    return changed;
}

}  // namespace hall::sync
