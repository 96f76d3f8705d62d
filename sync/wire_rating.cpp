// SPDX-License-Identifier: Apache-2.0
// Ratings as JSON: in the log with the grade, for everybody else without.
#include <algorithm>

#include "sync/wire_json.h"

namespace hall::sync {

namespace {

constexpr std::size_t kMessageMax = 4096;
constexpr std::size_t kTokenMax = 64;
// A tablet that was cut off keeps a grade as long as a hall could still take it.
constexpr std::int64_t kAgoMaxMs = std::int64_t{kRateWithinMaxDays} * 24 * 60 * 60 * 1000;

Json reasons_json(const std::vector<RatingReason>& reasons) {
    Json list = Json::array();
    for (const RatingReason reason : reasons) {
        list.push_back(hall::name_of(reason));
    }
    return list;
}

std::vector<RatingReason> reasons_field(Fields& fields, int grade) {
    std::vector<RatingReason> reasons;
    const Json* list = fields.part_or_none("reasons");
    if (list == nullptr) {
        return reasons;
    }
    if (!list->is_array() || list->size() > kRatingReasons.size()) {
        fields.fault("reasons", "an array of known words, each once");
        return reasons;
    }
    for (const Json& one : *list) {
        const auto reason =
            one.is_string() ? rating_reason_from(one.get_ref<const std::string&>()) : std::nullopt;
        if (!reason || std::ranges::find(reasons, *reason) != reasons.end()) {
            fields.fault("reasons", "an array of known words, each once");
            return {};
        }
        reasons.push_back(*reason);
    }
    if (!reasons.empty() && grade < kGradeBad) {
        fields.fault("reasons", "none with a grade above 4");
    }
    return reasons;
}

RatingSource source_field(Fields& fields) {
    const auto source = rating_source_from(fields.text("source"));
    if (!source) {
        fields.fault("source", "tablet, evaluator or phone");
    }
    return source.value_or(RatingSource::tablet);
}

int grade_field(Fields& fields) {
    return static_cast<int>(fields.number("grade", kGradeBest, kGradeWorst));
}

// What every press says, wherever it was made.
void read_press(Fields& fields, RatingOrder& order) {
    order.id = uuid_field(fields, "id");
    order.grade = grade_field(fields);
    order.reasons = reasons_field(fields, order.grade);
}

Rating rating_from(const Json& json, Fields& outer) {
    Fields fields{json, "rating"};
    Rating rating;
    rating.id = uuid_field(fields, "id");
    rating.grade = grade_field(fields);
    rating.reasons = reasons_field(fields, rating.grade);
    rating.source = source_field(fields);
    rating.device = DeviceId{fields.text_or("device", "")};
    rating.pressed = moment_from(fields.number("pressed"));
    if (!fields.ok()) {
        outer.fault("rating", "a grade, its source and when it was pressed");
    }
    return rating;
}

template <typename Value>
Result<Value> finished(const Fields& fields, Value value) {
    if (!fields.ok()) {
        return fields.error();
    }
    return value;
}

}  // namespace

Json json_of(const ServiceDue& due, Audience audience) {
    Json json{{"ticket", hall::text_of(due.ticket)}, {"day", hall::text_of(due.day)},
              {"number", label_of(due.number)},      {"queue", due.queue.value},
              {"counter", due.counter.value},        {"finished", millis_of(due.finished)}};
    if (due.closed) {
        json["closed"] = millis_of(*due.closed);
    }
    if (audience == Audience::everyone) {
        return json;
    }
    json["item"] = due.item.value;
    json["clerk"] = due.clerk.value;
    if (due.rating) {
        json["rating"] = {{"id", hall::text_of(due.rating->id)},
                          {"grade", due.rating->grade},
                          {"reasons", reasons_json(due.rating->reasons)},
                          {"source", hall::name_of(due.rating->source)},
                          {"device", due.rating->device.value},
                          {"pressed", millis_of(due.rating->pressed)}};
    }
    return json;
}

Result<ServiceDue> service_due_from(const Json& json, const std::string& where) {
    Fields fields{json, where};
    ServiceDue due;
    due.ticket = uuid_field(fields, "ticket");
    due.day = day_field(fields, "day");
    due.number = number_field(fields, "number");
    due.queue = QueueId{fields.text("queue")};
    due.item = ItemId{fields.text_or("item", "")};
    due.counter = CounterId{fields.text("counter")};
    due.clerk = ClerkId{fields.text_or("clerk", "")};
    due.finished = moment_from(fields.number("finished"));
    due.closed = moment_or_none(fields, "closed");
    if (const Json* rating = fields.part_or_none("rating")) {
        due.rating = rating_from(*rating, fields);
    }
    return finished(fields, std::move(due));
}

std::string encode(const RatingOrder& order) {
    Json json{{"id", hall::text_of(order.id)},          {"grade", order.grade},
              {"reasons", reasons_json(order.reasons)}, {"source", hall::name_of(order.source)},
              {"device", order.device.value},           {"ago_ms", order.ago.count()}};
    if (order.ticket) {
        json["ticket"] = hall::text_of(*order.ticket);
    }
    if (order.counter) {
        json["counter"] = order.counter->value;
    }
    return json.dump();
}

Result<RatingOrder> decode_rating(std::string_view text) {
    const auto json = parse_json(text, kMessageMax);
    if (!json) {
        return tl::make_unexpected(json.error());
    }
    Fields fields{*json, "rating"};
    RatingOrder order;
    read_press(fields, order);
    order.counter = CounterId{fields.text("counter")};
    if (fields.part_or_none("ticket") != nullptr) {
        order.ticket = uuid_field(fields, "ticket");
    }
    order.source = source_field(fields);
    if (order.source == RatingSource::phone) {
        fields.fault("source", "tablet or evaluator");
    }
    order.device = DeviceId{fields.text("device", kTokenMax)};
    if (fields.part_or_none("ago_ms") != nullptr) {
        order.ago = std::chrono::milliseconds{fields.number("ago_ms", 0, kAgoMaxMs)};
    }
    return finished(fields, std::move(order));
}

Result<PhoneMessage> decode_phone(std::string_view text, PhoneAsk ask) {
    const auto json = parse_json(text, kMessageMax);
    if (!json) {
        return tl::make_unexpected(json.error());
    }
    Fields fields{*json, "phone"};
    PhoneMessage message;
    message.token = fields.text("token", kTokenMax);
    if (ask == PhoneAsk::rate) {
        read_press(fields, message.rating);
        message.rating.source = RatingSource::phone;
    } else {
        message.cmd = uuid_field(fields, "cmd");
    }
    return finished(fields, std::move(message));
}

}  // namespace hall::sync
