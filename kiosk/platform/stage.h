// SPDX-License-Identifier: Apache-2.0
// The glass as a program uses it: a window, a renderer that suits it, fonts, frames.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include <imgui.h>

#include "kiosk/platform/fault.h"
#include "kiosk/platform/glyph_atlas.h"
#include "kiosk/platform/renderer.h"
#include "kiosk/platform/window.h"

namespace hall::platform {

enum class RendererKind : std::uint8_t { automatic, gl, cpu };

/// Reads the value of --renderer: "auto", "gl" or "cpu".
[[nodiscard]] std::optional<RendererKind> renderer_named(std::string_view name) noexcept;

enum class Glass : std::uint8_t {
    window,    ///< On a display.
    headless,  ///< In memory only: for tests and pictures. No SDL, the CPU renderer.
};

struct StageSettings {
    RendererKind renderer = RendererKind::automatic;
    Glass glass = Glass::window;
    WindowSettings window;  ///< Its surface is chosen by open().
    input::Instant started = std::chrono::steady_clock::now();  ///< For first_frame().
};

/// What became of a frame.
enum class Shown : std::uint8_t {
    drawn,
    same,  ///< It looks like the one before and cost nothing but a hash.
};

/// A frame, in the order of calls: begin_frame(), draw into the list, end_frame().
///
/// Lifetime: one at a time in a process, for ImGui has one context.
///
/// Not thread-safe, owned by the main thread, but for wake().
class Stage {
public:
    /// Automatic takes GL where a graphics card stands behind it, and the processor otherwise: the
    /// same processor under Mesa's llvmpipe is slower at it and takes 80 MB more.
    ///
    /// Errors: no_display, no_gl (only when GL was asked for by name).
    static Result<std::unique_ptr<Stage>> open(const StageSettings& settings);

    ~Stage();
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;

    [[nodiscard]] Extent extent() const noexcept { return extent_; }
    [[nodiscard]] Renderer& renderer() noexcept { return *renderer_; }

    /// See Window. A headless stage returns at once with nothing.
    [[nodiscard]] Happenings wait(std::chrono::milliseconds limit);
    void wake();

    /// Puts an atlas in the place of the one before, whose fonts are then gone. Between frames.
    ///
    /// Errors: too_large.
    [[nodiscard]] Outcome use(std::unique_ptr<GlyphAtlas> glyphs);

    /// The atlas in use; null before the first use().
    [[nodiscard]] const GlyphAtlas* glyphs() const noexcept { return glyphs_.get(); }

    /// Starts a frame and returns the list to draw it into. After the first use().
    [[nodiscard]] ImDrawList& begin_frame();

    /// Draws the frame, unless it is the same as the one before. Blocks as Renderer::draw().
    Shown end_frame();

    /// Ends the frame and returns its pixels. For tests and pictures.
    [[nodiscard]] Snapshot shoot_frame();

    /// The next frame is drawn even if it looks the same.
    void forget();

    /// From StageSettings::started to the first frame on the glass.
    [[nodiscard]] std::optional<std::chrono::milliseconds> first_frame() const noexcept {
        return first_frame_;
    }

private:
    Stage() = default;
    Outcome make(const StageSettings& settings);
    Outcome make_gl(const StageSettings& settings, bool any_card);
    Outcome make_cpu(const StageSettings& settings);

    struct ContextEnd {
        void operator()(ImGuiContext* context) const;
    };

    Extent extent_;
    input::Instant started_;
    ImFontAtlas no_fonts_;
    std::unique_ptr<GlyphAtlas> glyphs_;
    std::unique_ptr<ImGuiContext, ContextEnd> context_;
    std::unique_ptr<Window> window_;
    std::vector<std::uint32_t> pixels_;
    std::unique_ptr<Renderer> renderer_;
    class CpuRenderer* cpu_ = nullptr;
    Picture texture_;
    std::uint64_t last_hash_ = 0;
    std::optional<std::chrono::milliseconds> first_frame_;
};

}  // namespace hall::platform
