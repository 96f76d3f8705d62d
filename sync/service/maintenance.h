// SPDX-License-Identifier: Apache-2.0
// What an administrator does beside the running service: back up, restore, prove.
#pragma once

#include <string>

#include "sync/fault.h"
#include "sync/hall/ids.h"

namespace hall::service {

/// Copies the log, the documents' versions and the hall's key out of the data directory, while
/// the service runs, into one new file (0600). What it had answered before the call is in it.
/// Returns a sentence for the administrator. Errors: as sync::copy_journal().
[[nodiscard]] sync::Result<std::string> back_up(const std::string& data, const std::string& file);

/// Makes a data directory of a backup. The log is proven first. The hall begins a new life
/// (epoch): what was answered after the backup is not in it, and kiosks and pages that know more
/// see that. Kiosks then send again what is missing here; calls and seats since are gone.
/// Errors: bad_settings (`data` has a log already, or a service runs there), corrupt (the backup;
/// says where), disk, disk_full.
[[nodiscard]] sync::Result<std::string> restore(const std::string& file,
                                                const std::string& data,
                                                Moment now);

/// Proves a data directory or a backup: every page of the file, every entry of the hash chain,
/// every version of a document that the log names. Changes nothing; the service may run.
/// Errors: corrupt (says the first broken place and the remedy), disk.
[[nodiscard]] sync::Result<std::string> verify(const std::string& data_or_file);

}  // namespace hall::service
