// SPDX-License-Identifier: Apache-2.0
#include "kiosk/input/scroll.h"

#include <cmath>

#include <catch2/catch.hpp>

using namespace hall::input;

namespace {

constexpr Track kList{2000, 1200};

Glide coast_in(Glide glide, int frames, float seconds) {
    for (int i = 0; i < frames; ++i) {
        glide = coast(glide, kList, Seconds{seconds / static_cast<float>(frames)});
    }
    return glide;
}

}  // namespace

TEST_CASE("a page follows the finger exactly between its ends", "[input]") {
    for (const float at : {0.0F, 1.0F, 999.5F, 2000.0F}) {
        CHECK(banded(at, kList) == at);
    }
}

TEST_CASE("past its end a page follows less and less, and never far", "[input]") {
    float before = 0;
    float step_before = 100;
    for (int hundreds = 1; hundreds <= 50; ++hundreds) {
        const float pull = static_cast<float>(hundreds) * 100;
        const float shown = -banded(-pull, kList);
        CHECK(shown > before);
        CHECK(shown - before < step_before);
        CHECK(shown < 400);
        CHECK(banded(2000 + pull, kList) == Approx(2000 + shown));
        step_before = shown - before;
        before = shown;
    }
}

TEST_CASE("a page that fits on the screen gives a little and comes back", "[input]") {
    const Track fits{0, 800};
    Glide glide{banded(-300, fits), 0};
    CHECK(glide.at < 0);
    for (int i = 0; i < 60; ++i) {
        glide = coast(glide, fits, Seconds{1.0F / 60});
    }
    CHECK(glide.at == 0);
    CHECK(at_rest(glide, fits));
}

TEST_CASE("a thrown page slows down as e^(-3.2 t)", "[input]") {
    const Glide after = coast({100, 1000}, kList, Seconds{0.5F});
    CHECK(after.speed == Approx(1000 * std::exp(-1.6)).epsilon(1e-4));
    CHECK(after.at == Approx(100 + 1000 * (1 - std::exp(-1.6)) / 3.2).epsilon(1e-4));
}

TEST_CASE("a slow machine scrolls a page as far as a quick one", "[input]") {
    const Glide quick = coast_in({100, 1500}, 60, 1);
    const Glide slow = coast_in({100, 1500}, 7, 1);
    CHECK(quick.at == Approx(slow.at).epsilon(1e-3));
    CHECK(quick.speed == Approx(slow.speed).epsilon(1e-3));
}

TEST_CASE("a page thrown against its end comes to rest at the end", "[input]") {
    Glide glide{1900, 6000};
    float furthest = 0;
    for (int i = 0; i < 120 && !at_rest(glide, kList); ++i) {
        glide = coast(glide, kList, Seconds{1.0F / 60});
        furthest = std::max(furthest, glide.at);
    }
    CHECK(furthest > 2000);
    CHECK(glide == Glide{2000, 0});
}

TEST_CASE("a page at rest asks for no more frames", "[input]") {
    CHECK(at_rest({500, 0}, kList));
    CHECK_FALSE(at_rest({500, 100}, kList));
    CHECK_FALSE(at_rest({-5, 0}, kList));
    CHECK(coast({500, 7}, kList, Seconds{0.1F}) == Glide{500, 0});
}
