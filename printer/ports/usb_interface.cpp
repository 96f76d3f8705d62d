// SPDX-License-Identifier: Apache-2.0
#include "printer/ports/usb_interface.h"

namespace hall::printer {

namespace {

constexpr std::uint8_t kPrinterClass = 7;
constexpr std::uint8_t kVendorClass = 0xFF;
constexpr std::uint8_t kTransferMask = 3;
constexpr std::uint8_t kBulk = 2;
constexpr std::uint8_t kIn = 0x80;

}  // namespace

std::optional<PrinterInterface> printer_interface(std::span<const UsbInterface> interfaces,
                                                  bool named) {
    for (const UsbInterface& one : interfaces) {
        if (one.interface_class != kPrinterClass &&
            !(named && one.interface_class == kVendorClass)) {
            continue;
        }
        PrinterInterface found{one.number, 0, 0};
        for (const UsbEndpoint& endpoint : one.endpoints) {
            if ((endpoint.attributes & kTransferMask) != kBulk) {
                continue;
            }
            const bool in = (endpoint.address & kIn) != 0;
            (in ? found.in : found.out) = endpoint.address;
        }
        if (found.out != 0) {
            return found;
        }
    }
    return std::nullopt;
}

}  // namespace hall::printer
