// SPDX-License-Identifier: Apache-2.0
// A QR code for a page to draw. libqrencode stays in qr.cpp.
#pragma once

#include <string>
#include <vector>

namespace hall::service {

/// The modules of the code for `text`, row by row, '1' is dark; no quiet zone. Error correction M.
/// Empty when `text` is empty or too long for one (above some 200 bytes). Pure.
[[nodiscard]] std::vector<std::string> qr_rows(const std::string& text);

}  // namespace hall::service
