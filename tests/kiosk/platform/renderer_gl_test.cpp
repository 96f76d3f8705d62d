// SPDX-License-Identifier: Apache-2.0
// Run under tests/support/touch/with_display: it needs an X server, and Mesa's llvmpipe will do.
#include <array>

#include <catch2/catch.hpp>

#include "tests/kiosk/platform/bench.h"
#include "tests/support/places.h"

using namespace hall::platform;
using namespace hall::platform::tests;

namespace {

std::unique_ptr<Stage> open(RendererKind kind, Glass glass = Glass::window) {
    StageSettings settings;
    settings.renderer = kind;
    settings.glass = glass;
    settings.window.size = {320, 160};
    auto stage = Stage::open(settings);
    if (!stage) {
        FAIL(stage.error().detail);
    }
    REQUIRE((*stage)->use(build(small_plan())).has_value());
    return std::move(*stage);
}

Snapshot drawn_by(RendererKind kind, Glass glass, const Scene& scene) {
    const auto stage = open(kind, glass);
    return shoot(*stage, scene);
}

void compare(const std::string& name, const Scene& scene) {
    const Snapshot gl = drawn_by(RendererKind::gl, Glass::window, scene);
    const Snapshot cpu = drawn_by(RendererKind::cpu, Glass::headless, scene);
    const Difference off = difference(gl, cpu);
    if (off.visible != 0) {
        write_png(hall::support::binary_dir() + "/platform_gl_" + name + ".png", gl);
        write_png(hall::support::binary_dir() + "/platform_cpu_" + name + ".png", cpu);
    }
    INFO(off.pixels << " pixels differ, " << off.visible << " visibly, by " << off.worst);
    // 0.05 % of the picture: the pixels whose centre lies on an edge to within rounding.
    CHECK(off.visible <= 320 * 160 / 2000);
}

}  // namespace

TEST_CASE("the card and the processor draw the same shapes", "[platform][gl]") {
    compare("shapes", [](ImDrawList& list, auto&) { draw_shapes(list); });
}

TEST_CASE("the card and the processor draw the same words", "[platform][gl]") {
    compare("card", draw_card);
}

TEST_CASE("the card shows the slip's dots too", "[platform][gl]") {
    static constexpr std::array kBits{std::byte{0xAA}, std::byte{0x55}};
    const auto stage = open(RendererKind::gl);
    const auto slip = stage->renderer().add({ImageKind::bits, 8, 2, kBits});
    REQUIRE(slip.has_value());
    const Scene scene = [&](ImDrawList& list, auto&) {
        list.AddRectFilled({0, 0}, {320, 160}, IM_COL32_WHITE);
        list.AddImage(slip->id, {0, 0}, {8, 2}, {0, 0}, {1, 1}, IM_COL32(20, 30, 40, 255));
    };
    Snapshot shot = shoot(*stage, scene);
    CHECK(shot.rgba[0] == 20);
    CHECK(shot.rgba[4] == 255);
    CHECK(shot.rgba[320 * 4] == 255);
    CHECK(shot.rgba[320 * 4 + 4] == 20);

    static constexpr std::array kRed{std::byte{255}, std::byte{0}, std::byte{0}, std::byte{255}};
    REQUIRE(stage->renderer().update(*slip, {ImageKind::rgba, 1, 1, kRed}).has_value());
    shot = shoot(*stage, [&](ImDrawList& list, auto&) {
        list.AddImage(slip->id, {0, 0}, {320, 160});
    });
    CHECK(shot.rgba[0] == 255);
    CHECK(shot.rgba[1] == 0);
    stage->renderer().remove(*slip);
    CHECK(stage->renderer().update(*slip, {ImageKind::bits, 8, 2, kBits}).error().code ==
          Fault::unknown_picture);
    CHECK(stage->renderer().add({ImageKind::bits, 8, 3, kBits}).error().code == Fault::bad_image);
    CHECK(stage->renderer().add({ImageKind::bits, 99'999, 1, kBits}).error().code ==
          Fault::too_large);
}

TEST_CASE("a frame that did not change is not drawn by the card either", "[platform][gl]") {
    const auto stage = open(RendererKind::gl);
    CHECK(show(*stage, draw_card) == Shown::drawn);
    CHECK(show(*stage, draw_card) == Shown::same);
    CHECK(stage->first_frame().has_value());
}

TEST_CASE("a card that is only pretended is passed over", "[platform][gl]") {
    const std::string gl{open(RendererKind::gl)->renderer().name()};
    const bool pretended = gl.find("llvmpipe") != std::string::npos;
    const auto chosen = open(RendererKind::automatic);
    CHECK((chosen->renderer().name() == "cpu") == pretended);
}
