// SPDX-License-Identifier: Apache-2.0
// Pictograms by name. Source: the code points of Material Icons (fonts-material-design-icons-
// iconfont, Apache-2.0), all in the basic plane's private use area.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hall::screens {

using Icon = std::uint16_t;

/// By the name a document gives ("badge", "favorite"); a plain tile for a name that is not known.
[[nodiscard]] Icon icon_named(std::string_view name) noexcept;

/// True for a name that icon_named() knows.
[[nodiscard]] bool has_icon(std::string_view name) noexcept;

/// Its three bytes.
[[nodiscard]] std::string utf8_of(Icon icon);

/// Every icon there is, UTF-8: what the icon face has to hold.
[[nodiscard]] std::string all_icons();

}  // namespace hall::screens
