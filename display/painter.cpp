// SPDX-License-Identifier: Apache-2.0
#include "display/painter.h"

#include <variant>

#include "display/sign_layout.h"
#include "display/test_card.h"

namespace hall::display {

namespace {

constexpr int kWallLeastLines = 48;

}  // namespace

SignPage sign_of(const WallPage& wall) {
    SignPage sign;
    sign.stale = wall.stale;
    sign.script = wall.script;
    if (!wall.newest) {
        sign.wordings = {wall.welcome};
        return sign;
    }
    sign.number = wall.newest->number;
    sign.wordings = {wall.newest->counter + " " + wall.newest->where, wall.newest->counter};
    sign.tone = Tone::call;
    sign.fresh_since = wall.fresh_since;
    return sign;
}

Painter::Painter(Glyphs& glyphs, int width, int height, Depth depth)
    : glyphs_(glyphs),
      canvas_(width, height, depth) {
}

bool Painter::shows_wall() const {
    return std::holds_alternative<WallPage>(page_) && canvas_.depth() == Depth::rgb &&
           canvas_.height() >= kWallLeastLines;
}

void Painter::paint(const Page& page, Instant now) {
    page_ = page;
    next_.reset();
    if (shows_wall()) {
        if (!wall_) {
            wall_ = std::make_unique<WallLayout>(glyphs_, canvas_.width(), canvas_.height());
        }
        wall_->draw(canvas_, std::get<WallPage>(page_), now);
        return;
    }
    if (const auto* card = std::get_if<TestCard>(&page_)) {
        draw_test_card(canvas_, glyphs_, *card);
        return;
    }
    if (std::holds_alternative<Dark>(page_)) {
        canvas_.fill(canvas_.bounds(), kBlack);
        return;
    }
    const auto* wall = std::get_if<WallPage>(&page_);
    const SignPage sign = wall != nullptr ? sign_of(*wall) : std::get<SignPage>(page_);
    if (const auto drawn = draw_sign(canvas_, glyphs_, sign, now); drawn.holds) {
        next_ = now + *drawn.holds;
    }
}

std::vector<Rect> Painter::advance(Instant now) {
    if (shows_wall()) {
        return wall_->advance(canvas_, now);
    }
    if (!next_ || now < *next_) {
        return {};
    }
    const Canvas before = canvas_;
    const Page same = page_;
    paint(same, now);
    return before == canvas_ ? std::vector<Rect>{} : std::vector{canvas_.bounds()};
}

std::optional<Milliseconds> Painter::holds(Instant now) const {
    if (shows_wall()) {
        return wall_->holds(now);
    }
    if (!next_) {
        return std::nullopt;
    }
    return std::max(*next_ - now, Milliseconds(1));
}

}  // namespace hall::display
