// SPDX-License-Identifier: Apache-2.0
#include <array>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "tests/printer/network.h"

using namespace hall::printer;
using support::NetworkPrinter;
using support::small_paper;

namespace {

/// A port that does not answer at all: its queue is full, so that the kernel drops who comes.
class SilentPort {
public:
    SilentPort() : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* general = reinterpret_cast<sockaddr*>(&address);
        REQUIRE(::bind(listener_, general, size) == 0);
        REQUIRE(::listen(listener_, 0) == 0);
        REQUIRE(::getsockname(listener_, general, &size) == 0);
        port_ = ntohs(address.sin_port);
        for (int& one : waiting_) {
            one = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
            (void)::connect(one, general, size);
        }
    }
    ~SilentPort() {
        for (const int one : waiting_) {
            ::close(one);
        }
        ::close(listener_);
    }
    SilentPort(const SilentPort&) = delete;
    SilentPort& operator=(const SilentPort&) = delete;
    [[nodiscard]] std::string port() const { return std::to_string(port_); }

private:
    int listener_;
    std::array<int, 4> waiting_{};
    std::uint16_t port_ = 0;
};

}  // namespace

TEST_CASE("a printer in the network prints the very dots and proves it", "[printer][tcp]") {
    NetworkPrinter network;
    const auto printer = network.open().value();
    CHECK(printer->identity().find("tcp 127.0.0.1:") == 0);
    CHECK(printer->state()->paper == Paper::ok);
    CHECK(printer->print(small_paper(1), support::key()).value() == Evidence::in_order_reply);
    CHECK(network.roll().slip(1) == small_paper(1));
}

TEST_CASE("an address where no printer is says so within its limit", "[printer][tcp]") {
    const Profile profile = support::profile("generic-80");
    // Nobody listens on port 1 of this machine.
    CHECK(open_port({{"driver", "tcp"}, {"address", "127.0.0.1"}, {"port", "1"}}, profile)
              .error()
              .code == Fault::busy);
    const SilentPort silent;
    const auto away =
        open_port({{"driver", "tcp"}, {"address", "127.0.0.1"}, {"port", silent.port()}}, profile);
    CHECK(away.error().code == Fault::unplugged);
}

TEST_CASE("a printer in the network is named by its number, and a wrong setting by its name",
          "[printer][tcp]") {
    const Profile profile = support::profile("generic-80");
    const auto error = [&](const Settings& settings) {
        Settings whole = settings;
        whole["driver"] = "tcp";
        return open_port(whole, profile).error();
    };
    CHECK(error({{"address", "printer.local"}}).detail.find("fixed address") != std::string::npos);
    CHECK(error({}).code == Fault::bad_settings);
    CHECK(error({{"address", "127.0.0.1"}, {"port", "0"}}).code == Fault::bad_settings);
    CHECK(error({{"address", "127.0.0.1"}, {"port", "91OO"}}).code == Fault::bad_settings);
    CHECK(error({{"address", "127.0.0.1"}, {"one_way", "maybe"}}).code == Fault::bad_settings);
    CHECK(error({{"address", "::1"}, {"port", "1"}}).code != Fault::bad_settings);
}

TEST_CASE("a network cable pulled in mid-slip leaves it uncertain", "[printer][tcp]") {
    NetworkPrinter network;
    auto printer = network.open().value();
    CHECK(printer->print(small_paper(1), support::key()).has_value());
    network.turn_and_wait("unplug_after 5000\nspeed 20000");
    const auto result = printer->print(small_paper(2), support::key());
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().certainty == Certainty::uncertain);
    CHECK(result.error().error.code == Fault::unplugged);
    CHECK(network.open().error().code == Fault::busy);
    network.turn_and_wait("cable plugged");
    printer.reset();
    auto again = network.open();
    while (!again.has_value()) {
        again = network.open();
    }
    (*again)->expect_torn_paper();
    CHECK((*again)->print(small_paper(3), support::key()).has_value());
    REQUIRE(network.roll().slips() == 3);
    CHECK(network.roll().slip(3) == small_paper(3));
}

TEST_CASE("a network printer that takes nothing more is stuck, not for ever", "[printer][tcp]") {
    NetworkPrinter network;
    const auto port = open_port(network.settings(), network.roll().profile()).value();
    network.turn_and_wait("nak on");
    const std::vector<std::uint8_t> much(200'000, '\n');
    CHECK(port->write(much, std::chrono::seconds(60)).error().code == Fault::stuck);
    std::array<std::uint8_t, 64> said{};
    CHECK(port->read(said, std::chrono::milliseconds(1)).value() == 0);
    CHECK(port->line_state().value() == State{});
}

TEST_CASE("who comes second to a network printer waits until the first has gone",
          "[printer][tcp]") {
    NetworkPrinter network;
    auto first = network.open().value();
    CHECK(first->state()->paper == Paper::ok);
    const auto second = network.open().value();
    CHECK(second->state().value() == State{});  // Connected, and not served.
    first.reset();
    CHECK(second->state()->paper == Paper::ok);
}

TEST_CASE("a printer that only listens is not asked", "[printer][tcp]") {
    NetworkPrinter network;
    Settings settings = network.settings();
    settings["one_way"] = "yes";
    auto port = open_port(settings, network.roll().profile()).value();
    CHECK_FALSE(port->two_way());
    Printer printer(std::move(port), network.roll().profile());
    CHECK(printer.print(small_paper(1), support::key()).value() == Evidence::accepted_only);
}

TEST_CASE("a port that is taken cannot be simulated on", "[printer][tcp]") {
    NetworkPrinter network;
    const support::TemporaryDirectory other;
    const auto port = static_cast<std::uint16_t>(std::stoi(network.settings().at("port")));
    const auto second =
        sim::NetworkFront::open(sim::Roll::open(other.path().string()).value(), 576, port);
    CHECK(second.error().code == Fault::busy);
}
