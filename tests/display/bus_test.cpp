// SPDX-License-Identifier: Apache-2.0
// Several signs on one line, in simulated time: what a busy machine does has no say in it.
#include <algorithm>
#include <map>
#include <memory>
#include <vector>

#include <catch2/catch.hpp>

#include "display/drivers/onbon_bxk.h"
#include "display/drivers/onbon_frame.h"
#include "display/transport/rs485_bus.h"
#include "tests/display/air/air_wire.h"
#include "tests/display/fixtures.h"

using namespace hall::display;
using namespace hall::display::test;

namespace {

constexpr int kBaud = 9600;

// A question that an air font card answers, with `text` in it.
Question question(unsigned address, const std::string& text, Rank rank);

// One line with font cards on it, and the time.
struct Line {
    AirClock clock;
    AirBus air{clock, kBaud};
    std::vector<std::unique_ptr<AirFontCard>> cards;
    std::shared_ptr<Rs485Bus> bus;
    bool pulled = false;  ///< The adapter is out.

    explicit Line(unsigned count) {
        for (unsigned i = 1; i <= count; ++i) {
            cards.push_back(std::make_unique<AirFontCard>(i));
            air.add(*cards.back());
        }
        BusPace pace;
        pace.baud = kBaud;
        bus = std::make_shared<Rs485Bus>(
            [this]() -> Result<std::unique_ptr<ByteLine>> {
                if (pulled) {
                    return fail(Fault::unreachable, "/dev/ttyUSB0: no such device");
                }
                return air.line();
            },
            pace);
    }

    AirFontCard& card(unsigned address) { return *cards[address - 1]; }

    std::string shown(unsigned address) {
        const auto rows = card(address).rows(clock.now);
        return rows.empty() ? "" : rows.front();
    }

    // Runs until `done` or `most` has passed; says how long it took.
    template <typename Done>
    Milliseconds run(Milliseconds most, Done done) {
        const Instant from = clock.now;
        while (clock.now < from + most && !done()) {
            bus->step(clock.now);
            clock.now += Milliseconds(1);
        }
        return clock.now - from;
    }
};

Question question(unsigned address, const std::string& text, Rank rank) {
    BxkArea area;
    area.place = {0, 0, 64, 16};
    area.text = text;
    return {encode_bxk({static_cast<std::uint16_t>(address), 0xFE, false}, std::span(&area, 1), {}),
            rank, &onbon_answer_size};
}

}  // namespace

TEST_CASE("a call goes before a recall, a recall before a notice, a notice before a poll",
          "[display]") {
    Line line(5);
    // The line is taken by a poll while the others come in, in the worst order.
    line.bus->ask(5, question(5, "busy", Rank::poll), line.clock.now);
    line.bus->step(line.clock.now);
    line.bus->ask(1, question(1, "poll", Rank::poll), line.clock.now);
    line.bus->ask(2, question(2, "notice", Rank::notice), line.clock.now);
    line.bus->ask(3, question(3, "recall", Rank::recall), line.clock.now);
    line.bus->ask(4, question(4, "call", Rank::call), line.clock.now);
    std::vector<unsigned> order;
    line.run(Milliseconds(5000), [&] {
        for (unsigned i = 1; i <= 5; ++i) {
            if (line.card(i).heard > 0 && std::ranges::find(order, i) == order.end()) {
                order.push_back(i);
            }
        }
        return order.size() == 5;
    });
    CHECK(order == std::vector<unsigned>{5, 4, 3, 2, 1});
    CHECK(line.air.collisions == 0);
}

TEST_CASE("a refresh does not push a waiting call back, and the newest text wins", "[display]") {
    Line line(2);
    line.bus->ask(2, question(2, "busy", Rank::poll), line.clock.now);
    line.bus->step(line.clock.now);
    line.bus->ask(1, question(1, "A012", Rank::call), line.clock.now);
    line.bus->ask(1, question(1, "A013", Rank::poll), line.clock.now);
    line.run(Milliseconds(3000), [&] { return line.card(1).heard > 0; });
    CHECK(line.shown(1) == "A013");
    CHECK(line.card(1).heard == 1);
}

TEST_CASE("a silent sign is asked three times, then left alone for ever longer", "[display]") {
    Line line(2);
    line.card(1).power_cycle(line.clock.now, Milliseconds(600000));
    std::vector<Milliseconds> rests;
    Instant failed{};
    for (int i = 0; i < 8; ++i) {
        line.bus->ask(1, question(1, "A012", Rank::poll), line.clock.now);
        line.run(Milliseconds(120000), [&] {
            const auto answer = line.bus->answer(1);
            if (answer) {
                CHECK_FALSE(answer->has_value());
                CHECK(answer->error().code == Fault::no_answer);
            }
            return answer.has_value();
        });
        if (i > 0) {
            rests.push_back(line.clock.now - failed);
        }
        failed = line.clock.now;
    }
    // 1, 2, 4 … 60 s and, each time, the third of a second it takes to be sure.
    const std::vector<int> wanted{1000, 2000, 4000, 8000, 16000, 32000, 60000};
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        CHECK(rests[i] >= Milliseconds(wanted[i]));
        CHECK(rests[i] <= Milliseconds(wanted[i] + 400));
    }
}

TEST_CASE("a sign that comes back is heard again, and a call to it does not wait for its rest",
          "[display]") {
    Line line(1);
    line.card(1).power_cycle(line.clock.now, Milliseconds(600000));
    for (int i = 0; i < 7; ++i) {
        line.bus->ask(1, question(1, "A012", Rank::poll), line.clock.now);
        line.run(Milliseconds(120000), [&] { return line.bus->answer(1).has_value(); });
    }
    line.card(1).power_cycle(line.clock.now, Milliseconds(0));
    line.bus->ask(1, question(1, "A013", Rank::call), line.clock.now);
    CHECK(line.run(Milliseconds(60000), [&] { return line.shown(1) == "A013"; }) <=
          Milliseconds(1500));
}

