// SPDX-License-Identifier: Apache-2.0
#include "kiosk/screens/sheet.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace hall::screens {

namespace {

constexpr float kSideShare = 0.3125F;
constexpr float kSideMax = 600;

float share_of(Instant part, Instant whole) {
    if (whole.count() <= 0) {
        return 1;
    }
    return std::clamp(static_cast<float>(part.count()) / static_cast<float>(whole.count()), 0.0F,
                      1.0F);
}

}  // namespace

float Press::depth(std::string_view of, Instant now, const Motion& motion) const noexcept {
    if (id.empty() || of != id) {
        return 0;
    }
    if (up) {
        const float rest = 1 - share_of(now - *up, motion.press_out);
        return rest * rest;
    }
    return share_of(now - down, motion.press_in);
}

bool Press::moving(Instant now, const Motion& motion) const noexcept {
    if (id.empty()) {
        return false;
    }
    return up ? now - *up < motion.press_out : now - down < motion.press_in;
}

Frame frame_of(const Theme& theme, float hero_height, float footer) {
    const float w = theme.width();
    const float h = theme.height();
    Frame frame{
        .page = {0, 0, w, h}, .hero = {}, .body = {}, .footer = {}, .landscape = theme.landscape()};
    if (frame.landscape) {
        const float side = std::min(kSideMax, w * kSideShare);
        frame.hero = {0, 0, side, h};
        frame.body = {side, 0, w - side, h - footer};
        frame.footer = {side, h - footer, w - side, footer};
    } else {
        frame.hero = {0, 0, w, hero_height};
        frame.body = {0, hero_height, w, h - footer - hero_height};
        frame.footer = {0, h - footer, w, footer};
    }
    return frame;
}

Rect whole_panel(const Theme& theme) {
    return {0, -theme.above(), theme.width(), theme.height() + theme.above()};
}

float eased(Instant since, Instant duration) noexcept {
    const float left = 1 - share_of(since, duration);
    return 1 - left * left * left;
}

Node& Sheet::target(std::string id, Role role, Text label, Rect r, Action action) {
    const Rect px = paint.px(r);
    const Rect clip = paint.clip_px();
    const bool scrolls = clip.area() < paint.px(whole_panel(paint.theme())).area() * 0.98F;
    Semantics& all = paint.semantics();
    all.scrolled = scrolls ? clip : all.scrolled;
    all.nodes.push_back({std::move(id), role, std::move(label), px, px.common(clip), true, false,
                         scrolls, std::move(action)});
    return paint.semantics().nodes.back();
}

void Sheet::choice(std::string id, Text label, Rect r, Action action, bool chosen) {
    target(std::move(id), Role::choice, std::move(label), r, std::move(action)).chosen = chosen;
}

void Sheet::tell(std::string id, Role role, Text label, Rect r) {
    target(std::move(id), role, std::move(label), r, Action{});
}

}  // namespace hall::screens
