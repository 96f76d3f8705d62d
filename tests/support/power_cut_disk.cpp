// SPDX-License-Identifier: Apache-2.0
#include "tests/support/power_cut_disk.h"

#include <algorithm>
#include <cassert>

#include "tests/support/power_cut_file.h"

namespace hall::test {

PowerCutDisk::PowerCutDisk(std::uint64_t seed) : dice_(seed) {
    static std::uint64_t last = 0;
    path_ = kPowerCutRoot + std::to_string(++last) + "/";
    PowerCutVfs::mount(path_, *this);
}

PowerCutDisk::~PowerCutDisk() {
    PowerCutVfs::unmount(path_);
}

void PowerCutDisk::cut_before(std::int64_t calls) {
    assert(calls > 0);
    calls_left_ = calls;
}

void PowerCutDisk::cut() {
    counts_.cuts += dark_ ? 0 : 1;
    dark_ = true;
}

bool PowerCutDisk::goes_dark() {
    ++calls_;
    if (!dark_ && calls_left_ && --*calls_left_ == 0) {
        cut();
    }
    return dark_;
}

void PowerCutDisk::sync_directory() {
    deleted_.clear();
    for (auto& [name, file] : files_) {
        file->is_listed = true;
    }
}

void PowerCutDisk::settle(File& file) {
    for (const Cached& one : file.cached) {
        const std::int64_t how = dice_.between(0, 3);
        if (how == 0) {
            ++counts_.lost;
        } else if (how == 1 || one.cuts_off || one.bytes.size() <= kSector) {
            ++counts_.kept;
            apply(file.platter, one, 0, one.bytes.size());
        } else {
            ++counts_.torn;
            for (std::size_t at = 0; at < one.bytes.size(); at += kSector) {
                if (dice_.chance(500)) {
                    apply(file.platter, one, at, std::min(one.bytes.size(), at + kSector));
                }
            }
        }
    }
    file.cached.clear();
    file.seen = file.platter;
    file.shared = {};
}

void PowerCutDisk::power_on() {
    for (auto& [name, file] : deleted_) {
        if (file->is_listed && !files_.contains(name) && dice_.chance(500)) {
            ++counts_.revived;
            files_[name] = file;
        }
    }
    deleted_.clear();
    for (auto one = files_.begin(); one != files_.end();) {
        File& file = *one->second;
        assert(std::ranges::all_of(file.levels, [](int level) { return level == -1; }));
        file.levels.clear();
        settle(file);
        // A file that no sync has named is there by chance.
        const bool is_there = file.is_listed || dice_.chance(500);
        file.is_listed = true;
        one = is_there ? std::next(one) : files_.erase(one);
    }
    calls_left_.reset();
    dark_ = false;
}

std::size_t PowerCutDisk::bytes_used() const noexcept {
    std::size_t bytes = 0;
    for (const auto& [name, file] : files_) {
        bytes += file->seen.size();
    }
    return bytes;
}

PowerCutDisk::Image PowerCutDisk::image() const {
    Image image;
    for (const auto& [name, file] : files_) {
        image[name] = file->seen;
    }
    return image;
}

void PowerCutDisk::restore(const Image& image) {
    files_.clear();
    deleted_.clear();
    for (const auto& [name, bytes] : image) {
        auto& file = files_[name] = std::make_shared<File>();
        file->seen = bytes;
        file->platter = bytes;
        file->is_listed = true;
    }
}

}  // namespace hall::test