TEST_CASE("24 signs on a slow line, one dead: every other has its call within a second",
          "[display]") {
    Line line(24);
    constexpr unsigned kDead = 7;
    line.card(kDead).power_cycle(line.clock.now, Milliseconds(3600000));
    std::map<unsigned, std::unique_ptr<BusLink>> links;
    Milliseconds worst{0};
    // Everybody's text is repeated whenever the line has room, as the boards do.
    const auto polls = [&] {
        for (unsigned i = 1; i <= 24; ++i) {
            static_cast<void>(line.bus->answer(static_cast<int>(i)));
            if (!line.bus->asked(static_cast<int>(i))) {
                line.bus->ask(static_cast<int>(i), question(i, "idle", Rank::poll), line.clock.now);
            }
        }
    };
    // The first seconds, too, while the dead one is being found out.
    for (unsigned round = 0; round < 120; ++round) {
        const unsigned called = round % 24 + 1;
        if (called == kDead) {
            line.bus->ask(static_cast<int>(kDead), question(kDead, "A000", Rank::call),
                          line.clock.now);
            continue;
        }
        const std::string number = "A" + std::to_string(1000 + round);
        polls();
        line.bus->ask(static_cast<int>(called), question(called, number, Rank::call),
                      line.clock.now);
        const Milliseconds took =
            line.run(Milliseconds(5000), [&] { return line.shown(called) == number; });
        worst = std::max(worst, took);
        line.run(Milliseconds(37), [&] {
            polls();
            return false;
        });
    }
    INFO("worst " << worst.count() << " ms");
    CHECK(worst <= Milliseconds(1000));
    CHECK(line.air.collisions == 0);
}

TEST_CASE("a line of 24 boards, one dead, is never silent for a second and a half in ten minutes",
          "[display]") {
    Line line(24);
    line.card(7).power_cycle(line.clock.now, Milliseconds(3600000));
    for (const Instant end = line.clock.now + Milliseconds(600000); line.clock.now < end;) {
        for (unsigned i = 1; i <= 24; ++i) {
            static_cast<void>(line.bus->answer(static_cast<int>(i)));
            if (!line.bus->asked(static_cast<int>(i))) {
                line.bus->ask(static_cast<int>(i), question(i, "idle", Rank::poll), line.clock.now);
            }
        }
        line.run(Milliseconds(20), [] { return false; });
    }
    CHECK(line.air.longest_silence <= Milliseconds(1500));
    CHECK(line.air.collisions == 0);
    for (unsigned i = 1; i <= 24; ++i) {
        // 2.6 s for a round of 23: none is passed over.
        CHECK(line.card(i).heard >= (i == 7 ? 0 : 200));
    }
}

TEST_CASE("a panel that says nothing back is given its time on the wire and no more", "[display]") {
    Line line(0);
    AirDigits five(5);
    AirDigits six(6);
    line.air.add(five);
    line.air.add(six);
    line.bus->ask(5, {{0x05, 0x03, 0xE7, 0xEF}, Rank::call, nullptr}, line.clock.now);
    line.bus->ask(6, {{0x06, 0x00, 0x0C, 0x12}, Rank::call, nullptr}, line.clock.now);
    line.run(Milliseconds(100), [&] { return six.heard > 0; });
    CHECK(five.rows(line.clock.now) == std::vector<std::string>{"999"});
    CHECK(six.rows(line.clock.now) == std::vector<std::string>{"12"});
    CHECK(line.air.collisions == 0);
    CHECK(line.bus->answer(5)->has_value());
}

TEST_CASE("an adapter that is pulled out is missed, and found when it is back", "[display]") {
    Line line(1);
    line.pulled = true;
    line.bus->ask(1, question(1, "A012", Rank::call), line.clock.now);
    line.bus->step(line.clock.now);
    const auto answer = line.bus->answer(1);
    REQUIRE(answer.has_value());
    CHECK(answer->error().code == Fault::unreachable);
    line.pulled = false;
    line.bus->ask(1, question(1, "A012", Rank::call), line.clock.now);
    CHECK(line.run(Milliseconds(5000), [&] { return line.shown(1) == "A012"; }) <=
          Milliseconds(1300));
}

TEST_CASE("an adapter that hears itself is not mistaken for the sign", "[display]") {
    AirClock clock;
    // Echoes what is written, then the card's answer.
    class EchoLine : public ByteLine {
    public:
        Result<std::size_t> write(std::span<const std::uint8_t> bytes) override {
            back_.assign(bytes.begin(), bytes.end());
            const ByteString answer = font_answer(1, 0);
            back_.insert(back_.end(), answer.begin(), answer.end());
            return bytes.size();
        }
        Result<std::size_t> read(std::span<std::uint8_t> room) override {
            const std::size_t part = std::min<std::size_t>({room.size(), back_.size(), 7});
            std::copy_n(back_.begin(), part, room.begin());
            back_.erase(back_.begin(), back_.begin() + static_cast<std::ptrdiff_t>(part));
            return part;
        }
        Milliseconds wait(Milliseconds most) override { return most; }

    private:
        ByteString back_;
    };
    BusPace pace;
    pace.echo = true;
    Rs485Bus bus([] { return Result<std::unique_ptr<ByteLine>>(std::make_unique<EchoLine>()); },
                 pace);
    bus.ask(1, question(1, "A012", Rank::call), clock.now);
    bus.step(clock.now);
    const auto answer = bus.answer(1);
    REQUIRE(answer.has_value());
    CHECK(answer->value() == font_answer(1, 0));
}
