// SPDX-License-Identifier: Apache-2.0
// Every glyph the screen needs, and the shadow of its cards, in one texture.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include <imgui.h>

#include "kiosk/platform/characters.h"
#include "kiosk/platform/fault.h"
#include "kiosk/platform/images.h"
#include "kiosk/platform/soft_shadow.h"

namespace hall::platform {

/// Whose shapes Chinese characters take where the two differ. English is at home in either.
enum class Script : std::uint8_t { hant, hans };

enum class Weight : std::uint8_t { regular, medium, bold };
inline constexpr std::size_t kWeights = 3;

enum class Role : std::uint8_t {
    text,    ///< Latin letters and digits from the Latin font, all else from the Chinese one.
    digits,  ///< Latin font only; the ten digits all of one width, so that clocks stand still.
    icon,    ///< The icon font; weight does not matter.
};

/// The bytes of font files. They outlive the building of an atlas, not the atlas.
struct FontFiles {
    std::array<std::span<const std::byte>, kWeights> latin;  ///< Inter, by weight.
    /// Noto Sans CJK collections, by weight. Each file is shared by all sizes and both scripts.
    /// Debian's fonts-noto-cjk has no medium; an empty one is replaced by bold.
    std::array<std::span<const std::byte>, kWeights> chinese;
    std::span<const std::byte> icons;  ///< Material Icons; may be empty if no cut is an icon.
};

/// The place of a script's face in Noto Sans CJK's collections (0 JP, 1 KR, 2 SC, 3 TC, 4 HK).
[[nodiscard]] constexpr int face_of(Script script) noexcept {
    return script == Script::hant ? 3 : 2;
}

/// One size of one weight.
struct Cut {
    Weight weight = Weight::regular;
    float em = 32;  ///< Pixels; the caller makes them of millimetres.
    Role role = Role::text;
    std::size_t letters = 0;  ///< Which of the plan's letters it is cut for.
};

/// What an atlas is to hold. Large cuts want few letters: a title's em of 74 px costs nine times
/// the memory of body text for each.
struct AtlasPlan {
    Script script = Script::hant;
    std::vector<Characters> letters;
    std::vector<Cut> cuts;
    ShadowTile shadow;
    int side_max = 8192;  ///< Renderer::side_max().
};

/// A font to draw with.
struct Face {
    ImFont* font = nullptr;
    float em = 0;  ///< The em it was cut for.

    /// What to give to ImDrawList::AddText as size for an em of `wanted` pixels.
    [[nodiscard]] float size(float wanted) const noexcept { return font->FontSize * wanted / em; }
};

/// Where the shadow lies in the texture.
struct ShadowPlace {
    ImVec2 uv0;
    ImVec2 uv1;
    ShadowTile tile;
};

/// A built atlas. Nothing in it changes any more; new text means a new atlas, which Stage::use()
/// puts in its place between two frames.
///
/// Characters beyond U+FFFF cannot be held (Debian's ImGui has 16-bit characters) and are counted
/// as missing.
class GlyphAtlas {
public:
    /// Builds with FreeType. Some 40 microseconds a glyph; meant for a worker.
    ///
    /// Thread-safe: different atlases may be built on different threads at once.
    ///
    /// Errors: bad_font, too_large.
    static Result<std::unique_ptr<GlyphAtlas>> build(const FontFiles& fonts, const AtlasPlan& plan);

    /// The cut of this weight and role whose em is nearest from above, or the largest there is.
    /// A weight that was not planned is replaced by the next that was. Never null: a plan has at
    /// least one cut of each role it uses.
    [[nodiscard]] Face face(Weight weight, float em, Role role = Role::text) const;

    [[nodiscard]] Script script() const noexcept { return script_; }
    [[nodiscard]] const ShadowPlace& shadow() const noexcept { return shadow_; }

    /// What was planned and no font has: shown as a box. For the staff page.
    [[nodiscard]] const Characters& missing() const noexcept { return missing_; }

    /// True if every character was planned for somewhere, so that no new atlas is needed.
    [[nodiscard]] bool covers(const Characters& text) const { return planned_.has_all(text); }

    /// The texture, until drop_pixels().
    [[nodiscard]] ImageView pixels() const;
    void drop_pixels() { atlas_.ClearTexData(); }

    [[nodiscard]] ImFontAtlas& imgui() noexcept { return atlas_; }

    struct Figures {
        int width = 0;
        int height = 0;
        std::size_t glyphs = 0;
        std::size_t fonts = 0;
    };
    [[nodiscard]] const Figures& figures() const noexcept { return figures_; }

private:
    struct Held {
        Cut cut;
        ImFont* font = nullptr;
    };

    GlyphAtlas() = default;

    ImFontAtlas atlas_;
    Script script_ = Script::hant;
    std::vector<Held> held_;
    Characters planned_;
    Characters missing_;
    ShadowPlace shadow_;
    Figures figures_;

    friend class AtlasMaker;
};

}  // namespace hall::platform
