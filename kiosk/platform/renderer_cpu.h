// SPDX-License-Identifier: Apache-2.0
// Draws with this processor: for boxes without a usable graphics card, and for tests.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <vector>

#include "kiosk/platform/raster.h"
#include "kiosk/platform/renderer.h"
#include "kiosk/platform/tiles.h"

namespace hall::platform {

/// Draws into a canvas that belongs to the caller, and redraws only the squares that changed.
///
/// The same frames give the same pixels in every build and on every x86-64 machine.
class CpuRenderer final : public Renderer {
public:
    /// Told after each frame which squares have new pixels; may be empty. Never an empty list.
    using Present = std::function<void(const Canvas& canvas, std::span<const Box> fresh)>;

    /// `canvas` outlives the renderer and nobody else writes to it (or says so by forget()).
    explicit CpuRenderer(const Canvas& canvas, Present present = {});

    [[nodiscard]] std::string_view name() const noexcept override { return "cpu"; }
    [[nodiscard]] int side_max() const noexcept override { return kSideMax; }
    [[nodiscard]] Result<Picture> add(const ImageView& image) override;
    [[nodiscard]] Outcome update(Picture picture, const ImageView& image) override;
    void remove(Picture picture) override;
    void draw(ImDrawData& frame) override;
    [[nodiscard]] Snapshot shoot(ImDrawData& frame) override;

    /// The next frame is drawn whole.
    void forget() { tiles_.forget(); }

    /// Squares drawn by the last draw(). For the staff page and tests.
    [[nodiscard]] std::size_t fresh_squares() const noexcept { return fresh_squares_; }

private:
    // What the sampler's 32-bit sums allow with much to spare; also what graphics cards have.
    static constexpr int kSideMax = 16384;

    struct Held {
        Pixels pixels;
        std::uint64_t version = 0;
    };

    Canvas canvas_;
    Present present_;
    Tiles tiles_;
    Raster raster_;
    std::map<ImTextureID, Held> pictures_;
    std::uintptr_t last_id_ = 0;
    std::vector<Box> fresh_;
    std::size_t fresh_squares_ = 0;
};

}  // namespace hall::platform
