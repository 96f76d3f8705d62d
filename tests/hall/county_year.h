// SPDX-License-Identifier: Apache-2.0
// A county hall's year out of one seed, with faults that somebody planted: what the watch must
// find, and nothing else.
#pragma once

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "sync/hall/events.h"
#include "sync/hall/figures.h"

namespace hall::test {

inline constexpr int kCountyCounters = 44;
inline constexpr int kCountyDepartments = 29;

class CountyYear {
public:
    CountyYear(unsigned seed, Day from, int months) : random_(seed), first_(from) {
        plant();
        using std::chrono::days;
        for (Day day = from; day < month_after(from, months); day += days{1}) {
            if (std::chrono::weekday{day}.iso_encoding() <= 5) {
                for (int counter = 0; counter < kCountyCounters; ++counter) {
                    serve_day(day, counter);
                }
            }
        }
        last_ = month_after(from, months);
    }

    [[nodiscard]] FigureView view() const {
        return {ledger, cases,
                [](const ItemId& item) { return DepartmentId{item.value.substr(0, 3)}; }};
    }
    [[nodiscard]] DaySpan span() const { return {first_, last_}; }

    static std::string counter_name(int n) { return (n < 9 ? "W0" : "W") + std::to_string(n + 1); }
    static std::string department_name(int n) { return (n < 10 ? "D0" : "D") + std::to_string(n); }
    /// The first departments have two counters each.
    static int department_of(int counter) { return counter % kCountyDepartments; }

    Ledger ledger;
    CaseBook cases;
    int tickets = 0;

    // What was planted.
    std::set<std::string> silent_departments;
    std::set<std::string> silent_counters;
    std::string batch_counter;
    std::string forced_counter;

private:
    static Day month_after(Day day, int n) {
        const std::chrono::year_month_day date{day};
        return Day{(std::chrono::year_month{date.year(), date.month()} + std::chrono::months{n}) /
                   1};
    }

    int upto(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }

    void plant() {
        while (silent_departments.size() < 3) {
            silent_departments.insert(department_name(upto(kCountyDepartments)));
        }
        std::vector<int> others;
        for (int n = 0; n < kCountyCounters; ++n) {
            if (silent_departments.contains(department_name(department_of(n)))) {
                silent_counters.insert(counter_name(n));
            } else {
                others.push_back(n);
            }
        }
        std::shuffle(others.begin(), others.end(), random_);
        batch_counter = counter_name(others[0]);
        forced_counter = counter_name(others[1]);
    }

    void serve_day(Day day, int counter) {
        using namespace std::chrono_literals;
        const int people = 10 + upto(13);
        Moment now = Moment{day.time_since_epoch()} + 30min;
        for (int i = 0; i < people; ++i) {
            now += 20min + std::chrono::seconds{upto(120)};
            serve(day, counter, now);
        }
    }

    void serve(Day day, int n, Moment now) {
        using namespace std::chrono_literals;
        const std::string counter = counter_name(n);
        Ticket ticket{.id = make_uuid(now, random_(), random_()), .day = day};
        ticket.number = {"A", 0, ++tickets % 799 + 1};
        ticket.item = ItemId{department_name(department_of(n)) + "-" + std::to_string(upto(8))};
        ticket.counter = CounterId{counter};
        ticket.clerk = ClerkId{"S" + counter};
        ticket.issued = now - std::chrono::minutes{upto(40)};
        ticket.called = now;
        ticket.started = now;
        ticket.calls = 1;
        ticket.state = upto(27) == 0 ? TicketState::no_show : TicketState::finished;
        ticket.ended = now + 5min;
        ledger.take({now, TicketChanged{Action::finish, ticket}});
        if (ticket.state != TicketState::finished) {
            return;
        }
        if (upto(80) != 0) {
            rate(ticket, counter);
        }
        if (upto(16) == 0 && !silent_counters.contains(counter)) {
            register_case(ticket, counter);
        }
    }

    // Most people take their time; a few are quick; whoever is told to is quicker.
    void rate(const Ticket& ticket, const std::string& counter) {
        ServiceDue service{.ticket = ticket.id, .day = ticket.day, .finished = *ticket.ended};
        const bool quick = counter == forced_counter ? upto(10) < 8 : upto(300) == 0;
        service.rating = Rating{
            .grade = 1 + (upto(200) == 0 ? 4 : upto(3)),
            .pressed = *ticket.ended + std::chrono::milliseconds{quick ? 300 : 1500 + upto(20000)}};
        ledger.take({service.rating->pressed, RatingGiven{service}});
    }

    // Entered within the hour, by some counters now and then the next morning; by one only at the
    // end of the month, one after the other.
    void register_case(const Ticket& ticket, const std::string& counter) {
        using namespace std::chrono_literals;
        CaseFile file{.number = CaseNumber{std::to_string(cases.all().size() + 1)}};
        file.item = ticket.item;
        file.kind = CaseKind::prompt;
        file.due = ticket.day;
        file.ticket = ticket.id;
        CaseStep step{.stage = CaseStage::accepted, .at = *ticket.ended, .day = ticket.day};
        step.counter = *ticket.counter;
        step.clerk = ticket.clerk;
        file.steps.push_back(step);
        step.stage = CaseStage::closed;
        file.steps.push_back(step);
        file.registered = *ticket.ended + std::chrono::minutes{upto(60)};
        if (counter == batch_counter) {
            const Moment end{month_after(ticket.day, 1).time_since_epoch()};
            file.registered =
                std::max(file.registered, end + std::chrono::seconds{++entered_ * 20});
        } else if (upto(20) == 0) {
            file.registered = *ticket.ended + 20h + std::chrono::minutes{upto(300)};
        }
        cases.put(std::move(file));
    }

    std::mt19937 random_;
    Day first_;
    Day last_{};
    int entered_ = 0;
};

}  // namespace hall::test
