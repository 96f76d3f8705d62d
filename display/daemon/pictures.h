// SPDX-License-Identifier: Apache-2.0
// Pictures that a hall puts on its walls: PNG files in a folder, followed while the program runs.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "display/canvas.h"

namespace hall::board {

struct PictureSet {
    std::vector<std::shared_ptr<const display::Canvas>> pictures;  ///< In the order of their names.
    std::string trouble;  ///< What could not be taken and why; empty when nothing.
};

inline constexpr std::size_t kPicturesMost = 12;

/// The PNG files of `folder`: kPicturesMost at most, 16 MB and 4096 px a side each, brought down to
/// 1920x1080. One that cannot be read is left out and told of; the others are shown. Takes as long
/// as the disk and the pictures do.
[[nodiscard]] PictureSet read_pictures(const std::string& folder);

/// Reads folders on a thread of its own and again when something in them has changed, which it
/// looks for every two seconds. `told` is called on that thread, once for each folder at first;
/// where it takes nothing (false) it is told again.
///
/// Thread-safe.
class PictureRoom {
public:
    using Told = std::function<bool(const std::string& folder, PictureSet)>;

    PictureRoom(std::vector<std::string> folders, Told told);
    /// Waits for the picture that is being read.
    ~PictureRoom();
    PictureRoom(const PictureRoom&) = delete;
    PictureRoom& operator=(const PictureRoom&) = delete;

private:
    void run(const std::stop_token& stop);

    std::vector<std::string> folders_;
    Told told_;
    std::mutex mutex_;
    std::condition_variable_any ended_;
    std::jthread thread_;
};

}  // namespace hall::board
