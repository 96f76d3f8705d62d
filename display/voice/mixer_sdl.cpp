// SPDX-License-Identifier: Apache-2.0
// A sound card through SDL2.
#include <vector>

#include <SDL.h>

#include "display/voice/loudspeaker.h"

namespace hall::voice {

using display::Fault;
using display::Instant;
using display::Milliseconds;

namespace {

class CardLoudspeaker : public Loudspeaker {
public:
    CardLoudspeaker(SDL_AudioDeviceID device, Channel channel)
        : device_(device),
          channel_(channel) {}
    ~CardLoudspeaker() override { SDL_CloseAudioDevice(device_); }
    CardLoudspeaker(const CardLoudspeaker&) = delete;
    CardLoudspeaker& operator=(const CardLoudspeaker&) = delete;

    display::Outcome play(const Clip& clip, Instant now) override {
        std::vector<std::int16_t> frames;
        frames.reserve(2 * clip.samples.size());
        for (const std::int16_t sample : clip.samples) {
            frames.push_back(channel_ == Channel::right ? std::int16_t{0} : sample);
            frames.push_back(channel_ == Channel::left ? std::int16_t{0} : sample);
        }
        const auto bytes = static_cast<Uint32>(frames.size() * sizeof frames[0]);
        if (SDL_GetAudioDeviceStatus(device_) == SDL_AUDIO_STOPPED ||
            SDL_QueueAudio(device_, frames.data(), bytes) != 0) {
            health_ = {display::HealthState::lost, SDL_GetError(), health_.frames};
            return display::fail(Fault::no_window, health_.detail);
        }
        ++health_.frames;
        until_ = now + clip.length() + kInDevice;
        return {};
    }

    // A card that stopped taking samples must not hold the queue for ever: time decides, with the
    // card's own word that something is left.
    Instant silent_at(Instant now) override {
        const auto left = SDL_GetQueuedAudioSize(device_);
        if (now < until_) {
            return until_;
        }
        const bool stuck = now > until_ + kStuck;
        if (left > 0 && stuck) {
            health_ = {display::HealthState::lost, "the card does not take its samples",
                       health_.frames};
            SDL_ClearQueuedAudio(device_);
        }
        return left > 0 && !stuck ? now + kInDevice : now;
    }

    void stop() override { SDL_ClearQueuedAudio(device_); }
    [[nodiscard]] display::Health health() const override { return health_; }

private:
    static constexpr Milliseconds kInDevice{50};  ///< What the card holds after the queue is empty.
    static constexpr Milliseconds kStuck{3000};

    SDL_AudioDeviceID device_;
    Channel channel_;
    Instant until_{};
    display::Health health_{display::HealthState::unverifiable, "", 0};
};

}  // namespace

display::Result<std::unique_ptr<Loudspeaker>> open_card_loudspeaker(const std::string& device,
                                                                    Channel channel) {
    SDL_SetMainReady();
    if (SDL_WasInit(SDL_INIT_AUDIO) == 0 && SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) {
        return display::fail(Fault::no_window, std::string("no sound: ") + SDL_GetError());
    }
    SDL_AudioSpec wanted{};
    wanted.freq = kRate;
    wanted.format = AUDIO_S16SYS;
    wanted.channels = 2;
    wanted.samples = 1024;
    const auto opened =
        SDL_OpenAudioDevice(device.empty() ? nullptr : device.c_str(), 0, &wanted, nullptr, 0);
    if (opened == 0) {
        return display::fail(Fault::no_window,
                             std::string("no sound card: ") + SDL_GetError() +
                                 "; aplay -L names them, output = \"file\" needs none");
    }
    SDL_PauseAudioDevice(opened, 0);
    return std::make_unique<CardLoudspeaker>(opened, channel);
}

}  // namespace hall::voice
