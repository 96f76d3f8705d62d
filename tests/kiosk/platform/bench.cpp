// SPDX-License-Identifier: Apache-2.0
#include "tests/kiosk/platform/bench.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <png.h>

#include <catch2/catch.hpp>

#include "tests/support/places.h"

namespace hall::platform::tests {

namespace {

constexpr auto kFonts = "/usr/share/fonts/";
constexpr ImU32 kInk = IM_COL32(16, 36, 58, 255);
constexpr ImU32 kTeal = IM_COL32(11, 107, 117, 255);
constexpr ImU32 kAmber = IM_COL32(245, 182, 58, 255);

std::vector<char> slurp(const std::string& path) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    INFO(path);
    REQUIRE(file.good());
    std::vector<char> bytes(static_cast<std::size_t>(file.tellg()));
    file.seekg(0).read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return bytes;
}

std::span<const std::byte> bytes_in(const std::vector<char>& file) {
    return std::as_bytes(std::span<const char>(file));
}

}  // namespace

const FontFiles& system_fonts() {
    static const std::string kBase = kFonts;
    static const std::vector<char> kLatin[] = {slurp(kBase + "opentype/inter/Inter-Regular.otf"),
                                               slurp(kBase + "opentype/inter/Inter-Medium.otf"),
                                               slurp(kBase + "opentype/inter/Inter-Bold.otf")};
    static const std::vector<char> kChinese[] = {
        slurp(kBase + "opentype/noto/NotoSansCJK-Regular.ttc"),
        slurp(kBase + "opentype/noto/NotoSansCJK-Bold.ttc")};
    static const std::vector<char> kIcons =
        slurp(kBase + "truetype/material-design-icons-iconfont/MaterialIcons-Regular.ttf");
    static const FontFiles kFiles{{bytes_in(kLatin[0]), bytes_in(kLatin[1]), bytes_in(kLatin[2])},
                                  {bytes_in(kChinese[0]), {}, bytes_in(kChinese[1])},
                                  bytes_in(kIcons)};
    return kFiles;
}

AtlasPlan small_plan(Script script) {
    AtlasPlan plan;
    plan.script = script;
    plan.letters = {Characters("戶籍登記直骨窗口叫號，。「」現在等候 Household"),
                    Characters("A-0123456789:"), Characters("\uE84F\uE5C8\uE8B6")};
    plan.cuts = {{Weight::regular, 24, Role::text, 0},
                 {Weight::medium, 24, Role::text, 0},
                 {Weight::bold, 40, Role::text, 0},
                 {Weight::bold, 64, Role::digits, 1},
                 {Weight::regular, 40, Role::icon, 2}};
    plan.shadow = {96, 16, 18};
    return plan;
}

std::unique_ptr<GlyphAtlas> build(const AtlasPlan& plan) {
    auto atlas = GlyphAtlas::build(system_fonts(), plan);
    REQUIRE(atlas.has_value());
    return std::move(*atlas);
}

std::unique_ptr<Stage> headless(Extent size) {
    StageSettings settings;
    settings.glass = Glass::headless;
    settings.window.size = size;
    auto stage = Stage::open(settings);
    REQUIRE(stage.has_value());
    REQUIRE((*stage)->use(build(small_plan())).has_value());
    return std::move(*stage);
}

Snapshot shoot(Stage& stage, const Scene& scene) {
    scene(stage.begin_frame(), *stage.glyphs());
    return stage.shoot_frame();
}

Shown show(Stage& stage, const Scene& scene) {
    scene(stage.begin_frame(), *stage.glyphs());
    return stage.end_frame();
}

void draw_shapes(ImDrawList& list) {
    list.AddRectFilled({0, 0}, {240, 160}, IM_COL32(238, 242, 246, 255));
    list.AddRectFilledMultiColor({0, 0}, {240, 40}, kInk, kTeal, kTeal, kInk);
    list.AddRectFilled({12.5F, 50.25F}, {110, 100}, IM_COL32_WHITE, 14);
    list.AddRect({12.5F, 50.25F}, {110, 100}, kTeal, 14, 0, 2.5F);
    list.AddCircleFilled({160, 78}, 26.3F, IM_COL32(245, 182, 58, 160));
    list.AddCircle({190, 84}, 22, kInk, 0, 3);
    list.AddLine({12, 112}, {228, 150}, kTeal, 1.5F);
    list.AddTriangleFilled({20, 112}, {80, 152}, {14, 150}, kAmber);
    list.PushClipRect({100, 110}, {140, 140}, true);
    list.AddCircleFilled({120, 125}, 24, kInk);
    list.PopClipRect();
    list.AddRectFilled({150.5F, 120.25F}, {228, 150}, IM_COL32(192, 41, 43, 128));
}

