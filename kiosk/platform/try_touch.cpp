// SPDX-License-Identifier: Apache-2.0
// Shows what the kiosk makes of fingers on this very glass: one line a gesture, and a mark where
// it happened. For the field engineer in front of a new panel, and for the touch tests.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include <imgui.h>

#include "kiosk/input/gestures.h"
#include "kiosk/input/scroll.h"
#include "kiosk/platform/stage.h"

#include <CLI/CLI.hpp>

namespace {

using namespace hall;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto kIdleFrame = 1000ms;
constexpr auto kMovingFrame = 16ms;
constexpr float kRow = 120;
constexpr int kRows = 40;

constexpr ImU32 kPage = IM_COL32(238, 242, 246, 255);
constexpr ImU32 kInk = IM_COL32(16, 36, 58, 255);
constexpr ImU32 kTeal = IM_COL32(11, 107, 117, 255);
constexpr ImU32 kAmber = IM_COL32(245, 182, 58, 255);

struct Options {
    std::string renderer = "auto";
    std::string font = "/usr/share/fonts/opentype/inter/Inter-Regular.otf";
    std::string chinese = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
    int width = 1080;
    int height = 1920;
    bool fullscreen = false;
    double seconds = 0;
};

const char* name_of(input::GestureKind kind) {
    switch (kind) {
        case input::GestureKind::press:
            return "press";
        case input::GestureKind::tap:
            return "tap";
        case input::GestureKind::drag:
            return "drag";
        case input::GestureKind::release:
            return "release";
        case input::GestureKind::fling:
            return "fling";
        case input::GestureKind::pinch:
            return "pinch";
        case input::GestureKind::cancel:
            return "cancel";
    }
    return "";
}

std::vector<char> slurp(const std::string& path) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    std::vector<char> bytes(file ? static_cast<std::size_t>(file.tellg()) : 0);
    file.seekg(0).read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return bytes;
}

// A list that scrolls, the last gesture in words, a mark under the finger.
class Page {
public:
    explicit Page(input::Extent glass)
        : width_(static_cast<float>(glass.width)),
          track_{std::max(0.0F, kRows * kRow - static_cast<float>(glass.height)),
                 static_cast<float>(glass.height)} {}

    void take(const input::Gesture& gesture) {
        last_ = gesture;
        touched_ = true;
        switch (gesture.kind) {
            case input::GestureKind::press:
                wanted_ = glide_.at;
                glide_.speed = 0;
                held_ = true;
                break;
            case input::GestureKind::drag:
                wanted_ -= gesture.dy;
                glide_.at = input::banded(wanted_, track_);
                break;
            case input::GestureKind::fling:
                glide_.speed = -gesture.vy;
                held_ = false;
                break;
            case input::GestureKind::pinch:  // This page does not let two fingers in.
                break;
            case input::GestureKind::tap:
            case input::GestureKind::release:
            case input::GestureKind::cancel:
                held_ = false;
                break;
        }
    }

    void pass(input::Seconds time) {
        if (!held_) {
            glide_ = input::coast(glide_, track_, time);
        }
    }

    [[nodiscard]] bool moving() const { return !held_ && !input::at_rest(glide_, track_); }
    [[nodiscard]] float at() const { return glide_.at; }

    void draw(ImDrawList& list, const platform::GlyphAtlas& glyphs) const {
        const platform::Face face = glyphs.face(platform::Weight::regular, 36);
        const ImVec2 end{width_, track_.view};
        list.AddRectFilled({0, 0}, end, kPage);
        for (int row = 0; row < kRows; ++row) {
            const float y = static_cast<float>(row) * kRow - glide_.at;
            list.AddRectFilled({24, y + 8}, {width_ - 24, y + kRow - 8}, IM_COL32_WHITE, 20);
            const std::string words = std::to_string(row + 1);
            list.AddText(face.font, face.size(36), {48, y + 36}, kTeal, words.c_str());
        }
        if (!touched_) {
            return;
        }
        const ImU32 mark = last_.kind == input::GestureKind::tap ? kTeal : kAmber;
        list.AddCircleFilled({last_.x, last_.y}, 30, mark);
        list.AddCircle({last_.from_x, last_.from_y}, 44, kInk, 0, 3);
        char words[64];
        std::snprintf(words, sizeof words, "%s %.0f %.0f", name_of(last_.kind), last_.x, last_.y);
        list.AddRectFilled({0, 0}, {width_, 72}, kInk);
        list.AddText(face.font, face.size(36), {24, 14}, IM_COL32_WHITE, words);
    }

private:
    float width_;
    input::Track track_;
    input::Glide glide_;
    float wanted_ = 0;
    bool held_ = false;
    input::Gesture last_;
    bool touched_ = false;
};

