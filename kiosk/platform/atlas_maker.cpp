// SPDX-License-Identifier: Apache-2.0
#include "kiosk/platform/atlas_maker.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <string>

#include <imgui_freetype.h>

namespace hall::platform {

namespace {

constexpr int kWidth = 4096;
constexpr char32_t kBeyond = 0x10000;  // What Debian's 16-bit ImWchar cannot name.

// What numbers, times and names of counters are made of; no catalogue lists those beforehand.
constexpr std::string_view kAlways =
    " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`"
    "abcdefghijklmnopqrstuvwxyz{|}~\u00B7\u2026\u25A1";
constexpr ImWchar kBox = 0x25A1;  // Stands where a character is missing.

// What Latin type draws better. Of the punctuation that both writings share, apostrophes, the
// short dash, the middle dot and the three dots of a cut-off line are Latin; quotation marks and
// the long dash are Chinese in Simplified (full-width there) and Latin in Traditional, which
// quotes with corner brackets.
bool latin_first(char32_t c, Script script) {
    if (c == 0x201C || c == 0x201D) {
        return script == Script::hant;
    }
    return c < 0x0250 || c == 0x2013 || c == 0x2018 || c == 0x2019 || c == 0x2026;
}

std::size_t index_of(Weight weight) {
    return static_cast<std::size_t>(weight);
}

}  // namespace

Outcome AtlasMaker::make() {
    assert(!plan_.cuts.empty());
    if (auto opened = open_sources(); !opened) {
        return opened;
    }
    ImFontAtlas& atlas = atlas_.atlas_;
    atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
    atlas.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
    atlas.Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight | ImFontAtlasFlags_NoMouseCursors;
    atlas.TexDesiredWidth = std::min(kWidth, plan_.side_max);
    for (const Cut& cut : plan_.cuts) {
        add_cut(cut);
    }
    if (std::ranges::any_of(ranges_, [](const auto& ranges) { return ranges.size() == 1; })) {
        return fault(Fault::bad_font, "a cut of which the font has no letter at all");
    }
    const int shadow = atlas.AddCustomRectRegular(plan_.shadow.size, plan_.shadow.size);
    if (!atlas.Build()) {
        return fault(Fault::bad_font, "FreeType would not draw");
    }
    if (atlas.TexHeight > plan_.side_max) {
        return fault(Fault::too_large,
                     std::to_string(atlas.TexWidth) + "x" + std::to_string(atlas.TexHeight));
    }
    place_shadow(shadow);
    atlas_.script_ = plan_.script;
    atlas_.figures_ = {atlas.TexWidth, atlas.TexHeight, 0, 0};
    for (const ImFont* font : atlas.Fonts) {
        atlas_.figures_.glyphs += static_cast<std::size_t>(font->Glyphs.Size);
        ++atlas_.figures_.fonts;
    }
    // The atlas must not point at the font files any longer than this.
    atlas.ClearInputData();
    return {};
}

Result<AtlasMaker::Source> AtlasMaker::open_source(std::span<const std::byte> bytes, int index) {
    auto face = FontFace::open(bytes, index);
    if (!face) {
        return tl::unexpected(face.error());
    }
    return Source{bytes, index, std::move(*face)};
}

Outcome AtlasMaker::open_sources() {
    latin_.resize(kWeights);
    chinese_.resize(kWeights);
    for (const Cut& cut : plan_.cuts) {
        if (cut.role == Role::icon) {
            auto icons = open_source(fonts_.icons, 0);
            if (!icons) {
                return tl::unexpected(icons.error());
            }
            icons_ = std::move(*icons);
            continue;
        }
        const std::size_t weight = index_of(cut.weight);
        if (latin_[weight]) {
            continue;
        }
        const bool absent = fonts_.chinese[weight].empty();
        auto latin = open_source(fonts_.latin[weight], 0);
        auto chinese = open_source(fonts_.chinese[absent ? index_of(Weight::bold) : weight],
                                   face_of(plan_.script));
        if (!latin || !chinese) {
            return tl::unexpected(latin ? chinese.error() : latin.error());
        }
        latin_[weight] = std::move(*latin);
        chinese_[weight] = std::move(*chinese);
    }
    return {};
}

void AtlasMaker::add_cut(const Cut& cut) {
    assert(cut.em > 0 && cut.letters < plan_.letters.size());
    atlas_.planned_.add(plan_.letters[cut.letters]);
    switch (cut.role) {
        case Role::text:
            atlas_.planned_.add(kAlways);
            add_text(cut);
            break;
        case Role::digits:
            add_digits(cut);
            break;
        case Role::icon:
            add_icons(cut);
            break;
    }
}

void AtlasMaker::add_text(const Cut& cut) {
    const Source& latin = *latin_[index_of(cut.weight)];
    const Source& chinese = *chinese_[index_of(cut.weight)];
    Characters wanted = plan_.letters[cut.letters];
    wanted.add(kAlways);
    std::vector<char32_t> latin_letters;
    std::vector<char32_t> chinese_letters;
    for (const char32_t c : wanted.list()) {
        const bool in_latin = c < kBeyond && latin.face.has(c);
        const bool in_chinese = c < kBeyond && chinese.face.has(c);
        if (in_latin && (latin_first(c, plan_.script) || !in_chinese)) {
            latin_letters.push_back(c);
        } else if (in_chinese) {
            chinese_letters.push_back(c);
        } else {
            atlas_.missing_.add(c);
        }
    }
    ImFont* font = add_layer({latin, latin_letters}, cut.em);
    font->FallbackChar = kBox;
    if (!chinese_letters.empty()) {
        add_layer({chinese, chinese_letters, true}, cut.em);
    }
    atlas_.held_.push_back({cut, font});
}

void AtlasMaker::add_digits(const Cut& cut) {
    const Source& latin = *latin_[index_of(cut.weight)];
    std::vector<char32_t> digits;
    std::vector<char32_t> others;
    Characters wanted = plan_.letters[cut.letters];
    wanted.add("0123456789");
    for (const char32_t c : wanted.list()) {
        if (c >= kBeyond || !latin.face.has(c)) {
            atlas_.missing_.add(c);
        } else if (c >= '0' && c <= '9') {
            digits.push_back(c);
        } else {
            others.push_back(c);
        }
    }
    const float advance = std::ceil(latin.face.widest_digit() * cut.em);
    ImFont* font = add_layer({latin, digits, false, advance}, cut.em);
    if (!others.empty()) {
        add_layer({latin, others, true}, cut.em);
    }
    atlas_.held_.push_back({cut, font});
}

void AtlasMaker::add_icons(const Cut& cut) {
    std::vector<char32_t> icons;
    for (const char32_t c : plan_.letters[cut.letters].list()) {
        if (c < kBeyond && icons_->face.has(c)) {
            icons.push_back(c);
        } else {
            atlas_.missing_.add(c);
        }
    }
    atlas_.held_.push_back({cut, add_layer({*icons_, icons}, cut.em)});
}

ImFont* AtlasMaker::add_layer(const Layer& layer, float em) {
    ImFontConfig config;
    // ImGui frees what it owns and copies what it does not. It is told that it owns the bytes, so
    // that the 19 MB of a collection are not copied for each size, and told otherwise right after.
    config.FontData = const_cast<std::byte*>(layer.source.bytes.data());
    config.FontDataSize = static_cast<int>(layer.source.bytes.size());
    config.FontDataOwnedByAtlas = true;
    config.FontNo = layer.source.index;
    // ImGui's FreeType cuts fractions off, which would make every em a little small.
    config.SizePixels = std::round(em * layer.source.face.line_per_em());
    config.PixelSnapH = true;
    config.MergeMode = layer.merged;
    config.GlyphRanges = ranges_of(layer.letters);
    if (layer.advance > 0) {
        config.GlyphMinAdvanceX = layer.advance;
        config.GlyphMaxAdvanceX = layer.advance;
    }
    ImFont* font = atlas_.atlas_.AddFont(&config);
    atlas_.atlas_.ConfigData.back().FontDataOwnedByAtlas = false;
    return font;
}

const ImWchar* AtlasMaker::ranges_of(const std::vector<char32_t>& letters) {
    std::vector<ImWchar>& ranges = ranges_.emplace_back();
    for (const char32_t c : letters) {
        const auto letter = static_cast<ImWchar>(c);
        if (!ranges.empty() && ranges.back() + 1 == letter) {
            ranges.back() = letter;
        } else {
            ranges.push_back(letter);
            ranges.push_back(letter);
        }
    }
    ranges.push_back(0);
    return ranges.data();
}

void AtlasMaker::place_shadow(int rectangle) {
    ImFontAtlas& atlas = atlas_.atlas_;
    const ImFontAtlasCustomRect& at = *atlas.GetCustomRectByIndex(rectangle);
    assert(at.IsPacked());
    const auto size = static_cast<std::size_t>(plan_.shadow.size);
    const std::vector<std::uint8_t> picture = soft_shadow(plan_.shadow);
    for (std::size_t y = 0; y < size; ++y) {
        const std::size_t to = (at.Y + y) * static_cast<std::size_t>(atlas.TexWidth) + at.X;
        std::copy_n(&picture[y * size], size, atlas.TexPixelsAlpha8 + to);
    }
    atlas.CalcCustomRectUV(&at, &atlas_.shadow_.uv0, &atlas_.shadow_.uv1);
    atlas_.shadow_.tile = plan_.shadow;
}

}  // namespace hall::platform
