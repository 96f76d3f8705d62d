// SPDX-License-Identifier: Apache-2.0
// The hall's documents, read together: each is valid only beside the others.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sync/fault.h"
#include "sync/hall/config.h"
#include "sync/hall/hours.h"
#include "sync/hall/phrases.h"

namespace hall::sync {

/// By name: "hall", "catalog", "text.zh-Hant", …
using Texts = std::map<std::string, std::string>;

/// What a kiosk and a board cannot be without.
inline constexpr std::array<const char*, 5> kDocumentNames{"hall", "catalog", "text.zh-Hant",
                                                           "text.zh-Hans", "text.en"};
inline constexpr const char* kNoticesName = "notices";  ///< A hall may have none.
inline constexpr std::size_t kDocumentMost = std::size_t{4} * 1024 * 1024;

/// Everything that a program has to know of its hall, checked.
struct DocumentSet {
    std::shared_ptr<const Content> content;
    std::shared_ptr<const Phrases> phrases;
    std::shared_ptr<const HallClock> clock;
    /// What is not so important that the hall could not do without it, and cannot be used.
    std::vector<std::string> remarks;
};

/// Reads all of kDocumentNames, and the notices when they are there. Some 20 ms for 230 items. Map
/// and notices are for looking at: what is wrong with them is a remark, and the set goes without.
/// Errors: bad_message (names document, place and remedy; also when one is missing), bad_settings
/// (a time zone that this machine does not know).
[[nodiscard]] Result<DocumentSet> read_documents(const Texts& texts);

/// The version that a document says it has; empty when it says none.
[[nodiscard]] std::string version_of(const std::string& text);

}  // namespace hall::sync
