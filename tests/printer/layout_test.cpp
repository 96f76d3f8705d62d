// SPDX-License-Identifier: Apache-2.0
#include "printer/layout.h"

#include <catch2/catch.hpp>

#include "printer/png.h"
#include "printer/qr.h"
#include "tests/printer/support.h"
#include "tests/support/places.h"

using namespace hall::printer;

namespace {

// Keeps the picture beside the build, so that a person can look at what a test saw.
std::string kept(const Bitmap& paper, const std::string& name) {
    const std::string path = hall::support::binary_dir() + "/" + name + ".png";
    const auto bytes = encode_png(paper);
    support::save(path, std::string(bytes.begin(), bytes.end()));
    return path;
}

bool any_dot(const Bitmap& paper, int left, int top, int right, int bottom) {
    for (int y = top; y < bottom; ++y) {
        for (int x = left; x < right; ++x) {
            if (paper.black(x, y)) {
                return true;
            }
        }
    }
    return false;
}

}  // namespace

TEST_CASE("a citizen's phone reads the code on the slip", "[printer][layout]") {
    for (const int width : {kWidth58mm, kWidth80mm}) {
        for (const bool longest : {false, true}) {
            const Slip slip = longest ? support::long_slip() : support::sample_slip();
            const auto paper = layout(slip, support::fonts(), width).value();
            const auto path =
                kept(paper, "slip-" + std::to_string(width) + (longest ? "-long" : ""));
            const auto read = support::run("zbarimg --quiet --raw " + path + " 2>/dev/null");
            INFO(path);
            CHECK(read.output == slip.qr + "\n");
        }
    }
}

TEST_CASE("the number and the hall can be read off the slip", "[printer][layout]") {
    // A number has no I and no O, which is what lets people, too, tell 0 from O.
    const std::string alphabet = "-c tessedit_char_whitelist=ABCDEFGHJKLMNPQRSTUVWXYZ0123456789";
    for (const int width : {kWidth58mm, kWidth80mm}) {
        const auto slip = support::sample_slip();
        const auto paper = layout(slip, support::fonts(), width).value();
        const auto path = kept(paper, "ocr-" + std::to_string(width));
        const std::string read = "OMP_THREAD_LIMIT=1 tesseract " + path + " - --dpi 203 --psm 11 ";
        const auto number = support::run(read + "-l eng " + alphabet + " 2>/dev/null");
        INFO(path << '\n' << number.output);
        CHECK(number.output.find("L012\n") != std::string::npos);
        if (width == kWidth58mm) {
            continue;  // Reading Chinese takes ten seconds; once is enough.
        }
        const auto words = support::run(read + "-l chi_tra+eng 2>/dev/null");
        INFO(words.output);
        CHECK(words.output.find("社會保險") != std::string::npos);
        CHECK(words.output.find("10-20") != std::string::npos);
    }
}

TEST_CASE("the longest names wrap and nothing runs off the paper", "[printer][layout]") {
    for (const int width : {kWidth58mm, kWidth80mm}) {
        const auto paper = layout(support::long_slip(), support::fonts(), width).value();
        CHECK_FALSE(any_dot(paper, 0, 0, 8, paper.height_dots));
        CHECK_FALSE(any_dot(paper, width - 8, 0, width, paper.height_dots));
        const auto shorter = layout(support::sample_slip(), support::fonts(), width).value();
        CHECK(paper.height_dots > shorter.height_dots);
    }
}

TEST_CASE("every number a hall can give out is printed large and whole", "[printer][layout]") {
    Slip slip;
    for (const char* number : {"A", "A012", "W8888", "AZ0012", "WWWWWW"}) {
        slip.number = number;
        const auto paper = layout(slip, support::fonts(), kWidth80mm).value();
        INFO(number);
        CHECK_FALSE(any_dot(paper, 0, 0, 24, paper.height_dots));
        CHECK_FALSE(any_dot(paper, kWidth80mm - 24, 0, kWidth80mm, paper.height_dots));
        CHECK(paper.height_dots > 140);
    }
}

TEST_CASE("a guide is a slip without a number, and shorter by it", "[printer][layout]") {
    Slip slip = support::sample_slip();
    const auto ticket = layout(slip, support::fonts(), kWidth80mm);
    slip.number = "";
    const auto guide = layout(slip, support::fonts(), kWidth80mm);
    REQUIRE(ticket.has_value());
    REQUIRE(guide.has_value());
    CHECK(guide->height_dots + 100 < ticket->height_dots);
}

TEST_CASE("a slip that cannot be set is refused with the reason", "[printer][layout]") {
    const auto code = [](const Slip& slip, int width) {
        return layout(slip, support::fonts(), width).error().code;
    };
    Slip slip = support::sample_slip();
    CHECK(code(slip, 200) == Fault::bad_settings);
    slip.number = "A000012";
    CHECK(code(slip, kWidth80mm) == Fault::bad_slip);
    slip.number = "";
    slip.service = "";
    CHECK(code(slip, kWidth80mm) == Fault::bad_slip);
    slip = support::sample_slip();
    slip.documents.assign(3, std::string(401, 'x'));
    CHECK(code(slip, kWidth80mm) == Fault::bad_slip);
    slip = support::sample_slip();
    slip.documents.assign(24, std::string(400, 'W'));
    CHECK(code(slip, kWidth58mm) == Fault::bad_slip);
    slip = support::sample_slip();
    slip.qr = std::string(2000, 'q');
    CHECK(code(slip, kWidth80mm) == Fault::bad_qr);
    CHECK(qr_code("", 4).error().code == Fault::bad_qr);
}

TEST_CASE("two attempts at one slip can be told apart", "[printer][layout]") {
    Slip slip = support::sample_slip();
    const auto first = layout(slip, support::fonts(), kWidth80mm).value();
    CHECK(first == layout(slip, support::fonts(), kWidth80mm).value());
    slip.attempt = 2;
    CHECK_FALSE(first == layout(slip, support::fonts(), kWidth80mm).value());
}

TEST_CASE("a font file that is none is refused by name", "[printer][layout]") {
    const auto junk = std::make_shared<const std::vector<std::uint8_t>>(100, std::uint8_t{7});
    const FontFile font{junk, *junk, 0};
    const auto opened = Fonts::open(font, font, font);
    REQUIRE_FALSE(opened.has_value());
    CHECK(opened.error().code == Fault::bad_font);
    CHECK(opened.error().detail.find("regular") != std::string::npos);
}
