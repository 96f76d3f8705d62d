// SPDX-License-Identifier: Apache-2.0
// Where a citizen can be, what a target does, and what comes of it. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/app/command.h"
#include "kiosk/screens/theme.h"
#include "sync/hall/ids.h"
#include "sync/hall/search.h"
#include "sync/hall/text.h"

namespace hall::screens {

enum class PlaceKind : std::uint8_t {
    attract,
    home,
    items,
    search,
    guide,
    issued,
    trouble,
    map,
    directory,
    board,         ///< 公開欄: what is up today.
    notice,        ///< One of it, to read.
    staff,         ///< For the hall's own people, behind a PIN.
    priority,      ///< Who is served first: chosen for the item's ticket.
    check_in,      ///< An appointment's code, to be typed or scanned.
    phone_tail,    ///< Or the last four digits of the phone that it was booked with.
    appointments,  ///< What was found for them.
    ticket,        ///< A slip that was scanned: how it stands, and what can be done.
};

/// What home offers to choose from.
enum class Ways : std::uint8_t { categories, events, departments };

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
    ItemId item;                      ///< Of guide; of map, whose counters are meant.
    Trouble trouble = Trouble::none;  ///< Of trouble.
    CategoryId event{};               ///< Of items: of this event of life instead.
    DepartmentId department{};        ///< Of items: of this department instead; of directory.
    CounterId counter{};              ///< Of map: where to.
    std::string room{};               ///< Of map: where to, when it is no counter.
    std::string notice{};             ///< Of notice.
    FloorId floor{};                  ///< Of directory; the first when empty.

    bool operator==(const Place&) const = default;
};

enum class Act : std::uint8_t {
    none,
    begin,  ///< From the attract screen, in the language of the action.
    open_category,
    open_item,
    take,  ///< A number for the item of the guide.
    open_priority,
    take_priority,  ///< A number in the class `text`.
    print_guide,
    reprint,
    back,
    home,
    language,
    more_time,
    done,         ///< The citizen has the ticket, or leaves.
    read_guides,  ///< Goes on although no number can be had now.
    open_search,
    type,      ///< What the key says: `text`.
    erase,     ///< The last character that was typed.
    clear,     ///< All of it.
    keyboard,  ///< Another one: `typing`.
    choose,    ///< The Chinese character `text` in place of its strokes.
    ways,      ///< Home by categories, events or departments.
    open_event,
    open_department,
    open_map,  ///< To the counter, the counters of the item, or just to look around.
    open_directory,
    open_board,
    read_notice,
    choose_counter,  ///< On the map.
    choose_room,
    look_around,  ///< No target on the map.
    floor,
    step_free,  ///< The other kind of way.
    grow,
    shrink,
    print_sheet,    ///< `text`: "opinion", "test_page" or "day_close".
    staff_enter,    ///< With the PIN that was typed.
    change_roll,    ///< `text`: its length in metres.
    slip_on_paper,  ///< `text`: the ticket's id, as of the next two.
    slip_not_on_paper,
    staff_copy,
    open_needs,  ///< What makes the screen easier, over whatever place this is.
    close_needs,
    open_check_in,
    open_tail,
    check_in_now,       ///< With the code that was typed, or the id `text`.
    find_appointments,  ///< With the digits that were typed.
    walk_in,            ///< A number like everybody else's, after a check-in that cannot be.
    requeue,            ///< With the slip that was scanned.
    link_ticket,        ///< Another number for the same person.
    need,               ///< The need `need` is turned on, or off again.
};

enum class Need : std::uint8_t { large, dark, paper, low, calm, spoken };

/// What the needs are once one of them was turned on or off. The two contrasts exclude each other.
[[nodiscard]] Needs turned(Needs needs, Need need) noexcept;
[[nodiscard]] bool has(const Needs& needs, Need need) noexcept;

/// What a target does when it is tapped, or chosen with the keys.
struct Action {
    Act act = Act::none;
    CategoryId category{};
    ItemId item{};
    Language language = Language::zh_hant;
    std::string text{};  ///< Of a key; the id of a room or a notice.
    Typing typing = Typing::letters;
    Ways ways = Ways::categories;
    CounterId counter{};
    DepartmentId department{};
    FloorId floor{};
    Need need = Need::large;

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
    std::optional<Query> query;  ///< What is looked for from now on.
    std::optional<Ways> ways;
    std::optional<Place> instead;  ///< Of the place on top; it stays as it was scrolled.
    std::optional<FloorId> floor;  ///< The map shows this one.
    float zoom = 1;
    bool turn_step_free = false;
    std::optional<Needs> needs;
    std::optional<bool> needs_open;
    std::optional<std::string> appointment;  ///< To be named with the next ticket.
    std::optional<TicketId> with;            ///< The next ticket is the same person's as this one.
};

}  // namespace hall::screens
