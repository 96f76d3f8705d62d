// SPDX-License-Identifier: Apache-2.0
// Every word that people read, by key: screens, paper, boards, pages and voice captions.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sync/hall/config.h"
#include "sync/hall/text.h"

namespace hall {

/// One language's document, {"group.key": "text with {placeholders}", …}, and its name for errors.
struct PhraseSource {
    std::string_view json;
    std::string file;
};

/// Immutable once loaded; any thread may read it.
class Phrases {
public:
    /// What stands in the placeholders: {{"n", "4"}} fills "{n}".
    using Fillings = std::vector<std::pair<std::string, std::string>>;

    /// Takes one document per language, in the order of kLanguages. Every key must stand in all of
    /// them, with the same placeholders and not empty; the error names file, key and remedy.
    [[nodiscard]] static ConfigResult<Phrases> load(const std::array<PhraseSource, 3>& sources);

    /// The text of `key` with its placeholders filled. A placeholder that is not filled stays as
    /// it is, and a key that is not there comes back as itself: seen on a screen, never a crash.
    [[nodiscard]] std::string say(std::string_view key,
                                  Language language,
                                  const Fillings& fillings = {}) const;

    /// The same text in all languages, for paper that carries more than one.
    [[nodiscard]] Text text(std::string_view key, const Fillings& fillings = {}) const;

    [[nodiscard]] bool has(std::string_view key) const;
    [[nodiscard]] std::vector<std::string_view> keys() const;
    /// Every text run together: the characters that a font must have.
    [[nodiscard]] std::string characters() const;

private:
    std::map<std::string, std::array<std::string, 3>, std::less<>> texts_;
};

/// The names inside "{…}" of a text, in order of appearance.
[[nodiscard]] std::vector<std::string_view> placeholders_of(std::string_view text);

}  // namespace hall
