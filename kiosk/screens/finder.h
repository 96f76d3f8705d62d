// SPDX-License-Identifier: Apache-2.0
// The search of one screen: keeps the index of the catalogue that is shown, and the last answer.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "kiosk/app/view.h"
#include "sync/hall/search.h"

namespace hall::screens {

/// Not thread-safe: owned by the screen's loop.
class Finder {
public:
    /// Without a table names are found by English words and codes only.
    explicit Finder(std::shared_ptr<const HanTable> han);

    /// What fits the query, best first. A new catalogue gets a new index: about 2 ms, once.
    [[nodiscard]] const Findings& find(const std::shared_ptr<const Content>& content,
                                       const Query& query,
                                       Language language);

private:
    struct Asked {
        Query query;
        Language language = Language::zh_hant;

        bool operator==(const Asked&) const = default;
    };

    std::shared_ptr<const HanTable> han_;
    std::shared_ptr<const Content> content_;
    std::optional<SearchIndex> index_;
    std::optional<Asked> asked_;
    Findings found_;
};

/// What most people want, with what was taken here today counted in: a matter that every fourth
/// visitor takes today stands above one that every tenth takes on other days.
[[nodiscard]] std::vector<const Item*> wanted_today(const Content& content,
                                                    const std::vector<ItemId>& taken,
                                                    std::size_t count);

}  // namespace hall::screens
