// SPDX-License-Identifier: Apache-2.0
#include "kiosk/platform/renderer_gl.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <utility>

#include <SDL.h>
#include <SDL_opengl.h>

#include <backends/imgui_impl_opengl3.h>

namespace hall::platform {

namespace {

// Long enough for every card and small enough for a 16-bit texture coordinate.
constexpr int kSideMost = 16384;

// Looks a function up at run time, so that a box without any libGL still starts.
template <typename Function>
bool find(Function*& function, const char* name) {
    function = reinterpret_cast<Function*>(SDL_GL_GetProcAddress(name));
    return function != nullptr;
}

ImTextureID id_of(GLuint texture) {
    return std::bit_cast<ImTextureID>(std::uintptr_t{texture});
}

std::vector<std::uint8_t> spread(const Pixels& pixels) {
    std::vector<std::uint8_t> rgba(pixels.bytes.size() * 4, 0xFF);
    for (std::size_t i = 0; i < pixels.bytes.size(); ++i) {
        rgba[i * 4 + 3] = pixels.bytes[i];
    }
    return rgba;
}

}  // namespace

struct GlRenderer::Api {
    [[nodiscard]] bool load() {
        return find(gen, "glGenTextures") && find(erase, "glDeleteTextures") &&
               find(bind, "glBindTexture") && find(set, "glTexParameteri") &&
               find(set_all, "glTexParameteriv") && find(image, "glTexImage2D") &&
               find(store, "glPixelStorei") && find(read, "glReadPixels") &&
               find(get, "glGetIntegerv") && find(text, "glGetString") &&
               find(clear_colour, "glClearColor") && find(clear, "glClear") &&
               find(scissor_off, "glDisable");
    }

