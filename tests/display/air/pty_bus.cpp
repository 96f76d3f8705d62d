// SPDX-License-Identifier: Apache-2.0
#include "tests/display/air/pty_bus.h"

#include <array>
#include <stdexcept>

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <termios.h>
#include <unistd.h>

namespace hall::display::test {

namespace {

std::string open_pair(int& master, int& slave) {
    std::array<char, 64> name{};
    termios raw{};
    ::cfmakeraw(&raw);
    if (::openpty(&master, &slave, name.data(), &raw, nullptr) != 0) {
        throw std::runtime_error("no pseudo-terminal");
    }
    return name.data();
}

Instant real_now() {
    return std::chrono::time_point_cast<Milliseconds>(std::chrono::steady_clock::now());
}

}  // namespace

PtyBus::PtyBus(int baud, std::vector<AirDevice*> devices)
    : baud_(baud),
      devices_(std::move(devices)) {
    host = open_pair(host_end_, keep_host_);
    other = open_pair(other_end_, keep_other_);
    // A wire waits for nobody: what is not read in time is gone.
    for (const int end : {host_end_, other_end_}) {
        ::fcntl(end, F_SETFL, ::fcntl(end, F_GETFL) | O_NONBLOCK);
    }
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

PtyBus::~PtyBus() {
    thread_.request_stop();
    thread_.join();
    for (const int end : {host_end_, other_end_, keep_host_, keep_other_}) {
        ::close(end);
    }
}

void PtyBus::on_wire(std::size_t bytes) const {
    const auto us = static_cast<std::int64_t>(bytes) * 10 * 1000000 / baud_;
    std::this_thread::sleep_for(std::chrono::microseconds(us));
}

void PtyBus::run(const std::stop_token& stop) {
    std::array<std::uint8_t, 4096> part{};
    while (!stop.stop_requested()) {
        std::array<pollfd, 2> ends{{{host_end_, POLLIN, 0}, {other_end_, POLLIN, 0}}};
        if (::poll(ends.data(), ends.size(), 20) <= 0) {
            continue;
        }
        const bool from_host = (ends[0].revents & POLLIN) != 0;
        const ssize_t got = ::read(from_host ? host_end_ : other_end_, part.data(), part.size());
        if (got <= 0) {
            continue;
        }
        const auto size = static_cast<std::size_t>(got);
        on_wire(size);
        static_cast<void>(::write(from_host ? other_end_ : host_end_, part.data(), size));
        for (AirDevice* device : devices_) {
            const ByteString answer =
                from_host ? device->hear({part.begin(), part.begin() + got}, real_now())
                          : ByteString{};
            if (!answer.empty()) {
                on_wire(answer.size());
                static_cast<void>(::write(host_end_, answer.data(), answer.size()));
            }
        }
    }
}

}  // namespace hall::display::test
