// SPDX-License-Identifier: Apache-2.0
#include "sync/document_set.h"

#include "sync/hall/floor_plan.h"
#include "sync/hall/notices.h"
#include "sync/json.h"

#include <date/tz.h>

namespace hall::sync {

namespace {

tl::unexpected<Error> invalid(const ConfigError& error) {
    return fail(Fault::bad_message, error.text());
}

// Map and notices are for looking at: a hall gives numbers without them.
void add_extras(const Texts& texts, Content& content, std::vector<std::string>& remarks) {
    if (auto plan = load_floor_plan(texts.at("hall"), content.hall, "hall.json")) {
        content.plan = std::make_shared<const FloorPlan>(std::move(*plan));
    } else {
        remarks.push_back("no floor map: " + plan.error().text());
    }
    const auto found = texts.find(kNoticesName);
    if (found == texts.end()) {
        return;
    }
    if (auto board = load_notices(found->second, "notices.json")) {
        content.notices = std::make_shared<const NoticeBoard>(std::move(*board));
    } else {
        remarks.push_back("no public board: " + board.error().text());
    }
}

}  // namespace

Result<DocumentSet> read_documents(const Texts& texts) {
    for (const char* name : kDocumentNames) {
        if (!texts.contains(name)) {
            return fail(Fault::bad_message, std::string(name) + ": there is no such document");
        }
    }
    auto hall = load_hall(texts.at("hall"), "hall.json");
    if (!hall) {
        return invalid(hall.error());
    }
    auto catalogue = load_catalogue(texts.at("catalog"), *hall, "catalog.json");
    if (!catalogue) {
        return invalid(catalogue.error());
    }
    auto phrases = Phrases::load({{{texts.at("text.zh-Hant"), "zh-Hant.json"},
                                   {texts.at("text.zh-Hans"), "zh-Hans.json"},
                                   {texts.at("text.en"), "en.json"}}});
    if (!phrases) {
        return invalid(phrases.error());
    }
    DocumentSet set;
    Content content{std::move(*hall), std::move(*catalogue)};
    add_extras(texts, content, set.remarks);
    set.content = std::make_shared<const Content>(std::move(content));
    set.phrases = std::make_shared<const Phrases>(std::move(*phrases));
    const HallConfig& config = set.content->hall;
    try {
        const date::time_zone* zone = date::locate_zone(config.time_zone);
        set.clock = std::make_shared<const HallClock>(config.hours, *zone);
    } catch (const std::runtime_error& e) {
        return fail(Fault::bad_settings, "time zone \"" + config.time_zone + "\": " + e.what() +
                                             "; install tzdata or mend hall.json");
    }
    return set;
}

std::string version_of(const std::string& text) {
    const auto json = parse_json(text, kDocumentMost);
    if (!json || !json->is_object()) {
        return {};
    }
    Fields fields{*json, "document"};
    return fields.text_or("version", "");
}

}  // namespace hall::sync
