// SPDX-License-Identifier: Apache-2.0
// Finding one of the hall's matters by a few keys: pinyin and its initials, strokes, words, code.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/hall/config.h"
#include "sync/hall/han.h"
#include "sync/hall/search_fit.h"

namespace hall {

/// How somebody writes what they look for.
enum class Typing : std::uint8_t {
    letters,  ///< Pinyin, its initials, English words or their beginnings, an item's code.
    strokes,  ///< Chinese characters that are chosen already, then digits 1–5 for strokes.
};

struct Query {
    Typing typing = Typing::letters;
    /// UTF-8. More than kQueryMost characters are not looked at.
    std::string text;

    bool operator==(const Query&) const = default;
};

inline constexpr std::size_t kQueryMost = 24;

/// Names that are good for a query, best first.
struct Findings {
    std::vector<const Item*> items;
    std::size_t all = 0;  ///< How many fit, shown or not.
    /// Strokes: the characters that may be meant, most likely first, for choosing one.
    std::vector<std::string> characters;
    bool guessed = false;  ///< Nothing fits as it was typed; these do with one letter changed.
};

/// The index of one catalogue, which has to outlive it. Immutable once built: any thread may read.
///
/// A letter query is laid over the syllables or words of a name: each takes a beginning of its own,
/// so that "jzz", "juzhuz" and "juzhuzheng" all say 居住證, and "res ide" says "Resident identity
/// card". What begins at the name's beginning, skips nothing and is long goes first; among equals,
/// what is asked for more often.
class SearchIndex {
public:
    SearchIndex(const Catalogue& catalogue, const HanTable& han);

    /// `strokes_as` says whose writing the strokes are meant in; English means both. An empty query
    /// finds nothing. Well under a millisecond for 230 matters.
    [[nodiscard]] Findings find(const Query& query, Language strokes_as, std::size_t most) const;

private:
    struct Written {
        std::vector<std::string> characters;
        std::vector<std::string> strokes;  ///< Empty for what has none.
    };
    struct Entry {
        const Item* item = nullptr;
        std::string code;  ///< Small letters and digits only.
        std::vector<TypedToken> pinyin;
        std::vector<TypedToken> words;
        Written hant, hans;
    };
    struct Hit {
        const Entry* entry = nullptr;
        int score = 0;
    };

    [[nodiscard]] static int fit_words(const std::vector<TypedToken>& words, std::string_view text);
    [[nodiscard]] static int by_letters(const Entry& entry, const std::string& text);
    [[nodiscard]] static int by_strokes(const Written& name,
                                        std::string_view chosen,
                                        std::string_view strokes);
    void offer_characters(const std::vector<Hit>& hits,
                          const Query& query,
                          Language as,
                          Findings& found) const;
    [[nodiscard]] static Written written(const std::string& name, const HanTable& han);

    std::vector<Entry> entries_;
};

}  // namespace hall
