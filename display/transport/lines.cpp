// SPDX-License-Identifier: Apache-2.0
#include "display/transport/lines.h"

#include <array>
#include <utility>
#include <vector>

#include "display/transport/tcp_link.h"

namespace hall::display {

namespace {

constexpr std::array<std::string_view, 2> kNoYes{"no", "yes"};
constexpr std::array<std::string_view, 3> kParities{"none", "even", "odd"};
constexpr std::array<std::string_view, 2> kTurns{"adapter", "kernel"};

std::shared_ptr<Rs485Bus> new_bus(const SerialSettings& settings, bool echo) {
    BusPace pace;
    pace.baud = settings.baud;
    pace.bits_per_byte = settings.parity == Parity::none ? 10 : 11;
    pace.echo = echo;
    const auto open = [settings]() -> Result<std::unique_ptr<ByteLine>> {
        auto line = SerialLine::open(settings);
        if (!line) {
            return tl::make_unexpected(line.error());
        }
        return std::unique_ptr<ByteLine>(std::move(*line));
    };
    return std::make_shared<Rs485Bus>(open, pace);
}

Result<std::unique_ptr<Link>> bus_setting(const Settings& settings,
                                          const Fittings& fittings,
                                          int address) {
    SerialSettings serial;
    const auto device = needed_setting(settings, "serial");
    const auto baud = number_setting(settings, "baud", {1200, 115200}, 9600);
    const auto parity = choice_setting(settings, "parity", kParities);
    const auto turn = choice_setting(settings, "turn", kTurns);
    const auto echo = choice_setting(settings, "echo", kNoYes);
    for (const auto& wrong :
         {device.map([](const auto&) {}), baud.map([](auto) {}), parity.map([](auto) {}),
          turn.map([](auto) {}), echo.map([](auto) {})}) {
        if (!wrong) {
            return tl::make_unexpected(wrong.error());
        }
    }
    if (settings.contains("to")) {
        return fail(Fault::bad_settings, "serial= and to=: one of them");
    }
    serial.device = *device;
    serial.baud = *baud;
    serial.parity = static_cast<Parity>(*parity);
    serial.turn = static_cast<Turn>(*turn);
    if (fittings.lines == nullptr) {
        return std::make_unique<BusLink>(new_bus(serial, *echo == 1), address);
    }
    auto bus = fittings.lines->bus(serial, *echo == 1);
    if (!bus) {
        return tl::make_unexpected(bus.error());
    }
    return std::make_unique<BusLink>(std::move(*bus), address);
}

}  // namespace

Result<std::shared_ptr<Rs485Bus>> Lines::bus(const SerialSettings& settings, bool echo) {
    Shared& shared = shared_[settings.device];
    if (auto bus = shared.bus.lock()) {
        if (shared.settings.baud != settings.baud || shared.settings.parity != settings.parity) {
            return fail(Fault::bad_settings,
                        settings.device + ": all boards of a line need the same baud= and parity=");
        }
        return bus;
    }
    auto bus = new_bus(settings, echo);
    shared = {settings, bus};
    return bus;
}

bool is_serial(const Settings& settings) {
    return settings.contains("serial");
}

Result<std::unique_ptr<Link>> link_setting(const Settings& settings,
                                           const Fittings& fittings,
                                           LinkTarget target) {
    if (is_serial(settings)) {
        return bus_setting(settings, fittings, target.address);
    }
    const auto to = needed_setting(settings, "to").and_then(address_of);
    const auto port = number_setting(settings, "port", {1, 65535}, target.port);
    for (const auto& wrong : {to.map([](auto) {}), port.map([](auto) {})}) {
        if (!wrong) {
            return tl::make_unexpected(wrong.error());
        }
    }
    return std::make_unique<TcpLink>(Endpoint{*to, static_cast<std::uint16_t>(*port)});
}

Outcome only_known_with_link(const Settings& settings, std::span<const std::string_view> own) {
    std::vector<std::string_view> all(own.begin(), own.end());
    all.insert(all.end(), kLinkSettings.begin(), kLinkSettings.end());
    return only_known(settings, all);
}

}  // namespace hall::display
