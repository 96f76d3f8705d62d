// SPDX-License-Identifier: Apache-2.0
// The sections of a guide. Each draws from `y` down in the column and returns its height in Q.
#pragma once

#include "kiosk/screens/sheet.h"

namespace hall::screens {

struct GuideColumn {
    Sheet& sheet;
    const Item& item;
    const Category* category = nullptr;
    float x = 0;
    float w = 0;
};

float guide_headline(const GuideColumn& column, float y);
float guide_materials(const GuideColumn& column, float y);
float guide_steps(const GuideColumn& column, float y);
float guide_limits(const GuideColumn& column, float y);
float guide_fees(const GuideColumn& column, float y);
float guide_place(const GuideColumn& column, float y);
float guide_basis(const GuideColumn& column, float y);

/// Counter numbers as the signs over them; returns the height. 84 Q each, wrapping.
float counter_tiles(Sheet& sheet, Rect box, const std::vector<const Counter*>& counters, Color hue);

}  // namespace hall::screens
