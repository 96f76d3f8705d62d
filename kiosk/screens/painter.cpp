// SPDX-License-Identifier: Apache-2.0
#include "kiosk/screens/painter.h"

#include <array>
#include <cassert>
#include <cmath>
#include <numbers>

#include <imgui.h>

namespace hall::screens {

namespace {

ImVec2 vec(Point p) {
    return {p.x, p.y};
}

constexpr float kQuarterTurn = std::numbers::pi_v<float> / 2;
constexpr float kFullTurn = std::numbers::pi_v<float> * 2;

int segments(float radius_px) {
    return std::clamp(static_cast<int>(radius_px * 0.9F), 24, 160);
}

}  // namespace

Painter::Painter(ImDrawList& list, const Theme& theme, const Skin& skin, Semantics& semantics)
    : list_(list),
      theme_(theme),
      skin_(skin),
      semantics_(semantics),
      ground_(theme.palette().page) {
    assert(skin.fonts != nullptr && !skin.fonts->faces.empty());
}

bool Painter::high_contrast() const noexcept {
    return colors().contrast != Contrast::light;
}

Rect Painter::px(Rect r) const noexcept {
    const Point from = at({r.x, r.y});
    const Point to = at({r.right(), r.bottom()});
    const float left = std::round(from.x);
    const float top = std::round(from.y);
    return {left, top, std::round(to.x) - left, std::round(to.y) - top};
}

void Painter::fill(Rect r, Color color, float radius) {
    const Rect p = px(r);
    list_.AddRectFilled({p.x, p.y}, {p.right(), p.bottom()}, color, theme_.px(radius));
}

void Painter::stroke(Rect r, Color color, float radius, float thickness) {
    const Rect p = px(r);
    const float t = std::max(1.0F, std::round(theme_.px(thickness)));
    list_.AddRect({p.x + t / 2, p.y + t / 2}, {p.right() - t / 2, p.bottom() - t / 2}, color,
                  std::max(0.0F, theme_.px(radius) - t / 2), 0, t);
}

void Painter::recolor(int from, Rect r, Color a, Color b, Point towards) {
    const float dx = r.w * towards.x;
    const float dy = r.h * towards.y;
    const float length2 = std::max(1.0F, dx * dx + dy * dy);
    for (int i = from; i < list_.VtxBuffer.Size; ++i) {
        ImDrawVert& v = list_.VtxBuffer[i];
        const float share = ((v.pos.x - r.x) * dx + (v.pos.y - r.y) * dy) / length2;
        const Color color = mix(a, b, std::clamp(share, 0.0F, 1.0F));
        v.col = faded(color, static_cast<float>(v.col >> 24U) / 255.0F);
    }
}

void Painter::gradient(Rect r, Color a, Color b, Point towards, float radius) {
    const int from = mark();
    fill(r, rgb(0xFFFFFF), radius);
    recolor(from, px(r), a, b, towards);
}

void Painter::disc(Point centre, float radius, Color color) {
    const float r = theme_.px(radius);
    list_.AddCircleFilled(vec(at(centre)), r, color, segments(r));
}

void Painter::ring(Point centre, float radius, Color color, float thickness) {
    const float r = theme_.px(radius);
    list_.AddCircle(vec(at(centre)), r, color, segments(r), theme_.px(thickness));
}

void Painter::arc(Point centre, float radius, Color color, float thickness, float share) {
    const float r = theme_.px(radius);
    list_.PathArcTo(vec(at(centre)), r, -kQuarterTurn,
                    -kQuarterTurn + kFullTurn * std::clamp(share, 0.0F, 1.0F), segments(r));
    list_.PathStroke(color, 0, theme_.px(thickness));
}

void Painter::line(const std::vector<Point>& points, Color color, float thickness) {
    std::vector<ImVec2> path;
    path.reserve(points.size());
    for (const Point& p : points) {
        path.push_back(vec(at(p)));
    }
    list_.AddPolyline(path.data(), static_cast<int>(path.size()), color, 0, theme_.px(thickness));
}

void Painter::slope(const std::vector<Point>& crest,
                    float floor_y,
                    Color crest_color,
                    Color foot_color) {
    if (crest.size() < 2) {
        return;
    }
    const ImVec2 white = ImGui::GetFontTexUvWhitePixel();
    const auto count = static_cast<int>(crest.size());
    list_.PrimReserve((count - 1) * 6, count * 2);
    const auto first = static_cast<ImDrawIdx>(list_._VtxCurrentIdx);
    for (const Point& p : crest) {
        list_.PrimWriteVtx(vec(at(p)), white, crest_color);
        list_.PrimWriteVtx(vec(at({p.x, floor_y})), white, foot_color);
    }
    for (int i = 0; i + 1 < count; ++i) {
        for (const int corner : {0, 2, 3, 0, 3, 1}) {
            list_.PrimWriteIdx(static_cast<ImDrawIdx>(first + 2 * i + corner));
        }
    }
}

void Painter::shadow(Rect r, float radius, float blur, Color color, float drop) {
    const ShadowTile& tile = skin_.fonts->shadow;
    if (high_contrast() || tile.size <= 0) {
        return;
    }
    const Rect p = px(r);
    const float border = theme_.px(blur);
    const float corner =
        std::min({border + theme_.px(radius) * 1.4F, border + p.w / 2, border + p.h / 2});
    const float top = p.y - border + theme_.px(drop);
    const std::array xs{p.x - border, p.x - border + corner, p.right() + border - corner,
                        p.right() + border};
    const std::array ys{top, top + corner, top + p.h + 2 * border - corner, top + p.h + 2 * border};
    const float share = std::min(0.5F, (tile.border + tile.radius * 1.25F) / tile.size);
    const auto along = [share](float a, float b) {
        return std::array{a, a + (b - a) * share, b - (b - a) * share, b};
    };
    const auto us = along(tile.uv0.x, tile.uv1.x);
    const auto vs = along(tile.uv0.y, tile.uv1.y);
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 3; ++column) {
            list_.PrimReserve(6, 4);
            list_.PrimRectUV({xs.at(column), ys.at(row)}, {xs.at(column + 1), ys.at(row + 1)},
                             {us.at(column), vs.at(row)}, {us.at(column + 1), vs.at(row + 1)},
                             color);
        }
    }
}

