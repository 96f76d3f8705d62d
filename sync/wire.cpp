// SPDX-License-Identifier: Apache-2.0
#include "sync/wire.h"

#include <algorithm>
#include <array>
#include <variant>

#include "sync/wire_json.h"

namespace hall::sync {

namespace {

constexpr std::size_t kLineMax = std::size_t{256} * 1024;
constexpr std::size_t kAdminMax = std::size_t{16} * 1024;
constexpr std::array<std::string_view, 8> kSeatActions{"open",  "close", "pause",  "resume",
                                                       "renew", "serve", "extend", "extend_end"};
constexpr std::array<std::string_view, 2> kDeviceActions{"enrolled", "pushed"};

// The words of the log. A kind that is not here is refused when the log is read.
constexpr const char* kTicket = "ticket";
constexpr const char* kSlip = "slip";
constexpr const char* kSeat = "seat";
constexpr const char* kNumber = "number";
constexpr const char* kDevice = "device";
constexpr const char* kDeviceEntry = "device_entry";
constexpr const char* kCommand = "command";
constexpr const char* kDayClosed = "day_closed";
constexpr const char* kEpoch = "epoch";
constexpr const char* kContent = "content";
constexpr const char* kRating = "rating";
constexpr const char* kCase = "case";
constexpr const char* kCaseFile = "case_file";
constexpr const char* kAdmin = "admin";
constexpr const char* kAppointment = "appointment";

struct Form {
    const char* kind;
    Json json;
};

template <typename... Ts>
struct Overloaded : Ts... {
    using Ts::operator()...;
};
// C++20 needs no such line; clang 14 does.
template <typename... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

Form form_of(const TicketChanged& changed) {
    Json json{{"action", name_of(changed.action)}, {"ticket", json_of(changed.ticket)}};
    if (changed.by) {
        json["by"] = changed.by->value;
    }
    if (!changed.clerk.empty()) {
        json["clerk"] = changed.clerk.value;
    }
    if (changed.why) {
        json["why"] = code_of(*changed.why);
    }
    if (!changed.reason.empty()) {
        json["reason"] = changed.reason;
    }
    return {kTicket, std::move(json)};
}

Form form_of(const SlipChanged& changed) {
    return {kSlip,
            {{"ticket", json_of(changed.ticket)},
             {"evidence", changed.evidence},
             {"attempt", changed.attempt}}};
}

Form form_of(const DeviceChanged& changed) {
    const Device& device = changed.device;
    return {kDevice,
            {{"action", kDeviceActions[static_cast<std::size_t>(changed.action)]},
             {"id", device.id.value},
             {"kind", device.kind},
             {"epoch", device.epoch},
             {"boot", device.boot},
             {"lane", device.lane},
             {"lane_day", text_of(device.lane_day)},
             {"acked", device.acked},
             {"chain", device.chain},
             {"last_effective", device.last_effective},
             {"token", device.token}}};
}

Form form_of(const DeviceEntry& entry) {
    return {kDeviceEntry,
            {{"device", entry.device.value},
             {"epoch", entry.epoch},
             {"seq", entry.seq},
             {"kind", entry.kind},
             {"body", entry.body},
             {"chain", entry.chain}}};
}

Form form_of(const CommandDone& done) {
    return {kCommand,
            {{"cmd", text_of(done.cmd)},
             {"fingerprint", done.fingerprint},
             {"status", done.status},
             {"answer", done.answer}}};
}

Form form_of(const EpochStarted& started) {
    Json json{{"epoch", started.epoch}};
    if (started.day) {
        json["lane"] = started.lane;
        json["day"] = text_of(*started.day);
    }
    return {kEpoch, std::move(json)};
}

Form form_of(const AppointmentChanged& changed) {
    return {kAppointment,
            {{"action", name_of(changed.action)},
             {"by", changed.by},
             {"appointment", json_of(changed.appointment)}}};
}

Form form_of(const SeatChanged& changed, Audience audience) {
    return {kSeat,
            {{"action", kSeatActions[static_cast<std::size_t>(changed.action)]},
             {"seat", json_of(changed.seat, audience)}}};
}

Form form_of(const ContentChanged& changed, Audience audience) {
    Json json{{"name", changed.name}, {"version", changed.version}, {"hash", changed.hash}};
    if (audience == Audience::log && !changed.by.empty()) {
        json["by"] = changed.by;
    }
    return {kContent, std::move(json)};
}

// Who did it, from where and what is kept of it is the log's.
Form form_of(const AdminDone& done, Audience audience) {
    const bool whole = audience == Audience::log;
    return {kAdmin,
            {{"by", whole ? done.by : ""},
             {"from", whole ? done.from : ""},
             {"what", done.action},
             {"subject", done.subject},
             {"detail", done.detail},
             {"kept", whole ? done.kept : "{}"}}};
}

Form form_of(const What& what, Audience audience) {
    return std::visit(
        Overloaded{[](const auto& same_for_all) { return form_of(same_for_all); },
                   [](const NumberChanged& changed) {
                       return Form{kNumber, json_of(changed)};
                   },
                   [](const CaseChanged& changed) {
                       return Form{kCaseFile, json_of(changed)};
                   },
                   [](const DayClosed& closed) {
                       return Form{kDayClosed, {{"day", text_of(closed.day)}}};
                   },
                   [&](const SeatChanged& changed) { return form_of(changed, audience); },
                   [&](const ContentChanged& changed) { return form_of(changed, audience); },
                   [&](const AdminDone& done) { return form_of(done, audience); },
                   [&](const CaseRecorded& recorded) {
                       return Form{kCase, {{"case", json_of(recorded.record, audience)}}};
                   },
                   [&](const RatingGiven& given) {
                       return Form{kRating, {{"service", json_of(given.service, audience)}}};
                   }},
        what);
}

template <typename Names>
std::size_t word_field(Fields& fields, const char* key, const Names& names) {
    const std::string name = fields.text(key);
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) {
        fields.fault(key, "a known word");
        return 0;
    }
    return static_cast<std::size_t>(found - names.begin());
}

template <typename Value>
Result<What> finished(const Fields& fields, Value value) {
    if (!fields.ok()) {
        return fields.error();
    }
    return What{std::move(value)};
}

Result<What> ticket_changed(const Json& json) {
    Fields fields{json, kTicket};
    TicketChanged changed;
    const auto action = action_from(fields.text("action"));
    auto ticket = ticket_from(fields.part("ticket"), "ticket");
    if (!ticket) {
        return tl::make_unexpected(ticket.error());
    }
    changed.ticket = std::move(*ticket);
    if (const std::string by = fields.text_or("by", ""); !by.empty()) {
        changed.by = CounterId{by};
    }
    changed.clerk = ClerkId{fields.text_or("clerk", "")};
    if (fields.part_or_none("why") != nullptr) {
        changed.why = why_from(fields.text("why"));
        if (!changed.why) {
            fields.fault("why", "why this ticket was called");
        }
    }
    changed.reason = fields.text_or("reason", "", kReasonMax);
    if (!action) {
        fields.fault("action", "an action on a ticket");
    }
    changed.action = action.value_or(Action::issue);
    return finished(fields, std::move(changed));
}

Result<What> slip_changed(const Json& json) {
    Fields fields{json, kSlip};
    auto ticket = ticket_from(fields.part("ticket"), "ticket");
    if (!ticket) {
        return tl::make_unexpected(ticket.error());
    }
    SlipChanged changed{std::move(*ticket), fields.text_or("evidence", ""),
                        static_cast<int>(fields.number("attempt", 0, 1000))};
    return finished(fields, std::move(changed));
}

Result<What> seat_changed(const Json& json) {
    Fields fields{json, kSeat};
    const auto action = static_cast<SeatAction>(word_field(fields, "action", kSeatActions));
    auto seat = seat_from(fields.part("seat"), "seat");
    if (!seat) {
        return tl::make_unexpected(seat.error());
    }
    return finished(fields, SeatChanged{action, std::move(*seat)});
}

Result<What> device_changed(const Json& json) {
    Fields fields{json, kDevice};
    DeviceChanged changed;
    changed.action = static_cast<DeviceAction>(word_field(fields, "action", kDeviceActions));
    Device& device = changed.device;
    device.id = DeviceId{fields.text("id")};
    device.kind = fields.text("kind");
    device.epoch = fields.number("epoch");
    device.boot = fields.number("boot");
    device.lane = static_cast<Lane>(fields.number("lane", 0, kLaneMax));
    device.lane_day = day_field(fields, "lane_day");
    device.acked = fields.number("acked");
    device.chain = fields.text_or("chain", "");
    device.last_effective = fields.number("last_effective");
    device.token = fields.text_or("token", "");
    return finished(fields, std::move(changed));
}

Result<What> device_entry(const Json& json) {
    Fields fields{json, kDeviceEntry};
    DeviceEntry entry{DeviceId{fields.text("device")}, fields.number("epoch"),
                      fields.number("seq", 1),         fields.text("kind"),
                      fields.text("body", kLineMax),   fields.text("chain")};
    return finished(fields, std::move(entry));
}

// What was read, or why it could not be, as something of the log.
template <typename Value>
Result<What> as_what(Result<Value> read) {
    return read ? Result<What>{What{std::move(*read)}} : tl::make_unexpected(read.error());
}

// The forms that have readers of their own, in files of their own.
template <auto kRead, const char* const& kKind>
Result<What> other(const Json& json) {
    return as_what(kRead(json, kKind));
}

Result<What> rating_given(const Json& json) {
    Fields fields{json, kRating};
    auto due = service_due_from(fields.part("service"), "service");
    return due ? Result<What>{What{RatingGiven{std::move(*due)}}}
               : tl::make_unexpected(due.error());
}

Result<What> case_recorded(const Json& json) {
    Fields fields{json, kCase};
    auto record = case_record_from(fields.part("case"), "case");
    return record ? Result<What>{What{CaseRecorded{std::move(*record)}}}
                  : tl::make_unexpected(record.error());
}

Result<What> command_done(const Json& json) {
    Fields fields{json, kCommand};
    CommandDone done{uuid_field(fields, "cmd"), fields.text("fingerprint"),
                     static_cast<int>(fields.number("status", 100, 599)),
                     fields.text("answer", kLineMax)};
    return finished(fields, std::move(done));
}

Result<What> day_closed(const Json& json) {
    Fields fields{json, kDayClosed};
    return finished(fields, DayClosed{day_field(fields, "day")});
}

Result<What> epoch_started(const Json& json) {
    Fields fields{json, kEpoch};
    EpochStarted started{fields.number("epoch", 1)};
    if (json.contains("day")) {
        started.lane = static_cast<Lane>(fields.number("lane", 0, kLaneMax));
        started.day = day_field(fields, "day");
    }
    return finished(fields, started);
}

Result<What> content_changed(const Json& json) {
    Fields fields{json, kContent};
    return finished(fields, ContentChanged{fields.text("name"), fields.text("version"),
                                           fields.text("hash"), fields.text_or("by", "")});
}

Result<What> admin_done(const Json& json) {
    Fields fields{json, kAdmin};
    return finished(fields, AdminDone{fields.text("by"), fields.text("from"), fields.text("what"),
                                      fields.text("subject"), fields.text("detail", kAdminMax),
                                      fields.text("kept", kAdminMax)});
}

struct Reader {
    std::string_view kind;
    Result<What> (*read)(const Json& json);
};

constexpr std::array<Reader, 15> kReaders{
    {{kTicket, ticket_changed},
     {kSlip, slip_changed},
     {kSeat, seat_changed},
     {kNumber, other<number_changed_from, kNumber>},
     {kDevice, device_changed},
     {kDeviceEntry, device_entry},
     {kCommand, command_done},
     {kDayClosed, day_closed},
     {kEpoch, epoch_started},
     {kContent, content_changed},
     {kRating, rating_given},
     {kCase, case_recorded},
     {kAdmin, admin_done},
     {kAppointment, other<appointment_changed_from, kAppointment>},
     {kCaseFile, other<case_changed_from, kCaseFile>}}};
static_assert(kReaders.size() == std::variant_size_v<What>);

Result<What> what_from(std::string_view kind, const Json& json) {
    const auto* reader = std::ranges::find(kReaders, kind, &Reader::kind);
    if (reader == kReaders.end()) {
        return fail(Fault::bad_message, "an event of unknown kind \"" + std::string{kind} + "\"");
    }
    return reader->read(json);
}

}  // namespace

