// SPDX-License-Identifier: Apache-2.0
// The vectors as bytes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/kiosk/platform/device_vectors.h"

namespace hall::input::tests {

inline std::vector<std::uint8_t> bytes_of(std::string_view hex) {
    std::vector<std::uint8_t> bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        bytes.push_back(
            static_cast<std::uint8_t>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
    }
    return bytes;
}

/// The answer to `read`: 1,295 bytes.
inline std::vector<std::uint8_t> card_frame() {
    std::vector<std::uint8_t> frame = bytes_of(kReadOkHead);
    frame.resize(kReadOkBytes - 1);
    frame.push_back(bytes_of(kReadOkSum).front());
    return frame;
}

}  // namespace hall::input::tests
