// SPDX-License-Identifier: Apache-2.0
#include "sync/service/webhook.h"

#include <algorithm>

#include "sync/service/deed_json.h"
#include "sync/service/webhook_mac.h"
#include "sync/wire.h"
#include "sync/wire_json.h"

#include <date/date.h>

namespace hall::service {

using sync::Json;

namespace {

constexpr const char* kMade = "webhook.made";
constexpr const char* kRemoved = "webhook.removed";
constexpr const char* kPaused = "webhook.paused";
constexpr const char* kResumed = "webhook.resumed";
constexpr const char* kSecretChanged = "webhook.secret_changed";
// As long as an online hall needs to take a new secret into use.
constexpr std::chrono::hours kBothSign{24};

// What stands on the wire to everybody, and whatever else that topic is told.
Json data_of(const CaseRecorded& recorded) {
    Json json = json_of(recorded.record, sync::Audience::everyone);
    json["number"] = recorded.record.number;  // By which the receiver knows the matter.
    return Json{{"case", std::move(json)}};
}

Json data_of(const AppointmentChanged& changed) {
    const Appointment& one = changed.appointment;
    Json json{{"id", text_of(one.id)},
              {"code", one.code},
              {"item", one.item.value},
              {"queue", one.queue.value},
              {"day", text_of(one.day)},
              {"from", millis_of(one.from)},
              {"to", millis_of(one.to)},
              {"state", name_of(one.state)},
              {"precheck", name_of(one.precheck)},
              {"source", one.source},
              {"version", one.version}};
    if (one.ticket) {
        json["ticket"] = text_of(*one.ticket);
        json["number"] = label_of(one.number);
    }
    return Json{{"appointment", std::move(json)}};
}

Json data_of(const Event& event) {
    return Json::parse(sync::public_body(event), nullptr, false);
}

struct Told {
    std::string_view topic;
    std::string type;
    Json data;
};

std::optional<Told> told_of(const Event& event) {
    if (const auto* ticket = std::get_if<TicketChanged>(&event.what)) {
        return Told{"tickets", "ticket." + std::string(name_of(ticket->action)), data_of(event)};
    }
    if (const auto* booking = std::get_if<AppointmentChanged>(&event.what)) {
        return Told{"appointments", "appointment." + std::string(name_of(booking->action)),
                    data_of(*booking)};
    }
    if (const auto* recorded = std::get_if<CaseRecorded>(&event.what)) {
        return Told{"cases", "case.recorded", data_of(*recorded)};
    }
    if (std::holds_alternative<DayClosed>(event.what)) {
        return Told{"days", "day.closed", data_of(event)};
    }
    return std::nullopt;
}

// RFC 3339.
std::string text_of_moment(Moment at) {
    return date::format("%FT%TZ", at);
}

Delivery delivery(std::string id, Told told, const HallId& hall, Moment at) {
    told.data["hall"] = hall.value;
    const Json body{
        {"type", told.type}, {"timestamp", text_of_moment(at)}, {"data", std::move(told.data)}};
    return {.id = std::move(id),
            .topic = std::string(told.topic),
            .type = std::move(told.type),
            .body = body.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

}  // namespace

void WebhookBook::apply(const AdminDone& done, Moment at) {
    const Json detail = object_of(done.detail);
    if (done.action == kMade) {
        Webhook hook;
        hook.name = detail.value("name", "");
        hook.url = detail.value("url", "");
        hook.topics = detail.value("topics", std::vector<std::string>{});
        hook.from = detail.value("from", std::int64_t{0});
        hook.by = done.by;
        hook.made = at;
        hooks_.insert_or_assign(done.subject, std::move(hook));
        return;
    }
    const auto found = hooks_.find(done.subject);
    if (found == hooks_.end()) {
        return;
    }
    Webhook& hook = found->second;
    if (done.action == kRemoved) {
        hooks_.erase(found);
    } else if (done.action == kPaused) {
        hook.paused = detail.value("why", "manager");
    } else if (done.action == kResumed) {
        hook.paused.clear();
    } else if (done.action == kSecretChanged) {
        hook.secret = detail.value("secret", hook.secret + 1);
        hook.secret_changed = at;
    }
}

void WebhookBook::epoch_started(std::int64_t lsn) {
    for (auto& [id, hook] : hooks_) {
        hook.from = std::max(hook.from, lsn);
    }
}

const Webhook* WebhookBook::find(const std::string& id) const {
    const auto found = hooks_.find(id);
    return found == hooks_.end() ? nullptr : &found->second;
}

AdminDone WebhookBook::made(const std::string& id, const Webhook& hook) {
    return {.action = kMade,
            .subject = id,
            .detail = Json{{"name", hook.name},
                           {"url", hook.url},
                           {"topics", hook.topics},
                           {"from", hook.from}}
                          .dump()};
}

AdminDone WebhookBook::removed(const std::string& id) {
    return {.action = kRemoved, .subject = id};
}

AdminDone WebhookBook::paused(const std::string& id, std::string_view why) {
    return {.action = kPaused, .subject = id, .detail = Json{{"why", why}}.dump()};
}

AdminDone WebhookBook::resumed(const std::string& id) {
    return {.action = kResumed, .subject = id};
}

AdminDone WebhookBook::secret_changed(const std::string& id, int secret) {
    return {.action = kSecretChanged, .subject = id, .detail = Json{{"secret", secret}}.dump()};
}

std::optional<Delivery> delivery_of(const Event& event,
                                    const HallId& hall,
                                    std::int64_t epoch,
                                    std::int64_t lsn) {
    auto told = told_of(event);
    if (!told) {
        return std::nullopt;
    }
    Delivery one = delivery("e" + std::to_string(epoch) + "-" + std::to_string(lsn),
                            std::move(*told), hall, event.at);
    one.lsn = lsn;
    return one;
}

Delivery ping(const HallId& hall, const std::string& id, Moment now) {
    return delivery(id, {"", "ping", Json::object()}, hall, now);
}

std::vector<std::pair<std::string, std::string>> signed_headers(
    const Delivery& delivery, const std::vector<std::string>& secrets, Moment now) {
    const std::string stamp = std::to_string(
        std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count());
    const std::string text = delivery.id + "." + stamp + "." + delivery.body;
    std::string signatures;
    for (const std::string& secret : secrets) {
        signatures += (signatures.empty() ? "" : " ") + webhook_signature(text, secret);
    }
    return {{"Content-Type", "application/json"},
            {"webhook-id", delivery.id},
            {"webhook-timestamp", stamp},
            {"webhook-signature", signatures}};
}

std::vector<std::string> secrets_of(const std::string& id,
                                    const Webhook& hook,
                                    std::string_view key,
                                    Moment now) {
    std::vector<std::string> secrets{webhook_secret(id, hook.secret, key)};
    if (hook.secret > 1 && hook.secret_changed && now < *hook.secret_changed + kBothSign) {
        secrets.push_back(webhook_secret(id, hook.secret - 1, key));
    }
    return secrets;
}

}  // namespace hall::service
