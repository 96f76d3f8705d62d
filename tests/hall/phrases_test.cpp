// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/phrases.h"

#include <array>
#include <filesystem>
#include <regex>
#include <string>

#include <catch2/catch.hpp>

#include "sync/hall/life.h"
#include "sync/hall/next.h"
#include "tests/hall/sample_hall.h"
#include "tests/support/places.h"

namespace {

using namespace hall;

struct Texts {
    std::string hant;
    std::string hans;
    std::string en;

    [[nodiscard]] ConfigResult<Phrases> load() const {
        return Phrases::load({PhraseSource{hant, "zh-Hant.json"},
                              PhraseSource{hans, "zh-Hans.json"}, PhraseSource{en, "en.json"}});
    }
};

ConfigError refused(const Texts& texts) {
    const auto loaded = texts.load();
    REQUIRE_FALSE(loaded);
    return loaded.error();
}

Phrases shipped() {
    const auto loaded =
        Texts{test::file_text("assets/text/zh-Hant.json"),
              test::file_text("assets/text/zh-Hans.json"), test::file_text("assets/text/en.json")}
            .load();
    if (!loaded) {
        FAIL(loaded.error().text());
    }
    return *loaded;
}

// Whether a text has a character of the CJK blocks, punctuation included: U+2E80 and above.
bool has_han(const std::string& text) {
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0xE3) {
            return true;
        }
    }
    return text.find("\xE2\xBA") != std::string::npos;
}

}  // namespace

TEST_CASE("a phrase is said in the language that was asked for", "[hall]") {
    const Phrases phrases = shipped();
    CHECK(phrases.say("ticket.people_ahead", Language::zh_hant, {{"n", "4"}}) == "前面還有 4 人");
    CHECK(phrases.say("ticket.people_ahead", Language::zh_hans, {{"n", "4"}}) == "前面还有 4 人");
    CHECK(phrases.say("ticket.people_ahead", Language::en, {{"n", "4"}}) == "4 ahead of you");
    CHECK(phrases.say("sign.please", Language::zh_hant, {{"number", "A012"}}) == "請 A012");
    CHECK(phrases.text("sign.welcome") == Text{"歡迎辦理", "欢迎办理", "Welcome"});
}

TEST_CASE("a word that is missing shows, and nothing falls over", "[hall]") {
    const Phrases phrases = shipped();
    CHECK(phrases.say("no.such_key", Language::en) == "no.such_key");
    CHECK_FALSE(phrases.has("no.such_key"));
    CHECK(phrases.say("ticket.people_ahead", Language::en) == "{n} ahead of you");
    // What fills a placeholder is not read as a placeholder again.
    CHECK(phrases.say("ticket.wait", Language::en, {{"lo", "{hi}"}, {"hi", "20"}}) ==
          "Estimated wait {hi}–20 min");
}

TEST_CASE("a text that one language lacks is named when the texts are loaded", "[hall]") {
    const Texts whole{R"({"a.b": "前面 {n} 人", "a.c": "好"})",
                      R"({"a.b": "前面 {n} 人", "a.c": "好"})",
                      R"({"a.b": "{n} ahead", "a.c": "Good"})"};
    REQUIRE(whole.load());

    Texts texts = whole;
    texts.en = R"({"a.b": "{n} ahead"})";
    CHECK(refused(texts).text() == "en.json: /a.c: this key is missing; add its text");

    texts = whole;
    texts.hans = R"({"a.b": "前面 {n} 人", "a.c": "好", "a.d": "多"})";
    CHECK(refused(texts).text() ==
          "zh-Hans.json: /a.d: this key is not in zh-Hant.json; add it there or take it out here");

    texts = whole;
    texts.en = R"({"a.b": "{count} ahead", "a.c": "Good"})";
    CHECK(refused(texts).text() ==
          "en.json: /a.b: this text has {count} but zh-Hant.json has {n}; use the same");

    texts = whole;
    texts.en = R"({"a.b": "ahead", "a.c": "Good"})";
    CHECK(refused(texts).remedy.find("has no placeholder") != std::string::npos);

    texts = whole;
    texts.hant = R"({"a.b": "", "a.c": "好"})";
    CHECK(refused(texts).path == "/a.b");
    texts.hant = R"({"a.b": "x", "a.b": "y"})";
    CHECK(refused(texts).remedy.find("twice") != std::string::npos);
    texts.hant = "{";
    CHECK(refused(texts).file == "zh-Hant.json");
}

