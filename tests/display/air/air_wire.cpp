// SPDX-License-Identifier: Apache-2.0
#include "tests/display/air/air_wire.h"

#include <algorithm>
#include <array>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>

namespace hall::display::test {

class AirBusLine : public ByteLine {
public:
    explicit AirBusLine(AirBus& bus) : bus_(bus) {}

    Result<std::size_t> write(std::span<const std::uint8_t> bytes) override {
        bus_.put({bytes.begin(), bytes.end()}, bus_.clock_.now);
        return bytes.size();
    }
    Result<std::size_t> read(std::span<std::uint8_t> room) override { return bus_.read(room); }
    Milliseconds wait(Milliseconds most) override {
        bus_.clock_.now += most;
        return most;
    }

private:
    AirBus& bus_;
};

std::unique_ptr<ByteLine> AirBus::line() {
    return std::make_unique<AirBusLine>(*this);
}

Milliseconds AirBus::takes(std::size_t bytes) const {
    const auto bits = static_cast<std::int64_t>(bytes) * 10;
    return Milliseconds((bits * 1000 + baud_ - 1) / baud_);
}

void AirBus::put(ByteString bytes, Instant from) {
    deliver();
    if (from < busy_until_) {
        ++collisions;
        return;  // Both are spoilt; nobody makes sense of it.
    }
    longest_silence = std::max(longest_silence, from - std::max(busy_until_, silent_since));
    const Instant until = from + takes(bytes.size());
    busy_until_ = until;
    from_host_.push_back({std::move(bytes), from, until});
}

// Messages that have arrived whole by now are heard by every device.
void AirBus::deliver() {
    while (!from_host_.empty() && from_host_.front().until <= clock_.now) {
        const Message message = std::move(from_host_.front());
        from_host_.pop_front();
        for (AirDevice* device : devices_) {
            ByteString answer = device->hear(message.bytes, message.until);
            if (answer.empty()) {
                continue;
            }
            const Instant from = message.until + device->knobs.delay;
            const Instant until = from + takes(answer.size());
            busy_until_ = std::max(busy_until_, until);
            to_host_.push_back({std::move(answer), from, until});
        }
    }
}

std::size_t AirBus::read(std::span<std::uint8_t> room) {
    deliver();
    std::size_t count = 0;
    while (count < room.size() && !to_host_.empty() && to_host_.front().until <= clock_.now) {
        ByteString& bytes = to_host_.front().bytes;
        const std::size_t part = std::min(room.size() - count, bytes.size());
        std::copy_n(bytes.begin(), part, room.begin() + static_cast<std::ptrdiff_t>(count));
        bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(part));
        count += part;
        if (bytes.empty()) {
            to_host_.pop_front();
        }
    }
    return count;
}

AirPort::AirPort(AirDevice& device)
    : device_(device),
      socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0);
    REQUIRE(::listen(socket_, 16) == 0);
    socklen_t size = sizeof(address);
    REQUIRE(::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port = ntohs(address.sin_port);
}

AirPort::~AirPort() {
    for (const Caller& caller : callers_) {
        ::close(caller.socket);
    }
    ::close(socket_);
}

void AirPort::serve(Instant now) {
    if (!device_.powered(now)) {
        was_off_ = true;  // Silent, not closed: nobody says goodbye when the plug is pulled.
        return;
    }
    if (std::exchange(was_off_, false)) {
        for (const Caller& caller : callers_) {
            ::close(caller.socket);
        }
        callers_.clear();
    }
    for (int made = ::accept4(socket_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC); made >= 0;
         made = ::accept4(socket_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)) {
        ++connections;
        if (!accepts) {
            ::close(made);
            continue;
        }
        device_.connected();
        callers_.push_back({made, {}});
    }
    most_connections = std::max(most_connections, static_cast<int>(callers_.size()));
    std::erase_if(callers_, [&](Caller& caller) {
        const bool gone = !accepts || !serve(caller, now);
        if (gone) {
            ::close(caller.socket);
        }
        return gone;
    });
}

bool AirPort::serve(Caller& caller, Instant now) {
    std::array<std::uint8_t, 16384> part{};
    while (true) {
        const ssize_t got = ::recv(caller.socket, part.data(), part.size(), 0);
        if (got == 0 || (got < 0 && errno != EAGAIN)) {
            return false;
        }
        if (got < 0) {
            break;
        }
        ByteString answer = device_.hear({part.begin(), part.begin() + got}, now);
        if (!answer.empty()) {
            caller.answers.emplace_back(now + device_.knobs.delay, std::move(answer));
        }
    }
    for (const auto& [due, bytes] : caller.answers) {
        if (now >= due) {
            static_cast<void>(::send(caller.socket, bytes.data(), bytes.size(), MSG_NOSIGNAL));
        }
    }
    std::erase_if(caller.answers, [&](const auto& answer) { return now >= answer.first; });
    return true;
}

}  // namespace hall::display::test
