// SPDX-License-Identifier: Apache-2.0
// The rates of a period and the rows behind them, over random years.
#include "sync/hall/figures.h"

#include <algorithm>
#include <random>
#include <set>

#include <catch2/catch.hpp>

#include "sync/hall/events.h"

using namespace hall;
using namespace std::chrono_literals;

namespace {

using std::chrono::days;

const Day kFirst = *day_from("2028-01-20");  // Its February has 29 days.
constexpr int kDays = 60;

Moment noon(Day day) {
    return Moment{day.time_since_epoch()} + 4h;
}

Uuid id_of(unsigned n) {
    return make_uuid(noon(kFirst), n, n);
}

// Some weeks of a hall out of one seed: people served, rated, missed; cases begun and closed.
struct Weeks {
    explicit Weeks(unsigned seed) : random(seed) {
        for (unsigned n = 0; n < 300; ++n) {
            serve(n);
        }
        for (unsigned n = 0; n < 120; ++n) {
            file(n);
        }
    }

    int upto(int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); }

    std::string word(const char* letter, int most) { return letter + std::to_string(upto(most)); }

    void serve(unsigned n) {
        Ticket ticket{.id = id_of(n), .day = kFirst + days{upto(kDays)}, .number = {"A", 0, 7}};
        ticket.item = ItemId{word("I", 6)};
        ticket.queue = QueueId{word("Q", 3)};
        ticket.counter = CounterId{word("W", 4)};
        ticket.clerk = ClerkId{word("S", 5)};
        ticket.issued = noon(ticket.day);
        ticket.called = ticket.issued + 1min * upto(60);
        ticket.calls = 1;
        ticket.state = TicketState::called;
        ledger.take({*ticket.called, TicketChanged{Action::call_next, ticket}});
        if (upto(10) == 0) {
            ticket.state = TicketState::no_show;
            ledger.take({*ticket.called, TicketChanged{Action::no_show, ticket}});
            return;
        }
        ticket.state = TicketState::finished;
        ticket.ended = *ticket.called + 5min;
        ledger.take({*ticket.ended, TicketChanged{Action::finish, ticket}});
        if (upto(4) != 0) {
            rate(ticket, upto(5) + 1);
        }
    }

    void rate(const Ticket& ticket, int grade) {
        ServiceDue service{ticket.id,       ticket.day,   ticket.number, ticket.queue, ticket.item,
                           *ticket.counter, ticket.clerk, *ticket.ended, {},           Rating{}};
        service.rating->grade = grade;
        service.rating->pressed = *ticket.ended + 48h;
        ledger.take({service.rating->pressed, RatingGiven{service}});
    }

    void file(unsigned n) {
        CaseFile file{.number = CaseNumber{"C" + std::to_string(n)}, .item = ItemId{word("I", 6)}};
        file.kind = kCaseKinds[static_cast<std::size_t>(upto(3))];
        Day day = kFirst + days{upto(kDays)};
        const auto step = [&](CaseStage stage) {
            file.steps.push_back({.stage = stage, .at = noon(day), .day = day});
            CaseStep& now = file.steps.back();
            now.counter = CounterId{upto(5) == 0 ? "" : word("W", 4)};
            now.clerk = ClerkId{word("S", 5)};
            now.place = upto(9) == 0 ? CasePlace::outside : CasePlace::hall;
            now.exempt = now.place == CasePlace::outside && upto(2) == 0;
        };
        step(CaseStage::accepted);
        if (upto(3) != 0) {
            file.due = day + days{upto(8)};
        }
        if (upto(5) != 0) {
            day += days{upto(10)};
            step(CaseStage::closed);
        }
        if (upto(3) == 0) {
            file.ticket = id_of(n);
        } else if (upto(3) != 0 && file.closed() != nullptr) {
            file.grade = upto(5) + 1;
        }
        file.documents = static_cast<std::uint8_t>(upto(4) == 0 ? upto(31) : 31);
        cases.put(std::move(file));
    }

    [[nodiscard]] FigureView view() const {
        return {ledger, cases, [](const ItemId& item) {
                    return DepartmentId{item.value < "I3" ? "low" : "high"};
                }};
    }

    [[nodiscard]] Figures total(const FigureAsk& ask) const {
        return figures_by(view(), ask, FigureBy::hall).at("");
    }

