// SPDX-License-Identifier: Apache-2.0
// A disk in memory under the real SQLite, which loses and tears what was not synced.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/dice.h"

namespace hall::test {

/// Files below path() are this disk's for every SQLite in this process, and so for the product's
/// own `Journal`; all other files are where they always are.
///
/// What a program wrote and did not sync is in the drive's cache. When the power goes each such
/// write is, by the dice, on the platter, not there, or there in some of its sectors, whatever the
/// order in which they were made: drives reorder. A write never harms bytes beside its own
/// (SQLite's "powersafe overwrite", which it assumes of every disk).
/// Source: https://www.sqlite.org/atomiccommit.html, section 2, "Hardware Assumptions".
///
/// Not thread-safe; whoever opened files closes them before power_on() and before the disk goes.
class PowerCutDisk {
public:
    /// What power cuts did.
    struct Counts {
        int cuts = 0;     ///< Power cuts.
        int lost = 0;     ///< Writes that were only in the cache and are gone.
        int torn = 0;     ///< Writes of which some sectors reached the platter.
        int kept = 0;     ///< Writes that were in the cache and reached the platter all the same.
        int revived = 0;  ///< Deleted files that are back, since the directory was not synced.
    };

    explicit PowerCutDisk(std::uint64_t seed);
    ~PowerCutDisk();
    PowerCutDisk(const PowerCutDisk&) = delete;
    PowerCutDisk& operator=(const PowerCutDisk&) = delete;

    /// A file of this disk.
    [[nodiscard]] std::string file(const std::string& name) const { return path_ + name; }

    /// The power goes before the `calls`-th write, truncation, sync or deletion from now, 1 being
    /// the next one; from then on every call fails.
    void cut_before(std::int64_t calls);
    /// The power goes now.
    void cut();
    [[nodiscard]] bool is_dark() const noexcept { return dark_; }
    /// The machine starts again: what was in the cache is settled.
    void power_on();

    /// The drive says that it has synced and has not.
    void lie_about_syncs(bool lies) noexcept { lies_ = lies; }
    /// Writes past so many bytes in all files together find the disk full; nullopt: room for all.
    void make_room_for(std::optional<std::size_t> bytes) noexcept { room_ = bytes; }
    [[nodiscard]] std::size_t bytes_used() const noexcept;
    /// Every write fails, as on a file system that the kernel has mounted read-only after an error.
    void be_read_only(bool is) noexcept { read_only_ = is; }
    /// What is on the platter and what the machine sees of a file, to be put back later.
    using Image = std::map<std::string, std::string>;
    [[nodiscard]] Image image() const;
    /// The disk becomes what it was when `image` was taken.
    void restore(const Image& image);

    [[nodiscard]] const Counts& counts() const noexcept { return counts_; }
    /// Calls so far that a cut could have come before.
    [[nodiscard]] std::int64_t calls() const noexcept { return calls_; }

private:
    friend struct PowerCutVfs;
    struct File;

    [[nodiscard]] bool goes_dark();
    void settle(File& file);
    void sync_directory();

    std::string path_;
    std::map<std::string, std::shared_ptr<File>> files_;
    std::map<std::string, std::shared_ptr<File>> deleted_;  ///< And the directory not synced.
    Dice dice_;
    std::optional<std::int64_t> calls_left_;
    std::optional<std::size_t> room_;
    std::int64_t calls_ = 0;
    bool dark_ = false;
    bool lies_ = false;
    bool read_only_ = false;
    Counts counts_;
};

}  // namespace hall::test
