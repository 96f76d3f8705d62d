// SPDX-License-Identifier: Apache-2.0
// What may be booked, and what coming with an appointment leads to.
#include <memory>
#include <random>

#include <catch2/catch.hpp>

#include "sync/hall/appointment_rules.h"
#include "tests/support/small_hall.h"

#include <date/tz.h>

using namespace hall;
using namespace hall::test;

namespace {

constexpr const char* kItem = "S001";

// kMorning is Monday 2026-11-23 09:10 in Shanghai; the hall opens 09:00–12:00 on weekdays.
struct Office {
    Content content;
    std::unique_ptr<HallClock> clock;
    AppointmentBook book;
    Moment now = kMorning;
    int ids = 0;

    Office() {
        content.hall = small_hall();
        for (std::size_t day = 0; day < 5; ++day) {
            content.hall.hours.week[day] = {Span{9h, 12h}};
        }
        AppointmentRules& rules = content.hall.appointments;
        rules.per_slot = 2;
        rules.quotas = {{QueueId{"B"}, 0}};
        content.catalogue.items.push_back(
            Item{.id = ItemId{kItem}, .queue = QueueId{"A"}, .appointment = true});
        content.catalogue.items.push_back(
            Item{.id = ItemId{"S002"}, .queue = QueueId{"B"}, .appointment = true});
        content.catalogue.items.push_back(Item{.id = ItemId{"S003"}, .queue = QueueId{"A"}});
        content.catalogue.items.push_back(Item{.id = ItemId{"S004"},
                                               .queue = QueueId{"A"},
                                               .appointment = true,
                                               .appointments_per_slot = 1});
        clock =
            std::make_unique<HallClock>(content.hall.hours, *date::locate_zone("Asia/Shanghai"));
    }

    [[nodiscard]] AppointmentView view() const {
        return {.book = book,
                .content = content,
                .clock = clock.get(),
                .today = clock->business_day(now),
                .now = now};
    }
    [[nodiscard]] Moment at(int days_ahead, std::chrono::minutes time) const {
        return clock->moment_of(kToday + std::chrono::days{days_ahead}, time);
    }
    BookingOrder wish(Moment from, const char* item = kItem, std::string contact = {}) {
        const int n = ++ids;
        return {.id = uuid(n),
                .item = ItemId{item},
                .from = from,
                .contact = std::move(contact),
                .code = short_code(static_cast<std::uint64_t>(n))};
    }
    template <typename Value>
    static std::string answer_of(const AppointmentRuled<Value>& ruled) {
        return ruled ? "done" : std::string(code_of(ruled.error().code));
    }
    std::string take(const AppointmentRuled<AppointmentDecision>& decision) {
        if (decision && decision->event) {
            book.put(decision->event->appointment);
        }
        return answer_of(decision);
    }
    std::string books(const BookingOrder& order) { return take(decide_booking(view(), order)); }
    AppointmentId booked(Moment from) {
        const auto order = wish(from);
        REQUIRE(books(order) == "done");
        return order.id;
    }
    std::string arrives(const AppointmentId& id) const {
        const auto coming = decide_check_in(view(), *book.find(id));
        return coming ? std::string(name_of(coming->arrival)) : answer_of(coming);
    }
    void come(const AppointmentId& id, int ticket) {
        book.put(checked_in(*book.find(id), uuid(ticket), {"A", 0, 801}).appointment);
    }
};

}  // namespace

TEST_CASE("a code with one wrong character or two that changed places is never another code",
          "[hall]") {
    std::mt19937_64 random{20261125};
    for (int round = 0; round < 200; ++round) {
        const std::string code = short_code(random());
        REQUIRE(code.size() == 8);
        REQUIRE(short_code_from(code) == code);
        for (std::size_t i = 0; i < code.size(); ++i) {
            for (const char other : std::string("0123456789ABCDEFGHJKMNPQRSTVWXYZ")) {
                std::string wrong = code;
                wrong[i] = other;
                CHECK(short_code_from(wrong).has_value() == (other == code[i]));
            }
            for (std::size_t j = 0; j < i; ++j) {
                std::string swapped = code;
                std::swap(swapped[i], swapped[j]);
                CHECK(short_code_from(swapped).has_value() == (code[i] == code[j]));
            }
        }
    }
}

