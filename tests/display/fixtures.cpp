// SPDX-License-Identifier: Apache-2.0
#include "tests/display/fixtures.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>

#include <catch2/catch.hpp>

#include "display/font_files.h"
#include "display/picture.h"
#include "tests/support/places.h"

namespace hall::display::test {

Glyphs& fonts() {
    static const std::unique_ptr<Glyphs> opened = [] {
        auto files = debian_fonts();
        REQUIRE(files.has_value());
        auto glyphs = Glyphs::open(std::move(*files));
        REQUIRE(glyphs.has_value());
        return std::move(*glyphs);
    }();
    return *opened;
}

SignPage called_sign() {
    SignPage page;
    page.counter = "3";
    page.where = "3 號窗口";
    page.number = "A012";
    page.wordings = {"請 A012 號到 3 號窗口", "請到 3 號窗口", "到3號窗口", "3號窗"};
    page.plate = {"戶政身分", "AB 崗"};
    page.tone = Tone::call;
    return page;
}

SignPage open_sign() {
    SignPage page = called_sign();
    page.number.clear();
    page.wordings = {"歡迎辦理"};
    page.tone = Tone::calm;
    return page;
}

WallPage busy_wall(Script script) {
    WallPage page;
    page.script = script;
    page.hall = "青溪市政務服務中心";
    page.subtitle = "Qingxi Government Service Centre";
    page.clock = "09:42";
    page.date = "11月23日 星期一";
    page.newest = WallCall{"A026", "3 號窗口", "1 樓 綜合服務區"};
    page.recent = {{"B109", "13 號窗口", ""}, {"D017", "24 號窗口", ""}, {"E044", "18 號窗口", ""},
                   {"A025", "5 號窗口", ""},  {"C1002", "9 號窗口", ""}, {"F008", "31 號窗口", ""}};
    page.next = {"A027", "A028", "B110", "D018"};
    page.missed = {"A019", "B101"};
    for (int i = 1; i <= 14; ++i) {
        page.serving.push_back({std::to_string(i), "A0" + std::to_string(10 + i)});
    }
    page.waiting = {{"戶政身分", "6"}, {"社會保障", "9"}, {"不動產登記", "12"}, {"稅務服務", "4"}};
    page.notices = {"下班前已取號的業務,辦完為止。",
                    "週一至週五 08:30–12:00、14:00–17:30。午間值班窗口與週六上午窗口見大廳顯示屏,"
                    "不方便自己辦的請到 13 號窗口登記,由幫辦員全程代辦,不收費。"};
    page.hotline = "96196";
    page.qr = "https://hall.example/t/ABCDEFGH";
    page.welcome = "歡迎光臨,請先取號";
    page.captions = {"請到窗口", "最近叫號", "準備",       "次序僅供參考", "過號",
                     "正在辦理", "等候人數", "掃碼看進度", "諮詢投訴"};
    return page;
}

WallPage english_wall() {
    WallPage page = busy_wall();
    page.hall = "Qingxi Government Service Centre";
    page.subtitle = "青溪市政務服務中心";
    page.date = "Mon 23 Nov";
    page.newest = WallCall{"A026", "Counter 3", "Floor 1, General services"};
    for (WallCall& call : page.recent) {
        call.counter = "Counter 24";
    }
    page.waiting = {{"Household & ID", "6"},
                    {"Social insurance", "9"},
                    {"Real estate registration and transfer", "12"}};
    page.stale = "Data delayed 09:40";
    page.announcement = "A026 to counter 3, floor 1";
    page.captions = {"Please come to the counter",
                     "Recently called",
                     "Get ready",
                     "order may change",
                     "Missed",
                     "Now serving",
                     "People waiting",
                     "Scan for your place",
                     "Enquiries"};
    return page;
}

Folder::Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "display-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::optional<std::string> MemoryKeep::get(std::string_view key) {
    const auto found = kept.find(key);
    return found == kept.end() ? std::nullopt : std::optional(found->second);
}

Outcome MemoryKeep::put(std::string_view key, std::string_view bytes) {
    ++puts;
    if (broken) {
        return fail(Fault::cannot_keep, "the card is read-only");
    }
    kept[std::string(key)] = std::string(bytes);
    return {};
}

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string differs_from_golden(const Canvas& picture, const std::string& name) {
    const Canvas drawn = as_lamps(picture, 1, kWhite);
    const std::string stored =
        bytes_of(hall::support::source_dir() + "/tests/display/golden/" + name + ".png");
    const auto golden =
        canvas_of({reinterpret_cast<const std::uint8_t*>(stored.data()), stored.size()});
    if (golden && *golden == drawn) {
        return {};
    }
    const std::string folder = hall::support::binary_dir() + "/drawn";
    std::filesystem::create_directories(folder);
    const auto png = png_of(picture);
    REQUIRE(png.has_value());
    REQUIRE(write_whole(folder + "/" + name + ".png", *png).has_value());
    return name + ": " + (golden ? "another picture" : "no golden") + "; drawn now: " + folder +
           "/" + name + ".png";
}

std::string output_of(const std::string& command) {
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), &::pclose);
    std::string all;
    std::array<char, 4096> part{};
    while (pipe) {
        const std::size_t got = std::fread(part.data(), 1, part.size(), pipe.get());
        if (got == 0) {
            break;
        }
        all.append(part.data(), got);
    }
    return all;
}

}  // namespace hall::display::test