Line encode(const Event& event) {
    Form form = form_of(event.what, Audience::log);
    return {event.at, form.kind, form.json.dump()};
}

Result<Event> decode_event(const std::string& kind, std::string_view body, Moment at) {
    const auto json = parse_json(body, kLineMax);
    if (!json) {
        return tl::make_unexpected(json.error());
    }
    auto what = what_from(kind, *json);
    if (!what) {
        return tl::make_unexpected(what.error());
    }
    return Event{at, std::move(*what)};
}

std::string public_body(const Event& event) {
    const bool is_public = std::visit(
        Overloaded{
            [](const TicketChanged&) { return true; }, [](const SlipChanged&) { return true; },
            [](const SeatChanged&) { return true; }, [](const NumberChanged&) { return false; },
            [](const DeviceChanged&) { return false; }, [](const DeviceEntry&) { return false; },
            [](const CommandDone&) { return false; }, [](const DayClosed&) { return true; },
            [](const EpochStarted&) { return true; }, [](const ContentChanged&) { return true; },
            [](const RatingGiven&) { return true; }, [](const CaseRecorded&) { return true; },
            [](const AdminDone& done) { return done.action == kBoardTested; },
            [](const AppointmentChanged&) { return false; },
            [](const CaseChanged&) { return false; }},
        event.what);
    return is_public ? form_of(event.what, Audience::everyone).json.dump() : std::string{};
}

std::string public_ticket(const Ticket& ticket) {
    return json_of(ticket).dump();
}

}  // namespace hall::sync
