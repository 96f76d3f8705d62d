// SPDX-License-Identifier: Apache-2.0
#include "printer/sim/paper_path.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

namespace hall::printer::sim {

namespace {

constexpr std::uint8_t kDle = 0x10;
constexpr std::uint8_t kEsc = 0x1B;
constexpr std::uint8_t kFs = 0x1C;
constexpr std::uint8_t kGs = 0x1D;
constexpr int kLineRows = 30;  // 1/6 inch, the line spacing after ESC @
constexpr int kBoxWidth = 12;
constexpr int kBoxHeight = 24;
constexpr std::size_t kRasterHead = 8;

std::size_t u16(std::uint8_t low, std::uint8_t high) {
    return static_cast<std::size_t>(low) + static_cast<std::size_t>(high) * 256;
}

}  // namespace

bool PaperPath::step(std::uint8_t byte) {
    if (raster_left_ > 0) {
        return raster_byte(byte);
    }
    command_.push_back(byte);
    if (command_.size() >= wanted_length()) {
        execute();
        command_.clear();
    }
    return false;
}

// Of the command in `command_`, as far as it can be told yet. Source: Epson ESC/POS reference.
std::size_t PaperPath::wanted_length() const {
    const std::size_t have = command_.size();
    const std::uint8_t head = command_[0];
    if (head != kDle && head != kEsc && head != kFs && head != kGs) {
        return 1;
    }
    if (have < 2) {
        return 2;
    }
    const std::uint8_t name = command_[1];
    if (head == kDle) {
        // DLE DC4 function 8 has seven bytes of parameters, the others two.
        return name != 0x14 ? 3 : have < 3 ? 3 : command_[2] == 8 ? 10 : 5;
    }
    if (head == kEsc) {
        return name == '@' || name == '2' ? 2 : name == 'p' ? 5 : 3;
    }
    if (name == '(') {
        return have < 5 ? 5 : 5 + u16(command_[3], command_[4]);
    }
    if (head == kFs) {
        return name == '&' || name == '.' ? 2 : 3;
    }
    if (name == 'v') {
        return kRasterHead;
    }
    if (name == 'V') {
        return have < 3 || command_[2] < 65 ? 3 : 4;
    }
    if (name == 'g') {
        return 6;
    }
    return name == 'L' || name == 'W' || name == 'P' ? 4 : 3;
}

void PaperPath::execute() {
    const std::uint8_t head = command_[0];
    if (head == kEsc && command_[1] == '@') {
        box_column_ = 0;
        automatic_ = false;
    } else if (head == kEsc && command_[1] == 'J') {
        feed(command_[2]);
    } else if (head == kEsc && command_[1] == 'd') {
        feed(command_[2] * kLineRows);
    } else if (head == kGs && command_[1] == 'v') {
        begin_raster();
    } else if (head == kGs && command_[1] == 'V') {
        cut();
    } else if (head == kGs && command_[1] == 'r') {
        answers_.push_back(command_[2] == 1 || command_[2] == '1' ? paper_bits_ : 0);
    } else if (head == kGs && command_[1] == 'g') {
        execute_counter();
    } else if (head == kGs && command_[1] == 'a') {
        automatic_ = command_[2] != 0;
    } else if (head == kGs && command_[1] == '(') {
        execute_block();
    } else if (head == '\n') {
        feed(kLineRows);
        box_column_ = 0;
    } else if (command_.size() == 1 && head >= 0x20) {
        print_box();
    }
}

// Source: Epson ESC/POS reference, GS g 2: answered 5Fh, the figure in digits, 00h.
void PaperPath::execute_counter() {
    constexpr std::size_t kAutocutter = 178;
    if (command_[2] != '2' || u16(command_[4], command_[5]) != kAutocutter || !counting_) {
        return;
    }
    const std::string figure = std::to_string(cuts_);
    answers_.push_back(0x5F);
    answers_.insert(answers_.end(), figure.begin(), figure.end());
    answers_.push_back(0x00);
}

void PaperPath::execute_block() {
    const bool process_id =
        command_[2] == 'H' && command_.size() == 11 && command_[5] == '0' && command_[6] == '0';
    if (process_id) {
        answers_.insert(answers_.end(),
                        {0x37, 0x22, command_[7], command_[8], command_[9], command_[10], 0x00});
    }
}

void PaperPath::begin_raster() {
    raster_row_bytes_ = u16(command_[4], command_[5]);
    raster_left_ = raster_row_bytes_ * u16(command_[6], command_[7]);
    row_.clear();
}

bool PaperPath::raster_byte(std::uint8_t byte) {
    row_.push_back(byte);
    --raster_left_;
    if (row_.size() < raster_row_bytes_) {
        return false;
    }
    piece_.resize_height(piece_.height_dots + std::exchange(blank_rows_, 0) + 1);
    const auto head = std::min(row_.size(), piece_.row_bytes());  // The head is no wider.
    std::copy_n(row_.begin(), head,
                piece_.rows.end() - static_cast<std::ptrdiff_t>(piece_.row_bytes()));
    row_.clear();
    return true;
}

void PaperPath::feed(int rows) {
    blank_rows_ += rows;
}

void PaperPath::cut() {
    ++cuts_;
    blank_rows_ = 0;
    box_column_ = 0;
    if (std::any_of(piece_.rows.begin(), piece_.rows.end(), [](auto byte) { return byte != 0; })) {
        pieces_.push_back(piece_);
    }
    piece_ = Bitmap::blank(width_dots_, 0);
}

void PaperPath::print_box() {
    if (box_column_ == 0 || (box_column_ + 1) * kBoxWidth > width_dots_) {
        box_column_ = 0;
        piece_.resize_height(piece_.height_dots + std::exchange(blank_rows_, 0) + kBoxHeight);
    }
    const int left = box_column_ * kBoxWidth + 1;
    const int top = piece_.height_dots - kBoxHeight + 1;
    for (int x = left; x < left + kBoxWidth - 2; ++x) {
        piece_.set(x, top, true);
        piece_.set(x, top + kBoxHeight - 3, true);
    }
    ++box_column_;
}

std::vector<std::uint8_t> PaperPath::take_answers() {
    return std::exchange(answers_, {});
}

std::deque<Bitmap> PaperPath::take_pieces() {
    return std::exchange(pieces_, {});
}

void PaperPath::power_cycle() {
    command_.clear();
    row_.clear();
    answers_.clear();
    raster_left_ = 0;
    box_column_ = 0;
    automatic_ = false;
}

void PaperPath::set_hanging(Bitmap piece) {
    if (piece.width_dots == width_dots_) {
        piece_ = std::move(piece);
    }
}

}  // namespace hall::printer::sim
