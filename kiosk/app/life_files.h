// SPDX-License-Identifier: Apache-2.0
// The journals of one kiosk on its disk: one file for each life (epoch), none ever deleted.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "kiosk/app/desk.h"
#include "sync/journal.h"

namespace hall::kiosk {

/// A journal with what stands beside its entries. The epoch is a fact in the file itself, so that
/// a file that was copied or renamed says the same.
struct Life {
    std::unique_ptr<sync::Journal> journal;
    std::string file;
    std::int64_t epoch = 1;
    std::vector<Moment> begun;  ///< See NewLife.
};

/// Opens the newest life: `file` is that of epoch 1 ("…/journal.db"), "…/journal-e2.db" that of
/// epoch 2. Makes the first one when there is none.
/// Errors: as Journal::open(), and corrupt when a file does not say which epoch it is of.
[[nodiscard]] sync::Result<Life> open_newest_life(const std::string& file);

/// Makes the next one beside: in its place only when all of it is on the disk, so that a power cut
/// leaves either the old life or the whole new one. Blocks for a few fsyncs.
/// Errors: disk, disk_full, corrupt.
[[nodiscard]] sync::Result<Life> begin_life(const std::string& file, const NewLife& life);

}  // namespace hall::kiosk
