// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/wait.h"

#include <cmath>
#include <random>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/hall/sample_hall.h"

namespace {

using namespace hall;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr Moment kNow{hours{500'000}};
constexpr ServiceTime kTenMinutes{minutes{9}, minutes{15}, minutes{10}};

CounterOutlook open_counter(minutes from = minutes{0}, minutes to = hours{4}) {
    return {.calls = {{kNow + from, kNow + to}}, .serving = std::nullopt};
}

CounterOutlook busy_counter(minutes elapsed) {
    CounterOutlook counter = open_counter();
    counter.serving = InProgress{kTenMinutes, elapsed};
    return counter;
}

QueueOutlook queue_of(std::size_t people, std::vector<CounterOutlook> counters) {
    return {.now = kNow,
            .ahead = std::vector<ServiceTime>(people, kTenMinutes),
            .counters = std::move(counters)};
}

WaitRange range_of(const QueueOutlook& queue, const Calibration& calibration = {}) {
    const auto range = look_ahead(queue, calibration);
    REQUIRE(range);
    CHECK(range->lo >= 0);
    CHECK(range->hi >= range->lo + 5);
    CHECK(range->lo % 5 == 0);
    CHECK(range->hi % 5 == 0);
    return *range;
}

Calibration taught(const Calibration& before, const WaitRange& range, milliseconds actual) {
    const auto lesson = lesson_of(range);
    return lesson ? learned(before, {range.lo, range.hi, *lesson}, actual) : before;
}

}  // namespace

TEST_CASE("nobody ahead and a free counter: within five minutes, never zero", "[hall]") {
    const WaitRange range = range_of(queue_of(0, {open_counter()}));
    CHECK(range.lo == 0);
    CHECK(range.hi == 5);
    CHECK(range.expected_min == 0);
    CHECK_FALSE(range.resumes_at);
}

TEST_CASE("a hall without any counter to come promises nothing", "[hall]") {
    CHECK_FALSE(look_ahead(queue_of(3, {}), {}));
    CHECK_FALSE(look_ahead(queue_of(3, {CounterOutlook{}}), {}));
}

TEST_CASE("more people ahead never shorten the wait and more counters never lengthen it",
          "[hall]") {
    double before = -1;
    for (std::size_t people = 0; people < 30; ++people) {
        const double wait = range_of(queue_of(people, {busy_counter(minutes{3})})).expected_min;
        CHECK(wait > before);
        before = wait;
        const double shared =
            range_of(queue_of(people, {busy_counter(minutes{3}), busy_counter(minutes{1})}))
                .expected_min;
        CHECK((people == 0 ? shared == wait : shared < wait));
    }
}

TEST_CASE("the range grows with the uncertainty of the work, not with its length alone", "[hall]") {
    const WaitRange one = range_of(queue_of(1, {busy_counter(minutes{1})}));
    const WaitRange twenty = range_of(queue_of(20, {busy_counter(minutes{1})}));
    CHECK(twenty.hi - twenty.lo > one.hi - one.lo);
    CHECK((twenty.hi - twenty.lo) / twenty.expected_min < (one.hi - one.lo) / one.expected_min);
}

TEST_CASE("what is left of a service agrees with a hundred thousand drawn ones", "[hall]") {
    const ServiceTime time{minutes{8}, minutes{15}, milliseconds{541'200}};
    const double mu = std::log(8 * 60.0);
    const double sigma = std::log(15.0 / 8.0) / 1.2815515655446004;
    for (const int elapsed_min : {0, 4, 8, 16}) {
        INFO(elapsed_min);
        std::mt19937 random(7);
        std::lognormal_distribution<double> drawn(mu, sigma);
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int draw = 0; draw < 100'000; ++draw) {
            const double left = drawn(random) - elapsed_min * 60;
            if (left > 0) {
                sum += left;
                squares += left * left;
                ++count;
            }
        }
        const double mean = sum / count;
        const Rest rest = rest_of(time, minutes{elapsed_min});
        CHECK(rest.mean_s == Approx(mean).epsilon(0.03));
        CHECK(rest.deviation_s == Approx(std::sqrt(squares / count - mean * mean)).epsilon(0.06));
    }
    // Longer than anybody ever took: something is left, in proportion, and it is finite.
    const Rest endless = rest_of(time, hours{20});
    CHECK(endless.mean_s == Approx(0.2 * 20 * 3600));
}

TEST_CASE("at lunch the promise is the time when calling resumes", "[hall]") {
    // 11:50, three people ahead, the counter goes to lunch at 12:00 and is back at 14:00.
    CounterOutlook counter = open_counter(minutes{0}, minutes{10});
    counter.calls.push_back({kNow + minutes{130}, kNow + minutes{340}});
    const WaitRange after = range_of(queue_of(3, {counter}));
    REQUIRE(after.resumes_at);
    CHECK(*after.resumes_at == kNow + minutes{130});
    CHECK(after.lo >= 130);
    CHECK(after.hi < 240);

    // One person ahead: perhaps before lunch, perhaps after it, and both are said.
    const WaitRange either = range_of(queue_of(1, {counter}));
    CHECK_FALSE(either.resumes_at);
    REQUIRE(either.or_after);
    CHECK(*either.or_after == kNow + minutes{130});
    CHECK(either.lo <= 10);
    CHECK(either.hi >= 130);

    // Nobody ahead: called at once.
    CHECK(range_of(queue_of(0, {counter})).hi == 5);
}

TEST_CASE("before the doors open one waits for the opening and a clerk may be late", "[hall]") {
    const WaitRange range = range_of(queue_of(0, {open_counter(minutes{20})}));
    REQUIRE(range.resumes_at);
    CHECK(*range.resumes_at == kNow + minutes{20});
    CHECK(range.lo == 20);
    CHECK(range.hi == 25);
}

TEST_CASE("a duty counter shortens the wait of a lunch break", "[hall]") {
    const CounterOutlook off = open_counter(minutes{90});
    CHECK(range_of(queue_of(2, {off, open_counter()})).hi < 60);
    CHECK(range_of(queue_of(2, {off})).lo >= 90);
}

TEST_CASE("whoever waits at closing is served after it", "[hall]") {
    const WaitRange range = range_of(queue_of(5, {open_counter(minutes{0}, minutes{10})}));
    CHECK_FALSE(range.resumes_at);
    CHECK(range.expected_min > 45);
    CHECK(range.expected_min < 60);
}

TEST_CASE("a counter that gives a queue half its time takes twice as long", "[hall]") {
    CounterOutlook half = open_counter();
    half.share = 0.5;
    CHECK(range_of(queue_of(4, {half})).expected_min ==
          Approx(2 * range_of(queue_of(4, {open_counter()})).expected_min));
}

TEST_CASE("what is seen of a counter goes before its plan, but for the minutes of arriving",
          "[hall]") {
    const std::vector<Stretch> planned{{kNow, kNow + hours{3}}, {kNow + hours{5}, kNow + hours{8}}};
    const auto first_call = [&](Seen seen, minutes after) {
        const auto calls = calls_of(planned, seen, kNow + after);
        REQUIRE_FALSE(calls.empty());
        return std::chrono::duration_cast<minutes>(calls.front().from - (kNow + after));
    };
    CHECK(first_call(Seen::calling, minutes{60}) == minutes{0});
    CHECK(first_call(Seen::not_calling, minutes{5}) == minutes{0});     // Still arriving.
    CHECK(first_call(Seen::not_calling, minutes{10}) == minutes{290});  // Not coming this morning.
    CHECK(first_call(Seen::not_calling, minutes{-10}) == minutes{10});
    CHECK(first_call(Seen::calling, minutes{-10}) == minutes{0});    // Began early.
    CHECK(first_call(Seen::calling, minutes{181}) == minutes{119});  // Leaving for lunch.
    CHECK(first_call(Seen::calling, minutes{200}) == minutes{0});    // Works through lunch.
    CHECK(first_call(Seen::calling, minutes{481}) == minutes{0});    // Extended hours.
    CHECK(calls_of(planned, Seen::not_calling, kNow + minutes{490}).empty());
    CHECK(calls_of({}, Seen::not_calling, kNow).empty());
    CHECK(calls_of({}, Seen::calling, kNow).size() == 1);
}

TEST_CASE("a queue learns from its waits slowly and within bounds", "[hall]") {
    const WaitRange promised = range_of(queue_of(3, {busy_counter(minutes{2})}));
    Calibration calibration = taught({}, promised, hours{2});
    CHECK(calibration.factor == Approx(1.02));
    CHECK(calibration.reach_hi > Calibration{}.reach_hi);
    CHECK(calibration.reach_lo < Calibration{}.reach_lo);
    for (int ticket = 0; ticket < 500; ++ticket) {
        calibration = taught(calibration, promised, hours{2});
    }
    CHECK(calibration.factor == Approx(2));
    CHECK(calibration.reach_hi == Approx(4));
    for (int ticket = 0; ticket < 500; ++ticket) {
        calibration = taught(calibration, promised, minutes{0});
    }
    CHECK(calibration.factor == Approx(0.3));
    CHECK(calibration.reach_lo == Approx(4));

    // No wait was promised, or lunch lay between: nothing is learned.
    const WaitRange at_once = range_of(queue_of(0, {open_counter()}));
    CHECK(taught({}, at_once, hours{1}).factor == 1);
    const WaitRange later = range_of(queue_of(0, {open_counter(minutes{30})}));
    CHECK(taught({}, later, hours{1}).factor == 1);
}

TEST_CASE("learning brings the promise to what really happens", "[hall]") {
    // Services here last seven tenths of what the catalogue says.
    const QueueOutlook queue = queue_of(6, {open_counter()});
    Calibration calibration;
    for (int ticket = 0; ticket < 200; ++ticket) {
        calibration = taught(calibration, range_of(queue, calibration), minutes{44});
    }
    const WaitRange range = range_of(queue, calibration);
    CHECK(range.expected_min == Approx(44).epsilon(0.05));
    CHECK(range.lo <= 44);
    CHECK(range.hi >= 44);
}

TEST_CASE("a queue in which people wait for hours does not swing from end to end", "[hall]") {
    // A hundred tickets have been promised something before the first of them is called. Services
    // last as long as the catalogue says, so there is next to nothing to learn.
    const QueueOutlook queue = queue_of(20, {open_counter(minutes{0}, hours{8})});
    const auto actual = [](int ticket) { return minutes{ticket % 2 == 0 ? 204 : 216}; };
    constexpr int kUnderWay = 100;
    std::vector<WaitRange> promised;
    Calibration calibration;
    calibration.factor = 1.2;
    for (int ticket = 0; ticket < 600; ++ticket) {
        promised.push_back(range_of(queue, calibration));
        if (ticket >= kUnderWay) {
            calibration =
                taught(calibration, promised[std::size_t(ticket - kUnderWay)], actual(ticket));
        }
        if (ticket >= 2 * kUnderWay) {
            CHECK(calibration.factor > 0.9);
            CHECK(calibration.factor < 1.1);
        }
    }
}

TEST_CASE("every matter and every queue of the sample has a time to reckon with", "[hall]") {
    const HallConfig hall = test::sample_hall();
    for (const Queue& queue : hall.queues) {
        CHECK(service_time_of(queue).p90 > service_time_of(queue).p50);
    }
    for (const Item& item : test::sample_catalogue(hall).items) {
        INFO(item.id.value);
        const ServiceTime time = service_time_of(item);
        CHECK(rest_of(time, {}).mean_s ==
              Approx(std::chrono::duration<double>(time.mean).count()).epsilon(0.03));
    }
}
