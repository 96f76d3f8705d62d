// SPDX-License-Identifier: Apache-2.0
// Who may sign in, and the checking of PINs away from the loop.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "sync/fault.h"
#include "sync/hall/ids.h"
#include "sync/hall/text.h"

namespace hall::service {

struct User {
    std::string id;
    std::vector<std::string> roles;  ///< "clerk", "reception", "manager", "auditor".
    std::string pin;                 ///< In the clear: only in a sample hall.
    std::string pin_hash;            ///< Argon2id.
    bool active = true;              ///< False: known, and may not sign in.
    Text label{};  ///< A name for who is not among the hall's staff; may be empty.

    [[nodiscard]] bool has_role(std::string_view role) const noexcept;
    /// Signs in without a counter: reception, managers and auditors.
    [[nodiscard]] bool may_sit_at_a_desk() const noexcept {
        return has_role("reception") || has_role("manager") || has_role("auditor");
    }
};

/// Reads a users document. A PIN in the clear is taken only from one that says "sample": true.
/// Errors: bad_message, too_large.
[[nodiscard]] sync::Result<std::map<std::string, User>> load_users(std::string_view json);

enum class PinVerdict { right, wrong, locked, busy };

struct PinAnswer {
    PinVerdict verdict = PinVerdict::busy;
    Moment locked_until{};  ///< Of `locked`, and of the `wrong` one that locked.
};

/// Checks PINs on threads of its own, because one takes 70 ms on purpose. Five wrong ones lock the
/// pair of account and address for 30 s, then twice as long at each further one, at most an hour.
/// Those being checked count as wrong until they are known to be right, so that trying many at
/// once gains nothing.
///
/// Not thread-safe: owned by the loop. `post` brings answers back to it.
class PinDesk {
public:
    using Post = std::function<void(std::function<void()>)>;
    using Answered = std::function<void(PinAnswer)>;

    explicit PinDesk(Post post);
    ~PinDesk();
    PinDesk(const PinDesk&) = delete;
    PinDesk& operator=(const PinDesk&) = delete;

    /// Calls back on the loop, at once when it is locked or too many are waiting.
    void check(
        const User& user, std::string pin, std::string address, Moment now, Answered answered);

    /// The hash of a new PIN, made on the same threads; calls back on the loop. False, without
    /// calling back, when too many are waiting.
    [[nodiscard]] bool make_hash(std::string pin, std::function<void(std::string)> made);

private:
    struct Tries {
        int wrong = 0;
        int checking = 0;
        Moment locked_until{};
    };
    using Key = std::pair<std::string, std::string>;  ///< Account and address.
    void settle(const Key& key, bool right, Moment now, const Answered& answered);
    [[nodiscard]] bool make_room();
    void run(const std::stop_token& stop);

    Post post_;
    std::map<Key, Tries> tries_;
    std::mutex mutex_;
    std::condition_variable_any filled_;
    std::deque<std::function<void()>> jobs_;
    std::vector<std::jthread> threads_;
};

}  // namespace hall::service