void Painter::picture(Rect r, const kiosk::Picture& picture, Color ink) {
    if (!skin_.texture) {
        return;
    }
    if (void* texture = skin_.texture(picture)) {
        const Rect p = px(r);
        list_.AddImage(texture, {p.x, p.y}, {p.right(), p.bottom()}, {0, 0}, {1, 1}, ink);
    }
}

void Painter::begin_above() {
    list_.ChannelsSplit(2);
    list_.ChannelsSetCurrent(1);
}

void Painter::go_beneath() {
    list_.ChannelsSetCurrent(0);
}

void Painter::end_layers() {
    list_.ChannelsMerge();
}

void Painter::push_clip(Rect r) {
    const Rect p = px(r);
    list_.PushClipRect({p.x, p.y}, {p.right(), p.bottom()}, true);
}

void Painter::pop_clip() {
    list_.PopClipRect();
}

Rect Painter::clip_px() const {
    const ImVec2 a = list_.GetClipRectMin();
    const ImVec2 b = list_.GetClipRectMax();
    return {a.x, a.y, b.x - a.x, b.y - a.y};
}

int Painter::mark() const {
    return list_.VtxBuffer.Size;
}

void Painter::scale_since(int mark, Point about, float factor) {
    if (factor == 1.0F) {
        return;
    }
    const auto [x, y] = at(about);
    for (int i = mark; i < list_.VtxBuffer.Size; ++i) {
        ImVec2& p = list_.VtxBuffer[i].pos;
        p = {x + (p.x - x) * factor, y + (p.y - y) * factor};
    }
}

void Painter::move_since(int mark, float dx, float dy) {
    for (int i = mark; i < list_.VtxBuffer.Size; ++i) {
        ImVec2& p = list_.VtxBuffer[i].pos;
        p = {p.x + theme_.px(dx), p.y + theme_.px(dy)};
    }
}

void Painter::fade_since(int mark, float alpha) {
    for (int i = mark; i < list_.VtxBuffer.Size; ++i) {
        ImDrawVert& v = list_.VtxBuffer[i];
        v.col = faded(v.col, alpha);
    }
}

}  // namespace hall::screens
