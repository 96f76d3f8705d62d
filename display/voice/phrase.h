// SPDX-License-Identifier: Apache-2.0
// What is said, as a row of tokens: one token is one clip.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hall::voice {

enum class Tongue : std::uint8_t { mandarin, english, cantonese };

/// "cmn", "en", "yue": names in settings and folders of clips (ISO 639).
[[nodiscard]] std::string_view tag_of(Tongue tongue) noexcept;
[[nodiscard]] std::optional<Tongue> tongue_of(std::string_view tag) noexcept;

/// How pressing it is: a first time, once more, the last time.
enum class Pressing : std::uint8_t { first, again, last };

/// "請 A012 號到二樓 3 號窗口". *Pure value.*
struct Phrase {
    std::string number;  ///< "A012": capital letters and digits, spoken one by one.
    int counter = 0;     ///< 1 … 999, spoken as a cardinal.
    int floor = 0;       ///< Named when it is not 0; 1 … 99.
    Pressing pressing = Pressing::first;

    bool operator==(const Phrase&) const = default;
};

/// The clips of `phrase`, in their order. Characters that are neither letter nor digit are left
/// out. Pure.
[[nodiscard]] std::vector<std::string> tokens_of(const Phrase& phrase, Tongue tongue);

/// Every token that tokens_of() can give in `tongue`: what a recorded voice consists of.
[[nodiscard]] std::vector<std::string> all_tokens(Tongue tongue);

/// How a synthesizer is told to say a token.
struct Reading {
    std::string voice;  ///< espeak-ng's name of it.
    std::string text;   ///< Tone-numbered pinyin, chosen Hanzi for Cantonese, or English.
};

/// Empty when no such token exists: the lexicon is closed.
[[nodiscard]] std::optional<Reading> reading_of(std::string_view token, Tongue tongue);

/// The lexicon's edition: clips made from another one are made anew.
inline constexpr int kLexiconEdition = 1;

}  // namespace hall::voice
