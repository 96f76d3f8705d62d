// SPDX-License-Identifier: Apache-2.0
#include "tests/kiosk/screens/studio.h"

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>

#include <imgui.h>
#include <png.h>

#include "tests/kiosk/screens/sample.h"

namespace hall::screens::tests {

namespace {

std::vector<char> slurp(const std::string& path) {
    std::ifstream file("/usr/share/fonts/" + path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

const platform::FontFiles& system_fonts() {
    static const std::vector<char> regular = slurp("opentype/inter/Inter-Regular.otf");
    static const std::vector<char> bold = slurp("opentype/inter/Inter-Bold.otf");
    static const std::vector<char> chinese = slurp("opentype/noto/NotoSansCJK-Regular.ttc");
    static const std::vector<char> chinese_bold = slurp("opentype/noto/NotoSansCJK-Bold.ttc");
    static const std::vector<char> icons =
        slurp("truetype/material-design-icons-iconfont/MaterialIcons-Regular.ttf");
    const auto bytes = [](const std::vector<char>& file) {
        return std::as_bytes(std::span<const char>(file));
    };
    static const platform::FontFiles files{
        {bytes(regular), {}, bytes(bold)}, {bytes(chinese), {}, bytes(chinese_bold)}, bytes(icons)};
    return files;
}

platform::Cut cut_of(const FaceWanted& wanted) {
    const auto weight =
        wanted.weight == Weight::bold ? platform::Weight::bold : platform::Weight::regular;
    switch (wanted.characters) {
        case Characters::content:
        case Characters::phrases:
            break;
        case Characters::digits:
            return {weight, wanted.em_px, platform::Role::digits, 2};
        case Characters::icons:
            return {weight, wanted.em_px, platform::Role::icon, 3};
    }
    return {weight, wanted.em_px, platform::Role::text,
            wanted.characters == Characters::content ? 0U : 1U};
}

platform::AtlasPlan plan_for(const Theme& theme, const kiosk::View& view, Language script) {
    platform::AtlasPlan plan;
    plan.script = script == Language::zh_hans ? platform::Script::hans : platform::Script::hant;
    for (const Characters kind :
         {Characters::content, Characters::phrases, Characters::digits, Characters::icons}) {
        plan.letters.emplace_back(characters_of(kind, *view.content, *view.phrases));
    }
    for (const FaceWanted& wanted : faces_wanted(theme)) {
        plan.cuts.push_back(cut_of(wanted));
    }
    return plan;
}

template <typename Value>
Value must(platform::Result<Value> result) {
    if (!result) {
        std::cerr << result.error().detail << '\n';
        std::exit(2);
    }
    return std::move(*result);
}

}  // namespace

Studio::Studio(const Theme& theme, const kiosk::View& view, Language script) : script_(script) {
    platform::StageSettings settings;
    settings.glass = platform::Glass::headless;
    settings.window.size = {theme.panel().width_px, theme.panel().height_px};
    glass_ = must(platform::Stage::open(settings));
    suit(theme, view);
    skin_ = {&fonts_, [this](const kiosk::Picture& picture) { return texture_of(picture); }};
}

void Studio::suit(const Theme& theme, const kiosk::View& view) {
    if (faces_ == faces_wanted(theme)) {
        return;
    }
    faces_ = faces_wanted(theme);
    auto atlas = must(platform::GlyphAtlas::build(system_fonts(), plan_for(theme, view, script_)));
    fonts_.faces.clear();
    for (const FaceWanted& wanted : faces_) {
        const platform::Cut cut = cut_of(wanted);
        fonts_.faces.push_back({wanted, atlas->face(cut.weight, cut.em, cut.role).font});
    }
    const platform::ShadowPlace& place = atlas->shadow();
    fonts_.shadow = {{place.uv0.x, place.uv0.y},
                     {place.uv1.x, place.uv1.y},
                     static_cast<float>(place.tile.size),
                     static_cast<float>(place.tile.blur),
                     static_cast<float>(place.tile.radius)};
    if (!glass_->use(std::move(atlas))) {
        std::exit(2);
    }
}

void* Studio::texture_of(const kiosk::Picture& picture) {
    auto found = pictures_.find(&picture);
    if (found == pictures_.end()) {
        const platform::ImageView image{platform::ImageKind::bits, picture.width, picture.height,
                                        std::as_bytes(std::span<const std::uint8_t>(picture.bits))};
        found = pictures_.emplace(&picture, must(glass_->renderer().add(image))).first;
    }
    return found->second.id;
}

Shot Studio::shoot(Stage& stage, const kiosk::View& view, Instant now) {
    suit(stage.theme(), view);
    ImDrawList& list = glass_->begin_frame();
    stage.draw(list, skin_, view, now);
    platform::Snapshot shot = glass_->shoot_frame();
    return {shot.width, shot.height, std::move(shot.rgba)};
}

void Studio::draw(Stage& stage, const kiosk::View& view, Instant now) {
    suit(stage.theme(), view);
    ImDrawList list(ImGui::GetDrawListSharedData());
    list._ResetForNewFrame();
    list.PushTextureID(glass_->begin_frame()._CmdHeader.TextureId);
    list.PushClipRect({0, 0}, {static_cast<float>(stage.theme().panel().width_px),
                               static_cast<float>(stage.theme().panel().height_px)});
    stage.draw(list, skin_, view, now);
    ImGui::EndFrame();
}

kiosk::Picture slip_picture(const kiosk::View& view,
                            const kiosk::IssuedTicket& ticket,
                            Language language) {
    constexpr int kWide = 576;
    constexpr int kTall = 900;
    const Theme theme{Panel{kWide, kTall, 21.5F * 0.5F}};
    platform::StageSettings settings;
    settings.glass = platform::Glass::headless;
    settings.window.size = {kWide, kTall};
    auto glass = must(platform::Stage::open(settings));
    platform::AtlasPlan plan = plan_for(Theme{}, view, language);
    plan.cuts = {{platform::Weight::regular, 28, platform::Role::text, 0},
                 {platform::Weight::bold, 40, platform::Role::text, 0},
                 {platform::Weight::bold, 170, platform::Role::digits, 2}};
    if (!glass->use(must(platform::GlyphAtlas::build(system_fonts(), plan)))) {
        std::exit(2);
    }
    const platform::GlyphAtlas& atlas = *glass->glyphs();
    ImDrawList& list = glass->begin_frame();
    list.AddRectFilled({0, 0}, {kWide, kTall}, IM_COL32_WHITE);
    const Words words{view, language};
    const Item* item = view.content->catalogue.item(ticket.item);
    const Whereabouts where = whereabouts(*view.content, *item);
    const auto centred = [&](float y, float em, platform::Role role, const std::string& text) {
        const auto weight = em > 30 ? platform::Weight::bold : platform::Weight::regular;
        const platform::Face face = atlas.face(weight, em, role);
        const float wide = face.font->CalcTextSizeA(face.size(em), 1e6F, 0, text.c_str()).x;
        list.AddText(face.font, face.size(em), {(kWide - wide) / 2, y}, IM_COL32_BLACK,
                     text.c_str());
    };
    centred(24, 40, platform::Role::text, words.of(view.content->hall.name));
    centred(96, 28, platform::Role::text, words.of(item->name));
    centred(128, 170, platform::Role::digits, label_of(ticket.number));
    centred(350, 28, platform::Role::text,
            words.say("ticket.people_ahead", {{"n", std::to_string(ticket.ahead)}}));
    centred(410, 40, platform::Role::text,
            words.of(where.floor->name) + " " + words.of(where.zone->name));
    centred(474, 28, platform::Role::text,
            words.say("ticket.counters", {{"counters", counter_numbers(where.counters)}}));
    centred(790, 28, platform::Role::text, words.say("ticket.scan"));
    centred(836, 28, platform::Role::text, "2026-11-23 09:42  K01");
    for (const float y : {86.0F, 340.0F, 530.0F}) {
        for (float x = 28; x < kWide - 28; x += 16) {
            list.AddRectFilled({x, y}, {x + 9, y + 3}, IM_COL32_BLACK);
        }
    }
    const platform::Snapshot shot = glass->shoot_frame();
    kiosk::Picture picture{kWide, kTall,
                           std::vector<std::uint8_t>(static_cast<std::size_t>(kWide / 8 * kTall))};
    const kiosk::Picture qr = qr_picture("https://example.org/t/A7KQ2M", 6);
    for (int y = 0; y < kTall; ++y) {
        for (int x = 0; x < kWide; ++x) {
            const int qx = x - (kWide - qr.width) / 2;
            const int qy = y - 545;
            const bool code =
                qx >= 0 && qy >= 0 && qx < qr.width && qy < qr.height &&
                (qr.bits[static_cast<std::size_t>(qy * ((qr.width + 7) / 8) + qx / 8)] &
                 (0x80U >> static_cast<unsigned>(qx % 8))) != 0;
            const auto at = static_cast<std::size_t>((y * kWide + x) * 4);
            if (code || shot.rgba[at] < 128) {
                auto& byte = picture.bits[static_cast<std::size_t>(y * (kWide / 8) + x / 8)];
                byte = static_cast<std::uint8_t>(byte | (0x80U >> static_cast<unsigned>(x % 8)));
            }
        }
    }
    return picture;
}

Shot halved(const Shot& shot) {
    Shot half{shot.width / 2, shot.height / 2, {}};
    half.rgba.resize(static_cast<std::size_t>(half.width * half.height * 4));
    for (int y = 0; y < half.height; ++y) {
        for (int x = 0; x < half.width; ++x) {
            for (int k = 0; k < 4; ++k) {
                int sum = 2;
                for (const int corner : {0, 1, shot.width, shot.width + 1}) {
                    sum += shot.rgba[static_cast<std::size_t>(
                        (2 * y * shot.width + 2 * x + corner) * 4 + k)];
                }
                half.rgba[static_cast<std::size_t>((y * half.width + x) * 4 + k)] =
                    static_cast<std::uint8_t>(sum / 4);
            }
        }
    }
    return half;
}

void write_png(const std::string& path, const Shot& shot) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(shot.width);
    image.height = static_cast<png_uint_32>(shot.height);
    image.format = PNG_FORMAT_RGB;
    std::vector<std::uint8_t> rgb_only;
    rgb_only.reserve(shot.rgba.size() / 4 * 3);
    for (std::size_t i = 0; i < shot.rgba.size(); i += 4) {
        rgb_only.insert(rgb_only.end(), {shot.rgba[i], shot.rgba[i + 1], shot.rgba[i + 2]});
    }
    png_image_write_to_file(&image, path.c_str(), 0, rgb_only.data(), 0, nullptr);
}

Shot read_png(const std::string& path) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_file(&image, path.c_str()) == 0) {
        return {};
    }
    image.format = PNG_FORMAT_RGBA;
    Shot shot{static_cast<int>(image.width), static_cast<int>(image.height),
              std::vector<std::uint8_t>(PNG_IMAGE_SIZE(image))};
    png_image_finish_read(&image, nullptr, shot.rgba.data(), 0, nullptr);
    return shot;
}

}  // namespace hall::screens::tests
