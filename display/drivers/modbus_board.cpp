// SPDX-License-Identifier: Apache-2.0
#include "display/drivers/modbus_board.h"

#include <array>
#include <string>
#include <utility>

#include "display/drivers/card_board.h"
#include "display/drivers/modbus.h"
#include "display/drivers/number_field.h"
#include "display/text_plan.h"
#include "display/transport/lines.h"

namespace hall::display {

namespace {

constexpr std::array<std::string_view, 9> kKnown{"address",   "first",   "as",   "places", "blank",
                                                 "registers", "charset", "tone", "refresh"};
constexpr std::array<std::string_view, 2> kAs{"digits", "text"};
constexpr std::array<std::string_view, 2> kNoYes{"no", "yes"};
constexpr int kModbusPort = 502;

struct ModbusSetup {
    ModbusTarget target;
    bool text = false;
    int places = 4;
    std::uint16_t blank = 0;
    int registers = 4;
    bool tone = false;
};

class ModbusPanel : public Card {
public:
    ModbusPanel(ModbusSetup setup, Charset charset) : setup_(setup), gate_(charset) {}

    CardMessage message(const Page& page, Standing, Instant now) override {
        CardMessage message;
        std::vector<std::uint16_t> registers;
        if (setup_.text) {
            const auto [plan, holds] = plan_turn(page, {setup_.registers * 2, 1}, gate_, now);
            turn_ends_ = holds ? std::optional(now + *holds) : std::nullopt;
            message.lacking = plan.lacking;
            registers = text_registers(plan);
        } else {
            registers = digits(page, message.lacking);
        }
        if (setup_.tone) {
            registers.push_back(tone_of(page));
        }
        message.bytes = encode_modbus(setup_.target, registers);
        unit_ = setup_.target.unit;
        return message;
    }

    [[nodiscard]] AnswerSize answer_size() const override { return &modbus_answer_size; }
    [[nodiscard]] Outcome judge(std::span<const std::uint8_t> answer) const override {
        return judge_modbus(unit_, answer);
    }
    [[nodiscard]] Caps caps() const override { return {{}, Depth::mono, 2, true}; }
    [[nodiscard]] std::optional<Milliseconds> holds(Instant now) const override {
        return turn_ends_ ? std::optional(*turn_ends_ - now) : std::nullopt;
    }
    [[nodiscard]] const Canvas* frame() const override { return nullptr; }

private:
    [[nodiscard]] std::vector<std::uint16_t> digits(const Page& page, std::string& lacking) const {
        const std::string number = number_on(page);
        const auto shown = digits_of(number, setup_.places);
        if (!shown) {
            if (!number.empty()) {
                lacking = "the panel has no room for " + number + " and stays dark";
            }
            return {setup_.blank};
        }
        return {static_cast<std::uint16_t>(std::stoi(*shown))};  // At most four digits.
    }

    [[nodiscard]] std::vector<std::uint16_t> text_registers(const TextPlan& plan) const {
        std::string bytes;
        if (!plan.rows.empty() && !plan.rows.front().scrolls) {
            bytes = plan.rows.front().bytes;
        }
        bytes.resize(static_cast<std::size_t>(setup_.registers) * 2, ' ');
        std::vector<std::uint16_t> registers;
        for (std::size_t i = 0; i < bytes.size(); i += 2) {
            const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(bytes[at]); };
            registers.push_back(static_cast<std::uint16_t>(byte(i) << 8U | byte(i + 1)));
        }
        return registers;
    }

    static std::uint16_t tone_of(const Page& page) {
        const auto* sign = std::get_if<SignPage>(&page);
        return static_cast<std::uint16_t>(sign == nullptr ? Tone::closed : sign->tone);
    }

    ModbusSetup setup_;
    Gate gate_;
    std::uint8_t unit_ = 0;
    std::optional<Instant> turn_ends_;  ///< Of a line of the plate, or of the message.
};

Result<ModbusSetup> setup_of(const Settings& settings) {
    const auto unit = number_setting(settings, "address", {1, 247}, 1);
    const auto first = number_setting(settings, "first", {0, 65535}, 0);
    const auto as = choice_setting(settings, "as", kAs);
    const auto places = number_setting(settings, "places", {1, 4}, 4);
    const auto blank = number_setting(settings, "blank", {0, 65535}, 0);
    const auto registers = number_setting(settings, "registers", {3, 100}, 4);
    const auto tone = choice_setting(settings, "tone", kNoYes);
    for (const auto& wrong : {unit.map([](auto) {}), first.map([](auto) {}), as.map([](auto) {}),
                              places.map([](auto) {}), blank.map([](auto) {}),
                              registers.map([](auto) {}), tone.map([](auto) {})}) {
        if (!wrong) {
            return tl::make_unexpected(wrong.error());
        }
    }
    const int last = *first + (*as == 1 ? *registers : 1) + (*tone == 1 ? 1 : 0) - 1;
    if (last > 65535) {
        return fail(Fault::bad_settings, "first=: the registers run past 65535");
    }
    return ModbusSetup{{static_cast<std::uint8_t>(*unit), static_cast<std::uint16_t>(*first)},
                       *as == 1,
                       *places,
                       static_cast<std::uint16_t>(*blank),
                       *registers,
                       *tone == 1};
}

}  // namespace

Result<std::unique_ptr<Board>> open_modbus_board(const Settings& settings,
                                                 const Fittings& fittings) {
    if (auto known = only_known_with_link(settings, kKnown); !known) {
        return tl::make_unexpected(known.error());
    }
    const auto setup = setup_of(settings);
    const auto charset = charset_setting(settings);
    const auto refresh = refresh_setting(settings);
    for (const auto& wrong :
         {setup.map([](const auto&) {}), charset.map([](auto) {}), refresh.map([](auto) {})}) {
        if (!wrong) {
            return tl::make_unexpected(wrong.error());
        }
    }
    auto link = link_setting(settings, fittings, {kModbusPort, setup->target.unit});
    if (!link) {
        return tl::make_unexpected(link.error());
    }
    return std::make_unique<CardBoard>(std::make_unique<ModbusPanel>(*setup, *charset),
                                       std::move(*link), *refresh);
}

}  // namespace hall::display
