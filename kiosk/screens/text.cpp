// SPDX-License-Identifier: Apache-2.0
#include "kiosk/screens/text.h"

#include <algorithm>

namespace hall::screens {

namespace {

constexpr std::u32string_view kNeverFirst = U"，。、；：！？）」』》】〉％%,.;:!?)]}·–…’”";
constexpr std::u32string_view kNeverLast = U"（「『《【〈([{‘“";
constexpr char32_t kBroken = 0xFFFD;
constexpr char32_t kFirstIdeographic = 0x2E80;

bool is_in(std::u32string_view set, char32_t c) {
    return set.find(c) != std::u32string_view::npos;
}

/// Text that stays together: a word, or one Chinese character with its punctuation.
struct Piece {
    std::string text;
    float width = 0;
    char32_t first = 0;
    char32_t last = 0;
};

bool may_break(const Piece& before, char32_t next) {
    if (before.last == U'\n' || next == U'\n') {
        return true;
    }
    if (is_in(kNeverFirst, next) || is_in(kNeverLast, before.last)) {
        return false;
    }
    return before.last >= kFirstIdeographic || next >= kFirstIdeographic || before.last == U' ' ||
           next == U' ';
}

std::vector<Piece> pieces_of(std::string_view text, const Advance& advance) {
    std::vector<Piece> pieces;
    while (!text.empty()) {
        const std::string_view before = text;
        const char32_t c = take_character(text);
        const std::string_view bytes = before.substr(0, before.size() - text.size());
        const float width = c == U'\n' ? 0 : advance(c);
        if (pieces.empty() || may_break(pieces.back(), c)) {
            pieces.push_back({std::string{bytes}, width, c, c});
        } else {
            Piece& piece = pieces.back();
            piece.text += bytes;
            piece.width += width;
            piece.last = c;
        }
    }
    return pieces;
}

class Lines {
public:
    explicit Lines(float width) : width_(width) {}

    void add(const Piece& piece, const Advance& advance) {
        if (piece.first == U'\n') {
            end_line();
            return;
        }
        if (used_ + piece.width > width_ && !line_.empty()) {
            end_line();
        }
        if (line_.empty() && piece.first == U' ') {
            return;
        }
        if (piece.width > width_) {
            add_broken(piece.text, advance);
            return;
        }
        line_ += piece.text;
        used_ += piece.width;
    }

    std::vector<std::string> take() {
        if (!line_.empty() || done_.empty()) {
            end_line();
        }
        return std::move(done_);
    }

private:
    void add_broken(std::string_view text, const Advance& advance) {
        while (!text.empty()) {
            const std::string_view before = text;
            const float width = advance(take_character(text));
            if (used_ + width > width_ && !line_.empty()) {
                end_line();
            }
            line_ += before.substr(0, before.size() - text.size());
            used_ += width;
        }
    }

    void end_line() {
        while (!line_.empty() && line_.back() == ' ') {
            line_.pop_back();
        }
        done_.push_back(std::move(line_));
        line_.clear();
        used_ = 0;
    }

    float width_;
    float used_ = 0;
    std::string line_;
    std::vector<std::string> done_;
};

}  // namespace

char32_t take_character(std::string_view& text) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = byte(0);
    const std::size_t length = first < 0x80   ? 1
                               : first < 0xC2 ? 0
                               : first < 0xE0 ? 2
                               : first < 0xF0 ? 3
                                              : 4;
    if (length == 0 || first > 0xF4 || text.size() < length) {
        text.remove_prefix(1);
        return kBroken;
    }
    char32_t c = length == 1 ? first : first & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) {
            text.remove_prefix(1);
            return kBroken;
        }
        c = (c << 6U) | (byte(i) & 0x3FU);
    }
    text.remove_prefix(length);
    return c;
}

float width_of(std::string_view text, const Advance& advance) {
    float width = 0;
    while (!text.empty()) {
        width += advance(take_character(text));
    }
    return width;
}

std::vector<std::string> wrap(std::string_view text, float width, const Advance& advance) {
    Lines lines{width};
    for (const Piece& piece : pieces_of(text, advance)) {
        lines.add(piece, advance);
    }
    return lines.take();
}

std::vector<std::string> wrap_even(std::string_view text, float width, const Advance& advance) {
    std::vector<std::string> best = wrap(text, width, advance);
    const std::size_t wanted = best.size();
    // Not narrower than the widest word, which would be broken.
    float narrowest = 0;
    for (const Piece& piece : pieces_of(text, advance)) {
        narrowest = std::max(narrowest, piece.width);
    }
    constexpr float kStep = 0.94F;
    float narrower = width * kStep;
    while (wanted > 1 && narrower > narrowest) {
        std::vector<std::string> tried = wrap(text, narrower, advance);
        if (tried.size() != wanted) {
            break;
        }
        best = std::move(tried);
        narrower *= kStep;
    }
    return best;
}

}  // namespace hall::screens
