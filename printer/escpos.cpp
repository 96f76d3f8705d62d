// SPDX-License-Identifier: Apache-2.0
// ESC/POS. Source of every command: Epson ESC/POS command reference, under the command's name.
#include <algorithm>
#include <initializer_list>

#include "printer/dialect.h"

namespace hall::printer {

namespace {

constexpr std::uint8_t kEsc = 0x1B;
constexpr std::uint8_t kGs = 0x1D;
constexpr std::size_t kRasterHead = 8;
constexpr int kFeedMax = 255;

void put(Bytes& out, std::initializer_list<std::uint8_t> bytes) {
    out.insert(out.end(), bytes);
}

void put_u16(Bytes& out, std::size_t value) {
    out.push_back(static_cast<std::uint8_t>(value & 0xFFU));
    out.push_back(static_cast<std::uint8_t>(value >> 8U));
}

void put_feed(Bytes& out, int dots) {
    if (dots > 0) {
        put(out, {kEsc, 'J', static_cast<std::uint8_t>(std::min(dots, kFeedMax))});
    }
}

class EscPos final : public Speech {
public:
    void begin(Bytes& out, const Profile& profile) const override {
        put(out, {kEsc, '@'});
        if (profile.density != 0) {
            // Function 49 counts from 250 (lightest) through 0 to 8.
            put(out, {kGs, '(', 'K', 2, 0, 49, static_cast<std::uint8_t>(profile.density)});
        }
    }

    void raster(Bytes& out, const Bitmap& picture, const Profile& profile) const override {
        const std::size_t row_bytes = picture.row_bytes();
        for (int top = 0; top < picture.height_dots; top += profile.band_rows) {
            const int height = std::min(profile.band_rows, picture.height_dots - top);
            put(out, {kGs, 'v', '0', 0});
            put_u16(out, row_bytes);
            put_u16(out, static_cast<std::size_t>(height));
            const auto first =
                static_cast<std::ptrdiff_t>(static_cast<std::size_t>(top) * row_bytes);
            const auto size =
                static_cast<std::ptrdiff_t>(static_cast<std::size_t>(height) * row_bytes);
            const auto from = picture.rows.begin() + first;
            out.insert(out.end(), from, from + size);
        }
    }

    void cut(Bytes& out, const Profile& profile) const override {
        const auto feed = static_cast<std::uint8_t>(profile.feed_dots);
        switch (profile.cut) {
            case Cut::none:
                return put_feed(out, profile.feed_dots);
            case Cut::partial:
                put_feed(out, profile.feed_dots);
                return put(out, {kGs, 'V', 1});
            case Cut::full:
                put_feed(out, profile.feed_dots);
                return put(out, {kGs, 'V', 0});
            case Cut::partial_feed:
                return put(out, {kGs, 'V', 66, feed});
            case Cut::full_feed:
                return put(out, {kGs, 'V', 65, feed});
        }
    }

    void ask(Bytes& out, Question question, const JobKey& key) const override {
        switch (question) {
            case Question::none:
                return;
            case Question::process_id:
                put(out, {kGs, '(', 'H', 6, 0, '0', '0'});
                out.insert(out.end(), key.bytes().begin(), key.bytes().end());
                return;
            case Question::in_order:
                return put(out, {kGs, 'r', 1});
        }
    }

    void qr(Bytes& out, const std::string& payload, int module_dots) const override {
        const auto begin = [&out](std::size_t parameters) {
            put(out, {kGs, '(', 'k'});
            put_u16(out, parameters);
            out.push_back('1');  // cn 49: QR code.
        };
        put(out, {kEsc, 'a', 1});
        begin(4);
        put(out, {65, '2', 0});  // Model 2.
        begin(3);
        put(out, {67, static_cast<std::uint8_t>(std::clamp(module_dots, 1, 16))});
        begin(3);
        put(out, {69, '1'});  // Level M, as our own.
        begin(payload.size() + 3);
        put(out, {80, '0'});
        out.insert(out.end(), payload.begin(), payload.end());
        begin(3);
        put(out, {81, '0'});
    }

    void kick_drawer(Bytes& out) const override {
        // Pin 2, 100 ms on and 200 ms off: what solenoids of cash drawers are made for.
        put(out, {kEsc, 'p', 0, 50, 100});
    }

    [[nodiscard]] std::size_t longest_command(const Profile& profile) const noexcept override {
        return kRasterHead + static_cast<std::size_t>(profile.width_dots / 8) *
                                 static_cast<std::size_t>(profile.band_rows);
    }
};

}  // namespace

const Speech& speech_of(Dialect dialect) noexcept {
    static const EscPos kEscPos;
    switch (dialect) {
        case Dialect::escpos:
            return kEscPos;
    }
    return kEscPos;
}

}  // namespace hall::printer
