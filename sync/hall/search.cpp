// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/search.h"

#include <algorithm>

namespace hall {

namespace {

constexpr int kCodeWhole = 1200;
constexpr int kCodeBegin = 1100;
constexpr int kGuess = 100;
constexpr int kLaterCost = 5;  // Strokes: each character before the first that is meant.
constexpr std::size_t kCharactersMost = 10;

char small(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

std::string letters_only(std::string_view text) {
    std::string kept;
    for (const char raw : text) {
        if (const char c = small(raw); is_letter(c)) {
            kept += c;
        }
    }
    return kept;
}

std::vector<std::string> terms_of(std::string_view text) {
    std::vector<std::string> terms(1);
    for (const char raw : text) {
        const char c = small(raw);
        if (is_letter(c)) {
            terms.back() += c;
        } else if (!terms.back().empty() && c != '\'') {
            terms.emplace_back();
        }
    }
    if (terms.back().empty()) {
        terms.pop_back();
    }
    return terms;
}

/// A character's readings; ü is typed as v or, by those who do not know that, as u.
TypedToken syllable(const HanEntry& entry) {
    TypedToken token{entry.readings};
    for (std::string reading : entry.readings) {
        if (reading.find('v') != std::string::npos) {
            std::ranges::replace(reading, 'v', 'u');
            token.readings.push_back(std::move(reading));
        }
    }
    return token;
}

/// Chinese characters by their sound, letters and figures among them by themselves.
std::vector<TypedToken> syllables_of(const std::string& name, const HanTable& han) {
    std::vector<TypedToken> tokens;
    for (const std::string_view one : characters_in(name)) {
        if (const HanEntry* found = han.find(one)) {
            tokens.push_back(syllable(*found));
        } else if (one.size() == 1 && is_letter(small(one.front()))) {
            tokens.push_back({{std::string(1, small(one.front()))}});
        }
    }
    return tokens;
}

}  // namespace

SearchIndex::Written SearchIndex::written(const std::string& name, const HanTable& han) {
    Written made;
    for (const std::string_view one : characters_in(name)) {
        const HanEntry* entry = han.find(one);
        made.characters.emplace_back(one);
        made.strokes.push_back(entry != nullptr ? entry->strokes : std::string{});
    }
    return made;
}

SearchIndex::SearchIndex(const Catalogue& catalogue, const HanTable& han) {
    for (const Item& item : catalogue.items) {
        Entry entry;
        entry.item = &item;
        entry.code = letters_only(item.id.value);
        for (const std::string& word : terms_of(item.name.en)) {
            entry.words.push_back({{word}});
        }
        entry.pinyin = syllables_of(item.name.hans, han);
        entry.hant = written(item.name.hant, han);
        entry.hans = written(item.name.hans, han);
        entries_.push_back(std::move(entry));
    }
}

int SearchIndex::fit_words(const std::vector<TypedToken>& words, std::string_view text) {
    const auto terms = terms_of(text);
    int worst = kNoFit;
    for (const std::string& term : terms) {
        const int one = fit_of(words, term);
        if (one == kNoFit) {
            return kNoFit;
        }
        worst = worst == kNoFit ? one : std::min(worst, one);
    }
    return worst;
}

int SearchIndex::by_letters(const Entry& entry, const std::string& text) {
    const std::string typed = letters_only(text);
    if (typed.empty()) {
        return kNoFit;
    }
    if (entry.code == typed) {
        return kCodeWhole;
    }
    const bool has_digit = std::ranges::any_of(typed, [](char c) { return c <= '9'; });
    if (has_digit && entry.code.starts_with(typed)) {
        return kCodeBegin;
    }
    return std::max(fit_of(entry.pinyin, typed), fit_words(entry.words, text));
}

int SearchIndex::by_strokes(const Written& name,
                            std::string_view chosen,
                            std::string_view strokes) {
    const auto wanted = characters_in(chosen);
    for (std::size_t start = 0; start + wanted.size() <= name.characters.size(); ++start) {
        if (!std::equal(wanted.begin(), wanted.end(),
                        name.characters.begin() + static_cast<long>(start))) {
            continue;
        }
        std::string_view left = strokes;
        std::size_t at = start + wanted.size();
        while (!left.empty() && at < name.strokes.size() && !name.strokes[at].empty() &&
               left.size() > name.strokes[at].size() && left.starts_with(name.strokes[at])) {
            left.remove_prefix(name.strokes[at].size());
            ++at;
        }
        const bool fits =
            left.empty() || (at < name.strokes.size() && name.strokes[at].starts_with(left));
        if (fits) {
            const bool whole = !left.empty() && name.strokes[at].size() == left.size();
            return kBestFit - kLaterCost * static_cast<int>(start) + (whole ? 3 : 0);
        }
    }
    return kNoFit;
}

namespace {

/// A stroke query is what has been chosen, then strokes.
struct StrokeQuery {
    std::string_view chosen;
    std::string_view strokes;
};

StrokeQuery parted(std::string_view text) {
    const std::size_t end = text.find_last_not_of("12345");
    const std::size_t chosen = end == std::string_view::npos ? 0 : end + 1;
    return {text.substr(0, chosen), text.substr(chosen)};
}

std::string cut(const std::string& text) {
    std::string kept;
    std::size_t count = 0;
    for (const std::string_view one : characters_in(text)) {
        if (++count > kQueryMost) {
            break;
        }
        kept += one;
    }
    return kept;
}

}  // namespace

void SearchIndex::offer_characters(const std::vector<Hit>& hits,
                                   const Query& query,
                                   Language as,
                                   Findings& found) const {
    const StrokeQuery asked = parted(query.text);
    const auto wanted = characters_in(asked.chosen);
    const auto offer = [&](const Written& name) {
        for (std::size_t start = 0; start + wanted.size() < name.characters.size(); ++start) {
            const std::size_t next = start + wanted.size();
            const bool meant = std::equal(wanted.begin(), wanted.end(),
                                          name.characters.begin() + static_cast<long>(start)) &&
                               !name.strokes[next].empty() &&
                               name.strokes[next].starts_with(asked.strokes);
            if (meant && std::ranges::find(found.characters, name.characters[next]) ==
                             found.characters.end()) {
                found.characters.push_back(name.characters[next]);
            }
        }
    };
    for (const Hit& hit : hits) {
        if (found.characters.size() >= kCharactersMost) {
            break;
        }
        if (as != Language::zh_hans) {
            offer(hit.entry->hant);
        }
        if (as != Language::zh_hant) {
            offer(hit.entry->hans);
        }
    }
    found.characters.resize(std::min(found.characters.size(), kCharactersMost));
}

Findings SearchIndex::find(const Query& asked, Language strokes_as, std::size_t most) const {
    const Query query{asked.typing, cut(asked.text)};
    std::vector<Hit> hits;
    const auto collect = [&](const auto& score_of) {
        for (const Entry& entry : entries_) {
            if (const int score = score_of(entry); score != kNoFit) {
                hits.push_back({&entry, score});
            }
        }
    };
    Findings found;
    if (query.text.empty()) {
        return found;
    }
    if (query.typing == Typing::letters) {
        collect([&](const Entry& entry) { return by_letters(entry, query.text); });
        if (hits.empty()) {
            const std::string typed = letters_only(query.text);
            collect([&](const Entry& entry) {
                return nearly_fits(entry.pinyin, typed) || nearly_fits(entry.words, typed) ? kGuess
                                                                                           : kNoFit;
            });
            found.guessed = !hits.empty();
        }
    } else {
        const StrokeQuery parts = parted(query.text);
        collect([&](const Entry& entry) {
            const int hant = strokes_as == Language::zh_hans
                                 ? kNoFit
                                 : by_strokes(entry.hant, parts.chosen, parts.strokes);
            const int hans = strokes_as == Language::zh_hant
                                 ? kNoFit
                                 : by_strokes(entry.hans, parts.chosen, parts.strokes);
            return std::max(hant, hans);
        });
    }
    std::ranges::stable_sort(hits, [](const Hit& a, const Hit& b) {
        return a.score != b.score ? a.score > b.score
                                  : a.entry->item->visits_per_day > b.entry->item->visits_per_day;
    });
    if (query.typing == Typing::strokes) {
        offer_characters(hits, query, strokes_as, found);
    }
    found.all = hits.size();
    for (const Hit& hit : hits) {
        if (found.items.size() == most) {
            break;
        }
        found.items.push_back(hit.entry->item);
    }
    return found;
}

}  // namespace hall
