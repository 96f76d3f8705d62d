// SPDX-License-Identifier: Apache-2.0
// Days of anything at any time, on a slow disk, from one seed each.
#include <algorithm>
#include <map>
#include <random>
#include <set>

#include <catch2/catch.hpp>

#include "sync/service/core.h"
#include "tests/service/core_bench.h"

using namespace hall;
using namespace hall::service;
using namespace hall::service::test;

namespace {

// The whole of a book that a log must bring back, secrets and devices included.
std::string picture_of(const Book& book) {
    std::string picture;
    const auto add = [&](const What& what) { picture += sync::encode({{}, what}).body + "\n"; };
    for (const auto& [id, ticket] : book.tickets()) {
        add(TicketChanged{Action::issue, ticket, {}, {}, {}, {}});
    }
    for (const auto& [id, seat] : book.seats()) {
        add(SeatChanged{SeatAction::open, seat});
    }
    for (const auto& [id, device] : book.devices()) {
        add(DeviceChanged{DeviceAction::pushed, device});
    }
    for (const auto& [id, number] : book.numbers()) {
        add(number);
    }
    return picture + sync::encode(sync::StateDocument{{}, {}, book.snapshot()});
}

class BusyDay : public Hub {
public:
    explicit BusyDay(unsigned seed) : random_(seed) {
        disk_is_slow = true;
        for (int i = 1; i <= 4; ++i) {
            sit("W0" + std::to_string(i), "S0" + std::to_string(i));
        }
        enrol("K01");
    }

    void live() {
        now += std::chrono::milliseconds{dice(9000)};
        switch (dice(10)) {
            case 0:
                tick();
                break;
            case 1:
                sit("W0" + std::to_string(1 + dice(4)), "S0" + std::to_string(1 + dice(5)),
                    static_cast<SeatAction>(dice(5)));
                break;
            case 2:
            case 3:
                issue();
                break;
            case 4:
                push_something();
                break;
            default:
                press_something();
                break;
        }
        if (dice(3) == 0) {
            sync();
        }
        check();
    }

    void end() {
        sync();
        const auto last = static_cast<std::int64_t>(kiosk_.entries.size());
        const std::int64_t acked = core.book().device(kKiosk)->acked;
        CHECK(told_late(kiosk_.push(acked + 1, last)) == 200);
        // A command that was tried again has been done once.
        for (const auto& [request, body] : repeated_) {
            CHECK(replies.at(request).body == body);
        }
    }

    void compare_with_replay() {
        Core again{small_settings()};
        std::int64_t lsn = 0;
        std::set<std::int64_t> seqs;
        for (const sync::Line& line : log) {
            const auto event = sync::decode_event(line.kind, line.body, line.at);
            REQUIRE(event);
            if (const auto* entry = std::get_if<DeviceEntry>(&event->what)) {
                REQUIRE(seqs.insert(entry->seq).second);  // Each applied once.
            }
            again.replay(*event, ++lsn);
        }
        CHECK(again.begin(now).write.empty());
        CHECK(picture_of(again.book()) == picture_of(core.book()));
        CHECK(seqs.size() == kiosk_.entries.size());
        std::size_t issued = 0;
        for (const auto& [id, ticket] : core.book().tickets()) {
            issued += ticket.device == kKiosk ? 1U : 0U;
        }
        CHECK(issued == issued_);
    }

private:
    int dice(int sides) { return static_cast<int>(random_() % static_cast<unsigned>(sides)); }

    int told_late(PushArrived arrived) {
        const AskId request = ask(std::move(arrived)).request;
        sync();
        return replies.at(request).status;
    }

    void issue() {
        const int ticket = ++people_;
        if (dice(6) == 0) {
            kiosk_.write(AbandonNote{uuid(ticket), kToday}, now);
            return;
        }
        alloc(ticket, kiosk_.boot, std::string(1, "ABC"[dice(3)]));
        if (dice(12) == 0) {
            // The kiosk dies between the answer and its journal.
            ++kiosk_.boot;
            kiosk_.write(BootNote{kiosk_.boot, "kiosk"}, now);
            return;
        }
        kiosk_.issue(*core.book().number_of(uuid(ticket)), now);
        ++issued_;
    }

    void push_something() {
        const auto last = static_cast<int>(kiosk_.entries.size());
        if (last == 0) {
            return;
        }
        const int from = 1 + dice(last);
        const int to = std::min(last, from + dice(30));
        ask(kiosk_.push(from, to));
    }

    void press_something() {
        const int counter = 1 + dice(4);
        auto arrived = command(kActions[static_cast<std::size_t>(dice(16))],
                               "W0" + std::to_string(counter), "S0" + std::to_string(counter));
        Order& order = arrived.message.order;
        if (order.action == Action::issue) {
            arrived.message.queue = QueueId{"A"};
        }
        if (dice(2) == 0 && people_ > 0) {
            order.ticket = uuid(std::max(1, people_ - dice(15)));
        }
        order.to_queue = QueueId{std::string(1, "ABC"[dice(3)])};
        order.until = now + std::chrono::seconds{dice(300)};
        order.came = dice(2) == 0;
        order.may_call_by_name = true;
        const Reply first = ask(arrived);
        if (dice(8) == 0) {
            const Reply second = ask(arrived);
            sync();
            repeated_[second.request] = replies.at(first.request).body;
        }
    }

    void check() {
        std::map<ClerkId, int> sitting;
        for (const auto& [counter, seat] : core.book().seats()) {
            if (!seat.clerk.empty()) {
                REQUIRE(++sitting[seat.clerk] == 1);
            }
        }
        std::map<CounterId, int> holding;
        for (const auto& [id, ticket] : core.book().tickets()) {
            if (ticket.state == TicketState::called || ticket.state == TicketState::serving) {
                REQUIRE(++holding[*ticket.counter] == 1);
            }
        }
    }

    std::mt19937 random_;
    Kiosk kiosk_;
    int people_ = 0;
    std::size_t issued_ = 0;
    std::map<AskId, std::string> repeated_;
};

}  // namespace

TEST_CASE("whatever happened, the log alone brings the same hall back", "[service]") {
    for (unsigned seed = 1; seed <= 8; ++seed) {
        INFO("seed " << seed);
        BusyDay day{seed};
        for (int i = 0; i < 600; ++i) {
            day.live();
        }
        day.end();
        day.compare_with_replay();
    }
}
