// SPDX-License-Identifier: Apache-2.0
// A number asked for, there and back; and what an appointment is in the log.
#include "sync/wire_json.h"

namespace hall::sync {

namespace {

constexpr std::size_t kMessageMax = std::size_t{64} * 1024;
constexpr std::size_t kCodeTextMax = 128;  // Of an appointment, as it was scanned.
constexpr std::size_t kHashMax = 64;

Band band_or_walk_in(Fields& fields) {
    return fields.part_or_none("band") == nullptr ? Band::walk_in : band_field(fields, "band");
}

template <typename Value>
Result<Value> finished(const Fields& fields, Value value) {
    if (!fields.ok()) {
        return fields.error();
    }
    return value;
}

}  // namespace

std::string encode(const AllocAsk& ask) {
    Json json{{"ticket", hall::text_of(ask.ticket)},
              {"queue", ask.queue.value},
              {"band", name_of(ask.band)},
              {"device", ask.device.value},
              {"epoch", ask.epoch},
              {"boot", ask.boot}};
    if (!ask.appointment.empty()) {
        json["appointment"] = ask.appointment;
    }
    return json.dump();
}

Result<AllocAsk> decode_alloc(std::string_view text) {
    const auto json = parse_json(text, kMessageMax);
    if (!json) {
        return tl::make_unexpected(json.error());
    }
    Fields fields{*json, "alloc"};
    std::string appointment = fields.text_or("appointment", "", kCodeTextMax);
    // A check-in goes where its appointment goes.
    std::string queue = appointment.empty() ? fields.text("queue") : fields.text_or("queue", "");
    AllocAsk ask{uuid_field(fields, "ticket"), QueueId{std::move(queue)},
                 band_or_walk_in(fields),      DeviceId{fields.text("device")},
                 fields.number("epoch"),       fields.number("boot"),
                 std::move(appointment)};
    return finished(fields, std::move(ask));
}

std::string encode_reserved(const NumberChanged& number,
                            std::int64_t hub_epoch,
                            const CheckIn* check_in) {
    Json json = json_of(number);
    json["hub_epoch"] = hub_epoch;
    if (check_in != nullptr) {
        const Appointment& mine = check_in->appointment;
        json["appointment"] = {{"id", hall::text_of(mine.id)},
                               {"item", mine.item.value},
                               {"arrival", name_of(check_in->arrival)},
                               {"prechecked", mine.precheck == Precheck::passed}};
        if (check_in->due) {
            json["appointment"]["due"] = millis_of(*check_in->due);
        }
    }
    return json.dump();
}

Result<NumberChanged> decode_reserved(std::string_view text) {
    if (const auto hub = decode_hub_epoch(text); !hub) {
        return tl::make_unexpected(hub.error());
    }
    return number_changed_from(parse_json(text, kMessageMax).value(), "reserved");
}

Result<std::optional<ReservedFor>> decode_reserved_for(std::string_view text) {
    const auto json = parse_json(text, kMessageMax);
    if (!json) {
        return tl::make_unexpected(json.error());
    }
    const auto part = json->find("appointment");
    if (!json->is_object() || part == json->end()) {
        return std::optional<ReservedFor>{};
    }
    Fields fields{*part, "appointment"};
    const auto arrival = arrival_from(fields.text("arrival"));
    if (!arrival) {
        fields.fault("arrival", "early, on_time or late");
    }
    ReservedFor read{uuid_field(fields, "id"), ItemId{fields.text("item")},
                     arrival.value_or(Arrival::on_time), moment_or_none(fields, "due"),
                     fields.flag("prechecked", false)};
    if (!fields.ok()) {
        return fields.error();
    }
    return std::optional{std::move(read)};
}

Json json_of(const Appointment& appointment) {
    Json json{{"id", hall::text_of(appointment.id)},
              {"code", appointment.code},
              {"item", appointment.item.value},
              {"queue", appointment.queue.value},
              {"day", hall::text_of(appointment.day)},
              {"from", millis_of(appointment.from)},
              {"to", millis_of(appointment.to)},
              {"state", name_of(appointment.state)},
              {"precheck", name_of(appointment.precheck)},
              {"contact", appointment.contact},
              {"tail", appointment.tail},
              {"source", appointment.source},
              {"booked", millis_of(appointment.booked)},
              {"version", appointment.version}};
    if (appointment.ticket) {
        json["ticket"] = hall::text_of(*appointment.ticket);
        json["number"] = label_of(appointment.number);
    }
    return json;
}

Result<AppointmentChanged> appointment_changed_from(const Json& json, const std::string& where) {
    Fields outer{json, where};
    const auto action = appointment_action_from(outer.text("action"));
    AppointmentChanged changed{.by = outer.text_or("by", "")};
    Fields fields{outer.part("appointment"), where + "/appointment"};
    const auto state = appointment_state_from(fields.text("state"));
    const auto precheck = precheck_from(fields.text("precheck"));
    if (!action || !state || !precheck) {
        fields.fault("state", "with action and precheck known words");
    }
    Appointment& read = changed.appointment;
    changed.action = action.value_or(AppointmentAction::booked);
    read.id = uuid_field(fields, "id");
    read.code = fields.text("code");
    read.item = ItemId{fields.text("item")};
    read.queue = QueueId{fields.text("queue")};
    read.day = day_field(fields, "day");
    read.from = moment_from(fields.number("from"));
    read.to = moment_from(fields.number("to"));
    read.state = state.value_or(AppointmentState::booked);
    read.precheck = precheck.value_or(Precheck::none);
    read.contact = fields.text_or("contact", "", kHashMax);
    read.tail = fields.text_or("tail", "", kHashMax);
    read.source = fields.text_or("source", "");
    read.booked = moment_from(fields.number("booked"));
    read.version = fields.number("version", 1);
    if (fields.part_or_none("ticket") != nullptr) {
        read.ticket = uuid_field(fields, "ticket");
        read.number = number_field(fields, "number");
    }
    if (!outer.ok()) {
        return outer.error();
    }
    return finished(fields, std::move(changed));
}

}  // namespace hall::sync
