// SPDX-License-Identifier: Apache-2.0
// One floor as it is drawn: rooms, counters as they are just now, the way, where one stands.
#pragma once

#include <optional>

#include "kiosk/screens/sheet.h"
#include "sync/hall/route.h"

namespace hall::screens {

/// What is drawn, and what of it is meant.
struct MapScene {
    const FloorPlan& plan;
    const PlanFloor& floor;
    const MapView& map;
    const Place& place;            ///< Its counter, room or item stands out.
    const Route* route = nullptr;  ///< Null when there is no target or no way.
};

/// Fills what the MapView has measured. Counters can be chosen where they are large enough for a
/// finger; elsewhere the map itself grows when it is tapped.
void draw_floor(Sheet& sheet, const MapScene& scene);

/// The pictogram of a room; 0 for none.
[[nodiscard]] Icon facility_icon(const PlanRoom& room);

/// The state of a counter in words: "正在辦理 A012".
[[nodiscard]] std::string counter_words(const Words& words, const kiosk::CounterLine& line);
/// As the view has it; shut when it says nothing.
[[nodiscard]] kiosk::CounterLine counter_line(const kiosk::View& view, const CounterId& id);

}  // namespace hall::screens
