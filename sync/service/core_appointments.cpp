// SPDX-License-Identifier: Apache-2.0
// The core's dealings with appointments: booked, changed, brought in by file, and come with.
#include "sync/code_mac.h"
#include "sync/json.h"
#include "sync/service/appointment_views.h"
#include "sync/service/core.h"

namespace hall::service {

using sync::Json;

namespace {

AppointmentRefused unknown() {
    return {Refusal::appointment_unknown, std::nullopt};
}

}  // namespace

AppointmentView Core::appointments(Moment now) const {
    return {.book = book_.appointments(),
            .content = *settings_.content,
            .clock = settings_.clock ? settings_.clock() : nullptr,
            .today = day_at(now),
            .now = now};
}

AppointmentRuled<const Appointment*> Core::find_appointment(std::string_view named) const {
    const AppointmentBook& book = book_.appointments();
    const Appointment* found = nullptr;
    if (const auto id = uuid_from(named)) {
        found = book.find(*id);
    } else if (const auto scanned = scanned_from(named)) {
        if (scanned->hall != code_word(hall().id.value)) {
            return tl::unexpected<AppointmentRefused>{{Refusal::appointment_elsewhere, {}}};
        }
        if (!sync::is_genuine(*scanned, settings_.code_key)) {
            return tl::unexpected<AppointmentRefused>{unknown()};
        }
        found = book.by_code(scanned->code);
    } else if (const auto code = short_code_from(named)) {
        found = book.by_code(*code);
    } else {
        return tl::unexpected<AppointmentRefused>{{Refusal::code_invalid, {}}};
    }
    if (found == nullptr) {
        return tl::unexpected<AppointmentRefused>{unknown()};
    }
    return found;
}

std::string Core::form_of(const Appointment& appointment) const {
    return appointment_form(appointment, appointments(now_), settings_.code_key).dump();
}

Core::Answer Core::turned_down(const AppointmentRefused& why) const {
    Answer answer = problem(status_of(why.code), code_of(why.code));
    if (why.appointment) {
        Json body = Json::parse(answer.body);
        body["appointment"] = Json::parse(form_of(*why.appointment));
        answer.body = body.dump();
    }
    return answer;
}

// By the id and the hall's key, so that the simulator's runs stay the same; two ids that make the
// same 35 bits are told apart by another attempt.
std::string Core::free_code(const AppointmentBook& book, const AppointmentId& id) const {
    std::string code;
    int attempt = 0;
    do {
        code = short_code(sync::code_bits(id, attempt++, settings_.code_key));
    } while (book.by_code(code) != nullptr);
    return code;
}

AppointmentRuled<AppointmentDecision> Core::decide_asked(const AppointmentAsked& asked) const {
    const AppointmentView view = appointments(now_);
    const BookingOrder& order = asked.order;
    switch (asked.action) {
        case AppointmentAction::booked: {
            BookingOrder coded = order;
            coded.code = free_code(view.book, order.id);
            return decide_booking(view, coded);
        }
        case AppointmentAction::moved:
            return decide_move(view, order.id, order.from, order.booker);
        case AppointmentAction::cancelled:
            return decide_cancel(view, order.id, order.booker);
        case AppointmentAction::prechecked:
            return decide_precheck(view, order.id, order.precheck);
        case AppointmentAction::checked_in:
            break;  // Needs a number: CheckInAsked and AllocAsked.
    }
    return tl::unexpected<AppointmentRefused>{unknown()};
}

void Core::on(const AppointmentAsked& asked) {
    auto decision = decide_asked(asked);
    if (!decision) {
        answer(asked.request, turned_down(decision.error()));
        return;
    }
    if (decision->event) {
        decision->event->by = asked.by;
        emit({now_, std::move(*decision->event)});
    }
    const Appointment* now = book_.appointments().find(decision->appointment.id);
    answer(asked.request, {200, Json{{"appointment", Json::parse(form_of(*now))}}.dump()});
}

// Line by line on a copy, so that two lines for one last place are told apart on trial as well.
void Core::on(const ImportAsked& asked) {
    AppointmentBook trial = book_.appointments();
    AppointmentView view = appointments(now_);
    const AppointmentView trying{trial, view.content, view.clock, view.today, view.now};
    Json rows = Json::array();
    int booked = 0;
    int known = 0;
    for (const ImportLine& line : asked.lines) {
        Json row{{"line", line.line}, {"ref", line.reference}};
        if (!line.order) {
            row["result"] = "refused";
            row["why"] = "bad_line";
            row["field"] = line.field;
            row["detail"] = line.fault;
            rows.push_back(std::move(row));
            continue;
        }
        BookingOrder order = *line.order;
        order.code = free_code(trial, order.id);
        auto decision = decide_booking(trying, order);
        if (!decision) {
            const std::string_view code = code_of(decision.error().code);
            row["result"] = "refused";
            row["why"] = code;
            row["detail"] = settings_.explain(code);
            rows.push_back(std::move(row));
            continue;
        }
        (decision->event ? booked : known) += 1;
        row["result"] = decision->event ? "booked" : "known";
        if (!asked.on_trial) {
            row["code"] = decision->appointment.code;
        }
        rows.push_back(std::move(row));
        if (decision->event) {
            trial.put(decision->appointment);
            decision->event->by = asked.by;
            if (!asked.on_trial) {
                emit({now_, std::move(*decision->event)});
            }
        }
    }
    const auto refused = static_cast<int>(asked.lines.size()) - booked - known;
    answer(asked.request, {200, Json{{"dry_run", asked.on_trial},
                                     {"booked", booked},
                                     {"known", known},
                                     {"refused", refused},
                                     {"lines", std::move(rows)}}
                                    .dump()});
}

void Core::on(const CheckInAsked& asked) {
    if (answer_again(asked.request, asked.cmd, asked.fingerprint)) {
        return;
    }
    Answer result = check_in(asked);
    emit({now_, CommandDone{asked.cmd, asked.fingerprint, result.status, result.body}});
    answer(asked.request, std::move(result));
}

// The number, the appointment and the ticket are one transaction: all of it is on the disk, or
// nothing is and the citizen asks again.
Core::Answer Core::check_in(const CheckInAsked& asked) {
    const auto named = find_appointment(asked.appointment);
    if (!named) {
        return turned_down(named.error());
    }
    auto coming = decide_check_in(appointments(now_), **named);
    if (!coming) {
        return turned_down(coming.error());
    }
    if (asked.as_walk_in) {
        coming->band = Band::walk_in;
        coming->due.reset();
    }
    const Appointment mine = coming->appointment;
    auto reserved = reserve(
        book_, hall(), {asked.cmd, mine.queue, coming->band, reception(), 1, 0, {}}, today(), now_);
    if (!reserved) {
        return refused(reserved.error());
    }
    const NumberChanged& number = reserved->number;
    auto event = checked_in(mine, asked.cmd, number.number);
    event.by = asked.clerk.value;
    emit({now_, std::move(event)});
    const Ticket& ticket = issue_here(IssuedNote{.ticket = number.ticket,
                                                 .day = number.day,
                                                 .number = number.number,
                                                 .ordinal = number.ordinal,
                                                 .band = number.band,
                                                 .queue = mine.queue,
                                                 .item = mine.item,
                                                 .touch = asked.cmd,
                                                 .due = coming->due},
                                      asked.clerk);
    Json body{{"ticket", Json::parse(sync::public_ticket(ticket))},
              {"arrival", name_of(coming->arrival)},
              {"appointment", Json::parse(form_of(*book_.appointments().find(mine.id)))}};
    if (coming->due) {
        body["due"] = millis_of(*coming->due);
    }
    return {200, body.dump()};
}

// The number is the device's, and so is the ticket: it journals it with what the answer says. Given
// up (an AbandonNote, a boot) the number frees the appointment again.
Core::Answer Core::alloc_for_appointment(const AllocAsk& ask) {
    const auto named = find_appointment(ask.appointment);
    if (!named) {
        return turned_down(named.error());
    }
    const Appointment mine = **named;
    const AppointmentView view = appointments(now_);
    const bool again = mine.ticket == ask.ticket;
    const auto coming =
        again ? AppointmentRuled<CheckIn>{check_in_at(view, mine)} : decide_check_in(view, mine);
    if (!coming) {
        return turned_down(coming.error());
    }
    AllocAsk own = ask;
    own.queue = mine.queue;
    own.band = coming->band;
    auto reserved = reserve(book_, hall(), own, today(), now_);
    if (!reserved) {
        return refused(reserved.error(), ask.device);
    }
    const NumberChanged number = reserved->number;
    CheckIn told = *coming;
    told.band = number.band;  // Asked again a minute later, it is what it was.
    told.due = number.band == Band::appointment ? std::optional{mine.from} : std::nullopt;
    if (!again) {
        emit({now_, checked_in(mine, ask.ticket, number.number)});
    }
    emit_all(std::move(reserved->events));
    return {200, sync::encode_reserved(number, book_.epoch(), &told)};
}

}  // namespace hall::service
