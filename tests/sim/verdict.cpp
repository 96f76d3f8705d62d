// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/verdict.h"

#include "sync/wire.h"

namespace hall::sim {

namespace {

// Two kiosks know the time by an exchange each, good to half of its round trip; a stamp may be
// made by one exchange and translated by another.
constexpr std::int64_t kClockDoubtMs = 3100;

std::string label(const Ticket& ticket) {
    return label_of(ticket.number);
}

// Never moved since it was issued, so that nothing but its birth decides its place.
bool is_untouched(const Ticket& ticket) {
    return ticket.legs.size() == 1 && ticket.order == ticket.issued &&
           !ticket.legs.front().counter && ticket.version <= 3 && !ticket.only_for;
}

bool is_call(Action action) {
    return action == Action::call_next || action == Action::call;
}

}  // namespace

void LogReader::read(Disk<Event>& log) {
    for (std::int64_t lsn = 1; lsn <= log.durable(); ++lsn) {
        const Event& event = log.said(lsn);
        if (const auto* changed = std::get_if<TicketChanged>(&event.what)) {
            check(*changed);
        } else if (const auto* entry = std::get_if<DeviceEntry>(&event.what)) {
            check(*entry);
        } else if (const auto* done = std::get_if<CommandDone>(&event.what)) {
            check(*done);
        }
        book_.apply(event);
    }
}

void LogReader::check(const TicketChanged& changed) {
    const Ticket& now = changed.ticket;
    const Ticket* before = book_.ticket(now.id);
    if (changed.action == Action::issue) {
        const Ticket* twin = book_.ticket_by_number(now.day, now.number);
        const bool is_twin = twin != nullptr && now.flagged && oracle_.twins().contains(now.id);
        if (before != nullptr || (twin != nullptr && !is_twin)) {
            world_.fail("O1", label(now) + " came into the queue twice");
        }
        return;
    }
    if (before == nullptr) {
        world_.fail("O3", label(now) + " was acted on before it was issued");
    }
    if (before->number != now.number) {
        world_.fail("O1", label(*before) + " became " + label(now));
    }
    const bool has_counter = now.state == TicketState::called || now.state == TicketState::serving;
    if (has_counter) {
        const Ticket* held = book_.held_by(*now.counter);
        if (held != nullptr && held->id != now.id) {
            world_.fail("O11",
                        now.counter->value + " holds " + label(*held) + " and " + label(now));
        }
    }
    if (is_call(changed.action)) {
        ++calls_;
        if (before->state == TicketState::called || before->state == TicketState::serving) {
            world_.fail("O5", label(now) + " was called while it was called");
        }
        if (++calls_of_command_ > 1) {
            world_.fail("O5", "one command called " + label(now) + " and another ticket");
        }
        if (changed.why == Why::arrival || changed.why == Why::priority_turn) {
            check_order(*before);
        }
    }
}

// Who was waiting in the same queue and class, came earlier, and was known then (O7).
void LogReader::check_order(const Ticket& called) {
    const auto truth = oracle_.truths().find(called.id);
    if (!is_untouched(called) || truth == oracle_.truths().end()) {
        return;
    }
    const Truth& mine = truth->second;
    for (const Ticket* other : book_.waiting(called.queue)) {
        const auto known = oracle_.truths().find(other->id);
        if (other->id == called.id || other->priority != called.priority || !is_untouched(*other) ||
            known == oracle_.truths().end()) {
            continue;
        }
        const Truth& theirs = known->second;
        const bool one_lane =
            theirs.kiosk == mine.kiosk && other->number.lane == called.number.lane;
        if (one_lane && theirs.nth < mine.nth) {
            world_.fail("O7", label(called) + " was called before " + label(*other) +
                                  " of the same kiosk and lane");
        }
        if (mine.good && theirs.good && theirs.at_ms + kClockDoubtMs < mine.at_ms) {
            world_.fail("O7", label(called) + " was called before " + label(*other) + ", issued " +
                                  std::to_string(mine.at_ms - theirs.at_ms) + " ms earlier");
        }
    }
}

void LogReader::check(const DeviceEntry& entry) {
    const auto key = std::tuple{entry.device, entry.epoch, entry.seq};
    const bool follows =
        entry.seq == 1 || copies_.contains({entry.device, entry.epoch, entry.seq - 1});
    if (!follows || !copies_.try_emplace(key, Copy{entry.kind, entry.body}).second) {
        world_.fail("O8", entry.device.value + " entry " + std::to_string(entry.seq) +
                              " was applied twice or out of turn");
    }
}

void LogReader::check(const CommandDone& done) {
    calls_of_command_ = 0;
    if (!commands_.insert(done.cmd).second) {
        world_.fail("O5", "the command " + text_of(done.cmd) + " was carried out twice");
    }
}

void expect_same(World& world, const std::string& who, const Book& live, const Book& other) {
    const auto told = [](const Book& book) {
        return sync::encode(sync::StateDocument{{book.epoch(), 0}, Moment{}, book.snapshot()});
    };
    if (told(live) != told(other)) {
        world.fail("O9", who + " shows another hall than the service's");
    }
}

}  // namespace hall::sim
