// SPDX-License-Identifier: Apache-2.0
// A device's copy of the hall's documents: from the service, else from its own disk.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sync/downlink.h"
#include "sync/fault.h"
#include "sync/hall/config.h"
#include "sync/hall/hours.h"
#include "sync/hall/phrases.h"

namespace hall::sync {

/// Everything a kiosk or a board has to know of its hall, checked.
struct Documents {
    std::string hall;  ///< Id of the hall.
    std::shared_ptr<const Content> content;
    std::shared_ptr<const Phrases> phrases;
    std::shared_ptr<const HallClock> clock;
    bool from_service = false;  ///< False: the last valid copy on this disk.
    /// What is not so important that the hall could not do without it, and cannot be used.
    std::vector<std::string> remarks;
};

/// Asks the service for hall, catalogue and texts, checks them and keeps them in `cache`; when it
/// is away or sends what is not valid, the last valid copy is used. Blocks for 5 s at most.
/// `address.hall` may be empty: a service with one hall says its id.
/// Errors: unreachable (and no copy yet), bad_message (names document and place), disk.
[[nodiscard]] Result<Documents> load_documents(HttpLine& line,
                                               ServiceAddress address,
                                               const std::string& cache);

/// All of `bytes` or, after a crash, none: written beside, synced, renamed. Errors: disk.
[[nodiscard]] Result<void> write_whole(const std::string& path, const std::string& bytes);

/// At most `bytes_max`. Errors: disk, too_large.
[[nodiscard]] Result<std::string> read_whole(const std::string& path, std::size_t bytes_max);

}  // namespace hall::sync
