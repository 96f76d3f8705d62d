// SPDX-License-Identifier: Apache-2.0
// How the devices are, and what somebody in the hall should see to.
#include <algorithm>
#include <array>

#include "sync/json.h"
#include "sync/service/routing.h"
#include "sync/service/service.h"

namespace hall::service {

using sync::Json;

namespace {

// A receiver that restarts is back by then.
constexpr std::chrono::minutes kHookPatience{15};
constexpr std::size_t kDevicePart = 2;      // Of /v1/devices/{device}/…
constexpr std::size_t kHallDevicePart = 4;  // Of /v1/halls/{hall}/devices/{device}/…
constexpr std::size_t kAlertsMost = 500;
constexpr std::int64_t kTestCardSeconds = 60;
constexpr std::int64_t kTestCardLeast = 5;
constexpr std::int64_t kTestCardMost = 600;
// What issues tickets or shows calls is missed when it is silent; a tool that enrolled once is not.
constexpr std::array<std::string_view, 2> kMissed{"kiosk", "board"};

std::string_view word_of(Severity severity) {
    return severity == Severity::alarm ? "alarm" : "warning";
}

struct Alert {
    Severity severity = Severity::warning;
    std::string code;
    std::string subject;  // A device, a queue, a number.
    Moment since{};
    std::string detail;
};

Json json_of(const Alert& alert) {
    return {{"severity", word_of(alert.severity)},
            {"code", alert.code},
            {"subject", alert.subject},
            {"since", millis_of(alert.since)},
            {"detail", alert.detail}};
}

Json json_of(const DeviceFault& fault) {
    return {{"code", fault.code},
            {"part", fault.part},
            {"detail", fault.detail},
            {"severity", word_of(severity_of(fault.code))},
            {"since", millis_of(fault.since)}};
}

Json json_of(const DevicePart& part) {
    Json json{{"name", part.name}, {"kind", part.kind}, {"state", part.state}};
    if (part.lag) {
        json["lag"] = {{"waiting", part.lag->waiting},
                       {"oldest_ms", part.lag->oldest_ms},
                       {"p99_ms", part.lag->p99_ms}};
    }
    return json;
}

bool is_missed(std::string_view kind) {
    return std::ranges::find(kMissed, kind) != kMissed.end();
}

void add_hall_alerts(const Book& book,
                     const HallConfig& hall,
                     Moment now,
                     std::vector<Alert>& alerts) {
    std::map<QueueId, Alert> past_cap;
    for (const Ticket* ticket : book.waiting()) {
        if (ticket->paper == Paper::unprinted || ticket->paper == Paper::uncertain) {
            alerts.push_back(
                {Severity::warning,
                 ticket->paper == Paper::unprinted ? "slip_unprinted" : "slip_uncertain",
                 label_of(ticket->number), ticket->issued, ticket->device.value});
        }
        const Moment due = ticket->leg_since + hall.policy.wait_cap;
        if (now < due) {
            continue;
        }
        Alert& alert = past_cap[ticket->queue];
        if (alert.code.empty() || due < alert.since) {
            alert = {Severity::warning, "wait_past_cap", ticket->queue.value, due,
                     label_of(ticket->number)};
        }
    }
    for (auto& [queue, alert] : past_cap) {
        alerts.push_back(std::move(alert));
    }
}

}  // namespace

void Service::post_health(const Request& request, const Who& asking) {
    const std::string id{part_of(request.path, kDevicePart)};
    const Moment now = settings_.now();
    auto report = read_report(request.body, now);
    if (!report) {
        refuse(request, report.error());
        return;
    }
    if (!is_device_id(id)) {
        refuse(request, 404, "device_unknown");
        return;
    }
    if (is_another(id, asking)) {
        refuse(request, 403, "right_missing");
        return;
    }
    if (!watch_.report(id, std::move(*report), now)) {
        refuse(request, 429, "busy");
        return;
    }
    const auto every =
        std::chrono::duration_cast<std::chrono::milliseconds>(DeviceWatch::kReportEvery);
    server_.reply(request.id, json_response(200, Json{{"every_ms", every.count()}}.dump()));
}

// Those that report, and those that the log knows.
std::map<std::string, DeviceSeen> Service::all_devices() const {
    std::map<std::string, DeviceSeen> all = watch_.devices();
    for (const auto& [id, device] : core_.book().devices()) {
        if (id.value != "reception") {
            DeviceSeen& seen = all[id.value];
            seen.kind = seen.kind.empty() ? device.kind : seen.kind;
        }
    }
    return all;
}

void Service::get_devices(const Request& request, const Who& /*asking*/) {
    const Moment now = settings_.now();
    Json list = Json::array();
    for (const auto& [id, seen] : all_devices()) {
        const auto silent = watch_.silent_since(id, now);
        Json one{{"id", id},
                 {"kind", seen.kind},
                 {"version", seen.version},
                 {"token", enrolment_.has(id)},
                 {"online", !silent.has_value() && seen.last.has_value()},
                 {"faults", Json::array()}};
        if (seen.last) {
            one["last"] = millis_of(*seen.last);
        }
        if (silent) {
            one["silent_since"] = millis_of(*silent);
        }
        for (const DeviceFault& fault : seen.faults) {
            one["faults"].push_back(json_of(fault));
        }
        for (const DevicePart& part : seen.parts) {
            one["parts"].push_back(json_of(part));
        }
        if (const Device* known = core_.book().device(DeviceId{id})) {
            one["epoch"] = known->epoch;
            one["lane"] = known->lane;
            one["acked"] = known->acked;
        }
        list.push_back(std::move(one));
    }
    hold(request.id,
         json_response(200, Json{{"now", millis_of(now)}, {"devices", std::move(list)}}.dump()));
}

// The board goes back to what it shows otherwise by itself; nothing has to be taken back.
void Service::post_test_card(const Request& request, const Who& asking) {
    constexpr std::size_t kBodyMost = 1024;
    const std::string id{part_of(request.path, kHallDevicePart)};
    const auto json = sync::parse_json(request.body, kBodyMost);
    if (!json) {
        refuse(request, json.error());
        return;
    }
    sync::Fields fields{*json, "test-card"};
    const std::string board = fields.text("board", 64);
    const std::int64_t seconds = fields.number_or_none("seconds").value_or(kTestCardSeconds);
    if (seconds < kTestCardLeast || seconds > kTestCardMost) {
        fields.fault("seconds", "from 5 to 600");
    }
    if (!fields.ok()) {
        refuse(request, fields.error().value());
        return;
    }
    const auto known = watch_.devices().find(id);
    if (known == watch_.devices().end() || !known->second.has_part(board)) {
        refuse(request, 404, "board_unknown");
        return;
    }
    const Moment until = settings_.now() + std::chrono::seconds{seconds};
    const Json told{
        {"device", id}, {"board", board}, {"seconds", seconds}, {"until", millis_of(until)}};
    administer(request, asking,
               {.action = std::string{sync::kBoardTested},
                .subject = id + "/" + board,
                .detail = told.dump()},
               told.dump());
}

void Service::get_alerts(const Request& request, const Who& /*asking*/) {
    const Moment now = settings_.now();
    std::vector<Alert> alerts;
    for (const auto& [id, seen] : all_devices()) {
        const auto silent = watch_.silent_since(id, now);
        if (silent && is_missed(seen.kind)) {
            alerts.push_back({severity_of("offline"), "offline", id, *silent, ""});
            continue;  // What it said before is old.
        }
        for (const DeviceFault& fault : seen.faults) {
            const std::string subject = fault.part.empty() ? id : id + "/" + fault.part;
            alerts.push_back(
                {severity_of(fault.code), fault.code, subject, fault.since, fault.detail});
        }
    }
    add_hall_alerts(core_.book(), core_.hall(), now, alerts);
    for (const auto& [id, hook] : webhooks_.book().all()) {
        const WebhookHealth health = webhooks_.health(id);
        const bool gave_up = !hook.paused.empty() && hook.paused != kPausedByManager;
        if (gave_up || (health.failing_since && now - *health.failing_since >= kHookPatience)) {
            alerts.push_back({Severity::warning, "webhook", hook.name,
                              health.failing_since.value_or(now), health.why});
        }
    }
    std::ranges::stable_sort(alerts, [](const Alert& a, const Alert& b) {
        return a.severity != b.severity ? a.severity == Severity::alarm : a.since < b.since;
    });
    const std::size_t all = alerts.size();
    alerts.resize(std::min(all, kAlertsMost));
    Json list = Json::array();
    for (const Alert& alert : alerts) {
        list.push_back(json_of(alert));
    }
    hold(request.id,
         json_response(
             200, Json{{"now", millis_of(now)}, {"all", all}, {"alerts", std::move(list)}}.dump()));
}

}  // namespace hall::service
