// SPDX-License-Identifier: Apache-2.0
// A slip becomes dots.
#pragma once

#include "printer/bitmap.h"
#include "printer/fault.h"
#include "printer/fonts.h"
#include "printer/slip.h"

namespace hall::printer {

constexpr int kWidth58mm = 384;  ///< Dots across at 203 dpi.
constexpr int kWidth80mm = 576;

/// The whole slip as the one picture that the screen shows and the printer prints. From 320 to
/// 640 dots wide; below 480 the narrow form is taken.
///
/// Some tens of milliseconds, most of it for glyphs that were not set before. The dots are already
/// defused (bitmap.h).
///
/// Errors: bad_slip (a number of more than 6 characters, neither number nor service, a text of more
/// than 400, a slip longer than 30 cm), bad_qr, bad_settings (a width that no paper has).
[[nodiscard]] Result<Bitmap> layout(const Slip& slip, Fonts& fonts, int width_dots);

}  // namespace hall::printer