TEST_CASE("a code may be typed as people type", "[hall]") {
    const std::string code = short_code(0);
    CHECK(code == "00000000");
    CHECK(short_code_from("oooo-OOOO") == code);
    CHECK(short_code_from(" 0000 0000 ") == code);
    for (const char* wrong : {"", "0000000", "000000000", "0000000U", "0000000\xE9", "--------"}) {
        CHECK_FALSE(short_code_from(wrong));
    }
    const auto scanned = scanned_from("gh1.a.h01.7k3f9q2m.2501151030.l.t07msc26ffxegqzq");
    REQUIRE(scanned);
    CHECK(scanned->hall == "H01");
    CHECK(scanned->code == "7K3F9Q2M");
    CHECK(scanned->signed_text == "GH1.A.H01.7K3F9Q2M.2501151030.L");
    for (const char* wrong : {"GH1.T.H01.250115.L.012.HSH21RTY", "GH1.A.H01.7K3F9Q2M.2501151030.L",
                              "GH1.A..7K3F9Q2M.2501151030.L.T07MSC26FFXEGQZQ",
                              "GH1.A.H01.7K3F9Q2M.2501151030.L.T07MSC26FFXEGQZQ.X",
                              "GH1.A.H01.7K3F9Q2M.2501151030.L.T07MSC26FFXEGQZ"}) {
        CHECK_FALSE(scanned_from(wrong));
    }
}

TEST_CASE_METHOD(Office, "slots lie in the opening hours and count what is taken", "[hall]") {
    const Item& item = content.catalogue.items.front();
    const auto slots = slots_of(view(), item, kToday + std::chrono::days{1});
    REQUIRE(slots.size() == 6);
    CHECK(slots.front().from == at(1, 9h));
    CHECK(slots.back().to == at(1, 12h));
    CHECK(slots.front().open);
    booked(at(1, 9h));
    booked(at(1, 9h));
    const auto later = slots_of(view(), item, kToday + std::chrono::days{1});
    CHECK(later.front().taken == 2);
    CHECK_FALSE(later.front().open);
    CHECK(later[1].open);
    CHECK(slots_of(view(), item, kToday + std::chrono::days{5}).empty());  // Saturday.

    content.hall.appointments.hours = {Span{10h, 11h + 15min}};
    CHECK(slots_of(view(), item, kToday + std::chrono::days{1}).size() == 2);
    const Item& own = content.catalogue.items.back();
    CHECK(slots_of(view(), own, kToday + std::chrono::days{1}).front().capacity == 1);
}

TEST_CASE_METHOD(Office, "what cannot be booked is refused by name", "[hall]") {
    CHECK(books(wish(at(1, 9h), "S999")) == "item_unknown");
    CHECK(books(wish(at(1, 9h), "S003")) == "not_bookable");
    CHECK(books(wish(at(1, 9h), "S002")) == "not_bookable");
    CHECK(books(wish(at(1, 9h + 1min))) == "slot_unknown");
    CHECK(books(wish(at(5, 9h))) == "slot_unknown");
    CHECK(books(wish(at(0, 10h))) == "booking_closed");  // Tomorrow at the earliest.
    CHECK(books(wish(at(-3, 10h))) == "slot_over");
    CHECK(books(wish(at(7, 9h))) == "done");  // The fifth opening day.
    CHECK(books(wish(at(8, 9h))) == "booking_closed");
    CHECK(books(wish(at(1, 9h), "S004")) == "done");
    CHECK(books(wish(at(1, 9h), "S004")) == "slot_full");  // Its own limit.
    CHECK(books(wish(at(1, 9h))) == "done");
    CHECK(books(wish(at(1, 9h))) == "slot_full");  // Its queue's.
    CHECK(books(wish(at(1, 10h), kItem, "hash")) == "done");
    CHECK(books(wish(at(1, 11h), kItem, "hash")) == "appointment_twice");
    CHECK(books(wish(at(2, 11h), kItem, "hash")) == "done");
    auto by_staff = wish(at(0, 9h + 0min));
    by_staff.booker = Booker::staff;
    CHECK(books(by_staff) == "done");  // The slot that runs.
    content.hall.appointments.per_slot = 0;
    CHECK(books(wish(at(1, 11h))) == "not_bookable");
}

