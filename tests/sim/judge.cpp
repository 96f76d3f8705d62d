// SPDX-License-Identifier: Apache-2.0
// The verdict over a day: every promise held against the papers, the journals and the log.
#include <algorithm>
#include <map>
#include <set>

#include "tests/sim/hall_day.h"
#include "tests/sim/verdict.h"

namespace hall::sim {

namespace {

// What a journal that was given up had reserved is never said by the one in its place: whether it
// came to paper, only the lost disk knew.
bool is_of_lost_journal(const Book& book, const NumberChanged& number) {
    const Device* device = book.device(number.device);
    return device != nullptr && number.epoch < device->epoch;
}

void expect_gapless(World& world, const Book& book, const Oracle& oracle) {
    std::map<Series, std::map<int, TicketId>> lanes;
    for (const auto& [id, number] : book.numbers()) {
        if (number.state == NumberState::reserved && !is_of_lost_journal(book, number)) {
            world.fail("O6", label_of(number.number) + " is still reserved and will never be said");
        }
        const Series series{number.day, number.number.prefix, number.number.lane, number.band};
        if (number.ordinal == 0) {
            continue;
        }
        const auto [other, is_first] = lanes[series].try_emplace(number.ordinal, id);
        const bool is_twin = oracle.twins().contains(id) || oracle.twins().contains(other->second);
        if (!is_first && !is_twin) {
            world.fail("O1", label_of(number.number) + " was given to two tickets");
        }
    }
    for (const auto& [series, ordinals] : lanes) {
        if (static_cast<int>(ordinals.size()) != ordinals.rbegin()->first) {
            world.fail("O6", "the numbers " + series.prefix + " of lane " +
                                 std::to_string(series.lane) + " have a hole");
        }
    }
}

// Every number that anybody saw is a ticket that came to its end at a counter.
void expect_served(World& world, const Book& book, const Oracle& oracle) {
    for (const auto& [id, number] : oracle.seen()) {
        const Ticket* ticket = book.ticket(id);
        const NumberChanged* known = book.number_of(id);
        if (ticket == nullptr && oracle.lost().contains(id)) {
            continue;  // A slip is all that there is of it; `lost_slips` counts them.
        }
        if (ticket == nullptr || known == nullptr) {
            world.fail("O3", label_of(number) + " was seen and the service never heard of it");
        }
        if (ticket->number != number) {
            world.fail("O3",
                       label_of(number) + " is " + label_of(ticket->number) + " at the service");
        }
        if (known->state != NumberState::issued) {
            world.fail("O3", label_of(number) + " was seen and is void");
        }
    }
    for (const auto& [id, ticket] : book.tickets()) {
        if (is_live(ticket.state) && ticket.state != TicketState::no_show) {
            world.fail("O3", label_of(ticket.number) + " was never served");
        }
    }
}

void expect_same_devices(World& world, const Book& live, const Book& replayed) {
    for (const auto& [id, device] : live.devices()) {
        const Device* other = replayed.device(id);
        if (other == nullptr || other->acked != device.acked || other->chain != device.chain ||
            other->lane != device.lane || other->boot != device.boot) {
            world.fail("O4", id.value + " is not the same after reading the log again");
        }
    }
    if (live.numbers().size() != replayed.numbers().size()) {
        world.fail("O6", "the log tells of other numbers than the book");
    }
}

}  // namespace

void HallDay::judge() {
    const Book& live = service_.core().book();
    LogReader log{world_, oracle_};
    log.read(service_.disk());
    tally_.calls = log.calls();

    expect_same(world_, "the log, read again,", live, log.book());
    expect_same_devices(world_, live, log.book());
    expect_same(world_, "the board", live, board_.book());
    expect_served(world_, live, oracle_);
    expect_gapless(world_, live, oracle_);

    for (const auto& kiosk : kiosks_) {
        expect_same(world_, kiosk->device().value, live, kiosk->desk().replica());
        std::map<Uuid, std::set<TicketId>> tickets_of_touch;
        Disk<Note>& journal = kiosk->disk();
        for (std::int64_t seq = 1; seq <= journal.durable(); ++seq) {
            const auto copy = log.copies().find({kiosk->device(), kiosk->epoch(), seq});
            if (copy == log.copies().end() || copy->second.kind != journal.line(seq).kind ||
                copy->second.body != journal.line(seq).body) {
                world_.fail("O4", kiosk->device().value + " entry " + std::to_string(seq) +
                                      " differs from the service's copy");
            }
            if (const auto* issued = std::get_if<IssuedNote>(&journal.said(seq).what)) {
                tickets_of_touch[issued->touch].insert(issued->ticket);
            }
        }
        for (const auto& [touch, tickets] : tickets_of_touch) {
            if (tickets.size() > 1) {
                world_.fail("O1",
                            "one touch led to " + std::to_string(tickets.size()) + " tickets");
            }
        }
        for (const Burst& burst : bursts_) {
            const auto led_to = std::ranges::count_if(
                burst.touches, [&](const Uuid& touch) { return tickets_of_touch.contains(touch); });
            if (burst.kiosk == kiosk.get() && burst.whole && led_to > 1) {
                world_.fail("O1",
                            "ten taps in a second led to " + std::to_string(led_to) + " tickets");
            }
        }
    }
}

Tally HallDay::tally() const {
    Tally tally = tally_;
    tally.power_cuts = world_.disk_tally().power_cuts;
    tally.torn_writes = world_.disk_tally().torn_writes;
    tally.slips = oracle_.slips();
    tally.snapshots = board_.snapshots();
    for (const auto& kiosk : kiosks_) {
        tally.snapshots += kiosk->snapshots();
        tally.lives += kiosk->lives();
    }
    tally.twins = static_cast<int>(oracle_.twins().size());
    for (const auto& counter : counters_) {
        tally.commands += counter->commands();
        tally.retries += counter->retries();
    }
    if (!service_.is_up()) {
        return tally;
    }
    const Book& book = service_.core().book();
    tally.tickets = static_cast<int>(book.tickets().size());
    for (const auto& [id, ticket] : book.tickets()) {
        tally.own_lane += ticket.own_lane ? 1 : 0;
        tally.uncertain += ticket.paper == Paper::uncertain ? 1 : 0;
    }
    for (const auto& [id, number] : oracle_.seen()) {
        tally.lost_slips += oracle_.lost().contains(id) && book.ticket(id) == nullptr ? 1 : 0;
    }
    for (const TicketId& id : oracle_.all_carried()) {
        const NumberChanged* number = book.number_of(id);
        tally.carried += number != nullptr && number->epoch > 1 ? 1 : 0;
    }
    for (const auto& [id, number] : book.numbers()) {
        tally.abandoned += number.reason == VoidReason::abandoned ? 1 : 0;
        tally.voided += number.reason == VoidReason::boot ? 1 : 0;
    }
    return tally;
}

}  // namespace hall::sim
