// SPDX-License-Identifier: Apache-2.0
// What the screen says aloud: the semantics tree as sentences, and the walk through it by key.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/screens/semantics.h"
#include "kiosk/screens/words.h"

namespace hall::screens {

/// One thing to be said; it takes the place of whatever is being said.
struct Utterance {
    std::string text;
    Language language = Language::zh_hant;
    int volume = 50;  ///< 0 to 100.

    bool operator==(const Utterance&) const = default;
};

/// "A023" as "A 0 2 3": a number is told sign by sign, as boards and voices of the hall do.
[[nodiscard]] std::string spelled(std::string_view text);

/// One node: what it says, what it is, and for a target its place among the targets. Pure.
[[nodiscard]] std::string said(const Node& node, const Semantics& all, const Words& words);

/// A page when it is reached: its headings, what it tells, and how much there is to choose from.
[[nodiscard]] std::string page_said(const Semantics& all, const Words& words);

/// What a listener walks through, in reading order: everything but backdrops, and what is out of
/// sight. Those who only use keys walk through the targets.
[[nodiscard]] std::vector<const Node*> walk_of(const Semantics& all, bool listening);

/// Tells a listener what changed: another page is told whole, on the same page only what now says
/// something else.
///
/// Not thread-safe: owned by the stage.
class Narrator {
public:
    /// After every picture. `page` tells one page from the next. Nothing when nothing changed.
    [[nodiscard]] std::optional<std::string> look(const std::string& page,
                                                  const Semantics& all,
                                                  const Words& words);
    void forget();

private:
    std::string page_;
    std::map<std::string, std::string> told_;  ///< Status nodes: id and words.
};

}  // namespace hall::screens
