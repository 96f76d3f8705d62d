// SPDX-License-Identifier: Apache-2.0
#include "printer/encoder.h"

#include <algorithm>
#include <initializer_list>

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

void put_cut(Bytes& out, const Profile& profile) {
    const auto feed = static_cast<std::uint8_t>(profile.feed_dots);
    switch (profile.cut) {
        case Cut::none:
            put_feed(out, profile.feed_dots);
            return;
        case Cut::partial:
            put_feed(out, profile.feed_dots);
            put(out, {kGs, 'V', 1});
            return;
        case Cut::full:
            put_feed(out, profile.feed_dots);
            put(out, {kGs, 'V', 0});
            return;
        case Cut::partial_feed:
            put(out, {kGs, 'V', 66, feed});
            return;
        case Cut::full_feed:
            put(out, {kGs, 'V', 65, feed});
            return;
    }
}

void put_raster(Bytes& out, const Bitmap& picture, int band_rows) {
    const std::size_t row_bytes = picture.row_bytes();
    for (int top = 0; top < picture.height_dots; top += band_rows) {
        const int height = std::min(band_rows, picture.height_dots - top);
        put(out, {kGs, 'v', '0', 0});
        put_u16(out, row_bytes);
        put_u16(out, static_cast<std::size_t>(height));
        const auto first = static_cast<std::ptrdiff_t>(static_cast<std::size_t>(top) * row_bytes);
        const auto size = static_cast<std::ptrdiff_t>(static_cast<std::size_t>(height) * row_bytes);
        const auto from = picture.rows.begin() + first;
        out.insert(out.end(), from, from + size);
    }
}

}  // namespace

Result<Bytes> encode(const Bitmap& picture,
                     const Profile& profile,
                     const JobKey& key,
                     Question question) {
    if (picture.width_dots < 1 || picture.height_dots < 1) {
        return fault(Fault::bad_picture, "an empty picture");
    }
    if (picture.width_dots > profile.width_dots) {
        return fault(Fault::bad_picture, std::to_string(picture.width_dots) +
                                             " dots are wider than the paper's " +
                                             std::to_string(profile.width_dots));
    }
    Bitmap safe = picture;
    defuse(safe);

    Bytes out;
    out.reserve(safe.rows.size() + 1024);
    put(out, {kEsc, '@'});
    put_raster(out, safe, profile.band_rows);
    put_cut(out, profile);
    if (question == Question::process_id) {
        put(out, {kGs, '(', 'H', 6, 0, '0', '0'});
        out.insert(out.end(), key.bytes().begin(), key.bytes().end());
    } else if (question == Question::in_order) {
        const Bytes asked = encode_in_order_question();
        out.insert(out.end(), asked.begin(), asked.end());
    }
    return out;
}

Bytes encode_recovery(const Profile& profile, Torn torn) {
    Bytes out(longest_command(profile), 0);
    put(out, {kEsc, '@'});
    if (torn == Torn::perhaps) {
        put_cut(out, profile);
    }
    return out;
}

Bytes encode_in_order_question() {
    return {kGs, 'r', 1};
}

Bytes encode_cut_counter_question() {
    constexpr std::uint8_t kAutocutter = 178;
    return {kGs, 'g', '2', 0, kAutocutter, 0};
}

std::size_t longest_command(const Profile& profile) noexcept {
    return kRasterHead + static_cast<std::size_t>(profile.width_dots / 8) *
                             static_cast<std::size_t>(profile.band_rows);
}

}  // namespace hall::printer
