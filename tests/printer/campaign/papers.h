// SPDX-License-Identifier: Apache-2.0
// What lies on the roll of a pretend printer, counted.
#pragma once

#include <filesystem>
#include <vector>

#include "printer/bitmap.h"

namespace support {

/// A picture like no other: its number is in every row's dots.
[[nodiscard]] hall::printer::Bitmap numbered_picture(unsigned number, int rows);

/// Every piece that was cut off, in order.
[[nodiscard]] std::vector<hall::printer::Bitmap> papers_of(const std::filesystem::path& roll);

/// The whole of `picture` is on `piece`.
[[nodiscard]] bool holds(const hall::printer::Bitmap& piece, const hall::printer::Bitmap& picture);
/// It ends with the mark that makes it worthless.
[[nodiscard]] bool is_void(const hall::printer::Bitmap& piece);

/// Papers that somebody could take for a good slip.
[[nodiscard]] int count_whole(const std::vector<hall::printer::Bitmap>& papers,
                              const hall::printer::Bitmap& picture);
/// Papers on which the slip has at least begun, worthless ones too.
[[nodiscard]] int count_begun(const std::vector<hall::printer::Bitmap>& papers,
                              const hall::printer::Bitmap& picture);

}  // namespace support
