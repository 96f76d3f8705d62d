// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/rates.h"

#include <algorithm>
#include <random>
#include <vector>

#include <catch2/catch.hpp>

using namespace hall;
using namespace std::chrono_literals;

namespace {

RatingFigures month(std::int64_t due, std::int64_t satisfied, std::int64_t bad) {
    RatingFigures figures;
    for (std::int64_t i = 0; i < due; ++i) {
        figures.count(i < satisfied         ? std::optional{static_cast<int>(i % 3) + 1}
                      : i < satisfied + bad ? std::optional{static_cast<int>(i % 2) + 4}
                                            : std::nullopt);
    }
    return figures;
}

// A hall's days out of one seed: some rated, some not, over five counters.
std::vector<ServiceDue> some_services(unsigned seed, std::size_t count) {
    std::mt19937 random{seed};
    std::vector<ServiceDue> services(count);
    for (ServiceDue& due : services) {
        due.counter = CounterId{"W0" + std::to_string(random() % 5 + 1)};
        due.finished = Moment{std::chrono::hours{random() % 1000}};
        if (random() % 4 != 0) {
            due.rating.emplace();
            due.rating->grade = static_cast<int>(random() % 5) + 1;
        }
    }
    return services;
}

}  // namespace

TEST_CASE("the month of the paper: 98.74 % rated, 100 missed, 99.49 % satisfied", "[hall]") {
    const RatingFigures figures = month(7'926, 7'786, 40);
    CHECK(figures.rated() == 7'826);
    CHECK(figures.missed() == 100);
    CHECK(text_of(figures.rated_share()) == "98.74 %");
    CHECK(text_of(figures.satisfied_share()) == "99.49 %");
    CHECK(text_of(figures.bad_share()) == "0.51 %");
    CHECK(figures.rated_share().short_of_whole() == 100);
    CHECK(figures.satisfied_share().short_of_whole() == 40);
    CHECK(text_of(Share{7'912, 7'926}) == "99.82 %");
}

TEST_CASE("a share is rounded half up, and an empty whole is no share", "[hall]") {
    CHECK(Share{1, 3}.basis_points() == 3333);
    CHECK(Share{2, 3}.basis_points() == 6667);
    CHECK(Share{1, 20'000}.basis_points() == 1);          // 0.005 %
    CHECK(Share{9'999, 20'000}.basis_points() == 5'000);  // 49.995 %
    CHECK(text_of(Share{7, 7}) == "100.00 %");
    CHECK(text_of(Share{0, 7}) == "0.00 %");
    CHECK(text_of(Share{0, 0}) == "–");
    CHECK_FALSE(RatingFigures{}.rated_share().basis_points());
    // All were silent: nothing is known of satisfaction, and it is not 0 %.
    CHECK(text_of(month(5, 0, 0).satisfied_share()) == "–");
}

TEST_CASE("a service belongs to the period in which it was finished, and to one only", "[hall]") {
    std::vector<ServiceDue> services(2);
    services[0].finished = Moment{10h};
    services[1].finished = Moment{20h};
    services[1].rating.emplace();
    services[1].rating->pressed = Moment{90h};  // Rated days later, by the slip.
    CHECK(rating_figures(services, {Moment{10h}, Moment{20h}}).due == 1);
    CHECK(rating_figures(services, {Moment{0h}, Moment{10h}}).due == 0);
    const RatingFigures second = rating_figures(services, {Moment{20h}, Moment{30h}});
    CHECK(second.due == 1);
    CHECK(second.rated() == 1);
}

TEST_CASE("however a period is cut, its parts make the whole", "[hall]") {
    for (unsigned seed = 0; seed < 200; ++seed) {
        INFO("seed " << seed);
        std::mt19937 random{seed};
        auto services = some_services(seed, random() % 300);
        const Period all{Moment{0h}, Moment{1000h}};
        const RatingFigures whole = rating_figures(services, all);

        CHECK(whole.due == static_cast<std::int64_t>(services.size()));
        CHECK(whole.rated() + whole.missed() == whole.due);
        CHECK(whole.satisfied() + whole.bad() == whole.rated());
        CHECK(whole.missed() >= 0);

        const Moment cut{std::chrono::hours{random() % 1001}};
        RatingFigures parts = rating_figures(services, {all.from, cut});
        parts += rating_figures(services, {cut, all.to});
        CHECK(parts == whole);

        RatingFigures counters;
        for (const auto& [counter, figures] : rating_figures_by_counter(services, all)) {
            CHECK(figures.due > 0);
            counters += figures;
        }
        CHECK(counters == whole);

        std::shuffle(services.begin(), services.end(), random);
        CHECK(rating_figures(services, all) == whole);
    }
}

TEST_CASE("one more good word never makes a counter look worse", "[hall]") {
    for (unsigned seed = 0; seed < 100; ++seed) {
        INFO("seed " << seed);
        const auto services = some_services(seed, 40);
        const RatingFigures before = rating_figures(services, {Moment{0h}, Moment{1000h}});
        RatingFigures after = before;
        after.count(kGradeBest);
        CHECK(after.satisfied_share().basis_points() >= before.satisfied_share().basis_points());
        CHECK(after.rated_share().basis_points() >= before.rated_share().basis_points());
        CHECK(after.missed() == before.missed());
        after.count(std::nullopt);
        CHECK(after.missed() == before.missed() + 1);
    }
}
