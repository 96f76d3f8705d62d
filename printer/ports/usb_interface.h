// SPDX-License-Identifier: Apache-2.0
// Which interface of a device is the printer. Free of libusb, so that any descriptor can be tried.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace hall::printer {

struct UsbEndpoint {
    std::uint8_t address = 0;     ///< bEndpointAddress: bit 7 is IN.
    std::uint8_t attributes = 0;  ///< bmAttributes: 2 in the lowest two bits is bulk.
};

/// The first alternate setting of one interface.
struct UsbInterface {
    std::uint8_t number = 0;
    std::uint8_t interface_class = 0;
    std::vector<UsbEndpoint> endpoints;
};

struct PrinterInterface {
    int number = 0;
    std::uint8_t out = 0;
    std::uint8_t in = 0;  ///< 0: a one-way printer.
};

/// The first interface of the printer class that can be written to; of a device that the profile
/// names, one of the vendor's own class will do as well. Pure.
/// Source: USB printer class 1.1, 4.1; USB 2.0, 9.6.6.
[[nodiscard]] std::optional<PrinterInterface> printer_interface(
    std::span<const UsbInterface> interfaces, bool named);

}  // namespace hall::printer
