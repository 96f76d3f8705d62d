// SPDX-License-Identifier: Apache-2.0
#include "printer/profile.h"

#include <array>
#include <cstdio>

#include <catch2/catch.hpp>

#include "printer/drivers.h"
#include "tests/printer/support.h"
#include "tests/support/places.h"

using namespace hall::printer;

namespace {

std::string refusal(const std::string& text) {
    const auto profile = parse_profile(text);
    if (profile.has_value()) {
        return "accepted";
    }
    CHECK(profile.error().code == Fault::bad_settings);
    return profile.error().detail;
}

bool says(const std::string& text, const std::string& word) {
    return text.find(word) != std::string::npos;
}

}  // namespace

TEST_CASE("every shipped profile of a printer can be read", "[printer][profile]") {
    const auto folder = std::filesystem::path(hall::support::source_dir()) / "assets/printers";
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".toml") {
            continue;
        }
        INFO(entry.path());
        const auto profile = support::profile(entry.path().stem().string());
        CHECK_FALSE(profile.name.empty());
        CHECK_FALSE(profile.sources.empty());
        // Nobody has had a printer in hand yet: who does says so in the file, with place and date.
        CHECK(profile.verified != Verified::hardware);
        ++count;
    }
    CHECK(count >= 15);
    const auto epson = support::profile("epson-tm-t20");
    CHECK(epson.completion == Completion::process_id);
    CHECK(epson.status == StatusUse::required);
    CHECK(epson.usb.front() == UsbId{0x04B8, 0x0202});
    CHECK(support::profile("generic-58").cut == Cut::none);
}

TEST_CASE("every printer that udev does not know by its class has a rule of its own",
          "[printer][profile]") {
    const auto bytes = support::load(std::filesystem::path(hall::support::source_dir()) /
                                     "assets/udev/70-kiosk-printer.rules");
    const std::string rules(bytes.begin(), bytes.end());
    const auto folder = std::filesystem::path(hall::support::source_dir()) / "assets/printers";
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        for (const UsbId id : support::profile(entry.path().stem().string()).usb) {
            std::array<char, 64> match{};
            std::snprintf(match.data(), match.size(),
                          "ATTR{idVendor}==\"%04x\", ATTR{idProduct}==\"%04x\"", id.vendor,
                          id.product);
            INFO(entry.path() << " " << match.data());
            CHECK(rules.find(match.data()) != std::string::npos);
        }
    }
}

TEST_CASE("a wrong profile says where and what would be right", "[printer][profile]") {
    const std::string good = "name = \"x\"\nwidth_dots = 384\n";
    CHECK(refusal(good) == "accepted");
    CHECK(says(refusal("name = \"x\""), "width_dots"));
    CHECK(says(refusal("width_dots = 384"), "name"));
    CHECK(says(refusal("name = \"x\"\nwidth_dots = 9000"), "from 320 to 640"));
    CHECK(says(refusal("name = \"x\"\nwidth_dots = 383"), "multiple of 8"));
    CHECK(says(refusal("name = \"x\"\nwidth_dots = \"wide\""), "width_dots"));
    CHECK(says(refusal(good + "cut = \"scissors\""), "partial_feed"));
    CHECK(says(refusal(good + "colour = 2"), "colour: no such setting"));
    CHECK(says(refusal(good + "usb = [\"04b8\"]"), "0416:5011"));
    CHECK(says(refusal(good + "usb = 7"), "usb"));
    CHECK(says(refusal(good + "= 3"), "line 3"));
    CHECK(says(refusal(good + "usb = [\"xyz\"]"), "0416:5011"));
    CHECK(says(refusal(good + "dialect = \"star\""), "one of escpos"));
    CHECK(says(refusal(good + "kanji = \"utf8\""), "gb18030, big5"));
    CHECK(says(refusal(good + "density = 9"), "from -6 to 8"));
    CHECK(says(refusal(good + "cut_counter = 1"), "true or false"));
    CHECK(says(refusal(good + "text_mode = true"), "needs kanji"));
    CHECK(says(refusal(good + "qr = \"native\""), "needs kanji"));
    CHECK(says(refusal(good + "sources = [\"\"]"), "Maker, document, section"));
    CHECK(says(refusal("name = \"\"\nwidth_dots = 384"), "name"));
    CHECK(says(refusal(std::string(70000, '#')), "64 KiB"));
    CHECK(says(refusal("name = [" + std::string(5000, '[')), "line 1"));
    const auto named = parse_profile("width_dots = 9", "/etc/jiaohao/mine.toml");
    CHECK(named.error().detail == "/etc/jiaohao/mine.toml: name: is missing");
}

TEST_CASE("a driver or a setting that does not exist is refused by name", "[printer][drivers]") {
    const Profile profile = support::profile("generic-80");
    const auto error = [&](const Settings& settings) {
        return open_port(settings, profile).error();
    };
    CHECK(error({}).code == Fault::bad_settings);
    CHECK(error({{"driver", "laser"}}).code == Fault::unknown_driver);
    CHECK(says(error({{"driver", "laser"}}).detail, "usb, tcp, file, virtual"));
    CHECK(error({{"driver", "virtual"}}).code == Fault::bad_settings);
    CHECK(error({{"driver", "file"}}).code == Fault::bad_settings);
    CHECK(error({{"driver", "file"}, {"path", "x"}, {"one_way", "2"}}).code == Fault::bad_settings);
    CHECK(error({{"driver", "usb"}, {"id", "x"}}).code == Fault::bad_settings);
    CHECK(says(error({{"driver", "virtual"}, {"dir", "x"}}).detail, "dir"));
    CHECK(drivers().size() == 4);
}
