// SPDX-License-Identifier: Apache-2.0
// A device's copy of the hall's documents: from the service, else from its own disk, and kept up
// to date while it runs.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "sync/backoff.h"
#include "sync/document_set.h"
#include "sync/downlink.h"
#include "sync/fault.h"
#include "sync/files.h"

namespace hall::sync {

/// Everything a kiosk or a board has to know of its hall, checked; and where it is from.
struct Documents {
    std::string hall;  ///< Id of the hall.
    std::shared_ptr<const Content> content;
    std::shared_ptr<const Phrases> phrases;
    std::shared_ptr<const HallClock> clock;
    bool from_service = false;  ///< False: the last valid copy on this disk.
    /// What is not so important that the hall could not do without it, and cannot be used.
    std::vector<std::string> remarks;
    Texts texts;  ///< As they came.
    Texts etags;  ///< By the same names, of those that the service gave one for.
};

/// Asks the service for hall, catalogue and texts, checks them and keeps them in `cache`; when it
/// is away or sends what is not valid, the last valid copy is used. Blocks for 5 s at most.
/// `address.hall` may be empty: a service with one hall says its id.
/// Errors: unreachable (and no copy yet), bad_message (names document and place), disk.
[[nodiscard]] Result<Documents> load_documents(HttpLine& line,
                                               ServiceAddress address,
                                               const std::string& cache);

/// What a DocumentFollower tells, on the thread that the client posts to.
struct DocumentEars {
    std::function<void(Documents)> changed;          ///< New ones, checked and kept on the disk.
    std::function<void(const Error&)> left_as_were;  ///< What came is not valid, or not all came.
};

/// Keeps a device's documents up to date: look() when the stream says that one was changed, or may
/// have been. All are asked for by their ETags; only a set that is valid as a whole takes the place
/// of the one before, on the disk as in the program. While the service cannot be reached it is
/// asked again at growing intervals.
///
/// Not thread-safe: owned by the thread that the client posts to. Blocks for one fsync when
/// something is new, and some 20 ms to read it.
class DocumentFollower {
public:
    using Instant = std::chrono::steady_clock::time_point;

    DocumentFollower(HttpClient& client,
                     ServiceAddress address,
                     Documents documents,
                     std::string cache,
                     DocumentEars ears);
    ~DocumentFollower();
    DocumentFollower(const DocumentFollower&) = delete;
    DocumentFollower& operator=(const DocumentFollower&) = delete;

    void look();
    /// Starts what is due. Call it at next() and after anything else of the owner's.
    void tick(Instant now, std::uint32_t random);
    [[nodiscard]] std::optional<Instant> next() const noexcept;
    [[nodiscard]] bool is_asking() const noexcept { return under_way_.has_value(); }

private:
    void ask(std::size_t nth);
    void answered(std::size_t nth, const Result<Answer>& answer);
    void finish();
    void lost(const Error& why);

    HttpClient& client_;
    ServiceAddress address_;
    Documents documents_;
    std::string cache_;
    DocumentEars ears_;
    Backoff backoff_;
    bool due_ = false;
    Instant at_ = Instant::min();
    std::uint32_t random_ = 0;
    std::optional<ExchangeId> under_way_;
    Texts fresh_;
    bool gone_ = false;  ///< The notices, which a hall may take down.
    Texts etags_;
};

}  // namespace hall::sync
