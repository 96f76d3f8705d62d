// SPDX-License-Identifier: Apache-2.0
// What all panels that take whole pictures over a one-way wire have in common.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "display/board.h"
#include "display/drivers/wiring.h"
#include "display/painter.h"

namespace hall::display {

/// The wire of one panel: takes whole frames. Drivers derive from this.
///
/// Not thread-safe: owned by one PixelBoard.
class PixelLine {
public:
    PixelLine() = default;
    virtual ~PixelLine() = default;
    PixelLine(const PixelLine&) = delete;
    PixelLine& operator=(const PixelLine&) = delete;

    /// Sends one frame, three bytes a pixel. Never waits for the network.
    ///
    /// Errors: busy, unreachable. What could be sent has been sent.
    [[nodiscard]] virtual Outcome send(std::span<const std::uint8_t> rgb) = 0;

    /// Says goodbye, where the protocol has a word for it.
    virtual void finish(std::span<const std::uint8_t> rgb) = 0;

    /// How often a changed frame is said again at once, against loss on the way.
    [[nodiscard]] virtual int copies() const = 0;

    /// What was heard or is missing since last asked: refusals, a store that cannot be written.
    [[nodiscard]] virtual std::optional<Health> news() = 0;

    /// Called before each frame: asks and listens, where the protocol can. Never waits.
    virtual void look(Instant) {}

    /// How the panel is while there is no news.
    [[nodiscard]] virtual HealthState at_best() const { return HealthState::unverifiable; }
};

struct PixelPanel {
    Size size;
    Wiring wiring;
};

/// A panel as a machine over time.
///
/// A changed picture leaves within show(), then again `copies()` times kCopyGap apart; an unchanged
/// one is repeated every kKeepalive, because a datagram may be lost, a controller may restart, and
/// receivers go dark or leave their network mode after 2.5 s of silence. Moving pictures are sent
/// at most every kFrameGap.
///
/// Not thread-safe: owned by one loop.
class PixelBoard : public Board {
public:
    static constexpr Milliseconds kKeepalive{800};
    static constexpr Milliseconds kCopyGap{20};
    static constexpr Milliseconds kFrameGap{33};

    PixelBoard(PixelPanel panel, std::unique_ptr<PixelLine> line, const Fittings& fittings);

    Outcome show(const Page& page, Instant now) override;
    Instant tick(Instant now) override;
    void stop(Instant now) override;
    [[nodiscard]] Caps caps() const override;
    [[nodiscard]] Milliseconds time_limit() const noexcept override;
    [[nodiscard]] Health health() const override { return health_; }
    [[nodiscard]] const Canvas* frame() const override { return &painter_.canvas(); }

private:
    Outcome send(Instant now);
    [[nodiscard]] std::vector<std::uint8_t> lamps(Instant now) const;
    [[nodiscard]] Instant due(Instant now) const;

    PixelPanel panel_;
    std::unique_ptr<PixelLine> line_;
    Painter painter_;
    MinuteOfDay minute_of_day_;
    Health health_;
    bool stopped_ = false;
    int copies_left_ = 0;
    std::optional<Instant> sent_at_;
    std::optional<Instant> trouble_until_;
};

/// only_known() for `own`, size= and the wiring's settings.
[[nodiscard]] Outcome only_known_with_panel(const Settings& settings,
                                            std::span<const std::string_view> own);

/// size=, and wiring_setting(). Errors: bad_settings.
[[nodiscard]] Result<PixelPanel> panel_setting(const Settings& settings);

}  // namespace hall::display
