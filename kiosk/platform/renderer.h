// SPDX-License-Identifier: Apache-2.0
// What puts an ImGui draw list on the glass: a graphics card, or this processor.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <imgui.h>

#include "kiosk/platform/fault.h"
#include "kiosk/platform/images.h"

namespace hall::platform {

/// A picture that a renderer holds; give `id` to ImDrawList::AddImage.
struct Picture {
    ImTextureID id = nullptr;

    bool operator==(const Picture&) const = default;
};

/// A frame as it stands on the glass, R G B A from the top left, alpha 255.
struct Snapshot {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgba;
};

/// Renderers derive from this and are chosen in stage.cpp.
///
/// Lifetime: made for one screen of one size; when either goes, so does the renderer.
///
/// Not thread-safe: owned by the screen's thread.
class Renderer {
public:
    Renderer() = default;
    virtual ~Renderer() = default;
    Renderer(const Renderer&) = delete;
    Renderer& operator=(const Renderer&) = delete;

    /// "gl" or "cpu", with what stands behind it, for the log and the staff page.
    [[nodiscard]] virtual std::string_view name() const noexcept = 0;

    /// The longest side of a picture, pixels.
    [[nodiscard]] virtual int side_max() const noexcept = 0;

    /// Takes a copy of a picture. The caller removes it.
    ///
    /// Errors: bad_image, too_large.
    [[nodiscard]] virtual Result<Picture> add(const ImageView& image) = 0;

    /// Puts other content under the same picture; kind and size may change.
    ///
    /// Errors: bad_image, too_large, unknown_picture.
    [[nodiscard]] virtual Outcome update(Picture picture, const ImageView& image) = 0;

    /// Forgets a picture. Removing one that is not there is allowed.
    virtual void remove(Picture picture) = 0;

    /// Draws a whole frame and presents it. Blocks for the drawing (at 1080x1920 some tens of ms
    /// without a graphics card) and, with GL, until the display's next refresh.
    virtual void draw(ImDrawData& frame) = 0;

    /// Draws a whole frame and reads it back; it need not be presented. For tests and pictures
    /// in the manual; slow.
    [[nodiscard]] virtual Snapshot shoot(ImDrawData& frame) = 0;

    /// Counts every add, update and remove: a frame that draws the same pictures is the same
    /// frame only while this stands still.
    [[nodiscard]] std::uint64_t changes() const noexcept { return changes_; }

protected:
    std::uint64_t note_change() noexcept { return ++changes_; }

private:
    std::uint64_t changes_ = 0;
};

}  // namespace hall::platform
