// SPDX-License-Identifier: Apache-2.0
// The citizen's screens as one thing: events and views go in, commands and a picture come out.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "kiosk/screens/sheet.h"
#include "kiosk/screens/speech.h"

struct ImDrawList;

namespace hall::screens {

/// How loud a visit begins, of 100. Source: EN 301 549, 5.1.3 (volume is reset for each user).
inline constexpr int kVolume = 50;

/// Not thread-safe: owned by the screen's loop.
///
///     Stage stage{Theme{panel}, fresh_touch};
///     for (auto& command : stage.handle(event, *view)) desk.post(command);
///     stage.draw(*ImGui::GetBackgroundDrawList(), skin, *view, now);
///     wait_until(stage.wake(now));
class Stage {
public:
    /// `fresh_touch` gives a new key at every call (make_uuid of the wall clock and random bits).
    /// Without a table of characters the search knows English words and codes only.
    Stage(const Theme& theme,
          std::function<Uuid()> fresh_touch,
          std::shared_ptr<const HanTable> han = nullptr);

    /// One event; a tick for a new view or when wake() has come. Hits are judged by the picture
    /// that was drawn last. Never blocks. What it returns goes to the desk.
    std::vector<kiosk::Command> handle(const Event& event, const kiosk::View& view);

    /// A target by its id, for the keypad, speech and scripts. False when there is none.
    bool choose(std::string_view id,
                const kiosk::View& view,
                Instant now,
                std::vector<kiosk::Command>& commands);

    /// Something was held before the scanner. Never blocks; what it returns goes to the desk.
    std::vector<kiosk::Command> scan(const std::string& text, const kiosk::View& view, Instant now);

    /// An identity card lies on the reader: whose appointments are they?
    std::vector<kiosk::Command> read_card(const std::string& number,
                                          const kiosk::View& view,
                                          Instant now);

    /// A key of the keypad. With a voice, the first one of a visit turns reading aloud on. What it
    /// returns goes to the desk. Never blocks.
    std::vector<kiosk::Command> key(Key key, const kiosk::View& view, Instant now);
    /// There is a voice: what is to be said comes from take_utterance() after draw().
    void give_voice() noexcept { voice_ = true; }
    /// The newest thing to say since the last call; an empty text ends what is being said.
    [[nodiscard]] std::optional<Utterance> take_utterance();

    /// Draws the whole page onto `list`, which clips to the panel and has the atlas's texture.
    /// View, content and phrases must be there. Under a millisecond without the rasteriser.
    void draw(ImDrawList& list, const Skin& skin, const kiosk::View& view, Instant now);

    /// When to come again with a tick and draw, if nothing else happens before. Nothing: only an
    /// event or a new view changes the picture.
    [[nodiscard]] std::optional<Instant> wake(Instant now) const;

    [[nodiscard]] const Semantics& semantics() const noexcept { return semantics_; }
    /// True where people type: taps may follow one another quickly there.
    [[nodiscard]] bool typing() const noexcept {
        const PlaceKind kind = visit().place().kind;
        return kind == PlaceKind::search || kind == PlaceKind::staff ||
               kind == PlaceKind::check_in || kind == PlaceKind::phone_tail;
    }
    /// True where two fingers make something larger or smaller.
    [[nodiscard]] bool pinching() const noexcept { return visit().place().kind == PlaceKind::map; }
    /// The id of what the keys stand on; empty when nobody uses them.
    [[nodiscard]] const std::string& focus() const noexcept { return focus_; }
    [[nodiscard]] const Visit& visit() const noexcept { return stack_.visit(); }
    [[nodiscard]] const Theme& theme() const noexcept { return theme_; }

private:
    [[nodiscard]] bool is_staff_corner(Point at) const;
    void press(Point at, Instant now);
    std::vector<kiosk::Command> tap(Point at, const kiosk::View& view, Instant now);

    /// The theme follows the visitor's needs.
    void suit();

    void step(int by, Instant now);
    [[nodiscard]] bool push_for(int by, const Node& from, Instant now);
    void resume(Instant now);
    void show_focus(Instant now);
    void draw_focus(Painter& painter) const;
    void narrate(const kiosk::View& view);
    void say(std::string text, Language language);
    [[nodiscard]] const Node* way_back() const;

    const Theme usual_;
    Theme theme_;
    Stack stack_;
    Finder finder_;
    Semantics semantics_;
    Press press_;
    Scroller idle_scroll_;
    bool moving_ = false;
    std::optional<Instant> held_at_;  ///< Since when a finger rests where staff hold it.
    bool on_map_ = false;             ///< The finger went down on the map.
    Instant drawn_{};

    /// The walk goes on in the next picture, once the list has been pushed.
    struct Walk {
        std::string from;
        int by = 1;
        std::vector<std::string> seen;
    };
    bool voice_ = false;
    bool listening_ = false;  ///< At the last picture.
    int volume_ = kVolume;
    std::string focus_;
    std::string focus_said_;
    std::string page_;
    std::optional<Walk> walk_;
    Narrator narrator_;
    std::optional<Utterance> utterance_;
    Utterance last_said_;
};

}  // namespace hall::screens
