// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/glass.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include <poll.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace hall::bench {

namespace {

using namespace std::chrono_literals;

// The panel answers in a millisecond, or it is gone.
constexpr std::chrono::milliseconds kAnswer = 10s;

bool readable(int handle, std::chrono::milliseconds limit) {
    pollfd wanted{.fd = handle, .events = POLLIN, .revents = 0};
    return ::poll(&wanted, 1, static_cast<int>(std::max(limit, 0ms).count())) > 0;
}

}  // namespace

Finger::Finger(const std::string& socket) : socket_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
    sockaddr_un panel{};
    panel.sun_family = AF_UNIX;
    socket.copy(panel.sun_path, sizeof panel.sun_path - 1);
    void* address = &panel;
    (void)::connect(socket_, static_cast<sockaddr*>(address), sizeof panel);  // say() finds out.
}

Finger::~Finger() {
    ::close(socket_);
}

bool Finger::say(const std::string& line) {
    const std::string whole = line + "\n";
    if (::send(socket_, whole.data(), whole.size(), MSG_NOSIGNAL) !=
        static_cast<ssize_t>(whole.size())) {
        return false;
    }
    std::string answer;
    std::array<char, 256> part{};
    while (answer.find('\n') == std::string::npos && readable(socket_, kAnswer)) {
        const auto size = ::recv(socket_, part.data(), part.size(), 0);
        if (size <= 0) {
            return false;
        }
        answer.append(part.data(), static_cast<std::size_t>(size));
    }
    return answer == "ok\n";
}

Eyes::Eyes(std::string file)
    : file_(std::move(file)),
      watch_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
    const std::string folder = std::filesystem::path(file_).parent_path();
    (void)::inotify_add_watch(watch_, folder.c_str(), IN_MOVED_TO | IN_CLOSE_WRITE);
}

Eyes::~Eyes() {
    ::close(watch_);
}

std::optional<Eyes::Spot> Eyes::find(const std::string& target) const {
    std::ifstream lines(file_);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream cells(line);
        std::string id;
        double x = 0;
        double y = 0;
        double w = 0;
        double h = 0;
        if (std::getline(cells, id, '\t') && id == target && cells >> x >> y >> w >> h) {
            return Spot{static_cast<int>(x + w / 2), static_cast<int>(y + h / 2)};
        }
    }
    return std::nullopt;
}

std::optional<Clock::time_point> Eyes::wait_for(const std::string& target,
                                                std::chrono::milliseconds limit) {
    const auto until = Clock::now() + limit;
    std::array<char, 4096> news{};
    for (;;) {
        const auto came = Clock::now();
        if (find(target)) {
            return came;
        }
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - came);
        if (left <= 0ms) {
            return std::nullopt;
        }
        if (readable(watch_, left)) {
            while (::read(watch_, news.data(), news.size()) > 0) {
            }
        }
    }
}

}  // namespace hall::bench
