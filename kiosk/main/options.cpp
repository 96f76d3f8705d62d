// SPDX-License-Identifier: Apache-2.0
#include "kiosk/main/options.h"

#include <charconv>
#include <sstream>

#include <CLI/CLI.hpp>
#include <toml++/toml.h>

namespace hall::kiosk {

namespace {

// "1080x1920"; the sample panel when it says something else.
platform::Extent extent_of(const std::string& size) {
    platform::Extent extent{1080, 1920};
    const auto cross = size.find('x');
    if (cross != std::string::npos) {
        (void)std::from_chars(size.data(), size.data() + cross, extent.width);
        (void)std::from_chars(size.data() + cross + 1, size.data() + size.size(), extent.height);
    }
    return extent;
}

}  // namespace

void Options::add_to(CLI::App& app) {
    app.add_option("--config", config, "Settings file (TOML)");
    app.add_option("--data", data, "Directory of the journal");
    app.add_option("--device", device, "This kiosk's id in the hall document");
    app.add_option("--service", service, "Address of the central service");
    app.add_option("--hall", hall, "Id of the hall");
    app.add_option("--token-file", token_file, "File with the token that the service gave out");
    app.add_option("--authority-file", authority_file,
                   "Certificate (PEM) that an https service must be signed by");
    app.add_option("--enrol", enrol,
                   "Enrol this kiosk with the code from the manager's page, and end");
    app.add_option("--assets", assets, "Directory of the printers' profiles");
    app.add_option("--fonts", fonts, "Directory of the system's fonts");
    app.add_option("--renderer", renderer, "auto, gl or cpu")
        ->check(CLI::IsMember({"auto", "gl", "cpu"}));
    app.add_option("--size", size, "Window in pixels, WIDTHxHEIGHT");
    app.add_flag("--fullscreen", fullscreen, "Take the whole display");
    app.add_flag("--cursor", cursor, "Show the mouse's cursor");
    app.add_option("--diagonal", diagonal_in, "Panel's diagonal in inches")
        ->check(CLI::Range(5, 100));
    app.add_option("--printer", printer, "Printer driver: usb, virtual or file");
    app.add_option("--printer-set", printer_set, "Setting of the driver, key=value");
    app.add_option("--printer-profile", printer_profile, "Profile of the printer (TOML)");
    app.add_flag("--printer-text", printer_text,
                 "Print in the printer's own letters what it has letters for");
    app.add_option("--staff-pin-file", staff_pin_file,
                   "File with the hash of the staff page's PIN");
    app.add_flag("--hash-staff-pin", hash_staff_pin,
                 "Read a PIN of 4 to 12 digits, write its hash, and end");
    app.add_option("--speech", speech, "Program that reads aloud; empty: nothing is read");
    app.add_option("--speech-device", speech_device, "Sound card of the headphones' socket");
    app.add_option("--scanner", scanner,
                   "Code scanner: its keyboard under /dev/input/by-id, or its serial line");
    app.add_option("--card-reader", card_reader, "Identity card reader: its serial line");
    app.add_option("--now", now, "Start the program's clock at this UTC time");
    app.add_option("--targets", targets, "For tests: write what can be touched to this file");
}

bool Options::read_config(const CLI::App& app, std::string& why) {
    if (config.empty()) {
        return true;
    }
    try {
        const toml::table table = toml::parse_file(config);
        const auto take = [&](const char* key, auto& value) {
            if (app.count(std::string("--") + key) == 0) {
                value = table[key].value_or(value);
            }
        };
        take("data", data);
        take("device", device);
        take("service", service);
        take("hall", hall);
        take("token-file", token_file);
        take("authority-file", authority_file);
        take("assets", assets);
        take("fonts", fonts);
        take("renderer", renderer);
        take("size", size);
        take("fullscreen", fullscreen);
        take("diagonal", diagonal_in);
        if (app.count("--printer") == 0) {
            printer = table["printer"]["driver"].value_or(printer);
        }
        take("speech", speech);
        take("speech-device", speech_device);
        take("scanner", scanner);
        take("card-reader", card_reader);
        take("printer-profile", printer_profile);
        take("printer-text", printer_text);
        take("staff-pin-file", staff_pin_file);
    } catch (const toml::parse_error& e) {
        std::ostringstream where;
        where << config << ":" << e.source().begin.line << ": " << e.description();
        why = where.str();
        return false;
    }
    return true;
}

platform::StageSettings Options::stage() const {
    platform::StageSettings stage;
    stage.renderer = platform::renderer_named(renderer).value_or(platform::RendererKind::automatic);
    stage.window.size = extent_of(size);
    stage.window.placement =
        fullscreen ? platform::Placement::fullscreen : platform::Placement::window;
    stage.window.cursor = cursor ? platform::Cursor::shown : platform::Cursor::hidden;
    return stage;
}

screens::Panel Options::panel() const {
    const platform::Extent extent = extent_of(size);
    return {.width_px = extent.width,
            .height_px = extent.height,
            .diagonal_in = static_cast<float>(diagonal_in)};
}

}  // namespace hall::kiosk
