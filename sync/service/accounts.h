// SPDX-License-Identifier: Apache-2.0
// Who may sign in, and as what. Pure.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/hall/events.h"
#include "sync/service/people.h"

namespace hall::service {

/// Why not, as a problem's status and code; `refusal.<code>` is the text for people.
struct Denied {
    int status = 409;
    std::string_view code;
};

/// What a manager wants an account to be.
struct AccountWish {
    std::vector<std::string> roles;
    bool active = true;
    std::string pin;       ///< Empty: it keeps the one it has.
    std::string pin_hash;  ///< Of `pin`; made away from the loop.
};

/// Accounts are what the program was installed with, changed by what the log says since. A
/// decision is an event; apply() folds it, now and at every start.
///
/// Not thread-safe: owned by the service's loop.
class Accounts {
public:
    explicit Accounts(std::map<std::string, User> installed) : users_(std::move(installed)) {}

    void apply(const AdminDone& done);

    /// Null when there is none, or one that may not sign in.
    [[nodiscard]] const User* active(const std::string& id) const;
    [[nodiscard]] const std::map<std::string, User>& all() const noexcept { return users_; }

    /// A session of a counter that was ended from here, because its PIN is another now.
    [[nodiscard]] bool is_ended(const std::string& session) const;

    /// May the account `id` become that? Asked before the PIN's hash is made, and again after.
    /// Denied: 422 `id_invalid`, `role_unknown`, `pin_weak`, `pin_missing`; 409 `last_manager`,
    /// `users_full`.
    [[nodiscard]] std::optional<Denied> against(const std::string& id,
                                                const AccountWish& wish) const;
    /// Denied: 404 `user_unknown`, 409 `last_manager`.
    [[nodiscard]] std::optional<Denied> against_removal(const std::string& id) const;
    /// May `id` have that PIN?
    [[nodiscard]] static bool is_fit_pin(const std::string& id,
                                         const std::vector<std::string>& roles,
                                         std::string_view pin);

    /// The events. `seat_session` is the session of the counter at which the account sits now.
    [[nodiscard]] static AdminDone changed(const std::string& id,
                                           const AccountWish& wish,
                                           const std::string& seat_session);
    [[nodiscard]] static AdminDone removed(const std::string& id);
    [[nodiscard]] static AdminDone pin_changed(const std::string& id, const std::string& pin_hash);
    /// Too many wrong PINs; `id` is empty for names that do not exist.
    [[nodiscard]] static AdminDone locked(const std::string& id);

    static constexpr std::size_t kUsersMost = 5000;

private:
    [[nodiscard]] bool is_last_manager(const std::string& id) const;
    void put(const AdminDone& done);

    std::map<std::string, User> users_;
    std::deque<std::string> ended_;
};

}  // namespace hall::service