    std::mt19937 random;
    Ledger ledger;
    CaseBook cases;
};

// Counted from a period's first day, and so not a sum over its days.
Figures without_carried(Figures figures) {
    figures.counts[static_cast<std::size_t>(Count::carried_in)] = 0;
    return figures;
}

void check_rates(const Figures& figures) {
    for (const Rate rate : kRates) {
        const Share share = share_of(figures, rate);
        INFO("rate " << name_of(rate) << ": " << share.part << " of " << share.whole);
        CHECK(share.part >= 0);
        CHECK((rate == Rate::recorded || share.part <= share.whole));
        CHECK(share.basis_points().has_value() == (share.whole > 0));
    }
    using C = Count;
    CHECK(figures[C::rated] + figures[C::missed] == figures[C::due]);
    CHECK(figures[C::satisfied] + figures[C::bad] == figures[C::rated]);
    CHECK(figures[C::on_time] + figures[C::late] == figures[C::closed]);
    CHECK(figures[C::on_site] + figures[C::off_site] == figures[C::closed]);
    CHECK(figures[C::very_satisfied] <= figures[C::satisfied]);
}

}  // namespace

TEST_CASE("rates stay between nothing and all, in whatever weeks", "[hall]") {
    for (unsigned seed = 0; seed < 60; ++seed) {
        INFO("seed " << seed);
        Weeks weeks{seed};
        const Day from = kFirst + days{weeks.upto(kDays)};
        const FigureAsk ask{.days = {from, from + days{weeks.upto(40)}}};
        check_rates(weeks.total(ask));
        for (const FigureBy by : kFigureBys) {
            for (const auto& [key, figures] : figures_by(weeks.view(), ask, by)) {
                check_rates(figures);
            }
        }
    }
}

TEST_CASE("the list behind a figure is as long as the figure, and each row in it once", "[hall]") {
    for (unsigned seed = 0; seed < 40; ++seed) {
        INFO("seed " << seed);
        Weeks weeks{seed};
        FigureAsk ask{.days = {kFirst + days{5}, kFirst + days{45}}};
        switch (seed % 5) {
            case 0:
                ask.counter = CounterId{"W1"};
                break;
            case 1:
                ask.clerk = ClerkId{"S2"};
                break;
            case 2:
                ask.item = ItemId{"I3"};
                break;
            case 3:
                ask.department = DepartmentId{"low"};
                break;
            default:
                break;
        }
        const Figures figures = weeks.total(ask);
        for (std::size_t i = 0; i < kCounts; ++i) {
            const auto count = static_cast<Count>(i);
            INFO(name_of(count));
            CHECK(count_from(name_of(count)) == count);
            const auto rows = rows_behind(weeks.view(), ask, count);
            CHECK(static_cast<std::int64_t>(rows.size()) == figures[count]);
            std::set<std::pair<const void*, const void*>> seen;
            for (const Behind& row : rows) {
                CHECK((row.service == nullptr) != (row.file == nullptr));
                CHECK(ask.days.from <= row.day);
                CHECK(row.day < ask.days.to);
                seen.insert({row.service, row.file});
            }
            CHECK(seen.size() == rows.size());
        }
    }
}

TEST_CASE("days, months, counters, clerks, items and departments each add up to the hall",
          "[hall]") {
    for (unsigned seed = 0; seed < 40; ++seed) {
        INFO("seed " << seed);
        const Weeks weeks{seed};
        const FigureAsk ask{.days = {kFirst + days{3}, kFirst + days{50}}};
        const Figures whole = weeks.total(ask);
        for (const FigureBy by : kFigureBys) {
            INFO(name_of(by));
            CHECK(figure_by_from(name_of(by)) == by);
            Figures sum;
            for (const auto& [key, figures] : figures_by(weeks.view(), ask, by)) {
                sum += figures;
            }
            CHECK(sum == whole);
        }
        // And day by day, each asked for by itself; the leap day among them.
        Figures sum;
        for (Day day = ask.days.from; day < ask.days.to; day += days{1}) {
            sum += weeks.total({.days = {day, day + days{1}}});
        }
        CHECK(without_carried(sum) == without_carried(whole));
        CHECK(weeks.total({.days = {kFirst, kFirst}}) == Figures{});
    }
}

