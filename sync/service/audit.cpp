// SPDX-License-Identifier: Apache-2.0
#include "sync/service/audit.h"

#include <algorithm>
#include <array>

#include "sync/json.h"
#include "sync/wire.h"

namespace hall::service {

using sync::Json;

namespace {

constexpr std::string_view kSeenBy = "seen_by:";

struct Deed {
    std::string by;
    std::string action;
};

std::string action_of(const SeatChanged& changed) {
    switch (changed.action) {
        case SeatAction::open:
            return "seat.open";
        case SeatAction::close:
            return "seat.close";
        case SeatAction::pause:
            return "seat.pause";
        case SeatAction::resume:
            return "seat.resume";
        case SeatAction::extend:
            return "seat.extend";
        case SeatAction::extend_end:
            return "seat.extend_end";
        case SeatAction::renew:
        case SeatAction::serve:
            break;
    }
    return {};
}

// An empty action: nobody's deed. A seat's author is found by whoever knows who sat there.
Deed deed_of(const Event& event) {
    if (const auto* ticket = std::get_if<TicketChanged>(&event.what)) {
        return ticket->clerk.empty() ? Deed{}
                                     : Deed{ticket->clerk.value,
                                            "ticket." + std::string(hall::name_of(ticket->action))};
    }
    if (const auto* seat = std::get_if<SeatChanged>(&event.what)) {
        return {seat->seat.clerk.value, action_of(*seat)};
    }
    if (const auto* slip = std::get_if<SlipChanged>(&event.what)) {
        return slip->evidence.starts_with(kSeenBy)
                   ? Deed{slip->evidence.substr(kSeenBy.size()), "paper.seen"}
                   : Deed{};
    }
    if (const auto* recorded = std::get_if<CaseRecorded>(&event.what)) {
        return {recorded->record.clerk.value, "case.recorded"};
    }
    if (const auto* changed = std::get_if<CaseChanged>(&event.what)) {
        return changed->by.empty() ? Deed{} : Deed{changed->by, "case.changed"};
    }
    if (const auto* content = std::get_if<ContentChanged>(&event.what)) {
        return {content->by, "content.changed"};
    }
    if (const auto* done = std::get_if<AdminDone>(&event.what)) {
        return {done->by, done->action};
    }
    if (const auto* booked = std::get_if<AppointmentChanged>(&event.what)) {
        return booked->by.empty()
                   ? Deed{}
                   : Deed{booked->by, "appointment." + std::string(name_of(booked->action))};
    }
    return std::holds_alternative<DayClosed>(event.what) ? Deed{"", "day.closed"} : Deed{};
}

void describe(const TicketChanged& changed, AuditRow& row) {
    row.subject = label_of(changed.ticket.number);
    Json detail{{"ticket", text_of(changed.ticket.id)}, {"queue", changed.ticket.queue.value}};
    if (changed.by) {
        detail["counter"] = changed.by->value;
    }
    if (!changed.reason.empty()) {
        detail["reason"] = changed.reason;
    }
    if (changed.why) {
        detail["why"] = code_of(*changed.why);
    }
    if (!changed.ticket.priority.empty()) {
        detail["priority"] = changed.ticket.priority;
    }
    row.detail = detail.dump();
}

void describe(const SeatChanged& changed, AuditRow& row) {
    row.subject = changed.seat.counter.value;
    if (!changed.seat.pause_reason.empty()) {
        row.detail = Json{{"reason", changed.seat.pause_reason}}.dump();
    }
}

void describe(const SlipChanged& changed, AuditRow& row) {
    row.subject = label_of(changed.ticket.number);
    row.detail = Json{{"ticket", text_of(changed.ticket.id)}}.dump();
}

void describe(const CaseRecorded& recorded, AuditRow& row) {
    const CaseRecord& record = recorded.record;
    row.subject = record.number.empty() ? record.item.value : record.number;
    row.detail = Json{{"ticket", text_of(record.ticket)},
                      {"counter", record.counter.value},
                      {"item", record.item.value},
                      {"result", name_of(record.result)}}
                     .dump();
}

void describe(const CaseChanged& changed, AuditRow& row) {
    row.subject = changed.file.number.value;
    row.detail =
        Json{{"item", changed.file.item.value}, {"stages", changed.file.steps.size()}}.dump();
}

void describe(const ContentChanged& changed, AuditRow& row) {
    row.subject = changed.name;
    row.detail = Json{{"version", changed.version}, {"hash", changed.hash}}.dump();
}

void describe(const AdminDone& done, AuditRow& row) {
    row.from = done.from;
    row.subject = done.subject;
    const Json detail = Json::parse(done.detail, nullptr, false);
    row.detail = detail.is_object() ? detail.dump() : "{}";
}

void describe(const AppointmentChanged& changed, AuditRow& row) {
    const Appointment& one = changed.appointment;
    row.subject = text_of(one.id);
    row.detail =
        Json{{"item", one.item.value}, {"day", text_of(one.day)}, {"state", name_of(one.state)}}
            .dump();
}

void describe(const DayClosed& closed, AuditRow& row) {
    row.subject = text_of(closed.day);
}

template <typename Other>
void describe(const Other& /*other*/, AuditRow& /*row*/) {
}

}  // namespace

bool AuditIndex::may_tell(const std::string& kind) {
    static constexpr std::array<std::string_view, 9> kKinds{"ticket",      "seat",  "slip",
                                                            "content",     "admin", "day_closed",
                                                            "appointment", "case",  "case_file"};
    return std::ranges::find(kKinds, kind) != kKinds.end();
}

std::uint32_t AuditIndex::number_of(const std::string& word) {
    const auto [known, is_new] =
        numbers_.try_emplace(word, static_cast<std::uint32_t>(words_.size()));
    if (is_new) {
        words_.push_back(word);
    }
    return known->second;
}

std::string AuditIndex::author_of_seat(const SeatChanged& changed) {
    ClerkId& seated = seated_[changed.seat.counter];
    const ClerkId before = seated;
    seated = changed.seat.clerk;
    return changed.seat.clerk.empty() ? before.value : changed.seat.clerk.value;
}

void AuditIndex::take(const Event& event, std::int64_t lsn) {
    Deed deed = deed_of(event);
    if (const auto* seat = std::get_if<SeatChanged>(&event.what)) {
        deed.by = author_of_seat(*seat);
    }
    if (deed.action.empty()) {
        return;
    }
    rows_.push_back({lsn, number_of(deed.by), number_of(deed.action)});
    if (rows_.size() > kRowsMost) {
        rows_.pop_front();
    }
}

std::vector<AuditIndex::Place> AuditIndex::find(const Ask& ask) const {
    std::vector<Place> found;
    auto end = std::ranges::lower_bound(rows_, ask.before, {}, &Row::lsn);
    while (end != rows_.begin() && found.size() < ask.limit) {
        --end;
        const std::string& by = words_[end->by];
        if ((ask.by.empty() || by == ask.by) && words_[end->action].starts_with(ask.action)) {
            found.push_back({end->lsn, by});
        }
    }
    return found;
}

sync::Result<AuditRow> audit_row(const sync::Entry& entry, const std::string& by) {
    const auto event = sync::decode_event(entry.kind, entry.body, entry.at);
    if (!event) {
        return tl::make_unexpected(event.error());
    }
    AuditRow row{.lsn = entry.seq,
                 .at = entry.at,
                 .by = by,
                 .action = deed_of(*event).action,
                 .detail = "{}",
                 .chain = entry.chain};
    std::visit([&](const auto& what) { describe(what, row); }, event->what);
    return row;
}

}  // namespace hall::service
