// SPDX-License-Identifier: Apache-2.0
// Words a person reads, in the hall's three languages.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace hall {

enum class Language : std::uint8_t { zh_hant, zh_hans, en };
inline constexpr std::array kLanguages{Language::zh_hant, Language::zh_hans, Language::en};

/// The BCP 47 tag used in documents, pages and file names.
[[nodiscard]] constexpr std::string_view tag_of(Language language) noexcept {
    switch (language) {
        case Language::zh_hant:
            return "zh-Hant";
        case Language::zh_hans:
            return "zh-Hans";
        case Language::en:
            return "en";
    }
    return "";
}

/// One text in every language. A loaded document always has all three.
struct Text {
    std::string hant;
    std::string hans;
    std::string en;

    [[nodiscard]] const std::string& in(Language language) const noexcept {
        switch (language) {
            case Language::zh_hant:
                return hant;
            case Language::zh_hans:
                return hans;
            case Language::en:
                return en;
        }
        return hant;
    }
    bool operator==(const Text&) const = default;
};

}  // namespace hall
