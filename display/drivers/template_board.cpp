// SPDX-License-Identifier: Apache-2.0
#include "display/drivers/template_board.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "display/drivers/card_board.h"
#include "display/drivers/number_field.h"
#include "display/drivers/template_panel.h"
#include "display/text_plan.h"
#include "display/transport/lines.h"

namespace hall::display {

namespace {

constexpr std::array<std::string_view, 7> kKnown{"frame", "address", "places", "tones",
                                                 "blank", "charset", "refresh"};
constexpr int kSerialServerPort = 4001;

using Tones = std::array<std::uint8_t, 5>;

class TemplatePanel : public Card {
public:
    TemplatePanel(FrameTemplate frame, TemplateValues still, Tones tones, Charset charset)
        : frame_(std::move(frame)),
          still_(std::move(still)),
          tones_(tones),
          gate_(charset) {}

    void set_places(int places) { places_ = places; }

    CardMessage message(const Page& page, Standing, Instant now) override {
        TemplateValues values = still_;
        CardMessage message;
        values.tone = tones_.at(static_cast<std::size_t>(tone_of(page)));
        const std::string number = number_on(page);
        if (const auto digits = digits_of(number, places_)) {
            values.digits = *digits;
        } else if (!number.empty() && places_ > 0) {
            message.lacking = "the panel has no room for " + number + " and stays dark";
        }
        if (frame_.text_bytes() > 0) {
            const auto [plan, holds] = plan_turn(page, {frame_.text_bytes(), 1}, gate_, now);
            turn_ends_ = holds ? std::optional(now + *holds) : std::nullopt;
            // What would have to move stays out: a panel like this cannot.
            if (!plan.rows.empty() && !plan.rows.front().scrolls) {
                values.text = plan.rows.front().bytes;
            }
            message.lacking = message.lacking.empty() ? plan.lacking : message.lacking;
        }
        message.bytes = frame_.fill(values);
        return message;
    }

    [[nodiscard]] AnswerSize answer_size() const override { return nullptr; }
    [[nodiscard]] Outcome judge(std::span<const std::uint8_t>) const override { return {}; }
    [[nodiscard]] Caps caps() const override { return {{}, Depth::mono, 2, false}; }
    [[nodiscard]] std::optional<Milliseconds> holds(Instant now) const override {
        return turn_ends_ ? std::optional(*turn_ends_ - now) : std::nullopt;
    }
    [[nodiscard]] const Canvas* frame() const override { return nullptr; }

private:
    static Tone tone_of(const Page& page) {
        if (const auto* sign = std::get_if<SignPage>(&page)) {
            return sign->tone;
        }
        return std::holds_alternative<WallPage>(page) ? Tone::call : Tone::closed;
    }

    FrameTemplate frame_;
    TemplateValues still_;
    Tones tones_;
    Gate gate_;
    int places_ = 0;
    std::optional<Instant> turn_ends_;  ///< Of a line of the plate, or of the message.
};

Result<Tones> tones_setting(const Settings& settings) {
    Tones tones{0, 1, 2, 3, 4};
    const std::string text = text_setting(settings, "tones", "0,1,2,3,4");
    const char* at = text.data();
    const char* end = at + text.size();
    for (std::size_t i = 0; i < tones.size(); ++i) {
        const auto [stop, error] = std::from_chars(at, end, tones.at(i));
        const bool last = i + 1 == tones.size();
        if (error != std::errc{} || (last ? stop != end : stop == end || *stop != ',')) {
            return fail(Fault::bad_settings,
                        "tones=" + text + ": needs five numbers 0 to 255, e.g. 0,1,2,3,4");
        }
        at = last ? stop : stop + 1;
    }
    return tones;
}

}  // namespace

Result<std::unique_ptr<Board>> open_template_board(const Settings& settings,
                                                   const Fittings& fittings) {
    if (auto known = only_known_with_link(settings, kKnown); !known) {
        return tl::make_unexpected(known.error());
    }
    const auto frame = needed_setting(settings, "frame").and_then(FrameTemplate::parse);
    const auto address = number_setting(settings, "address", {1, 255}, 1);
    const auto places = number_setting(settings, "places", {1, 12}, frame ? frame->places() : 0);
    const auto tones = tones_setting(settings);
    const auto blank = number_setting(settings, "blank", {0, 65535}, 0);
    const auto charset = charset_setting(settings);
    const auto refresh = refresh_setting(settings);
    for (const auto& wrong :
         {frame.map([](const auto&) {}), address.map([](auto) {}), places.map([](auto) {}),
          tones.map([](auto) {}), blank.map([](auto) {}), charset.map([](auto) {}),
          refresh.map([](auto) {})}) {
        if (!wrong) {
            return tl::make_unexpected(wrong.error());
        }
    }
    if (frame->text_bytes() > 0 && frame->text_bytes() < TextGrid::kColumnsLeast) {
        return fail(Fault::bad_settings, "frame=: text:N needs N of 6 at least, for AZ1007");
    }
    auto link = link_setting(settings, fittings, {kSerialServerPort, *address});
    if (!link) {
        return tl::make_unexpected(link.error());
    }
    TemplateValues still;
    still.address = static_cast<std::uint8_t>(*address);
    still.blank = static_cast<unsigned>(*blank);
    auto panel = std::make_unique<TemplatePanel>(*frame, still, *tones, *charset);
    panel->set_places(std::min(*places, frame->places()));
    return std::make_unique<CardBoard>(std::move(panel), std::move(*link), *refresh);
}

}  // namespace hall::display
