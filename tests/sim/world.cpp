// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/world.h"

#include <cstdio>

namespace hall::sim {

void World::after(std::int64_t delay_ms, std::function<void()> what) {
    due_.emplace(std::pair{now_ms_ + delay_ms, order_++}, std::move(what));
}

void World::run_until(std::int64_t until_ms) {
    while (!due_.empty() && due_.begin()->first.first <= until_ms) {
        const auto next = due_.extract(due_.begin());
        now_ms_ = next.key().first;
        next.mapped()();
    }
    now_ms_ = until_ms;
}

void World::print(const std::string& who, const std::string& text) const {
    const auto s = now_ms_ / 1000;
    std::printf("%02d:%02d:%02d.%03d %-5s %s\n", static_cast<int>(9 + s / 3600),
                static_cast<int>(s / 60 % 60), static_cast<int>(s % 60),
                static_cast<int>(now_ms_ % 1000), who.c_str(), text.c_str());
}

void World::fail(const std::string& oracle, const std::string& what) const {
    if (trace_) {
        print("", oracle + " " + what);
    }
    throw Violation{oracle + " " + what};
}

}  // namespace hall::sim
