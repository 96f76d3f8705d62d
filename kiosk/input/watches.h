// SPDX-License-Identifier: Apache-2.0
// Threads that listen to a scanner and to a card reader, and open them anew when they were gone.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "kiosk/input/device.h"

namespace hall::input {

struct WatchSettings {
    std::string path;  ///< /dev/input/by-id/… or /dev/serial/by-id/…
    int baud = 115'200;
};

/// Called on the watch's thread.
struct WatchEars {
    std::function<void(std::string text)> heard;
    /// Why there is nothing to hear, once for each time that it goes.
    std::function<void(const DeviceError& why)> lost = [](const DeviceError&) {};
    std::function<void()> found = [] {};
};

/// Listens from its construction to its destruction, which takes 0.2 s at most. A device that is
/// away is looked for every two seconds.
class Watch {
public:
    /// Reads the device until it is gone or `stop` is requested; returns why it is gone.
    using Listen = std::function<DeviceResult<void>(Device&, const std::stop_token&)>;

    Watch(WatchSettings settings, WatchEars ears, Listen listen);

private:
    void run(const std::stop_token& stop);

    WatchSettings settings_;
    WatchEars ears_;
    Listen listen_;
    std::mutex mutex_;
    std::condition_variable_any pause_;
    std::jthread thread_;  // Last: it is joined before what it uses is gone.
};

/// Codes, as ScanKeys or ScanLine make them.
[[nodiscard]] std::unique_ptr<Watch> watch_scanner(WatchSettings settings, WatchEars ears);

/// Numbers of identity cards, each once for as long as the card lies on the reader. The reader is
/// asked three times a second.
[[nodiscard]] std::unique_ptr<Watch> watch_card_reader(WatchSettings settings, WatchEars ears);

}  // namespace hall::input
