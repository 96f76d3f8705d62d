// SPDX-License-Identifier: Apache-2.0
// Every place in every language beside each other, for eyes.
#pragma once

#include <string>
#include <vector>

#include "kiosk/screens/theme.h"

namespace hall::screens::tests {

/// Walks a citizen through all places and writes one picture: a row a language, a column a place,
/// each a quarter of its size. `needs` are turned on before: "large", "low" … What the lint has to
/// say goes to stderr. False when a place cannot be reached.
[[nodiscard]] bool write_contact_sheet(const Theme& theme,
                                       const std::vector<std::string>& needs,
                                       const std::string& path);

}  // namespace hall::screens::tests