TEST_CASE_METHOD(Office, "the same booking twice is one appointment", "[hall]") {
    const auto order = wish(at(1, 9h), kItem, "hash");
    CHECK(books(order) == "done");
    const auto again = decide_booking(view(), order);
    REQUIRE(again);
    CHECK_FALSE(again->event);
    CHECK(again->appointment == *book.find(order.id));
    auto other = order;
    other.from = at(1, 10h);
    CHECK(books(other) == "appointment_differs");
    CHECK(take(decide_cancel(view(), order.id, Booker::the_public)) == "done");
    CHECK(decide_booking(view(), order)->appointment.state == AppointmentState::cancelled);
}

TEST_CASE_METHOD(Office, "an appointment moves with its place and its code", "[hall]") {
    const auto id = booked(at(1, 9h));
    const std::string code = book.find(id)->code;
    booked(at(2, 9h));
    CHECK(take(decide_move(view(), id, at(2, 9h), Booker::the_public)) == "done");
    CHECK(book.find(id)->code == code);
    CHECK(book.taken(QueueId{"A"}, at(1, 9h)) == 0);
    CHECK(book.taken(QueueId{"A"}, at(2, 9h)) == 2);
    CHECK_FALSE(decide_move(view(), id, at(2, 9h), Booker::the_public)->event);
    const auto third = booked(at(3, 9h));
    CHECK(take(decide_move(view(), third, at(2, 9h), Booker::staff)) == "slot_full");
    CHECK(take(decide_move(view(), uuid(99), at(2, 9h), Booker::staff)) == "appointment_unknown");
    now = at(3, 8h + 1min);
    CHECK(take(decide_move(view(), third, at(4, 9h), Booker::the_public)) == "cancel_too_late");
    CHECK(take(decide_cancel(view(), third, Booker::the_public)) == "cancel_too_late");
    CHECK(take(decide_cancel(view(), third, Booker::staff)) == "done");
    CHECK_FALSE(decide_cancel(view(), third, Booker::staff)->event);
    CHECK(take(decide_move(view(), third, at(4, 9h), Booker::staff)) == "appointment_cancelled");
}

TEST_CASE_METHOD(Office,
                 "who comes is early, in time or late, and never sent away for it",
                 "[hall]") {
    const auto id = booked(at(1, 10h));
    CHECK(arrives(id) == "appointment_other_day");
    now = at(1, 9h + 44min);
    CHECK(arrives(id) == "early");
    CHECK(decide_check_in(view(), *book.find(id))->due == at(1, 10h));
    now = at(1, 9h + 45min);
    CHECK(arrives(id) == "on_time");
    now = at(1, 10h + 39min);
    CHECK(arrives(id) == "on_time");
    CHECK(decide_check_in(view(), *book.find(id))->band == Band::appointment);
    now = at(1, 10h + 40min);
    CHECK(arrives(id) == "late");
    CHECK(decide_check_in(view(), *book.find(id))->band == Band::walk_in);
    now = at(2, 10h);
    CHECK(arrives(id) == "appointment_missed");
}

TEST_CASE_METHOD(Office, "an appointment is used once, and says with which number", "[hall]") {
    const auto id = booked(at(1, 10h));
    now = at(1, 10h);
    come(id, 700);
    const auto again = decide_check_in(view(), *book.find(id));
    REQUIRE_FALSE(again);
    CHECK(again.error().code == Refusal::appointment_used);
    CHECK(label_of(again.error().appointment->number) == "A801");
    CHECK(take(decide_cancel(view(), id, Booker::staff)) == "appointment_used");
    CHECK(take(decide_precheck(view(), id, Precheck::passed)) == "appointment_used");

    Ticket ticket{.id = uuid(700), .state = TicketState::finished};
    book.follow(ticket);
    CHECK(book.find(id)->state == AppointmentState::used);
    ticket.state = TicketState::serving;  // Undone.
    book.follow(ticket);
    CHECK(book.find(id)->state == AppointmentState::checked_in);
}

TEST_CASE_METHOD(Office, "a number that was given up frees its appointment again", "[hall]") {
    const auto id = booked(at(1, 10h));
    now = at(1, 10h);
    come(id, 700);
    book.release(uuid(700));
    CHECK(arrives(id) == "on_time");
    CHECK(book.by_ticket(uuid(700)) == nullptr);
    CHECK(book.taken(QueueId{"A"}, at(1, 10h)) == 1);
}

