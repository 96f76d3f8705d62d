// SPDX-License-Identifier: Apache-2.0
#include "tests/display/air/air_wire.h"

#include <algorithm>

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
    if (busy_until_ != Instant{}) {
        longest_silence = std::max(longest_silence, from - busy_until_);
    }
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

}  // namespace hall::display::test
