// SPDX-License-Identifier: Apache-2.0
#include "sync/service/core.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "sync/json.h"

namespace hall::service {

using sync::Json;

namespace {

// Reception has no device of its own: what it issues stands in the log at once.
const DeviceId kReception{"reception"};

}  // namespace

Core::Core(Settings settings) : settings_(std::move(settings)) {
    assert(settings_.content && settings_.day_of && settings_.explain);
}

void Core::replay(const Event& event, std::int64_t lsn) {
    assert(lsn == last_ + 1);
    book_.apply(event);
    ledger_.take(event);
    last_ = lsn;
    durable_ = lsn;
}

Actions Core::begin(Moment now) {
    now_ = now;
    if (book_.epoch() == 0) {
        emit({now, EpochStarted{1}});
    } else if (book_.may_lack_numbers()) {
        emit({now, with_lane(book_, today())});
    }
    on(Ticked{});
    forget_before(today() - std::chrono::days{1});
    release();
    return std::exchange(actions_, {});
}

Actions Core::step(Input input, Moment now) {
    now_ = now;
    std::visit([this](const auto& what) { on(what); }, input);
    release();
    return std::exchange(actions_, {});
}

void Core::use(std::shared_ptr<const Content> content) {
    assert(content);
    settings_.content = std::move(content);
}

void Core::emit(Event event) {
    book_.apply(event);
    ledger_.take(event);
    if (const auto* changed = std::get_if<TicketChanged>(&event.what);
        changed != nullptr && changed->action == Action::issue) {
        learn_token(changed->ticket.id);
    }
    sync::Line line = sync::encode(event);
    ++last_;
    if (std::string data = sync::public_body(event); !data.empty()) {
        pending_.push_back({last_, Frame{{book_.epoch(), last_}, line.kind, std::move(data)}});
    }
    actions_.write.push_back(std::move(line));
}

void Core::emit_all(std::vector<Event> events) {
    for (Event& event : events) {
        emit(std::move(event));
    }
}

void Core::answer(AskId request, Answer answer) {
    pending_.push_back({last_, Reply{request, answer.status, std::move(answer.body)}});
}

void Core::release() {
    while (!pending_.empty() && pending_.front().lsn <= durable_) {
        if (auto* reply = std::get_if<Reply>(&pending_.front().what)) {
            actions_.reply.push_back(std::move(*reply));
        } else {
            actions_.publish.push_back(std::move(std::get<Frame>(pending_.front().what)));
        }
        pending_.pop_front();
    }
}

Core::Answer Core::problem(int status, std::string_view code) const {
    return {status, Json{{"type", "about:blank"},
                         {"title", code},
                         {"status", status},
                         {"code", code},
                         {"detail", settings_.explain(code)}}
                        .dump()};
}

Core::Answer Core::refused(const Refused& refused) const {
    const int status = status_of(refused.code);
    Answer answer = problem(status, code_of(refused.code));
    if (refused.ticket) {
        Json body = Json::parse(answer.body);
        body["ticket"] = Json::parse(sync::public_ticket(*refused.ticket));
        answer.body = body.dump();
    }
    return answer;
}

void Core::on(const Committed& committed) {
    assert(committed.lsn <= last_ && committed.lsn >= durable_);
    durable_ = committed.lsn;
}

void Core::on(const StateAsked& asked) {
    answer(
        asked.request,
        {200, sync::encode(sync::StateDocument{{book_.epoch(), last_}, now_, book_.snapshot()})});
}

// Paper never moves a ticket in its queue, so this needs no rule of the ticket's life.
void Core::on(const PaperAsked& asked) {
    const Ticket* known = book_.ticket(asked.ticket);
    if (known == nullptr) {
        answer(asked.request, refused({Refusal::ticket_unknown, std::nullopt}));
        return;
    }
    if (known->paper != asked.paper) {
        Ticket ticket = *known;
        ticket.paper = asked.paper;
        ++ticket.version;
        emit({now_, SlipChanged{std::move(ticket), "seen_by:" + asked.clerk.value}});
    }
    answer(
        asked.request,
        {200,
         Json{{"ticket", Json::parse(sync::public_ticket(*book_.ticket(asked.ticket)))}}.dump()});
}

void Core::on(const ContentAsked& asked) {
    emit({now_, asked.changed});
    answer(asked.request, {200, Json{{"name", asked.changed.name},
                                     {"version", asked.changed.version},
                                     {"hash", asked.changed.hash}}
                                    .dump()});
}

void Core::on(const AdminAsked& asked) {
    emit({now_, asked.done});
    if (asked.request != 0) {
        answer(asked.request, {asked.status, asked.body});
    }
}

// A day that was closed never comes back, whatever the clock is set to: a ticket of it would be
// expired the moment it is issued.
Day Core::day_at(Moment now) const {
    const Day told = settings_.day_of(now);
    const auto closed = book_.closed_day();
    return closed ? std::max(told, *closed + std::chrono::days{1}) : told;
}

void Core::on(const Ticked& /*ticked*/) {
    emit_all(timed_returns(book_, now_));
    const Day yesterday = today() - std::chrono::days{1};
    if (book_.closed_day() < yesterday) {  // Also when none was ever closed.
        emit_all(close_day(book_, yesterday, now_));
        forget_before(yesterday);
    }
}

// The same command gets the same answer for ever.
bool Core::answer_again(AskId request, const CommandId& cmd, const std::string& fingerprint) {
    const CommandDone* done = book_.done(cmd);
    if (done == nullptr) {
        return false;
    }
    answer(request, done->fingerprint == fingerprint ? Answer{done->status, done->answer}
                                                     : problem(422, "cmd_reused"));
    return true;
}

void Core::on(const CommandArrived& arrived) {
    const CommandId& cmd = arrived.message.cmd;
    if (answer_again(arrived.request, cmd, arrived.fingerprint)) {
        return;
    }
    Answer result = carry_out(arrived);
    emit({now_, CommandDone{cmd, arrived.fingerprint, result.status, result.body}});
    answer(arrived.request, std::move(result));
}

Core::Answer Core::carry_out(const CommandArrived& arrived) {
    if (arrived.message.order.action == Action::issue) {
        return issue_at_reception(arrived.message);
    }
    auto decision = decide(book_, hall(), arrived.message.order, now_);
    const bool by_owner = arrived.message.order.by_owner;
    if (!decision) {
        Refused why = std::move(decision.error());
        if (by_owner) {
            why.ticket.reset();  // Who has the code of a slip is told its state, not its history.
        }
        return refused(why);
    }
    emit_all(std::move(decision->events));
    if (by_owner) {
        return {200, Json{{"state", name_of(decision->ticket.state)}}.dump()};
    }
    if (!arrived.message.order.at_reception) {
        keep_lease(arrived.message.order.counter);
    }
    Json body{{"ticket", Json::parse(sync::public_ticket(decision->ticket))}};
    if (decision->why) {
        body["why"] = code_of(*decision->why);
    }
    return {200, body.dump()};
}

Core::Answer Core::issue_at_reception(const sync::CommandMessage& message) {
    const Item* item = message.item ? settings_.content->catalogue.item(*message.item) : nullptr;
    if (message.item && item == nullptr) {
        return refused({Refusal::item_unknown, std::nullopt});
    }
    if (!item && !message.queue) {
        return refused({Refusal::queue_unknown, std::nullopt});
    }
    if (!message.priority.empty() &&
        std::ranges::none_of(hall().priority_classes, [&](const PriorityClass& one) {
            return one.id == message.priority;
        })) {
        return refused({Refusal::priority_unknown, std::nullopt});
    }
    const QueueId queue = message.queue ? *message.queue : item->queue;
    auto reserved = reserve(
        book_, hall(), {message.cmd, queue, Band::walk_in, reception(), 1, 0, {}}, today(), now_);
    if (!reserved) {
        return refused(reserved.error());
    }
    const NumberChanged& number = reserved->number;
    IssuedNote note{.ticket = number.ticket,
                    .day = number.day,
                    .number = number.number,
                    .ordinal = number.ordinal,
                    .band = number.band,
                    .queue = queue,
                    .item = item ? item->id : ItemId{},
                    .priority = message.priority,
                    .touch = message.cmd};
    const Ticket& ticket = issue_here(note, message.order.clerk);
    return {200, Json{{"ticket", Json::parse(sync::public_ticket(ticket))}}.dump()};
}

const DeviceId& Core::reception() {
    if (book_.device(kReception) == nullptr) {
        emit({now_, DeviceChanged{DeviceAction::enrolled,
                                  Device{.id = kReception, .kind = "reception", .epoch = 1}}});
    }
    return kReception;
}

// What reception issues is journaled here, and not by a device of its own.
const Ticket& Core::issue_here(const IssuedNote& note, const ClerkId& clerk) {
    auto events = merge(book_, *book_.device(kReception), Note{{}, note}, now_, now_);
    for (Event& event : events) {
        if (auto* changed = std::get_if<TicketChanged>(&event.what)) {
            changed->clerk = clerk;  // Who gave it out, for the audit log.
        }
    }
    emit_all(std::move(events));
    return *book_.ticket(note.ticket);
}

// What stands in the way of an order that is well said is 409; these are the others.
int status_of(Refusal refusal) noexcept {
    static constexpr std::array kUnknown{Refusal::ticket_unknown,   Refusal::counter_unknown,
                                         Refusal::clerk_unknown,    Refusal::queue_unknown,
                                         Refusal::item_unknown,     Refusal::device_unknown,
                                         Refusal::priority_unknown, Refusal::appointment_unknown};
    static constexpr std::array kUnfit{Refusal::reason_missing, Refusal::code_invalid,
                                       Refusal::slot_unknown, Refusal::appointment_differs,
                                       Refusal::case_empty};
    const auto is_one_of = [refusal](const auto& these) {
        return std::ranges::find(these, refusal) != these.end();
    };
    return refusal == Refusal::right_missing ? 403
           : is_one_of(kUnknown)             ? 404
           : is_one_of(kUnfit)               ? 422
                                             : 409;
}

}  // namespace hall::service
