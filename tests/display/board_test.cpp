// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <vector>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "display/drivers.h"
#include "display/drivers/e131.h"
#include "display/drivers/pixel_board.h"
#include "display/picture.h"
#include "tests/display/fixtures.h"

using namespace hall::display;
using namespace hall::display::test;

namespace {

// A wire of air: counts what was sent, and can be cut.
class AirLine : public PixelLine {
public:
    struct Log {
        std::vector<std::vector<std::uint8_t>> frames;
        int finished = 0;
        std::optional<Error> cut;
    };
    explicit AirLine(std::shared_ptr<Log> log) : log_(std::move(log)) {}

    Outcome send(std::span<const std::uint8_t> rgb) override {
        log_->frames.emplace_back(rgb.begin(), rgb.end());
        return log_->cut ? Outcome(tl::make_unexpected(*log_->cut)) : Outcome{};
    }
    void finish(std::span<const std::uint8_t>) override { ++log_->finished; }
    [[nodiscard]] int copies() const override { return 3; }
    [[nodiscard]] std::optional<Health> news() override { return std::nullopt; }

private:
    std::shared_ptr<Log> log_;
};

struct AirBoard {
    std::shared_ptr<AirLine::Log> log = std::make_shared<AirLine::Log>();
    PixelBoard board{{{64, 32}, {}}, std::make_unique<AirLine>(log), {"sign-3", &fonts(), nullptr}};
};

// A controller that listens on the loopback.
class Listener {
public:
    Listener() : socket_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        REQUIRE(::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0);
        socklen_t size = sizeof(address);
        REQUIRE(::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
        port = ntohs(address.sin_port);
    }
    ~Listener() { ::close(socket_); }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    // The next datagram that is there; empty when none is.
    std::vector<std::uint8_t> next() {
        std::vector<std::uint8_t> bytes(2000);
        const ssize_t got = ::recv(socket_, bytes.data(), bytes.size(), MSG_DONTWAIT);
        bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
        return bytes;
    }

    int port = 0;

private:
    int socket_;
};

// An independent reading of DDP: what a controller's lamps show after the push.
class DdpController {
public:
    explicit DdpController(std::size_t size) : store_(size), lamps(size) {}

    void take(const std::vector<std::uint8_t>& datagram) {
        REQUIRE(datagram.size() >= 10);
        REQUIRE((datagram[0] & 0xC0U) == 0x40U);
        const std::size_t offset = static_cast<std::size_t>(datagram[4]) << 24U |
                                   static_cast<std::size_t>(datagram[5]) << 16U |
                                   static_cast<std::size_t>(datagram[6]) << 8U | datagram[7];
        const std::size_t length = static_cast<std::size_t>(datagram[8]) << 8U | datagram[9];
        REQUIRE(datagram.size() == 10 + length);
        REQUIRE(offset + length <= store_.size());
        std::copy(datagram.begin() + 10, datagram.end(),
                  store_.begin() + static_cast<std::ptrdiff_t>(offset));
        if ((datagram[0] & 0x01U) != 0) {
            lamps = store_;
            ++pushes;
        }
    }

private:
    std::vector<std::uint8_t> store_;

public:
    std::vector<std::uint8_t> lamps;
    int pushes = 0;
};

Fittings fittings(Keep* keep = nullptr) {
    return {"sign-3", &fonts(), keep};
}

}  // namespace

TEST_CASE("a changed page leaves at once and is said three times more", "[display]") {
    AirBoard air;
    REQUIRE(air.board.show(called_sign(), at(1000)).has_value());
    CHECK(air.log->frames.size() == 1);
    Instant next = air.board.tick(at(1000));
    for (int i = 0; i < 3; ++i) {
        CHECK(next - at(1000) <= Milliseconds(20 * (i + 1)));
        next = air.board.tick(next);
    }
    CHECK(air.log->frames.size() == 4);
    CHECK(next == at(1060) + PixelBoard::kKeepalive);
    for (const auto& frame : air.log->frames) {
        CHECK(frame == air.log->frames.front());
    }
}

TEST_CASE("a still board is never silent for a second, and never chatters", "[display]") {
    AirBoard air;
    REQUIRE(air.board.show(called_sign(), at(0)).has_value());
    Instant now = at(0);
    Instant last_sent = now;
    std::size_t sent = air.log->frames.size();
    while (now < at(600000)) {
        now = air.board.tick(now);
        if (air.log->frames.size() != sent) {
            CHECK(now - last_sent <= Milliseconds(1600));
            sent = air.log->frames.size();
            last_sent = now;
        }
    }
    CHECK(sent >= 600);
    CHECK(sent <= 800);
}