TEST_CASE("the shipped texts are complete in three languages and keep to the hall's words",
          "[hall]") {
    const Phrases phrases = shipped();
    CHECK(phrases.keys().size() > 400);
    for (const std::string_view key : phrases.keys()) {
        INFO(key);
        const Text text = phrases.text(key);
        CHECK_FALSE(has_han(text.en));
        for (const std::string& han : {text.hant, text.hans}) {
            for (const char* wrong : {"視窗", "视窗", "補打", "补打", "萤幕", "帐"}) {
                CHECK(han.find(wrong) == std::string::npos);
            }
        }
        CHECK(text.en.find("indow") == std::string::npos);
        // Half-width marks between Chinese characters look like a misprint on a wall.
        for (const std::string& han : {text.hant, text.hans}) {
            if (has_han(han)) {
                CHECK(han.find_first_of(",;?!") == std::string::npos);
            }
        }
    }
}

TEST_CASE("every refusal, reason and state of the rules has its text", "[hall]") {
    const Phrases phrases = shipped();
    for (int code = 0; code <= static_cast<int>(Refusal::rating_too_late); ++code) {
        const auto key = "refusal." + std::string(code_of(static_cast<Refusal>(code)));
        INFO(key);
        CHECK(phrases.has(key));
    }
    for (int code = 0; code <= static_cast<int>(Why::called_by_name); ++code) {
        const auto key = "why." + std::string(code_of(static_cast<Why>(code)));
        INFO(key);
        CHECK(phrases.has(key));
    }
    for (const TicketState state : kTicketStates) {
        const auto key = "clerk.state_" + std::string(name_of(state));
        INFO(key);
        CHECK(phrases.has(key));
    }
}

TEST_CASE("every word that a screen, a board or a slip asks for is in the catalogue", "[hall]") {
    namespace fs = std::filesystem;
    const Phrases phrases = shipped();
    const std::regex asked(R"re(\b(?:say|text|all)\("([a-z]+\.[a-z_0-9]+)")re");
    std::size_t found = 0;
    for (const char* room : {"kiosk", "display", "printer", "sync"}) {
        for (const auto& file :
             fs::recursive_directory_iterator(fs::path(hall::support::source_dir()) / room)) {
            if (file.path().extension() != ".cpp") {
                continue;
            }
            const auto path = fs::relative(file.path(), hall::support::source_dir()).string();
            const std::string source = test::file_text(path);
            for (std::sregex_iterator at(source.begin(), source.end(), asked), end; at != end;
                 ++at) {
                const std::string key = (*at)[1];
                INFO(path << " asks for " << key);
                CHECK(phrases.has(key));
                // The kiosk's font has no letters for these (kiosk/screens/fonts.cpp).
                const bool is_pages = std::regex_search(
                    key, std::regex("^(book|clerk|desk|manage|page|phone|setup|stats|tablet)\\."));
                CHECK_FALSE((is_pages && path.starts_with("kiosk/")));
                ++found;
            }
        }
    }
    CHECK(found > 0);
}

TEST_CASE("the texts tell a font which characters it must have", "[hall]") {
    const std::string all = shipped().characters();
    CHECK(all.find("號") != std::string::npos);
    CHECK(all.find("号") != std::string::npos);
    CHECK(all.find("Welcome") != std::string::npos);
}
