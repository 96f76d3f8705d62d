// SPDX-License-Identifier: Apache-2.0
// Where a citizen can be, what a target does, and what comes of it. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "kiosk/app/command.h"
#include "sync/hall/ids.h"
#include "sync/hall/text.h"

namespace hall::screens {

enum class PlaceKind : std::uint8_t { attract, home, items, guide, issued, trouble };

/// What stands in the way, in the order of how much it stops.
enum class Trouble : std::uint8_t {
    none,
    out_of_service,  ///< Nothing can be written down: no number may be given out.
    no_answer,       ///< The touch went off and nothing came back.
    refused,         ///< The rules said no; the view says which and until when.
    closed,          ///< Before or after hours.
    lunch,           ///< At noon, when no counter is on duty.
};

struct Place {
    PlaceKind kind = PlaceKind::attract;
    CategoryId category;              ///< Of items, and of the guide that was reached from there.
    ItemId item;                      ///< Of guide.
    Trouble trouble = Trouble::none;  ///< Of trouble.

    bool operator==(const Place&) const = default;
};

enum class Act : std::uint8_t {
    none,
    begin,  ///< From the attract screen, in the language of the action.
    open_category,
    open_item,
    take,  ///< A number for the item of the guide.
    print_guide,
    reprint,
    back,
    home,
    language,
    more_time,
    done,         ///< The citizen has the ticket, or leaves.
    read_guides,  ///< Goes on although no number can be had now.
};

/// What a target does when it is tapped, or chosen with the keys.
struct Action {
    Act act = Act::none;
    CategoryId category{};
    ItemId item{};
    Language language = Language::zh_hant;

    bool operator==(const Action&) const = default;
};

/// What comes of one input. The stack carries out the rest; commands leave the room.
struct Effects {
    std::vector<kiosk::Command> commands;
    std::optional<Place> go;
    bool back = false;  ///< One place back.
    bool to_home = false;
    bool to_start = false;  ///< To attract; language and everything else forgotten.
    std::optional<Language> language;
};

}  // namespace hall::screens
