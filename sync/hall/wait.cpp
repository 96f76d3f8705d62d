// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/wait.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>

namespace hall {

namespace {

using Seconds = std::chrono::duration<double>;

// From the end of one service to the call of the next: goodbye, a press, a glance. Chosen; the
// learned factor corrects it.
constexpr double kChangeoverS = 30;
// How late a counter may begin after an opening. Source: as for kOpeningSlack.
constexpr double kLateS = 300;
constexpr int kStepMin = 5;
// The standard normal's ninth decile.
constexpr double kNinthDecile = 1.2815515655446004;
// A service that outlasts all likelihood: what is left grows with what has passed.
constexpr double kTailLeast = 1e-6;
constexpr double kOverdueShare = 0.2;
// The quick future is never quicker than a tenth of the expected one.
constexpr double kScaleLeast = 0.1;
// Median and ninth decile against the mean, over the sample's 230 matters: for unknown ones.
constexpr double kUnknownP50 = 0.90;
constexpr double kUnknownP90 = 1.63;

constexpr double kFactorStep = 0.02;
constexpr double kFactorLeast = 0.3;
constexpr double kFactorMost = 2;
constexpr double kReachStep = 0.1;
constexpr double kReachLeast = 0.6;
constexpr double kReachMost = 4;
constexpr double kEarlyShare = 0.03;
constexpr double kLateShare = 0.05;
constexpr double kTeachesFromMin = 1;

double seconds_of(std::chrono::milliseconds time) noexcept {
    return Seconds(time).count();
}

double normal_below(double z) noexcept {
    return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}

// One way the next hour may go: how long everything takes against its mean, how late doors open.
struct Future {
    double scale = 1;
    double late_s = 0;
};

struct Turn {
    double at_s = 0;                  // From now.
    std::optional<Moment> after_gap;  // When the stretch begins that it falls into, if it is ahead.
};

// A counter in seconds from now.
class Desk {
public:
    Desk(const CounterOutlook& counter, Moment now, const Future& future)
        : counter_(&counter),
          now_(now),
          late_s_(future.late_s) {
        double free = 0;
        if (counter.serving) {
            const Rest rest = rest_of(counter.serving->time, counter.serving->elapsed);
            free = (rest.mean_s + kChangeoverS) * future.scale;
        }
        next_ = turn_from(free);
    }

    [[nodiscard]] const Turn& next() const noexcept { return next_; }
    void take(double busy_s) { next_ = turn_from(next_.at_s + busy_s / counter_->share); }

private:
    [[nodiscard]] Turn turn_from(double free_s) const {
        const auto& calls = counter_->calls;
        for (const Stretch& stretch : calls) {
            const double from = Seconds(stretch.from - now_).count();
            const bool ahead = stretch.from > now_;
            const auto gap = ahead ? std::optional{stretch.from} : std::nullopt;
            if (ahead && free_s < from) {
                return {from + late_s_, gap};
            }
            if (free_s < Seconds(stretch.to - now_).count() || &stretch == &calls.back()) {
                return {free_s, gap};
            }
        }
        return {free_s, std::nullopt};
    }

