// SPDX-License-Identifier: Apache-2.0
#include "display/text_plan.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <utility>
#include <variant>

#include "display/painter.h"
#include "display/utf8.h"

namespace hall::display {

namespace {

int cells_of(std::string_view utf8) {
    int cells = 0;
    for (const char32_t letter : letters_of(utf8)) {
        cells += letter < 0x80 ? 1 : 2;
    }
    return cells;
}

// Rows are made one after another; what no letters were found for is remembered.
struct Writer {
    TextGrid grid;
    const Gate& gate;
    Tone tone = Tone::calm;
    TextPlan plan;

    [[nodiscard]] bool room() const { return std::ssize(plan.rows) < grid.rows; }

    std::optional<TextRow> row(const std::string& text) {
        if (text.empty()) {
            return std::nullopt;
        }
        auto encoded = gate.pass(text);
        if (!encoded) {
            // A panel that was set up as one without Han characters is not complained of.
            if (gate.charset() != Charset::ascii) {
                plan.lacking = "the board has no letters for: " + text;
            }
            return std::nullopt;
        }
        return TextRow{std::move(encoded->bytes), cells_of(text), tone, false, false};
    }

    [[nodiscard]] std::optional<TextRow> fitting(const std::string& text) {
        auto made = row(text);
        return made && made->cells <= grid.columns ? made : std::nullopt;
    }

    bool put(std::optional<TextRow> made) {
        if (made && room()) {
            plan.rows.push_back(std::move(*made));
            return true;
        }
        return false;
    }

    // The first that fits. One that was passed over for want of letters is no loss then.
    bool put_first(const std::vector<std::string>& wordings) {
        const std::string lacked = plan.lacking;
        for (const std::string& wording : wordings) {
            if (put(fitting(wording))) {
                plan.lacking = lacked;
                return true;
            }
        }
        return false;
    }
};

std::vector<std::string> with_number(const SignPage& page) {
    std::vector<std::string> all;
    for (const std::string& wording : page.wordings) {
        const bool has_it = wording.find(page.number) != std::string::npos;
        all.push_back(has_it ? wording : page.number + " " + wording);
    }
    return all;
}

void write_number(Writer& writer, const SignPage& page) {
    if (writer.grid.rows == 1) {
        if (writer.put_first(with_number(page)) ||
            (!page.counter.empty() &&
             writer.put(writer.fitting(page.number + "-" + page.counter)))) {
            return;
        }
    }
    auto number = writer.fitting(page.number);
    // A number is ASCII and the grid holds the longest there is (grid_of).
    if (!number) {
        writer.plan.lacking = "the board cannot show the number " + page.number;
        return;
    }
    number->number = true;
    writer.put(std::move(number));
    std::vector<std::string> words = page.wordings;
    words.push_back(page.where);
    if (!writer.put_first(words)) {
        writer.put(writer.fitting(page.counter));
    }
}

void write_words(Writer& writer, const SignPage& page) {
    if (writer.grid.rows > 1 && !page.where.empty()) {
        writer.put_first({page.where, page.counter});
    }
    if (writer.put_first(page.wordings)) {
        return;
    }
    for (auto wording = page.wordings.rbegin(); wording != page.wordings.rend(); ++wording) {
        if (auto wide = writer.row(*wording)) {
            wide->scrolls = true;
            writer.plan.lacking.clear();
            writer.put(std::move(wide));
            return;
        }
    }
    writer.put(writer.fitting(page.counter));
}

TextPlan plan_sign(const SignPage& page, Writer writer) {
    writer.tone = page.tone;
    if (page.number.empty()) {
        write_words(writer, page);
    } else {
        write_number(writer, page);
    }
    writer.tone = Tone::notice;
    if (!page.stale.empty() && !writer.put_first({page.stale})) {
        // No row left: an asterisk after the last says that the hall has not been heard of.
        TextRow* last = writer.plan.rows.empty() ? nullptr : &writer.plan.rows.back();
        if (last != nullptr && last->cells < writer.grid.columns) {
            last->bytes += '*';
            ++last->cells;
        }
    }
    writer.tone = Tone::calm;
    for (const std::string& line : page.plate) {
        if (!writer.put_first({line}) && writer.fitting(line)) {
            writer.plan.plate_left.push_back(line);
        }
    }
    return std::move(writer.plan);
}

}  // namespace

TextPlan plan_text(const Page& page, TextGrid grid, const Gate& gate) {
    assert(grid.columns >= TextGrid::kColumnsLeast && grid.rows >= 1);
    Writer writer{grid, gate, Tone::calm, {}};
    if (const auto* sign = std::get_if<SignPage>(&page)) {
        return plan_sign(*sign, std::move(writer));
    }
    if (const auto* wall = std::get_if<WallPage>(&page)) {
        return plan_sign(sign_of(*wall), std::move(writer));
    }
    if (const auto* card = std::get_if<TestCard>(&page)) {
        // Every edge of the grid is inked: what is cut off is seen.
        std::string ruler;
        for (int i = 1; i <= grid.columns; ++i) {
            ruler += static_cast<char>('0' + i % 10);
        }
        writer.put_first(
            {card->name, card->name.substr(0, static_cast<std::size_t>(grid.columns))});
        while (writer.room()) {
            writer.put(writer.fitting(ruler));
        }
    }
    return std::move(writer.plan);
}

TextTurn plan_turn(const Page& page, TextGrid grid, const Gate& gate, Instant now) {
    TextTurn turn{plan_text(page, grid, gate), std::nullopt};
    const auto* sign = std::get_if<SignPage>(&page);
    if (sign == nullptr || !rests(*sign) || turn.plan.plate_left.empty()) {
        return turn;
    }
    turn.holds = turn_lasts(now);
    if (const auto line = plate_turn(now, turn.plan.plate_left.size())) {
        SignPage plate = *sign;
        plate.wordings = {turn.plan.plate_left[*line]};
        turn.plan = plan_text(plate, grid, gate);
    }
    return turn;
}

Result<TextGrid> grid_of(Size size, int glyph) {
    const TextGrid grid{size.width * 2 / glyph, size.height / glyph};
    if (grid.columns < TextGrid::kColumnsLeast || grid.rows < 1) {
        return fail(Fault::bad_settings, "size= and glyph=: too small for AZ1007; needs " +
                                             std::to_string(TextGrid::kColumnsLeast * glyph / 2) +
                                             "x" + std::to_string(glyph) +
                                             " at least, or smaller letters");
    }
    return grid;
}

}  // namespace hall::display
