// SPDX-License-Identifier: Apache-2.0
// What boards with an answer are told to do, and what they refuse.
#include "display/drivers/card_board.h"

#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "display/drivers.h"
#include "display/painter.h"
#include "tests/display/air/air_device.h"
#include "tests/display/air/air_port.h"
#include "tests/display/fixtures.h"

using namespace hall::display;
using namespace hall::display::test;

namespace {

SignPage calling(const std::string& number) {
    SignPage page = called_sign();
    page.number = number;
    return page;
}

}  // namespace

TEST_CASE("a number new on the board is a call, the same one anew a recall, the rest notices",
          "[display]") {
    SignPage page = calling("A012");
    page.fresh_since = at(1000);
    CHECK(rank_of(std::nullopt, page) == Rank::call);
    CHECK(rank_of(open_sign(), page) == Rank::call);
    CHECK(rank_of(Page(page), calling("A013")) == Rank::call);
    SignPage again = page;
    again.fresh_since = at(9000);
    CHECK(rank_of(Page(page), again) == Rank::recall);
    again.fresh_since.reset();
    CHECK(rank_of(Page(page), again) == Rank::notice);
    CHECK(rank_of(Page(page), open_sign()) == Rank::notice);
    CHECK(rank_of(Page(Dark{}), busy_wall()) == Rank::call);
}

TEST_CASE("a wrong setting of a card is refused with its name and what it may be", "[display]") {
    const Settings bxk{{"driver", "onbon-bxk"}, {"to", "127.0.0.1"}, {"size", "128x32"}};
    const auto with = [](Settings settings, const std::string& name, const std::string& value) {
        settings[name] = value;
        return open_board(settings, {"sign-3", &fonts(), nullptr, nullptr, {}});
    };
    const auto refuses = [&](const Settings& settings, const std::string& name,
                             const std::string& value) {
        const auto board = with(settings, name, value);
        INFO(name << "=" << value);
        REQUIRE_FALSE(board.has_value());
        CHECK(board.error().code == Fault::bad_settings);
        const std::string& why = board.error().detail;
        CHECK((why.find(name) != std::string::npos || why.find(value) != std::string::npos));
    };
    CHECK(with(bxk, "refresh", "1000").has_value());
    refuses(bxk, "size", "40x16");
    refuses(bxk, "size", "2048x32");
    refuses(bxk, "charset", "latin1");
    refuses(bxk, "timeout", "1");
    refuses(bxk, "serial", "/dev/ttyS9");  // And to=: one of them.
    refuses(bxk, "letters", "\\FK001\\FO002\\FE003");
    refuses(bxk, "colour", "red");
    const Settings line{
        {"driver", "onbon-bx6"}, {"serial", "/dev/ttyS9"}, {"size", "64x32"}, {"pixels", "mono"}};
    refuses(line, "pixels", "rgb");
    CHECK(with(line, "bits", "bytes").has_value());
    refuses(line, "parity", "mark");
    refuses({{"driver", "template"}, {"to", "127.0.0.1"}}, "frame", "address sum");
    refuses({{"driver", "template"}, {"to", "127.0.0.1"}, {"frame", "value"}}, "tones", "1,2,3");
    refuses({{"driver", "modbus"}, {"to", "127.0.0.1"}, {"as", "text"}}, "first", "65533");
    refuses({{"driver", "huidu"}, {"size", "64x32"}}, "to", "card.local");
    refuses({{"driver", "artnet"}, {"to", "127.0.0.1"}, {"size", "64x32"}}, "universe", "32760");
    refuses({{"driver", "e131"}}, "size", "192x32");  // 37 universes of multicast.
    CHECK(with({{"driver", "e131"}, {"to", "127.0.0.1"}}, "size", "192x32").has_value());
    CHECK(with({{"driver", "e131"}, {"groups", "64"}}, "size", "192x32").has_value());
}

TEST_CASE("a one-row card at rest reads welcome and plate in turn, and a call breaks in at once",
          "[display]") {
    AirFontCard device(1);
    AirPort port(device);
    auto opened = open_board({{"driver", "onbon-bxk"},
                              {"to", "127.0.0.1"},
                              {"port", std::to_string(port.port)},
                              {"size", "96x16"},
                              {"charset", "gbk"}},
                             {"sign-3", &fonts(), nullptr, nullptr, {}});
    REQUIRE(opened.has_value());
    Board& board = **opened;
    Instant now = at(0);
    Instant next = now;
    const auto run = [&](Milliseconds time, const auto& seen) {
        for (const Instant end = now + time; now < end; now += Milliseconds(1)) {
            port.serve(now);
            if (now >= next) {
                next = board.tick(now);
            }
            port.serve(now);
            seen();
        }
    };
    const auto row = [&] { return trimmed(device.rows(now).at(0)); };
    SignPage rests = open_sign();
    rests.wordings = {"Welcome"};  // Latin, so that the card's bytes can be read here.
    rests.plate = {"No. 001", "W. Chen"};
    REQUIRE(board.show(rests, now).has_value());
    run(Milliseconds(2000), [] {});
    std::vector<std::pair<std::string, Instant>> stood;
    run(8 * kPlateStands, [&] {
        if (stood.empty() || stood.back().first != row()) {
            stood.emplace_back(row(), now);
        }
    });
    std::vector<std::string> order;
    for (const auto& [text, since] : stood) {
        order.push_back(text);
    }
    CHECK(order == std::vector<std::string>{"Welcome", "No. 001", "Welcome", "W. Chen", "Welcome",
                                            "No. 001", "Welcome", "W. Chen", "Welcome"});
    for (std::size_t i = 2; i < stood.size(); ++i) {
        const auto stands = stood[i].second - stood[i - 1].second;
        INFO(stood[i - 1].first << " for " << stands.count());
        CHECK(stands >= kPlateStands - Milliseconds(200));
        CHECK(stands <= kPlateStands + Milliseconds(200));
    }
    CHECK(board.health().state == HealthState::ok);
    run(kPlateStands, [] {});  // Into a line of the plate.
    CHECK(row() == "No. 001");
    SignPage call = calling("A012");
    call.wordings = {"to 3"};
    REQUIRE(board.show(call, now).has_value());
    next = now;
    const Instant called = now;
    run(Milliseconds(1000), [&] {
        if (row().find("A012") == std::string::npos) {
            CHECK(now < called + Milliseconds(300));
        }
    });
    CHECK(row().find("A012") != std::string::npos);
}
