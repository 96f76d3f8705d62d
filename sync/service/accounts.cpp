// SPDX-License-Identifier: Apache-2.0
#include "sync/service/accounts.h"

#include <algorithm>
#include <array>

#include "sync/service/deed_json.h"

namespace hall::service {

using sync::Json;

namespace {

constexpr std::array<std::string_view, 4> kRoles{"clerk", "reception", "manager", "auditor"};
constexpr std::size_t kPinLeast = 4;
// Who sees and changes everything may sign in from any desk; four digits are for a counter.
constexpr std::size_t kPinLeastOfManagers = 8;
constexpr std::size_t kPinMost = 64;
constexpr std::size_t kEndedMost = 1000;
constexpr std::size_t kIdMost = 64;

bool is_id(std::string_view id) {
    return !id.empty() && id.size() <= kIdMost && std::ranges::all_of(id, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_' || c == '.';
    });
}

bool has(const std::vector<std::string>& roles, std::string_view role) {
    return std::ranges::find(roles, role) != roles.end();
}

bool sees_all(const std::vector<std::string>& roles) {
    return has(roles, "manager") || has(roles, "auditor");
}

}  // namespace

void Accounts::apply(const AdminDone& done) {
    if (done.action == "user.changed") {
        put(done);
    } else if (done.action == "user.removed") {
        users_.erase(done.subject);
    } else if (done.action == "user.pin") {
        const std::string hash = object_of(done.kept).value("pin_hash", "");
        if (const auto user = users_.find(done.subject); user != users_.end() && !hash.empty()) {
            user->second.pin.clear();
            user->second.pin_hash = hash;
        }
    }
}

void Accounts::put(const AdminDone& done) {
    const Json detail = object_of(done.detail);
    const Json kept = object_of(done.kept);
    User& user = users_[done.subject];
    user.id = done.subject;
    user.roles.clear();
    for (const Json& role : detail.value("roles", Json::array())) {
        user.roles.push_back(role.is_string() ? role.get<std::string>() : std::string{});
    }
    user.active = detail.value("active", true);
    if (const std::string hash = kept.value("pin_hash", ""); !hash.empty()) {
        user.pin.clear();
        user.pin_hash = hash;
    }
    if (const std::string ended = kept.value("ended", ""); !ended.empty()) {
        ended_.push_back(ended);
        if (ended_.size() > kEndedMost) {
            ended_.pop_front();
        }
    }
}

const User* Accounts::active(const std::string& id) const {
    const auto user = users_.find(id);
    return user == users_.end() || !user->second.active ? nullptr : &user->second;
}

bool Accounts::is_ended(const std::string& session) const {
    return std::ranges::find(ended_, session) != ended_.end();
}

bool Accounts::is_last_manager(const std::string& id) const {
    const auto manages = [](const auto& one) {
        return one.second.active && one.second.has_role("manager");
    };
    const auto user = users_.find(id);
    return user != users_.end() && manages(*user) && std::ranges::count_if(users_, manages) == 1;
}

bool Accounts::is_fit_pin(const std::string& id,
                          const std::vector<std::string>& roles,
                          std::string_view pin) {
    const std::size_t least = sees_all(roles) ? kPinLeastOfManagers : kPinLeast;
    return pin.size() >= least && pin.size() <= kPinMost && pin != id &&
           pin.find_first_not_of(pin.front()) != std::string_view::npos;
}

std::optional<Denied> Accounts::against(const std::string& id, const AccountWish& wish) const {
    const auto known = users_.find(id);
    if (!is_id(id)) {
        return Denied{422, "id_invalid"};
    }
    const auto is_known = [](const std::string& role) {
        return std::ranges::find(kRoles, role) != kRoles.end();
    };
    if (wish.roles.empty() || wish.roles.size() > kRoles.size() ||
        !std::ranges::all_of(wish.roles, is_known)) {
        return Denied{422, "role_unknown"};
    }
    if (known == users_.end() && users_.size() >= kUsersMost) {
        return Denied{409, "users_full"};
    }
    // A PIN that was good enough for a counter opens no more than that.
    const bool needs_pin =
        known == users_.end() || (sees_all(wish.roles) && !sees_all(known->second.roles));
    if (wish.pin.empty() && needs_pin) {
        return Denied{422, "pin_missing"};
    }
    if (!wish.pin.empty() && !is_fit_pin(id, wish.roles, wish.pin)) {
        return Denied{422, "pin_weak"};
    }
    if (is_last_manager(id) && (!wish.active || !has(wish.roles, "manager"))) {
        return Denied{409, "last_manager"};
    }
    return std::nullopt;
}

std::optional<Denied> Accounts::against_removal(const std::string& id) const {
    if (!users_.contains(id)) {
        return Denied{404, "user_unknown"};
    }
    return is_last_manager(id) ? std::optional{Denied{409, "last_manager"}} : std::nullopt;
}

AdminDone Accounts::changed(const std::string& id,
                            const AccountWish& wish,
                            const std::string& seat_session) {
    Json kept = Json::object();
    if (!wish.pin_hash.empty()) {
        kept["pin_hash"] = wish.pin_hash;
        kept["ended"] = seat_session;
    }
    return {.action = "user.changed",
            .subject = id,
            .detail = Json{{"roles", wish.roles},
                           {"active", wish.active},
                           {"new_pin", !wish.pin_hash.empty()}}
                          .dump(),
            .kept = kept.dump()};
}

AdminDone Accounts::removed(const std::string& id) {
    return {.action = "user.removed", .subject = id};
}

AdminDone Accounts::pin_changed(const std::string& id, const std::string& pin_hash) {
    return {.action = "user.pin", .subject = id, .kept = Json{{"pin_hash", pin_hash}}.dump()};
}

AdminDone Accounts::locked(const std::string& id) {
    return {.action = "session.locked", .subject = id};
}

}  // namespace hall::service
