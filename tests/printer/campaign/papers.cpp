// SPDX-License-Identifier: Apache-2.0
#include "tests/printer/campaign/papers.h"

#include <algorithm>
#include <random>
#include <string>

#include "printer/spooler.h"
#include "tests/printer/support.h"

namespace support {

using hall::printer::Bitmap;

Bitmap numbered_picture(unsigned number, int rows) {
    std::mt19937 random(number);
    Bitmap paper = Bitmap::blank(576, rows);
    for (auto& byte : paper.rows) {
        byte = static_cast<std::uint8_t>(random() | 1U);
    }
    hall::printer::defuse(paper);
    return paper;
}

std::vector<Bitmap> papers_of(const std::filesystem::path& roll) {
    std::vector<Bitmap> papers;
    for (int number = 1;; ++number) {
        std::string digits = std::to_string(number);
        digits.insert(0, 6 - digits.size(), '0');
        const auto file = roll / ("slip-" + digits + ".png");
        if (!std::filesystem::exists(file)) {
            return papers;
        }
        papers.push_back(load_picture(file));
    }
}

bool holds(const Bitmap& piece, const Bitmap& picture) {
    return std::search(piece.rows.begin(), piece.rows.end(), picture.rows.begin(),
                       picture.rows.end()) != piece.rows.end();
}

bool is_void(const Bitmap& piece) {
    const Bitmap mark = hall::printer::crossed_out(piece.width_dots);
    return piece.rows.size() >= mark.rows.size() &&
           std::equal(mark.rows.rbegin(), mark.rows.rend(), piece.rows.rbegin());
}

int count_whole(const std::vector<Bitmap>& papers, const Bitmap& picture) {
    return static_cast<int>(std::ranges::count_if(
        papers, [&](const Bitmap& piece) { return holds(piece, picture) && !is_void(piece); }));
}

int count_begun(const std::vector<Bitmap>& papers, const Bitmap& picture) {
    Bitmap first_row = picture;
    first_row.resize_height(1);
    return static_cast<int>(std::ranges::count_if(
        papers, [&](const Bitmap& piece) { return holds(piece, first_row); }));
}

}  // namespace support