TEST_CASE("showing the same page again sends nothing", "[display]") {
    AirBoard air;
    REQUIRE(air.board.show(called_sign(), at(0)).has_value());
    REQUIRE(air.board.show(called_sign(), at(5)).has_value());
    CHECK(air.log->frames.size() == 1);
}

TEST_CASE("a late wake-up sends the present picture once, not the missed ones", "[display]") {
    AirBoard air;
    SignPage page = called_sign();
    page.fresh_since = at(0);
    REQUIRE(air.board.show(page, at(0)).has_value());
    static_cast<void>(air.board.tick(at(60000)));
    CHECK(air.log->frames.size() == 2);
}

TEST_CASE("a moving sign sends at most thirty pictures a second", "[display]") {
    AirBoard air;
    SignPage page = open_sign();
    page.wordings = {"因系統維護本窗口暫停服務請到旁邊窗口辦理"};
    REQUIRE(air.board.show(page, at(0)).has_value());
    Instant now = at(0);
    while (now < at(10000)) {
        now = std::max(air.board.tick(now), now + Milliseconds(1));
    }
    // Each picture may be followed by one early copy before the next.
    CHECK(air.log->frames.size() <= 2 * 310);
    CHECK(air.log->frames.size() >= 200);
}

TEST_CASE("a stopped board says goodbye and then nothing more", "[display]") {
    AirBoard air;
    REQUIRE(air.board.show(Dark{}, at(0)).has_value());
    air.board.stop(at(10));
    const std::size_t sent = air.log->frames.size();
    static_cast<void>(air.board.tick(at(5000)));
    REQUIRE(air.board.show(called_sign(), at(5001)).has_value());
    air.board.stop(at(5002));
    CHECK(air.log->frames.size() == sent);
    CHECK(air.log->finished == 1);
}

TEST_CASE("a board that cannot be reached is lost until it can, and is tried all the while",
          "[display]") {
    AirBoard air;
    air.log->cut = Error{Fault::unreachable, "no route"};
    CHECK(air.board.show(called_sign(), at(0)).error().code == Fault::unreachable);
    CHECK(air.board.health().state == HealthState::lost);
    CHECK(air.board.health().detail == "no route");
    air.log->cut.reset();
    Instant now = at(0);
    while (now < at(5000)) {
        now = air.board.tick(now);
    }
    CHECK(air.board.health().state == HealthState::unverifiable);
    air.log->cut = Error{Fault::busy, "buffer full"};
    CHECK(air.board.show(open_sign(), now).error().code == Fault::busy);
    CHECK(air.board.health().state == HealthState::degraded);
}

TEST_CASE("a DDP controller's lamps show the board's picture to the pixel", "[display]") {
    Listener listener;
    auto board = open_board({{"driver", "ddp"},
                             {"to", "127.0.0.1"},
                             {"port", std::to_string(listener.port)},
                             {"size", "192x32"}},
                            fittings());
    REQUIRE(board.has_value());
    REQUIRE((*board)->show(called_sign(), at(0)).has_value());
    const std::vector<std::uint8_t> picture((*board)->frame()->bytes().begin(),
                                            (*board)->frame()->bytes().end());
    DdpController controller(picture.size());
    int packets = 0;
    for (auto datagram = listener.next(); !datagram.empty(); datagram = listener.next()) {
        CHECK(datagram[1] == 0);
        controller.take(datagram);
        ++packets;
    }
    CHECK(packets == 13);
    CHECK(controller.pushes == 1);
    CHECK(controller.lamps == picture);
    CHECK((*board)->health().state == HealthState::unverifiable);
}

TEST_CASE("an E1.31 panel ends with three terminations and keeps its identity", "[display]") {
    MemoryKeep keep;
    const Settings settings{{"driver", "e131"}, {"to", "127.0.0.1"}, {"size", "64x32"}};
    {
        auto board = open_board(settings, fittings(&keep));
        REQUIRE(board.has_value());
        static_cast<void>((*board)->show(called_sign(), at(0)));
        (*board)->stop(at(1));
    }
    const std::string cid = keep.kept["sign-3.cid"];
    CHECK(cid.size() == 16);
    CHECK((static_cast<unsigned>(cid[6]) & 0xF0U) == 0x40U);
    const auto again = open_board(settings, fittings(&keep));
    CHECK(again.has_value());
    CHECK(keep.kept["sign-3.cid"] == cid);
}

TEST_CASE("a controller whose host refuses is lost, not unverifiable", "[display]") {
    int port = 0;
    {
        const Listener gone;
        port = gone.port;
    }
    auto board = open_board(
        {{"driver", "ddp"}, {"to", "127.0.0.1"}, {"port", std::to_string(port)}, {"size", "64x32"}},
        fittings());
    REQUIRE(board.has_value());
    static_cast<void>((*board)->show(called_sign(), at(0)));
    static_cast<void>((*board)->tick(at(900)));
    CHECK((*board)->health().state == HealthState::lost);
}

