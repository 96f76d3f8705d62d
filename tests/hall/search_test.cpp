// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/search.h"

#include <algorithm>
#include <iostream>

#include <catch2/catch.hpp>

#include "tests/hall/sample_hall.h"

using namespace hall;
using namespace hall::test;

namespace {

constexpr std::size_t kFirstPage = 6;  // As many as the smallest results page shows at once.
constexpr std::size_t kKeysMost = 6;

HanTable sample_han() {
    auto table = HanTable::load(file_text("assets/search/han.tsv"), "han.tsv");
    REQUIRE(table);
    return std::move(*table);
}

struct Desk {
    HallConfig hall = sample_hall();
    Catalogue catalogue = sample_catalogue(hall);
    HanTable han = sample_han();
    SearchIndex index{catalogue, han};

    [[nodiscard]] std::vector<std::string> letters(const std::string& text) const {
        return names(index.find({Typing::letters, text}, Language::zh_hant, kFirstPage));
    }
    [[nodiscard]] std::vector<std::string> strokes(const std::string& text,
                                                   Language as = Language::zh_hant) const {
        return names(index.find({Typing::strokes, text}, as, kFirstPage));
    }
    [[nodiscard]] static std::vector<std::string> names(const Findings& found) {
        std::vector<std::string> all;
        for (const Item* item : found.items) {
            all.push_back(item->name.hant);
        }
        return all;
    }
    [[nodiscard]] bool shows(const std::string& keys, const Item& item) const {
        const auto found = index.find({Typing::letters, keys}, Language::zh_hant, kFirstPage);
        return std::ranges::find(found.items, &item) != found.items.end();
    }
};

bool has(const std::vector<std::string>& names, const std::string& part) {
    return std::ranges::any_of(
        names, [&](const std::string& name) { return name.find(part) != std::string::npos; });
}

std::string initials_of(const Item& item, const HanTable& han) {
    std::string all;
    for (const std::string_view one : characters_in(item.name.hans)) {
        if (const HanEntry* entry = han.find(one)) {
            all += entry->readings.front().front();
        }
    }
    return all;
}

std::vector<std::string> words_of(const Item& item) {
    std::vector<std::string> words(1);
    for (const char c : item.name.en) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
            words.back() += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        } else if (!words.back().empty()) {
            words.emplace_back();
        }
    }
    return words;
}

// The fewest keys that show the item on the first page; 0 when six are not enough.
std::size_t keys_in_chinese(const Desk& desk, const Item& item) {
    const std::string initials = initials_of(item, desk.han);
    for (std::size_t keys = 1; keys <= std::min(kKeysMost, initials.size()); ++keys) {
        if (desk.shows(initials.substr(0, keys), item)) {
            return keys;
        }
    }
    return 0;
}

// As one would: the beginning of a telling word, or of two.
std::size_t keys_in_english(const Desk& desk, const Item& item) {
    const auto words = words_of(item);
    for (std::size_t keys = 1; keys <= kKeysMost; ++keys) {
        for (std::size_t one = 0; one < words.size(); ++one) {
            if (desk.shows(words[one].substr(0, keys), item)) {
                return keys;
            }
            for (std::size_t two = one + 1; keys >= 3 && two < words.size(); ++two) {
                const std::size_t left = keys - 1;
                const std::string pair =
                    words[one].substr(0, left - left / 2) + " " + words[two].substr(0, left / 2);
                if (desk.shows(pair, item)) {
                    return keys;
                }
            }
        }
    }
    return 0;
}

}  // namespace

TEST_CASE("every matter is found on the first page with at most six initials", "[hall]") {
    const Desk desk;
    std::size_t sum = 0;
    for (const Item& item : desk.catalogue.items) {
        INFO(item.name.hant << " " << initials_of(item, desk.han));
        const std::size_t keys = keys_in_chinese(desk, item);
        CHECK(keys > 0);
        sum += keys;
    }
    std::cout << "pinyin initials: "
              << static_cast<double>(sum) / static_cast<double>(desk.catalogue.items.size())
              << " keys in the mean over " << desk.catalogue.items.size() << " matters\n";
}

TEST_CASE("every matter is found on the first page with at most six keys of English", "[hall]") {
    const Desk desk;
    std::size_t sum = 0;
    for (const Item& item : desk.catalogue.items) {
        INFO(item.name.en);
        const std::size_t keys = keys_in_english(desk, item);
        CHECK(keys > 0);
        sum += keys;
    }
    std::cout << "English: "
              << static_cast<double>(sum) / static_cast<double>(desk.catalogue.items.size())
              << " keys in the mean\n";
}

TEST_CASE("every matter is found by its code, with the dash or without it", "[hall]") {
    const Desk desk;
    for (const Item& item : desk.catalogue.items) {
        const auto found = desk.index.find({Typing::letters, item.id.value}, Language::en, 1);
        REQUIRE(found.items.size() == 1);
        CHECK(found.items.front() == &item);
        std::string plain = item.id.value;
        std::erase(plain, '-');
        CHECK(desk.index.find({Typing::letters, plain}, Language::en, 1).items == found.items);
    }
}

