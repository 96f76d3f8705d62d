// SPDX-License-Identifier: Apache-2.0
// State, not messages: whatever goes wrong on the way, a board ends up showing the last page.
// Devices are of air and the time is the test's.
#include <algorithm>
#include <functional>
#include <memory>
#include <string>

#include <catch2/catch.hpp>

#include "display/drivers.h"
#include "display/drivers/card_board.h"
#include "display/drivers/onbon_bx6.h"
#include "display/transport/lines.h"
#include "tests/display/air/air_port.h"
#include "tests/display/air/air_wire.h"
#include "tests/display/fixtures.h"

using namespace hall::display;
using namespace hall::display::test;

namespace {

SignPage calling(const std::string& number) {
    SignPage page = called_sign();
    page.number = number;
    page.wordings = {"請到3號窗口"};
    page.plate.clear();
    return page;
}

// A board of one kind on the loopback with its device of air behind it.
struct Bench {
    std::unique_ptr<AirDevice> device;
    std::unique_ptr<AirPort> port;
    std::unique_ptr<Board> board;
    AirClock clock;
    Instant next{};
    Instant heard_at{};
    int heard = 0;
    Milliseconds longest_silence{0};

    Bench(std::unique_ptr<AirDevice> air, Settings settings)
        : device(std::move(air)),
          port(std::make_unique<AirPort>(*device)) {
        settings["to"] = "127.0.0.1";
        settings["port"] = std::to_string(port->port);
        auto opened = open_board(settings, {"sign-3", &fonts(), nullptr, nullptr, {}});
        REQUIRE(opened.has_value());
        board = std::move(*opened);
        heard_at = clock.now;
        next = clock.now;
    }

    void show(const Page& page) {
        REQUIRE(board->show(page, clock.now).has_value());
        next = clock.now;
    }

    // The device serves, the board ticks if it asked to.
    void step(Milliseconds long_as = Milliseconds(1)) {
        port->serve(clock.now);
        if (clock.now >= next) {
            next = board->tick(clock.now);
            REQUIRE(next > clock.now);
        }
        port->serve(clock.now);
        if (device->heard != heard) {
            heard = device->heard;
            longest_silence = std::max(longest_silence, clock.now - heard_at);
            heard_at = clock.now;
        }
        clock.now += long_as;
    }

    template <typename Done>
    Milliseconds until(Milliseconds most, Done done) {
        const Instant from = clock.now;
        while (clock.now < from + most && !done()) {
            step();
        }
        return clock.now - from;
    }
    void run(Milliseconds time) {
        until(time, [] { return false; });
    }

    bool shows(const std::string& text) {
        return std::ranges::any_of(device->rows(clock.now), [&](const std::string& row) {
            return row.find(text) != std::string::npos;
        });
    }
};

struct Kind {
    std::string name;
    std::function<std::unique_ptr<AirDevice>()> device;
    Settings settings;
};

// Every text card. What is shown can be searched for the number.
std::vector<Kind> kinds() {
    return {
        {"onbon-bxk",
         [] { return std::make_unique<AirFontCard>(1); },
         {{"driver", "onbon-bxk"}, {"size", "128x32"}}},
        {"huidu",
         [] { return std::make_unique<AirHuidu>(); },
         {{"driver", "huidu"}, {"size", "128x32"}}},
        {"modbus",
         [] { return std::make_unique<AirModbus>(1); },
         {{"driver", "modbus"}, {"as", "text"}, {"registers", "20"}}},
    };
}

}  // namespace

TEST_CASE("every kind of card shows the call whole, and says that it is well", "[display]") {
    for (const Kind& kind : kinds()) {
        for (const std::string number : {"A012", "A1000", "AZ007", "AZ1007"}) {
            INFO(kind.name << " " << number);
            Bench bench(kind.device(), kind.settings);
            bench.show(calling(number));
            bench.until(Milliseconds(2000),
                        [&] { return bench.board->health().state == HealthState::ok; });
            CHECK(bench.shows(number));
            CHECK(bench.board->health().state == HealthState::ok);
            CHECK(bench.board->health().detail.empty());
            CHECK(bench.device->not_heard == 0);
        }
    }
}

TEST_CASE("a card that comes back blank after a power cut shows the page again within seconds",
          "[display]") {
    for (const Kind& kind : kinds()) {
        for (const int off : {300, 2500, 20000}) {
            INFO(kind.name << " off for " << off);
            Bench bench(kind.device(), kind.settings);
            bench.show(calling("A012"));
            REQUIRE(bench.until(Milliseconds(2000), [&] { return bench.shows("A012"); }) <
                    Milliseconds(2000));
            bench.device->power_cycle(bench.clock.now, Milliseconds(off));
            bench.until(Milliseconds(off), [&] { return false; });
            if (off > 5000) {
                CHECK(bench.board->health().state == HealthState::lost);
            }
            CHECK(bench.until(Milliseconds(10000), [&] { return bench.shows("A012"); }) <=
                  Milliseconds(2500));
            bench.run(Milliseconds(1500));
            CHECK(bench.board->health().state == HealthState::ok);
        }
    }
}

