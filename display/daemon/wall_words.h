// SPDX-License-Identifier: Apache-2.0
// What a wall says besides numbers: whose hall it is, the welcome, notices, honours, the code.
#pragma once

#include "display/daemon/pages_for.h"

namespace hall::board {

/// Headings, header, welcome, notices, honour page, and the code of the hall's page for phones,
/// where phones can reach it.
void set_words(display::WallPage& page, const Scene& scene, const Place& place);

}  // namespace hall::board
