// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "sync/wire_json.h"

namespace hall::sync {

namespace {

constexpr std::size_t kNoteMax = std::size_t{16} * 1024;
constexpr std::size_t kStateMax =
    std::size_t{32} * 1024 * 1024;  // 40,000 tickets, four days of a province.
constexpr std::size_t kStateRowsMax = 100'000;
constexpr std::size_t kMessageMax = std::size_t{64} * 1024;

constexpr std::size_t kCodeTextMax = 128;  // Of an appointment, as it was scanned.

constexpr const char* kBoot = "boot";
constexpr const char* kIssued = "issued";
constexpr const char* kAbandon = "abandon";
constexpr const char* kPaper = "paper";
constexpr const char* kLane = "lane";

Json stamp_json(const Stamp& stamp) {
    return {{"boot", stamp.boot},
            {"mono_ms", stamp.mono_ms},
            {"estimate", millis_of(stamp.estimate)},
            {"good", stamp.good}};
}

Stamp stamp_from(Fields& fields) {
    Fields stamp{fields.part("stamp"), "stamp"};
    Stamp read{stamp.number("boot"), stamp.number("mono_ms"), moment_from(stamp.number("estimate")),
               stamp.flag("good", false)};
    if (!stamp.ok()) {
        fields.fault("stamp", "boot, mono_ms and estimate");
    }
    return read;
}

Json json_of(const IssuedNote& note) {
    Json json{{"ticket", hall::text_of(note.ticket)},
              {"day", hall::text_of(note.day)},
              {"number", label_of(note.number)},
              {"ordinal", note.ordinal},
              {"band", name_of(note.band)},
              {"queue", note.queue.value},
              {"item", note.item.value},
              {"priority", note.priority},
              {"language", tag_of(note.language)},
              {"touch", hall::text_of(note.touch)}};
    if (note.promised_lo && note.promised_hi) {
        json["promised_lo"] = *note.promised_lo;
        json["promised_hi"] = *note.promised_hi;
    }
    if (note.predicted_min) {
        json["predicted_min"] = *note.predicted_min;
    }
    if (note.due) {
        json["due"] = millis_of(*note.due);
    }
    if (!note.link.empty()) {
        json["link"] = note.link;
    }
    if (!note.appointment.empty()) {
        json["appointment"] = note.appointment;
    }
    return json;
}

Language language_field(Fields& fields, const char* key) {
    const std::string tag = fields.text(key);
    for (const Language language : kLanguages) {
        if (tag == tag_of(language)) {
            return language;
        }
    }
    fields.fault(key, "zh-Hant, zh-Hans or en");
    return Language::zh_hant;
}

IssuedNote issued_from(Fields& fields) {
    IssuedNote note;
    note.ticket = uuid_field(fields, "ticket");
    note.day = day_field(fields, "day");
    note.number = number_field(fields, "number");
    note.ordinal = static_cast<int>(fields.number("ordinal", 1, 1'000'000));
    note.band = band_field(fields, "band");
    note.queue = QueueId{fields.text("queue")};
    note.item = ItemId{fields.text_or("item", "")};
    note.priority = fields.text_or("priority", "");
    note.language = language_field(fields, "language");
    note.touch = uuid_field(fields, "touch");
    note.promised_lo = minutes_or_none(fields, "promised_lo");
    note.promised_hi = minutes_or_none(fields, "promised_hi");
    note.predicted_min = fields.real_or_none("predicted_min");
    note.due = moment_or_none(fields, "due");
    note.link = fields.text_or("link", "");
    note.appointment = fields.text_or("appointment", "", kCodeTextMax);
    return note;
}

PaperNote paper_from_fields(Fields& fields) {
    PaperNote note;
    note.ticket = uuid_field(fields, "ticket");
    note.paper = paper_field(fields, "paper");
    note.sending = fields.flag("sending", false);
    note.evidence = fields.text_or("evidence", "");
    note.attempt = static_cast<int>(fields.number("attempt", 1, 1000));
    return note;
}

template <typename Value>
Result<Value> finished(const Fields& fields, Value value) {
    if (!fields.ok()) {
        return fields.error();
    }
    return value;
}

}  // namespace

Line encode(const Note& note) {
    Json json;
    const char* kind = kBoot;
    if (const auto* boot = std::get_if<BootNote>(&note.what)) {
        json = {{"boot", boot->boot}, {"program", boot->program}};
    } else if (const auto* issued = std::get_if<IssuedNote>(&note.what)) {
        kind = kIssued;
        json = json_of(*issued);
    } else if (const auto* abandon = std::get_if<AbandonNote>(&note.what)) {
        kind = kAbandon;
        json = {{"ticket", hall::text_of(abandon->ticket)}, {"day", hall::text_of(abandon->day)}};
    } else if (const auto* paper = std::get_if<PaperNote>(&note.what)) {
        kind = kPaper;
        json = {{"ticket", hall::text_of(paper->ticket)},
                {"paper", name_of(paper->paper)},
                {"sending", paper->sending},
                {"evidence", paper->evidence},
                {"attempt", paper->attempt}};
    } else {
        const auto& lane = std::get<LaneNote>(note.what);
        kind = kLane;
        json = {{"lane", lane.lane}, {"hub_epoch", lane.hub_epoch}};
    }
    json["stamp"] = stamp_json(note.stamp);
    return {note.stamp.estimate, kind, json.dump()};
}

Result<Note> decode_note(const std::string& kind, std::string_view body) {
    const auto json = parse_json(body, kNoteMax);
    if (!json) {
        return tl::make_unexpected(json.error());
    }
    Fields fields{*json, kind};
    Note note{stamp_from(fields), BootNote{}};
    if (kind == kBoot) {
        note.what = BootNote{fields.number("boot", 1), fields.text_or("program", "")};
    } else if (kind == kIssued) {
        note.what = issued_from(fields);
    } else if (kind == kAbandon) {
        note.what = AbandonNote{uuid_field(fields, "ticket"), day_field(fields, "day")};
    } else if (kind == kPaper) {
        note.what = paper_from_fields(fields);
    } else if (kind == kLane) {
        note.what = LaneNote{static_cast<Lane>(fields.number("lane", 0, kLaneMax)),
                             fields.number("hub_epoch")};
    } else {
        return fail(Fault::bad_message, "a note of unknown kind \"" + kind + "\"");
    }
    return finished(fields, std::move(note));
}

std::string encode(const StateDocument& document) {
    Json tickets = Json::array();
    for (const Ticket& ticket : document.state.tickets) {
        tickets.push_back(json_of(ticket));
    }
    Json seats = Json::array();
    for (const Seat& seat : document.state.seats) {
        seats.push_back(json_of(seat, Audience::everyone));
    }
    return Json{{"cursor", text_of(document.cursor)},
                {"now", millis_of(document.now)},
                {"tickets", std::move(tickets)},
                {"seats", std::move(seats)},
                {"calibrations", json_of(document.state.calibrations)}}
        .dump();
}

Result<StateDocument> decode_state(std::string_view text) {
    const auto json = parse_json(text, kStateMax);
    if (!json) {
        return tl::make_unexpected(json.error());
    }
    Fields fields{*json, "state"};
    StateDocument document;
    const auto cursor = cursor_from(fields.text("cursor"));
    if (!cursor) {
        fields.fault("cursor", "a cursor like e1:42");
    }
    document.cursor = cursor.value_or(Cursor{});
    document.now = moment_from(fields.number("now"));
    document.state.epoch = document.cursor.epoch;
    const Json* tickets = array_field(fields, "tickets", kStateRowsMax);
    if (tickets == nullptr) {
        return fields.error();
    }
    for (const Json& one : *tickets) {
        auto ticket = ticket_from(one, "state/tickets");
        if (!ticket) {
            return tl::make_unexpected(ticket.error());
        }
        document.state.tickets.push_back(std::move(*ticket));
    }
    const Json* seats = array_field(fields, "seats", kStateRowsMax);
    if (seats == nullptr) {
        return fields.error();
    }
    for (const Json& one : *seats) {
        auto seat = seat_from(one, "state/seats");
        if (!seat) {
            return tl::make_unexpected(seat.error());
        }
        document.state.seats.push_back(std::move(*seat));
    }
    auto calibrations = calibrations_from(fields.part("calibrations"));
    if (!calibrations) {
        return tl::make_unexpected(calibrations.error());
    }
    document.state.calibrations = std::move(*calibrations);
    return finished(fields, std::move(document));
}

std::string encode(const Push& push) {
    Json entries = Json::array();
    for (const Push::Item& item : push.entries) {
        entries.push_back({{"kind", item.kind}, {"body", item.body}});
    }
    Json json{{"epoch", push.epoch},
              {"boot", push.boot},
              {"from_seq", push.from_seq},
              {"entries", std::move(entries)},
              {"chain", push.chain}};
    if (push.offset) {
        json["offset"] = {{"boot", push.offset->boot}, {"offset_ms", push.offset->offset_ms}};
    }
    return json.dump();
}

Result<Push> decode_push(std::string_view text) {
    const auto json = parse_json(text, kPushBytesMax);
    if (!json) {
        return tl::make_unexpected(json.error());
    }
    Fields fields{*json, "push"};
    Push push;
    push.epoch = fields.number("epoch");
    push.boot = fields.number("boot");
    push.from_seq = fields.number("from_seq", 1);
    push.chain = fields.text_or("chain", "");
    const Json* entries = array_field(fields, "entries", kPushMax);
    if (entries == nullptr) {
        return fields.error();
    }
    for (const Json& one : *entries) {
        Fields entry{one, "push/entries"};
        push.entries.push_back({entry.text("kind"), entry.text("body", kNoteMax)});
        if (!entry.ok()) {
            return entry.error();
        }
    }
    if (const Json* offset = fields.part_or_none("offset")) {
        Fields measured{*offset, "push/offset"};
        push.offset =
            ClockOffset{measured.number("boot"), measured.number("offset_ms", -Fields::kNumberMax)};
        if (!measured.ok()) {
            return measured.error();
        }
    }
    return finished(fields, std::move(push));
}

std::string encode(const CommandMessage& message) {
    const Order& order = message.order;
    Json json{{"cmd", hall::text_of(message.cmd)}, {"type", hall::name_of(order.action)}};
    const auto put = [&](const char* key, const auto& id) {
        if (id) {
            json[key] = id->value;
        }
    };
    if (!order.counter.empty()) {
        json["counter"] = order.counter.value;
    }
    if (order.ticket) {
        json["ticket"] = hall::text_of(*order.ticket);
    }
    if (order.if_version) {
        json["if_version"] = *order.if_version;
    }
    put("to_queue", order.to_queue);
    put("to_counter", order.to_counter);
    put("item", message.item);
    put("queue", message.queue);
    if (!message.priority.empty()) {
        json["priority"] = message.priority;
    }
    if (!order.reason.empty()) {
        json["reason"] = order.reason;
    }
    if (order.until) {
        json["until"] = millis_of(*order.until);
    }
    if (order.came) {
        json["came"] = *order.came;
    }
    json["back_to_me"] = order.back_to_me;
    json["hall_wide"] = order.hall_wide;
    return json.dump();
}

Result<CommandMessage> decode_command(std::string_view text) {
    const auto json = parse_json(text, kMessageMax);
    if (!json) {
        return tl::make_unexpected(json.error());
    }
    Fields fields{*json, "command"};
    CommandMessage message;
    Order& order = message.order;
    message.cmd = uuid_field(fields, "cmd");
    const auto action = action_from(fields.text("type"));
    if (!action) {
        fields.fault("type", "an action such as call_next");
    }
    order.action = action.value_or(Action::call_next);
    order.counter = CounterId{fields.text_or("counter", "")};
    if (fields.part_or_none("ticket") != nullptr) {
        order.ticket = uuid_field(fields, "ticket");
    }
    order.if_version = fields.number_or_none("if_version");
    const auto id_of = [&](const char* key, auto& id) {
        if (std::string value = fields.text_or(key, ""); !value.empty()) {
            id.emplace();
            id->value = std::move(value);
        }
    };
    id_of("to_queue", order.to_queue);
    id_of("to_counter", order.to_counter);
    id_of("item", message.item);
    id_of("queue", message.queue);
    message.priority = fields.text_or("priority", "");
    order.priority = message.priority;
    order.back_to_me = fields.flag("back_to_me", false);
    order.reason = fields.text_or("reason", "", kReasonMax);
    order.until = moment_or_none(fields, "until");
    order.hall_wide = fields.flag("hall_wide", false);
    if (fields.part_or_none("came") != nullptr) {
        order.came = fields.flag("came", false);
    }
    return finished(fields, std::move(message));
}

}  // namespace hall::sync
