// SPDX-License-Identifier: Apache-2.0
#include "kiosk/platform/glyph_atlas.h"

#include <cassert>
#include <cstring>

#include "kiosk/platform/atlas_maker.h"

namespace hall::platform {

Result<std::unique_ptr<GlyphAtlas>> GlyphAtlas::build(const FontFiles& fonts,
                                                      const AtlasPlan& plan) {
    std::unique_ptr<GlyphAtlas> atlas(new GlyphAtlas);
    AtlasMaker maker(fonts, plan, *atlas);
    if (auto made = maker.make(); !made) {
        return tl::unexpected(made.error());
    }
    return atlas;
}

Face GlyphAtlas::face(Weight weight, float em, Role role) const {
    const Held* best = nullptr;
    float best_cost = 0;
    for (const Held& held : held_) {
        if (held.cut.role != role) {
            continue;
        }
        // Wrong weight is worse than any size, and enlarging is worse than reducing.
        const int apart = static_cast<int>(held.cut.weight) - static_cast<int>(weight);
        const float off = held.cut.em - em;
        const float cost = (role == Role::icon ? 0.0F : static_cast<float>(apart * apart) * 1e6F) +
                           (off >= -0.01F ? off : -off * 3);
        if (best == nullptr || cost < best_cost) {
            best = &held;
            best_cost = cost;
        }
    }
    assert(best != nullptr);
    return {best->font, best->cut.em};
}

ImageView GlyphAtlas::pixels() const {
    assert(atlas_.TexPixelsAlpha8 != nullptr);
    const auto size = bytes_of(ImageKind::coverage, figures_.width, figures_.height);
    return {ImageKind::coverage,
            figures_.width,
            figures_.height,
            {reinterpret_cast<const std::byte*>(atlas_.TexPixelsAlpha8), size}};
}

}  // namespace hall::platform
