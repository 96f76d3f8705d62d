// SPDX-License-Identifier: Apache-2.0
// Screens on a glass of memory: the product's own screens, atlas and processor renderer.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "kiosk/platform/stage.h"
#include "kiosk/screens/stage.h"

namespace hall::screens::tests {

struct Shot {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgba;
};

/// One glass, with an atlas for this panel in the language's own script. One at a time.
class Studio {
public:
    Studio(const Theme& theme, const kiosk::View& view, Language script);

    /// Another atlas, for the sizes that this theme wants.
    void suit(const Theme& theme, const kiosk::View& view);
    /// Draws `stage` as it is at `now` and returns the pixels.
    Shot shoot(Stage& stage, const kiosk::View& view, Instant now);
    /// Only builds the picture and its semantics tree: no pixels.
    void draw(Stage& stage, const kiosk::View& view, Instant now);

    [[nodiscard]] const platform::GlyphAtlas& atlas() const { return *glass_->glyphs(); }

private:
    void* texture_of(const kiosk::Picture& picture);

    std::unique_ptr<platform::Stage> glass_;
    Language script_;
    std::vector<FaceWanted> faces_;
    Fonts fonts_;
    Skin skin_;
    std::map<const kiosk::Picture*, platform::Picture> pictures_;
};

/// A slip set with the atlas' own type, as 1-bit dots.
kiosk::Picture slip_picture(const kiosk::View& view,
                            const kiosk::IssuedTicket& ticket,
                            Language language);

/// Half the size, each pixel the mean of four.
[[nodiscard]] Shot halved(const Shot& shot);
void write_png(const std::string& path, const Shot& shot);
/// No size when there is no such file.
[[nodiscard]] Shot read_png(const std::string& path);

}  // namespace hall::screens::tests
