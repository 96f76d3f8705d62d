// SPDX-License-Identifier: Apache-2.0
#include "sync/wire_json.h"

#include <algorithm>
#include <array>

#include "sync/hall/moves.h"

namespace hall::sync {

namespace {

constexpr std::array<std::string_view, 5> kPaperNames{"unknown", "printed", "unprinted",
                                                      "uncertain", "none"};
constexpr std::array<std::string_view, 3> kNumberStates{"reserved", "issued", "voided"};
constexpr std::array<std::string_view, 3> kVoidReasons{"none", "abandoned", "boot"};

constexpr std::size_t kMixMax = 128;  // Above the longest ratio that a hall may set.

void put(Json& json, const char* key, const std::optional<Moment>& moment) {
    if (moment) {
        json[key] = millis_of(*moment);
    }
}

void put(Json& json, const char* key, const std::string& text) {
    if (!text.empty()) {
        json[key] = text;
    }
}

template <typename Number>
requires std::is_arithmetic_v<Number>
void put(Json& json, const char* key, const std::optional<Number>& number) {
    if (number) {
        json[key] = *number;
    }
}

template <typename Names>
std::size_t index_field(Fields& fields, const char* key, const Names& names) {
    const std::string name = fields.text(key);
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) {
        fields.fault(key, "a known word");
        return 0;
    }
    return static_cast<std::size_t>(found - names.begin());
}

Json legs_of(const Ticket& ticket) {
    Json legs = Json::array();
    for (const Leg& leg : ticket.legs) {
        Json json{{"queue", leg.queue.value}, {"since", millis_of(leg.since)}};
        put(json, "counter", leg.counter ? leg.counter->value : std::string{});
        legs.push_back(std::move(json));
    }
    return legs;
}

template <typename IdType>
std::optional<IdType> id_or_none(Fields& fields, const char* key) {
    std::string value = fields.text_or(key, "");
    return value.empty() ? std::nullopt : std::optional{IdType{std::move(value)}};
}

TicketState state_field(Fields& fields, const char* key) {
    const auto state = ticket_state_from(fields.text(key));
    if (!state) {
        fields.fault(key, "a ticket's state");
    }
    return state.value_or(TicketState::waiting);
}

void read_legs(Fields& fields, Ticket& ticket, const std::string& where) {
    const Json* legs = fields.part_or_none("legs");
    if (legs == nullptr) {
        return;
    }
    if (!legs->is_array() || legs->size() > kLegsMax) {
        fields.fault("legs", "an array of at most 64");
        return;
    }
    for (const Json& json : *legs) {
        Fields leg{json, where + "/legs"};
        Leg read{QueueId{leg.text("queue")}, moment_from(leg.number("since")),
                 id_or_none<CounterId>(leg, "counter")};
        if (!leg.ok()) {
            fields.fault("legs", "legs with queue and since");
            return;
        }
        ticket.legs.push_back(std::move(read));
    }
}

void read_stay(Fields& fields, Ticket& ticket) {
    ticket.counter = id_or_none<CounterId>(fields, "counter");
    ticket.only_for = id_or_none<CounterId>(fields, "only_for");
    ticket.return_to = id_or_none<CounterId>(fields, "return_to");
    ticket.clerk = ClerkId{fields.text_or("clerk", "")};
    ticket.calls = static_cast<int>(fields.number("calls", 0, kCallsMax));
    ticket.called = moment_or_none(fields, "called");
    ticket.last_call = moment_or_none(fields, "last_call");
    ticket.started = moment_or_none(fields, "started");
    ticket.ended = moment_or_none(fields, "ended");
    if (fields.part_or_none("before_end") != nullptr) {
        ticket.before_end = state_field(fields, "before_end");
    }
    if (const Json* parking = fields.part_or_none("parking")) {
        Fields parked{*parking, "parking"};
        ticket.parking = Parking{parked.text_or("reason", "", kReasonMax),
                                 moment_or_none(parked, "until"), parked.flag("hall_wide", false)};
        if (!parked.ok()) {
            fields.fault("parking", "a reason, and perhaps until and hall_wide");
        }
    }
}

void read_mix(Fields& fields, Seat& seat) {
    const Json* mix = fields.part_or_none("mix");
    if (mix == nullptr) {
        return;
    }
    const bool sound = mix->is_array() && mix->size() <= kMixMax &&
                       std::ranges::all_of(*mix, [](const Json& one) { return one.is_boolean(); });
    if (!sound) {
        fields.fault("mix", "an array of at most 128 times true or false");
        return;
    }
    for (const Json& one : *mix) {
        seat.mix.push_back(one.get<bool>());
    }
}

}  // namespace

