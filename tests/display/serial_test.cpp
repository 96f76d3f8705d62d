// SPDX-License-Identifier: Apache-2.0
// Real serial ports (pseudo-terminals) at their speed, and a Modbus slave nobody here wrote.
// Nothing is asserted of how long it took: that is simulated in bus_test.
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "display/drivers.h"
#include "display/transport/lines.h"
#include "tests/display/air/pty_bus.h"
#include "tests/display/fixtures.h"
#include "tests/support/places.h"

using namespace hall::display;
using namespace hall::display::test;

namespace {

Instant real_now() {
    return std::chrono::time_point_cast<Milliseconds>(std::chrono::steady_clock::now());
}

SignPage calling(const std::string& number) {
    SignPage page = called_sign();
    page.number = number;
    page.wordings = {"請到3號窗口"};
    page.plate.clear();
    return page;
}

// Boards on one loop, in real time.
struct Loop {
    Lines lines;
    std::vector<std::unique_ptr<Board>> boards;

    Board& open(Settings settings, const std::string& name) {
        auto opened = open_board(settings, {name, &fonts(), nullptr, &lines, {}});
        INFO((opened ? std::string() : opened.error().detail));
        REQUIRE(opened.has_value());
        boards.push_back(std::move(*opened));
        return *boards.back();
    }
    template <typename Done>
    bool until(Milliseconds most, Done done) {
        for (const Instant end = real_now() + most; real_now() < end;) {
            for (const auto& board : boards) {
                static_cast<void>(board->tick(real_now()));
            }
            if (done()) {
                return true;
            }
            ::poll(nullptr, 0, 2);
        }
        return false;
    }
};

// A child program that is killed with the test.
class Program {
public:
    explicit Program(const std::string& command) : pid_(::fork()) {
        if (pid_ == 0) {
            ::execl("/bin/sh", "sh", "-c", ("exec " + command).c_str(), nullptr);
            ::_exit(127);
        }
    }
    ~Program() {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

private:
    pid_t pid_;
};

std::string last_line(const std::string& text) {
    std::istringstream lines(text);
    std::string last;
    for (std::string line; std::getline(lines, line);) {
        last = line;
    }
    return last;
}

}  // namespace

TEST_CASE("24 boards on one real 9600-baud line, one dead: the others show their calls",
          "[display]") {
    constexpr unsigned kDead = 7;
    std::vector<std::unique_ptr<AirFontCard>> cards;
    std::vector<AirDevice*> devices;
    for (unsigned i = 1; i <= 24; ++i) {
        cards.push_back(std::make_unique<AirFontCard>(i));
        devices.push_back(cards.back().get());
    }
    cards[kDead - 1]->power_cycle(real_now(), Milliseconds(3600000));
    const PtyBus bus(9600, devices);
    Loop loop;
    for (unsigned i = 1; i <= 24; ++i) {
        loop.open({{"driver", "onbon-bxk"},
                   {"serial", bus.host},
                   {"size", "96x16"},
                   {"address", std::to_string(i)}},
                  "sign-" + std::to_string(i));
        static_cast<void>(loop.boards.back()->show(open_sign(), real_now()));
    }
    const auto all_heard = [&] {
        return std::ranges::count_if(loop.boards, [](const auto& board) {
                   return board->health().state == HealthState::ok;
               }) == 23;
    };
    REQUIRE(loop.until(Milliseconds(90000), all_heard));
    std::vector<std::int64_t> took;
    for (const unsigned sign : {1U, 24U, 12U, 6U, 8U, 3U, 17U, 20U}) {
        Board& board = *loop.boards[sign - 1];
        const std::uint64_t before = board.health().frames;
        const Instant called = real_now();
        REQUIRE(board.show(calling("A1" + std::to_string(100 + sign)), called).has_value());
        // Its answer to this very text: one may still be on its way for the text before.
        REQUIRE(
            loop.until(Milliseconds(30000), [&] { return board.health().frames >= before + 1; }));
        took.push_back((real_now() - called).count());
        loop.until(Milliseconds(150), [] { return false; });
    }
    std::ranges::sort(took);
    std::printf("24 signs on one pty at 9600 baud: call to answer %lld ms median, %lld ms worst\n",
                static_cast<long long>(took[took.size() / 2]), static_cast<long long>(took.back()));
    loop.until(Milliseconds(30000),
               [&] { return loop.boards[kDead - 1]->health().state == HealthState::lost; });
    CHECK(loop.boards[kDead - 1]->health().state == HealthState::lost);
}

TEST_CASE("a Modbus slave nobody here wrote holds the number, the text and the rank", "[display]") {
    const Folder folder;
    const PtyBus bus(19200, {});
    const std::string told = folder.file("told");
    const Program slave("/usr/bin/python3 " + hall::support::source_dir() +
                        "/tests/display/receivers/modbus_slave.py " + bus.other + " 3 19200 " +
                        told + " >" + folder.file("log") + " 2>&1");
    for (int i = 0; i < 3000 && !std::filesystem::exists(told + ".ready"); ++i) {
        ::poll(nullptr, 0, 10);
    }
    INFO(bytes_of(folder.file("log")));
    Loop loop;
    const Settings line{
        {"driver", "modbus"}, {"serial", bus.host}, {"baud", "19200"}, {"address", "3"}};
    const auto holds = [&](const std::string& wanted) {
        return loop.until(Milliseconds(30000), [&] {
            return last_line(bytes_of(told)) == wanted &&
                   loop.boards.back()->health().state == HealthState::ok;
        });
    };
    Settings digits = line;
    digits["first"] = "10";
    digits["tone"] = "yes";
    Board& panel = loop.open(digits, "digits");
    REQUIRE(panel.show(calling("A1000"), real_now()).has_value());
    CHECK(holds("10 1000 1"));
    REQUIRE(panel.show(calling("A012"), real_now()).has_value());
    CHECK(holds("10 12 1"));
    loop.boards.clear();

    Settings one = line;
    one["first"] = "5";
    REQUIRE(loop.open(one, "one").show(calling("A799"), real_now()).has_value());
    CHECK(holds("5 799"));
    loop.boards.clear();

    Settings text = line;
    text["as"] = "text";
    text["registers"] = "3";
    text["charset"] = "ascii";
    Board& letters = loop.open(text, "text");
    // "A1000 " and "AZ1007", two letters a register, the first in the high byte.
    REQUIRE(letters.show(calling("A1000"), real_now()).has_value());
    CHECK(holds("0 16689 12336 12320"));
    REQUIRE(letters.show(calling("AZ1007"), real_now()).has_value());
    CHECK(holds("0 16730 12592 12343"));
    loop.boards.clear();

    // A register it does not have: the slave's own exception, told to the manager.
    Settings beyond = line;
    beyond["first"] = "500";
    Board& lost = loop.open(beyond, "beyond");
    static_cast<void>(lost.show(calling("A012"), real_now()));
    CHECK(loop.until(Milliseconds(30000),
                     [&] { return lost.health().state == HealthState::degraded; }));
    CHECK(lost.health().detail.find("no such register") != std::string::npos);
}

TEST_CASE("a serial port that is not there, or cannot do what is asked, is told of", "[display]") {
    CHECK(SerialLine::open({"/dev/no-such-port", 9600, Parity::none, Turn::adapter}).error().code ==
          Fault::unreachable);
    const PtyBus bus(9600, {});
    CHECK(SerialLine::open({bus.host, 12345, Parity::none, Turn::adapter}).error().code ==
          Fault::bad_settings);
    // A pseudo-terminal has no transceiver to turn.
    CHECK(SerialLine::open({bus.host, 9600, Parity::none, Turn::kernel}).error().code ==
          Fault::bad_settings);
    CHECK(SerialLine::open({bus.host, 9600, Parity::even, Turn::adapter}).error().code ==
          Fault::bad_settings);  // Nor a parity bit.
    Lines lines;
    const auto first = lines.bus({bus.host, 9600, Parity::none, Turn::adapter}, false);
    REQUIRE(first.has_value());
    CHECK(lines.bus({bus.host, 19200, Parity::none, Turn::adapter}, false).error().code ==
          Fault::bad_settings);
    CHECK(*lines.bus({bus.host, 9600, Parity::none, Turn::adapter}, false) == *first);
}
