// SPDX-License-Identifier: Apache-2.0
// Hears what a loudspeaker played, by comparing its samples with the clips.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace hall::display::test {

/// One thing heard between two silences, or a word of it.
struct Heard {
    std::string word;
    std::size_t at = 0;  ///< Its first sample.
};

/// Knows words by their samples.
class Ear {
public:
    /// A word as it sounds by itself, silence around it left out.
    void learn(const std::string& word, std::vector<std::int16_t> samples);

    /// The words of a recording, one after another. A stretch that is no word to the last sample –
    /// two words at once, a word cut off – is heard as "?" and hearing goes on behind the next
    /// silence.
    [[nodiscard]] std::vector<Heard> listen(const std::vector<std::int16_t>& samples) const;

private:
    std::multimap<std::int16_t, std::pair<std::string, std::vector<std::int16_t>>> words_;
};

}  // namespace hall::display::test
