// SPDX-License-Identifier: Apache-2.0
// Which characters a printer's own memory has. The only header behind which iconv stands.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "printer/fault.h"
#include "printer/profile.h"

namespace hall::printer {

/// A character set of printers. Not thread-safe.
class Charset {
public:
    /// Errors: bad_settings (Kanji::none, or the system has no such conversion).
    [[nodiscard]] static Result<Charset> open(Kanji kanji);
    /// One character: itself for ASCII, two bytes for what the set has, nothing for all else. The
    /// four-byte codes of GB 18030 count as lacking: hardly a printer has glyphs for them.
    [[nodiscard]] std::optional<std::string> encode(char32_t character);

    /// Whole or not at all.
    [[nodiscard]] std::optional<std::string> encode(std::u32string_view text);

private:
    struct Close {
        void operator()(void* converter) const noexcept;
    };
    explicit Charset(void* converter) : converter_(converter) {}
    std::unique_ptr<void, Close> converter_;  // iconv_t
};

}  // namespace hall::printer
