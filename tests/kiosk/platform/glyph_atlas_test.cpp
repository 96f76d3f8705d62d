// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <mutex>
#include <string>

#include <ft2build.h>
#include FT_FREETYPE_H

#include <catch2/catch.hpp>

#include "kiosk/platform/atlas_worker.h"
#include "tests/kiosk/platform/bench.h"

using namespace hall::platform;
using namespace hall::platform::tests;

namespace {

// The coverage of one glyph, row by row.
std::vector<std::byte> glyph(const GlyphAtlas& atlas, const ImFont& font, ImWchar letter) {
    const ImFontGlyph* found = font.FindGlyphNoFallback(letter);
    REQUIRE(found != nullptr);
    const ImageView pixels = atlas.pixels();
    const auto at = [](float uv, int size) {
        return static_cast<std::size_t>(std::lround(uv * static_cast<float>(size)));
    };
    std::vector<std::byte> out;
    for (std::size_t y = at(found->V0, pixels.height); y < at(found->V1, pixels.height); ++y) {
        for (std::size_t x = at(found->U0, pixels.width); x < at(found->U1, pixels.width); ++x) {
            out.push_back(pixels.bytes[y * static_cast<std::size_t>(pixels.width) + x]);
        }
    }
    REQUIRE_FALSE(out.empty());
    return out;
}

std::vector<std::byte> glyph(const GlyphAtlas& atlas, const char16_t letter) {
    return glyph(atlas, *atlas.face(Weight::bold, 40).font, letter);
}

}  // namespace

TEST_CASE("Traditional pages show Traditional shapes, Simplified pages Simplified ones",
          "[platform]") {
    const auto hant = build(small_plan(Script::hant));
    const auto hans = build(small_plan(Script::hans));
    CHECK(glyph(*hant, u'骨') != glyph(*hans, u'骨'));
    // The Latin letters are the same font in both.
    CHECK(glyph(*hant, u'H') == glyph(*hans, u'H'));
}

TEST_CASE("the face taken from the collection is the one that carries the script's name",
          "[platform]") {
    const auto family = [](Script script) {
        FT_Library library = nullptr;
        FT_Face face = nullptr;
        const auto file = system_fonts().chinese[0];
        REQUIRE(FT_Init_FreeType(&library) == 0);
        REQUIRE(FT_New_Memory_Face(library, reinterpret_cast<const FT_Byte*>(file.data()),
                                   static_cast<FT_Long>(file.size()), face_of(script), &face) == 0);
        std::string name = face->family_name;
        FT_Done_Face(face);
        FT_Done_FreeType(library);
        return name;
    };
    CHECK(family(Script::hant) == "Noto Sans CJK TC");
    CHECK(family(Script::hans) == "Noto Sans CJK SC");
}

TEST_CASE("the full stop stands where the script sets it", "[platform]") {
    const auto hant = build(small_plan(Script::hant));
    const auto* full_stop = hant->face(Weight::regular, 24).font->FindGlyphNoFallback(u'。');
    REQUIRE(full_stop != nullptr);
    // Taiwan sets the full stop in the middle of its square, the mainland at the lower left.
    const float centre = (full_stop->X0 + full_stop->X1) / 2;
    CHECK(centre == Approx(12).margin(2));
    const auto hans = build(small_plan(Script::hans));
    const auto* corner = hans->face(Weight::regular, 24).font->FindGlyphNoFallback(u'。');
    REQUIRE(corner != nullptr);
    CHECK((corner->X0 + corner->X1) / 2 < 8);
}

TEST_CASE("an em is an em, in Latin and in Chinese", "[platform]") {
    const auto atlas = build(small_plan());
    const Face face = atlas->face(Weight::bold, 40);
    // A Chinese character stands in a square of one em.
    CHECK(face.font->GetCharAdvance(u'戶') == Approx(40).margin(0.6));
    // Inter's capitals are 0.727 em high.
    const ImFontGlyph* h = face.font->FindGlyphNoFallback(u'H');
    REQUIRE(h != nullptr);
    CHECK(h->Y1 - h->Y0 == Approx(0.727 * 40).margin(1.1));
    CHECK(face.size(20) == Approx(face.font->FontSize / 2));
}

TEST_CASE("the cut nearest from above is taken, and enlarged only when there is no other",
          "[platform]") {
    const auto atlas = build(small_plan());
    CHECK(atlas->face(Weight::regular, 20).em == 24);
    CHECK(atlas->face(Weight::regular, 90).em == 24);
    CHECK(atlas->face(Weight::bold, 30).em == 40);
    CHECK(atlas->face(Weight::bold, 30, Role::digits).em == 64);
    CHECK(atlas->face(Weight::bold, 30, Role::icon).em == 40);
}

TEST_CASE("a clock of digits does not fidget", "[platform]") {
    const auto atlas = build(small_plan());
    const ImFont& font = *atlas->face(Weight::bold, 64, Role::digits).font;
    for (ImWchar digit = '0'; digit <= '9'; ++digit) {
        CHECK(font.GetCharAdvance(digit) == font.GetCharAdvance('0'));
    }
    CHECK(font.GetCharAdvance(':') < font.GetCharAdvance('0'));
}