TEST_CASE("a call made while the card is away is the one shown when it is back", "[display]") {
    for (const Kind& kind : kinds()) {
        INFO(kind.name);
        Bench bench(kind.device(), kind.settings);
        bench.show(calling("A012"));
        bench.run(Milliseconds(2000));
        bench.device->power_cycle(bench.clock.now, Milliseconds(5000));
        bench.run(Milliseconds(1000));
        bench.show(calling("A013"));
        bench.run(Milliseconds(1000));
        bench.show(calling("A014"));
        bench.run(Milliseconds(6000));
        CHECK(bench.shows("A014"));
        CHECK_FALSE(bench.shows("A012"));
    }
}

TEST_CASE("a burst of calls ends with the last one on the board", "[display]") {
    for (const Kind& kind : kinds()) {
        INFO(kind.name);
        Bench bench(kind.device(), kind.settings);
        for (int i = 0; i < 30; ++i) {
            bench.show(calling("B" + std::to_string(100 + i)));
            bench.run(Milliseconds(7));
        }
        bench.run(Milliseconds(1500));
        CHECK(bench.shows("B129"));
        CHECK(bench.board->health().state == HealthState::ok);
    }
}

TEST_CASE("a line that drops, spoils and delays does not keep a board from its page", "[display]") {
    for (const Kind& kind : kinds()) {
        for (unsigned seed = 1; seed <= 5; ++seed) {
            INFO(kind.name << " seed " << seed);
            Bench bench(kind.device(), kind.settings);
            // A card that lost its place in the stream answers rubbish or nothing; both must end.
            bench.device->knobs = {20, 10, Milliseconds(120), false};
            for (int i = 0; i < 20; ++i) {
                bench.show(calling("C" + std::to_string(100 + i)));
                bench.run(Milliseconds(400));
            }
            bench.device->knobs = {};
            bench.run(Milliseconds(5500));
            CHECK(bench.shows("C119"));
            CHECK(bench.board->health().state == HealthState::ok);
        }
    }
}

TEST_CASE("a card that refuses is degraded and says why; when it takes the page it is well",
          "[display]") {
    for (const Kind& kind : kinds()) {
        INFO(kind.name);
        Bench bench(kind.device(), kind.settings);
        bench.device->knobs.refuse = true;
        bench.show(calling("A012"));
        bench.run(Milliseconds(1500));
        CHECK(bench.board->health().state == HealthState::degraded);
        CHECK(bench.board->health().detail.find("refuses") != std::string::npos);
        bench.device->knobs.refuse = false;
        bench.show(calling("A013"));
        bench.run(Milliseconds(2500));
        CHECK(bench.board->health().state == HealthState::ok);
        CHECK(bench.shows("A013"));
    }
}

TEST_CASE("a card whose port is shut is lost, and found when it opens", "[display]") {
    for (const Kind& kind : kinds()) {
        INFO(kind.name);
        Bench bench(kind.device(), kind.settings);
        bench.port->accepts = false;
        bench.show(calling("A012"));
        bench.run(Milliseconds(3000));
        CHECK(bench.board->health().state == HealthState::lost);
        CHECK_FALSE(bench.board->health().detail.empty());
        bench.port->accepts = true;
        CHECK(bench.until(Milliseconds(5000), [&] { return bench.shows("A012"); }) <=
              Milliseconds(1500));
    }
}

TEST_CASE("no card goes without a word for a second and a half in ten minutes", "[display]") {
    for (const Kind& kind : kinds()) {
        INFO(kind.name);
        Bench bench(kind.device(), kind.settings);
        bench.show(calling("A012"));
        bench.run(Milliseconds(3000));
        bench.longest_silence = Milliseconds(0);
        int programmes = 0;
        auto* huidu = dynamic_cast<AirHuidu*>(bench.device.get());
        if (huidu != nullptr) {
            programmes = huidu->programmes;
        }
        const int connections = bench.port->connections;
        for (const Instant end = bench.clock.now + Milliseconds(600000); bench.clock.now < end;) {
            bench.step(Milliseconds(5));
        }
        if (huidu != nullptr) {
            // Its heartbeat is no programme: the flash is not written again and again.
            CHECK(huidu->programmes == programmes);
            CHECK(bench.port->connections == connections);
        } else {
            CHECK(bench.longest_silence <= Milliseconds(1500));
            CHECK(bench.port->most_connections == 1);
        }
        CHECK(bench.shows("A012"));
        CHECK(bench.board->health().state == HealthState::ok);
    }
}

