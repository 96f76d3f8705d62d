// SPDX-License-Identifier: Apache-2.0
#include "display/drivers/onbon_bx6_board.h"

#include <algorithm>
#include <array>
#include <utility>

#include "display/drivers/card_board.h"
#include "display/drivers/onbon_bx6.h"
#include "display/drivers/onbon_frame.h"
#include "display/painter.h"
#include "display/transport/lines.h"

namespace hall::display {

namespace {

constexpr std::array<std::string_view, 8> kKnown{"size", "address", "pixels",  "bits",
                                                 "lit",  "type",    "timeout", "refresh"};
constexpr std::array<std::string_view, 3> kPixels{"rgb", "mono", "dual"};
constexpr std::array<std::string_view, 2> kBits{"words", "bytes"};
constexpr std::array<std::string_view, 2> kLit{"zero", "one"};

constexpr int kPixelsMost = 65536;
// A card draws a new area within some tens of ms; more pictures than that it only drops.
constexpr Milliseconds kPictureGap{250};
constexpr Milliseconds kOnWireMost{2000};

struct Bx6Setup {
    Size size;
    Bx6Card card;
    Bx6Pixels pixels = Bx6Pixels::rgb;
    Bx6Bits bits;
    std::uint16_t timeout_s = 30;
    bool moves = true;
};

Depth depth_of(Bx6Pixels pixels) {
    return pixels == Bx6Pixels::mono ? Depth::mono : Depth::rgb;
}

Page without_motion(Page page) {
    if (auto* sign = std::get_if<SignPage>(&page)) {
        sign->fresh_since.reset();
    } else if (auto* wall = std::get_if<WallPage>(&page)) {
        wall->fresh_since.reset();
    }
    return page;
}

class Bx6Picture : public Card {
public:
    Bx6Picture(Bx6Setup setup, Glyphs& glyphs)
        : setup_(setup),
          painter_(glyphs, setup.size.width, setup.size.height, depth_of(setup.pixels)) {}

    CardMessage message(const Page& page, Standing standing, Instant now) override {
        painter_.paint(setup_.moves ? page : without_motion(page), now);
        Bx6Standing stands;
        stands.timeout_s = setup_.timeout_s;
        if (standing == Standing::for_good) {
            stands.run = 1;
            stands.timeout_s = 0;
        }
        const auto pixels = bx6_pixels(painter_.canvas(), setup_.pixels, setup_.bits);
        return {encode_bx6(setup_.card, {setup_.size, pixels}, stands), {}};
    }

    [[nodiscard]] AnswerSize answer_size() const override { return &onbon_answer_size; }
    [[nodiscard]] Outcome judge(std::span<const std::uint8_t> answer) const override {
        return judge_bx6(answer);
    }
    [[nodiscard]] Caps caps() const override {
        return {setup_.size, depth_of(setup_.pixels), 4, true};
    }
    [[nodiscard]] std::optional<Milliseconds> holds(Instant now) const override {
        const auto holds = setup_.moves ? painter_.holds(now) : std::nullopt;
        return holds ? std::optional(std::max(*holds, kPictureGap)) : std::nullopt;
    }
    [[nodiscard]] const Canvas* frame() const override { return &painter_.canvas(); }

private:
    Bx6Setup setup_;
    Painter painter_;
};

// Refuses what would hold the line for longer than anybody would wait for a call.
Outcome fits_line(const Bx6Setup& setup, const Settings& settings) {
    const auto baud = number_setting(settings, "baud", {1200, 115200}, 9600);
    if (!baud) {
        return tl::make_unexpected(baud.error());
    }
    BusPace pace;
    pace.baud = *baud;
    const Canvas blank(setup.size.width, setup.size.height, depth_of(setup.pixels));
    const auto bytes = bx6_pixels(blank, setup.pixels, setup.bits).size();
    if (pace.takes(bytes) > kOnWireMost) {
        return fail(Fault::bad_settings, "size=, pixels= and baud=: one picture would take " +
                                             std::to_string(pace.takes(bytes).count() / 1000) +
                                             " s; use pixels=mono, more baud, or the network");
    }
    return {};
}

Result<Bx6Setup> setup_of(const Settings& settings) {
    const auto size = size_setting(settings, "size");
    const auto address = number_setting(settings, "address", {1, 65535}, 0xFFFF);
    const auto pixels = choice_setting(settings, "pixels", kPixels);
    const auto bits = choice_setting(settings, "bits", kBits);
    const auto lit = choice_setting(settings, "lit", kLit);
    const auto type = number_setting(settings, "type", {0, 65535}, 0x0266);
    const auto timeout = number_setting(settings, "timeout", {5, 3600}, 30);
    for (const auto& wrong : {size.map([](auto) {}), address.map([](auto) {}),
                              pixels.map([](auto) {}), bits.map([](auto) {}), lit.map([](auto) {}),
                              type.map([](auto) {}), timeout.map([](auto) {})}) {
        if (!wrong) {
            return tl::make_unexpected(wrong.error());
        }
    }
    if (size->width * size->height > kPixelsMost) {
        return fail(Fault::bad_settings, "size=: a picture card drives 65536 pixels at most");
    }
    Bx6Setup setup;
    setup.size = *size;
    setup.card = {static_cast<std::uint16_t>(*address), static_cast<std::uint16_t>(*type)};
    setup.pixels = static_cast<Bx6Pixels>(*pixels);
    setup.bits = {*bits == 0, *lit == 0};
    setup.timeout_s = static_cast<std::uint16_t>(*timeout);
    setup.moves = !is_serial(settings);
    if (is_serial(settings)) {
        if (auto fits = fits_line(setup, settings); !fits) {
            return tl::make_unexpected(fits.error());
        }
    }
    return setup;
}

}  // namespace

Result<std::unique_ptr<Board>> open_onbon_bx6_board(const Settings& settings,
                                                    const Fittings& fittings) {
    if (auto known = only_known_with_link(settings, kKnown); !known) {
        return tl::make_unexpected(known.error());
    }
    const auto setup = setup_of(settings);
    const auto refresh = refresh_setting(settings);
    for (const auto& wrong : {setup.map([](const auto&) {}), refresh.map([](auto) {})}) {
        if (!wrong) {
            return tl::make_unexpected(wrong.error());
        }
    }
    auto link = link_setting(settings, fittings, {kOnbonPort, setup->card.address});
    if (!link) {
        return tl::make_unexpected(link.error());
    }
    return std::make_unique<CardBoard>(std::make_unique<Bx6Picture>(*setup, *fittings.glyphs),
                                       std::move(*link), *refresh);
}

}  // namespace hall::display
