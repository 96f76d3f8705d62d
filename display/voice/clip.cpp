// SPDX-License-Identifier: Apache-2.0
#include "display/voice/clip.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <string_view>

namespace hall::voice {

using display::Fault;

namespace {

constexpr std::size_t kMost = std::size_t{30} * kRate;
constexpr std::size_t kHeader = 44;
constexpr std::size_t kRamp = kRate / 200;
constexpr const char* kRemedy = "; make it with: sox IN -r 22050 -c 1 -b 16 OUT.wav";

std::uint32_t number_at(std::span<const std::uint8_t> bytes, std::size_t at, int width) {
    std::uint32_t value = 0;
    for (int i = 0; i < width; ++i) {
        value |= static_cast<std::uint32_t>(bytes[at + static_cast<std::size_t>(i)]) << (8 * i);
    }
    return value;
}

bool says(std::span<const std::uint8_t> bytes, std::size_t at, std::string_view word) {
    return at + word.size() <= bytes.size() &&
           std::equal(word.begin(), word.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at),
                      [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

display::Result<Clip> samples_in(std::span<const std::uint8_t> data) {
    if (data.size() / 2 > kMost) {
        return display::fail(Fault::cannot_say, "longer than 30 s");
    }
    Clip clip;
    clip.samples.reserve(data.size() / 2);
    for (std::size_t i = 0; i + 1 < data.size(); i += 2) {
        clip.samples.push_back(
            static_cast<std::int16_t>(static_cast<std::uint16_t>(number_at(data, i, 2))));
    }
    return clip;
}

void put(std::vector<std::uint8_t>& to, std::uint32_t value, int width) {
    for (int i = 0; i < width; ++i) {
        to.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    }
}

void put(std::vector<std::uint8_t>& to, std::string_view word) {
    to.insert(to.end(), word.begin(), word.end());
}

std::int16_t clamped(double sample) {
    return static_cast<std::int16_t>(std::lround(std::clamp(sample, -32767.0, 32767.0)));
}

// One struck bar: a fundamental and two partials that die faster (a bar's are near 2.76 and 5.4).
void strike(Clip& clip, std::size_t from, double hertz, double seconds) {
    struct Partial {
        double ratio;
        double part;
        double decay;
    };
    constexpr std::array kPartials{Partial{1.0, 0.34, 3.2}, Partial{2.76, 0.09, 7.0},
                                   Partial{5.4, 0.03, 14.0}};
    const auto count = static_cast<std::size_t>(seconds * kRate);
    for (std::size_t i = 0; i < count && from + i < clip.samples.size(); ++i) {
        const double t = static_cast<double>(i) / kRate;
        double sum = 0;
        for (const Partial& partial : kPartials) {
            sum += partial.part * std::exp(-partial.decay * t / seconds) *
                   std::sin(2 * std::numbers::pi * hertz * partial.ratio * t);
        }
        const double attack = std::min(1.0, t / 0.004);
        const double release = std::min(1.0, (seconds - t) / 0.03);
        clip.samples[from + i] = clamped(clip.samples[from + i] + 24000.0 * sum * attack * release);
    }
}

}  // namespace

display::Result<Clip> clip_of_wav(std::span<const std::uint8_t> bytes) {
    if (!says(bytes, 0, "RIFF") || !says(bytes, 8, "WAVE")) {
        return display::fail(Fault::cannot_say, std::string("not a WAV file") + kRemedy);
    }
    bool fits = false;
    for (std::size_t at = 12; at + 8 <= bytes.size();) {
        const std::size_t length = number_at(bytes, at + 4, 4);
        const std::size_t body = at + 8;
        const std::size_t there = std::min(length, bytes.size() - body);
        if (says(bytes, at, "fmt ") && there >= 16) {
            fits = number_at(bytes, body, 2) == 1 && number_at(bytes, body + 2, 2) == 1 &&
                   number_at(bytes, body + 4, 4) == kRate && number_at(bytes, body + 14, 2) == 16;
        } else if (says(bytes, at, "data")) {
            if (!fits) {
                return display::fail(Fault::cannot_say,
                                     std::string("not 16-bit mono PCM at 22050 Hz") + kRemedy);
            }
            return samples_in(bytes.subspan(body, there));
        }
        if (length > bytes.size() - body) {
            break;
        }
        at = body + length + length % 2;
    }
    return display::fail(Fault::cannot_say, std::string("a WAV file without sound") + kRemedy);
}

std::vector<std::uint8_t> wav_header(std::size_t samples) {
    const auto length = static_cast<std::uint32_t>(2 * samples);
    std::vector<std::uint8_t> bytes;
    put(bytes, "RIFF");
    put(bytes, length + kHeader - 8, 4);
    put(bytes, "WAVEfmt ");
    put(bytes, 16, 4);
    put(bytes, 1, 2);
    put(bytes, 1, 2);
    put(bytes, kRate, 4);
    put(bytes, 2 * kRate, 4);
    put(bytes, 2, 2);
    put(bytes, 16, 2);
    put(bytes, "data");
    put(bytes, length, 4);
    return bytes;
}

std::vector<std::uint8_t> wav_of(const Clip& clip) {
    std::vector<std::uint8_t> bytes = wav_header(clip.samples.size());
    for (const std::int16_t sample : clip.samples) {
        put(bytes, static_cast<std::uint16_t>(sample), 2);
    }
    return bytes;
}

Clip trimmed(const Clip& clip) {
    constexpr int kSilent = 330;  // One per cent.
    constexpr std::ptrdiff_t kMargin = kRate / 100;
    constexpr double kLoud = 0.16 * 32767;  // Of the sounding part, root mean square.
    constexpr double kPeak = 0.89 * 32767;
    const auto heard = [](std::int16_t sample) { return std::abs(sample) > kSilent; };
    const auto& all = clip.samples;
    const auto first = std::ranges::find_if(all, heard);
    if (first == all.end()) {
        return {};
    }
    const auto last = std::find_if(all.rbegin(), all.rend(), heard).base();
    const auto from = first - std::min(kMargin, first - all.begin());
    const auto to = last + std::min(kMargin, all.end() - last);
    double energy = 0;
    int peak = 1;
    for (auto it = first; it != last; ++it) {
        energy += static_cast<double>(*it) * *it;
        peak = std::max(peak, std::abs(*it));
    }
    const double loud = std::sqrt(energy / static_cast<double>(last - first));
    const double gain = std::min(kLoud / loud, kPeak / peak);
    Clip out;
    out.samples.reserve(static_cast<std::size_t>(to - from));
    std::transform(from, to, std::back_inserter(out.samples),
                   [&](std::int16_t sample) { return clamped(sample * gain); });
    return out;
}

Clip chime(Chime kind) {
    Clip clip;
    if (kind == Chime::none) {
        return clip;
    }
    // E5 and C5.
    const bool full = kind == Chime::full;
    const double second = full ? 0.38 : 0.14;
    const double ring = full ? 0.75 : 0.22;
    clip.samples.resize(static_cast<std::size_t>((second + ring) * kRate));
    strike(clip, 0, 659.26, second + (full ? 0.2 : 0.08));
    strike(clip, static_cast<std::size_t>(second * kRate), 523.25, ring);
    return clip;
}

Clip joined(std::span<const Clip* const> clips, int percent) {
    Clip out;
    const auto rest = static_cast<std::size_t>(kBetween.count() * kRate / 1000);
    for (const Clip* clip : clips) {
        if (!out.samples.empty()) {
            out.samples.insert(out.samples.end(), rest, 0);
        }
        const std::size_t size = clip->samples.size();
        for (std::size_t i = 0; i < size; ++i) {
            const std::size_t edge = std::min({i, size - 1 - i, kRamp});
            const double ramp = static_cast<double>(edge) / kRamp;
            out.samples.push_back(clamped(clip->samples[i] * ramp * percent / 100.0));
        }
    }
    return out;
}

}  // namespace hall::voice
