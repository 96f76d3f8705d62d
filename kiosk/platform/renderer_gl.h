// SPDX-License-Identifier: Apache-2.0
// Draws with OpenGL 3, through the renderer that comes with Dear ImGui.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "kiosk/platform/renderer.h"
#include "kiosk/platform/window.h"

namespace hall::platform {

/// Glyphs and shadows are kept as one byte a pixel: a quarter of what ImGui's own upload takes.
class GlRenderer final : public Renderer {
public:
    /// `window` was opened with Surface::gl and outlives the renderer. An ImGui context exists;
    /// its font atlas may be anything, it is not touched.
    ///
    /// Errors: no_gl.
    static Result<std::unique_ptr<GlRenderer>> open(Window& window);

    ~GlRenderer() override;
    GlRenderer(const GlRenderer&) = delete;
    GlRenderer& operator=(const GlRenderer&) = delete;

    [[nodiscard]] std::string_view name() const noexcept override { return name_; }
    [[nodiscard]] int side_max() const noexcept override { return side_max_; }
    [[nodiscard]] Result<Picture> add(const ImageView& image) override;
    [[nodiscard]] Outcome update(Picture picture, const ImageView& image) override;
    void remove(Picture picture) override;
    void draw(ImDrawData& frame) override;
    [[nodiscard]] Snapshot shoot(ImDrawData& frame) override;

    /// True when no graphics card stands behind it (Mesa's llvmpipe and its like).
    [[nodiscard]] bool in_software() const noexcept;

private:
    struct Api;

    explicit GlRenderer(Window& window);
    Outcome make();
    void paint(ImDrawData& frame);
    void upload(unsigned texture, const Pixels& pixels);

    Window& window_;
    std::unique_ptr<Api> api_;
    void* context_ = nullptr;
    bool backend_ = false;
    bool swizzle_ = false;
    int side_max_ = 0;
    std::string name_ = "gl";
    std::map<ImTextureID, unsigned> pictures_;
};

}  // namespace hall::platform
