// SPDX-License-Identifier: Apache-2.0
// What scanners type and send, and what else comes over the same wire.
#include "kiosk/input/scan_text.h"

#include <catch2/catch.hpp>

#include "tests/kiosk/platform/device_vectors.h"

#include <linux/input-event-codes.h>

using namespace hall::input;
using namespace std::chrono_literals;
namespace vectors = hall::input::tests;

namespace {

/// As the kernel's HID driver translates a keyboard's usages. Source: HID Usage Tables, page 7.
std::uint16_t key_of_usage(int usage) {
    constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz";
    constexpr std::array<std::uint16_t, 26> kKeys{
        KEY_A, KEY_B, KEY_C, KEY_D, KEY_E, KEY_F, KEY_G, KEY_H, KEY_I, KEY_J, KEY_K, KEY_L, KEY_M,
        KEY_N, KEY_O, KEY_P, KEY_Q, KEY_R, KEY_S, KEY_T, KEY_U, KEY_V, KEY_W, KEY_X, KEY_Y, KEY_Z};
    static_assert(kLetters.size() == kKeys.size());
    if (usage >= 0x04 && usage <= 0x1D) {
        return kKeys.at(static_cast<std::size_t>(usage - 0x04));
    }
    if (usage >= 0x1E && usage <= 0x27) {
        return static_cast<std::uint16_t>(KEY_1 + usage - 0x1E);
    }
    return usage == 0x28 ? KEY_ENTER : usage == 0x37 ? KEY_DOT : KEY_UNKNOWN;
}

/// A scanner that is a keyboard.
struct Typist {
    ScanKeys keys;
    std::chrono::milliseconds now{10'000};
    std::chrono::milliseconds pace{4};
    std::vector<std::string> heard;

    void key(std::uint16_t code, std::int32_t value) {
        if (auto text = keys.feed(code, value, now)) {
            heard.push_back(*text);
        }
    }
    void press(std::uint16_t code) {
        key(code, 1);
        key(code, 0);
        now += pace;
    }
    void reports() {
        bool shift = false;
        for (const std::string_view report : vectors::kHidReports) {
            const int modifiers = std::stoi(std::string(report.substr(0, 2)), nullptr, 16);
            const int usage = std::stoi(std::string(report.substr(4, 2)), nullptr, 16);
            if (shift != (modifiers & 0x22) > 0) {
                shift = !shift;
                key(KEY_LEFTSHIFT, shift ? 1 : 0);
            }
            if (usage != 0) {
                press(key_of_usage(usage));
            }
        }
    }
};

std::vector<std::string> lines_of(std::string_view bytes) {
    ScanLine line;
    std::vector<std::string> heard;
    for (const char c : bytes) {
        if (auto text = line.feed(static_cast<std::uint8_t>(c), 1s)) {
            heard.push_back(*text);
        }
    }
    return heard;
}

}  // namespace

TEST_CASE("what a scanner types is the code, whatever the lock keys say", "[platform]") {
    Typist typist;
    SECTION("at once") {
    }
    SECTION("after somebody pressed caps lock and num lock") {
        typist.press(KEY_CAPSLOCK);
        typist.press(KEY_NUMLOCK);
    }
    SECTION("after a key that fell on the floor") {
        typist.press(KEY_Q);
        typist.now += 5s;
    }
    SECTION("after half a code") {
        typist.press(KEY_G);
        typist.press(KEY_H);
        typist.now += 1s;
    }
    typist.reports();
    CHECK(typist.heard == std::vector<std::string>{std::string(vectors::kScannedCode)});
}

TEST_CASE("one code after the other is heard, each for itself", "[platform]") {
    Typist typist;
    typist.reports();
    typist.now += 20ms;
    typist.reports();
    CHECK(typist.heard.size() == 2);
}

TEST_CASE("what a person types on that keyboard is no code", "[platform]") {
    Typist typist;
    typist.pace = 90ms;
    typist.reports();
    CHECK(typist.heard.empty());
}

TEST_CASE("a code that is spelt with Alt, too long or of unknown keys is dropped whole",
          "[platform]") {
    Typist typist;
    SECTION("with Alt and the keypad") {
        typist.press(KEY_G);
        typist.key(KEY_LEFTALT, 1);
        typist.press(KEY_KP6);
        typist.key(KEY_LEFTALT, 0);
        typist.press(KEY_H);
    }
    SECTION("too long") {
        for (std::size_t i = 0; i <= kScanMost; ++i) {
            typist.press(KEY_1);
        }
    }
    SECTION("with a key that writes nothing") {
        typist.press(KEY_G);
        typist.press(KEY_F5);
    }
    SECTION("empty") {
    }
    typist.press(KEY_ENTER);
    CHECK(typist.heard.empty());
    typist.reports();  // The next one is read as ever.
    CHECK(typist.heard.size() == 1);
}

TEST_CASE("the longest code that is allowed is read", "[platform]") {
    Typist typist;
    for (std::size_t i = 0; i < kScanMost; ++i) {
        typist.press(KEY_1);
    }
    typist.press(KEY_KPENTER);
    REQUIRE(typist.heard.size() == 1);
    CHECK(typist.heard.front().size() == kScanMost);
}

TEST_CASE("a line ends with either mark or both, and noise spoils only its own", "[platform]") {
    CHECK(lines_of("GH1.T.A\r") == std::vector<std::string>{"GH1.T.A"});
    CHECK(lines_of("GH1.T.A\r\nGH1.T.B\r\n") == std::vector<std::string>{"GH1.T.A", "GH1.T.B"});
    CHECK(lines_of("\n\n\r").empty());
    CHECK(lines_of("GH\x80"
                   "1\nGOOD\n") == std::vector<std::string>{"GOOD"});
    CHECK(lines_of(std::string(kScanMost + 1, 'A') + "\nGOOD\n") ==
          std::vector<std::string>{"GOOD"});
}
