// SPDX-License-Identifier: Apache-2.0
// A citizen at a glass of memory, who touches what is drawn; the lint and the pictures that were
// looked at.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/kiosk/screens/sample.h"
#include "tests/kiosk/screens/studio.h"

namespace hall::screens::tests {

inline constexpr Instant kCalm{5'000};

struct Guest {
    Studio& studio;
    kiosk::View view;
    Stage stage;
    std::uint64_t keys = 0;
    Instant now{10'000};
    std::vector<kiosk::Command> sent;
    std::vector<Utterance> heard;

    Guest(Studio& s, const Theme& theme, kiosk::View v);
    void tick();
    void send(Gesture gesture, Point at, Point delta = {});
    /// A finger on the middle of what is seen of a target.
    bool tap(const std::string& id);
    /// A key of the keypad; what is said then is heard.
    void press(Key key);
    /// Presses next until what is said contains `words`; false when nothing does.
    bool hear(const std::string& words);
    /// Presses next until the keys stand on the target.
    bool walk_to(const std::string& id);
    /// On keys, as they are named: "key.j", "stroke.1".
    bool type(const std::string& text);
    /// Scrolls down until it is seen; no picture on the way may break a rule.
    bool reach(const std::string& id);
    /// And touches it.
    bool find(const std::string& id);
    /// Turns needs on from any page: {"large", "low"}.
    bool need(const std::vector<std::string>& needs);
    void scroll(float px);
    void give(kiosk::PaperState paper);
    /// At least half of it can be seen, and touched.
    [[nodiscard]] bool sees(const std::string& id) const;
};

/// What the lint has to say about the picture that was drawn last, a line each.
[[nodiscard]] std::string complaints(const Guest& guest);

/// Walks with a fresh guest who has begun, in every language: on four panels, in both schemes.
/// The one place that says what "everywhere" is.
void everywhere(const std::function<void(Guest&)>& walk);

#define CLEAN(guest) CHECK(complaints(guest) == "")

/// Compares with goldens/<name>.png. With the fonts the goldens were drawn with, no value may
/// differ by more than 4 of 255 (the atlas is packed anew with every text, and rounds a texel here
/// and there); with others, within what a person does not see. HALL_WRITE_GOLDENS=1 writes new
/// ones, to be looked at.
void same_as_golden(const std::string& name, const Shot& whole);

}  // namespace hall::screens::tests
