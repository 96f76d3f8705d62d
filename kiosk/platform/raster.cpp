// SPDX-License-Identifier: Apache-2.0
#include "kiosk/platform/raster.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "kiosk/platform/blend.h"
#include "kiosk/platform/sampler.h"
#include "kiosk/platform/triangle.h"

namespace hall::platform {

namespace {

// How far from the whole pixel a glyph may stand and still be copied instead of sampled.
constexpr double kAligned = 1.0 / 64;

bool near_whole(double value) {
    return std::abs(value - std::round(value)) < kAligned;
}

// Where a rectangle's texture lies, in texels from the texture's corner.
struct Mapping {
    double u = 0;   // at the rectangle's left edge
    double v = 0;   // at its top
    double du = 0;  // per pixel
    double dv = 0;

    [[nodiscard]] bool one_to_one(const Shape& shape) const {
        const double width = double{shape.v[2]->pos.x} - shape.v[0]->pos.x;
        const double height = double{shape.v[2]->pos.y} - shape.v[0]->pos.y;
        return std::abs(du * width - width) < kAligned &&
               std::abs(dv * height - height) < kAligned && near_whole(u) && near_whole(v) &&
               near_whole(shape.v[0]->pos.x) && near_whole(shape.v[0]->pos.y);
    }
};

Mapping mapping_of(const Shape& shape) {
    const ImDrawVert& a = *shape.v[0];
    const ImDrawVert& c = *shape.v[2];
    const double w = shape.texture->width;
    const double h = shape.texture->height;
    return {a.uv.x * w, a.uv.y * h, (double{c.uv.x} - a.uv.x) * w / (double{c.pos.x} - a.pos.x),
            (double{c.uv.y} - a.uv.y) * h / (double{c.pos.y} - a.pos.y)};
}

}  // namespace

Box common(const Box& a, const Box& b) noexcept {
    return {std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1), std::min(a.y1, b.y1)};
}

void Raster::draw(const Canvas& canvas, const Box& box, const Shape& shape) {
    assert(common(box, {0, 0, canvas.width, canvas.height}) == box);
    if (!shape.rectangle) {
        draw_triangle(canvas, box, shape);
        return;
    }
    const ImVec2 from = shape.v[0]->pos;
    const ImVec2 to = shape.v[2]->pos;
    const Box covered{first_centre(subpixel(from.x)), first_centre(subpixel(from.y)),
                      first_centre(subpixel(to.x)), first_centre(subpixel(to.y))};
    const Box seen = common(box, covered);
    if (!seen.empty() && alpha_of(shape.v[0]->col) != 0) {
        draw_rectangle(canvas, seen, shape);
    }
}

void Raster::draw_rectangle(const Canvas& canvas, const Box& box, const Shape& shape) {
    const ImDrawVert& a = *shape.v[0];
    const ImDrawVert& c = *shape.v[2];
    if (a.uv.x == c.uv.x && a.uv.y == c.uv.y) {
        const Rgba colour = tinted(a.col, sample_at(*shape.texture, a.uv));
        for (int y = box.y0; y < box.y1; ++y) {
            fill(canvas.row(y) + box.x0, box.x1 - box.x0, colour);
        }
        return;
    }
    if (mapping_of(shape).one_to_one(shape)) {
        copy_rectangle(canvas, box, shape);
    } else {
        stretch_rectangle(canvas, box, shape);
    }
}

void Raster::copy_rectangle(const Canvas& canvas, const Box& box, const Shape& shape) {
    const Pixels& texture = *shape.texture;
    const Mapping map = mapping_of(shape);
    const Rgba colour = shape.v[0]->col;
    const int left = static_cast<int>(std::lround(map.u - shape.v[0]->pos.x));
    const int top = static_cast<int>(std::lround(map.v - shape.v[0]->pos.y));
    for (int y = box.y0; y < box.y1; ++y) {
        std::uint32_t* to = canvas.row(y);
        const int ty = std::clamp(y + top, 0, texture.height - 1);
        for (int x = box.x0; x < box.x1; ++x) {
            const int tx = std::clamp(x + left, 0, texture.width - 1);
            if (texture.coloured) {
                put(to[x], tinted(texel(texture, tx, ty), colour));
            } else {
                put_ink(to[x], colour, ink(texture, tx, ty));
            }
        }
    }
}

void Raster::stretch_rectangle(const Canvas& canvas, const Box& box, const Shape& shape) {
    const Pixels& texture = *shape.texture;
    const Mapping map = mapping_of(shape);
    const Rgba colour = shape.v[0]->col;
    const auto step_at = [](double place, int size) {
        const double below = std::floor(place);
        const int near = static_cast<int>(std::clamp(below, -1.0, static_cast<double>(size)));
        return Step{std::clamp(near, 0, size - 1), std::clamp(near + 1, 0, size - 1),
                    static_cast<std::uint32_t>((place - below) * 256)};
    };
    columns_.clear();
    for (int x = box.x0; x < box.x1; ++x) {
        const double place = map.u + (x + 0.5 - shape.v[0]->pos.x) * map.du - 0.5;
        columns_.push_back(step_at(place, texture.width));
    }
    for (int y = box.y0; y < box.y1; ++y) {
        const double place = map.v + (y + 0.5 - shape.v[0]->pos.y) * map.dv - 0.5;
        const Step row = step_at(place, texture.height);
        std::uint32_t* to = canvas.row(y) + box.x0;
        if (texture.coloured) {
            for (const Step& column : columns_) {
                const Cell cell{column.near, column.far, row.near, row.far};
                put(*to++, tinted(blend_texels(texture, cell, column.share, row.share), colour));
            }
        } else {
            stretch_ink(to, texture, row, colour);
        }
    }
}

// Most of a page's soft shadows go through here. The two rows of texels are mixed once for all
// pixels of the row; the sums are those of blend_ink(), to the bit.
void Raster::stretch_ink(std::uint32_t* to, const Pixels& texture, const Step& row, Rgba colour) {
    // A mirrored picture runs from right to left.
    const int least = std::min(columns_.front().near, columns_.back().near);
    const int most = std::max(columns_.front().far, columns_.back().far);
    mixed_.clear();
    for (int x = least; x <= most; ++x) {
        mixed_.push_back(mix_256(ink(texture, x, row.near), ink(texture, x, row.far), row.share));
    }
    const std::uint32_t alpha = alpha_of(colour);
    for (const Step& column : columns_) {
        const std::uint32_t near = mixed_[static_cast<std::size_t>(column.near - least)];
        const std::uint32_t far = mixed_[static_cast<std::size_t>(column.far - least)];
        const std::uint32_t share = (mix_256(near, far, column.share) + 0x8000U) >> 16;
        *to = over(*to, colour, times(share, alpha));
        ++to;
    }
}

}  // namespace hall::platform
