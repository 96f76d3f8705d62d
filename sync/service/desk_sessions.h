// SPDX-License-Identifier: Apache-2.0
// Who is signed in without a counter: reception and managers.
#pragma once

#include <map>
#include <string>

#include "sync/fault.h"
#include "sync/hall/ids.h"

namespace hall::service {

/// Sessions that belong to a person instead of a seat. They are no part of what happened in the
/// hall, so they stand in a small file beside the log, as hashes of their tokens, and outlive the
/// program. One that shows no life for kLapse is over; the oldest give way above kMost.
///
/// Not thread-safe: owned by the service's loop. Opening and closing one writes the file (a few
/// milliseconds); a sign of life does so at most every kSaved.
class DeskSessions {
public:
    static constexpr std::chrono::hours kLapse{4};
    static constexpr std::chrono::minutes kSaved{10};
    static constexpr std::size_t kMost = 256;
    static constexpr std::size_t kMostPerPerson = 8;

    /// `file` may not be there yet. One that cannot be read is begun anew: all sign in again.
    explicit DeskSessions(std::string file);

    /// `session` is the hash of the token. Errors: disk, disk_full.
    [[nodiscard]] sync::Result<void> open(const std::string& session,
                                          const ClerkId& person,
                                          Moment now);

    /// Null when there is none, or it lapsed.
    [[nodiscard]] const ClerkId* find(const std::string& session, Moment now) const;

    /// A sign of life.
    void renew(const std::string& session, Moment now);

    void close(const std::string& session);

    /// Ends every session of a person, but one: the account changed.
    void close_all(const ClerkId& person, const std::string& but);
    [[nodiscard]] int count_of(const ClerkId& person, Moment now) const;

    [[nodiscard]] std::size_t size() const noexcept { return sessions_.size(); }

private:
    struct Session {
        ClerkId person;
        Moment seen{};
        Moment saved{};
    };
    [[nodiscard]] sync::Result<void> save();
    void make_room(const ClerkId& person, Moment now);
    void drop_oldest(const ClerkId* person);

    std::string file_;
    std::map<std::string, Session> sessions_;  ///< By hash.
};

}  // namespace hall::service
