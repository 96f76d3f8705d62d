// SPDX-License-Identifier: Apache-2.0
// Anything that a scanner or a card reader may send: no code beyond its bounds, no card with a
// wrong sum, and nothing taken for an appointment that is none.
#include <string>

#include "kiosk/app/scan.h"
#include "kiosk/input/id_card.h"
#include "kiosk/input/scan_text.h"
#include "sync/hall/appointment.h"
#include "tests/fuzz/input.h"

using namespace hall;

namespace {

void check(const std::optional<std::string>& text) {
    if (!text) {
        return;
    }
    fuzz::promise(!text->empty() && text->size() <= input::kScanMost, "a code out of its bounds");
    for (const char c : *text) {
        fuzz::promise(c >= ' ' && c <= '~', "a code with what no code has");
    }
    (void)kiosk::is_code_text(*text);
    if (const auto scanned = scanned_from(*text)) {
        fuzz::promise(kiosk::is_code_text(*text), "an appointment out of no code");
        (void)kiosk::says_of(scanned->signed_text);
    }
    (void)short_code_from(*text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    input::ScanKeys keys;
    input::ScanLine line;
    input::CardFrames cards;
    std::chrono::milliseconds now{0};
    (void)kiosk::is_code_text(input.text());
    if (const auto scanned = scanned_from(input.text())) {
        (void)kiosk::says_of(scanned->signed_text);
    }
    while (!input.empty()) {
        const std::uint8_t byte = input.byte();
        now += std::chrono::milliseconds{byte % 32};
        check(line.feed(byte, now));
        check(keys.feed(byte, byte % 3, now));
        if (const auto answer = cards.feed(byte)) {
            fuzz::promise(answer->data.size() <= input::kCardFrameMost, "an endless card");
            if (const auto number = input::number_in(*answer)) {
                fuzz::promise(input::is_card_number(*number), "a card with a wrong number");
            }
        }
    }
    return 0;
}
