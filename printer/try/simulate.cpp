// SPDX-License-Identifier: Apache-2.0
// A pretend printer in the network, for a desk without one.
#include <cerrno>
#include <csignal>
#include <cstdio>

#include <sys/signalfd.h>
#include <unistd.h>

#include "printer/sim/network_front.h"
#include "printer/try/options.h"

namespace hall::printer::try_printer {

namespace {

constexpr std::chrono::milliseconds kStep{5};

/// True once somebody wants the program to end. Made before any thread.
class Ending {
public:
    Ending() {
        sigset_t wanted;
        sigemptyset(&wanted);
        sigaddset(&wanted, SIGINT);
        sigaddset(&wanted, SIGTERM);
        sigprocmask(SIG_BLOCK, &wanted, nullptr);
        fd_ = ::signalfd(-1, &wanted, SFD_NONBLOCK | SFD_CLOEXEC);
    }
    ~Ending() { ::close(fd_); }
    Ending(const Ending&) = delete;
    Ending& operator=(const Ending&) = delete;

    [[nodiscard]] bool wanted() const {
        signalfd_siginfo info{};
        return ::read(fd_, &info, sizeof info) == sizeof info;
    }

private:
    int fd_ = -1;
};

}  // namespace

int simulate(const Options& options) {
    const Ending ending;
    auto roll = sim::Roll::open(options.directory);
    if (!roll.has_value()) {
        return failed(roll.error());
    }
    auto front = sim::NetworkFront::open(std::move(*roll), options.width_dots,
                                         static_cast<std::uint16_t>(options.port));
    if (!front.has_value()) {
        return failed(front.error());
    }
    std::printf("printing at 127.0.0.1 port %d, paper in %s\n", (*front)->port(),
                options.directory.c_str());
    std::fflush(stdout);
    while (!ending.wanted()) {
        if (auto stepped = (*front)->step(kStep); !stepped.has_value()) {
            return failed(stepped.error());
        }
    }
    return kDone;
}

}  // namespace hall::printer::try_printer
