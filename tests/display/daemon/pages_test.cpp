// SPDX-License-Identifier: Apache-2.0
// What signs and walls of the sample hall say, at what hour, and whether it can be read.
#include <algorithm>
#include <cstdio>

#include <catch2/catch.hpp>

#include "display/daemon/pages_for.h"
#include "display/font_files.h"
#include "display/painter.h"
#include "display/picture.h"
#include "display/settings.h"
#include "tests/display/daemon/paper_hall.h"
#include "tests/support/temp_dir.h"

using namespace hall;
using namespace hall::board;
using namespace std::chrono_literals;
using display::SignPage;
using display::WallPage;
using hall::test::PaperHall;
using hall::test::TempDir;

namespace {

display::Glyphs& fonts() {
    static const auto glyphs = *display::debian_fonts().and_then(
        [](display::FontSet set) { return display::Glyphs::open(std::move(set)); });
    return *glyphs;
}

SignPage sign(const PaperHall& hall, const char* counter) {
    return std::get<SignPage>(sign_for(hall.scene(), CounterId{counter}));
}

WallPage wall(const PaperHall& hall, const char* floor = "") {
    return std::get<WallPage>(wall_for(hall.scene(), Place{FloorId{floor}, {}}));
}

std::string output_of(const std::string& command) {
    std::string text;
    if (std::FILE* pipe = ::popen(command.c_str(), "r")) {
        char part[256];
        while (std::fgets(part, sizeof part, pipe) != nullptr) {
            text += part;
        }
        ::pclose(pipe);
    }
    std::erase_if(text, [](char c) { return c == ' ' || c == '\n' || c == '\f' || c == '\r'; });
    return text;
}

// What tesseract reads of a page, dark on light, without blanks; at the best of a few sizes.
bool reads(const display::Page& page,
           display::Size size,
           const char* language,
           const std::string& wanted) {
    const TempDir folder;
    display::Painter painter(fonts(), size.width, size.height, display::Depth::rgb);
    // Long after the call: nothing blinks or moves.
    painter.paint(page, display::Instant{100h});
    const auto png = display::png_of(painter.canvas());
    REQUIRE(png);
    REQUIRE(display::write_whole(folder.file("page.png"), *png));
    for (const int percent :
         size.height < 100 ? std::vector{200, 300, 400, 600} : std::vector{100, 150, 200}) {
        const std::string read =
            output_of("convert '" + folder.file("page.png") +
                      "' -negate -colorspace Gray -bordercolor white "
                      "-border 6 -filter point -resize " +
                      std::to_string(percent) +
                      "% png:- 2>/dev/null | "
                      "tesseract - - -l " +
                      language + " --psm " + (size.height < 100 ? "7" : "11") + " 2>/dev/null");
        if (read.find(wanted) != std::string::npos) {
            return true;
        }
        UNSCOPED_INFO(percent << " %: " << read);
    }
    return false;
}

bool has(const SignPage& page, const std::string& line) {
    return std::ranges::find(page.plate, line) != page.plate.end();
}

std::string without_blanks(std::string text) {
    std::erase(text, ' ');
    return text;
}

}  // namespace

TEST_CASE("at night boards are dark, and not while anybody is here", "[board]") {
    PaperHall hall;
    CHECK_FALSE(is_night(hall.scene()));
    hall.set_clock(23, 13h);  // Lunch.
    CHECK_FALSE(is_night(hall.scene()));
    hall.set_clock(23, 18h);  // Half an hour after closing.
    CHECK_FALSE(is_night(hall.scene()));
    hall.set_clock(23, 19h);
    CHECK(is_night(hall.scene()));
    hall.set_clock(24, 3h);
    CHECK(is_night(hall.scene()));
    hall.set_clock(24, 7h + 45min);
    CHECK_FALSE(is_night(hall.scene()));
    hall.set_clock(28, 15h);  // A Saturday afternoon.
    CHECK(is_night(hall.scene()));
    hall.set_clock(23, 19h);
    hall.call("A001", CounterId{"W01"});
    CHECK_FALSE(is_night(hall.scene()));
}

