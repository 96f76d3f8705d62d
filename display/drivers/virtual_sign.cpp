// SPDX-License-Identifier: Apache-2.0
#include "display/drivers/virtual_sign.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "display/painter.h"
#include "display/picture.h"

namespace hall::display {

namespace {

constexpr std::array<std::string_view, 6> kKnown{"folder", "size",      "depth",
                                                 "scale",  "height_mm", "distance_m"};
constexpr std::array<std::string_view, 2> kDepths{"rgb", "mono"};
constexpr Milliseconds kPictureGap{200};
constexpr Milliseconds kTryAgain{5000};
constexpr Color kMonoLamp{255, 120, 0};

struct Looks {
    Size size;
    Depth depth;
    int scale;
    Viewing viewing;
};

class VirtualSign : public Board {
public:
    VirtualSign(std::string path, Looks looks, const Fittings& fittings)
        : path_(std::move(path)),
          looks_(looks),
          painter_(
              *fittings.glyphs, looks.size.width, looks.size.height, looks.depth, looks.viewing) {}

    Outcome show(const Page& page, Instant now) override {
        if (stopped_ || (written_at_ && page == painter_.page())) {
            return {};
        }
        painter_.paint(page, now);
        return write(now);
    }

    Instant tick(Instant now) override {
        if (stopped_ || !written_at_) {
            return now + kTryAgain;
        }
        if (now >= *written_at_ + kPictureGap) {
            const bool moved = !painter_.advance(now).empty();
            const bool again =
                health_.state == HealthState::lost && now >= *written_at_ + kTryAgain;
            if (moved || again) {
                static_cast<void>(write(now));
            }
        }
        const Milliseconds holds = painter_.holds(now).value_or(kTryAgain);
        return std::max(now + std::min(holds, kTryAgain), *written_at_ + kPictureGap);
    }

    void stop(Instant) override { stopped_ = true; }

    [[nodiscard]] Caps caps() const override { return {looks_.size, looks_.depth, 5, true}; }
    // Two fsyncs' worth on a slow card.
    [[nodiscard]] Milliseconds time_limit() const noexcept override { return Milliseconds(300); }
    [[nodiscard]] Health health() const override { return health_; }
    [[nodiscard]] const Canvas* frame() const override { return &painter_.canvas(); }

private:
    Outcome write(Instant now) {
        written_at_ = now;
        ++health_.frames;
        const Outcome written =
            png_of(as_lamps(painter_.canvas(), looks_.scale, kMonoLamp))
                .and_then([&](const auto& png) { return write_whole(path_, png); });
        health_.detail = written ? painter_.shortcoming() : written.error().detail;
        const bool good = health_.detail.empty();
        health_.state = !written ? HealthState::lost
                        : good   ? HealthState::ok
                                 : HealthState::degraded;
        return written;
    }

    std::string path_;
    Looks looks_;
    Painter painter_;
    Health health_{HealthState::ok, "", 0};
    bool stopped_ = false;
    std::optional<Instant> written_at_;
};

}  // namespace

Result<std::unique_ptr<Board>> open_virtual_sign(const Settings& settings,
                                                 const Fittings& fittings) {
    if (auto known = only_known(settings, kKnown); !known) {
        return tl::make_unexpected(known.error());
    }
    const auto folder = needed_setting(settings, "folder");
    const auto size = size_setting(settings, "size");
    const auto depth = choice_setting(settings, "depth", kDepths);
    const auto scale = number_setting(settings, "scale", {1, 16}, 8);
    const auto viewing = viewing_setting(settings);
    for (const auto& wrong :
         {folder.map([](const auto&) {}), size.map([](auto) {}), depth.map([](auto) {}),
          scale.map([](auto) {}), viewing.map([](auto) {})}) {
        if (!wrong) {
            return tl::make_unexpected(wrong.error());
        }
    }
    if (size->width * *scale > 8192 || size->height * *scale > 8192) {
        return fail(Fault::bad_settings, "size= and scale=: the picture would pass 8192 pixels");
    }
    return std::make_unique<VirtualSign>(
        *folder + "/" + fittings.name + ".png",
        Looks{*size, *depth == 1 ? Depth::mono : Depth::rgb, *scale, *viewing}, fittings);
}

}  // namespace hall::display
