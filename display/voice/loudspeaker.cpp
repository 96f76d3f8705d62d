// SPDX-License-Identifier: Apache-2.0
#include "display/voice/loudspeaker.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <limits>
#include <optional>
#include <system_error>
#include <vector>

namespace hall::voice {

using display::Fault;
using display::Instant;
using display::Milliseconds;

namespace {

constexpr Milliseconds kLongestPause{2000};
constexpr std::size_t kMostSamples = std::size_t{30} * 60 * kRate;

std::size_t samples_in(Milliseconds length) {
    return static_cast<std::size_t>(length.count()) * kRate / 1000;
}

class FileLoudspeaker : public Loudspeaker {
public:
    explicit FileLoudspeaker(std::string path) : path_(std::move(path)) {}

    display::Outcome begin() {
        std::ofstream fresh(path_, std::ios::binary | std::ios::trunc);
        const auto header = wav_header(0);
        fresh.write(reinterpret_cast<const char*>(header.data()),
                    static_cast<std::streamsize>(header.size()));
        written_ = 0;
        tail_.clear();
        return checked(fresh.good());
    }

    display::Outcome play(const Clip& clip, Instant now) override {
        if (written_ + clip.samples.size() > kMostSamples) {
            if (auto begun = begin(); !begun) {
                return begun;
            }
        }
        // Where `now` is in the file: before its end while something sounds, or after a pause.
        const Milliseconds pause = until_ ? now - *until_ : Milliseconds::zero();
        const std::size_t over =
            pause < Milliseconds::zero() ? std::min(samples_in(-pause), tail_.size()) : 0;
        const std::size_t rest =
            pause > Milliseconds::zero() ? samples_in(std::min(pause, kLongestPause)) : 0;
        std::vector<std::int16_t> part(tail_.end() - static_cast<std::ptrdiff_t>(over),
                                       tail_.end());
        part.resize(std::max(over, rest + clip.samples.size()), 0);
        for (std::size_t i = 0; i < clip.samples.size(); ++i) {
            const int sum = part[rest + i] + clip.samples[i];
            part[rest + i] = static_cast<std::int16_t>(std::clamp(sum, -32768, 32767));
        }
        const std::size_t from = written_ - over;
        const Instant begins = now;
        until_ = std::max(until_.value_or(begins), begins + clip.length());
        tail_ = part;
        written_ = from + part.size();
        ++frames_;
        return write(part, from);
    }

    Instant silent_at(Instant now) override { return std::max(now, until_.value_or(now)); }
    void stop() override { until_.reset(); }
    [[nodiscard]] display::Health health() const override {
        return {fault_.empty() ? display::HealthState::unverifiable : display::HealthState::lost,
                fault_.empty() ? "plays into " + path_ : fault_, frames_};
    }

private:
    display::Outcome checked(bool good) {
        fault_ =
            good ? "" : path_ + " cannot be written: " + std::generic_category().message(errno);
        return good ? display::Outcome{} : display::fail(Fault::cannot_write, fault_);
    }

    display::Outcome write(const std::vector<std::int16_t>& part, std::size_t from) {
        std::fstream file(path_, std::ios::binary | std::ios::in | std::ios::out);
        const auto header = wav_header(written_);
        file.seekp(static_cast<std::streamoff>(header.size() + 2 * from));
        file.write(reinterpret_cast<const char*>(part.data()),
                   static_cast<std::streamsize>(2 * part.size()));
        file.seekp(0);
        file.write(reinterpret_cast<const char*>(header.data()),
                   static_cast<std::streamsize>(header.size()));
        file.flush();
        return checked(file.good());
    }

    std::string path_;
    std::size_t written_ = 0;         ///< Samples in the file.
    std::vector<std::int16_t> tail_;  ///< The last of them, which may still sound.
    std::optional<Instant> until_;
    std::string fault_;
    std::uint64_t frames_ = 0;
};

class NoLoudspeaker : public Loudspeaker {
public:
    display::Outcome play(const Clip& clip, Instant now) override {
        until_ = now + clip.length();
        return {};
    }
    Instant silent_at(Instant now) override { return std::max(now, until_); }
    void stop() override { until_ = {}; }
    [[nodiscard]] display::Health health() const override {
        return {display::HealthState::unverifiable, "", 0};
    }

private:
    Instant until_ = Instant::min();
};

}  // namespace

display::Result<std::unique_ptr<Loudspeaker>> open_file_loudspeaker(const std::string& path) {
    auto speaker = std::make_unique<FileLoudspeaker>(path);
    if (auto begun = speaker->begin(); !begun) {
        return tl::make_unexpected(begun.error());
    }
    return speaker;
}

display::Result<std::unique_ptr<Loudspeaker>> open_loudspeaker(const display::Settings& settings,
                                                               const std::string& name) {
    static constexpr std::array<std::string_view, 4> kOutputs{"auto", "card", "file", "none"};
    static constexpr std::array<std::string_view, 3> kChannels{"both", "left", "right"};
    const auto output = display::choice_setting(settings, "output", kOutputs);
    const auto channel = display::choice_setting(settings, "channel", kChannels);
    for (const auto& chosen : {output, channel}) {
        if (!chosen) {
            return tl::make_unexpected(chosen.error());
        }
    }
    const std::string folder = display::text_setting(settings, "folder", "");
    if (kOutputs.at(*output) == "none") {
        return std::make_unique<NoLoudspeaker>();
    }
    if (kOutputs.at(*output) != "file") {
        auto card = open_card_loudspeaker(display::text_setting(settings, "device", ""),
                                          static_cast<Channel>(*channel));
        if (card || kOutputs.at(*output) == "card" || folder.empty()) {
            return card;
        }
    }
    if (folder.empty()) {
        return display::fail(Fault::bad_settings, "folder: output = \"file\" needs one");
    }
    return open_file_loudspeaker(folder + "/" + name + ".wav");
}

}  // namespace hall::voice
