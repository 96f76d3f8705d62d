// SPDX-License-Identifier: Apache-2.0
// A Keep whose writing is another thread's: a slow disk holds up no sign.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "display/keep.h"

namespace hall::display {

/// What was put last under a key is written soon, in no order that anybody should rely on, and what
/// was overtaken meanwhile is not written at all; so what waits is bounded by the number of keys.
///
/// Thread-safe.
class KeepThread final : public Keep {
public:
    /// `files` outlives it and is nobody else's from now on.
    explicit KeepThread(Keep& files);
    /// Writes what waits, then ends: as long as the disk takes.
    ~KeepThread() override = default;
    KeepThread(const KeepThread&) = delete;
    KeepThread& operator=(const KeepThread&) = delete;

    /// What was put last, whether it is written or not.
    [[nodiscard]] std::optional<std::string> get(std::string_view key) override;

    /// Never blocks for the disk. Errors: cannot_keep, of an earlier value of this key.
    [[nodiscard]] Outcome put(std::string_view key, std::string_view bytes) override;

    /// As put(), but the value is made on the thread that writes it, from what `make` holds.
    [[nodiscard]] Outcome put_made(std::string_view key, std::function<std::string()> make);

private:
    void run(const std::stop_token& stop);

    using Make = std::function<std::string()>;
    Keep& files_;
    std::mutex mutex_;
    std::condition_variable_any filled_;
    std::map<std::string, Make, std::less<>> waiting_;
    std::mutex file_mutex_;  ///< Never taken while mutex_ is held.
    std::map<std::string, Error, std::less<>> trouble_;
    std::jthread thread_;  // Last, so that it is joined before what it uses is gone.
};

}  // namespace hall::display
