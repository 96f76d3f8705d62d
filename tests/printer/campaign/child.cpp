// SPDX-License-Identifier: Apache-2.0
#include "tests/printer/campaign/child.h"

#include <array>
#include <csignal>
#include <stdexcept>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace support {

Child::Child(const std::vector<std::string>& words) {
    std::array<int, 2> pipe{};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) {
        throw std::runtime_error("pipe");
    }
    std::vector<char*> pointers;
    for (const std::string& word : words) {
        pointers.push_back(const_cast<char*>(word.c_str()));
    }
    pointers.push_back(nullptr);
    pid_ = ::fork();
    if (pid_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::dup2(pipe[1], STDOUT_FILENO);
        const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
        ::dup2(nowhere, STDERR_FILENO);
        ::execv(pointers[0], pointers.data());
        ::_exit(127);
    }
    ::close(pipe[1]);
    out_ = pipe[0];
    pidfd_ = static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0));
}

Child::~Child() {
    if (pid_ > 0) {
        kill(SIGKILL);
        (void)wait();
    }
    ::close(out_);
    ::close(pidfd_);
}

std::string Child::read_line() {
    std::string line;
    char one = 0;
    while (::read(out_, &one, 1) == 1 && one != '\n') {
        line += one;
    }
    return line;
}

bool Child::ends_within(std::chrono::microseconds limit) const {
    pollfd watched{pidfd_, POLLIN, 0};
    const timespec time{limit.count() / 1'000'000, limit.count() % 1'000'000 * 1000};
    return ::ppoll(&watched, 1, &time, nullptr) > 0;
}

void Child::kill(int signal) const {
    ::kill(pid_, signal);
}

int Child::wait() {
    // What it says and nobody reads must not hold it up.
    std::array<char, 4096> unread{};
    while (::read(out_, unread.data(), unread.size()) > 0) {
    }
    int status = 0;
    ::waitpid(std::exchange(pid_, -1), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace support
