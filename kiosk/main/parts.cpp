// SPDX-License-Identifier: Apache-2.0
#include "kiosk/main/parts.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <random>

#include "printer/drivers.h"
#include "printer/mark_file.h"
#include "printer/ports/usb_port.h"
#include "printer/printer.h"
#include "sync/files.h"
#include "sync/pin.h"

#include <spdlog/spdlog.h>

namespace hall::kiosk {

namespace {

constexpr std::size_t kProfileMost = 64 * 1024;
constexpr std::size_t kTokenMost = 1024;

std::optional<printer::Settings> driver_settings(const Options& options, std::string& why) {
    printer::Settings settings{{"driver", options.printer}};
    for (const std::string& one : options.printer_set) {
        const auto equals = one.find('=');
        if (equals == std::string::npos) {
            why = "--printer-set " + one + ": expected key=value";
            return std::nullopt;
        }
        settings.insert_or_assign(one.substr(0, equals), one.substr(equals + 1));
    }
    return settings;
}

}  // namespace

sync::ServiceOptions service_of(const Options& options) {
    return {options.service, options.hall,       options.device,
            options.data,    options.token_file, options.authority_file};
}

sync::ServiceAddress address_of(const Options& options, std::string& why) {
    auto address = sync::address_for(service_of(options));
    if (!address) {
        why = address.error().detail;
        return {};
    }
    return std::move(*address);
}

std::optional<PrintSettings> open_printing(const Options& options,
                                           const FontSet& fonts,
                                           std::string& why) {
    const std::string file = options.printer_profile.empty()
                                 ? options.assets + "/printers/generic-80.toml"
                                 : options.printer_profile;
    const auto text = sync::read_whole(file, kProfileMost);
    if (!text) {
        why = text.error().detail;
        return std::nullopt;
    }
    auto profile = printer::parse_profile(*text, file);
    if (!profile) {
        why = profile.error().detail;
        return std::nullopt;
    }
    const auto settings = driver_settings(options, why);
    if (!settings) {
        return std::nullopt;
    }
    auto faces = fonts.for_printer();
    if (!faces) {
        why = faces.error().detail;
        return std::nullopt;
    }
    PrintSettings printing;
    printing.fonts = std::move(*faces);
    printing.paper = {profile->width_dots, profile->dpi};
    printing.profile = *profile;
    if (profile->text_mode || options.printer_text) {
        if (profile->kanji == printer::Kanji::none) {
            why = file + ": --printer-text needs a profile that says kanji";
            return std::nullopt;
        }
        printing.letters = *profile;
    }
    printing.open = [settings = *settings,
                     profile = *profile]() -> printer::Result<std::unique_ptr<printer::Printer>> {
        auto port = printer::open_port(settings, profile);
        if (!port) {
            return tl::make_unexpected(port.error());
        }
        return std::make_unique<printer::Printer>(std::move(*port), profile);
    };
    auto marks = printer::MarkFile::open(options.data, "at-printer");
    if (!marks) {
        why = marks.error().detail;
        return std::nullopt;
    }
    printing.marks = std::move(*marks);
    if (options.printer == "usb") {
        if (auto arrivals = printer::UsbArrivals::open()) {
            printing.arrived = [heard = std::shared_ptr(std::move(*arrivals))] {
                return heard->any();
            };
        }
    }
    return printing;
}

PinFits open_staff_pin(const Options& options, std::string& why) {
    if (options.staff_pin_file.empty()) {
        return {};
    }
    auto hash = sync::read_whole(options.staff_pin_file, kTokenMost);
    if (!hash) {
        why = hash.error().detail;
        return {};
    }
    while (!hash->empty() && hash->back() == '\n') {
        hash->pop_back();
    }
    return [hash = *hash](const std::string& pin) { return sync::pin_fits(hash, pin); };
}

int hash_staff_pin() {
    std::string pin;
    std::getline(std::cin, pin);
    const bool digits = std::ranges::all_of(pin, [](char c) { return c >= '0' && c <= '9'; });
    const std::string hash =
        digits && pin.size() >= 4 && pin.size() <= 12 ? sync::pin_hash(pin) : std::string{};
    if (hash.empty()) {
        std::cerr << "hall-kiosk: a PIN is 4 to 12 digits\n";
        return EXIT_FAILURE;
    }
    std::cout << hash << "\n";
    return EXIT_SUCCESS;
}

std::shared_ptr<const HanTable> open_han(const Options& options, std::string& why) {
    const std::string file = options.assets + "/search/han.tsv";
    const auto text = sync::read_whole(file, HanTable::kBytesMax);
    if (!text) {
        why = text.error().detail;
        return nullptr;
    }
    auto table = HanTable::load(*text, file);
    if (!table) {
        why = table.error().text();
        return nullptr;
    }
    return std::make_shared<const HanTable>(std::move(*table));
}

std::shared_ptr<platform::Speaker> open_voice(const Options& options) {
    return options.speech.empty()
               ? nullptr
               : std::make_shared<platform::ProgramSpeaker>(options.speech, options.speech_device);
}

std::vector<std::unique_ptr<input::Watch>> open_watches(const Options& options, Glass& glass) {
    const auto ears = [](const std::string& path, std::function<void(std::string)> heard) {
        return input::WatchEars{
            std::move(heard),
            [](const input::DeviceError& why) { spdlog::warn("nothing is read: {}", why.detail); },
            [path] { spdlog::info("{} is listened to", path); }};
    };
    std::vector<std::unique_ptr<input::Watch>> watches;
    if (!options.scanner.empty()) {
        watches.push_back(input::watch_scanner(
            {options.scanner},
            ears(options.scanner, [&glass](std::string text) { glass.scanned(std::move(text)); })));
    }
    if (!options.card_reader.empty()) {
        watches.push_back(input::watch_card_reader(
            {options.card_reader}, ears(options.card_reader, [&glass](std::string number) {
                glass.read_card(std::move(number));
            })));
    }
    return watches;
}

std::function<Uuid()> touch_keys(std::function<Moment()> now) {
    return [now = std::move(now)] {
        static std::random_device source;
        const auto bits = [] { return std::uint64_t{source()} << 32U | source(); };
        return make_uuid(now(), bits(), bits());
    };
}

}  // namespace hall::kiosk
