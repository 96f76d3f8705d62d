// SPDX-License-Identifier: Apache-2.0
// A slip in the printer's own letters.
#pragma once

#include "printer/encoder.h"
#include "printer/fonts.h"
#include "printer/slip.h"

namespace hall::printer {

/// An option for slow lines: a tenth of the bytes of the picture, and plainer. A line with a
/// character that the printer's set lacks is sent whole as a picture, so that nothing comes out as
/// "?". The code is a picture or the printer's own, as the profile says. What comes out looks as
/// the printer's maker drew it: the preview of layout() does not hold for it.
///
/// Errors: bad_settings (the profile has no kanji), bad_slip as layout(), bad_qr.
/// Source: Epson ESC/POS reference: ESC t, FS &, ESC a, ESC E, GS !, GS B, GS ( k.
[[nodiscard]] Result<Bytes> encode_text(
    const Slip& slip, Fonts& fonts, const Profile& profile, const JobKey& key, Question question);

/// The characters of the slip that the profile's set lacks, each once, in the order in which they
/// stand; empty when the whole slip can be had in the printer's letters. Pure.
///
/// Errors: bad_settings (the profile has no kanji), bad_qr.
[[nodiscard]] Result<std::string> uncovered(const Slip& slip, Fonts& fonts, const Profile& profile);

}  // namespace hall::printer
