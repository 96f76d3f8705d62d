// SPDX-License-Identifier: Apache-2.0
// A piece of sound, and what is done to it. Pure.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "display/fault.h"
#include "display/instant.h"

namespace hall::voice {

/// Samples a second of everything here: what espeak-ng gives; speech has little above 10 kHz.
inline constexpr int kRate = 22'050;

/// 16-bit mono at kRate.
struct Clip {
    std::vector<std::int16_t> samples;

    [[nodiscard]] display::Milliseconds length() const {
        return display::Milliseconds(static_cast<std::int64_t>(samples.size()) * 1000 / kRate);
    }
};

/// Reads a WAV file: PCM, 16 bit, mono, kRate, up to 30 s. A length in its header that passes the
/// end means "to the end", as a program writes that cannot seek.
///
/// Errors: cannot_say, with the remedy.
[[nodiscard]] display::Result<Clip> clip_of_wav(std::span<const std::uint8_t> bytes);

/// The 44 bytes before `samples` samples of PCM.
[[nodiscard]] std::vector<std::uint8_t> wav_header(std::size_t samples);
[[nodiscard]] std::vector<std::uint8_t> wav_of(const Clip& clip);

/// Without the silence before and after, and as loud as every other clip.
[[nodiscard]] Clip trimmed(const Clip& clip);

/// Two struck bars, a falling third; ours, computed. The brief one is for when many wait.
enum class Chime : std::uint8_t { none, brief, full };
[[nodiscard]] Clip chime(Chime kind);

/// How long the voice rests between two tokens.
inline constexpr display::Milliseconds kBetween{45};

/// The clips one after another, each with ramps of 5 ms, `percent` of their loudness.
[[nodiscard]] Clip joined(std::span<const Clip* const> clips, int percent);

}  // namespace hall::voice