TEST_CASE("what comes late changes the days it belongs to, and no other", "[hall]") {
    for (unsigned seed = 0; seed < 40; ++seed) {
        INFO("seed " << seed);
        Weeks weeks{seed};
        const FigureAsk ask{.days = {kFirst, kFirst + days{kDays + 20}}};
        const auto before = figures_by(weeks.view(), ask, FigureBy::day);
        std::set<std::string> touched;
        // A missed service is rated days later.
        const auto missed = rows_behind(weeks.view(), ask, Count::missed);
        const auto service =
            std::ranges::find_if(missed, [](const Behind& row) { return row.service != nullptr; });
        REQUIRE(service != missed.end());
        Ticket ticket{.id = service->service->ticket, .day = service->day};
        ticket.counter = CounterId{"W1"};
        ticket.ended = noon(service->day);
        weeks.rate(ticket, 5);
        touched.insert(text_of(service->day));
        // A case turns out to have been closed on another day.
        CaseFile file = *weeks.cases.closed().begin()->second.front();
        CaseStep& closing = file.steps.back();
        touched.insert(text_of(closing.day));
        touched.insert(text_of(file.accepted()->day));  // 即辦率 looks from there.
        closing.day += days{1 + weeks.upto(9)};
        touched.insert(text_of(closing.day));
        weeks.cases.put(file);

        auto after = figures_by(weeks.view(), ask, FigureBy::day);
        for (const auto& [day, figures] : before) {
            if (!touched.contains(day)) {
                INFO(day);
                CHECK(after.at(day) == figures);
            }
        }
        CHECK(after != before);
    }
}

TEST_CASE("one who was served, rated and then undone is still rated once", "[hall]") {
    Ledger ledger;
    const CaseBook cases;
    Ticket ticket{.id = id_of(1), .day = kFirst, .number = {"A", 0, 1}};
    ticket.counter = CounterId{"W1"};
    ticket.calls = 1;
    ticket.called = noon(kFirst);
    ticket.ended = noon(kFirst) + 5min;
    ticket.state = TicketState::finished;
    ledger.take({*ticket.ended, TicketChanged{Action::finish, ticket}});
    ServiceDue service{.ticket = ticket.id, .day = kFirst, .finished = *ticket.ended};
    service.rating = Rating{.grade = 2, .pressed = *ticket.ended + 2s};
    ledger.take({*ticket.ended, RatingGiven{service}});
    const FigureView view{ledger, cases, [](const ItemId&) { return DepartmentId{}; }};
    const FigureAsk ask{.days = {kFirst, kFirst + days{1}}};
    const auto count = [&](Count which) {
        return figures_by(view, ask, FigureBy::hall).at("")[which];
    };
    CHECK(count(Count::rated) == 1);
    ticket.state = TicketState::serving;
    ticket.ended.reset();
    ledger.take({noon(kFirst) + 6min, TicketChanged{Action::undo, ticket}});
    CHECK(count(Count::finished) == 0);
    CHECK(count(Count::due) == 1);
    CHECK(count(Count::rated) == 1);
    ticket.state = TicketState::finished;
    ticket.ended = noon(kFirst) + 9min;
    ledger.take({*ticket.ended, TicketChanged{Action::finish, ticket}});
    CHECK(count(Count::finished) == 1);
    CHECK(count(Count::due) == 1);
    CHECK(ledger.days().at(kFirst).front().rated_after_ms == 2000);
}

TEST_CASE("a ticket that is called again after a no-show is no no-show", "[hall]") {
    Ledger ledger;
    Ticket ticket{.id = id_of(1), .day = kFirst, .number = {"A", 0, 1}};
    ledger.take({noon(kFirst), TicketChanged{Action::issue, ticket}});
    CHECK(ledger.days().empty());  // Nobody has called it.
    ticket.calls = 3;
    ticket.called = noon(kFirst);
    ticket.state = TicketState::no_show;
    ledger.take({noon(kFirst), TicketChanged{Action::no_show, ticket}});
    REQUIRE(ledger.days().at(kFirst).size() == 1);
    CHECK(ledger.days().at(kFirst).front().no_show);
    ticket.state = TicketState::waiting;
    ledger.take({noon(kFirst), TicketChanged{Action::requeue, ticket}});
    REQUIRE(ledger.days().at(kFirst).size() == 1);
    CHECK_FALSE(ledger.days().at(kFirst).front().no_show);
}
