// SPDX-License-Identifier: Apache-2.0
#include "display/drivers/wiring.h"

#include <string_view>

namespace hall::display {

namespace {

constexpr std::array<std::string_view, 6> kOrders{"rgb", "grb", "bgr", "rbg", "gbr", "brg"};
constexpr std::array<std::string_view, 2> kNoYes{"no", "yes"};

}  // namespace

Result<Wiring> wiring_setting(const Settings& settings) {
    const auto order = choice_setting(settings, "order", kOrders);
    if (!order) {
        return tl::make_unexpected(order.error());
    }
    const auto serpentine = choice_setting(settings, "serpentine", kNoYes);
    if (!serpentine) {
        return tl::make_unexpected(serpentine.error());
    }
    const auto brightness = number_setting(settings, "brightness", {1, 100}, 100);
    if (!brightness) {
        return tl::make_unexpected(brightness.error());
    }
    Wiring wiring;
    constexpr std::string_view kChannels = "rgb";
    for (std::size_t i = 0; i < wiring.order.size(); ++i) {
        wiring.order.at(i) = kChannels.find(kOrders.at(*order).at(i));
    }
    wiring.serpentine = *serpentine == 1;
    wiring.brightness_percent = *brightness;
    return wiring;
}

std::vector<std::uint8_t> wired(const Canvas& picture, const Wiring& wiring) {
    std::vector<std::uint8_t> bytes;
    bytes.reserve(static_cast<std::size_t>(picture.width()) *
                  static_cast<std::size_t>(picture.height()) * 3);
    for (int y = 0; y < picture.height(); ++y) {
        for (int i = 0; i < picture.width(); ++i) {
            const bool backwards = wiring.serpentine && y % 2 == 1;
            const Color color = picture.pixel(backwards ? picture.width() - 1 - i : i, y);
            const std::array channels{color.r, color.g, color.b};
            for (const std::size_t channel : wiring.order) {
                const int level = channels.at(channel) * wiring.brightness_percent;
                bytes.push_back(static_cast<std::uint8_t>((level + 50) / 100));
            }
        }
    }
    return bytes;
}

}  // namespace hall::display
