// SPDX-License-Identifier: Apache-2.0
// hall.json, policy/appointment: when and how many come by appointment.
#include <algorithm>

#include "sync/hall/config_parts.h"

namespace hall {

namespace {

using std::chrono::minutes;

constexpr int kDaysMost = 60;
constexpr int kPerSlotMost = 999;
constexpr int kHalfDay = 720;

void read_days(const ConfigNode& node, AppointmentRules& rules) {
    if (!node.has("days_ahead")) {
        return;
    }
    const ConfigNode days = node.field("days_ahead");
    rules.days_from = static_cast<int>(days.real_at(0, 0, kDaysMost));
    rules.days_to = static_cast<int>(days.real_at(1, 0, kDaysMost));
    if (rules.days_to < rules.days_from) {
        days.refuse(
            "the first day to be booked comes after the last; write [1, 5] for tomorrow "
            "to the fifth opening day");
    }
}

void read_quotas(const ConfigNode& node, const HallConfig& hall, AppointmentRules& rules) {
    for (const ConfigNode& one : node.list_or_none("quotas")) {
        AppointmentQuota quota{QueueId{one.id("queue")}, one.whole("per_slot", 0, kPerSlotMost)};
        if (!quota.queue.empty() && hall.queue(quota.queue) == nullptr) {
            refuse_unknown(one.field("queue"), quota.queue.value, hall.queues);
        }
        if (std::ranges::find(rules.quotas, quota.queue, &AppointmentQuota::queue) !=
            rules.quotas.end()) {
            one.refuse("queue",
                       "queue " + quota.queue.value + " has a quota already; keep one of them");
        }
        rules.quotas.push_back(std::move(quota));
    }
}

}  // namespace

AppointmentRules read_appointments(const ConfigNode& policy, const HallConfig& hall) {
    AppointmentRules rules;
    if (!policy.has("appointment")) {
        return rules;
    }
    const ConfigNode node = policy.object("appointment");
    const auto in_minutes = [&](std::string_view key, int least, minutes otherwise) {
        return minutes{node.whole_or(key, least, kHalfDay, static_cast<int>(otherwise.count()))};
    };
    read_days(node, rules);
    rules.slot = in_minutes("slot_min", 5, rules.slot);
    rules.hours = read_spans(node.field("hours"));
    rules.arrive_early = in_minutes("arrive_early_min", 0, rules.arrive_early);
    rules.grace = in_minutes("grace_min", 0, rules.grace);
    rules.cancel_before = in_minutes("cancel_before_min", 0, rules.cancel_before);
    rules.per_person_day = node.whole_or("max_per_person_day", 1, 20, rules.per_person_day);
    rules.per_slot = node.whole_or("per_slot", 0, kPerSlotMost, rules.per_slot);
    read_quotas(node, hall, rules);
    return rules;
}

int AppointmentRules::capacity_of(const QueueId& queue) const noexcept {
    const auto quota = std::ranges::find(quotas, queue, &AppointmentQuota::queue);
    return quota == quotas.end() ? per_slot : quota->per_slot;
}

}  // namespace hall
