// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "display/painter.h"
#include "display/text_plan.h"
#include "display/utf8.h"
#include "tests/display/air/air_device.h"
#include "tests/display/fixtures.h"
#include "tests/support/places.h"

using namespace hall::display;
using namespace hall::display::test;

namespace {

std::string said(const Gate& gate, const std::string& text) {
    const auto encoded = gate.pass(text);
    return encoded ? encoded->bytes : "(nothing)";
}

SignPage calling(const std::string& number) {
    SignPage page = called_sign();
    page.number = number;
    page.wordings = {"請 " + number + " 號到 3 號窗口", "請到 3 號窗口", "到3號窗口"};
    page.plate.clear();
    return page;
}

}  // namespace

TEST_CASE("a font card that has the letters gets them as they are", "[display]") {
    const Gate gbk(Charset::gbk);
    CHECK(said(gbk, "請A001號") ==
          "\xD5\x88"
          "A001\xCC\x96");  // GBK: 請 D588, 號 CC96.
    CHECK_FALSE(gbk.pass("請A001號")->turned);
    const Gate gb2312(Charset::gb2312);
    CHECK(said(gb2312, "窗口") == "\xB4\xB0\xBF\xDA");
}

TEST_CASE("a font card without traditional letters is told in simplified ones, never a '?'",
          "[display]") {
    const Gate gate(Charset::gb2312);
    const auto encoded = gate.pass("請A001號到3號窗口");
    REQUIRE(encoded.has_value());
    CHECK(encoded->turned);
    // Source: GB 2312-80: 请 C7EB, 号 BAC5, 到 B5BD, 窗 B4B0, 口 BFDA.
    CHECK(encoded->bytes ==
          "\xC7\xEB"
          "A001\xBA\xC5\xB5\xBD"
          "3\xBA\xC5\xB4\xB0\xBF\xDA");
}

TEST_CASE("a panel with Big5 letters gets traditional ones, also from a simplified page",
          "[display]") {
    // Source: Big5: 請 BDD0, 號 B8B9, 窗 B5A1, 口 A466.
    const Gate gate(Charset::big5);
    CHECK(said(gate, "請A1000號") ==
          "\xBD\xD0"
          "A1000\xB8\xB9");
    CHECK_FALSE(gate.pass("請A1000號")->turned);
    CHECK(said(gate, "请A1000号") == said(gate, "請A1000號"));
    CHECK(gate.pass("请A1000号")->turned);
    CHECK(said(gate, "窗口") == "\xB5\xA1\xA4\x66");
    // 許 is B3 5C: a card that takes 5C for the beginning of a command is not sent it.
    CHECK(said(gate, "許") == "\xB3\x5C");
    CHECK(said(Gate(Charset::big5, '\\'), "許") == "(nothing)");
}

TEST_CASE("what no letters were found for is turned away whole", "[display]") {
    const Gate gate(Charset::gb2312);
    CHECK_FALSE(gate.pass("窗口 \xF0\x9F\x8E\xAB").has_value());
    CHECK_FALSE(gate.pass("broken \xFF bytes").has_value());
    CHECK_FALSE(Gate(Charset::ascii).pass("請").has_value());
    CHECK(said(Gate(Charset::ascii), "A1000") == "A1000");
}

TEST_CASE("every word the sample hall shows passes the gate of a GB2312 card", "[display]") {
    const Gate gate(Charset::gb2312);
    const std::string folder = hall::support::source_dir() + "/assets/";
    std::set<char32_t> letters;
    for (const std::string name : {"text/zh-Hant.json", "text/zh-Hans.json"}) {
        for (const char32_t letter : letters_of(bytes_of(folder + name))) {
            // Han characters; the texts' dashes and quotes are for paper and screen.
            if (letter >= 0x4E00 && letter <= 0x9FFF) {
                letters.insert(letter);
            }
        }
    }
    REQUIRE(letters.size() > 300);
    std::string turned_away;
    for (const char32_t letter : letters) {
        const std::string one = utf8_of(std::u32string(1, letter));
        const auto encoded = gate.pass(one);
        if (!encoded || encoded->bytes.find('?') != std::string::npos) {
            turned_away += one;
        }
    }
    CHECK(turned_away.empty());
}

