// SPDX-License-Identifier: Apache-2.0
#include "kiosk/input/watches.h"

#include <cstring>
#include <utility>

#include <linux/input.h>

#include "kiosk/input/id_card.h"
#include "kiosk/input/scan_text.h"

namespace hall::input {

namespace {

using namespace std::chrono_literals;

constexpr auto kLookAgain = 2s;
constexpr auto kListen = 1s;       // Between two looks at nothing; any length will do.
constexpr auto kAnswer = 600ms;    // A reader answers within 300 ms.
constexpr auto kAskEvery = 300ms;  // As fast as a hand lays a card down.

std::chrono::milliseconds steady() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now().time_since_epoch());
}

/// Keys come in pieces of one size; a read may end within one.
class KeyReader {
public:
    template <typename Heard>
    void feed(const std::vector<std::uint8_t>& bytes, const Heard& heard) {
        rest_.insert(rest_.end(), bytes.begin(), bytes.end());
        std::size_t at = 0;
        for (; at + sizeof(input_event) <= rest_.size(); at += sizeof(input_event)) {
            input_event event{};
            std::memcpy(&event, rest_.data() + at, sizeof event);
            if (event.type != EV_KEY) {
                continue;
            }
            const std::chrono::milliseconds when{event.input_event_sec * 1000LL +
                                                 event.input_event_usec / 1000};
            if (auto text = keys_.feed(event.code, event.value, when)) {
                heard(std::move(*text));
            }
        }
        rest_.erase(rest_.begin(), rest_.begin() + static_cast<std::ptrdiff_t>(at));
    }

private:
    std::vector<std::uint8_t> rest_;
    ScanKeys keys_;
};

DeviceResult<void> listen_to_scanner(Device& device,
                                     const std::stop_token& stop,
                                     const std::function<void(std::string)>& heard) {
    KeyReader keys;
    ScanLine line;
    while (!stop.stop_requested()) {
        const auto bytes = device.read(kListen, stop);
        if (!bytes) {
            return tl::make_unexpected(bytes.error());
        }
        if (device.kind() == DeviceKind::keys) {
            keys.feed(*bytes, heard);
            continue;
        }
        for (const std::uint8_t byte : *bytes) {
            if (auto text = line.feed(byte, steady())) {
                heard(std::move(*text));
            }
        }
    }
    return {};
}

/// One question and its answer; nothing when none came in time.
DeviceResult<std::optional<CardAnswer>> ask(Device& device,
                                            CardAsk what,
                                            const std::stop_token& stop) {
    if (auto sent = device.write(frame_of(what)); !sent) {
        return tl::make_unexpected(sent.error());
    }
    CardFrames frames;
    const auto until = steady() + kAnswer;
    while (!stop.stop_requested() && steady() < until) {
        const auto bytes = device.read(until - steady(), stop);
        if (!bytes) {
            return tl::make_unexpected(bytes.error());
        }
        for (const std::uint8_t byte : *bytes) {
            if (auto answer = frames.feed(byte)) {
                return std::optional{std::move(*answer)};
            }
        }
    }
    return std::optional<CardAnswer>{};
}

DeviceResult<void> listen_to_cards(Device& device,
                                   const std::stop_token& stop,
                                   const std::function<void(std::string)>& heard) {
    while (!stop.stop_requested()) {
        // A card that lies there is found only once by the reader itself: it answers `find` again
        // when it was taken away and laid down anew.
        for (const CardAsk what : {CardAsk::find, CardAsk::select, CardAsk::read}) {
            const auto answer = ask(device, what, stop);
            if (!answer) {
                return tl::make_unexpected(answer.error());
            }
            if (!*answer || !(*answer)->good()) {
                break;
            }
            if (auto number = what == CardAsk::read ? number_in(**answer) : std::nullopt) {
                heard(std::move(*number));
            }
        }
        if (auto pause = device.read(kAskEvery, stop); !pause) {
            return tl::make_unexpected(pause.error());
        }
    }
    return {};
}

}  // namespace

Watch::Watch(WatchSettings settings, WatchEars ears, Listen listen)
    : settings_(std::move(settings)),
      ears_(std::move(ears)),
      listen_(std::move(listen)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {
}

void Watch::run(const std::stop_token& stop) {
    bool told = false;
    while (!stop.stop_requested()) {
        auto device = Device::open(settings_.path, settings_.baud);
        DeviceResult<void> ended;
        if (device) {
            told = false;
            ears_.found();
            ended = listen_(*device, stop);
        } else {
            ended = tl::make_unexpected(device.error());
        }
        if (!ended && !std::exchange(told, true)) {
            ears_.lost(ended.error());
        }
        std::unique_lock lock{mutex_};
        pause_.wait_for(lock, stop, kLookAgain, [] { return false; });
    }
}

std::unique_ptr<Watch> watch_scanner(WatchSettings settings, WatchEars ears) {
    auto heard = ears.heard;
    return std::make_unique<Watch>(std::move(settings), std::move(ears),
                                   [heard](Device& device, const std::stop_token& stop) {
                                       return listen_to_scanner(device, stop, heard);
                                   });
}

std::unique_ptr<Watch> watch_card_reader(WatchSettings settings, WatchEars ears) {
    auto heard = ears.heard;
    return std::make_unique<Watch>(std::move(settings), std::move(ears),
                                   [heard](Device& device, const std::stop_token& stop) {
                                       return listen_to_cards(device, stop, heard);
                                   });
}

}  // namespace hall::input