TEST_CASE_METHOD(Office,
                 "whoever did not come has missed it, and two weeks later it is forgotten",
                 "[hall]") {
    const auto missed = booked(at(1, 10h));
    const auto used = booked(at(1, 10h));
    now = at(1, 10h);
    come(used, 700);
    book.close(kToday + std::chrono::days{3});  // The service was off for two days.
    CHECK(book.find(missed)->state == AppointmentState::missed);
    CHECK(book.find(used)->state == AppointmentState::checked_in);
    CHECK(take(decide_cancel(view(), missed, Booker::staff)) == "appointment_missed");
    book.forget_before(kToday + std::chrono::days{15});
    CHECK(book.all().size() == 2);
    book.forget_before(kToday + std::chrono::days{16});
    CHECK(book.all().empty());
    CHECK(book.on(kToday + std::chrono::days{1}).empty());
    CHECK(book.taken(QueueId{"A"}, at(1, 10h)) == 0);
}

TEST_CASE_METHOD(Office, "papers found good beforehand are marked once", "[hall]") {
    const auto id = booked(at(1, 10h));
    CHECK(take(decide_precheck(view(), id, Precheck::passed)) == "done");
    CHECK_FALSE(decide_precheck(view(), id, Precheck::passed)->event);
    CHECK(book.find(id)->precheck == Precheck::passed);
    CHECK(take(decide_precheck(view(), uuid(99), Precheck::passed)) == "appointment_unknown");
}

TEST_CASE_METHOD(Bench,
                 "a slip from a kiosk that was cut off uses the appointment it names",
                 "[hall]") {
    Appointment mine{.id = uuid(500),
                     .code = short_code(12345),
                     .item = ItemId{kItem},
                     .queue = QueueId{"A"},
                     .day = kToday,
                     .from = now + 1h,
                     .to = now + 90min,
                     .precheck = Precheck::passed};
    take({{now, AppointmentChanged{AppointmentAction::booked, mine, {}}}});
    const auto merged = [&](int ticket, const std::string& named) {
        IssuedNote note{.ticket = uuid(ticket),
                        .day = kToday,
                        .number = {"A", 1, ticket},
                        .ordinal = ticket,
                        .queue = QueueId{"A"},
                        .touch = uuid(ticket),
                        .appointment = named};
        take(merge(book, *book.device(kKiosk), Note{{}, note}, now, now));
        return *book.ticket(uuid(ticket));
    };
    CHECK_FALSE(merged(1, "no code at all").appointment);
    const Ticket ticket = merged(2, mine.code);
    CHECK(ticket.appointment == mine.id);
    CHECK(ticket.prechecked);
    CHECK(ticket.band == Band::walk_in);
    CHECK(book.appointments().find(mine.id)->ticket == uuid(2));
    // A second slip with the same code keeps its place, and is a walk-in like any other.
    const Ticket twin = merged(3, mine.code);
    CHECK_FALSE(twin.appointment);
    CHECK(twin.state == TicketState::waiting);
    CHECK(book.appointments().find(mine.id)->ticket == uuid(2));
}

TEST_CASE("whatever is booked, moved and cancelled in whatever order, no slot is over its quota",
          "[hall]") {
    for (std::uint32_t seed = 1; seed <= 40; ++seed) {
        Office office;
        std::mt19937 random{seed};
        std::vector<AppointmentId> ids;
        const auto some_slot = [&] {
            return office.at(1 + static_cast<int>(random() % 2),
                             9h + 30min * static_cast<int>(random() % 6));
        };
        for (int i = 0; i < 200; ++i) {
            const auto kind = random() % 4;
            if (kind <= 1 || ids.empty()) {
                const auto order = office.wish(some_slot(), random() % 3 == 0 ? "S004" : kItem);
                if (office.books(order) == "done") {
                    ids.push_back(order.id);
                }
                continue;
            }
            const auto& id = ids[random() % ids.size()];
            office.take(kind == 2 ? decide_move(office.view(), id, some_slot(), Booker::staff)
                                  : decide_cancel(office.view(), id, Booker::staff));
        }
        std::map<Moment, int> counted;
        std::map<Moment, int> own;
        for (const auto& [id, one] : office.book.all()) {
            if (one.state == AppointmentState::booked) {
                ++counted[one.from];
                own[one.from] += one.item.value == "S004" ? 1 : 0;
            }
        }
        for (const auto& [from, count] : counted) {
            CHECK(count <= 2);
            CHECK(own[from] <= 1);
            CHECK(office.book.taken(QueueId{"A"}, from) == count);
        }
    }
}
