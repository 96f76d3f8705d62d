// SPDX-License-Identifier: Apache-2.0
// An append-only journal on disk: what append() has confirmed outlives a power cut.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sync/fault.h"
#include "sync/hall/ids.h"

namespace hall::sync {

/// Something to write down.
struct Line {
    Moment at{};
    std::string kind;
    std::string body;  ///< JSON.
};

/// Something that was written down.
struct Entry {
    std::int64_t seq = 0;  ///< From 1, without holes.
    Moment at{};
    std::string kind;
    std::string body;
    std::string chain;  ///< SHA-256(chain before + kind + body), hexadecimal.
};

/// The chain after one more entry. Source: SYNC.md, section 4.
[[nodiscard]] std::string chain_after(const std::string& chain,
                                      const std::string& kind,
                                      const std::string& body);

/// The kiosk's journal and the service's log are the same thing: an append log with an integer key
/// and no index (SYNC.md §3: a third of the write-ahead bytes of any other layout).
///
/// Not thread-safe: owned by one writer. Devices are not reopened: after an error destroy it.
class Journal {
public:
    /// Opens or makes the file. At most a second while another process holds it.
    /// Errors: disk, disk_full, corrupt (a page that SQLite's quick check refuses).
    static Result<std::unique_ptr<Journal>> open(const std::string& path);

    virtual ~Journal() = default;
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    /// Writes all lines in one transaction and returns the last seq, or writes nothing.
    /// Blocks for one fsync: 0.2 ms on an SSD, tens of ms on a poor eMMC.
    /// Errors: disk, disk_full.
    virtual Result<std::int64_t> append(std::span<const Line> lines) = 0;

    /// Up to `limit` entries after `after`, oldest first. Errors: disk.
    virtual Result<std::vector<Entry>> read(std::int64_t after, std::size_t limit) = 0;

    [[nodiscard]] virtual std::int64_t last_seq() const noexcept = 0;
    [[nodiscard]] virtual const std::string& chain() const noexcept = 0;

    /// Small facts beside the log (identity, epoch, high-water). Durable when they return.
    virtual Result<std::optional<std::string>> fact(const std::string& key) = 0;
    virtual Result<void> set_fact(const std::string& key, const std::string& value) = 0;

    /// Recomputes the chain from the first entry; the seq of the first entry that does not fit.
    virtual Result<std::optional<std::int64_t>> first_broken() = 0;

protected:
    Journal() = default;
};

}  // namespace hall::sync
