// SPDX-License-Identifier: Apache-2.0
// usb_emulator --dir DIR [--width DOTS] [--one-way] -- COMMAND…
//
// Runs any program, unmodified, in a world in which one USB receipt printer is plugged in. Slips,
// roll.log, control and applied are in DIR as with the virtual printer (printer/README.md). Exits
// as the command does.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

#include "tests/printer/emulated_usb.h"

namespace {

// A program under the address sanitizer wants its runtime before every other library.
#ifdef HALL_SANITIZER_RUNTIME
constexpr const char* kPreload = HALL_SANITIZER_RUNTIME ":libumockdev-preload.so.0";
#else
constexpr const char* kPreload = "libumockdev-preload.so.0";
#endif

constexpr useconds_t kTickMicroseconds = 5000;

volatile std::sig_atomic_t g_child = 0;

void pass_on(int signal) {
    if (g_child > 0) {
        ::kill(static_cast<pid_t>(g_child), signal);
    }
}

struct Options {
    std::string directory;
    int width_dots = 576;
    bool one_way = false;
    std::vector<char*> command;
};

bool read(int count, char** words, Options& options) {
    for (int i = 1; i < count; ++i) {
        const std::string word = words[i];
        if (word == "--") {
            options.command.assign(words + i + 1, words + count);
            options.command.push_back(nullptr);
            break;
        }
        if (word == "--one-way") {
            options.one_way = true;
            continue;
        }
        if (i + 1 >= count) {
            return false;
        }
        if (word == "--dir") {
            options.directory = words[++i];
        } else if (word == "--width") {
            options.width_dots = std::atoi(words[++i]);
        } else {
            return false;
        }
    }
    return !options.directory.empty() && options.command.size() > 1 && options.width_dots >= 8;
}

pid_t start(const Options& options) {
    const pid_t child = ::fork();
    if (child == 0) {
        std::signal(SIGPIPE, SIG_DFL);
        ::execvp(options.command[0], options.command.data());
        std::perror(options.command[0]);
        ::_exit(127);
    }
    return child;
}

}  // namespace

int main(int count, char** words) {
    Options options;
    if (!read(count, words, options)) {
        std::fprintf(stderr,
                     "usage: usb_emulator --dir DIR [--width DOTS] [--one-way] -- COMMAND...\n");
        return 2;
    }
    // Uevents reach the program only if the emulator, too, runs under umockdev's preload.
    const char* preload = std::getenv("LD_PRELOAD");
    if (preload == nullptr || std::strstr(preload, "umockdev-preload") == nullptr) {
        ::setenv("LD_PRELOAD", kPreload, 1);
        ::execv("/proc/self/exe", words);
        std::perror("usb_emulator");
        return 2;
    }
    auto roll = hall::printer::sim::Roll::open(options.directory);
    if (!roll.has_value()) {
        std::fprintf(stderr, "usb_emulator: %s\n", roll.error().detail.c_str());
        return 2;
    }
    // A killed program must not take the printer with it.
    std::signal(SIGPIPE, SIG_IGN);
    support::EmulatedUsb usb(std::move(*roll), options.width_dots, options.one_way);
    usb.tick();
    const pid_t child = start(options);
    g_child = child;
    std::signal(SIGTERM, pass_on);
    std::signal(SIGINT, pass_on);
    int status = 0;
    while (::waitpid(child, &status, WNOHANG) == 0) {
        usb.tick();
        ::usleep(kTickMicroseconds);
    }
    usb.tick();
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
