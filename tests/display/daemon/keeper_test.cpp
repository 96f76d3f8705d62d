// SPDX-License-Identifier: Apache-2.0
// Boards that come, go and do not take what they are shown.
#include "display/daemon/keeper.h"

#include <catch2/catch.hpp>

#include "display/daemon/config.h"
#include "display/file_keep.h"
#include "display/font_files.h"
#include "tests/support/temp_dir.h"

using namespace hall;
using namespace hall::board;
using namespace std::chrono_literals;
using display::Fault;
using display::HealthState;

namespace {

// What the world does to boards of air.
struct World {
    HealthState state = HealthState::ok;
    bool opens = true;
    bool takes = true;
    int opened = 0;
    int shown = 0;
    int ticked = 0;
};

class AirBoard : public display::Board {
public:
    explicit AirBoard(World& world) : world_(world) {}
    display::Outcome show(const display::Page&, display::Instant) override {
        ++world_.shown;
        return world_.takes ? display::Outcome{} : display::fail(Fault::unreachable, "no route");
    }
    display::Instant tick(display::Instant now) override {
        ++world_.ticked;
        return now + 800ms;
    }
    void stop(display::Instant) override {}
    [[nodiscard]] display::Caps caps() const override { return {}; }
    [[nodiscard]] display::Milliseconds time_limit() const noexcept override { return 0ms; }
    [[nodiscard]] display::Health health() const override { return {world_.state, "", 0}; }
    [[nodiscard]] const display::Canvas* frame() const override { return nullptr; }

private:
    World& world_;
};

class Workbench {
public:
    World world;
    test::TempDir home;
    display::FileKeep keep{home.file("")};
    std::unique_ptr<display::Glyphs> glyphs = *display::debian_fonts().and_then(
        [](display::FontSet fonts) { return display::Glyphs::open(std::move(fonts)); });
    Keeper keeper{
        {{.name = "sign-1", .counter = CounterId{"W01"}, .place = {}, .settings = {}}},
        {*glyphs, keep, {}},
        [this](const display::Settings&,
               const display::Fittings&) -> display::Result<std::unique_ptr<display::Board>> {
            if (!world.opens) {
                return display::fail(Fault::no_window, "no screen");
            }
            ++world.opened;
            return std::make_unique<AirBoard>(world);
        }};
    display::Instant now{1h};

    void pass(std::chrono::seconds time) {
        for (int i = 0; i < time / 1s; ++i) {
            keeper.converge([](const BoardPlan&) { return display::Page{}; }, now);
            (void)keeper.tick(now);
            now += 1s;
        }
    }
    [[nodiscard]] HealthState state() const { return keeper.health()[0].state; }
};

}  // namespace

TEST_CASE("a board that stays lost is opened anew, and less and less often", "[board]") {
    Workbench bench;
    bench.pass(10s);
    CHECK(bench.world.opened == 1);
    CHECK(bench.state() == HealthState::ok);
    bench.world.state = HealthState::lost;
    bench.pass(25s);
    CHECK(bench.world.opened == 1);  // Drivers find back by themselves first.
    bench.pass(10s);
    CHECK(bench.world.opened == 2);
    bench.pass(3600s);
    CHECK(bench.world.opened > 20);
    CHECK(bench.world.opened < 40);
    bench.world.state = HealthState::ok;
    bench.pass(60s);
    CHECK(bench.state() == HealthState::ok);
    const int opened = bench.world.opened;
    bench.world.state = HealthState::lost;  // A new trouble begins with short pauses again.
    bench.pass(60s);
    CHECK(bench.world.opened == opened + 1);
}

TEST_CASE("a dead board does not seem to come and go while it is tried again", "[board]") {
    Workbench bench;
    bench.pass(5s);
    bench.world.state = HealthState::lost;
    bench.pass(29s);
    bench.world.state = HealthState::unverifiable;  // As a fresh one is that nobody answered yet.
    CHECK(bench.state() == HealthState::lost);
    bench.world.state = HealthState::lost;
    bench.pass(3s);
    REQUIRE(bench.world.opened == 2);
    bench.world.state = HealthState::unverifiable;
    bench.pass(5s);
    CHECK(bench.state() == HealthState::lost);
    bench.pass(30s);
    CHECK(bench.state() == HealthState::unverifiable);
}

TEST_CASE("a board that cannot be opened is lost, with the reason, and tried again", "[board]") {
    Workbench bench;
    bench.world.opens = false;
    bench.pass(4s);
    CHECK(bench.state() == HealthState::lost);
    CHECK(bench.keeper.health()[0].detail == "no screen");
    bench.world.opens = true;
    bench.pass(10s);
    CHECK(bench.state() == HealthState::ok);
    CHECK(bench.world.shown == 1);
}

TEST_CASE("a page that a board does not take is known to the manager", "[board]") {
    Workbench bench;
    bench.world.takes = false;
    bench.world.state = HealthState::unverifiable;
    bench.pass(2s);
    CHECK(bench.state() == HealthState::unverifiable);
    CHECK(bench.keeper.health()[0].detail == "no route");
    CHECK(bench.world.ticked > 0);  // And the board goes on trying.
}

TEST_CASE("a settings file that is wrong is refused with its place", "[board]") {
    const auto why = [](const std::string& text) {
        const auto config = read_config(text, "boards.toml");
        return config ? std::string("taken") : config.error();
    };
    CHECK(why("[[board]]\nname = \"a\"\ndriver = \"null\"\n") == "taken");
    CHECK(why("[[voice]]\nname = \"a\"\noutput = \"none\"\n") == "taken");
    CHECK(why("").find("no [[board]]") != std::string::npos);
    CHECK(why("[[board]]\ndriver = \"null\"\n").find("number 1: needs a name") !=
          std::string::npos);
    CHECK(why("[[board]]\nname = \"a\"\n").find("needs a driver") != std::string::npos);
    CHECK(why("[[voice]]\nname = \"a\"\ntimes = 9\n").find("times") != std::string::npos);
    const std::string twice = "[[board]]\nname = \"a\"\ndriver = \"null\"\n";
    CHECK(why(twice + twice).find("is taken") != std::string::npos);
    CHECK(why("[[board]\n").find("boards.toml:1") != std::string::npos);
}
