// SPDX-License-Identifier: Apache-2.0
#include "kiosk/platform/soft_shadow.h"

#include <algorithm>
#include <cassert>
#include <cstddef>

namespace hall::platform {

namespace {

using Bytes = std::vector<std::uint8_t>;

std::size_t place(int x, int y, int size) {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(size) +
           static_cast<std::size_t>(x);
}

// How much of pixel (x, y) the rounded square covers, counted at 16 points of eighths.
std::uint8_t coverage(int x, int y, const ShadowTile& tile) {
    const int low = (tile.blur + tile.radius) * 8;
    const int high = (tile.size - tile.blur - tile.radius) * 8;
    const int reach = tile.radius * 8;
    int inside = 0;
    for (int i = 0; i < 16; ++i) {
        const int px = x * 8 + 1 + i % 4 * 2;
        const int py = y * 8 + 1 + i / 4 * 2;
        const int dx = px - std::clamp(px, low, high);
        const int dy = py - std::clamp(py, low, high);
        inside += dx * dx + dy * dy <= reach * reach ? 1 : 0;
    }
    return static_cast<std::uint8_t>(inside * 255 / 16);
}

// Averages 2 * reach + 1 neighbours along x; outside there is nothing. Writes it turned by a
// quarter, so that two calls blur both ways.
void blur_turned(const Bytes& from, Bytes& to, int size, int reach) {
    const int window = 2 * reach + 1;
    for (int y = 0; y < size; ++y) {
        int sum = 0;
        for (int x = -reach; x < size; ++x) {
            sum += x + reach < size ? from[place(x + reach, y, size)] : 0;
            sum -= x - reach > 0 ? from[place(x - reach - 1, y, size)] : 0;
            if (x >= 0) {
                to[place(y, x, size)] = static_cast<std::uint8_t>((sum + reach) / window);
            }
        }
    }
}

}  // namespace

std::vector<std::uint8_t> soft_shadow(const ShadowTile& tile) {
    assert(tile.radius >= 0 && tile.blur > 2 && tile.size > 2 * tile.corner());
    Bytes picture(place(0, tile.size, tile.size));
    for (int y = 0; y < tile.size; ++y) {
        for (int x = 0; x < tile.size; ++x) {
            picture[place(x, y, tile.size)] = coverage(x, y, tile);
        }
    }
    Bytes turned(picture.size());
    for (int pass = 0; pass < 3; ++pass) {
        blur_turned(picture, turned, tile.size, tile.blur / 3);
        blur_turned(turned, picture, tile.size, tile.blur / 3);
    }
    return picture;
}

}  // namespace hall::platform
