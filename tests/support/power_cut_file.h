// SPDX-License-Identifier: Apache-2.0
// A file of a PowerCutDisk: what programs see of it, what is on the platter, what lies between.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/power_cut_disk.h"

namespace hall::test {

inline constexpr std::size_t kSector = 512;
inline constexpr const char* kPowerCutRoot = "/power-cut/";

/// What a program did to a file and did not sync.
struct Cached {
    std::size_t at = 0;
    std::string bytes;
    bool cuts_off = false;  ///< A truncation to `at`.
};

/// Does `one` to `to`: of what it writes, the bytes from `from` to `end`.
inline void apply(std::string& to, const Cached& one, std::size_t from, std::size_t end) {
    if (one.cuts_off) {
        to.resize(one.at);
        return;
    }
    if (to.size() < one.at + end) {
        to.resize(one.at + end);
    }
    std::copy(one.bytes.begin() + static_cast<std::ptrdiff_t>(from),
              one.bytes.begin() + static_cast<std::ptrdiff_t>(end),
              to.begin() + static_cast<std::ptrdiff_t>(one.at + from));
}

/// SQLite locks eight parts of the index of a write-ahead log (SQLITE_SHM_NLOCK).
inline constexpr std::size_t kSharedLocks = 8;

/// The index of the write-ahead log, which the connections of one file share.
struct SharedMemory {
    std::vector<std::unique_ptr<std::string>> regions;
    std::array<int, kSharedLocks> readers{};
    std::array<const void*, kSharedLocks> writer{};
};

struct PowerCutDisk::File {
    std::string seen;        // By the programs.
    std::string platter;     // After a power cut.
    bool is_listed = false;  // The directory on the platter names it.
    std::vector<Cached> cached;
    SharedMemory shared;
    std::vector<int> levels;  // Of the locks of those who have it open.
};

/// Between SQLite and the disks (power_cut_vfs.cpp).
struct PowerCutVfs {
    struct Calls;
    static void mount(const std::string& path, PowerCutDisk& disk);
    static void unmount(const std::string& path);
};

}  // namespace hall::test
