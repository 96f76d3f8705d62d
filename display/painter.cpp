// SPDX-License-Identifier: Apache-2.0
#include "display/painter.h"

#include <variant>

#include "display/sign_layout.h"
#include "display/test_card.h"

namespace hall::display {

namespace {

constexpr int kWallLeastLines = 48;

}  // namespace

bool rests(const SignPage& sign) {
    return sign.number.empty() && sign.tone == Tone::calm;
}

std::optional<std::size_t> plate_turn(Instant now, std::size_t lines) {
    const auto turn = static_cast<std::size_t>(now.time_since_epoch() / kPlateStands);
    if (lines == 0 || turn % 2 == 0) {
        return std::nullopt;
    }
    return turn / 2 % lines;
}

Milliseconds turn_lasts(Instant now) {
    return kPlateStands - now.time_since_epoch() % kPlateStands;
}

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

Painter::Painter(Glyphs& glyphs, int width, int height, Depth depth, Viewing viewing)
    : glyphs_(glyphs),
      viewing_(viewing),
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
            wall_ =
                std::make_unique<WallLayout>(glyphs_, canvas_.width(), canvas_.height(), viewing_);
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
    paint_sign(sign, now);
}

void Painter::paint_sign(const SignPage& sign, Instant now) {
    const auto note = [&](std::optional<Milliseconds> holds) {
        if (holds && (!next_ || now + *holds < *next_)) {
            next_ = now + *holds;
        }
    };
    const SignDrawing drawn = draw_sign(canvas_, glyphs_, sign, now);
    note(drawn.holds);
    if (!rests(sign) || drawn.plate_left.empty()) {
        return;
    }
    note(turn_lasts(now));
    if (!plate_turn(now, drawn.plate_left.size())) {
        return;  // The message.
    }
    SignPage plate = sign;
    plate.plate.clear();
    std::vector<std::string> standing;  // Without those that would have to travel.
    for (const std::string& line : drawn.plate_left) {
        plate.wordings = {line};
        if (draw_sign(canvas_, glyphs_, plate, now).variant == SignVariant::lines) {
            standing.push_back(line);
        }
    }
    const auto turn = plate_turn(now, standing.size());
    if (!turn) {
        (void)draw_sign(canvas_, glyphs_, sign, now);
        return;
    }
    plate.wordings = {standing[*turn]};
    (void)draw_sign(canvas_, glyphs_, plate, now);
}

std::string Painter::shortcoming() const {
    const int least = least_number_px(viewing_, canvas_.height());
    const int is = shows_wall() && least > 0 ? wall_->number_px() : 0;
    if (is == 0 || is >= least) {
        return {};
    }
    return "the number stands " + std::to_string(is * viewing_.height_mm / canvas_.height()) +
           " mm high; read from " + std::to_string(viewing_.distance_m) + " m it should be " +
           std::to_string(viewing_.distance_m * kNumberMmPerMetre);
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
