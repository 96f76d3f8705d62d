// SPDX-License-Identifier: Apache-2.0
// What a Chinese character sounds like and how it is written, for finding things by it.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sync/hall/config.h"

namespace hall {

/// One character of the table.
struct HanEntry {
    std::vector<std::string> readings;  ///< Pinyin without tones, "v" for ü; the common one first.
    /// In the order of writing: 1 橫, 2 豎, 3 撇, 4 點, 5 折. Source: GF 3002—1999.
    std::string strokes;
};

/// Immutable once loaded; any thread may read it.
class HanTable {
public:
    static constexpr std::size_t kBytesMax = std::size_t{1} << 20;

    /// Reads "character TAB reading,reading TAB strokes" lines (assets/search/han.tsv); lines that
    /// begin with '#' are skipped. The error names the line and what to do.
    [[nodiscard]] static ConfigResult<HanTable> load(std::string_view text,
                                                     const std::string& file);

    /// Null for what is no Chinese character, or a rare one.
    [[nodiscard]] const HanEntry* find(std::string_view character) const noexcept;
    [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }

private:
    std::map<std::string, HanEntry, std::less<>> entries_;
};

/// The characters of a UTF-8 text, each its own bytes. A broken byte stands alone. The text has to
/// outlive them.
[[nodiscard]] std::vector<std::string_view> characters_in(std::string_view text);

}  // namespace hall
