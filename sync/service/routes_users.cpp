// SPDX-License-Identifier: Apache-2.0
// Accounts over HTTP: who there is, with which roles, and their PINs.
#include "sync/json.h"
#include "sync/service/routing.h"
#include "sync/service/secrets.h"
#include "sync/service/service.h"

namespace hall::service {

using sync::Json;

namespace {

constexpr std::size_t kPinBytesMost = 64;
constexpr std::size_t kUserBytesMost = 4096;
constexpr std::size_t kRolesMost = 4;
constexpr std::size_t kUserPart = 4;  // Of /v1/halls/{hall}/users/{user}.

}  // namespace

Json Service::user_form(const User& user) const {
    Json json{{"id", user.id},
              {"roles", user.roles},
              {"active", user.active},
              {"sample_pin", !user.pin.empty()},
              {"sessions", desks_.count_of(ClerkId{user.id}, settings_.now())}};
    put_label(json, user.id);
    for (const auto& [counter, seat] : core_.book().seats()) {
        if (seat.clerk.value == user.id) {
            json["counter"] = counter.value;
        }
    }
    return json;
}

// The hall's staff by the name that hangs over the counter, others by their account's.
void Service::put_label(Json& json, const std::string& id) const {
    const Clerk* clerk = core_.hall().clerk(ClerkId{id});
    const auto account = accounts_.all().find(id);
    if (clerk != nullptr) {
        json["label"] = json_of(clerk->label);
    } else if (account != accounts_.all().end() && account->second.label != Text{}) {
        json["label"] = json_of(account->second.label);
    }
}

void Service::get_users(const Request& request, const Who& /*asking*/) {
    Json users = Json::array();
    for (const auto& [id, user] : accounts_.all()) {
        users.push_back(user_form(user));
    }
    hold(request.id, json_response(200, Json{{"users", std::move(users)}}.dump()));
}

void Service::put_user(const Request& request, const Who& asking) {
    const auto json = sync::parse_json(request.body, kUserBytesMost);
    if (!json) {
        refuse(request, json.error());
        return;
    }
    sync::Fields fields{*json, "user"};
    AccountWish wish{.active = fields.flag("active", true),
                     .pin = fields.text_or("pin", "", kPinBytesMost)};
    const Json& roles = fields.part("roles");
    if (!roles.is_array() || roles.size() > kRolesMost) {
        fields.fault("roles", "a list of clerk, reception, manager, auditor");
    } else {
        for (const Json& role : roles) {
            wish.roles.push_back(role.is_string() ? role.get<std::string>() : std::string{});
        }
    }
    if (!fields.ok()) {
        refuse(request, fields.error().value());
        return;
    }
    const std::string id{part_of(request.path, kUserPart)};
    if (const auto denied = accounts_.against(id, wish)) {
        refuse(request, denied->status, denied->code);
        return;
    }
    if (wish.pin.empty()) {
        change_user(request, asking.clerk.value, id, wish);
        return;
    }
    Request rest = request;
    rest.body.clear();
    const std::string pin = wish.pin;
    const bool taken = pins_.make_hash(
        pin, [this, rest, by = asking.clerk.value, id, wish](const std::string& hash) mutable {
            wish.pin_hash = hash;
            change_user(rest, by, id, wish);
        });
    if (!taken) {
        server_.reply(request.id, come_back(503, "busy", "Try again."));
    }
}

// Asked once more: another manager may have been faster than the hash.
void Service::change_user(const Request& request,
                          const std::string& by,
                          const std::string& id,
                          const AccountWish& wish) {
    if (!wish.pin.empty() && wish.pin_hash.empty()) {
        refuse(request, 503, "busy");  // No memory for the hash.
        return;
    }
    if (const auto denied = accounts_.against(id, wish)) {
        refuse(request, denied->status, denied->code);
        return;
    }
    std::string seat_session;
    for (const auto& [counter, seat] : core_.book().seats()) {
        if (seat.clerk.value == id) {
            seat_session = seat.session;
        }
    }
    const User after{.id = id, .roles = wish.roles, .active = wish.active};
    Json answer = user_form(after);
    const auto known = accounts_.all().find(id);
    answer["sample_pin"] =
        wish.pin.empty() && known != accounts_.all().end() && !known->second.pin.empty();
    answer["sessions"] = 0;
    desks_.close_all(ClerkId{id}, "");
    administer(ask_of(request), by, request.peer, Accounts::changed(id, wish, seat_session),
               answer.dump());
}

void Service::delete_user(const Request& request, const Who& asking) {
    const std::string id{part_of(request.path, kUserPart)};
    if (const auto denied = accounts_.against_removal(id)) {
        refuse(request, denied->status, denied->code);
        return;
    }
    desks_.close_all(ClerkId{id}, "");
    administer(request, asking, Accounts::removed(id), Json{{"id", id}}.dump());
}

void Service::post_pin(const Request& request, const Who& asking) {
    const auto json = sync::parse_json(request.body, kUserBytesMost);
    if (!json) {
        refuse(request, json.error());
        return;
    }
    sync::Fields fields{*json, "pin"};
    std::string old_pin = fields.text("pin", kPinBytesMost);
    std::string new_pin = fields.text("new_pin", kPinBytesMost);
    if (!fields.ok()) {
        refuse(request, fields.error().value());
        return;
    }
    if (!Accounts::is_fit_pin(asking.user->id, asking.user->roles, new_pin)) {
        refuse(request, 422, "pin_weak");
        return;
    }
    Request rest = request;
    rest.body.clear();
    check_pin(rest, *asking.user, std::move(old_pin), [this, rest, asking, new_pin] {
        const auto keep = [this, rest, id = asking.clerk.value,
                           session = asking.session](const std::string& hash) {
            if (hash.empty() || accounts_.active(id) == nullptr) {
                refuse(rest, 503, "busy");
                return;
            }
            desks_.close_all(ClerkId{id}, session);
            administer(ask_of(rest), id, rest.peer, Accounts::pin_changed(id, hash), "{}");
        };
        if (!pins_.make_hash(new_pin, keep)) {
            server_.reply(rest.id, come_back(503, "busy", "Try again."));
        }
    });
}

}  // namespace hall::service
