// SPDX-License-Identifier: Apache-2.0
#include "kiosk/platform/speaker.h"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include <signal.h>
#include <unistd.h>

#include <catch2/catch.hpp>

using namespace hall::platform;

namespace {

namespace fs = std::filesystem;

/// A program that writes down how it was started and what it was to say.
class Scribe {
public:
    explicit Scribe(const std::string& after) {
        std::string name = (fs::temp_directory_path() / "speaker_XXXXXX").string();
        folder_ = mkdtemp(name.data());
        std::ofstream{program()} << "#!/bin/sh\n"
                                 << "echo \"$@\" > " << folder_ << "/arguments\n"
                                 << "cat > " << folder_ << "/writing\n"
                                 << "echo $$ > " << folder_ << "/pid_writing\n"
                                 << "mv " << folder_ << "/writing " << folder_ << "/text\n"
                                 << "mv " << folder_ << "/pid_writing " << folder_ << "/pid\n"
                                 << after << "\n";
        fs::permissions(program(), fs::perms::owner_all);
    }
    ~Scribe() { fs::remove_all(folder_); }
    Scribe(const Scribe&) = delete;
    Scribe& operator=(const Scribe&) = delete;

    [[nodiscard]] std::string program() const { return folder_ + "/say"; }
    /// Waits for it; empty after ten seconds.
    [[nodiscard]] std::string wait_for(const std::string& name) const {
        const fs::path file = fs::path{folder_} / name;
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{10};
        while (!fs::exists(file) && std::chrono::steady_clock::now() < end) {
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
        }
        std::ifstream in{file};
        return {std::istreambuf_iterator<char>{in}, {}};
    }

private:
    std::string folder_;
};

}  // namespace

TEST_CASE("what is to be said reaches the program that speaks, in voice and volume", "[platform]") {
    const Scribe scribe{""};
    ProgramSpeaker speaker{scribe.program(), "jack"};
    speaker.say("請取走您的號票", Voice::mandarin, 50);
    CHECK_FALSE(scribe.wait_for("pid").empty());
    CHECK(scribe.wait_for("text") == "請取走您的號票");
    CHECK(scribe.wait_for("arguments") == "-v cmn-latn-pinyin -s 165 -a 100 -d jack --stdin\n");
    CHECK(speaker.command(Voice::english, 200)[6] == "200");  // Never louder than its loudest.
}

TEST_CASE("a text without end is cut at a whole character", "[platform]") {
    const Scribe scribe{""};
    ProgramSpeaker speaker{scribe.program()};
    std::string endless;
    while (endless.size() < 100'000) {
        endless += "號";
    }
    speaker.say(endless, Voice::mandarin, 50);
    CHECK_FALSE(scribe.wait_for("pid").empty());
    const std::string text = scribe.wait_for("text");
    CHECK(text.size() <= kSaidMost);
    CHECK(text.size() > kSaidMost - 3);
    CHECK(text.size() % 3 == 0);
}

TEST_CASE("what is being said ends at once when the visitor goes on", "[platform]") {
    const Scribe scribe{"exec sleep 1000"};
    pid_t pid = 0;
    {
        ProgramSpeaker speaker{scribe.program()};
        speaker.say("一二三", Voice::mandarin, 50);
        pid = std::atoi(scribe.wait_for("pid").c_str());
        REQUIRE(pid > 0);
        CHECK(kill(pid, 0) == 0);
        speaker.hush();
    }
    CHECK(kill(pid, 0) == -1);
}

TEST_CASE("a voice that is not there, or dies, is silent and harms nobody", "[platform]") {
    ProgramSpeaker none{"/no/such/program"};
    none.say("A 0 2 3", Voice::english, 50);
    none.hush();
    ProgramSpeaker dead{"/bin/false"};
    for (int i = 0; i < 20; ++i) {
        dead.say(std::string(kSaidMost, 'a'), Voice::english, 50);
    }
    SUCCEED();
}
