// SPDX-License-Identifier: Apache-2.0
#include "display/voice/clip_store.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "display/picture.h"
#include "display/voice/synth.h"

namespace hall::voice {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t kMostBytes = std::uintmax_t{2} * 1024 * 1024;
constexpr std::size_t kMostFaults = 64;

std::optional<std::vector<std::uint8_t>> bytes_of(const std::string& path) {
    std::error_code wrong;
    const auto size = fs::file_size(path, wrong);
    if (wrong || size > kMostBytes) {
        return std::nullopt;
    }
    std::ifstream file(path, std::ios::binary);
    return std::vector<std::uint8_t>(std::istreambuf_iterator<char>(file), {});
}

}  // namespace

ClipStore::ClipStore(ClipPlaces places, const std::vector<Tongue>& tongues)
    : places_(std::move(places)) {
    for (const Tongue tongue : tongues) {
        for (std::string& token : all_tokens(tongue)) {
            wanted_.emplace_back(tongue, std::move(token));
        }
    }
    // The first language first.
    std::ranges::reverse(wanted_);
    for (const Chime kind : {Chime::brief, Chime::full}) {
        chimes_.emplace(kind, chime(kind));
    }
    if (const auto bytes = bytes_of(places_.recorded + "/chime.wav");
        bytes && !places_.recorded.empty()) {
        if (auto own = clip_of_wav(*bytes)) {
            chimes_[Chime::full] = std::move(*own);
        } else {
            faults_.push_back("chime.wav: " + own.error().detail);
        }
    }
}

std::string ClipStore::folder_of_made() const {
    return places_.made.empty() ? "" : places_.made + "/" + std::to_string(kLexiconEdition);
}

std::optional<Clip> ClipStore::load(const std::string& folder, const Key& key) {
    if (folder.empty()) {
        return std::nullopt;
    }
    const std::string path =
        folder + "/" + std::string(tag_of(key.first)) + "/" + key.second + ".wav";
    const auto bytes = bytes_of(path);
    if (!bytes) {
        return std::nullopt;
    }
    auto clip = clip_of_wav(*bytes);
    if (!clip) {
        if (faults_.size() < kMostFaults) {
            faults_.push_back(path + ": " + clip.error().detail);
        }
        return std::nullopt;
    }
    return std::move(*clip);
}

void ClipStore::make(const Key& key) {
    const auto reading = reading_of(key.second, key.first);
    if (!reading || synthesizer_away_) {
        return;
    }
    auto clip = synthesize(places_.synthesizer, *reading);
    if (!clip) {
        if (faults_.size() < kMostFaults) {
            faults_.push_back(clip.error().detail);
        }
        // A program that is not there will not be there for the next hundred tokens either.
        synthesizer_away_ = clip.error().code == display::Fault::no_answer;
        return;
    }
    if (const std::string folder = folder_of_made(); !folder.empty()) {
        const std::string language = folder + "/" + std::string(tag_of(key.first));
        std::error_code made;
        fs::create_directories(language, made);
        // Not kept is made again at the next start.
        static_cast<void>(
            display::write_whole(language + "/" + key.second + ".wav", wav_of(*clip)));
    }
    clips_.emplace(key, std::move(*clip));
}

bool ClipStore::prepare_one() {
    if (wanted_.empty()) {
        return false;
    }
    const Key key = std::move(wanted_.back());
    wanted_.pop_back();
    auto clip = load(places_.recorded, key);
    if (!clip) {
        clip = load(folder_of_made(), key);
    }
    if (clip) {
        clips_.emplace(key, std::move(*clip));
    } else {
        make(key);
    }
    return true;
}

void ClipStore::prepare_all() {
    while (prepare_one()) {
    }
}

const Clip* ClipStore::find(Tongue tongue, const std::string& token) const {
    const auto found = clips_.find({tongue, token});
    return found == clips_.end() ? nullptr : &found->second;
}

std::optional<Clip> ClipStore::say(const Phrase& phrase,
                                   Tongue tongue,
                                   Chime kind,
                                   int percent) const {
    std::vector<const Clip*> row;
    if (kind != Chime::none) {
        row.push_back(&chimes_.at(kind));
    }
    for (const std::string& token : tokens_of(phrase, tongue)) {
        const Clip* clip = find(tongue, token);
        const bool figure = token.size() <= 3 && token != "to" && token != "and";
        if (clip == nullptr && figure) {
            return std::nullopt;  // A wrong number is worse than none.
        }
        if (clip != nullptr) {
            row.push_back(clip);
        }
    }
    return joined(row, percent);
}

}  // namespace hall::voice
