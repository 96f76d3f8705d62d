// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "display/board.h"

namespace hall::display {

/// A sign or small wall on a Huidu full-colour card (SDK 2.0): one area per row of text, drawn by
/// the card in any script.
///
/// Settings: to= and size= needed; port= 10001, glyph= height of a row's letters in px (16).
///
/// The connection stays open. A page is sent when it changes and when the connection was made
/// anew, not every second: these cards write programmes to their flash. A heartbeat every second
/// tells a card that lost power within three. What it cannot do: clear itself when its host dies.
///
/// Health: ok once the card has taken the page.
///
/// Errors: bad_settings, unreachable (no route at all).
[[nodiscard]] Result<std::unique_ptr<Board>> open_huidu_board(const Settings& settings,
                                                              const Fittings& fittings);

}  // namespace hall::display
