// SPDX-License-Identifier: Apache-2.0
#include "printer/text_mode.h"

#include <catch2/catch.hpp>

#include "printer/charset.h"
#include "printer/layout.h"
#include "tests/printer/support.h"
#include "tests/support/places.h"

using namespace hall::printer;

namespace {

Profile with(Kanji kanji, QrUse qr = QrUse::raster) {
    Profile profile = support::profile("generic-80");
    profile.kanji = kanji;
    profile.qr = qr;
    return profile;
}

Bytes job_of(const Slip& slip, const Profile& profile) {
    return encode_text(slip, support::fonts(), profile, support::key(), Question::none).value();
}

// What another program reads out of the job.
std::string read(const Bytes& job, const std::string& encoding) {
    const support::TemporaryDirectory directory;
    const auto path = (directory.path() / "job.bin").string();
    support::save(path, std::string(job.begin(), job.end()));
    const auto ran = support::run("PYTHONIOENCODING=utf-8 python3 " + hall::support::source_dir() +
                                  "/tests/printer/read_text.py " + path + " " + encoding);
    INFO(ran.output);
    REQUIRE(ran.exit_code == 0);
    return ran.output;
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a Taiwan printer gets Big5 and a mainland one GB 18030", "[printer][text_mode]") {
    const Slip slip = support::sample_slip();
    for (const auto& [kanji, encoding] :
         {std::pair(Kanji::big5, "big5"), std::pair(Kanji::gb18030, "gb18030")}) {
        const auto lines = read(job_of(slip, with(kanji)), encoding);
        INFO(lines);
        for (const char* line : {"社會保險\n", "L012\n", "窗口 17 18 19 20 21\n",
                                 "[ ] 居民身份證\n", "示範市政務服務中心\n"}) {
            CHECK(has(lines, line));
        }
        CHECK(has(lines, "<picture 576x24>"));  // The code.
        CHECK(job_of(slip, with(kanji)).size() * 2 <
              encode(layout(slip, support::fonts(), kPaper80).value(), with(kanji), support::key(),
                     Question::none)
                  ->size());
    }
}

TEST_CASE(
    "a line that the printer has no characters for becomes a picture and never a question mark",
    "[printer][text_mode]") {
    Slip slip;
    slip.service = "戶籍與身份證";  // GB 2312 has none of 戶, 與, 證.
    slip.where = "請到 A 區";       // None of 請, 區.
    slip.counters = "Counter 1 2 3";
    slip.rules = {"当日有效", "😀 ok"};
    const auto lines = read(job_of(slip, with(Kanji::gb2312)), "gb2312");
    INFO(lines);
    CHECK_FALSE(has(lines, "?"));
    CHECK_FALSE(has(lines, "A"));
    CHECK_FALSE(has(lines, "ok"));
    CHECK(has(lines, "Counter 1 2 3\n"));
    CHECK(has(lines, "当日有效\n"));
    CHECK(has(lines, "<picture 576x"));
}

TEST_CASE("no line of text is wider than the paper", "[printer][text_mode]") {
    for (const char* name : {"epson-tm-t70ii-hant", "sprt-sp-pos58"}) {
        Profile profile = support::profile(name);
        profile.kanji = Kanji::big5;
        const auto lines = read(job_of(support::long_slip(), profile), "big5");
        std::size_t start = 0;
        while (start < lines.size()) {
            const std::size_t end = lines.find('\n', start);
            const auto line = lines.substr(start, end - start);
            std::size_t cells = 0;
            for (const char byte : line) {  // Three bytes of UTF-8 are two cells.
                cells += (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U ? 0U
                         : static_cast<unsigned char>(byte) < 0x80           ? 1U
                                                                             : 2U;
            }
            INFO(line);
            CHECK((line.starts_with('<') ||
                   cells * 12 <= static_cast<std::size_t>(profile.width_dots)));
            start = end + 1;
        }
    }
}

TEST_CASE("the printer's own code holds what ours holds", "[printer][text_mode]") {
    const Slip slip = support::sample_slip();
    const auto job = job_of(slip, with(Kanji::big5, QrUse::native));
    CHECK(has(read(job, "big5"), "<code " + slip.qr + ">"));
    const Bytes size{0x1D, '(', 'k', 3, 0, '1', 67, 6};
    CHECK(std::search(job.begin(), job.end(), size.begin(), size.end()) != job.end());
}

TEST_CASE("sections of every form can be written too", "[printer][text_mode]") {
    Slip slip;
    slip.title = "日結單";
    for (const Form form : {Form::paragraphs, Form::facts, Form::figures, Form::steps, Form::boxes,
                            Form::choices, Form::to_write, Form::code}) {
        slip.sections.push_back({"標題", form, {{"發出", "186"}}});
    }
    const auto lines = read(job_of(slip, with(Kanji::big5)), "big5");
    INFO(lines);
    CHECK(has(lines, "1 186\n"));
    CHECK(has(lines, "發出" + std::string(41, '.') + "186\n"));
    CHECK(has(lines, "發出 ____"));
}

TEST_CASE("text mode without Chinese characters in the printer is refused",
          "[printer][text_mode]") {
    CHECK(Charset::open(Kanji::none).error().code == Fault::bad_settings);
    CHECK(encode_text(support::sample_slip(), support::fonts(), with(Kanji::none), support::key(),
                      Question::none)
              .error()
              .code == Fault::bad_settings);
    Slip none;
    CHECK(encode_text(none, support::fonts(), with(Kanji::big5), support::key(), Question::none)
              .error()
              .code == Fault::bad_slip);
}

TEST_CASE("what a printer has no letters for is named, each character once",
          "[printer][text_mode]") {
    const Slip slip = support::sample_slip();
    const auto lacking = [&](Kanji kanji) {
        return uncovered(slip, support::fonts(), with(kanji)).value();
    };
    CHECK(lacking(Kanji::big5).empty());
    CHECK(lacking(Kanji::gb18030).empty());
    CHECK(has(lacking(Kanji::gb2312), "證"));
    CHECK(lacking(Kanji::gb2312).find("證") == lacking(Kanji::gb2312).rfind("證"));
    CHECK_FALSE(has(lacking(Kanji::gb2312), "A"));
    CHECK(uncovered(slip, support::fonts(), with(Kanji::none)).error().code == Fault::bad_settings);
}

TEST_CASE("try_printer prints a text in the printer's letters, or says why as a picture",
          "[printer][text_mode]") {
    const support::TemporaryDirectory directory;
    const auto path = [&](const char* name) { return (directory.path() / name).string(); };
    support::save(path("words.txt"), "請到 3 號窗口\nCounter 3\n");
    const auto print = [&](const std::string& kanji) {
        support::save(path("p.toml"),
                      "name = \"p\"\nwidth_dots = 576\ncut = \"partial_feed\"\n"
                      "status = \"none\"\nkanji = \"" +
                          kanji + "\"\n");
        support::save(path("line"), "");
        return support::run(hall::support::binary_dir() +
                            "/printer/try_printer --driver file --set path=" + path("line") +
                            " --profile " + path("p.toml") + " print --text " + path("words.txt"));
    };
    const auto on_line = [&](const std::string& encoding) {
        const auto bytes = support::load(path("line"));
        // In front of the job stand the zeros and the cut that bring any printer in step.
        const Bytes begin{0x1B, '@'};
        const auto job = std::find_end(bytes.begin(), bytes.end(), begin.begin(), begin.end());
        return read(Bytes(job, bytes.end()), encoding);
    };
    const auto letters = print("big5");
    INFO(letters.output);
    CHECK(letters.exit_code == 0);
    CHECK(has(on_line("big5"), "請到 3 號窗口\n"));
    CHECK_FALSE(has(on_line("big5"), "<picture"));
    const auto picture = print("gb2312");
    INFO(picture.output);
    CHECK(picture.exit_code == 0);
    CHECK(has(picture.output, "no letters for 請號"));
    CHECK_FALSE(has(on_line("gb2312"), "Counter"));
    CHECK(has(on_line("gb2312"), "<picture"));
    CHECK(print("none").exit_code == 1);
}

TEST_CASE("a character set says what it lacks", "[printer][text_mode]") {
    auto simplified = Charset::open(Kanji::gb2312).value();
    CHECK(simplified.encode(U'中') == "\xD6\xD0");
    CHECK_FALSE(simplified.encode(U'證').has_value());
    auto traditional = Charset::open(Kanji::big5).value();
    CHECK(traditional.encode(U'證') == "\xC3\xD2");
    CHECK_FALSE(traditional.encode(U'证').has_value());
    auto wide = Charset::open(Kanji::gb18030).value();
    CHECK(wide.encode(U'證').has_value());
    CHECK_FALSE(wide.encode(U'\U00020000').has_value());  // Four bytes: in hardly any printer.
    CHECK_FALSE(wide.encode(char32_t{0x110000}).has_value());
    CHECK_FALSE(wide.encode(U'\x10').has_value());  // A command, not a character.
}
