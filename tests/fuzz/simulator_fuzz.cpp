// SPDX-License-Identifier: Apache-2.0
// The pretend printer takes whatever a host sends it, and finds its way back afterwards.
#include <array>

#include "printer/encoder.h"
#include "printer/sim/model.h"
#include "tests/fuzz/input.h"

using namespace hall::printer;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 8192) {
        return 0;
    }
    sim::PrinterModel model(576);
    (void)model.take({data, size}, {});
    std::array<std::uint8_t, 256> said{};
    while (model.say(said) > 0) {
    }
    (void)model.take_pieces();
    return 0;
}