TEST_CASE("before opening, at noon and after hours the wall says when it goes on", "[board]") {
    PaperHall hall;
    CHECK(wall(hall).welcome == "歡迎光臨");
    hall.set_clock(23, 8h);
    CHECK(wall(hall).welcome == "08:30 開始叫號");
    hall.set_clock(23, 12h + 30min);
    CHECK(wall(hall).welcome == "午間休息，14:00 恢復叫號");
    hall.set_clock(23, 18h);
    CHECK(wall(hall).welcome == "今日服務已結束，明日再見");
}

TEST_CASE("a call of the morning does not stand large through lunch", "[board]") {
    PaperHall hall;
    hall.set_clock(23, 11h + 55min);
    hall.call("A001", CounterId{"W01"});
    hall.act("A001", Action::finish, TicketState::finished);
    CHECK(wall(hall).newest->number == "A001");
    hall.pass(30min);
    CHECK_FALSE(wall(hall).newest);
}

TEST_CASE("a notice is on the wall from its first day to its last", "[board]") {
    PaperHall hall;
    const auto carries = [&](const std::string& words) {
        return std::ranges::any_of(wall(hall).notices, [&](const std::string& notice) {
            return notice.find(words) != std::string::npos;
        });
    };
    hall.set_clock(27, 10h);
    CHECK(carries("不動產登記系統夜間維護"));
    CHECK(carries("過號"));
    hall.set_clock(28, 10h);
    CHECK_FALSE(carries("不動產登記系統夜間維護"));
    CHECK(carries("城鄉居民醫保集中繳費"));
}

TEST_CASE("a wall of one zone shows its own calls, and where its people are called to", "[board]") {
    PaperHall hall;
    const auto at_zone = [&](const char* zone) {
        return std::get<WallPage>(wall_for(hall.scene(), Place{{}, ZoneId{zone}}));
    };
    hall.call("A012", CounterId{"W03"});
    hall.pass(3s);
    hall.call("C005", CounterId{"W09"});
    hall.pass(3s);
    CHECK(at_zone("ZA").newest->number == "A012");
    CHECK(at_zone("ZA").subtitle.find("公安戶政區") == 0);
    CHECK_FALSE(at_zone("ZS").newest.has_value());
    hall.call("A013", CounterId{"W30"});  // From zone A up to the third floor.
    CHECK(at_zone("ZA").newest->number == "A013");
    CHECK(at_zone("ZA").newest->where.ends_with("↑"));
    for (const display::WallPair& queue : at_zone("ZA").waiting) {
        CHECK((queue.name == "戶籍與身份證" || queue.name == "出入境證件"));
    }
    CHECK(lacking_of(hall.config(), Place{{}, ZoneId{"ZX"}}).value().find("ZX") !=
          std::string::npos);
    CHECK_FALSE(lacking_of(hall.config(), Place{{}, ZoneId{"ZA"}}).has_value());
    CHECK(do_meet(hall.config(), Place{{}, ZoneId{"ZA"}}, Place{FloorId{"F1"}, {}}));
    CHECK_FALSE(do_meet(hall.config(), Place{{}, ZoneId{"ZA"}}, Place{FloorId{"F2"}, {}}));
    CHECK_FALSE(do_meet(hall.config(), Place{{}, ZoneId{"ZA"}}, Place{{}, ZoneId{"ZC"}}));
}

TEST_CASE("the wall honours the counters and people that the hall's document names", "[board]") {
    PaperHall hall;
    const WallPage page = wall(hall);
    REQUIRE(page.honours.size() == 3);
    CHECK(page.honours[0].title == "紅旗窗口");
    CHECK(page.honours[0].period == "2026 年 10 月");
    CHECK(page.honours[0].names.size() == 8);
    CHECK(page.honours[0].names.front() == "1 號窗口");
    CHECK(page.honours[1].names.size() + page.honours[2].names.size() == 18);
    CHECK(page.honours[1].names.front() == "B3 號工作人員");
    hall.language = Language::en;
    CHECK(wall(hall).honours[0].names.front() == "Counter 1");
}

TEST_CASE("who waits on one floor and is called to another sees which way to go", "[board]") {
    PaperHall hall;
    hall.call("A001", CounterId{"W17"});  // Queue A waits on the ground floor.
    REQUIRE(wall(hall, "F1").newest);
    CHECK(wall(hall, "F1").newest->where.find("二樓") == 0);
    CHECK(wall(hall, "F1").newest->where.find("↑") != std::string::npos);
    CHECK(wall(hall, "F2").newest->where.find("↑") == std::string::npos);
    CHECK_FALSE(wall(hall, "F3").newest);
}

