// SPDX-License-Identifier: Apache-2.0
#include "display/wall_viewing.h"

#include <algorithm>

namespace hall::display {

namespace {

constexpr double kScaleMost = 1.3;
// A row of the recent calls is drawn this high at scale 1; half of the newest number is enough
// there, as who looks for an older call may step closer.
constexpr double kRecentUnits = 34.0;

double scale_for(const WallPlan& plan, int least_px) {
    return std::clamp(least_px / 2.0 / (kRecentUnits * plan.unit), 1.0, kScaleMost);
}

}  // namespace

int least_number_px(Viewing viewing, int height_px) {
    if (!viewing.is_known()) {
        return 0;
    }
    const int mm = viewing.distance_m * kNumberMmPerMetre;
    return (mm * height_px + viewing.height_mm - 1) / viewing.height_mm;
}

WallPlan plan_seen(TextPen& pen, Size size, const WallPage& page, Viewing viewing) {
    const WallPlan plain = plan_wall(size.width, size.height, page);
    const int least = least_number_px(viewing, size.height);
    if (least == 0) {
        return plain;
    }
    // Measured with the longest number there is now, so that a wall does not change its parts with
    // every call.
    WallPage measured = page;
    measured.newest = page.newest.value_or(WallCall{"A000", "", ""});
    for (const WallCall& call : page.recent) {
        if (call.number.size() > measured.newest->number.size()) {
            measured.newest->number = call.number;
        }
    }
    for (int left_out = 0; left_out <= kLeftOutMost; ++left_out) {
        for (const double scale : {scale_for(plain, least), 1.0}) {
            const WallPlan plan = plan_wall(size.width, size.height, page, {scale, left_out});
            if (number_height({pen, plan, measured}) >= least) {
                return plan;
            }
        }
    }
    return plan_wall(size.width, size.height, page, {1.0, kLeftOutMost});
}

Result<Viewing> viewing_setting(const Settings& settings) {
    const auto height = number_setting(settings, "height_mm", {50, 50000}, 0);
    const auto distance = number_setting(settings, "distance_m", {1, 200}, 0);
    for (const auto& wrong : {height, distance}) {
        if (!wrong) {
            return tl::make_unexpected(wrong.error());
        }
    }
    if ((*height == 0) != (*distance == 0)) {
        return fail(Fault::bad_settings,
                    "height_mm= and distance_m=: a wall needs both to know how large to write");
    }
    return Viewing{*height, *distance};
}

}  // namespace hall::display
