// SPDX-License-Identifier: Apache-2.0
#include "display/daemon/pictures.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <utility>

#include "display/picture.h"
#include "display/resize.h"
#include "sync/files.h"

#include <fmt/format.h>

namespace hall::board {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kFileMost = std::size_t{16} * 1024 * 1024;
constexpr int kSideMost = 4096;
// A dozen of these are 75 MB; a wall shows one on two thirds of itself at most.
constexpr display::Extent kKept{1920, 1080};
constexpr auto kLookEvery = 2s;

// Name, size and time of every picture: what changes when somebody copies one.
using Listing = std::vector<std::pair<std::string, std::string>>;

Listing listing_of(const std::string& folder) {
    Listing list;
    std::error_code error;
    for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end;
         at.increment(error)) {
        std::error_code ignored;
        const auto& path = at->path();
        if (path.extension() == ".png") {
            const auto size = at->file_size(ignored);
            const auto time = at->last_write_time(ignored).time_since_epoch().count();
            list.emplace_back(path.string(), std::to_string(size) + " " + std::to_string(time));
        }
    }
    if (error) {
        list.emplace_back("", error.message());
    }
    std::ranges::sort(list);
    return list;
}

tl::expected<std::shared_ptr<const display::Canvas>, std::string> read_one(
    const std::string& path) {
    const auto bytes = sync::read_whole(path, kFileMost);
    if (!bytes) {
        return tl::unexpected(bytes.error().detail);
    }
    const std::vector<std::uint8_t> png(bytes->begin(), bytes->end());
    auto picture = display::canvas_of(png, kSideMost);
    if (!picture) {
        return tl::unexpected(path + ": " + picture.error().detail);
    }
    const display::Extent size{picture->width(), picture->height()};
    if (size.width > kKept.width || size.height > kKept.height) {
        *picture = display::resized(*picture, display::fitting(size, kKept));
    }
    return std::make_shared<const display::Canvas>(std::move(*picture));
}

}  // namespace

PictureSet read_pictures(const std::string& folder) {
    PictureSet set;
    const auto lacks = [&](const std::string& what) {
        set.trouble.append(set.trouble.empty() ? "pictures: " : "; ").append(what);
    };
    for (const auto& [path, marks] : listing_of(folder)) {
        if (path.empty()) {
            lacks(fmt::format("{}: {}", folder, marks));
        } else if (set.pictures.size() == kPicturesMost) {
            lacks(fmt::format("{} holds more than {}, the first by name are shown", folder,
                              kPicturesMost));
            break;
        } else if (auto picture = read_one(path)) {
            set.pictures.push_back(std::move(*picture));
        } else {
            lacks(picture.error());
        }
    }
    return set;
}

PictureRoom::PictureRoom(std::vector<std::string> folders, Told told)
    : folders_(std::move(folders)),
      told_(std::move(told)) {
    thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

PictureRoom::~PictureRoom() = default;

void PictureRoom::run(const std::stop_token& stop) {
    std::vector<std::optional<Listing>> seen(folders_.size());
    while (!stop.stop_requested()) {
        for (std::size_t i = 0; i < folders_.size() && !stop.stop_requested(); ++i) {
            auto now = listing_of(folders_[i]);
            if (now != seen[i] && told_(folders_[i], read_pictures(folders_[i]))) {
                seen[i] = std::move(now);
            }
        }
        std::unique_lock held(mutex_);
        ended_.wait_for(held, stop, kLookEvery, [] { return false; });
    }
}

}  // namespace hall::board