TEST_CASE("a character that no font has is counted and named", "[platform]") {
    AtlasPlan plan = small_plan();
    plan.letters[0].add("\U00020BB7 ก");  // Beyond ImGui's 16 bits; in no font.
    const auto atlas = build(plan);
    CHECK(atlas->missing().list() == std::vector<char32_t>{0x0E01, 0x20BB7});
    CHECK(build(small_plan())->missing().size() == 0);
    // It is drawn as an empty box, which nobody takes for a word.
    const ImFont& font = *atlas->face(Weight::regular, 24).font;
    CHECK(font.FindGlyph(0x0E01) == font.FindGlyphNoFallback(u'□'));
    CHECK(font.GetCharAdvance(0x0E01) == font.GetCharAdvance(u'□'));
}

TEST_CASE("new text asks for a new atlas only when it has new characters", "[platform]") {
    const auto atlas = build(small_plan());
    CHECK(atlas->covers(Characters("登記戶籍 A107, 12:30")));
    CHECK_FALSE(atlas->covers(Characters("登記公證")));
}

TEST_CASE("the shadow fades evenly from a full middle to nothing", "[platform]") {
    const ShadowTile tile{160, 32, 36};
    const auto picture = soft_shadow(tile);
    const auto at = [&](std::size_t x, std::size_t y) { return int{picture[y * 160 + x]}; };
    CHECK(at(80, 80) == 255);
    CHECK(at(0, 80) == 0);
    CHECK(at(0, 0) == 0);
    CHECK(at(36, 80) == Approx(127).margin(8));
    for (std::size_t x = 1; x <= 80; ++x) {
        CHECK(at(x, 80) >= at(x - 1, 80));
        CHECK(at(x, 80) == at(159 - x, 80));
        CHECK(std::abs(at(x, 40) - at(40, x)) <= 1);
    }
}

TEST_CASE("a file that is no font is refused", "[platform]") {
    static constexpr std::array kJunk{std::byte{'n'}, std::byte{'o'}};
    FontFiles fonts = system_fonts();
    fonts.latin[0] = kJunk;
    const auto atlas = GlyphAtlas::build(fonts, small_plan());
    REQUIRE_FALSE(atlas.has_value());
    CHECK(atlas.error().code == Fault::bad_font);
    fonts = system_fonts();
    fonts.chinese[0] = system_fonts().latin[0];  // A font, but without a fourth face.
    const auto faceless = GlyphAtlas::build(fonts, small_plan());
    REQUIRE_FALSE(faceless.has_value());
    CHECK(faceless.error().code == Fault::bad_font);
}

TEST_CASE("icons that the icon font has not are refused as a whole", "[platform]") {
    AtlasPlan plan = small_plan();
    plan.letters[2] = Characters("戶");
    const auto atlas = GlyphAtlas::build(system_fonts(), plan);
    REQUIRE_FALSE(atlas.has_value());
    CHECK(atlas.error().code == Fault::bad_font);
}

TEST_CASE("an atlas larger than the card can hold is refused", "[platform]") {
    AtlasPlan plan = small_plan();
    plan.side_max = 256;
    const auto atlas = GlyphAtlas::build(system_fonts(), plan);
    REQUIRE_FALSE(atlas.has_value());
    CHECK(atlas.error().code == Fault::too_large);
}

TEST_CASE("an atlas is built beside the screen, and the last plan asked for wins", "[platform]") {
    std::mutex mutex;
    std::condition_variable told;
    int ready = 0;
    AtlasWorker worker(system_fonts(), [&] {
        const std::lock_guard lock(mutex);
        ++ready;
        told.notify_all();
    });
    CHECK_FALSE(worker.take().has_value());
    worker.ask(small_plan(Script::hant));
    worker.ask(small_plan(Script::hans));
    std::unique_lock lock(mutex);
    // One or two atlases, as the worker was quick or slow to start; the last is Simplified.
    std::unique_ptr<GlyphAtlas> last;
    const auto simplified = [&] {
        if (auto built = worker.take(); built && built->has_value()) {
            last = std::move(**built);
        }
        return last != nullptr && last->script() == Script::hans;
    };
    REQUIRE(told.wait_for(lock, std::chrono::seconds(60), simplified));
    CHECK(ready >= 1);
}

TEST_CASE("text that is not UTF-8 loses its bad bytes and nothing else", "[platform]") {
    const Characters read("A\xFF\xE6\x88戶\xC0\xAF\xED\xA0\x80\tB\u200B");
    CHECK(read.list() == std::vector<char32_t>{'A', 'B', U'戶'});
    Characters more("B");
    more.add(read);
    CHECK(more.has_all(read));
    CHECK_FALSE(Characters("B").has_all(read));
    CHECK(more.has(U'戶'));
}
