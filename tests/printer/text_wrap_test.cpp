// SPDX-License-Identifier: Apache-2.0
#include "printer/text_wrap.h"

#include <catch2/catch.hpp>

using namespace hall::printer;

namespace {

// As on paper: a Han character twice as wide as a letter.
int advance(char32_t c) {
    return c < 0x2000 ? 1 : 2;
}

using Lines = std::vector<std::u32string>;

}  // namespace

TEST_CASE("a comma never begins a line and a bracket never ends one", "[printer][text]") {
    CHECK(wrap(U"請備好，身份證", 6, advance) == Lines{U"請備", U"好，身", U"份證"});
    CHECK(wrap(U"備好「原件」", 6, advance) == Lines{U"備好", U"「原", U"件」"});
    CHECK(wrap(U"護照（原件）", 6, advance) == Lines{U"護照", U"（原", U"件）"});
    const std::u32string_view text = U"《條例》、「辦法」：甲，乙；丙。（丁）！［戊］？";
    // Narrower than five characters the marks alone would not fit, and nothing may be lost.
    for (int width = 10; width < 40; ++width) {
        for (const auto& line : wrap(text, width, advance)) {
            INFO(width);
            CHECK(std::u32string_view(U"，。、；：？！）」》］").find(line.front()) ==
                  std::u32string_view::npos);
            CHECK(std::u32string_view(U"（「《［").find(line.back()) == std::u32string_view::npos);
        }
    }
}

TEST_CASE("words stay whole, and one too long for the paper is broken, not cut",
          "[printer][text]") {
    CHECK(wrap(U"Social insurance", 10, advance) == Lines{U"Social", U"insurance"});
    CHECK(wrap(U"abcdefghij", 4, advance) == Lines{U"abcd", U"efgh", U"ij"});
    CHECK(wrap(U"窗口 17 18 19", 8, advance) == Lines{U"窗口 17", U"18 19"});
    CHECK(wrap(U"前面 4 人　約 10 分", 18, advance) == Lines{U"前面 4 人", U"約 10 分"});
}

TEST_CASE("nothing is lost between the lines", "[printer][text]") {
    const std::u32string text = U"房屋產權交易（存量房）a b, cd網簽備案、Windows 17 18";
    for (int width = 2; width < 60; ++width) {
        for (const auto& lines :
             {wrap(text, width, advance), wrap_balanced(text, width, advance)}) {
            std::u32string joined;
            for (const auto& line : lines) {
                joined += line;
            }
            std::u32string wanted = text;
            std::erase(wanted, U' ');
            std::erase(joined, U' ');
            INFO(width);
            CHECK(joined == wanted);
        }
    }
}

TEST_CASE("a title of two lines has two alike", "[printer][text]") {
    CHECK(wrap_balanced(U"一二三四五六七八九十", 18, advance) ==
          Lines{U"一二三四五", U"六七八九十"});
    CHECK(wrap_balanced(U"", 18, advance).empty());
}

TEST_CASE("a title is parted where its writer left a space, not inside a name", "[printer][text]") {
    CHECK(wrap_balanced(U"請到 三樓 不動產登記", 14, advance) ==
          Lines{U"請到 三樓", U"不動產登記"});
    CHECK(wrap_balanced(U"請留意。可以不留名", 12, advance) == Lines{U"請留意。", U"可以不留名"});
    // A space that only sets a figure apart is no such place.
    CHECK(wrap_balanced(U"過號請在 30 分鐘內重新排隊", 20, advance).front() != U"過號請在 30");
    CHECK(wrap_balanced(U"4 ahead · 10 min", 10, advance) == Lines{U"4 ahead", U"10 min"});
}

TEST_CASE("no line at the end has a character to itself", "[printer][text]") {
    CHECK(wrap(U"投資項目並聯審批綠色通道", 22, advance) ==
          Lines{U"投資項目並聯審批綠", U"色通道"});
    CHECK(wrap(U"監護人身份證明（如適用）", 22, advance) ==
          Lines{U"監護人身份證明", U"（如適用）"});
}

TEST_CASE("broken UTF-8 is shown as broken and eats nothing", "[printer][text]") {
    CHECK(code_points("A\xE5\x8F\xABz") == U"A叫z");
    CHECK(code_points("\xF0\xA0\x80\x80") == U"\U00020000");
    CHECK(code_points("a\xFF\x62") == U"a\uFFFDb");
    CHECK(code_points("\xE5\x8F") == U"\uFFFD");
    CHECK(code_points("\xE5\x41") ==
          U"\uFFFD"
          U"A");
    CHECK(code_points("\xC0\x80") == U"\uFFFD\uFFFD");
    CHECK(code_points("\xED\xA0\x80") == U"\uFFFD");
}
