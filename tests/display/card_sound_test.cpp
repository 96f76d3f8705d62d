// SPDX-License-Identifier: Apache-2.0
// The voice through a sound server, as on a box with a sound card: what reaches the card is
// recorded and heard. A program of its own, because SDL is told by the environment where to play;
// needs PulseAudio, says so and leaves with 77 otherwise.
#define CATCH_CONFIG_RUNNER
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "display/picture.h"
#include "display/voice/announcer.h"
#include "tests/display/decoders/ear.h"
#include "tests/support/temp_dir.h"

using namespace hall::voice;
using hall::display::HealthState;
using hall::display::Instant;
using hall::display::Milliseconds;
using hall::display::Settings;
using hall::display::test::Ear;
using hall::display::test::Heard;
using hall::test::TempDir;

namespace {

using namespace std::chrono_literals;

constexpr auto kPatience = 60s;

Instant real_now() {
    return std::chrono::time_point_cast<Milliseconds>(std::chrono::steady_clock::now());
}

std::string whole(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// A shell command with all its children, ended with this.
class Program {
public:
    explicit Program(const std::string& command) {
        std::string words = "exec " + command;
        std::string shell = "/bin/sh";
        std::string flag = "-c";
        char* arguments[] = {shell.data(), flag.data(), words.data(), nullptr};
        REQUIRE(::posix_spawn(&child_, "/bin/sh", nullptr, nullptr, arguments, environ) == 0);
    }
    ~Program() {
        ::kill(child_, SIGKILL);
        ::waitpid(child_, nullptr, 0);
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

private:
    pid_t child_ = 0;
};

// A sound server of this test's own with one card of air, which takes samples at their pace.
class SoundServer {
public:
    explicit SoundServer(const TempDir& home)
        : socket_(home.file("pulse.socket")),
          server_(
              "pulseaudio -n --daemonize=no --use-pid-file=no --exit-idle-time=-1 "
              "--disable-shm=yes --load='module-native-protocol-unix auth-anonymous=1 socket=" +
              socket_ +
              "' --load='module-null-sink sink_name=hall rate=22050 channels=2 format=s16le' "
              ">" +
              home.file("pulse.log") + " 2>&1") {
        const Instant end = real_now() + kPatience;
        while (std::system("pactl info >/dev/null 2>&1") != 0) {
            REQUIRE(real_now() < end);
            ::poll(nullptr, 0, 50);
        }
    }

private:
    std::string socket_;
    Program server_;
};

std::string record_to(const std::string& file) {
    return "parec --device=hall.monitor --raw --format=s16le --rate=22050 --channels=2 "
           "--latency-msec=20 >" +
           file;
}

// One channel of a recording.
std::vector<std::int16_t> channel_of(const std::string& file, std::size_t channel) {
    const std::string raw = whole(file);
    std::vector<std::int16_t> samples;
    for (std::size_t i = 2 * channel; i + 1 < raw.size(); i += 4) {
        samples.push_back(static_cast<std::int16_t>(
            static_cast<std::uint8_t>(raw[i]) |
            static_cast<unsigned>(static_cast<std::uint8_t>(raw[i + 1])) << 8U));
    }
    return samples;
}

bool silent(const std::vector<std::int16_t>& samples) {
    return std::ranges::all_of(samples, [](std::int16_t sample) { return sample == 0; });
}

Clip tone(double hertz) {
    Clip clip;
    for (int i = 0; i < kRate / 5; ++i) {
        clip.samples.push_back(
            static_cast<std::int16_t>(std::lround(9000 * std::sin(i * hertz * 6.2832 / kRate))));
    }
    return clip;
}

// A voice of tones, so that the test needs no synthesizer; and an ear that knows it.
Ear recorded(const std::string& folder) {
    std::filesystem::create_directories(folder + "/cmn");
    Ear ear;
    double hertz = 200;
    for (const std::string& token : all_tokens(Tongue::mandarin)) {
        const std::string file = folder + "/cmn/" + token + ".wav";
        REQUIRE(hall::display::write_whole(file, wav_of(tone(hertz))).has_value());
        const std::string text = whole(file);
        const auto clip = clip_of_wav(std::vector<std::uint8_t>(text.begin(), text.end()));
        REQUIRE(clip.has_value());
        const std::array one{&*clip};
        ear.learn(token, joined(one, 100).samples);
        hertz += 37;
    }
    const Clip gong = chime(Chime::full);
    const std::array one{&gong};
    ear.learn("chime", joined(one, 100).samples);
    return ear;
}

std::string words(const std::vector<Heard>& heard) {
    std::string text;
    for (const Heard& one : heard) {
        text += (text.empty() ? "" : " ") + one.word;
    }
    return text;
}

// The announcer's own thread, as the daemon has one.
class Voice {
public:
    Voice(const TempDir& home, const std::string& channel) {
        auto plan = zone_plan(Settings{{"clips", home.file("own")},
                                       {"synthesizer", "/nowhere/espeak"},
                                       {"output", "card"},
                                       {"channel", channel}},
                              "hall", "");
        REQUIRE(plan.has_value());
        AnnouncerEars ears;
        ears.saying = [this](std::size_t, const std::optional<Say>& say) { saying_ = !!say; };
        announcer_ = std::make_unique<Announcer>(std::vector{*plan}, hall::display::MinuteOfDay{},
                                                 std::move(ears));
        while (announcer_->tick(real_now()) <= real_now()) {
        }
    }

    template <typename Done>
    bool until(Done done) {
        const Instant end = real_now() + kPatience;
        while (!done()) {
            if (real_now() > end) {
                return false;
            }
            const auto wait = announcer_->tick(real_now()) - real_now();
            ::poll(nullptr, 0, static_cast<int>(std::clamp<std::int64_t>(wait.count(), 1, 20)));
        }
        return true;
    }
    void call(const std::string& number) {
        announcer_->take(0, Wanted{number, {number, 17}, real_now()}, real_now());
    }
    [[nodiscard]] bool say(const std::string& number) {
        call(number);
        return until([&] { return !saying_; });
    }
    [[nodiscard]] hall::display::Health health() const {
        return announcer_->health(real_now())[0].health;
    }

private:
    std::unique_ptr<Announcer> announcer_;
    bool saying_ = false;
};

// Nothing is heard any more, and nothing is on its way.
void settle(const std::string& file) {
    std::size_t before = 0;
    const Instant end = real_now() + kPatience;
    while (real_now() < end) {
        const auto samples = channel_of(file, 0);
        const std::size_t calm = samples.size() < kRate ? 0 : samples.size() - kRate;
        if (samples.size() > before && before > 0 && calm > 0 &&
            silent({samples.begin() + static_cast<std::ptrdiff_t>(calm), samples.end()})) {
            return;
        }
        before = samples.size();
        ::poll(nullptr, 0, 200);
    }
}

}  // namespace

TEST_CASE("what a sound card is given is the call, word by word, with nothing cut or mixed") {
    const TempDir home;
    ::setenv("PULSE_SERVER", ("unix:" + home.file("pulse.socket")).c_str(), 1);
    ::setenv("HOME", home.file("").c_str(), 1);
    ::setenv("SDL_AUDIODRIVER", "pulseaudio", 1);
    const Ear ear = recorded(home.file("own"));
    auto server = std::make_unique<SoundServer>(home);
    const std::string file = home.file("heard.raw");
    auto recorder = std::make_unique<Program>(record_to(file));
    {
        Voice voice(home, "left");
        // The recorder has to be there first: what is said before it nobody hears.
        REQUIRE(voice.until([&] { return std::filesystem::file_size(file) > 0; }));
        REQUIRE(voice.say("A012"));
        CHECK(voice.health().state == HealthState::unverifiable);
        settle(file);
        CHECK(words(ear.listen(channel_of(file, 0))) ==
              "chime please A 0 1 2 number to 10 7 counter please A 0 1 2 number to 10 7 counter");
        CHECK(silent(channel_of(file, 1)));  // The other channel is another zone's.

        // The sound server dies: the voice is lost and says so; it is tried again until it is back.
        server.reset();
        recorder.reset();
        REQUIRE(voice.until([&] {
            voice.call("A013");
            return voice.health().state == HealthState::lost;
        }));
        server = std::make_unique<SoundServer>(home);
        recorder = std::make_unique<Program>(record_to(file));
        REQUIRE(voice.until([&] { return voice.health().state != HealthState::lost; }));
        REQUIRE(voice.until([&] { return std::filesystem::file_size(file) > 0; }));
        REQUIRE(voice.say("A1000"));
        settle(file);
        const std::string heard = words(ear.listen(channel_of(file, 0)));
        CHECK(heard.find("please A 1 0 0 0 number to 10 7 counter") != std::string::npos);
        CHECK(heard.find('?') == std::string::npos);
    }
}

int main(int argc, char** argv) {
    for (const char* program : {"pulseaudio", "pactl", "parec"}) {
        if (std::system((std::string("command -v ") + program + " >/dev/null").c_str()) != 0) {
            std::printf("skipped: display/sound card needs the program %s\n", program);
            return 77;
        }
    }
    return Catch::Session().run(argc, argv);
}