TEST_CASE("a card's own commands cannot come out of a name", "[display]") {
    const Gate gate(Charset::gbk, '\\');
    CHECK(said(gate, "\\FK001 A\tB\n") == "/FK001 AB");
    // 乗 is 815C in GBK: its second byte is a backslash.
    CHECK(said(Gate(Charset::gbk), "乗") == "\x81\x5C");
    CHECK(said(gate, "乗").find('\\') == std::string::npos);
}

TEST_CASE("a number stands whole on every grid of letters there is", "[display]") {
    const Gate gate(Charset::gb2312);
    for (const std::string number : {"A012", "A1000", "AZ007", "AZ1007"}) {
        for (const TextGrid grid : {TextGrid{6, 1}, TextGrid{8, 1}, TextGrid{16, 1},
                                    TextGrid{40, 1}, TextGrid{8, 2}, TextGrid{24, 4}}) {
            const TextPlan plan = plan_text(calling(number), grid, gate);
            INFO(number << " on " << grid.columns << "x" << grid.rows);
            REQUIRE_FALSE(plan.rows.empty());
            CHECK(std::ssize(plan.rows) <= grid.rows);
            CHECK(plan.rows[0].bytes.find(number) != std::string::npos);
            for (const TextRow& row : plan.rows) {
                CHECK(row.cells <= grid.columns);
                CHECK(row.bytes.size() == static_cast<std::size_t>(row.cells));
                CHECK_FALSE(row.scrolls);
            }
            CHECK(plan.lacking.empty());
        }
    }
}

TEST_CASE("one row says the longest wording that fits beside the number", "[display]") {
    const Gate gate(Charset::utf8);
    const auto row = [&](int columns) {
        return plan_text(calling("A1000"), {columns, 1}, gate).rows.at(0).bytes;
    };
    CHECK(row(40) == "請 A1000 號到 3 號窗口");
    CHECK(row(20) == "A1000 請到 3 號窗口");
    CHECK(row(16) == "A1000 到3號窗口");
    CHECK(row(8) == "A1000-3");
    CHECK(row(6) == "A1000");
}

TEST_CASE("a card that has no letters for the words shows the number and says what it lacks",
          "[display]") {
    SignPage page = calling("A1000");
    page.wordings = {"請到 3 號窗口 \xF0\x9F\x8E\xAB"};
    const TextPlan plan = plan_text(page, {40, 1}, Gate(Charset::gb2312));
    REQUIRE(plan.rows.size() == 1);
    CHECK(plan.rows[0].bytes == "A1000-3");
    CHECK(plan.lacking.find("請到 3 號窗口") != std::string::npos);
    // One of two wordings is enough: then nothing is missing.
    page.wordings.push_back("到3號窗口");
    CHECK(plan_text(page, {40, 1}, Gate(Charset::gb2312)).lacking.empty());
    page.number.clear();
    page.wordings = {"\xF0\x9F\x8E\xAB"};
    CHECK_FALSE(plan_text(page, {16, 1}, Gate(Charset::gb2312)).lacking.empty());
    CHECK(plan_text(page, {16, 1}, Gate(Charset::gb2312)).rows.at(0).bytes == "3");
}

TEST_CASE("a panel of letters and digits only is not complained of for having no others",
          "[display]") {
    const TextPlan plan = plan_text(calling("A1000"), {16, 1}, Gate(Charset::ascii));
    REQUIRE(plan.rows.size() == 1);
    CHECK(plan.rows[0].bytes == "A1000-3");
    CHECK(plan.lacking.empty());
}

