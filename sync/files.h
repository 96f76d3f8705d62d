// SPDX-License-Identifier: Apache-2.0
// Whole files: read within bounds, written so that a power cut leaves all or nothing of them.
#pragma once

#include <cstddef>
#include <string>

#include <sys/types.h>

#include "sync/fault.h"

namespace hall::sync {

/// Whole file, at most `bytes_max`. Errors: disk, too_large; both name the file.
[[nodiscard]] Result<std::string> read_whole(const std::string& path, std::size_t bytes_max);

/// All of `bytes` or, after a crash, none: written beside, synced, put in place.
/// Errors: disk, disk_full.
[[nodiscard]] Result<void> write_whole(const std::string& path,
                                       const std::string& bytes,
                                       mode_t mode = 0644);

/// `from` becomes `to`, which may be there, and stays so through a power cut. One directory.
/// Errors: disk.
[[nodiscard]] Result<void> put_in_place(const std::string& from, const std::string& to);

}  // namespace hall::sync