    const CounterOutlook* counter_;
    Moment now_;
    double late_s_;
    Turn next_;
};

Turn turn_in(const QueueOutlook& queue, const Future& future) {
    std::vector<Desk> desks;
    for (const CounterOutlook& counter : queue.counters) {
        assert(counter.share > 0 && counter.share <= 1);
        if (!counter.calls.empty()) {
            desks.emplace_back(counter, queue.now, future);
        }
    }
    const auto first_free = [&] {
        return std::ranges::min_element(desks, {}, [](const Desk& d) { return d.next().at_s; });
    };
    for (const ServiceTime& person : queue.ahead) {
        first_free()->take((seconds_of(person.mean) + kChangeoverS) * future.scale);
    }
    return first_free()->next();
}

// The deviation of all the work before one's turn, as a share of that work.
double spread_of(const QueueOutlook& queue) noexcept {
    double work = 0;
    double variance = 0;
    const auto add = [&](const Rest& rest) {
        work += rest.mean_s + kChangeoverS;
        variance += rest.deviation_s * rest.deviation_s;
    };
    for (const CounterOutlook& counter : queue.counters) {
        if (counter.serving && !counter.calls.empty()) {
            add(rest_of(counter.serving->time, counter.serving->elapsed));
        }
    }
    for (const ServiceTime& person : queue.ahead) {
        const Rest whole = rest_of(person, {});
        add({seconds_of(person.mean), whole.deviation_s});
    }
    return work > 0 ? std::sqrt(variance) / work : 0;
}

int steps_down(double minutes) noexcept {
    return kStepMin * static_cast<int>(std::floor(minutes / kStepMin));
}

int steps_up(double minutes) noexcept {
    return kStepMin * static_cast<int>(std::ceil(minutes / kStepMin));
}

// Moves a reach so that in the long run `share` of the tickets fall beyond it.
double moved(double reach, bool beyond, double share) noexcept {
    const double step = beyond ? kReachStep * (1 - share) : -kReachStep * share;
    return std::clamp(reach + step, kReachLeast, kReachMost);
}

}  // namespace

ServiceTime service_time_of(const Item& item) noexcept {
    return {item.service_p50, item.service_p90, item.service_mean};
}

ServiceTime service_time_of(const Queue& queue) noexcept {
    const double mean = static_cast<double>(queue.service_mean.count());
    return {std::chrono::milliseconds{std::llround(mean * kUnknownP50)},
            std::chrono::milliseconds{std::llround(mean * kUnknownP90)}, queue.service_mean};
}

Rest rest_of(const ServiceTime& time, std::chrono::milliseconds elapsed) noexcept {
    const double p50 = std::max(seconds_of(time.p50), 1.0);
    const double mu = std::log(p50);
    const double sigma =
        std::max(std::log(std::max(seconds_of(time.p90), p50) / p50) / kNinthDecile, 0.01);
    const double mean = std::exp(mu + sigma * sigma / 2);
    const double square = std::exp(2 * mu + 2 * sigma * sigma);
    const double past = seconds_of(elapsed);
    if (past <= 0) {
        return {mean, std::sqrt(std::max(square - mean * mean, 0.0))};
    }
    const double z = (std::log(past) - mu) / sigma;
    const double tail = normal_below(-z);
    if (tail < kTailLeast) {
        return {past * kOverdueShare, past * kOverdueShare};
    }
    // The first two moments of a lognormal above `past`.
    const double first = mean * normal_below(sigma - z) / tail;
    const double second = square * normal_below(2 * sigma - z) / tail;
    return {std::max(first - past, 0.0), std::sqrt(std::max(second - first * first, 0.0))};
}

std::vector<Stretch> calls_of(const std::vector<Stretch>& planned, Seen seen, Moment now) {
    std::vector<Stretch> calls;
    bool leaving = false;
    bool inside = false;
    for (const Stretch& stretch : planned) {
        if (now >= stretch.to) {
            leaving = now < stretch.to + kOpeningSlack;
        } else if (now >= stretch.from) {
            inside = true;
            if (seen == Seen::calling || now < stretch.from + kOpeningSlack) {
                calls.push_back({now, stretch.to});
            }
        } else {
            calls.push_back(stretch);
        }
    }
    // Somebody who calls outside the plan will go on until the plan says something else, or, after
    // the day's last closing, until all are served.
    if (seen == Seen::calling && !inside && (!leaving || calls.empty())) {
        const Moment until = calls.empty() ? now : calls.front().from;
        calls.insert(calls.begin(), {now, until});
    }
    return calls;
}

std::optional<WaitRange> look_ahead(const QueueOutlook& queue, const Calibration& calibration) {
    const bool any = std::ranges::any_of(
        queue.counters, [](const CounterOutlook& counter) { return !counter.calls.empty(); });
    if (!any) {
        return std::nullopt;
    }
    const double factor = calibration.factor;
    const double spread = spread_of(queue);
    const double quick = std::max(1 - calibration.reach_lo * spread, kScaleLeast);
    const double slow = 1 + calibration.reach_hi * spread;
    const Turn expected = turn_in(queue, {.scale = factor});
    const Turn soonest = turn_in(queue, {.scale = factor * quick});
    const Turn latest = turn_in(queue, {.scale = factor * slow, .late_s = kLateS});

    WaitRange range;
    range.expected_min = expected.at_s / 60;
    range.neutral_min = turn_in(queue, {}).at_s / 60;
    range.lo = steps_down(soonest.at_s / 60);
    range.hi = std::max(steps_up(latest.at_s / 60), range.lo + kStepMin);
    if (soonest.after_gap) {
        range.resumes_at = soonest.after_gap;
    } else {
        range.or_after = latest.after_gap;
    }
    return range;
}

std::optional<double> lesson_of(const WaitRange& range) noexcept {
    const bool has_break = range.resumes_at || range.or_after;
    return has_break ? std::nullopt : std::optional{range.neutral_min};
}

Calibration learned(Calibration before,
                    const Promised& promised,
                    std::chrono::milliseconds actual) noexcept {
    if (promised.neutral_min <= kTeachesFromMin) {
        return before;
    }
    const double minutes = seconds_of(actual) / 60;
    const bool longer = minutes > before.factor * promised.neutral_min;
    before.factor = std::clamp(before.factor + (longer ? kFactorStep : -kFactorStep), kFactorLeast,
                               kFactorMost);
    before.reach_lo = moved(before.reach_lo, minutes < promised.lo, kEarlyShare);
    before.reach_hi = moved(before.reach_hi, minutes > promised.hi, kLateShare);
    return before;
}

}  // namespace hall