std::string_view name_of(Band band) noexcept {
    return band == Band::walk_in ? "walk_in" : "appointment";
}

std::string_view name_of(Paper paper) noexcept {
    return kPaperNames[static_cast<std::size_t>(paper)];
}

Paper paper_field(Fields& fields, const char* key) {
    return static_cast<Paper>(index_field(fields, key, kPaperNames));
}

Uuid uuid_field(Fields& fields, const char* key) {
    const auto id = uuid_from(fields.text(key));
    if (!id) {
        fields.fault(key, "a UUID in lower case");
    }
    return id.value_or(Uuid{});
}

Day day_field(Fields& fields, const char* key) {
    const auto day = day_from(fields.text(key));
    if (!day) {
        fields.fault(key, "a day like 2026-11-23");
    }
    return day.value_or(Day{});
}

Number number_field(Fields& fields, const char* key) {
    const auto number = number_from(fields.text(key));
    if (!number) {
        fields.fault(key, "a number like A012");
    }
    return number.value_or(Number{});
}

Band band_field(Fields& fields, const char* key) {
    const std::string name = fields.text(key);
    if (name != "walk_in" && name != "appointment") {
        fields.fault(key, "walk_in or appointment");
    }
    return name == "appointment" ? Band::appointment : Band::walk_in;
}

std::optional<Moment> moment_or_none(Fields& fields, const char* key) {
    const auto millis = fields.number_or_none(key);
    return millis ? std::optional{moment_from(*millis)} : std::nullopt;
}

const Json* array_field(Fields& fields, const char* key, std::size_t most) {
    const Json& array = fields.part(key);
    if (!array.is_array() || array.size() > most) {
        fields.fault(key, "an array of at most " + std::to_string(most));
        return nullptr;
    }
    return &array;
}

std::optional<int> minutes_or_none(Fields& fields, const char* key) {
    if (fields.part_or_none(key) == nullptr) {
        return std::nullopt;
    }
    return static_cast<int>(fields.number(key, 0, kPromiseMax));
}

Json json_of(const Ticket& ticket) {
    Json json{{"id", text_of(ticket.id)},
              {"day", text_of(ticket.day)},
              {"number", label_of(ticket.number)},
              {"band", name_of(ticket.band)},
              {"queue", ticket.queue.value},
              {"state", name_of(ticket.state)},
              {"issued", millis_of(ticket.issued)},
              {"leg_since", millis_of(ticket.leg_since)},
              {"order", millis_of(ticket.order)},
              {"legs", legs_of(ticket)},
              {"calls", ticket.calls},
              {"paper", name_of(ticket.paper)},
              {"version", ticket.version}};
    put(json, "item", ticket.item.value);
    put(json, "priority", ticket.priority);
    put(json, "counter", ticket.counter ? ticket.counter->value : std::string{});
    put(json, "only_for", ticket.only_for ? ticket.only_for->value : std::string{});
    put(json, "return_to", ticket.return_to ? ticket.return_to->value : std::string{});
    put(json, "clerk", ticket.clerk.value);
    put(json, "called", ticket.called);
    put(json, "last_call", ticket.last_call);
    put(json, "started", ticket.started);
    put(json, "ended", ticket.ended);
    put(json, "before_end",
        ticket.before_end ? std::string(hall::name_of(*ticket.before_end)) : std::string{});
    if (ticket.parking) {
        Json parking{{"reason", ticket.parking->reason}, {"hall_wide", ticket.parking->hall_wide}};
        put(parking, "until", ticket.parking->until);
        json["parking"] = std::move(parking);
    }
    put(json, "reason", ticket.reason);
    put(json, "device", ticket.device.value);
    put(json, "promised_lo", ticket.promised_lo);
    put(json, "promised_hi", ticket.promised_hi);
    put(json, "predicted_min", ticket.predicted_min);
    put(json, "link", ticket.link);
    put(json, "appointment", ticket.appointment ? text_of(*ticket.appointment) : std::string{});
    if (ticket.prechecked) {
        json["prechecked"] = true;
    }
    if (ticket.flagged) {
        json["flagged"] = true;
    }
    if (ticket.rated) {
        json["rated"] = true;
    }
    if (ticket.cases > 0) {
        json["cases"] = ticket.cases;
    }
    return json;
}