void tell(const input::Gesture& gesture, const Page& page) {
    std::printf("%s %.0f %.0f from %.0f %.0f by %.1f %.1f at-speed %.0f %.0f scroll %.0f\n",
                name_of(gesture.kind), gesture.x, gesture.y, gesture.from_x, gesture.from_y,
                gesture.dx, gesture.dy, gesture.vx, gesture.vy, page.at());
    std::fflush(stdout);
}

int complain(const platform::Error& error) {
    std::fprintf(stderr, "try_touch: %s\n", error.detail.c_str());
    return 1;
}

void run(platform::Stage& stage, double seconds) {
    Page page(stage.extent());
    input::Gestures gestures;
    const Clock::time_point started = Clock::now();
    Clock::time_point before = started;
    std::optional<float> last_at;
    while (seconds <= 0 || Clock::now() - started < std::chrono::duration<double>(seconds)) {
        page.draw(stage.begin_frame(), *stage.glyphs());
        if (stage.end_frame() == platform::Shown::drawn && !last_at) {
            std::printf("ready %s first-frame %lld ms\n",
                        std::string(stage.renderer().name()).c_str(),
                        static_cast<long long>(stage.first_frame()->count()));
            std::fflush(stdout);
        }
        last_at = page.at();
        const bool moved = page.moving();
        const platform::Happenings seen = stage.wait(moved ? kMovingFrame : kIdleFrame);
        if (seen.lost) {
            std::fprintf(stderr, "try_touch: the display is gone\n");
            std::_Exit(EXIT_FAILURE);
        }
        if (seen.quit) {
            return;
        }
        const Clock::time_point now = Clock::now();
        page.pass(now - before);
        before = now;
        for (const input::Touch& touch : seen.touches) {
            for (const input::Gesture& gesture : gestures.feed(touch)) {
                page.take(gesture);
                tell(gesture, page);
            }
        }
        if (moved && !page.moving()) {
            std::printf("rest scroll %.0f\n", page.at());
            std::fflush(stdout);
        }
    }
}

}  // namespace

int main(int argc, char** argv) {
    const Clock::time_point started = Clock::now();
    Options options;
    CLI::App app{"try_touch: what the kiosk makes of fingers on this glass"};
    app.add_option("--renderer", options.renderer, "auto, gl or cpu");
    app.add_option("--latin", options.font, "Font file for Latin letters");
    app.add_option("--chinese", options.chinese, "Noto Sans CJK collection");
    app.add_option("--width", options.width)->check(CLI::Range(64, 8192));
    app.add_option("--height", options.height)->check(CLI::Range(64, 8192));
    app.add_flag("--fullscreen", options.fullscreen);
    app.add_option("--seconds", options.seconds, "Ends after so long; 0 means when told");
    CLI11_PARSE(app, argc, argv);

    const auto kind = platform::renderer_named(options.renderer);
    if (!kind) {
        return complain({platform::Fault::no_display, "--renderer " + options.renderer});
    }
    platform::StageSettings settings;
    settings.renderer = *kind;
    settings.started = started;
    settings.window.title = "try_touch";
    settings.window.size = {options.width, options.height};
    settings.window.placement =
        options.fullscreen ? platform::Placement::fullscreen : platform::Placement::window;
    auto stage = platform::Stage::open(settings);
    if (!stage) {
        return complain(stage.error());
    }
    const std::vector<char> latin = slurp(options.font);
    const std::vector<char> chinese = slurp(options.chinese);
    platform::FontFiles fonts;
    fonts.latin[0] = std::as_bytes(std::span<const char>(latin));
    fonts.chinese[0] = std::as_bytes(std::span<const char>(chinese));
    platform::AtlasPlan plan;
    plan.letters = {platform::Characters()};
    plan.cuts = {{platform::Weight::regular, 36}};
    plan.side_max = (*stage)->renderer().side_max();
    auto glyphs = platform::GlyphAtlas::build(fonts, plan);
    if (!glyphs) {
        return complain(glyphs.error());
    }
    if (auto used = (*stage)->use(std::move(*glyphs)); !used) {
        return complain(used.error());
    }
    run(**stage, options.seconds);
    return 0;
}
