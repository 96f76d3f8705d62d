// SPDX-License-Identifier: Apache-2.0
#include "display/resize.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace hall::display {

namespace {

// One pixel of the new line: where its sources begin and what each of them counts.
struct Mix {
    int first = 0;
    std::vector<float> weights;
};

// A tent over each new pixel, as wide as what falls on it and never narrower than two old ones.
std::vector<Mix> mixes(int from, int to) {
    const double ratio = static_cast<double>(from) / to;
    const double reach = std::max(1.0, ratio);
    std::vector<Mix> all;
    for (int i = 0; i < to; ++i) {
        const double centre = (i + 0.5) * ratio;
        const int first = std::max(0, static_cast<int>(std::floor(centre - reach)));
        const int last = std::min(from - 1, static_cast<int>(std::floor(centre + reach)));
        Mix mix{first, {}};
        float sum = 0;
        for (int at = first; at <= last; ++at) {
            const double away = std::abs(at + 0.5 - centre) / reach;
            mix.weights.push_back(static_cast<float>(std::max(0.0, 1.0 - away)));
            sum += mix.weights.back();
        }
        for (float& weight : mix.weights) {
            weight /= sum;
        }
        all.push_back(std::move(mix));
    }
    return all;
}

std::uint8_t whole(float value) {
    return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0F, 255.0F)));
}

// One channel of a new pixel, from the old ones `at` stands before.
float mixed(const Mix& mix, std::span<const std::uint8_t> line, std::size_t channel) {
    float sum = 0;
    std::size_t at = static_cast<std::size_t>(mix.first) * 3 + channel;
    for (const float weight : mix.weights) {
        sum += weight * static_cast<float>(line[at]);
        at += 3;
    }
    return sum;
}

// The lines of the picture, each `width` new pixels of three channels.
std::vector<float> narrowed(const Canvas& from, int width) {
    const auto across = mixes(from.width(), width);
    const auto stride = static_cast<std::size_t>(from.width()) * 3;
    std::vector<float> lines;
    lines.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(from.height()) * 3);
    for (int y = 0; y < from.height(); ++y) {
        const auto line = from.bytes().subspan(static_cast<std::size_t>(y) * stride, stride);
        for (const Mix& mix : across) {
            for (std::size_t channel = 0; channel < 3; ++channel) {
                lines.push_back(mixed(mix, line, channel));
            }
        }
    }
    return lines;
}

}  // namespace

Extent fitting(Extent what, Extent room) {
    const double scale = std::min(static_cast<double>(room.width) / what.width,
                                  static_cast<double>(room.height) / what.height);
    const auto of = [&](int length, int most) {
        return std::clamp(static_cast<int>(std::lround(length * scale)), 1, std::max(1, most));
    };
    return {of(what.width, room.width), of(what.height, room.height)};
}

Canvas resized(const Canvas& from, Extent to) {
    assert(from.depth() == Depth::rgb);
    Canvas out(to.width, to.height, Depth::rgb);
    const auto lines = narrowed(from, to.width);
    const auto down = mixes(from.height(), to.height);
    const auto stride = static_cast<std::size_t>(to.width) * 3;
    std::vector<float> line(stride);
    for (int y = 0; y < to.height; ++y) {
        const Mix& mix = down[static_cast<std::size_t>(y)];
        std::ranges::fill(line, 0.0F);
        std::size_t source = static_cast<std::size_t>(mix.first) * stride;
        for (const float weight : mix.weights) {
            for (std::size_t i = 0; i < stride; ++i) {
                line[i] += weight * lines[source + i];
            }
            source += stride;
        }
        for (int x = 0; x < to.width; ++x) {
            const std::size_t at = static_cast<std::size_t>(x) * 3;
            out.fill({x, y, 1, 1}, {whole(line[at]), whole(line[at + 1]), whole(line[at + 2])});
        }
    }
    return out;
}

}  // namespace hall::display
