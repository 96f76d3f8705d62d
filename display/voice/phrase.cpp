// SPDX-License-Identifier: Apache-2.0
#include "display/voice/phrase.h"

#include <algorithm>
#include <array>

namespace hall::voice {

namespace {

struct Word {
    std::string_view token;
    std::string_view pinyin;  ///< Empty: not a word of that language.
    std::string_view hanzi;
    std::string_view english;
};

// espeak-ng 1.51 reads Hanzi with wrong polyphones and "012" as twelve, and its voice `cmn` reads
// pinyin by English rules: nothing but these readings is ever handed to it, one token at a time.
// Its jyutping loses tones and ng5, while `yue` reads these Hanzi right (the tests ask it).
constexpr std::array kWords{
    Word{"please", "qing3", "請", "ticket number"},
    Word{"number", "hao4", "號", ""},
    Word{"to", "dao4", "到", "please go to"},
    Word{"counter", "hao4 chuang1 kou3", "號窗口", "window"},
    Word{"floor", "lou2", "樓", "floor"},
    Word{"again", "zai4 ci4 hu1 jiao4", "再次呼叫", "calling again"},
    Word{"last", "zui4 hou4 yi2 ci4 hu1 jiao4", "最後一次呼叫", "final call"},
    Word{"0", "ling2", "零", "zero"},
    Word{"1", "yi1", "一", "one"},
    Word{"2", "er4", "二", "two"},
    Word{"3", "san1", "三", "three"},
    Word{"4", "si4", "四", "four"},
    Word{"5", "wu3", "五", "five"},
    Word{"6", "liu4", "六", "six"},
    Word{"7", "qi1", "七", "seven"},
    Word{"8", "ba1", "八", "eight"},
    Word{"9", "jiu3", "九", "nine"},
    Word{"10", "shi2", "十", "ten"},
    Word{"11", "", "", "eleven"},
    Word{"12", "", "", "twelve"},
    Word{"13", "", "", "thirteen"},
    Word{"14", "", "", "fourteen"},
    Word{"15", "", "", "fifteen"},
    Word{"16", "", "", "sixteen"},
    Word{"17", "", "", "seventeen"},
    Word{"18", "", "", "eighteen"},
    Word{"19", "", "", "nineteen"},
    Word{"20", "", "", "twenty"},
    Word{"30", "", "", "thirty"},
    Word{"40", "", "", "forty"},
    Word{"50", "", "", "fifty"},
    Word{"60", "", "", "sixty"},
    Word{"70", "", "", "seventy"},
    Word{"80", "", "", "eighty"},
    Word{"90", "", "", "ninety"},
    Word{"100", "bai3", "百", "hundred"},
    Word{"and", "", "", "and"},
};

constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

std::string_view word_in(const Word& word, Tongue tongue) {
    switch (tongue) {
        case Tongue::mandarin:
            return word.pinyin;
        case Tongue::english:
            return word.english;
        case Tongue::cantonese:
            return word.hanzi;
    }
    return {};
}

std::string_view voice_of(Tongue tongue) {
    switch (tongue) {
        case Tongue::mandarin:
            return "cmn-latn-pinyin";
        case Tongue::english:
            return "en-gb";
        case Tongue::cantonese:
            return "yue";
    }
    return {};
}

using Tokens = std::vector<std::string>;

void add_english(Tokens& tokens, int n) {
    if (n >= 100) {
        tokens.insert(tokens.end(), {std::to_string(n / 100), "100"});
        n %= 100;
        if (n > 0) {
            tokens.emplace_back("and");
        }
    }
    if (n > 20 && n % 10 != 0) {
        tokens.insert(tokens.end(), {std::to_string(n / 10 * 10), std::to_string(n % 10)});
    } else if (n > 0) {
        tokens.push_back(std::to_string(n));
    }
}

// 十七, 二十, 一百零五, 一百一十.
void add_chinese(Tokens& tokens, int n) {
    const bool hundreds = n >= 100;
    if (hundreds) {
        tokens.insert(tokens.end(), {std::to_string(n / 100), "100"});
        n %= 100;
        if (n > 0 && n < 10) {
            tokens.emplace_back("0");
        }
    }
    if (n >= 10) {
        if (n >= 20 || hundreds) {
            tokens.push_back(std::to_string(n / 10));
        }
        tokens.emplace_back("10");
    }
    if (n % 10 > 0) {
        tokens.push_back(std::to_string(n % 10));
    }
}

void add_cardinal(Tokens& tokens, int n, Tongue tongue) {
    if (n < 1 || n > 999) {
        for (const char digit : std::to_string(std::max(n, 0))) {
            tokens.emplace_back(1, digit);
        }
    } else if (tongue == Tongue::english) {
        add_english(tokens, n);
    } else {
        add_chinese(tokens, n);
    }
}

}  // namespace

std::string_view tag_of(Tongue tongue) noexcept {
    switch (tongue) {
        case Tongue::mandarin:
            return "cmn";
        case Tongue::english:
            return "en";
        case Tongue::cantonese:
            return "yue";
    }
    return {};
}

std::optional<Tongue> tongue_of(std::string_view tag) noexcept {
    for (const Tongue tongue : {Tongue::mandarin, Tongue::english, Tongue::cantonese}) {
        if (tag == tag_of(tongue)) {
            return tongue;
        }
    }
    return std::nullopt;
}

std::vector<std::string> tokens_of(const Phrase& phrase, Tongue tongue) {
    Tokens tokens;
    if (phrase.pressing != Pressing::first) {
        tokens.emplace_back(phrase.pressing == Pressing::again ? "again" : "last");
    }
    tokens.emplace_back("please");
    for (const char c : phrase.number) {
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) {
            tokens.emplace_back(1, c);
        }
    }
    const bool english = tongue == Tongue::english;
    if (!english) {
        tokens.emplace_back("number");
    }
    tokens.emplace_back("to");
    if (phrase.floor != 0 && !english) {
        add_cardinal(tokens, phrase.floor, tongue);
        tokens.emplace_back("floor");
    }
    if (english) {
        tokens.emplace_back("counter");
    }
    add_cardinal(tokens, phrase.counter, tongue);
    if (!english) {
        tokens.emplace_back("counter");
    } else if (phrase.floor != 0) {
        tokens.emplace_back("floor");
        add_cardinal(tokens, phrase.floor, tongue);
    }
    return tokens;
}

std::vector<std::string> all_tokens(Tongue tongue) {
    Tokens tokens;
    for (const Word& word : kWords) {
        if (!word_in(word, tongue).empty()) {
            tokens.emplace_back(word.token);
        }
    }
    for (const char letter : kLetters) {
        tokens.emplace_back(1, letter);
    }
    return tokens;
}

std::optional<Reading> reading_of(std::string_view token, Tongue tongue) {
    if (token.size() == 1 && kLetters.find(token[0]) != std::string_view::npos) {
        // Letters have their English names in all three; the point keeps A from being an article.
        return Reading{std::string(voice_of(Tongue::english)), std::string(token) + "."};
    }
    const auto* word = std::ranges::find(kWords, token, &Word::token);
    if (word == kWords.end() || word_in(*word, tongue).empty()) {
        return std::nullopt;
    }
    return Reading{std::string(voice_of(tongue)), std::string(word_in(*word, tongue))};
}

}  // namespace hall::voice
