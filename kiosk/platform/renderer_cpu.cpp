// SPDX-License-Identifier: Apache-2.0
#include "kiosk/platform/renderer_cpu.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <utility>

#include "kiosk/platform/blend.h"

namespace hall::platform {

CpuRenderer::CpuRenderer(const Canvas& canvas, Present present)
    : canvas_(canvas),
      present_(std::move(present)),
      tiles_(canvas.width, canvas.height) {
    assert(canvas.width > 0 && canvas.height > 0);
    assert(canvas.pixels.size() ==
           static_cast<std::size_t>(canvas.width) * static_cast<std::size_t>(canvas.height));
}

Result<Picture> CpuRenderer::add(const ImageView& image) {
    auto pixels = take_in(image, kSideMax);
    if (!pixels) {
        return tl::unexpected(pixels.error());
    }
    // ImGui carries a pointer; ours is only a number and is never followed.
    const auto id = std::bit_cast<ImTextureID>(++last_id_);
    pictures_[id] = {std::move(*pixels), note_change()};
    return Picture{id};
}

Outcome CpuRenderer::update(Picture picture, const ImageView& image) {
    const auto held = pictures_.find(picture.id);
    if (held == pictures_.end()) {
        return fault(Fault::unknown_picture, "update");
    }
    auto pixels = take_in(image, kSideMax);
    if (!pixels) {
        return tl::unexpected(pixels.error());
    }
    held->second = {std::move(*pixels), note_change()};
    return {};
}

void CpuRenderer::remove(Picture picture) {
    if (pictures_.erase(picture.id) != 0) {
        note_change();
    }
}

void CpuRenderer::draw(ImDrawData& frame) {
    tiles_.sort(frame, [this](ImTextureID id) {
        const auto held = pictures_.find(id);
        return held == pictures_.end() ? TextureNow{}
                                       : TextureNow{&held->second.pixels, held->second.version};
    });
    fresh_.clear();
    fresh_squares_ = 0;
    tiles_.settle([this](const Box& square, std::span<const std::uint32_t> shapes) {
        for (int y = square.y0; y < square.y1; ++y) {
            std::fill(canvas_.row(y) + square.x0, canvas_.row(y) + square.x1, kOpaque);
        }
        for (const std::uint32_t index : shapes) {
            const Box box = common(square, tiles_.clip(index));
            if (!box.empty()) {
                raster_.draw(canvas_, box, tiles_.shape(index));
            }
        }
        ++fresh_squares_;
        // Neighbours in a row are told as one: fewer, longer copies to the screen.
        if (!fresh_.empty() && fresh_.back().x1 == square.x0 && fresh_.back().y0 == square.y0) {
            fresh_.back().x1 = square.x1;
        } else {
            fresh_.push_back(square);
        }
    });
    if (present_ && !fresh_.empty()) {
        present_(canvas_, fresh_);
    }
}

Snapshot CpuRenderer::shoot(ImDrawData& frame) {
    draw(frame);
    Snapshot shot{canvas_.width, canvas_.height, {}};
    shot.rgba.resize(canvas_.pixels.size() * 4);
    std::memcpy(shot.rgba.data(), canvas_.pixels.data(), shot.rgba.size());
    return shot;
}

}  // namespace hall::platform
