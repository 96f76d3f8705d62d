// SPDX-License-Identifier: Apache-2.0
#include "printer/test_page.h"

#include <algorithm>

#include "printer/sheet.h"

namespace hall::printer {

namespace {

void fill(Bitmap& page, int left, int top, int width, int height) {
    for (int y = top; y < top + height; ++y) {
        for (int x = left; x < left + width; ++x) {
            page.set(x, y, true);
        }
    }
}

// A mark a millimetre, a longer one each five and ten, the first and the last dot marked too.
void scale(Bitmap& page, int top, PaperSize size) {
    fill(page, 0, top, size.width_dots, 2);
    for (int mm = 0; mm * size.dpi * 10 / 254 < size.width_dots; ++mm) {
        const int height = mm % 10 == 0 ? 24 : mm % 5 == 0 ? 17 : 10;
        fill(page, mm * size.dpi * 10 / 254, top, mm % 10 == 0 ? 2 : 1, height);
    }
    fill(page, size.width_dots - 1, top, 1, 32);
}

// One dot in n: a worn head shows stripes here before letters suffer.
void grey(Bitmap& page, Column column, int top, int height, int step) {
    for (int y = top; y < top + height; ++y) {
        for (int x = column.left; x < column.right(); ++x) {
            page.set(x, y, x % step == 0 && y % step == 0);
        }
    }
}

}  // namespace

Result<Bitmap> test_page(const Slip& words, Fonts& fonts, PaperSize size) {
    auto page = layout(words, fonts, size);
    if (!page.has_value()) {
        return page;
    }
    constexpr int kBand = 48;
    const int width = size.width_dots;
    int top = page->height_dots;
    page->resize_height(top + 40 + 3 * (kBand + 8) + 40);
    scale(*page, top, size);
    top += 40;
    fill(*page, 0, top, width, kBand);
    top += kBand + 8;
    const int step = width / 4 / 8 * 8;
    for (int i = 0; i < 4; ++i) {
        grey(*page, {i * step, step}, top, kBand, i + 2);
    }
    top += kBand + 8;
    for (int i = 0; i < 4; ++i) {
        for (int x = i * step; x < (i + 1) * step; x += 2 * (i + 1)) {
            fill(*page, x, top, std::min(i + 1, width - x), kBand);
        }
    }
    top += kBand + 8;
    scale(*page, top, size);
    defuse(*page);
    return page;
}

}  // namespace hall::printer