TEST_CASE("an open counter, a late one and a dark one in rows of letters", "[display]") {
    const Gate gate(Charset::utf8);
    SignPage page = open_sign();
    page.plate.clear();
    const TextPlan open = plan_text(page, {16, 2}, gate);
    REQUIRE(open.rows.size() == 2);
    CHECK(open.rows[0].bytes == "3 號窗口");
    CHECK(open.rows[1].bytes == "歡迎辦理");
    page.stale = "資料延遲 10:42";
    CHECK(plan_text(page, {16, 3}, gate).rows.at(2).bytes == page.stale);
    CHECK(plan_text(page, {16, 1}, gate).rows.at(0).bytes == "歡迎辦理*");
    page.wordings = {"因系統維護本窗口暫停服務請到旁邊窗口辦理"};
    const TextPlan notice = plan_text(page, {16, 1}, gate);
    CHECK(notice.rows.at(0).scrolls);
    CHECK(plan_text(Dark{}, {16, 2}, gate).rows.empty());
    const TextPlan card = plan_text(TestCard{"sign-3"}, {16, 3}, gate);
    REQUIRE(card.rows.size() == 3);
    CHECK(card.rows[2].bytes == "1234567890123456");
    CHECK(plan_text(busy_wall(), {16, 2}, gate).rows.at(0).bytes == "A026");
}

TEST_CASE("a board of letters shows the plate line by line while its counter rests", "[display]") {
    const Gate gate(Charset::utf8);
    SignPage page = open_sign();
    page.plate = {"王小明", "工號 001", "綜合受理", "電話 000-5550201 轉 12", "首問責任崗"};
    const auto row = [&](TextGrid grid, int turn, std::size_t which) {
        const auto now = Instant(turn * kPlateStands);
        const TextTurn is = plan_turn(page, grid, gate, now);
        CHECK(is.holds == kPlateStands);
        CHECK(std::ssize(is.plan.rows) <= grid.rows);
        return is.plan.rows.at(which).bytes;
    };
    // One row: the message, and each line of the plate that stands whole in between.
    const TextGrid one{12, 1};
    const std::vector<std::string> turns{"歡迎辦理", "王小明",   "歡迎辦理", "工號 001",
                                         "歡迎辦理", "綜合受理", "歡迎辦理", "首問責任崗"};
    for (int i = 0; i < 16; ++i) {
        INFO("turn " << i);
        CHECK(row(one, i, 0) == turns[static_cast<std::size_t>(i) % turns.size()]);
    }
    // Three rows: the counter stays, what has a row stays, the rest take turns.
    const TextGrid three{12, 3};
    CHECK(row(three, 0, 0) == "3 號窗口");
    CHECK(row(three, 0, 1) == "歡迎辦理");
    CHECK(row(three, 0, 2) == "王小明");
    CHECK(row(three, 1, 0) == "3 號窗口");
    CHECK(row(three, 1, 1) == "工號 001");
    CHECK(row(three, 1, 2) == "王小明");
    CHECK(row(three, 3, 1) == "綜合受理");
    // With a row for each line nothing moves; nor while somebody is called or the counter is shut.
    page.plate.resize(2);
    CHECK_FALSE(plan_turn(page, {12, 4}, gate, at(6000)).holds);
    page.tone = Tone::notice;
    page.wordings = {"暫停服務"};
    CHECK_FALSE(plan_turn(page, one, gate, at(6000)).holds);
    CHECK(plan_turn(page, one, gate, at(6000)).plan.rows.at(0).bytes == "暫停服務");
    page = called_sign();
    page.plate = {"王小明"};
    CHECK_FALSE(plan_turn(page, one, gate, at(6000)).holds);
}

TEST_CASE("a board too small for the longest number is refused when it is opened", "[display]") {
    CHECK(grid_of({48, 16}, 16).has_value());
    CHECK(grid_of({40, 16}, 16).error().code == Fault::bad_settings);
    CHECK(grid_of({128, 12}, 16).error().code == Fault::bad_settings);
    CHECK(grid_of({128, 32}, 16)->rows == 2);
}
