// SPDX-License-Identifier: Apache-2.0
#include "display/drivers/pixel_board.h"

#include <algorithm>
#include <utility>

namespace hall::display {

namespace {

// Trouble is shown for this long after it was last heard of: refusals come back only now and then.
constexpr Milliseconds kTroubleShown{3000};

// 16384 pixels are 97 universes: beyond that a panel belongs on a sending card.
constexpr int kPixelsMax = 16384;

}  // namespace

Outcome only_known_with_panel(const Settings& settings, std::span<const std::string_view> own) {
    std::vector<std::string_view> all(own.begin(), own.end());
    all.push_back("size");
    all.insert(all.end(), kWiringSettings.begin(), kWiringSettings.end());
    return only_known(settings, all);
}

Result<PixelPanel> panel_setting(const Settings& settings) {
    const auto size = size_setting(settings, "size");
    if (!size) {
        return tl::make_unexpected(size.error());
    }
    if (size->width * size->height > kPixelsMax) {
        return fail(Fault::bad_settings,
                    "size=: more than 16384 pixels; feed such a wall through a sending card "
                    "(driver=screen)");
    }
    const auto wiring = wiring_setting(settings);
    if (!wiring) {
        return tl::make_unexpected(wiring.error());
    }
    return PixelPanel{*size, *wiring};
}

PixelBoard::PixelBoard(PixelPanel panel, std::unique_ptr<PixelLine> line, const Fittings& fittings)
    : panel_(std::move(panel)),
      line_(std::move(line)),
      painter_(*fittings.glyphs, panel_.size.width, panel_.size.height, Depth::rgb),
      minute_of_day_(fittings.minute_of_day) {
}

std::vector<std::uint8_t> PixelBoard::lamps(Instant now) const {
    const int minute = minute_of_day_ ? minute_of_day_(now) : kMinutesOfDay / 2;
    return wired(painter_.canvas(), panel_.wiring, brightness_at(panel_.wiring, minute));
}

Outcome PixelBoard::show(const Page& page, Instant now) {
    if (stopped_ || (sent_at_ && page == painter_.page())) {
        return {};
    }
    painter_.paint(page, now);
    copies_left_ = line_->copies();
    return send(now);
}

Outcome PixelBoard::send(Instant now) {
    sent_at_ = now;
    ++health_.frames;
    line_->look(now);
    const Outcome sent = line_->send(lamps(now));
    std::optional<Health> news = line_->news();
    if (!sent) {
        const bool busy = sent.error().code == Fault::busy;
        news = Health{busy ? HealthState::degraded : HealthState::lost, sent.error().detail, 0};
    }
    if (news) {
        health_.state = news->state;
        health_.detail = news->detail;
        trouble_until_ = now + kTroubleShown;
    } else if (!trouble_until_ || now >= *trouble_until_) {
        health_.state = line_->at_best();
        health_.detail.clear();
        trouble_until_.reset();
    }
    return sent;
}

Instant PixelBoard::due(Instant now) const {
    Instant next = *sent_at_ + kKeepalive;
    if (copies_left_ > 0) {
        next = std::min(next, *sent_at_ + kCopyGap);
    }
    if (const auto holds = painter_.holds(now)) {
        next = std::min(next, std::max(now + *holds, *sent_at_ + kFrameGap));
    }
    return next;
}

Instant PixelBoard::tick(Instant now) {
    if (stopped_ || !sent_at_) {
        return now + kKeepalive;
    }
    // What goes wrong here stands in health(), and the next keepalive is the next try.
    if (now >= *sent_at_ + kFrameGap && !painter_.advance(now).empty()) {
        copies_left_ = line_->copies();
        static_cast<void>(send(now));
    } else if (copies_left_ > 0 && now >= *sent_at_ + kCopyGap) {
        --copies_left_;
        static_cast<void>(send(now));
    } else if (now >= *sent_at_ + kKeepalive) {
        static_cast<void>(send(now));
    }
    return due(now);
}

void PixelBoard::stop(Instant now) {
    if (stopped_) {
        return;
    }
    if (sent_at_) {
        line_->finish(lamps(now));
    }
    stopped_ = true;
}

Caps PixelBoard::caps() const {
    return {panel_.size, Depth::rgb, 30, false};
}

Milliseconds PixelBoard::time_limit() const noexcept {
    // Drawing and handing over take a few ms; once a minute a store is written, up to 100 ms.
    return Milliseconds(150);
}

}  // namespace hall::display
