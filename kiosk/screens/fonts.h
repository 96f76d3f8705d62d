// SPDX-License-Identifier: Apache-2.0
// The faces that text is drawn with, as the atlas made them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kiosk/app/view.h"
#include "kiosk/screens/theme.h"

struct ImFont;

namespace hall::screens {

enum class Weight : std::uint8_t { regular, bold };

/// What characters a face has to have.
enum class Characters : std::uint8_t {
    content,  ///< Everything that content and phrases say.
    phrases,  ///< What phrases, dates and the names of hall and categories say: the largest titles.
    digits,   ///< 0–9, A–Z, colon and dash: clock and ticket numbers, Latin face, bold.
    icons,
};

/// One face that the screens want; sizes are em in whole pixels.
struct FaceWanted {
    float em_px = 0;
    Weight weight = Weight::regular;
    Characters characters = Characters::content;

    bool operator==(const FaceWanted&) const = default;
};

/// One face that the atlas has.
struct Face {
    FaceWanted wanted;
    ImFont* font = nullptr;
};

/// The baked soft shadow in the atlas: a rounded square, blurred, `border` outside and `radius`
/// inside of its edge, both pixels of the tile.
struct ShadowTile {
    Point uv0, uv1;
    float size = 0;
    float border = 0;
    float radius = 0;
};

/// Filled by whoever builds the atlas. Not owned: the fonts live as long as the atlas does.
struct Fonts {
    std::vector<Face> faces;
    ShadowTile shadow;

    /// The face to draw an em of this size with: the same size, or else the next larger one, or
    /// the largest there is. Never null once there is one face of the kind; another weight stands
    /// in when the wanted one is missing.
    [[nodiscard]] const Face* pick(float em_px,
                                   Weight weight,
                                   Characters characters) const noexcept;
};

/// Every face that the screens draw with on this panel.
[[nodiscard]] std::vector<FaceWanted> faces_wanted(const Theme& theme);

/// The text whose characters a face of this kind needs, UTF-8, with repetitions.
[[nodiscard]] std::string characters_of(Characters characters,
                                        const Content& content,
                                        const Phrases& phrases);

}  // namespace hall::screens
