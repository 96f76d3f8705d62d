// SPDX-License-Identifier: Apache-2.0
// What a device says of itself: an interface is only taken with a bulk endpoint to write to.
#include <algorithm>

#include "printer/ports/usb_interface.h"
#include "tests/fuzz/input.h"

using namespace hall::printer;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    const bool named = input.byte() % 2 == 1;
    std::vector<UsbInterface> interfaces;
    while (!input.empty() && interfaces.size() < 32) {
        UsbInterface one{input.byte(), input.byte(), {}};
        for (int n = input.byte() % 16; n > 0; --n) {
            one.endpoints.push_back({input.byte(), input.byte()});
        }
        interfaces.push_back(std::move(one));
    }
    const auto chosen = printer_interface(interfaces, named);
    if (!chosen.has_value()) {
        return 0;
    }
    fuzz::promise((chosen->out & 0x80U) == 0 && chosen->out != 0, "writes to no OUT endpoint");
    fuzz::promise(chosen->in == 0 || (chosen->in & 0x80U) != 0, "reads from an OUT endpoint");
    const bool there = std::ranges::any_of(interfaces, [&](const UsbInterface& one) {
        return one.number == chosen->number &&
               std::ranges::any_of(one.endpoints, [&](const UsbEndpoint& endpoint) {
                   return endpoint.address == chosen->out && (endpoint.attributes & 3U) == 2;
               });
    });
    fuzz::promise(there, "an endpoint that the device does not have");
    return 0;
}
