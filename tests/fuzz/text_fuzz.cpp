// SPDX-License-Identifier: Apache-2.0
// Any text at any width: no line too wide, nothing lost but spaces at breaks.
#include <string>

#include "printer/text_wrap.h"
#include "tests/fuzz/input.h"

using namespace hall::printer;

namespace {

int advance(char32_t c) {
    return c < 0x2000 ? 1 : 2;
}

// Spaces, line ends and the dot between two parts may go where a line ends.
std::u32string letters(const std::u32string& text) {
    std::u32string kept;
    for (const char32_t c : text) {
        if (c != U' ' && c != U'\u3000' && c != U'\n' && c != U'·') {
            kept += c;
        }
    }
    return kept;
}

void check(const std::u32string& text, const std::vector<std::u32string>& lines, int width) {
    std::u32string joined;
    for (const auto& line : lines) {
        int taken = 0;
        for (const char32_t c : line) {
            taken += advance(c);
        }
        fuzz::promise(taken <= width || line.size() < 2, "a line is wider than the paper");
        joined += line;
    }
    fuzz::promise(letters(joined) == letters(text), "a letter got lost");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 2000) {
        return 0;
    }
    fuzz::Input input(data, size);
    const int width = 2 + input.byte() % 80;
    const std::u32string text = code_points(input.text());
    fuzz::promise(code_points(utf8_of(text)) == text, "UTF-8 does not come back");
    check(text, wrap(text, width, advance), width);
    check(text, wrap_balanced(text, width, advance), width);
    return 0;
}
