// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/oracle.h"

namespace hall::sim {

void Oracle::decided(const Place& place, const Note& note) {
    if (const auto* issued = std::get_if<IssuedNote>(&note.what)) {
        truths_[issued->ticket] =
            Truth{place.kiosk, world_.now_ms(), ++decided_, note.stamp.boot, note.stamp.good};
        by_entry_[place] = issued->ticket;
    }
}

void Oracle::carried(const Place& place, const Note& note) {
    if (const auto* issued = std::get_if<IssuedNote>(&note.what)) {
        Truth& truth = truths_.at(issued->ticket);
        truth.boot = note.stamp.boot;
        truth.good = note.stamp.good;
        by_entry_[place] = issued->ticket;
        carried_.insert(issued->ticket);
    }
}

// An exchange of the same boot makes a stamp good afterwards as well (rule 6).
void Oracle::taken_over(const Place& first, std::int64_t to_seq, std::int64_t boot) {
    const auto last = by_entry_.upper_bound({first.kiosk, first.epoch, to_seq});
    for (auto it = by_entry_.lower_bound(first); it != last; ++it) {
        Truth& truth = truths_.at(it->second);
        truth.good = truth.good || truth.boot == boot;
    }
}

void Oracle::lost_with_disk(const TicketId& ticket, const Number& number) {
    lost_.insert(ticket);
    if (const auto known = by_number_.find(number);
        known != by_number_.end() && known->second == ticket) {
        by_number_.erase(known);
        forgotten_numbers_.insert(number);
    }
}

void Oracle::see(const TicketId& ticket, const Number& number) {
    if (const auto known = by_number_.find(number);
        known != by_number_.end() && known->second != ticket) {
        world_.fail("O1", "two tickets have the number " + label_of(number));
    }
    if (const auto known = seen_.find(ticket); known != seen_.end() && known->second != number) {
        world_.fail("O1", "one ticket has two numbers, " + label_of(known->second) + " and " +
                              label_of(number));
    }
    if (forgotten_numbers_.contains(number) && !lost_.contains(ticket)) {
        twins_.insert(ticket);
    }
    by_number_[number] = ticket;
    seen_[ticket] = number;
}

void Oracle::printed(int kiosk, const IssuedNote& note, bool durable, bool copy) {
    if (!durable) {
        world_.fail("O2", "kiosk " + std::to_string(kiosk) + " printed " + label_of(note.number) +
                              " before its journal was durable");
    }
    see(note.ticket, note.number);
    const bool is_first = printed_.insert(note.ticket).second;
    if (!is_first && !copy) {
        world_.fail("O1", label_of(note.number) + " was printed twice and no copy is marked");
    }
}

void Oracle::shown(const TicketId& ticket, const Number& number, bool durable) {
    if (!durable) {
        world_.fail("O2", label_of(number) + " was shown before its journal was durable");
    }
    see(ticket, number);
}

void Oracle::unsure(const CounterId& counter) {
    beliefs_[counter].sure = false;
}

void Oracle::holds(const CounterId& counter, std::optional<TicketId> ticket, bool sure) {
    beliefs_[counter] = {ticket, sure};
    if (!ticket || !sure) {
        return;
    }
    for (const auto& [other, belief] : beliefs_) {
        if (other != counter && belief.sure && belief.ticket == ticket) {
            world_.fail("O11", counter.value + " and " + other.value + " hold one citizen");
        }
    }
}

}  // namespace hall::sim
