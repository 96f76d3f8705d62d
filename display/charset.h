// SPDX-License-Identifier: Apache-2.0
// What a controller's own letters can say.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "display/settings.h"

namespace hall::display {

enum class Charset : std::uint8_t { gb2312, gbk, big5, ascii, utf8 };

/// Text as the controller wants it.
struct Encoded {
    std::string bytes;
    bool turned = false;  ///< Said in the other form of the characters: it has none of this one.

    bool operator==(const Encoded&) const = default;
};

/// The gate every text passes on its way to a controller that draws its own letters: as it is; else
/// in the characters of its own place (OpenCC: simplified for GB2312 and GBK, traditional for
/// Big5); else not at all. Never a '?', never a letter left out: of the 661 characters the sample
/// hall uses 248 are not in GB2312.
///
/// Control characters are left out.
///
/// Not thread-safe: owned by one board.
class Gate {
public:
    /// `escape` is the byte that begins a command of the controller's own, if it has one: in text
    /// it becomes '/', and a letter that has it as its second byte (some rare ones of GBK, some
    /// common ones of Big5) is turned away, because nobody knows what a controller makes of it.
    ///
    /// Without OpenCC's dictionaries it works and turns away what they would have turned.
    explicit Gate(Charset charset, std::optional<char> escape = std::nullopt);
    ~Gate();
    Gate(const Gate&) = delete;
    Gate& operator=(const Gate&) = delete;

    /// Empty when the controller has no letters for it.
    [[nodiscard]] std::optional<Encoded> pass(std::string_view utf8) const;

    [[nodiscard]] Charset charset() const { return charset_; }

private:
    class Turner;

    [[nodiscard]] std::optional<std::string> in_charset(const std::string& text) const;

    Charset charset_;
    std::optional<char> escape_;
    std::unique_ptr<Turner> turner_;
};

/// charset= (gb2312 gbk big5 ascii). Errors: bad_settings.
[[nodiscard]] Result<Charset> charset_setting(const Settings& settings);

}  // namespace hall::display
