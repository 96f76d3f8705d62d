// SPDX-License-Identifier: Apache-2.0
// A QR code as dots.
#pragma once

#include <string>

#include "printer/bitmap.h"
#include "printer/fault.h"

namespace hall::printer {

/// The code for `payload`, quiet zone of 4 modules included, each module `module_dots` square.
/// Error correction M. Text of only 0-9, A-Z and . - / : takes the short alphanumeric form.
///
/// Errors: bad_qr (empty, holds a NUL, or needs more than version 10: beyond that a code of
/// readable modules does not fit on 58 mm paper).
/// Source: ISO/IEC 18004, quiet zone of 4 modules. Pure.
[[nodiscard]] Result<Bitmap> qr_code(const std::string& payload, int module_dots);

}  // namespace hall::printer