    decltype(glGenTextures)* gen = nullptr;
    decltype(glDeleteTextures)* erase = nullptr;
    decltype(glBindTexture)* bind = nullptr;
    decltype(glTexParameteri)* set = nullptr;
    decltype(glTexParameteriv)* set_all = nullptr;
    decltype(glTexImage2D)* image = nullptr;
    decltype(glPixelStorei)* store = nullptr;
    decltype(glReadPixels)* read = nullptr;
    decltype(glGetIntegerv)* get = nullptr;
    decltype(glGetString)* text = nullptr;
    decltype(glClearColor)* clear_colour = nullptr;
    decltype(glClear)* clear = nullptr;
    decltype(glDisable)* scissor_off = nullptr;
};

GlRenderer::GlRenderer(Window& window) : window_(window), api_(std::make_unique<Api>()) {
}

Result<std::unique_ptr<GlRenderer>> GlRenderer::open(Window& window) {
    std::unique_ptr<GlRenderer> renderer(new GlRenderer(window));
    if (auto made = renderer->make(); !made) {
        return tl::unexpected(made.error());
    }
    return renderer;
}

Outcome GlRenderer::make() {
    context_ = SDL_GL_CreateContext(window_.sdl());
    if (context_ == nullptr) {
        return fault(Fault::no_gl, SDL_GetError());
    }
    if (!api_->load()) {
        return fault(Fault::no_gl, "a libGL without the functions of OpenGL 1");
    }
    // ImGui's renderer uploads the font atlas as RGBA while it sets itself up. It gets a blank
    // one, and ours goes up by add(), a quarter the size.
    ImFontAtlas blank;
    blank.AddFontDefault();
    ImFontAtlas* const ours = std::exchange(ImGui::GetIO().Fonts, &blank);
    backend_ = ImGui_ImplOpenGL3_Init("#version 130");
    if (backend_) {
        ImGui_ImplOpenGL3_NewFrame();
    }
    ImGui::GetIO().Fonts = ours;
    if (!backend_) {
        return fault(Fault::no_gl, "no OpenGL 3");
    }
    api_->get(GL_MAX_TEXTURE_SIZE, &side_max_);
    side_max_ = std::min(side_max_, kSideMost);
    swizzle_ = SDL_GL_ExtensionSupported("GL_ARB_texture_swizzle") == SDL_TRUE ||
               SDL_GL_ExtensionSupported("GL_EXT_texture_swizzle") == SDL_TRUE;
    if (const GLubyte* card = api_->text(GL_RENDERER); card != nullptr) {
        name_ = std::string("gl: ") + reinterpret_cast<const char*>(card);
    }
    SDL_GL_SetSwapInterval(1);
    return {};
}

GlRenderer::~GlRenderer() {
    for (const auto& [id, texture] : pictures_) {
        api_->erase(1, &texture);
    }
    if (backend_) {
        ImGui_ImplOpenGL3_Shutdown();
    }
    if (context_ != nullptr) {
        SDL_GL_DeleteContext(context_);
    }
}

bool GlRenderer::in_software() const noexcept {
    for (const char* known : {"llvmpipe", "softpipe", "swrast", "SWR"}) {
        if (name_.find(known) != std::string::npos) {
            return true;
        }
    }
    return false;
}

Result<Picture> GlRenderer::add(const ImageView& image) {
    auto pixels = take_in(image, side_max_);
    if (!pixels) {
        return tl::unexpected(pixels.error());
    }
    GLuint texture = 0;
    api_->gen(1, &texture);
    upload(texture, *pixels);
    pictures_[id_of(texture)] = texture;
    note_change();
    return Picture{id_of(texture)};
}

Outcome GlRenderer::update(Picture picture, const ImageView& image) {
    const auto held = pictures_.find(picture.id);
    if (held == pictures_.end()) {
        return fault(Fault::unknown_picture, "update");
    }
    auto pixels = take_in(image, side_max_);
    if (!pixels) {
        return tl::unexpected(pixels.error());
    }
    upload(held->second, *pixels);
    note_change();
    return {};
}

void GlRenderer::remove(Picture picture) {
    const auto held = pictures_.find(picture.id);
    if (held != pictures_.end()) {
        api_->erase(1, &held->second);
        pictures_.erase(held);
        note_change();
    }
}

void GlRenderer::upload(unsigned texture, const Pixels& pixels) {
    const bool narrow = !pixels.coloured && swizzle_;
    const bool spreading = !pixels.coloured && !swizzle_;
    const std::vector<std::uint8_t> wide = spreading ? spread(pixels) : std::vector<std::uint8_t>{};
    api_->bind(GL_TEXTURE_2D, texture);
    for (const GLenum filter : {GLenum{GL_TEXTURE_MIN_FILTER}, GLenum{GL_TEXTURE_MAG_FILTER}}) {
        api_->set(GL_TEXTURE_2D, filter, GL_LINEAR);
    }
    for (const GLenum wrap : {GLenum{GL_TEXTURE_WRAP_S}, GLenum{GL_TEXTURE_WRAP_T}}) {
        api_->set(GL_TEXTURE_2D, wrap, GL_CLAMP_TO_EDGE);
    }
    // Coverage is read as white ink of so much alpha.
    static constexpr std::array<GLint, 4> kInk{GL_ONE, GL_ONE, GL_ONE, GL_RED};
    static constexpr std::array<GLint, 4> kColour{GL_RED, GL_GREEN, GL_BLUE, GL_ALPHA};
    if (swizzle_) {
        api_->set_all(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_RGBA,
                      narrow ? kInk.data() : kColour.data());
    }
    api_->store(GL_UNPACK_ALIGNMENT, 1);
    api_->image(GL_TEXTURE_2D, 0, narrow ? GL_R8 : GL_RGBA8, pixels.width, pixels.height, 0,
                narrow ? GL_RED : GL_RGBA, GL_UNSIGNED_BYTE,
                spreading ? wide.data() : pixels.bytes.data());
}

void GlRenderer::paint(ImDrawData& frame) {
    api_->scissor_off(GL_SCISSOR_TEST);
    api_->clear_colour(0, 0, 0, 1);
    api_->clear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(&frame);
}

void GlRenderer::draw(ImDrawData& frame) {
    paint(frame);
    window_.swap();
}

Snapshot GlRenderer::shoot(ImDrawData& frame) {
    paint(frame);
    const Extent extent = window_.extent();
    Snapshot shot{extent.width, extent.height, {}};
    const std::size_t row = static_cast<std::size_t>(extent.width) * 4;
    shot.rgba.resize(row * static_cast<std::size_t>(extent.height));
    api_->store(GL_PACK_ALIGNMENT, 1);
    for (int y = 0; y < extent.height; ++y) {
        // GL counts rows from the bottom.
        std::uint8_t* to = &shot.rgba[row * static_cast<std::size_t>(extent.height - 1 - y)];
        api_->read(0, y, extent.width, 1, GL_RGBA, GL_UNSIGNED_BYTE, to);
    }
    for (std::size_t i = 3; i < shot.rgba.size(); i += 4) {
        shot.rgba[i] = 0xFF;
    }
    return shot;
}

}  // namespace hall::platform
