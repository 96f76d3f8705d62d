// SPDX-License-Identifier: Apache-2.0
// Triangles and rectangles into a row of pixels, with the sampling rules of OpenGL.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <imgui.h>

#include "kiosk/platform/images.h"

namespace hall::platform {

/// Pixels that belong to somebody else: R G B A in memory, no padding, opaque.
struct Canvas {
    std::span<std::uint32_t> pixels;  ///< width * height of them.
    int width = 0;
    int height = 0;

    [[nodiscard]] std::uint32_t* row(int y) const noexcept {
        return &pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width)];
    }
};

/// A rectangle of pixels, x1 and y1 not in it.
struct Box {
    int x0 = 0;
    int y0 = 0;
    int x1 = 0;
    int y1 = 0;

    [[nodiscard]] bool empty() const noexcept { return x0 >= x1 || y0 >= y1; }
    bool operator==(const Box&) const = default;
};

[[nodiscard]] Box common(const Box& a, const Box& b) noexcept;

/// What one triangle or rectangle is made of. A rectangle is axis-parallel, of one colour, and
/// given by two opposite corners: v[0] top left, v[2] bottom right.
struct Shape {
    const ImDrawVert* v[3] = {nullptr, nullptr, nullptr};
    const Pixels* texture = nullptr;
    bool rectangle = false;
};

/// Draws shapes. A pixel is drawn when its centre is inside, on an edge only when that edge is a
/// left or a top one, so that neighbours neither overlap nor gape. Textures are sampled linearly
/// and clamped; colour goes over what is there by source alpha.
///
/// The arithmetic is integer or IEEE double without fused steps: the same pixels in every build.
/// Source of the rules: OpenGL 3.0 specification, 3.6.1 (polygon rasterisation) and 3.9.7 (linear
/// magnification); what 4.1.7 leaves open (blending) is rounded to nearest.
///
/// Not thread-safe: it has scratch rows of its own.
class Raster {
public:
    /// Draws the part of `shape` that is inside `box`; `box` is inside the canvas.
    void draw(const Canvas& canvas, const Box& box, const Shape& shape);

private:
    struct Step {
        std::int32_t near = 0;
        std::int32_t far = 0;
        std::uint32_t share = 0;  ///< Of far, in 256ths.
    };

    void draw_rectangle(const Canvas& canvas, const Box& box, const Shape& shape);
    void copy_rectangle(const Canvas& canvas, const Box& box, const Shape& shape);
    void stretch_rectangle(const Canvas& canvas, const Box& box, const Shape& shape);
    void stretch_ink(std::uint32_t* to,
                     const Pixels& texture,
                     const Step& row,
                     std::uint32_t colour);

    std::vector<Step> columns_;
    std::vector<std::uint32_t> mixed_;
};

}  // namespace hall::platform