TEST_CASE("pinyin may be whole, cut short or only initials, in any mixture", "[hall]") {
    const Desk desk;
    for (const char* typed : {"juzhuzheng", "juzhuz", "jzz", "juzz", "jzzheng", "ju zhu zheng"}) {
        INFO(typed);
        CHECK(has(desk.letters(typed), "居住證"));
    }
}

TEST_CASE("a character with two readings is found by both", "[hall]") {
    const Desk desk;
    // 調 is read diao (調動) and tiao (調整).
    const HanEntry* entry = desk.han.find("調");
    REQUIRE(entry != nullptr);
    CHECK(entry->readings == std::vector<std::string>{"diao", "tiao"});
}

TEST_CASE("one wrong, missing, doubled or swapped letter is forgiven", "[hall]") {
    const Desk desk;
    for (const char* typed : {"passpert", "pasport", "passsport", "apssport", "huzhai"}) {
        INFO(typed);
        const auto found = desk.index.find({Typing::letters, typed}, Language::en, kFirstPage);
        CHECK(found.guessed);
        CHECK(has(Desk::names(found), "護照"));
    }
    CHECK(desk.letters("zqxwv").empty());
    CHECK(desk.letters("huzhao") ==
          Desk::names(desk.index.find({Typing::letters, "huzhao"}, Language::en, kFirstPage)));
    CHECK_FALSE(desk.index.find({Typing::letters, "huzhao"}, Language::en, 1).guessed);
}

TEST_CASE("strokes find a matter, and offer the character that is meant", "[hall]") {
    const Desk desk;
    // 護 begins 丶一一一丨, 护 begins 一丨一丶.
    const auto found = desk.index.find({Typing::strokes, "41112"}, Language::zh_hant, kFirstPage);
    REQUIRE_FALSE(found.characters.empty());
    CHECK(std::ranges::find(found.characters, "護") != found.characters.end());
    const auto chosen = desk.index.find({Typing::strokes, "護"}, Language::zh_hant, kFirstPage);
    CHECK(has(Desk::names(chosen), "護照"));
    CHECK(std::ranges::count(chosen.characters, "照") == 1);
    CHECK(has(desk.strokes("护", Language::zh_hans), "護照"));
    CHECK(desk.strokes("护", Language::zh_hant).empty());
}

TEST_CASE("strokes may run on from one character into the next", "[hall]") {
    const Desk desk;
    const std::string first = desk.han.find("結")->strokes;
    const std::string second = desk.han.find("婚")->strokes;
    CHECK(has(desk.strokes(first + second.substr(0, 4)), "結婚"));
}

TEST_CASE("every matter is found by the strokes of its first two characters", "[hall]") {
    const Desk desk;
    std::size_t lost = 0;
    for (const Item& item : desk.catalogue.items) {
        const auto characters = characters_in(item.name.hant);
        const HanEntry* next = desk.han.find(characters.at(1));
        REQUIRE(next != nullptr);
        const auto found =
            desk.index.find({Typing::strokes, std::string{characters.at(0)} + next->strokes},
                            Language::zh_hant, 40);
        lost += std::ranges::count(found.items, &item) == 0 ? 1U : 0U;
    }
    CHECK(lost == 0);
}

TEST_CASE("nothing typed finds nothing, and a page of keys does no harm", "[hall]") {
    const Desk desk;
    CHECK(desk.letters("").empty());
    CHECK(desk.letters("  -").empty());
    CHECK(desk.letters(std::string(5000, 'a')).empty());
    CHECK(desk.strokes(std::string(5000, '1')).empty());
    CHECK(desk.strokes("\xff\xfe").empty());
}

TEST_CASE("what is typed from the beginning comes before what is found in the middle", "[hall]") {
    const Desk desk;
    const auto names = desk.letters("huzhao");
    REQUIRE_FALSE(names.empty());
    CHECK(names.front().find("護照") != std::string::npos);
}

TEST_CASE("a damaged character table says which line is wrong", "[hall]") {
    const auto wrong = [](const std::string& text) {
        const auto table = HanTable::load(text, "han.tsv");
        REQUIRE_FALSE(table);
        return table.error().text();
    };
    CHECK(wrong("# one\n一\tyi\t1\n丁\tding\t12x\n").find("/3") != std::string::npos);
    CHECK(wrong("一\tYI\t1\n").find("letters a to z") != std::string::npos);
    CHECK(wrong("一\t\t1\n").find("readings") != std::string::npos);
    CHECK(wrong("一丁\tyi\t1\n").find("one character") != std::string::npos);
    CHECK(wrong("一\tyi\t1\n一\tyi\t1\n").find("twice") != std::string::npos);
    CHECK(wrong(std::string(HanTable::kBytesMax + 1, '#')).find("1 MiB") != std::string::npos);
}
