// SPDX-License-Identifier: Apache-2.0
#include "tests/display/decoders/ear.h"

#include <algorithm>

namespace hall::display::test {

namespace {

// No word of ours is silent for so long within itself.
constexpr std::size_t kSilence = 22'050 / 40;

bool sounds(std::int16_t sample) {
    return sample != 0;
}

}  // namespace

void Ear::learn(const std::string& word, std::vector<std::int16_t> samples) {
    const auto first = std::ranges::find_if(samples, sounds);
    const auto last = std::find_if(samples.rbegin(), samples.rend(), sounds).base();
    if (first < last) {
        const std::vector<std::int16_t> core(first, last);
        words_.emplace(core.front(), std::pair{word, core});
    }
}

std::vector<Heard> Ear::listen(const std::vector<std::int16_t>& samples) const {
    std::vector<Heard> heard;
    auto at = std::find_if(samples.begin(), samples.end(), sounds);
    while (at != samples.end()) {
        const std::pair<std::string, std::vector<std::int16_t>>* best = nullptr;
        const auto [first, last] = words_.equal_range(*at);
        for (auto it = first; it != last; ++it) {
            const auto& core = it->second.second;
            const auto left = static_cast<std::size_t>(samples.end() - at);
            if (core.size() <= left && std::equal(core.begin(), core.end(), at) &&
                (best == nullptr || core.size() > best->second.size())) {
                best = &it->second;
            }
        }
        heard.push_back(
            {best == nullptr ? "?" : best->first, static_cast<std::size_t>(at - samples.begin())});
        if (best != nullptr) {
            at += static_cast<std::ptrdiff_t>(best->second.size());
        } else {
            const std::vector<std::int16_t> silence(kSilence, 0);
            at = std::search(at, samples.end(), silence.begin(), silence.end());
        }
        at = std::find_if(at, samples.end(), sounds);
    }
    return heard;
}

}  // namespace hall::display::test
