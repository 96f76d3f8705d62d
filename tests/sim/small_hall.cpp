// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/small_hall.h"

#include <array>
#include <string>

#include <date/tz.h>

namespace hall::sim {

namespace {

using namespace std::chrono_literals;

constexpr std::array kPrefixes{"A", "B", "C"};

Item item_of(const std::string& prefix) {
    Item item;
    item.id = ItemId{"item-" + prefix};
    item.queue = QueueId{prefix};
    item.service_p50 = 60s;
    item.service_p90 = 150s;
    item.service_mean = 80s;
    return item;
}

Counter counter_of(int no) {
    Counter counter;
    counter.id = CounterId{"W0" + std::to_string(no)};
    counter.no = no;
    const std::size_t first = static_cast<std::size_t>(no - 1) % kPrefixes.size();
    counter.serves.push_back({QueueId{kPrefixes[first]}});
    std::vector<QueueId> others;
    for (std::size_t i = 1; i < kPrefixes.size(); ++i) {
        others.push_back(QueueId{kPrefixes[(first + i) % kPrefixes.size()]});
    }
    counter.serves.push_back(std::move(others));
    counter.lunch_duty = true;
    counter.saturday = true;
    return counter;
}

}  // namespace

std::shared_ptr<const Content> small_hall(int counters) {
    auto content = std::make_shared<Content>();
    HallConfig& hall = content->hall;
    hall.id = HallId{"sim"};
    hall.time_zone = "Asia/Shanghai";
    // No minute without issuing, so that a clock one hour wrong is about fairness alone.
    hall.hours.week.fill({Span{0min, 1440min}});
    hall.hours.ticket_start = 0min;
    hall.hours.ticket_stop = 0min;
    hall.priority_classes.push_back({"elder", {}});
    for (int no = 1; no <= counters; ++no) {
        hall.counters.push_back(counter_of(no));
        Clerk clerk;
        clerk.id = ClerkId{"S0" + std::to_string(no)};
        clerk.counters.push_back(hall.counters.back().id);
        hall.clerks.push_back(std::move(clerk));
    }
    for (const char* prefix : kPrefixes) {
        Queue queue;
        queue.id = QueueId{prefix};
        queue.prefix = prefix;
        queue.service_mean = 80s;
        for (const Counter& counter : hall.counters) {
            queue.counters.push_back(counter.id);
        }
        hall.queues.push_back(std::move(queue));
        content->catalogue.items.push_back(item_of(prefix));
    }
    return content;
}

std::shared_ptr<const HallClock> clock_of(std::shared_ptr<const Content> content) {
    struct Owner {
        std::shared_ptr<const Content> content;
        HallClock clock;
    };
    const auto* zone = date::locate_zone(content->hall.time_zone);
    const Hours& hours = content->hall.hours;
    auto owner = std::make_shared<Owner>(Owner{std::move(content), HallClock{hours, *zone}});
    return {owner, &owner->clock};
}

}  // namespace hall::sim
