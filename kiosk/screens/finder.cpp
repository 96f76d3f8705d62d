// SPDX-License-Identifier: Apache-2.0
#include "kiosk/screens/finder.h"

#include <algorithm>
#include <map>
#include <utility>

namespace hall::screens {

namespace {

constexpr std::size_t kFoundMost = 40;  // More is no answer any more.

// As many tickets as today has to have before it weighs as much as all other days.
constexpr double kTodayCounts = 40;

}  // namespace

Finder::Finder(std::shared_ptr<const HanTable> han) : han_(std::move(han)) {
    if (han_ == nullptr) {
        han_ = std::make_shared<const HanTable>();
    }
}

const Findings& Finder::find(const std::shared_ptr<const Content>& content,
                             const Query& query,
                             Language language) {
    if (content_ != content) {
        content_ = content;
        index_.emplace(content->catalogue, *han_);
        asked_.reset();
    }
    const Asked asking{query, language};
    if (asked_ != asking) {
        found_ = index_->find(query, language, kFoundMost);
        asked_ = asking;
    }
    return found_;
}

std::vector<const Item*> wanted_today(const Content& content,
                                      const std::vector<ItemId>& taken,
                                      std::size_t count) {
    double all = 0;
    for (const Item& item : content.catalogue.items) {
        all += item.visits_per_day;
    }
    std::map<ItemId, double> share;
    for (const Item& item : content.catalogue.items) {
        const auto here = static_cast<double>(std::ranges::count(taken, item.id));
        share[item.id] = (all > 0 ? item.visits_per_day / all : 0) + here / kTodayCounts;
    }
    std::vector<const Item*> items;
    for (const Item& item : content.catalogue.items) {
        items.push_back(&item);
    }
    std::ranges::stable_sort(
        items, [&](const Item* a, const Item* b) { return share.at(a->id) > share.at(b->id); });
    items.resize(std::min(count, items.size()));
    return items;
}

}  // namespace hall::screens
