// SPDX-License-Identifier: Apache-2.0
#include "printer/layout.h"

#include <array>

#include <catch2/catch.hpp>

#include "printer/png.h"
#include "printer/qr.h"
#include "tests/printer/support.h"
#include "tests/support/places.h"

using namespace hall::printer;

namespace {

constexpr std::array kPapers{kPaper58, kPaper58At180, kPaper72, kPaper72At180,
                             kPaper80, kPaper80At180, kPaper83};

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

TEST_CASE("a citizen's phone reads the code on the slip, however narrow the paper",
          "[printer][layout]") {
    for (const PaperSize size : kPapers) {
        for (const bool longest : {false, true}) {
            const Slip slip = longest ? support::long_slip() : support::sample_slip();
            const auto paper = layout(slip, support::fonts(), size).value();
            const auto path = kept(paper, "slip-" + std::to_string(size.width_dots) + "at" +
                                              std::to_string(size.dpi) + (longest ? "-long" : ""));
            const auto read = support::run("zbarimg --quiet --raw " + path + " 2>/dev/null");
            INFO(path);
            CHECK(read.output == slip.qr + "\n");
        }
    }
}

TEST_CASE("the longest names wrap and nothing runs off the paper", "[printer][layout]") {
    for (const PaperSize size : kPapers) {
        const auto paper = layout(support::long_slip(), support::fonts(), size).value();
        INFO(size.width_dots);
        CHECK_FALSE(any_dot(paper, 0, 0, 6, paper.height_dots));
        CHECK_FALSE(any_dot(paper, size.width_dots - 6, 0, size.width_dots, paper.height_dots));
        const auto shorter = layout(support::sample_slip(), support::fonts(), size).value();
        CHECK(paper.height_dots > shorter.height_dots);
    }
}

TEST_CASE("a slip is as long in millimetres on a coarse head as on a fine one",
          "[printer][layout]") {
    const auto millimetres = [](PaperSize size) {
        const auto paper = layout(support::sample_slip(), support::fonts(), size).value();
        return paper.height_dots * 25.4 / size.dpi;
    };
    CHECK(millimetres(kPaper80At180) == Approx(millimetres(kPaper80)).margin(8));
    CHECK(millimetres(kPaper72At180) == Approx(millimetres(kPaper72)).margin(8));
}

TEST_CASE("simplified Chinese has its own shapes", "[printer][layout]") {
    Slip slip;
    slip.service = "骨門直角";  // The same code points, drawn differently in the two.
    const auto traditional = layout(slip, support::fonts(), kPaper80).value();
    slip.script = Script::simplified;
    CHECK_FALSE(traditional == layout(slip, support::fonts(), kPaper80).value());
}

TEST_CASE("a voided paper is known for one at its edges, and is no ticket", "[printer][layout]") {
    Slip slip;
    slip.title = "作廢";
    slip.number = "A023";
    const auto ticket = layout(slip, support::fonts(), kPaper80).value();
    slip.voided = true;
    const auto voided = layout(slip, support::fonts(), kPaper80).value();
    CHECK_FALSE(any_dot(ticket, 0, 0, 8, 16));
    CHECK(any_dot(voided, 0, 0, 8, 16));
    CHECK(any_dot(voided, kPaper80.width_dots - 8, 0, kPaper80.width_dots, 16));
    CHECK(any_dot(voided, 0, voided.height_dots - 40, 8, voided.height_dots));
}

TEST_CASE("a section of every form takes its room below the one before", "[printer][layout]") {
    Slip slip;
    slip.title = "日結單";
    int height = layout(slip, support::fonts(), kPaper58).value().height_dots;
    for (const Form form : {Form::paragraphs, Form::facts, Form::figures, Form::steps, Form::boxes,
                            Form::choices, Form::to_write, Form::code}) {
        slip.sections.push_back(
            {"標題",
             form,
             {{"", "甲"}, {"label", "text"}, {"很長的標籤在這裡", std::string(90, 'x')}}});
        const auto paper = layout(slip, support::fonts(), kPaper58);
        REQUIRE(paper.has_value());
        CHECK(paper->height_dots > height + 50);
        CHECK_FALSE(any_dot(*paper, 0, 0, 4, paper->height_dots));
        CHECK_FALSE(
            any_dot(*paper, kPaper58.width_dots - 4, 0, kPaper58.width_dots, paper->height_dots));
        height = paper->height_dots;
    }
}

TEST_CASE("every number a hall can give out is printed large and whole", "[printer][layout]") {
    Slip slip;
    for (const char* number : {"A", "A012", "W8888", "AZ0012", "WWWWWW"}) {
        slip.number = number;
        const auto paper = layout(slip, support::fonts(), kPaper80).value();
        INFO(number);
        CHECK_FALSE(any_dot(paper, 0, 0, 20, paper.height_dots));
        CHECK_FALSE(
            any_dot(paper, kPaper80.width_dots - 20, 0, kPaper80.width_dots, paper.height_dots));
        CHECK(paper.height_dots > 140);
    }
}

TEST_CASE("a guide is a slip without a number, and shorter by it", "[printer][layout]") {
    Slip slip = support::sample_slip();
    const auto ticket = layout(slip, support::fonts(), kPaper80);
    slip.number = "";
    const auto guide = layout(slip, support::fonts(), kPaper80);
    REQUIRE(ticket.has_value());
    REQUIRE(guide.has_value());
    CHECK(guide->height_dots + 100 < ticket->height_dots);
}

TEST_CASE("a slip that cannot be set is refused with the reason", "[printer][layout]") {
    const auto code = [](const Slip& slip, PaperSize size) {
        return layout(slip, support::fonts(), size).error().code;
    };
    Slip slip = support::sample_slip();
    CHECK(code(slip, {200, 203}) == Fault::bad_settings);
    CHECK(code(slip, {380, 203}) == Fault::bad_settings);
    CHECK(code(slip, {576, 72}) == Fault::bad_settings);
    CHECK(code(slip, {320, 300}) == Fault::bad_settings);
    slip.number = "A000012";
    CHECK(code(slip, kPaper80) == Fault::bad_slip);
    slip.number = "";
    slip.service = "";
    CHECK(code(slip, kPaper80) == Fault::bad_slip);
    slip = support::sample_slip();
    slip.documents.assign(3, std::string(401, 'x'));
    CHECK(code(slip, kPaper80) == Fault::bad_slip);
    slip = support::sample_slip();
    slip.documents.assign(24, std::string(400, 'W'));
    CHECK(code(slip, kPaper58) == Fault::bad_slip);
    slip = support::sample_slip();
    slip.glances.assign(4, {"a", "b"});
    CHECK(code(slip, kPaper80) == Fault::bad_slip);
    slip = support::sample_slip();
    slip.sections.assign(33, {"a", Form::steps, {}});
    CHECK(code(slip, kPaper80) == Fault::bad_slip);
    slip = support::sample_slip();
    slip.qr = std::string(2000, 'q');
    CHECK(code(slip, kPaper80) == Fault::bad_qr);
    CHECK(qr_code("", 4).error().code == Fault::bad_qr);
}

TEST_CASE("two attempts at one slip can be told apart", "[printer][layout]") {
    Slip slip = support::sample_slip();
    const auto first = layout(slip, support::fonts(), kPaper80).value();
    CHECK(first == layout(slip, support::fonts(), kPaper80).value());
    slip.attempt = 2;
    CHECK_FALSE(first == layout(slip, support::fonts(), kPaper80).value());
}

TEST_CASE("a font file that is none is refused by name", "[printer][layout]") {
    const auto junk = std::make_shared<const std::vector<std::uint8_t>>(100, std::uint8_t{7});
    const FontFile font{junk, *junk, 0};
    const auto opened = Fonts::open(font, font, font);
    REQUIRE_FALSE(opened.has_value());
    CHECK(opened.error().code == Fault::bad_font);
    CHECK(opened.error().detail.find("regular") != std::string::npos);
}
