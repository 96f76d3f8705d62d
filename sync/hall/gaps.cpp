// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/gaps.h"

#include <algorithm>

namespace hall {

namespace {

const std::vector<Language> kAll{Language::zh_hant, Language::zh_hans, Language::en};

/// The languages in which at least one of the texts says nothing; all where there is no text.
std::vector<Language> silent_in(const std::vector<Text>& texts) {
    if (texts.empty()) {
        return kAll;
    }
    std::vector<Language> silent;
    for (const Language language : kAll) {
        if (std::ranges::any_of(texts, [&](const Text& t) { return t.in(language).empty(); })) {
            silent.push_back(language);
        }
    }
    return silent;
}

template <typename Row>
std::vector<Text> names_of(const std::vector<Row>& rows) {
    std::vector<Text> names;
    for (const Row& row : rows) {
        names.push_back(row.name);
    }
    return names;
}

/// The counters of the item, or of its queue.
bool has_place(const HallConfig& hall, const Item& item) {
    const Queue* queue = hall.queue(item.queue);
    return !item.counters.empty() || (queue != nullptr && !queue->counters.empty());
}

}  // namespace

std::vector<GuideGap> guide_gaps(const Content& content) {
    std::vector<GuideGap> gaps;
    for (const Item& item : content.catalogue.items) {
        const auto look = [&](std::string_view field, const std::vector<Language>& silent) {
            if (!silent.empty()) {
                gaps.push_back({item.id, field, silent});
            }
        };
        const auto need = [&](std::string_view field, bool there) {
            look(field, there ? std::vector<Language>{} : kAll);
        };
        look("guide.materials", silent_in(names_of(item.materials)));
        look("guide.steps", silent_in(item.steps));
        need("guide.promised",
             item.on_the_spot || item.promise_limit.unit != TimeLimit::Unit::none);
        if (item.fee_charged) {
            look("guide.fee", silent_in(names_of(item.fees)));
        }
        look("guide.result", silent_in({item.result}));
        need("guide.where", has_place(content.hall, item));
        const Department* department = content.catalogue.department(item.department);
        need("guide.phone", department != nullptr && !department->phone.empty());
        look("guide.basis", silent_in(item.basis));
    }
    return gaps;
}

}  // namespace hall
