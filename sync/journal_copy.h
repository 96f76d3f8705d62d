// SPDX-License-Identifier: Apache-2.0
// A journal copied while it is written, with the files that belong to it, and the proof of one.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "sync/fault.h"
#include "sync/journal.h"

namespace hall::sync {

/// Files that go with a journal: by a relative name without "..", their bytes.
using FilesBeside = std::map<std::string, std::string>;

/// Copies the journal at `from`, which another program may be writing, into the new file `to`
/// (mode 0600), and puts `files` into the same file, so that a backup is one file, whole or not
/// there: it is written as `to`.new, synced, then put in place. What was confirmed before the call
/// is in it. The writer is not kept waiting; takes about a second for 100 MB.
/// Errors: bad_settings (`to` is there already), disk, disk_full, corrupt.
[[nodiscard]] Result<void> copy_journal(const std::string& from,
                                        const std::string& to,
                                        const FilesBeside& files);

/// What copy_journal() put beside the journal. Errors: disk, corrupt.
[[nodiscard]] Result<FilesBeside> files_in_copy(const std::string& copy);

/// Writes the journal of a copy to the new file `to`, without the files beside it.
/// Errors: as copy_journal().
[[nodiscard]] Result<void> journal_from_copy(const std::string& copy, const std::string& to);

/// What reading a journal from its first entry on has shown.
struct JournalCheck {
    struct Broken {
        std::int64_t seq = 0;  ///< The first entry that does not fit; all before it are proven.
        std::string what;      ///< "missing", "was changed", …
    };
    std::int64_t entries = 0;  ///< That fit.
    std::string chain;         ///< After the last of them: the anchor to compare with.
    std::optional<Broken> broken;
};

/// Proves a journal or a copy of one, and changes nothing. `each` sees every entry that fits.
/// Errors: disk (names the file), corrupt
/// (the file itself is damaged: torn, cut off, not a journal; the detail says where).
[[nodiscard]] Result<JournalCheck> check_journal(
    const std::string& path, const std::function<void(const Entry&)>& each = [](const Entry&) {});

}  // namespace hall::sync
