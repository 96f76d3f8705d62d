// SPDX-License-Identifier: Apache-2.0
// Who else is told: a manager names receivers, tries them, and sees how far each of them is.
#include <algorithm>

#include "sync/json.h"
#include "sync/service/routing.h"
#include "sync/service/secrets.h"
#include "sync/service/service.h"

namespace hall::service {

using sync::Json;

namespace {

constexpr std::size_t kBodyMost = 4096;
constexpr std::size_t kNameMost = 80;
constexpr std::size_t kUrlMost = 500;
constexpr std::size_t kHookPart = 4;  // Of /v1/halls/{hall}/webhooks/{webhook}/{deed}
constexpr std::size_t kDeedPart = 5;

std::vector<std::string> topics_in(sync::Fields& fields) {
    std::vector<std::string> topics;
    const Json& list = fields.part("topics");
    for (const Json& one : list.is_array() ? list : Json::array()) {
        const auto known =
            one.is_string() ? std::ranges::find(kTopics, one.get<std::string>()) : kTopics.end();
        if (known == kTopics.end()) {
            fields.fault("topics", "of tickets, appointments, cases, days");
            return {};
        }
        if (std::ranges::find(topics, *known) == topics.end()) {
            topics.emplace_back(*known);
        }
    }
    if (topics.empty()) {
        fields.fault("topics", "a list of at least one");
    }
    return topics;
}

Json form_of(const std::string& id, const Webhook& hook, const WebhookHealth& health) {
    Json form{{"id", id},
              {"name", hook.name},
              {"url", hook.url},
              {"topics", hook.topics},
              {"by", hook.by},
              {"made", millis_of(hook.made)},
              {"paused", hook.paused},
              {"done", health.done},
              {"waiting", health.waiting},
              {"failures", health.failures},
              {"why", health.why}};
    if (health.last_taken) {
        form["last_taken"] = millis_of(*health.last_taken);
    }
    if (health.failing_since) {
        form["failing_since"] = millis_of(*health.failing_since);
    }
    return form;
}

}  // namespace

void Service::get_webhooks(const Request& request, const Who& /*asking*/) {
    Json list = Json::array();
    for (const auto& [id, hook] : webhooks_.book().all()) {
        list.push_back(form_of(id, hook, webhooks_.health(id)));
    }
    hold(request.id,
         json_response(200,
                       Json{{"end", core_.durable_lsn()}, {"webhooks", std::move(list)}}.dump()));
}

// The answer is one of the two places where a secret ever stands.
void Service::post_webhook(const Request& request, const Who& asking) {
    const auto json = sync::parse_json(request.body, kBodyMost);
    if (!json) {
        refuse(request, json.error());
        return;
    }
    sync::Fields fields{*json, "webhook"};
    Webhook hook;
    hook.name = fields.text("name", kNameMost);
    hook.url = fields.text("url", kUrlMost);
    hook.topics = topics_in(fields);
    hook.from = core_.last_lsn();
    if (hook.name.find_first_not_of(' ') == std::string::npos) {
        fields.fault("name", "what the receiver is called");
    }
    if (const auto fault = webhooks_.fault_in(hook.url)) {
        fields.fault("url", *fault);
    }
    if (!fields.ok()) {
        refuse(request, fields.error().value());
        return;
    }
    if (webhooks_.book().is_full()) {
        refuse(request, 409, "webhooks_full");
        return;
    }
    const std::string id = "WH-" + new_code();
    const Json answer{
        {"id", id}, {"name", hook.name}, {"secret", webhooks_.secret_of(id, hook.secret)}};
    administer(request, asking, WebhookBook::made(id, hook), answer.dump());
}

void Service::delete_webhook(const Request& request, const Who& asking) {
    const std::string id{part_of(request.path, kHookPart)};
    if (webhooks_.book().find(id) == nullptr) {
        refuse(request, 404, "webhook_unknown");
        return;
    }
    administer(request, asking, WebhookBook::removed(id), Json{{"id", id}}.dump());
}

void Service::post_webhook_deed(const Request& request, const Who& asking) {
    const std::string id{part_of(request.path, kHookPart)};
    const std::string deed{part_of(request.path, kDeedPart)};
    const Webhook* hook = webhooks_.book().find(id);
    if (hook == nullptr) {
        refuse(request, 404, "webhook_unknown");
        return;
    }
    const std::string done = Json{{"id", id}}.dump();
    if (deed == "try") {
        webhooks_.try_out(id, [this, request = request.id](int status, const std::string& why) {
            server_.reply(request,
                          json_response(200, Json{{"status", status}, {"why", why}}.dump()));
        });
    } else if (deed == "pause") {
        administer(request, asking, WebhookBook::paused(id, kPausedByManager), done);
    } else if (deed == "resume") {
        webhooks_.hurry(id);
        administer(request, asking, WebhookBook::resumed(id), done);
    } else if (deed == "secret") {
        const int next = hook->secret + 1;
        administer(request, asking, WebhookBook::secret_changed(id, next),
                   Json{{"id", id}, {"secret", webhooks_.secret_of(id, next)}}.dump());
    } else if (deed == "skip") {
        if (!webhooks_.skip(id)) {
            refuse(request, 409, "nothing_to_skip");
            return;
        }
        administer(request, asking, {.action = "webhook.skipped", .subject = id}, done);
    } else {
        refuse(request, 404, "not_found");
    }
}

}  // namespace hall::service
