// SPDX-License-Identifier: Apache-2.0
#include "kiosk/platform/tiles.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "kiosk/platform/blend.h"
#include "kiosk/platform/hash.h"
#include "kiosk/platform/sampler.h"
#include "kiosk/platform/triangle.h"

namespace hall::platform {

namespace {

// No frame hashes to it but by a chance of one in 2^64, and then one square is drawn late.
constexpr std::uint64_t kNeverShown = 0;

int whole(float value, int most) {
    return static_cast<int>(std::clamp(value, 0.0F, static_cast<float>(most)));
}

// Two triangles a b c, a c d that make an axis-parallel rectangle of one colour, as ImGui writes
// every glyph, image and square-cornered box.
bool is_rectangle(const ImDrawVert* v, const ImDrawIdx* i) {
    if (i[0] != i[3] || i[2] != i[4]) {
        return false;
    }
    const ImDrawVert& a = v[i[0]];
    const ImDrawVert& b = v[i[1]];
    const ImDrawVert& c = v[i[2]];
    const ImDrawVert& d = v[i[5]];
    const bool straight = a.pos.y == b.pos.y && b.pos.x == c.pos.x && c.pos.y == d.pos.y &&
                          d.pos.x == a.pos.x && a.pos.x < c.pos.x && a.pos.y < c.pos.y;
    const bool mapped =
        a.uv.y == b.uv.y && b.uv.x == c.uv.x && c.uv.y == d.uv.y && d.uv.x == a.uv.x;
    return straight && mapped && a.col == b.col && a.col == c.col && a.col == d.col;
}

// True when `box` is surely outside one of the triangle's edges, with a pixel to spare.
bool misses(const Shape& shape, const Box& box) {
    const ImVec2 p[3] = {shape.v[0]->pos, shape.v[1]->pos, shape.v[2]->pos};
    const double area = (double{p[1].x} - p[0].x) * (double{p[2].y} - p[0].y) -
                        (double{p[2].x} - p[0].x) * (double{p[1].y} - p[0].y);
    const double turn = area < 0 ? -1 : 1;
    for (int i = 0; i < 3; ++i) {
        const ImVec2 from = p[i];
        const ImVec2 to = p[(i + 1) % 3];
        const double nx = turn * (double{from.y} - to.y);  // points inside
        const double ny = turn * (double{to.x} - from.x);
        const double x = nx > 0 ? box.x1 + 1 : box.x0 - 1;
        const double y = ny > 0 ? box.y1 + 1 : box.y0 - 1;
        if (nx * (x - from.x) + ny * (y - from.y) < 0) {
            return true;
        }
    }
    return false;
}

// A rectangle that leaves nothing to be seen of what is under it in `box`.
bool hides(const Shape& shape, const Box& clip, const Box& box) {
    const ImDrawVert& a = *shape.v[0];
    const ImDrawVert& c = *shape.v[2];
    if (!shape.rectangle || a.uv.x != c.uv.x || a.uv.y != c.uv.y ||
        alpha_of(tinted(a.col, sample_at(*shape.texture, a.uv))) != 255) {
        return false;
    }
    const Box covered{first_centre(subpixel(a.pos.x)), first_centre(subpixel(a.pos.y)),
                      first_centre(subpixel(c.pos.x)), first_centre(subpixel(c.pos.y))};
    return common(common(covered, clip), box) == box;
}

std::uint64_t hash_of(const Shape& shape, const Box& clip, std::uint64_t version) {
    std::uint64_t hash = mixed(kHashStart, version);
    hash = mixed(hash, shape.rectangle ? 1 : 0);
    for (const ImDrawVert* v : shape.v) {
        hash = mixed(hash, pair(std::bit_cast<std::uint32_t>(v->pos.x),
                                std::bit_cast<std::uint32_t>(v->pos.y)));
        hash = mixed(hash, pair(std::bit_cast<std::uint32_t>(v->uv.x),
                                std::bit_cast<std::uint32_t>(v->uv.y)));
        hash = mixed(hash, v->col);
    }
    hash =
        mixed(hash, pair(static_cast<std::uint32_t>(clip.x0), static_cast<std::uint32_t>(clip.y0)));
    return mixed(hash,
                 pair(static_cast<std::uint32_t>(clip.x1), static_cast<std::uint32_t>(clip.y1)));
}

}  // namespace

Tiles::Tiles(int width, int height)
    : width_(width),
      height_(height),
      columns_((width + kSide - 1) / kSide) {
    const int rows = (height + kSide - 1) / kSide;
    squares_.resize(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows));
}

