// SPDX-License-Identifier: Apache-2.0
#include "kiosk/platform/speaker.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <utility>

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace hall::platform {

namespace {

// Words a minute. Slower than talk: it is heard once, in a noisy hall.
constexpr const char* kPace = "165";
// espeak-ng's amplitude, of which 100 is its usual one.
constexpr int kLoudest = 200;

/// Not in the middle of a character.
std::string_view bounded(std::string_view text) {
    if (text.size() <= kSaidMost) {
        return text;
    }
    std::size_t end = kSaidMost;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) {
        --end;
    }
    return text.substr(0, end);
}

/// A pipe whose ends no other child inherits.
bool make_pipe(std::array<int, 2>& ends) {
    return pipe2(ends.data(), O_CLOEXEC) == 0;
}

}  // namespace

ProgramSpeaker::ProgramSpeaker(std::string program, std::string device)
    : program_(std::move(program)),
      device_(std::move(device)) {
}

ProgramSpeaker::~ProgramSpeaker() {
    hush();
    for (const pid_t pid : started_) {
        (void)waitpid(pid, nullptr, 0);  // It was killed: this is over at once.
    }
}

std::vector<std::string> ProgramSpeaker::command(Voice voice, int volume) const {
    // Plain "cmn" reads letters as English spells pinyin: see the notes of the speech trial.
    const char* name = voice == Voice::mandarin ? "cmn-latn-pinyin" : "en-gb";
    std::vector<std::string> all{program_,
                                 "-v",
                                 name,
                                 "-s",
                                 kPace,
                                 "-a",
                                 std::to_string(std::clamp(volume, 0, 100) * kLoudest / 100)};
    if (!device_.empty()) {
        all.insert(all.end(), {"-d", device_});
    }
    all.emplace_back("--stdin");
    return all;
}

void ProgramSpeaker::say(std::string_view text, Voice voice, int volume) {
    hush();
    reap();
    std::array<int, 2> ends{};
    if (text.empty() || !make_pipe(ends)) {
        return;
    }
    std::vector<std::string> words = command(voice, volume);
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (std::string& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t files{};
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, ends[0], STDIN_FILENO);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t pid = 0;
    const int failed =
        posix_spawnp(&pid, program_.c_str(), &files, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    close(ends[0]);
    if (failed == 0) {
        started_.push_back(pid);
        const std::string_view all = bounded(text);
        // A pipe holds 64 KiB, so this never waits for the reader. One that died already is silent,
        // and must not take us with it.
        sigset_t pipe_only{};
        sigset_t before{};
        sigemptyset(&pipe_only);
        sigaddset(&pipe_only, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &pipe_only, &before);
        (void)!write(ends[1], all.data(), all.size());
        const timespec now{};
        while (sigtimedwait(&pipe_only, nullptr, &now) > 0) {
        }
        pthread_sigmask(SIG_SETMASK, &before, nullptr);
    }
    close(ends[1]);
}

void ProgramSpeaker::hush() {
    for (const pid_t pid : started_) {
        (void)kill(pid, SIGKILL);
    }
}

void ProgramSpeaker::reap() {
    std::erase_if(started_, [](pid_t pid) { return waitpid(pid, nullptr, WNOHANG) != 0; });
}

}  // namespace hall::platform
