// SPDX-License-Identifier: Apache-2.0
// Every clip of the languages in use: recorded, made before, or made now.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "display/voice/clip.h"
#include "display/voice/phrase.h"

namespace hall::voice {

/// Where clips come from. Each token is looked for in `recorded`, then in `made`, then it is
/// synthesized and put there. Files: `<folder>/<cmn|en|yue>/<token>.wav`, and `chime.wav` in
/// `recorded` itself.
struct ClipPlaces {
    std::string recorded;  ///< Empty: none.
    std::string made;      ///< A folder of ours, made when missing. Empty: nothing is kept.
    std::string synthesizer = "espeak-ng";
};

/// Not thread-safe: owned by one thread.
class ClipStore {
public:
    ClipStore(ClipPlaces places, const std::vector<Tongue>& tongues);

    /// Finds or makes the next clip that is still to be got; false when none is. Reads a file, or
    /// blocks as synthesize() does.
    bool prepare_one();
    void prepare_all();

    /// The phrase as one piece of sound; tokens without a clip are left out, which is worse than
    /// speaking and better than silence. Empty when hardly anything would be left: the number or
    /// the counter cannot be said.
    [[nodiscard]] std::optional<Clip> say(const Phrase& phrase,
                                          Tongue tongue,
                                          Chime chime,
                                          int percent) const;

    /// Why tokens have no clip, one line each; empty when all is there.
    [[nodiscard]] const std::vector<std::string>& faults() const noexcept { return faults_; }
    [[nodiscard]] const Clip* find(Tongue tongue, const std::string& token) const;

private:
    using Key = std::pair<Tongue, std::string>;

    [[nodiscard]] std::optional<Clip> load(const std::string& folder, const Key& key);
    [[nodiscard]] std::string folder_of_made() const;
    void make(const Key& key);

    ClipPlaces places_;
    std::vector<Key> wanted_;  ///< Still to be got, the last first.
    std::map<Key, Clip> clips_;
    std::map<Chime, Clip> chimes_;
    std::vector<std::string> faults_;
    bool synthesizer_away_ = false;
};

}  // namespace hall::voice
