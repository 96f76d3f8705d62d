// SPDX-License-Identifier: Apache-2.0
#include "kiosk/platform/stage.h"

#include <cassert>
#include <cfloat>
#include <utility>

#include "kiosk/platform/frame_hash.h"
#include "kiosk/platform/renderer_cpu.h"
#include "kiosk/platform/renderer_gl.h"

namespace hall::platform {

namespace {

// Our screens move by their own clock; ImGui only wants a number above zero.
constexpr float kFrameTime = 1.0F / 60;

}  // namespace

std::optional<RendererKind> renderer_named(std::string_view name) noexcept {
    if (name == "auto") {
        return RendererKind::automatic;
    }
    if (name == "gl") {
        return RendererKind::gl;
    }
    if (name == "cpu") {
        return RendererKind::cpu;
    }
    return std::nullopt;
}

void Stage::ContextEnd::operator()(ImGuiContext* context) const {
    ImGui::DestroyContext(context);
}

Result<std::unique_ptr<Stage>> Stage::open(const StageSettings& settings) {
    std::unique_ptr<Stage> stage(new Stage);
    if (auto made = stage->make(settings); !made) {
        return tl::unexpected(made.error());
    }
    return stage;
}

Outcome Stage::make(const StageSettings& settings) {
    assert(ImGui::GetCurrentContext() == nullptr);
    started_ = settings.started;
    // A context that is handed its atlas does not make one of its own.
    context_.reset(ImGui::CreateContext(&no_fonts_));
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.MousePos = ImVec2(-FLT_MAX, -FLT_MAX);
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    if (settings.glass == Glass::window && settings.renderer != RendererKind::cpu) {
        const bool by_name = settings.renderer == RendererKind::gl;
        auto made = make_gl(settings, by_name);
        if (made || by_name || made.error().code != Fault::no_gl) {
            return made;
        }
    }
    return make_cpu(settings);
}

Outcome Stage::make_gl(const StageSettings& settings, bool any_card) {
    WindowSettings wanted = settings.window;
    wanted.surface = Surface::gl;
    auto window = Window::open(wanted);
    if (!window) {
        return tl::unexpected(window.error());
    }
    auto renderer = GlRenderer::open(**window);
    if (!renderer) {
        return tl::unexpected(renderer.error());
    }
    if ((*renderer)->in_software() && !any_card) {
        return fault(Fault::no_gl, std::string((*renderer)->name()));
    }
    window_ = std::move(*window);
    renderer_ = std::move(*renderer);
    extent_ = window_->extent();
    return {};
}

Outcome Stage::make_cpu(const StageSettings& settings) {
    extent_ = settings.window.size;
    CpuRenderer::Present present;
    if (settings.glass == Glass::window) {
        WindowSettings wanted = settings.window;
        wanted.surface = Surface::pixels;
        auto window = Window::open(wanted);
        if (!window) {
            return tl::unexpected(window.error());
        }
        window_ = std::move(*window);
        extent_ = window_->extent();
        present = [this](const Canvas& canvas, std::span<const Box> fresh) {
            window_->show(canvas, fresh);
        };
    }
    pixels_.resize(static_cast<std::size_t>(extent_.width) *
                   static_cast<std::size_t>(extent_.height));
    auto renderer = std::make_unique<CpuRenderer>(Canvas{pixels_, extent_.width, extent_.height},
                                                  std::move(present));
    cpu_ = renderer.get();
    renderer_ = std::move(renderer);
    return {};
}

Stage::~Stage() {
    renderer_.reset();
    window_.reset();
}

Happenings Stage::wait(std::chrono::milliseconds limit) {
    if (window_ == nullptr) {
        return {};
    }
    Happenings out = window_->wait(limit);
    if (out.exposed) {
        forget();
    }
    return out;
}

void Stage::wake() {
    if (window_ != nullptr) {
        window_->wake();
    }
}

Outcome Stage::use(std::unique_ptr<GlyphAtlas> glyphs) {
    auto texture = renderer_->add(glyphs->pixels());
    if (!texture) {
        return tl::unexpected(texture.error());
    }
    renderer_->remove(std::exchange(texture_, *texture));
    glyphs->drop_pixels();
    glyphs->imgui().SetTexID(texture_.id);
    ImGuiIO& io = ImGui::GetIO();
    io.Fonts = &glyphs->imgui();
    io.FontDefault = nullptr;
    glyphs_ = std::move(glyphs);
    forget();
    return {};
}

ImDrawList& Stage::begin_frame() {
    assert(glyphs_ != nullptr);
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = ImVec2(static_cast<float>(extent_.width), static_cast<float>(extent_.height));
    io.DeltaTime = kFrameTime;
    ImGui::NewFrame();
    return *ImGui::GetBackgroundDrawList();
}

Shown Stage::end_frame() {
    ImGui::Render();
    ImDrawData& frame = *ImGui::GetDrawData();
    const std::uint64_t hash = hash_of(frame, renderer_->changes());
    if (hash == last_hash_) {
        return Shown::same;
    }
    last_hash_ = hash;
    renderer_->draw(frame);
    if (!first_frame_) {
        first_frame_ = std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now() - started_);
    }
    return Shown::drawn;
}

Snapshot Stage::shoot_frame() {
    ImGui::Render();
    return renderer_->shoot(*ImGui::GetDrawData());
}

void Stage::forget() {
    last_hash_ = 0;
    if (cpu_ != nullptr) {
        cpu_->forget();
    }
}

}  // namespace hall::platform