TEST_CASE("a board without a store works and says what it cannot promise", "[display]") {
    const Listener listener;
    auto board =
        open_board({{"driver", "e131"}, {"size", "64x32"}, {"interface", "127.0.0.1"}}, fittings());
    REQUIRE(board.has_value());
    static_cast<void>((*board)->show(called_sign(), at(0)));
    CHECK((*board)->health().state == HealthState::degraded);
}

TEST_CASE("a wrong setting is refused with its name and what it may be", "[display]") {
    const auto refused = [](const Settings& settings) {
        const auto board = open_board(settings, fittings());
        REQUIRE_FALSE(board.has_value());
        return board.error();
    };
    CHECK(refused({}).code == Fault::bad_settings);
    CHECK(open_board({{"driver", "null"}}, {"../sign", &fonts(), nullptr}).error().code ==
          Fault::bad_settings);
    CHECK(refused({{"driver", "neon"}}).code == Fault::unknown_driver);
    CHECK(refused({{"driver", "neon"}}).detail.find("neon") == 0);
    CHECK(refused({{"driver", "ddp"}, {"size", "64x32"}}).detail == "to= is not set");
    for (const Settings& settings :
         {Settings{{"driver", "ddp"}, {"to", "sign.local"}, {"size", "64x32"}},
          Settings{{"driver", "ddp"}, {"to", "127.0.0.1"}, {"size", "64"}},
          Settings{{"driver", "ddp"}, {"to", "127.0.0.1"}, {"size", "9000x32"}},
          Settings{{"driver", "ddp"}, {"to", "127.0.0.1"}, {"size", "64x32"}, {"prot", "1"}},
          Settings{{"driver", "ddp"}, {"to", "127.0.0.1"}, {"size", "64x32"}, {"port", "0"}},
          Settings{{"driver", "e131"}, {"size", "64x32"}, {"universe", "63999"}},
          Settings{{"driver", "e131"}, {"size", "512x512"}},
          Settings{{"driver", "null"}, {"size", "64x32"}},
          Settings{{"driver", "screen"}, {"fullscreen", "perhaps"}},
          Settings{{"driver", "virtual"}, {"size", "64x32"}}}) {
        INFO(settings.at("driver"));
        CHECK(refused(settings).code == Fault::bad_settings);
    }
    CHECK(refused({{"driver", "e131"}, {"size", "64x32"}, {"interface", "203.0.113.9"}}).code ==
          Fault::unreachable);
}

TEST_CASE("a sign of air puts its picture into a folder, whole", "[display]") {
    const Folder folder;
    auto board = open_board(
        {{"driver", "virtual"}, {"folder", folder.path()}, {"size", "64x32"}, {"scale", "1"}},
        fittings());
    REQUIRE(board.has_value());
    REQUIRE((*board)->show(called_sign(), at(0)).has_value());
    const std::string png = bytes_of(folder.file("sign-3.png"));
    const auto picture = canvas_of({reinterpret_cast<const std::uint8_t*>(png.data()), png.size()});
    REQUIRE(picture.has_value());
    CHECK(*picture == *(*board)->frame());
    CHECK((*board)->health().state == HealthState::ok);
    CHECK_FALSE(std::filesystem::exists(folder.file("sign-3.png.new")));
}

TEST_CASE("a sign of air whose folder is gone is lost until the folder is back", "[display]") {
    const Folder folder;
    const std::string deeper = folder.file("signs");
    auto board =
        open_board({{"driver", "virtual"}, {"folder", deeper}, {"size", "64x32"}}, fittings());
    REQUIRE(board.has_value());
    CHECK((*board)->show(called_sign(), at(0)).error().code == Fault::cannot_write);
    CHECK((*board)->health().state == HealthState::lost);
    std::filesystem::create_directory(deeper);
    static_cast<void>((*board)->tick(at(6000)));
    CHECK((*board)->health().state == HealthState::ok);
    CHECK_FALSE(bytes_of(deeper + "/sign-3.png").empty());
}

TEST_CASE("a place without a board takes every page", "[display]") {
    auto board = open_board({{"driver", "null"}}, fittings());
    REQUIRE(board.has_value());
    CHECK((*board)->show(busy_wall(), at(0)).has_value());
    CHECK((*board)->tick(at(0)) > at(60000));
    CHECK((*board)->health() == Health{HealthState::ok, "", 1});
    CHECK((*board)->frame() == nullptr);
    CHECK(snapshot(**board).error().code == Fault::cannot_write);
}
