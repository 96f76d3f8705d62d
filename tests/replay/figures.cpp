// SPDX-License-Identifier: Apache-2.0
#include "tests/replay/figures.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

namespace hall::replay {

namespace {

double minutes(std::chrono::milliseconds span) {
    return std::chrono::duration<double, std::ratio<60>>(span).count();
}

}  // namespace

double quantile(std::vector<double> values, double part) {
    if (values.empty()) {
        return 0;
    }
    std::ranges::sort(values);
    const auto at = std::ceil(part * double(values.size())) - 1;
    return values[static_cast<std::size_t>(std::max(at, 0.0))];
}

Promises promises_of(const std::vector<Record>& records) {
    Promises sum;
    for (const Record& record : records) {
        if (!record.called) {
            continue;
        }
        if (!record.promise) {
            ++sum.untold;
            continue;
        }
        const double actual = minutes(*record.called - record.issued);
        ++sum.told;
        sum.shorter += actual < record.promise->lo ? 1 : 0;
        sum.longer += actual > record.promise->hi ? 1 : 0;
        sum.width_min += record.promise->hi - record.promise->lo;
        sum.error_min += std::abs(record.promise->expected_min - actual);
        sum.naive_error_min += std::abs(record.naive_min - actual);
    }
    sum.inside = sum.told - sum.shorter - sum.longer;
    const double n = std::max(sum.told, 1);
    sum.width_min /= n;
    sum.error_min /= n;
    sum.naive_error_min /= n;
    return sum;
}

std::string waits_of(const std::vector<Record>& records) {
    std::map<std::string, std::vector<double>> waits;
    for (const Record& record : records) {
        if (record.called) {
            const double wait = minutes(*record.called - record.issued);
            waits[record.queue.value].push_back(wait);
            waits["all"].push_back(wait);
        }
    }
    std::string text = fmt::format("{:>6} {:>8} {:>8} {:>8} {:>8}   (wait in minutes)\n", "queue",
                                   "called", "p50", "p90", "max");
    for (const auto& [queue, values] : waits) {
        text += fmt::format("{:>6} {:>8} {:>8.1f} {:>8.1f} {:>8.1f}\n", queue, values.size(),
                            quantile(values, 0.5), quantile(values, 0.9), quantile(values, 1));
    }
    return text;
}

std::string text_of(const Promises& p) {
    const double n = std::max(p.told, 1);
    return fmt::format(
        "promised {} ({} untold): inside {:.1f} %, shorter {:.1f} %, longer {:.1f} %, mean width "
        "{:.1f} min; error {:.1f} min (people ahead x mean / open counters: {:.1f} min)",
        p.told, p.untold, 100 * p.inside / n, 100 * p.shorter / n, 100 * p.longer / n, p.width_min,
        p.error_min, p.naive_error_min);
}

}  // namespace hall::replay
