// SPDX-License-Identifier: Apache-2.0
#include "tests/sync/far_end.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace hall::sync::test {

namespace {

std::uint16_t bind_to_free_port(int fd) {
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* plain = reinterpret_cast<sockaddr*>(&here);
    [[maybe_unused]] int failed = ::bind(fd, plain, sizeof here);
    assert(failed == 0);
    socklen_t size = sizeof here;
    failed = ::getsockname(fd, plain, &size);
    assert(failed == 0);
    return ntohs(here.sin_port);
}

std::size_t length_in(std::string_view head) {
    static constexpr std::string_view kLength = "Content-Length: ";
    const auto at = head.find(kLength);
    std::size_t length = 0;
    if (at != std::string_view::npos) {
        std::from_chars(head.data() + at + kLength.size(), head.data() + head.size(), length);
    }
    return length;
}

}  // namespace

std::string Caller::hear() {
    for (;;) {
        const auto blank = heard_.find("\r\n\r\n");
        const std::size_t whole =
            blank == std::string::npos ? 0 : blank + 4 + length_in(heard_.substr(0, blank));
        if (whole != 0 && heard_.size() >= whole) {
            std::string request = heard_.substr(0, whole);
            heard_.erase(0, whole);
            return request;
        }
        std::array<char, 4096> room{};
        const auto got = ::recv(fd_, room.data(), room.size(), 0);
        if (got <= 0) {
            return {};
        }
        heard_.append(room.data(), static_cast<std::size_t>(got));
    }
}

bool Caller::say(std::string_view bytes) const {
    while (!bytes.empty()) {
        const auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void Caller::keep_silent() const {
    std::array<char, 64> room{};
    while (::recv(fd_, room.data(), room.size(), 0) > 0) {
    }
}

FarEnd::FarEnd(std::function<void(Caller&)> script)
    : script_(std::move(script)),
      listening_(::socket(AF_INET, SOCK_STREAM, 0)) {
    port_ = bind_to_free_port(listening_);
    ::listen(listening_, 128);
    thread_ = std::jthread([this](const std::stop_token& stop) { accept(stop); });
}

FarEnd::~FarEnd() {
    thread_.request_stop();
    ::shutdown(listening_, SHUT_RDWR);
    thread_.join();
    {
        const std::lock_guard lock{mutex_};
        for (const int fd : open_) {
            ::shutdown(fd, SHUT_RDWR);
        }
    }
    talks_.clear();
    ::close(listening_);
}

void FarEnd::accept(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        const int fd = ::accept(listening_, nullptr, nullptr);
        if (fd < 0) {
            continue;
        }
        ++connections_;
        const std::lock_guard lock{mutex_};
        open_.push_back(fd);
        talks_.emplace_back([this, fd] {
            Caller caller(fd);
            script_(caller);
            const std::lock_guard done{mutex_};
            std::erase(open_, fd);
            ::close(fd);
        });
    }
}

std::string FarEnd::url(std::string_view path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
}

std::uint16_t dead_port() {
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    const auto port = bind_to_free_port(fd);
    ::close(fd);
    return port;
}

void Inbox::post(std::function<void()> task) {
    const std::lock_guard lock{mutex_};
    tasks_.push_back(std::move(task));
    came_.notify_one();
}

std::size_t Inbox::waiting() const {
    const std::lock_guard lock{mutex_};
    return tasks_.size();
}

bool Inbox::run_until(const std::function<bool()>& done) {
    const auto until = std::chrono::steady_clock::now() + kPatience;
    while (!done()) {
        std::function<void()> task;
        {
            std::unique_lock lock{mutex_};
            if (!came_.wait_until(lock, until, [this] { return !tasks_.empty(); })) {
                return done();
            }
            task = std::move(tasks_.front());
            tasks_.pop_front();
        }
        task();
    }
    return true;
}

}  // namespace hall::sync::test
