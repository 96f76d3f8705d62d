// SPDX-License-Identifier: Apache-2.0
// A voice for those who do not see the screen, in the headphones' socket.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace hall::platform {

enum class Voice : std::uint8_t { mandarin, english };

/// Says one thing at a time. Not thread-safe: owned by the screen's thread.
class Speaker {
public:
    Speaker() = default;
    virtual ~Speaker() = default;
    Speaker(const Speaker&) = delete;
    Speaker& operator=(const Speaker&) = delete;

    /// Begins to say `text` (UTF-8, at most kSaidMost bytes of it) and returns at once; what was
    /// being said ends in the middle. `volume` 0 to 100. A voice that fails is silent: nothing on
    /// the screen waits for it.
    virtual void say(std::string_view text, Voice voice, int volume) = 0;
    /// Ends what is being said.
    virtual void hush() = 0;
};

inline constexpr std::size_t kSaidMost = 4'000;

/// A program that speaks, started anew for every utterance: espeak-ng, which is under the GPL and
/// therefore a process of its own, never a library of ours. It reads what it is to say from its
/// input. `device` names the sound card of the socket ("" for the default one).
class ProgramSpeaker final : public Speaker {
public:
    explicit ProgramSpeaker(std::string program = "espeak-ng", std::string device = {});
    ~ProgramSpeaker() override;
    ProgramSpeaker(const ProgramSpeaker&) = delete;
    ProgramSpeaker& operator=(const ProgramSpeaker&) = delete;

    void say(std::string_view text, Voice voice, int volume) override;
    void hush() override;

    /// What is started, for tests: program and arguments.
    [[nodiscard]] std::vector<std::string> command(Voice voice, int volume) const;

private:
    void reap();

    const std::string program_;
    const std::string device_;
    std::vector<pid_t> started_;  ///< Not yet waited for; the last one may be speaking.
};

}  // namespace hall::platform
