// SPDX-License-Identifier: Apache-2.0
#include "kiosk/platform/renderer_cpu.h"

#include <array>
#include <limits>
#include <random>

#include <catch2/catch.hpp>

#include "kiosk/platform/blend.h"
#include "tests/kiosk/platform/bench.h"

using namespace hall::platform;
using namespace hall::platform::tests;

namespace {

std::size_t fresh(Stage& stage) {
    return dynamic_cast<CpuRenderer&>(stage.renderer()).fresh_squares();
}

// Two rows of ten pixels: ink at the first, the ninth and the last.
constexpr std::array kBits{std::byte{0x80}, std::byte{0x80}, std::byte{0x00}, std::byte{0x40}};
constexpr ImageView kSlip{ImageKind::bits, 10, 2, kBits};

}  // namespace

TEST_CASE("the shapes of a page look as they did", "[platform]") {
    auto stage = headless({240, 160});
    const Snapshot shot = shoot(*stage, [](ImDrawList& list, auto&) { draw_shapes(list); });
    CHECK(same_as_golden("shapes", shot));
}

TEST_CASE("a card with its words looks as it did", "[platform]") {
    auto stage = headless({320, 150});
    CHECK(same_as_golden("card", shoot(*stage, draw_card)));
}

TEST_CASE("neighbouring triangles neither overlap nor gape", "[platform]") {
    constexpr int kSize = 97;
    std::mt19937 random(20240601);
    std::uniform_real_distribution<float> place(1.0F, kSize - 1.0F);
    for (int round = 0; round < 60; ++round) {
        std::vector<std::uint32_t> pixels(kSize * kSize, kOpaque);
        const Canvas canvas{pixels, kSize, kSize};
        const Pixels white{false, 1, 1, {0xFF}};
        const ImU32 half = IM_COL32(200, 100, 50, 128);
        const float e = kSize;
        const std::array<ImDrawVert, 5> v{{{{place(random), place(random)}, {0, 0}, half},
                                           {{0, 0}, {0, 0}, half},
                                           {{e, 0}, {0, 0}, half},
                                           {{e, e}, {0, 0}, half},
                                           {{0, e}, {0, 0}, half}}};
        Raster raster;
        for (std::size_t i = 1; i <= 4; ++i) {
            raster.draw(canvas, {0, 0, kSize, kSize}, {{&v[0], &v[i], &v[i % 4 + 1]}, &white});
        }
        const std::uint32_t once = over(kOpaque, half, 128);
        CHECK(std::ranges::count(pixels, once) == kSize * kSize);
    }
}

TEST_CASE("a frame that did not change costs nothing but a look", "[platform]") {
    auto stage = headless({320, 150});
    CHECK(show(*stage, draw_card) == Shown::drawn);
    CHECK(fresh(*stage) == 15);
    CHECK(show(*stage, draw_card) == Shown::same);
    stage->forget();
    CHECK(show(*stage, draw_card) == Shown::drawn);
}

TEST_CASE("a pressed button costs its own squares only", "[platform]") {
    auto stage = headless({640, 640});
    const auto page = [](ImU32 button) {
        return [button](ImDrawList& list, const GlyphAtlas&) {
            list.AddRectFilled({0, 0}, {640, 640}, IM_COL32_WHITE);
            list.AddRectFilled({70, 70}, {120, 120}, button, 8);
        };
    };
    REQUIRE(show(*stage, page(IM_COL32(11, 107, 117, 255))) == Shown::drawn);
    CHECK(fresh(*stage) == 100);
    REQUIRE(show(*stage, page(IM_COL32(10, 100, 110, 255))) == Shown::drawn);
    CHECK(fresh(*stage) == 1);
}

TEST_CASE("squares drawn one by one make the very picture drawn at once", "[platform]") {
    std::mt19937 random(7);
    std::uniform_real_distribution<float> place(-20.0F, 340.0F);
    auto stage = headless({320, 300});
    for (int round = 0; round < 20; ++round) {
        const ImVec2 a{place(random), place(random)};
        const ImVec2 b{place(random), place(random)};
        const Scene scene = [a, b](ImDrawList& list, const GlyphAtlas& glyphs) {
            draw_card(list, glyphs);
            list.AddLine(a, b, IM_COL32(200, 0, 0, 200), 7);
            list.AddCircleFilled(a, 31.7F, IM_COL32(0, 90, 0, 120));
        };
        const Snapshot step = shoot(*stage, scene);
        stage->forget();
        const Snapshot at_once = shoot(*stage, scene);
        CHECK(step.rgba == at_once.rgba);
    }
}

