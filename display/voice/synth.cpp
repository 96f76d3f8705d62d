// SPDX-License-Identifier: Apache-2.0
#include "display/voice/synth.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace hall::voice {

using display::Fault;

namespace {

using namespace std::chrono_literals;

// A token takes 40 ms here; a small box under load takes ten times that.
constexpr auto kPatience = 5s;
constexpr std::size_t kMostBytes = std::size_t{2} * 1024 * 1024;
// Words a minute. Apart, tokens sound slower than in a sentence.
constexpr const char* kSpeed = "185";

// Closes what it holds.
struct Handle {
    int fd = -1;

    Handle() = default;
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() { close(); }

    void close() {
        if (fd >= 0) {
            ::close(fd);
            fd = -1;
        }
    }
};

display::Result<pid_t> start(const std::string& program, const Reading& reading, int out) {
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    std::array<std::string, 8> words{program, "-v",       reading.voice, "-s",
                                     kSpeed,  "--stdout", "--",          reading.text};
    std::array<char*, 9> arguments{};
    for (std::size_t i = 0; i < words.size(); ++i) {
        arguments.at(i) = words.at(i).data();
    }
    // The daemon blocks its signals; its child takes them as usual.
    posix_spawnattr_t ways;
    posix_spawnattr_init(&ways);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&ways, &none);
    posix_spawnattr_setflags(&ways, POSIX_SPAWN_SETSIGMASK);
    pid_t child = 0;
    const int wrong =
        posix_spawnp(&child, program.c_str(), &files, &ways, arguments.data(), environ);
    posix_spawnattr_destroy(&ways);
    posix_spawn_file_actions_destroy(&files);
    if (wrong != 0) {
        return display::fail(Fault::no_answer, program + ": " +
                                                   std::generic_category().message(wrong) +
                                                   "; install it (Debian: espeak-ng) or give "
                                                   "recorded clips");
    }
    return child;
}

// Everything it writes, until it closes its end; false when it takes too long or never stops.
bool drain(int from, std::vector<std::uint8_t>& bytes) {
    const auto end = std::chrono::steady_clock::now() + kPatience;
    std::array<std::uint8_t, 16384> part{};
    while (bytes.size() < kMostBytes) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            end - std::chrono::steady_clock::now());
        pollfd waiting{from, POLLIN, 0};
        if (left <= 0ms) {
            return false;
        }
        const int ready = poll(&waiting, 1, static_cast<int>(left.count()));
        if (ready < 0 && errno == EINTR) {
            continue;
        }
        const ssize_t got = ready > 0 ? read(from, part.data(), part.size()) : -1;
        if (got <= 0) {
            return got == 0;
        }
        bytes.insert(bytes.end(), part.begin(), part.begin() + got);
    }
    return false;
}

}  // namespace

display::Result<Clip> synthesize(const std::string& program, const Reading& reading) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) {
        return display::fail(Fault::no_answer,
                             std::string("no pipe: ") + std::generic_category().message(errno));
    }
    Handle ours;
    Handle theirs;
    ours.fd = ends[0];
    theirs.fd = ends[1];
    const auto child = start(program, reading, theirs.fd);
    if (!child) {
        return tl::make_unexpected(child.error());
    }
    theirs.close();
    std::vector<std::uint8_t> bytes;
    const bool whole = drain(ours.fd, bytes);
    if (!whole) {
        kill(*child, SIGKILL);
    }
    int status = 0;
    while (waitpid(*child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!whole) {
        return display::fail(Fault::no_answer, program + " did not end in time");
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        return display::fail(Fault::cannot_say, program + " -v " + reading.voice + " failed");
    }
    auto clip = clip_of_wav(bytes);
    if (!clip) {
        return clip;
    }
    Clip ready = trimmed(*clip);
    if (ready.samples.empty()) {
        return display::fail(Fault::cannot_say, program + " gave silence for " + reading.text);
    }
    return ready;
}

}  // namespace hall::voice