Result<Ticket> ticket_from(const Json& json, const std::string& where) {
    Fields fields{json, where};
    Ticket ticket;
    ticket.id = uuid_field(fields, "id");
    ticket.day = day_field(fields, "day");
    ticket.number = number_field(fields, "number");
    ticket.band = band_field(fields, "band");
    ticket.queue = QueueId{fields.text("queue")};
    ticket.item = ItemId{fields.text_or("item", "")};
    ticket.priority = fields.text_or("priority", "");
    ticket.state = state_field(fields, "state");
    ticket.issued = moment_from(fields.number("issued"));
    ticket.leg_since = moment_from(fields.number("leg_since"));
    ticket.order = moment_from(fields.number("order"));
    read_legs(fields, ticket, where);
    read_stay(fields, ticket);
    ticket.reason = fields.text_or("reason", "", kReasonMax);
    ticket.paper = paper_field(fields, "paper");
    ticket.device = DeviceId{fields.text_or("device", "")};
    ticket.own_lane = !is_services(ticket.number.lane);
    ticket.promised_lo = minutes_or_none(fields, "promised_lo");
    ticket.promised_hi = minutes_or_none(fields, "promised_hi");
    ticket.predicted_min = fields.real_or_none("predicted_min");
    ticket.link = fields.text_or("link", "");
    if (fields.part_or_none("appointment") != nullptr) {
        ticket.appointment = uuid_field(fields, "appointment");
    }
    ticket.prechecked = fields.flag("prechecked", false);
    ticket.flagged = fields.flag("flagged", false);
    ticket.rated = fields.flag("rated", false);
    if (fields.part_or_none("cases") != nullptr) {
        ticket.cases = static_cast<int>(fields.number("cases", 0, kCasesMost));
    }
    ticket.version = fields.number("version", 1);
    if (!fields.ok()) {
        return fields.error();
    }
    return ticket;
}

Json json_of(const Seat& seat, Audience audience) {
    Json json{{"counter", seat.counter.value},
              {"clerk", seat.clerk.value},
              {"paused", seat.paused},
              {"since", millis_of(seat.since)},
              {"lease_until", millis_of(seat.lease_until)}};
    put(json, "pause_reason", seat.pause_reason);
    if (seat.extended) {
        json["extended"] = true;
    }
    put(json, "last_call", seat.last_call);
    put(json, "last_ended", seat.last_ended ? hall::text_of(*seat.last_ended) : std::string{});
    if (audience == Audience::log) {
        json["mix"] = seat.mix;
        put(json, "session", seat.session);
    }
    return json;
}

Result<Seat> seat_from(const Json& json, const std::string& where) {
    Fields fields{json, where};
    Seat seat;
    seat.counter = CounterId{fields.text("counter")};
    seat.clerk = ClerkId{fields.text_or("clerk", "")};
    seat.paused = fields.flag("paused", false);
    seat.pause_reason = fields.text_or("pause_reason", "", kReasonMax);
    seat.extended = fields.flag("extended", false);
    seat.since = moment_from(fields.number("since"));
    seat.lease_until = moment_from(fields.number("lease_until"));
    seat.last_call = moment_or_none(fields, "last_call");
    if (fields.part_or_none("last_ended") != nullptr) {
        seat.last_ended = uuid_field(fields, "last_ended");
    }
    seat.session = fields.text_or("session", "");
    read_mix(fields, seat);
    if (!fields.ok()) {
        return fields.error();
    }
    return seat;
}

Json json_of(const NumberChanged& number) {
    Json json{{"ticket", hall::text_of(number.ticket)},
              {"day", text_of(number.day)},
              {"ordinal", number.ordinal},
              {"band", name_of(number.band)},
              {"queue", number.queue.value},
              {"state", kNumberStates[static_cast<std::size_t>(number.state)]},
              {"device", number.device.value},
              {"epoch", number.epoch},
              {"boot", number.boot}};
    put(json, "number", number.number.empty() ? std::string{} : label_of(number.number));
    json["reason"] = kVoidReasons[static_cast<std::size_t>(number.reason)];
    return json;
}

Result<NumberChanged> number_changed_from(const Json& json, const std::string& where) {
    Fields fields{json, where};
    NumberChanged number;
    number.ticket = uuid_field(fields, "ticket");
    number.day = day_field(fields, "day");
    if (fields.part_or_none("number") != nullptr) {
        number.number = number_field(fields, "number");
    }
    number.ordinal = static_cast<int>(fields.number("ordinal", 0, 1'000'000));
    number.band = band_field(fields, "band");
    number.queue = QueueId{fields.text_or("queue", "")};
    number.state = static_cast<NumberState>(index_field(fields, "state", kNumberStates));
    number.reason = static_cast<VoidReason>(index_field(fields, "reason", kVoidReasons));
    number.device = DeviceId{fields.text("device")};
    number.epoch = fields.number("epoch");
    number.boot = fields.number("boot");
    if (!fields.ok()) {
        return fields.error();
    }
    return number;
}

}  // namespace hall::sync