Box Tiles::square_box(std::size_t index) const {
    const int x = static_cast<int>(index) % columns_ * kSide;
    const int y = static_cast<int>(index) / columns_ * kSide;
    return {x, y, std::min(x + kSide, width_), std::min(y + kSide, height_)};
}

void Tiles::sort(const ImDrawData& frame, const FindTexture& find) {
    shapes_.clear();
    for (Square& square : squares_) {
        square.hash = kHashStart;
        square.shapes.clear();
    }
    for (int n = 0; n < frame.CmdListsCount; ++n) {
        const ImDrawList& list = *frame.CmdLists[n];
        for (const ImDrawCmd& command : list.CmdBuffer) {
            const TextureNow texture = find(command.GetTexID());
            if (command.UserCallback == nullptr && texture.pixels != nullptr) {
                sort_command(list, command, texture);
            }
        }
    }
}

void Tiles::sort_command(const ImDrawList& list,
                         const ImDrawCmd& command,
                         const TextureNow& texture) {
    const Box clip{whole(command.ClipRect.x, width_), whole(command.ClipRect.y, height_),
                   whole(command.ClipRect.z, width_), whole(command.ClipRect.w, height_)};
    if (clip.empty()) {
        return;
    }
    const ImDrawVert* v = list.VtxBuffer.Data + command.VtxOffset;
    const ImDrawIdx* i = list.IdxBuffer.Data + command.IdxOffset;
    const ImDrawIdx* const end = i + command.ElemCount;
    while (i + 3 <= end) {
        const bool rectangle = i + 6 <= end && is_rectangle(v, i);
        place({{{&v[i[0]], &v[i[1]], &v[i[2]]}, texture.pixels, rectangle}, clip}, texture.version);
        i += rectangle ? 6 : 3;
    }
}

void Tiles::place(const Placed& placed, std::uint64_t version) {
    const auto& [a, b, c] = placed.shape.v;
    const auto [left, right] = std::minmax({a->pos.x, b->pos.x, c->pos.x});
    const auto [top, low] = std::minmax({a->pos.y, b->pos.y, c->pos.y});
    // A pixel wider, so that rounding to subpixels stays inside.
    const Box bounds{whole(left - 1, width_), whole(top - 1, height_), whole(right + 2, width_),
                     whole(low + 2, height_)};
    const Box seen = common(bounds, placed.clip);
    if (seen.empty()) {
        return;
    }
    const std::uint64_t hash = hash_of(placed.shape, placed.clip, version);
    const auto index = static_cast<std::uint32_t>(shapes_.size());
    shapes_.push_back(placed);
    for (int y = seen.y0 / kSide; y <= (seen.y1 - 1) / kSide; ++y) {
        for (int x = seen.x0 / kSide; x <= (seen.x1 - 1) / kSide; ++x) {
            const auto at = static_cast<std::size_t>(y) * static_cast<std::size_t>(columns_) +
                            static_cast<std::size_t>(x);
            const Box box = square_box(at);
            if (!placed.shape.rectangle && misses(placed.shape, box)) {
                continue;
            }
            Square& square = squares_[at];
            if (hides(placed.shape, placed.clip, box)) {
                square.shapes.clear();
                square.hash = kHashStart;
            }
            square.hash = mixed(square.hash, hash);
            square.shapes.push_back(index);
        }
    }
}

void Tiles::settle(const Draw& draw) {
    for (std::size_t i = 0; i < squares_.size(); ++i) {
        Square& square = squares_[i];
        if (square.hash != square.shown) {
            draw(square_box(i), square.shapes);
            square.shown = square.hash;
        }
    }
}

void Tiles::forget() {
    for (Square& square : squares_) {
        square.shown = kNeverShown;
    }
}

}  // namespace hall::platform
