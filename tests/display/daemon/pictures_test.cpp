// SPDX-License-Identifier: Apache-2.0
// A folder of pictures, with what people put into such folders.
#include "display/daemon/pictures.h"

#include <filesystem>
#include <fstream>
#include <thread>

#include <catch2/catch.hpp>

#include "display/daemon/config.h"
#include "display/picture.h"
#include "sync/mailbox.h"
#include "tests/support/temp_dir.h"

using namespace hall;
using namespace hall::board;
using namespace std::chrono_literals;
using hall::test::TempDir;

namespace {

void put(const std::string& path, int width, int height, display::Color color) {
    display::Canvas picture(width, height, display::Depth::rgb);
    picture.fill(picture.bounds(), color);
    const auto png = display::png_of(picture);
    REQUIRE(png.has_value());
    REQUIRE(display::write_whole(path, *png).has_value());
}

}  // namespace

TEST_CASE("the pictures of a folder are shown in the order of their names, bad ones left out",
          "[board]") {
    const TempDir home;
    put(home.file("2.png"), 40, 30, {0, 255, 0});
    put(home.file("1.png"), 3000, 300, {255, 0, 0});
    std::ofstream(home.file("3.png")) << "no picture";
    std::ofstream(home.file("notes.txt")) << "by the way";
    put(home.file("4.png"), 5000, 10, {0, 0, 255});
    const PictureSet set = read_pictures(home.file(""));
    REQUIRE(set.pictures.size() == 2);
    CHECK(set.pictures[0]->width() == 1920);  // Brought down, its shape kept.
    CHECK(set.pictures[0]->height() == 192);
    CHECK(set.pictures[0]->pixel(5, 5) == display::Color{255, 0, 0});
    CHECK(set.pictures[1]->width() == 40);
    CHECK(set.trouble.find("3.png") != std::string::npos);
    CHECK(set.trouble.find("4.png: a picture beyond 4096") != std::string::npos);
    CHECK(set.trouble.find("notes.txt") == std::string::npos);

    for (int i = 10; i < 30; ++i) {
        put(home.file(std::to_string(i) + ".png"), 8, 8, {1, 2, 3});
    }
    const PictureSet many = read_pictures(home.file(""));
    CHECK(many.pictures.size() == kPicturesMost);
    CHECK(many.trouble.find("more than 12") != std::string::npos);

    const PictureSet none = read_pictures(home.file("nowhere"));
    CHECK(none.pictures.empty());
    CHECK(none.trouble.find("nowhere") != std::string::npos);
}

TEST_CASE("a picture that is copied into the folder is there without a restart", "[board]") {
    const TempDir home;
    put(home.file("1.png"), 8, 8, {1, 2, 3});
    sync::Mailbox<PictureSet> box(8);
    const PictureRoom room({home.file("")},
                           [&](const std::string&, PictureSet set) { return box.post(set); });
    const auto next = [&] { return box.take({}, std::chrono::steady_clock::now() + 60s); };
    const auto first = next();
    REQUIRE(first.has_value());
    CHECK(first->pictures.size() == 1);
    put(home.file("2.png"), 8, 8, {1, 2, 3});
    const auto second = next();
    REQUIRE(second.has_value());
    CHECK(second->pictures.size() == 2);
    std::filesystem::remove_all(home.file(""));
    const auto gone = next();
    REQUIRE(gone.has_value());
    CHECK(gone->pictures.empty());
    CHECK_FALSE(gone->trouble.empty());
}

TEST_CASE("pictures belong to walls, and a sign that is given some is refused by its name",
          "[board]") {
    const auto wall = read_config(
        "[[board]]\nname = \"wall\"\ndriver = \"null\"\n"
        "pictures = \"/srv/pictures\"\n",
        "boards.toml");
    REQUIRE(wall.has_value());
    CHECK(wall->boards[0].pictures == "/srv/pictures");
    CHECK_FALSE(wall->boards[0].settings.contains("pictures"));  // Drivers do not know it.
    const auto sign = read_config(
        "[[board]]\nname = \"sign-3\"\ncounter = \"W03\"\n"
        "driver = \"null\"\npictures = \"/srv/pictures\"\n",
        "boards.toml");
    REQUIRE_FALSE(sign.has_value());
    CHECK(sign.error().find("sign-3") != std::string::npos);
}
