// SPDX-License-Identifier: Apache-2.0
// Which parts of a frame differ from the frame before.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include <imgui.h>

#include "kiosk/platform/raster.h"

namespace hall::platform {

/// A texture by the id the draw list carries, and a number that changes with its content.
struct TextureNow {
    const Pixels* pixels = nullptr;  ///< Null: nothing is drawn.
    std::uint64_t version = 0;
};

/// Sorts a frame's shapes into squares of 64 pixels and remembers a hash of each square's shapes.
///
/// A square whose hash did not change would be drawn to the same pixels, so it is left alone: a
/// press costs its button, a blinking dot costs a tile, and an unchanged frame costs the hashing.
/// Source of the idea: rxi.github.io/cached_software_rendering.html.
///
/// Not thread-safe: owned by the CPU renderer.
class Tiles {
public:
    static constexpr int kSide = 64;

    using FindTexture = std::function<TextureNow(ImTextureID)>;

    explicit Tiles(int width, int height);

    /// Sorts `frame`. Shapes stay valid as long as the frame and the textures do.
    void sort(const ImDrawData& frame, const FindTexture& find);

    /// Calls `draw` for each square that changed since the last settle(), and from then on takes
    /// this frame for the one on the canvas.
    using Draw = std::function<void(const Box& square, std::span<const std::uint32_t> shapes)>;
    void settle(const Draw& draw);

    /// The canvas no longer holds what was drawn: everything has changed.
    void forget();

    [[nodiscard]] const Shape& shape(std::uint32_t index) const { return shapes_[index].shape; }
    /// Where the draw command allows the shape to appear.
    [[nodiscard]] const Box& clip(std::uint32_t index) const { return shapes_[index].clip; }

private:
    struct Placed {
        Shape shape;
        Box clip;
    };
    struct Square {
        std::uint64_t hash = 0;
        std::uint64_t shown = 0;
        std::vector<std::uint32_t> shapes;
    };

    void sort_command(const ImDrawList& list, const ImDrawCmd& command, const TextureNow& texture);
    void place(const Placed& placed, std::uint64_t version);
    [[nodiscard]] Box square_box(std::size_t index) const;

    int width_;
    int height_;
    int columns_;
    std::vector<Placed> shapes_;
    std::vector<Square> squares_;
};

}  // namespace hall::platform
