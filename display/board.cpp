// SPDX-License-Identifier: Apache-2.0
#include "display/board.h"

#include "display/picture.h"

namespace hall::display {

Result<std::vector<std::uint8_t>> snapshot(const Board& board) {
    if (board.frame() == nullptr) {
        return fail(Fault::cannot_write, "this board has no picture");
    }
    return png_of(*board.frame());
}

}  // namespace hall::display