void draw_card(ImDrawList& list, const GlyphAtlas& glyphs) {
    const auto text = [&](ImVec2 at, float em, Weight weight, const char* words) {
        const Face face = glyphs.face(weight, em);
        list.AddText(face.font, face.size(em), at, kInk, words);
    };
    list.AddRectFilled({0, 0}, {320, 150}, IM_COL32(238, 242, 246, 255));
    const ShadowPlace& shadow = glyphs.shadow();
    const ImTextureID texture = ImGui::GetIO().Fonts->TexID;
    const ImVec2 uv0 = shadow.uv0;
    const ImVec2 uv1 = shadow.uv1;
    list.AddImage(texture, {6, 10}, {314, 150}, uv0, uv1, IM_COL32(11, 37, 64, 90));
    list.AddRectFilled({24, 20}, {296, 130}, IM_COL32_WHITE, 16);
    text({36, 24}, 40, Weight::bold, "戶籍登記");
    text({36, 90}, 20, Weight::regular, "Household 直骨");
    const Face digits = glyphs.face(Weight::bold, 64, Role::digits);
    list.AddText(digits.font, digits.size(26), {206, 86}, kTeal, "A-107");
    const Face icon = glyphs.face(Weight::regular, 40, Role::icon);
    list.AddText(icon.font, icon.size(40), {244, 28}, kTeal, "\uE5C8");
}

Difference difference(const Snapshot& a, const Snapshot& b) {
    REQUIRE(a.width == b.width);
    REQUIRE(a.height == b.height);
    Difference out;
    for (std::size_t i = 0; i < a.rgba.size(); i += 4) {
        int worst = 0;
        for (std::size_t k = 0; k < 4; ++k) {
            worst = std::max(worst, std::abs(int{a.rgba[i + k]} - int{b.rgba[i + k]}));
        }
        out.pixels += worst > 0 ? 1 : 0;
        out.visible += worst > 4 ? 1 : 0;
        out.worst = std::max(out.worst, worst);
    }
    return out;
}

void write_png(const std::string& path, const Snapshot& picture) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(picture.width);
    image.height = static_cast<png_uint_32>(picture.height);
    image.format = PNG_FORMAT_RGBA;
    const int written =
        png_image_write_to_file(&image, path.c_str(), 0, picture.rgba.data(), 0, nullptr);
    INFO(path << ": " << image.message);
    REQUIRE(written != 0);
}

Snapshot read_png(const std::string& path) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    INFO(path);
    REQUIRE(png_image_begin_read_from_file(&image, path.c_str()) != 0);
    image.format = PNG_FORMAT_RGBA;
    Snapshot picture{static_cast<int>(image.width), static_cast<int>(image.height), {}};
    picture.rgba.resize(PNG_IMAGE_SIZE(image));
    REQUIRE(png_image_finish_read(&image, nullptr, picture.rgba.data(), 0, nullptr) != 0);
    return picture;
}

bool same_as_golden(const std::string& name, const Snapshot& picture) {
    const std::string golden =
        hall::support::source_dir() + "/tests/kiosk/platform/goldens/" + name + ".png";
    const std::string drawn = hall::support::binary_dir() + "/platform_" + name + ".png";
    std::filesystem::remove(drawn);
    if (std::getenv("HALL_WRITE_GOLDENS") != nullptr) {
        write_png(golden, picture);
    }
    const Snapshot wanted = read_png(golden);
    const bool same = wanted.width == picture.width && wanted.height == picture.height &&
                      wanted.rgba == picture.rgba;
    if (!same) {
        write_png(drawn, picture);
        UNSCOPED_INFO("drawn instead: " << drawn);
    }
    return same;
}

}  // namespace hall::platform::tests
