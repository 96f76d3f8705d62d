// SPDX-License-Identifier: Apache-2.0
#include "display/drivers/wiring.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

namespace hall::display {

namespace {

constexpr std::array<std::string_view, 6> kOrders{"rgb", "grb", "bgr", "rbg", "gbr", "brg"};
constexpr std::array<std::string_view, 2> kNoYes{"no", "yes"};
constexpr std::array<std::string_view, 4> kTurns{"0", "90", "180", "270"};
std::array<std::uint8_t, 256> levels_of(int gamma_percent, int brightness_percent) {
    std::array<std::uint8_t, 256> levels{};
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const double part = std::pow(static_cast<double>(i) / 255.0, gamma_percent / 100.0);
        levels.at(i) = static_cast<std::uint8_t>(
            std::lround(part * 255.0 * static_cast<double>(brightness_percent) / 100.0));
    }
    return levels;
}

// The pixel of the picture that the panel's own (x, y) shows.
Color seen_at(const Canvas& picture, int rotation, int x, int y) {
    const int right = picture.width() - 1;
    const int bottom = picture.height() - 1;
    switch (rotation) {
        case 90:
            return picture.pixel(right - y, x);
        case 180:
            return picture.pixel(right - x, bottom - y);
        case 270:
            return picture.pixel(y, bottom - x);
        default:
            return picture.pixel(x, y);
    }
}

}  // namespace

Result<Wiring> wiring_setting(const Settings& settings) {
    const auto order = choice_setting(settings, "order", kOrders);
    const auto serpentine = choice_setting(settings, "serpentine", kNoYes);
    const auto turn = choice_setting(settings, "rotate", kTurns);
    const auto gamma = number_setting(settings, "gamma", {100, 300}, 100);
    const auto brightness = number_setting(settings, "brightness", {1, 100}, 100);
    auto steps = by_hour_setting(settings, "brightness_from", {1, 100});
    for (const auto& wrong :
         {order.map([](auto) {}), serpentine.map([](auto) {}), turn.map([](auto) {}),
          gamma.map([](auto) {}), brightness.map([](auto) {}), steps.map([](const auto&) {})}) {
        if (!wrong) {
            return tl::make_unexpected(wrong.error());
        }
    }
    Wiring wiring;
    constexpr std::string_view kChannels = "rgb";
    for (std::size_t i = 0; i < wiring.order.size(); ++i) {
        wiring.order.at(i) = kChannels.find(kOrders.at(*order).at(i));
    }
    wiring.serpentine = *serpentine == 1;
    wiring.rotation = static_cast<int>(*turn) * 90;
    wiring.gamma_percent = *gamma;
    wiring.brightness_percent = *brightness;
    wiring.by_hour = std::move(*steps);
    return wiring;
}

int brightness_at(const Wiring& wiring, int minute_of_day) {
    if (wiring.by_hour.empty()) {
        return wiring.brightness_percent;
    }
    const int percent = percent_at(wiring.by_hour, minute_of_day);
    // Dark is a page, not a brightness.
    return std::max(1, percent * wiring.brightness_percent / 100);
}

std::vector<std::uint8_t> wired(const Canvas& picture,
                                const Wiring& wiring,
                                int brightness_percent) {
    const auto levels = levels_of(wiring.gamma_percent, brightness_percent);
    const bool upright = wiring.rotation % 180 == 0;
    const int columns = upright ? picture.width() : picture.height();
    const int rows = upright ? picture.height() : picture.width();
    std::vector<std::uint8_t> bytes;
    bytes.reserve(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows) * 3);
    for (int y = 0; y < rows; ++y) {
        for (int i = 0; i < columns; ++i) {
            const bool backwards = wiring.serpentine && y % 2 == 1;
            const int x = backwards ? columns - 1 - i : i;
            const Color color = seen_at(picture, wiring.rotation, x, y);
            const std::array channels{color.r, color.g, color.b};
            for (const std::size_t channel : wiring.order) {
                bytes.push_back(levels.at(channels.at(channel)));
            }
        }
    }
    return bytes;
}

}  // namespace hall::display
