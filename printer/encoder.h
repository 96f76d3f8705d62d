// SPDX-License-Identifier: Apache-2.0
// A picture becomes the bytes that a printer takes. Pure.
#pragma once

#include <cstddef>

#include "printer/bitmap.h"
#include "printer/dialect.h"
#include "printer/fault.h"
#include "printer/job.h"
#include "printer/profile.h"

namespace hall::printer {

/// ESC @, the picture as GS v 0 in bands, feed, cut, and the question. No command is longer than
/// longest_command(); no image byte pair is a real-time command.
///
/// Errors: bad_picture (empty, or wider than the paper).
/// Source: Epson ESC/POS reference: ESC @, GS v 0, GS ( K, ESC J, GS V, GS r, GS ( H.
[[nodiscard]] Result<Bytes> encode(const Bitmap& picture,
                                   const Profile& profile,
                                   const JobKey& key,
                                   Question question);

enum class Torn : std::uint8_t { nothing, perhaps };

/// Brings a printer that may have been left in the middle of a command back to its beginning: as
/// many NULs as the longest command can still want, then ESC @; with Torn::perhaps also a cut, so
/// that what hangs out does not become the head of somebody's slip.
[[nodiscard]] Bytes encode_recovery(const Profile& profile, Torn torn);

/// GS r 1 alone.
[[nodiscard]] Bytes encode_in_order_question();

/// GS g 2 for counter 178, the strokes of the cutter.
/// Source: Epson ESC/POS reference, GS g 2, "maintenance counter".
[[nodiscard]] Bytes encode_cut_counter_question();

/// Opens a cash drawer, where a counter takes fees.
[[nodiscard]] Bytes encode_drawer_kick(const Profile& profile);

/// In bytes.
[[nodiscard]] std::size_t longest_command(const Profile& profile) noexcept;

}  // namespace hall::printer