TEST_CASE("the slip on the screen has the dots that are on the paper", "[platform]") {
    auto stage = headless({64, 64});
    const auto slip = stage->renderer().add(kSlip);
    REQUIRE(slip.has_value());
    const Snapshot shot = shoot(*stage, [&](ImDrawList& list, auto&) {
        list.AddRectFilled({0, 0}, {64, 64}, IM_COL32_WHITE);
        list.AddImage(slip->id, {3, 5}, {13, 7}, {0, 0}, {1, 1}, IM_COL32(20, 30, 40, 255));
    });
    std::vector<std::pair<int, int>> ink;
    for (int y = 0; y < 64; ++y) {
        for (int x = 0; x < 64; ++x) {
            const auto at = static_cast<std::size_t>(y * 64 + x) * 4;
            if (shot.rgba[at] == 20) {
                CHECK(shot.rgba[at + 1] == 30);
                ink.emplace_back(x, y);
            } else {
                CHECK(shot.rgba[at] == 255);
            }
        }
    }
    CHECK(ink == std::vector<std::pair<int, int>>{{3, 5}, {11, 5}, {12, 6}});
}

TEST_CASE("a picture that changed is seen at once, though the page draws the same", "[platform]") {
    auto stage = headless({64, 64});
    std::array<std::byte, 4> dot{std::byte{255}, std::byte{0}, std::byte{0}, std::byte{255}};
    const auto picture = stage->renderer().add({ImageKind::rgba, 1, 1, dot});
    REQUIRE(picture.has_value());
    const Scene scene = [&](ImDrawList& list, auto&) {
        list.AddImage(picture->id, {0, 0}, {64, 64});
    };
    CHECK(shoot(*stage, scene).rgba[0] == 255);
    CHECK(show(*stage, scene) == Shown::drawn);
    CHECK(show(*stage, scene) == Shown::same);
    dot[0] = std::byte{7};
    REQUIRE(stage->renderer().update(*picture, {ImageKind::rgba, 1, 1, dot}).has_value());
    CHECK(show(*stage, scene) == Shown::drawn);
    CHECK(shoot(*stage, scene).rgba[0] == 7);
}

TEST_CASE("a picture that was removed is not drawn and cannot be changed", "[platform]") {
    auto stage = headless({64, 64});
    const auto picture = stage->renderer().add(kSlip);
    REQUIRE(picture.has_value());
    stage->renderer().remove(*picture);
    stage->renderer().remove(*picture);
    const auto changed = stage->renderer().update(*picture, kSlip);
    REQUIRE_FALSE(changed.has_value());
    CHECK(changed.error().code == Fault::unknown_picture);
    const Snapshot shot = shoot(*stage, [&](ImDrawList& list, auto&) {
        list.AddImage(picture->id, {0, 0}, {64, 64});
    });
    CHECK(shot.rgba[0] == 0);
}

TEST_CASE("bytes that are not the picture they claim to be are refused", "[platform]") {
    auto stage = headless({64, 64});
    for (const ImageView& wrong :
         {ImageView{ImageKind::bits, 10, 3, kBits}, ImageView{ImageKind::coverage, 2, 1, kBits},
          ImageView{ImageKind::rgba, 0, 0, {}}, ImageView{ImageKind::rgba, -1, -4, kBits}}) {
        const auto added = stage->renderer().add(wrong);
        REQUIRE_FALSE(added.has_value());
        CHECK(added.error().code == Fault::bad_image);
    }
}

TEST_CASE("a picture beyond what a renderer holds is refused", "[platform]") {
    auto stage = headless({64, 64});
    const auto added = stage->renderer().add({ImageKind::bits, 1'000'000, 1, kBits});
    REQUIRE_FALSE(added.has_value());
    CHECK(added.error().code == Fault::too_large);
}

TEST_CASE("a shape far off the glass, or nowhere at all, does no harm", "[platform]") {
    auto stage = headless({64, 64});
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const Snapshot shot = shoot(*stage, [&](ImDrawList& list, auto&) {
        list.AddTriangleFilled({-1e9F, -1e9F}, {1e9F, 5}, {5, 1e9F}, IM_COL32(9, 9, 9, 255));
        list.AddTriangleFilled({nan, 5}, {50, nan}, {5, 50}, IM_COL32_WHITE);
        list.AddRectFilled({-1e12F, 10}, {1e12F, 20}, IM_COL32(0, 200, 0, 255));
    });
    CHECK(shot.rgba[(15 * 64 + 32) * 4 + 1] == 200);
}
