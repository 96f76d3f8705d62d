// SPDX-License-Identifier: Apache-2.0
// What can be said to hall-kiosk on the command line or in its settings file.
#pragma once

#include <string>
#include <vector>

#include "kiosk/platform/stage.h"
#include "kiosk/screens/theme.h"

namespace CLI {
class App;
}

namespace hall::kiosk {

struct Options {
    std::string config;
    std::string data = "/var/lib/jiaohao/kiosk";
    std::string device = "K01";
    std::string service = "http://127.0.0.1:8460";
    std::string hall;            ///< Empty: the only one that the service has.
    std::string token_file;      ///< Of the bearer token; empty: the enrolment's.
    std::string authority_file;  ///< Whom the service must be signed by; empty: the enrolment's.
    std::string enrol;           ///< Only trades this code for a token.
    std::string assets = "/usr/share/jiaohao";
    std::string fonts = "/usr/share/fonts";
    std::string renderer = "auto";
    std::string size = "1080x1920";
    bool fullscreen = false;
    bool cursor = false;
    double diagonal_in = 21.5;
    std::string printer = "usb";           ///< Driver.
    std::vector<std::string> printer_set;  ///< key=value for the driver.
    std::string printer_profile;           ///< Empty: assets/printers/generic-80.toml.
    bool printer_text = false;             ///< In the printer's own letters.
    std::string staff_pin_file;            ///< Empty: nobody opens the staff page.
    bool hash_staff_pin = false;           ///< Only turns a PIN into such a file.
    std::string speech = "espeak-ng";      ///< Program; empty for no voice.
    std::string speech_device;             ///< Sound card of the headphones' socket.
    std::string scanner;  ///< Of codes: /dev/input/by-id/… or /dev/serial/by-id/…; empty: none.
    std::string card_reader;  ///< Of identity cards, at a serial line; empty: none.
    std::string now;
    std::string targets;  ///< File for tests: where what can be touched stands.

    void add_to(CLI::App& app);
    /// What the file says goes behind what the command line says. False, with `why` filled (file,
    /// line, what is wrong), when it cannot be read.
    [[nodiscard]] bool read_config(const CLI::App& app, std::string& why);

    [[nodiscard]] platform::StageSettings stage() const;
    [[nodiscard]] screens::Panel panel() const;
};

}  // namespace hall::kiosk
