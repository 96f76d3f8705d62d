// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/config.h"

#include <algorithm>

namespace hall {

namespace {

template <typename List, typename Key>
const typename List::value_type* find_in(const List& list, const Key& id) noexcept {
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.id == id; });
    return found == list.end() ? nullptr : &*found;
}

}  // namespace

bool Counter::serves_queue(const QueueId& queue) const noexcept {
    return std::ranges::any_of(
        serves, [&](const auto& group) { return std::ranges::find(group, queue) != group.end(); });
}

const Queue* HallConfig::queue(const QueueId& wanted) const noexcept {
    return find_in(queues, wanted);
}

const Queue* HallConfig::queue_by_prefix(std::string_view prefix) const noexcept {
    const auto found = std::ranges::find(queues, prefix, &Queue::prefix);
    return found == queues.end() ? nullptr : &*found;
}

const Counter* HallConfig::counter(const CounterId& wanted) const noexcept {
    return find_in(counters, wanted);
}

const Clerk* HallConfig::clerk(const ClerkId& wanted) const noexcept {
    return find_in(clerks, wanted);
}

const Zone* HallConfig::zone(const ZoneId& wanted) const noexcept {
    return find_in(zones, wanted);
}

const Floor* HallConfig::floor(const FloorId& wanted) const noexcept {
    return find_in(floors, wanted);
}

const Item* Catalogue::item(const ItemId& wanted) const noexcept {
    return find_in(items, wanted);
}

const Department* Catalogue::department(const DepartmentId& wanted) const noexcept {
    return find_in(departments, wanted);
}

const Category* Catalogue::category(const CategoryId& wanted) const noexcept {
    return find_in(categories, wanted);
}

const Category* Catalogue::event(const CategoryId& wanted) const noexcept {
    return find_in(events, wanted);
}

std::string ConfigError::text() const {
    return file + (path.empty() ? "" : ": " + path) + ": " + remedy;
}

}  // namespace hall
