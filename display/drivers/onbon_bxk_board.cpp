// SPDX-License-Identifier: Apache-2.0
#include "display/drivers/onbon_bxk_board.h"

#include <algorithm>
#include <array>
#include <utility>

#include "display/drivers/card_board.h"
#include "display/drivers/onbon_bxk.h"
#include "display/drivers/onbon_frame.h"
#include "display/text_plan.h"
#include "display/transport/lines.h"

namespace hall::display {

namespace {

constexpr std::array<std::string_view, 10> kKnown{
    "size", "address", "glyph", "charset", "type", "letters", "y", "speed", "timeout", "refresh"};
constexpr std::array<std::string_view, 2> kYUnits{"pixels", "bytes"};

// 8 rows of 64 cells stay below the 1 KB a card takes at once.
constexpr int kRowsMost = 8;
constexpr int kColumnsMost = 64;
constexpr std::size_t kLettersMost = 16;

struct BxkSetup {
    Size size;
    int glyph = 16;
    TextGrid grid;
    BxkCard card;
    std::string letters;
    std::uint8_t speed = 8;
    std::uint16_t timeout_s = 30;
};

// Begins a command of the card (\FK000 …). Source: onbonlab/BX-K, 区域数据格式设置.
constexpr char kEscape = '\\';

std::optional<Instant> fresh_since(const Page& page) {
    const auto* sign = std::get_if<SignPage>(&page);
    return sign == nullptr ? std::nullopt : sign->fresh_since;
}

class BxkText : public Card {
public:
    BxkText(BxkSetup setup, Charset charset) : setup_(std::move(setup)), gate_(charset, kEscape) {}

    CardMessage message(const Page& page, Standing standing, Instant now) override {
        const auto [plan, holds] = plan_turn(page, setup_.grid, gate_, now);
        turn_ends_ = holds ? std::optional(now + *holds) : std::nullopt;
        const auto since = fresh_since(page);
        fresh_until_ =
            since && now < *since + kFreshFor ? std::optional(*since + kFreshFor) : std::nullopt;
        std::vector<BxkArea> areas;
        CardMessage message;
        message.lacking = plan.lacking;
        for (int row = 0; row < setup_.grid.rows; ++row) {
            const bool there = row < std::ssize(plan.rows);
            areas.push_back(
                area(row, there ? plan.rows[static_cast<std::size_t>(row)] : TextRow{}));
        }
        BxkStanding stands{BxkRun::hold, 0};
        if (standing == Standing::while_repeated) {
            stands = {BxkRun::clear_when_stale, setup_.timeout_s};
        }
        message.bytes = encode_bxk(setup_.card, areas, stands);
        return message;
    }

    [[nodiscard]] AnswerSize answer_size() const override { return &onbon_answer_size; }
    [[nodiscard]] Outcome judge(std::span<const std::uint8_t> answer) const override {
        return judge_bxk(answer);
    }
    [[nodiscard]] Caps caps() const override { return {setup_.size, Depth::mono, 5, true}; }
    [[nodiscard]] std::optional<Milliseconds> holds(Instant now) const override {
        // A sign that rests has no fresh call, and the other way round.
        const auto& until = fresh_until_ ? fresh_until_ : turn_ends_;
        return until ? std::optional(*until - now) : std::nullopt;
    }
    [[nodiscard]] const Canvas* frame() const override { return nullptr; }

private:
    // The row's area, filled to its end: what stood there before must not stay.
    [[nodiscard]] BxkArea area(int row, const TextRow& text) const {
        const int columns = setup_.grid.columns;
        BxkArea made;
        made.id = static_cast<std::uint8_t>(row);
        made.place = {0, row * setup_.glyph, columns * setup_.glyph / 2 / 8 * 8, setup_.glyph};
        made.speed = setup_.speed;
        std::string bytes = text.bytes;
        if (text.scrolls) {
            made.effect = BxkEffect::to_left;
        } else {
            const int left = std::max(0, columns - text.cells);
            bytes = std::string(static_cast<std::size_t>(left / 2), ' ') + bytes +
                    std::string(static_cast<std::size_t>(left - left / 2), ' ');
            // A fresh call is drawn anew with every refresh: it flickers, and the eye is caught.
            made.effect = fresh_until_ ? BxkEffect::at_once : BxkEffect::still;
        }
        made.text = setup_.letters + bytes;
        return made;
    }

    BxkSetup setup_;
    Gate gate_;
    std::optional<Instant> fresh_until_;
    std::optional<Instant> turn_ends_;  ///< Of a line of the plate, or of the message.
};

Result<BxkSetup> setup_of(const Settings& settings) {
    BxkSetup setup;
    const auto size = size_setting(settings, "size");
    const auto glyph = number_setting(settings, "glyph", {8, 64}, 16);
    const auto address = number_setting(settings, "address", {1, 65533}, 1);
    const auto type = number_setting(settings, "type", {0, 255}, 0xFE);
    const auto y = choice_setting(settings, "y", kYUnits);
    const auto speed = number_setting(settings, "speed", {0, 24}, 8);
    const auto timeout = number_setting(settings, "timeout", {5, 3600}, 30);
    for (const auto& wrong : {size.map([](auto) {}), glyph.map([](auto) {}),
                              address.map([](auto) {}), type.map([](auto) {}), y.map([](auto) {}),
                              speed.map([](auto) {}), timeout.map([](auto) {})}) {
        if (!wrong) {
            return tl::make_unexpected(wrong.error());
        }
    }
    const auto grid = grid_of(*size, *glyph);
    if (!grid) {
        return tl::make_unexpected(grid.error());
    }
    if (grid->rows > kRowsMost || grid->columns > kColumnsMost) {
        return fail(Fault::bad_settings,
                    "size= and glyph=: a font card takes 8 rows of 64 half-width letters at most");
    }
    setup.size = *size;
    setup.glyph = *glyph;
    setup.grid = *grid;
    setup.card = {static_cast<std::uint16_t>(*address), static_cast<std::uint8_t>(*type), *y == 1};
    setup.letters = text_setting(settings, "letters", "");
    setup.speed = static_cast<std::uint8_t>(*speed);
    setup.timeout_s = static_cast<std::uint16_t>(*timeout);
    if (setup.letters.size() > kLettersMost) {
        return fail(Fault::bad_settings, "letters=: a font command of 16 characters at most");
    }
    return setup;
}

}  // namespace

Result<std::unique_ptr<Board>> open_onbon_bxk_board(const Settings& settings,
                                                    const Fittings& fittings) {
    if (auto known = only_known_with_link(settings, kKnown); !known) {
        return tl::make_unexpected(known.error());
    }
    auto setup = setup_of(settings);
    const auto charset = charset_setting(settings);
    const auto refresh = refresh_setting(settings);
    for (const auto& wrong :
         {setup.map([](const auto&) {}), charset.map([](auto) {}), refresh.map([](auto) {})}) {
        if (!wrong) {
            return tl::make_unexpected(wrong.error());
        }
    }
    auto link = link_setting(settings, fittings, {kOnbonPort, setup->card.address});
    if (!link) {
        return tl::make_unexpected(link.error());
    }
    return std::make_unique<CardBoard>(std::make_unique<BxkText>(std::move(*setup), *charset),
                                       std::move(*link), *refresh);
}

}  // namespace hall::display