TEST_CASE("a resting sign has the clerk's plate, and another clerk's when another signs in",
          "[board]") {
    PaperHall hall;
    hall.open(CounterId{"W01"});
    const SignPage page = sign(hall, "W01");
    CHECK(page.wordings == std::vector<std::string>{"歡迎辦理"});
    CHECK(has(page, "電話 000-5550201"));
    CHECK(has(page, "首問責任崗"));
    Seat seat = *hall.book().seat(CounterId{"W01"});
    seat.clerk = ClerkId{"S001"};
    hall.book().apply({hall.scene().now, SeatChanged{SeatAction::open, seat}});
    CHECK(has(sign(hall, "W01"), "工號 001"));
    seat.clerk = ClerkId{"S002"};
    hall.book().apply({hall.scene().now, SeatChanged{SeatAction::open, seat}});
    CHECK(has(sign(hall, "W01"), "工號 002"));
}

TEST_CASE("a small sign at rest shows the plate line by line, the message in between", "[board]") {
    PaperHall hall;
    hall.open(CounterId{"W01"});
    const display::Page page = sign(hall, "W01");
    display::Painter painter(fonts(), 64, 32, display::Depth::rgb);
    const auto picture_at = [&](std::chrono::seconds at) {
        painter.paint(page, display::Instant{at});
        return painter.canvas();
    };
    const auto message = picture_at(0s);
    CHECK(painter.holds(display::Instant{0s}) == display::kPlateStands);
    const auto first = picture_at(6s);
    CHECK_FALSE(first == message);
    CHECK(picture_at(12s) == message);
    CHECK_FALSE(picture_at(18s) == first);
    // A sign that says nobody is served here says so without a pause.
    SignPage paused = std::get<SignPage>(page);
    paused.tone = display::Tone::notice;
    paused.wordings = {"暫停服務"};
    painter.paint(paused, display::Instant{0s});
    const auto still = painter.canvas();
    painter.paint(paused, display::Instant{6s});
    CHECK(painter.canvas() == still);
}

TEST_CASE("a reading machine reads numbers and messages off signs", "[board]") {
    struct Case {
        Language language;
        const char* tesseract;
    };
    for (const Case& one : {Case{Language::zh_hant, "chi_tra"}, Case{Language::zh_hans, "chi_sim"},
                            Case{Language::en, "eng"}}) {
        PaperHall hall;
        hall.language = one.language;
        for (const char* number : {"A012", "B247", "A1000"}) {
            hall.call(number, CounterId{"W03"});
            INFO(number);
            SignPage page = sign(hall, "W03");
            page.plate.clear();
            page.wordings.clear();
            CHECK(reads(page, {192, 32}, "eng", number));
            hall.act(number, Action::finish, TicketState::finished);
        }
        hall.open(CounterId{"W03"});
        SignPage page = sign(hall, "W03");
        page.plate.clear();
        page.where.clear();
        page.counter.clear();
        CHECK(reads(page, {128, 16}, one.tesseract, without_blanks(page.wordings[0])));
    }
}

TEST_CASE("a reading machine reads call, counter and notice off the wall", "[board]") {
    struct Case {
        Language language;
        const char* tesseract;
    };
    for (const Case& one : {Case{Language::zh_hant, "chi_tra"}, Case{Language::zh_hans, "chi_sim"},
                            Case{Language::en, "eng"}}) {
        PaperHall hall;
        hall.language = one.language;
        hall.call("B247", CounterId{"W05"});
        hall.pass(10s);
        hall.call("A1000", CounterId{"W03"});
        hall.pass(10s);
        WallPage page = wall(hall);
        CHECK(reads(page, {1280, 720}, "eng", "A1000"));
        CHECK(reads(page, {1280, 720}, "eng", "B247"));
        CHECK(reads(page, {1280, 720}, one.tesseract, without_blanks(page.newest->counter)));
        page.notices.resize(1);
        CHECK(
            reads(page, {1280, 720}, one.tesseract, without_blanks(page.notices[0]).substr(0, 12)));
        page.announcement = page.captions.calling;
        CHECK(reads(page, {1280, 720}, one.tesseract, without_blanks(page.captions.calling)));
    }
}