TEST_CASE(
    "when the host dies a font card clears the call; after a good stop it keeps the last word",
    "[display]") {
    Bench dead(std::make_unique<AirFontCard>(1), {{"driver", "onbon-bxk"}, {"size", "128x32"}});
    dead.show(calling("A012"));
    dead.run(Milliseconds(2000));
    dead.board.reset();
    CHECK(dead.shows("A012"));
    dead.clock.now += Milliseconds(31000);
    CHECK_FALSE(dead.shows("A012"));

    AirClock clock;
    AirBus air(clock, 9600);
    AirFontCard card(3);
    air.add(card);
    auto bus = std::make_shared<Rs485Bus>(
        [&] { return Result<std::unique_ptr<ByteLine>>(air.line()); }, BusPace{});
    // The board is made by hand: it is the bus that is of air here.
    class Words : public Card {
    public:
        CardMessage message(const Page&, Standing standing, Instant) override {
            stood = standing;
            return {{0x05, 0x00, 0x0C, 0x11}, {}};
        }
        [[nodiscard]] AnswerSize answer_size() const override { return nullptr; }
        [[nodiscard]] Outcome judge(std::span<const std::uint8_t>) const override { return {}; }
        [[nodiscard]] Caps caps() const override { return {}; }
        [[nodiscard]] std::optional<Milliseconds> holds(Instant) const override { return {}; }
        [[nodiscard]] const Canvas* frame() const override { return nullptr; }
        Standing stood = Standing::while_repeated;
    };
    AirDigits digits(5);
    air.add(digits);
    auto words = std::make_unique<Words>();
    const Words& said = *words;
    CardBoard board(std::move(words), std::make_unique<BusLink>(bus, 5), Milliseconds(1000));
    REQUIRE(board.show(calling("A012"), clock.now).has_value());
    board.stop(clock.now);
    CHECK(said.stood == Standing::for_good);
    CHECK(digits.heard >= 1);
    const int heard = digits.heard;
    clock.now += Milliseconds(5000);
    static_cast<void>(board.tick(clock.now));
    REQUIRE(board.show(calling("A013"), clock.now).has_value());
    CHECK(digits.heard == heard);
    CHECK(board.health().state == HealthState::unverifiable);
}

TEST_CASE("a picture card's lamps show the board's picture to the pixel, through a power cut",
          "[display]") {
    for (const std::string pixels : {"rgb", "mono", "dual"}) {
        INFO(pixels);
        auto air = std::make_unique<AirPictureCard>();
        AirPictureCard& card = *air;
        Bench bench(std::move(air),
                    {{"driver", "onbon-bx6"}, {"size", "96x32"}, {"pixels", pixels}});
        const auto right = [&] {
            const Bx6Pixels kind = pixels == "rgb"    ? Bx6Pixels::rgb
                                   : pixels == "mono" ? Bx6Pixels::mono
                                                      : Bx6Pixels::dual;
            return card.pixels(bench.clock.now) == bx6_pixels(*bench.board->frame(), kind, {});
        };
        for (const std::string number : {"A012", "A1000", "AZ1007"}) {
            bench.show(calling(number));
            CHECK(bench.until(Milliseconds(2000), right) < Milliseconds(2000));
        }
        card.power_cycle(bench.clock.now, Milliseconds(3000));
        bench.run(Milliseconds(3000));
        CHECK(bench.until(Milliseconds(5000), right) <= Milliseconds(2500));
        bench.run(Milliseconds(1500));
        CHECK(bench.board->health().state == HealthState::ok);
        bench.board.reset();
        bench.clock.now += Milliseconds(31000);
        CHECK(card.pixels(bench.clock.now).empty());
    }
}

TEST_CASE("a fresh call moves on a picture card, at most four times a second", "[display]") {
    auto air = std::make_unique<AirPictureCard>();
    Bench bench(std::move(air), {{"driver", "onbon-bx6"}, {"size", "64x32"}});
    SignPage page = calling("A012");
    page.fresh_since = bench.clock.now;
    bench.show(page);
    bench.run(Milliseconds(8000));
    CHECK(bench.device->heard >= 16);
    CHECK(bench.device->heard <= 33);
}

TEST_CASE("a digit panel goes dark rather than show a part of a number", "[display]") {
    Bench bench(std::make_unique<AirDigits>(5), {{"driver", "template"},
                                                 {"frame", "address value sum"},
                                                 {"address", "5"},
                                                 {"places", "3"},
                                                 {"blank", "0"}});
    bench.show(calling("A012"));
    bench.run(Milliseconds(200));
    CHECK(bench.shows("12"));
    CHECK(bench.board->health().state == HealthState::unverifiable);
    for (const std::string number : {"A1000", "AZ007", "AZ1007"}) {
        bench.show(calling(number));
        bench.run(Milliseconds(200));
        CHECK(bench.device->rows(bench.clock.now) == std::vector<std::string>{"0"});
        CHECK(bench.board->health().state == HealthState::degraded);
        CHECK(bench.board->health().detail.find(number) != std::string::npos);
    }
    Bench wide(std::make_unique<AirDigits>(5),
               {{"driver", "template"}, {"frame", "address value sum"}, {"address", "5"}});
    wide.show(calling("A1000"));
    wide.run(Milliseconds(200));
    CHECK(wide.shows("1000"));
}
