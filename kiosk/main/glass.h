// SPDX-License-Identifier: Apache-2.0
// The screens on a real glass: fonts, pictures, fingers.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "kiosk/app/command.h"
#include "kiosk/app/view.h"
#include "kiosk/input/gestures.h"
#include "kiosk/main/fonts.h"
#include "kiosk/platform/atlas_worker.h"
#include "kiosk/platform/speaker.h"
#include "kiosk/platform/stage.h"
#include "kiosk/screens/stage.h"

namespace hall::kiosk {

struct GlassSettings {
    platform::StageSettings stage;
    screens::Panel panel;
    std::shared_ptr<const FontSet> fonts;
    std::function<Uuid()> fresh_touch;
    std::shared_ptr<platform::Speaker> speaker;  ///< Reads aloud; may be null.
    std::shared_ptr<const HanTable> han;  ///< For the search by pinyin and strokes; may be null.
};

/// Adapts the citizen's screens to the platform and back: gestures become events, the atlas
/// becomes fonts, 1-bit pictures become textures.
///
/// Not thread-safe: owned by the screen's thread, but for wake().
class Glass {
public:
    /// Opens the display and builds the first atlas: some 0.3 s.
    /// Errors: no_display, no_gl, bad_font, too_large.
    static platform::Result<std::unique_ptr<Glass>> open(GlassSettings settings, const View& view);

    /// One turn of the loop: waits for a finger, a wake() or what the screens want to move, then
    /// draws. False when the program shall end.
    [[nodiscard]] bool turn(const std::function<std::shared_ptr<const View>()>& view,
                            const std::function<void(Command)>& send);

    /// Whether turn() ended because the display is gone. Then the glass must not be destroyed
    /// either: the libraries below would speak to it.
    [[nodiscard]] bool is_lost() const noexcept { return lost_; }

    /// Thread-safe.
    void wake() { stage_->wake(); }
    /// A code was scanned, or a card was read. Thread-safe; what comes faster than somebody can
    /// hold things there is dropped.
    void scanned(std::string text);
    void read_card(std::string number);

    [[nodiscard]] std::string renderer_name() const {
        return std::string(stage_->renderer().name());
    }
    [[nodiscard]] std::optional<std::chrono::milliseconds> first_frame() const noexcept {
        return stage_->first_frame();
    }
    /// A line for each target of the picture drawn last: id, x, y, width, height (pixels), label.
    [[nodiscard]] std::string targets() const;

private:
    Glass(GlassSettings settings, std::unique_ptr<platform::Stage> stage);

    [[nodiscard]] screens::Instant now() const;
    /// What tells a tap from what is none, on the page that is shown.
    [[nodiscard]] input::GestureRules rules() const;
    [[nodiscard]] platform::AtlasPlan plan(const View& view, Language language) const;
    [[nodiscard]] platform::Outcome use(std::unique_ptr<platform::GlyphAtlas> atlas);
    void change_script(const View& view);
    void* texture_of(const Picture& picture);
    void forget_pictures();
    void draw(const View& view);
    void speak();
    void take_held(const View& view, const std::function<void(Command)>& send);

    GlassSettings settings_;
    std::unique_ptr<platform::Stage> stage_;
    screens::Stage screens_;
    screens::Fonts fonts_;
    screens::Skin skin_;
    input::Gestures gestures_;
    platform::Script script_ = platform::Script::hant;
    std::optional<platform::Script> asked_script_;
    bool lost_ = false;
    std::vector<screens::FaceWanted> faces_of_;  ///< The sizes that the atlas was asked for.
    std::shared_ptr<const Content> letters_of_;  ///< The documents that the atlas was built for.
    std::unique_ptr<platform::AtlasWorker> atlases_;
    /// What was uploaded stays beside it, so that a new picture in the same place is told apart.
    struct Texture {
        int width = 0;
        std::vector<std::uint8_t> bits;
        platform::Picture picture;
    };
    std::vector<Texture> textures_;
    std::mutex held_mutex_;
    std::vector<std::string> codes_;  ///< Held before the scanner since the last turn.
    std::vector<std::string> cards_;  ///< Laid on the reader.
};

}  // namespace hall::kiosk
