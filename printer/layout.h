// SPDX-License-Identifier: Apache-2.0
// A slip becomes dots.
#pragma once

#include "printer/bitmap.h"
#include "printer/fault.h"
#include "printer/fonts.h"
#include "printer/slip.h"

namespace hall::printer {

/// The printable part of a roll. The same words are equally large on any head: sizes are chosen in
/// millimetres and become dots by `dpi`.
struct PaperSize {
    int width_dots = 576;
    int dpi = 203;

    bool operator==(const PaperSize&) const = default;
};

constexpr PaperSize kPaper58{384, 203};       ///< 58 mm roll, 48 mm printed.
constexpr PaperSize kPaper58At180{360, 180};  ///< 58 mm roll in an Epson TM-T88.
constexpr PaperSize kPaper72{512, 203};       ///< 72 mm roll, 64 mm printed.
constexpr PaperSize kPaper72At180{448, 180};
constexpr PaperSize kPaper80{576, 203};  ///< 80 mm roll, 72 mm printed.
constexpr PaperSize kPaper80At180{512, 180};
constexpr PaperSize kPaper83{640, 203};  ///< 82.5 mm kiosk roll, 80 mm printed.

/// The whole slip as the one picture that the screen shows and the printer prints. From 320 to
/// 640 dots wide, from 150 to 310 dpi, at least 40 mm; narrow paper has a form of its own.
///
/// Some tens of milliseconds, most of it for glyphs that were not set before. The dots are already
/// defused (bitmap.h).
///
/// Errors: bad_slip (a number of more than 6 characters, nothing that says what it is, a text of
/// more than 400 characters, a list of more than 32, a slip longer than 60 cm), bad_qr,
/// bad_settings (a size that no paper has).
[[nodiscard]] Result<Bitmap> layout(const Slip& slip, Fonts& fonts, PaperSize paper);

}  // namespace hall::printer
