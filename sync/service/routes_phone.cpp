// SPDX-License-Identifier: Apache-2.0
// What is answered to citizens: the page behind the code on their slip. Whoever has the code is
// its owner; nobody signs in, and nothing here says who they are.
#include "sync/code_mac.h"
#include "sync/json.h"
#include "sync/service/citizen_views.h"
#include "sync/service/files.h"
#include "sync/service/hall_view.h"
#include "sync/service/secrets.h"
#include "sync/service/service.h"

namespace hall::service {

using sync::Json;

std::map<std::string, Served> phone_words(const std::map<std::string, Served>& documents) {
    std::map<std::string, Served> words;
    for (const Language language : kLanguages) {
        const std::string tag{tag_of(language)};
        const auto whole = documents.find("text." + tag);
        const Json texts =
            whole == documents.end() ? Json{} : Json::parse(*whole->second.body, nullptr, false);
        Json some = Json::object();
        for (const auto& [key, text] : texts.items()) {
            if (key.starts_with("phone.") || key.starts_with("rating.")) {
                some[key] = text;
            }
        }
        words.emplace("phone." + tag, served(some.dump(), "application/json"));
    }
    return words;
}

Served phone_page(const Served& page, const HallId& hall) {
    constexpr std::string_view kEmpty = "data-hall=\"\"";
    std::string text = *page.body;
    if (const auto at = text.find(kEmpty); at != std::string::npos) {
        text.replace(at, kEmpty.size(), "data-hall=\"" + hall.value + "\"");
    }
    return served(std::move(text), page.content_type);
}

// Nothing: it has been answered. A code that is right has a share of its own, so that a hall of
// phones behind one address is not one asker; codes that are wrong share their address's.
std::optional<TicketId> Service::phone_of(const Request& request, std::string_view text) {
    const auto token = sync::phone_token_from(text);
    const TicketId* ticket = token ? core_.ticket_of_phone(*token) : nullptr;
    const bool taken = ticket != nullptr ? phones_.take(*token, settings_.now())
                                         : strangers_.take(request.peer, settings_.now());
    if (!taken) {
        server_.reply(request.id, come_back(429, "too_often", "Too many requests; wait."));
        return std::nullopt;
    }
    if (ticket == nullptr) {
        refuse(request, 404, "ticket_unknown");
        return std::nullopt;
    }
    return *ticket;
}

void Service::get_phone_page(const Request& request, const Who& /*asking*/) {
    const auto page = settings_.pages.find("/phone/");
    if (page == settings_.pages.end()) {
        refuse(request, 404, "not_found");
        return;
    }
    serve(request, page->second);
}

// A hall full of phones costs what one does: all of them see the same for a while.
void Service::get_now(const Request& request, const Who& /*asking*/) {
    constexpr std::chrono::seconds kStands{2};
    const Moment now = settings_.now();
    // Also when the clock was set back.
    if (now >= hall_view_until_ || hall_view_until_ > now + kStands) {
        hall_view_ = hall_view({core_.book(), *settings_.content, *settings_.clock, now});
        hall_view_until_ = now + kStands;
    }
    hold(request.id, json_response(200, hall_view_));
}

void Service::get_phone(const Request& request, const Who& /*asking*/) {
    const auto ticket = phone_of(request, request.query("token").value_or(""));
    if (!ticket) {
        return;
    }
    auto view =
        phone_view({core_.book(), *settings_.content, *settings_.clock, settings_.now()}, *ticket);
    if (!view) {
        refuse(request, 404, "ticket_unknown");
        return;
    }
    hold(request.id, json_response(200, std::move(*view)));
}

void Service::post_phone_rating(const Request& request, const Who& /*asking*/) {
    auto message = sync::decode_phone(request.body, sync::PhoneAsk::rate);
    if (!message) {
        refuse(request, message.error());
        return;
    }
    if (const auto ticket = phone_of(request, message->token)) {
        message->rating.ticket = *ticket;
        feed(RatingArrived{ask_of(request), std::move(message->rating)});
    }
}

void Service::post_phone_leave(const Request& request, const Who& /*asking*/) {
    command_of_owner(request, Action::cancel);
}

void Service::post_phone_stay(const Request& request, const Who& /*asking*/) {
    command_of_owner(request, Action::reactivate);
}

void Service::command_of_owner(const Request& request, Action action) {
    const auto message = sync::decode_phone(request.body, sync::PhoneAsk::command);
    if (!message) {
        refuse(request, message.error());
        return;
    }
    const auto ticket = phone_of(request, message->token);
    if (!ticket) {
        return;
    }
    CommandArrived arrived{.request = ask_of(request)};
    arrived.message.cmd = message->cmd;
    arrived.message.order = {.action = action, .ticket = *ticket, .reason = kLeftByOwner};
    arrived.message.order.by_owner = true;
    arrived.fingerprint = hash_of("owner\n" + std::string(name_of(action)) + "\n" + request.body);
    feed(std::move(arrived));
}

}  // namespace hall::service
