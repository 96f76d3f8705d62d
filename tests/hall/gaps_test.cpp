// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/gaps.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/hall/sample_hall.h"

using namespace hall;

namespace {

Content sample() {
    Content content;
    content.hall = test::sample_hall();
    content.catalogue = test::sample_catalogue(content.hall);
    return content;
}

Item& item_of(Content& content, const std::string& id) {
    return *std::ranges::find(content.catalogue.items, ItemId{id}, &Item::id);
}

std::vector<GuideGap> gaps_of(const Content& content, const std::string& id) {
    std::vector<GuideGap> gaps = guide_gaps(content);
    std::erase_if(gaps, [&](const GuideGap& gap) { return gap.item != ItemId{id}; });
    return gaps;
}

}  // namespace

TEST_CASE("what a guide does not say is listed for the manager, field by field", "[hall]") {
    Content content = sample();
    REQUIRE(gaps_of(content, "GA-02").empty());
    Item& item = item_of(content, "GA-02");
    item.steps.clear();
    item.materials.front().name.en.clear();
    item.result = {};
    item.promise_limit = {};
    item.on_the_spot = false;
    const std::vector<Language> all{Language::zh_hant, Language::zh_hans, Language::en};
    CHECK(gaps_of(content, "GA-02") ==
          std::vector<GuideGap>{{item.id, "guide.materials", {Language::en}},
                                {item.id, "guide.steps", all},
                                {item.id, "guide.promised", all},
                                {item.id, "guide.result", all}});
}

TEST_CASE("a matter done while one waits needs no promise, a free one no fee lines", "[hall]") {
    Content content = sample();
    Item& item = item_of(content, "GA-02");
    item.on_the_spot = true;
    item.promise_limit = {};
    item.fee_charged = false;
    item.fees.clear();
    CHECK(gaps_of(content, "GA-02").empty());
    item.fee_charged = true;
    REQUIRE(gaps_of(content, "GA-02").size() == 1);
    CHECK(gaps_of(content, "GA-02").front().field == "guide.fee");
}

TEST_CASE("each gap is called by a name that the manager's screen has", "[hall]") {
    Content content = sample();
    for (Item& item : content.catalogue.items) {
        item.materials.clear();
        item.steps.clear();
        item.basis.clear();
        item.counters.clear();
        item.queue = {};
        item.department = {};
        item.result = {};
    }
    const std::string phrases = test::file_text("assets/text/en.json");
    for (const GuideGap& gap : guide_gaps(content)) {
        CHECK(phrases.find("\"" + std::string{gap.field} + "\"") != std::string::npos);
    }
}
