// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/hall_day.h"

#include <string>

#include "tests/sim/small_hall.h"

namespace hall::sim {

namespace {

constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kOpenFor = 100 * kMinute;
constexpr std::int64_t kQuietWithin = 120 * kMinute;

service::Settings service_settings(std::shared_ptr<const Content> content) {
    auto clock = clock_of(content);
    return {.content = std::move(content),
            .day_of = [clock](Moment now) { return clock->business_day(now); },
            .explain = [](std::string_view code) { return std::string(code); }};
}

}  // namespace

HallDay::HallDay(const SimSettings& settings)
    : world_(settings.seed, settings.trace, settings.real_journals),
      citizens_(world_.dice().fork()),
      fate_(world_.dice().fork()),
      is_lucky_(fate_.chance(100)),
      content_(small_hall(static_cast<int>(fate_.between(2, 5)))),
      network_(world_),
      oracle_(world_),
      service_(world_, network_, oracle_, service_settings(content_), settings.mistake),
      board_(world_, network_, service_) {
    const auto clock = clock_of(content_);
    const auto kiosks = fate_.between(1, 3);
    for (int no = 1; no <= kiosks; ++no) {
        kiosks_.push_back(
            std::make_unique<KioskNode>(world_, network_, oracle_, service_,
                                        KioskPlaceInHall{no, content_, clock, settings.mistake}));
    }
    const HallConfig& hall = content_->hall;
    for (std::size_t i = 0; i < hall.counters.size(); ++i) {
        counters_.push_back(std::make_unique<CounterNode>(world_, network_, oracle_, service_,
                                                          hall.counters[i], hall.clerks[i]));
    }
}

void HallDay::run() {
    service_.start();
    board_.start();
    for (const auto& kiosk : kiosks_) {
        kiosk->start();
        arrivals(*kiosk);
    }
    // Two clerks at the same instant, again and again: they start together and think alike.
    for (const auto& counter : counters_) {
        counter->start(2000);
    }
    two_at_once();
    if (is_lucky_) {
        network_.be_calm();
    } else {
        misfortunes();
    }
    world_.run_until(kOpenFor);
    heal();
    const std::int64_t late = world_.now_ms() + kQuietWithin;
    while (!is_quiet()) {
        if (world_.now_ms() > late) {
            world_.fail("O3", "somebody still waits two hours after everything was mended");
        }
        world_.run_until(world_.now_ms() + kMinute / 2);
    }
    // Longer than any retry and any silence: what was on its way has come.
    world_.run_until(world_.now_ms() + kMinute);
    judge();
}

// ---- citizens

kiosk::IssueTicket HallDay::wish() {
    return {.touch = make_uuid(world_.now(), citizens_.next(), citizens_.next()),
            .item = citizens_.pick(content_->catalogue.items).id,
            .priority = citizens_.chance(100) ? "elder" : ""};
}

void HallDay::arrivals(KioskNode& kiosk) {
    world_.after(citizens_.between(5000, 300'000), [this, &kiosk] {
        if (world_.now_ms() < kOpenFor) {
            visit(kiosk);
            arrivals(kiosk);
        }
    });
}

void HallDay::two_at_once() {
    world_.after(citizens_.between(60'000, 600'000), [this] {
        if (world_.now_ms() < kOpenFor) {
            const ItemId item = citizens_.pick(content_->catalogue.items).id;
            for (const auto& kiosk : kiosks_) {
                auto command = wish();
                command.item = item;
                touch(*kiosk, command);
            }
            two_at_once();
        }
    });
}

void HallDay::visit(KioskNode& kiosk) {
    const auto command = wish();
    if (citizens_.chance(100)) {
        burst(kiosk, command);
    } else {
        touch(kiosk, command);
    }
    if (citizens_.chance(100)) {  // Nothing seems to happen: the same finger, a little later.
        world_.after(citizens_.between(100, 20'000),
                     [this, &kiosk, command] { touch(kiosk, command); });
    }
    if (citizens_.chance(50)) {
        world_.after(citizens_.between(1000, 5000), [&kiosk] { kiosk.reprint(); });
    }
}

// One person stands at a kiosk at a time.
void HallDay::touch(KioskNode& kiosk, const kiosk::IssueTicket& command) {
    if (world_.now_ms() >= taken_until_ms_[kiosk.node()]) {
        kiosk.touch(command);
    }
}

// Ten taps in a second, each with a key of its own, as an impatient finger gives them.
void HallDay::burst(KioskNode& kiosk, const kiosk::IssueTicket& first) {
    std::int64_t& taken = taken_until_ms_[kiosk.node()];
    if (!kiosk.is_up() || world_.now_ms() < taken) {
        return;
    }
    taken = world_.now_ms() + 1000;
    ++tally_.bursts;
    Burst taps{&kiosk, {}, false};
    for (int i = 0; i < 10; ++i) {
        auto command = first;
        command.touch = make_uuid(world_.now(), citizens_.next(), citizens_.next());
        taps.touches.push_back(command.touch);
        world_.after(100 * i, [&kiosk, command] { kiosk.touch(command); });
    }
    bursts_.push_back(std::move(taps));
    world_.after(1000, [this, &kiosk, boots = kiosk.boots(), n = bursts_.size() - 1] {
        bursts_[n].whole = kiosk.is_up() && kiosk.boots() == boots;
    });
}

// ---- the end

void HallDay::heal() {
    world_.say("hall", [] { return "everything is mended"; });
    network_.heal();
    if (!service_.is_up()) {
        service_.start();
    }
    service_.disk().heal();
    for (const auto& kiosk : kiosks_) {
        kiosk->disk().heal();
        kiosk->printer_runs_well();
        if (kiosk->is_up() && kiosk->desk().out_of_service()) {
            kiosk->crash();
            ++tally_.kiosk_crashes;
        }
        if (!kiosk->is_up()) {
            kiosk->start();
        }
    }
    for (const auto& counter : counters_) {
        counter->hurry();
    }
}

bool HallDay::is_quiet() const {
    for (const auto& kiosk : kiosks_) {
        if (kiosk->desk().acked() != kiosk->desk().last_seq() || kiosk->desk().out_of_service()) {
            return false;
        }
    }
    for (const auto& [id, ticket] : service_.core().book().tickets()) {
        if (ticket.state == TicketState::waiting || ticket.state == TicketState::called ||
            ticket.state == TicketState::serving || ticket.state == TicketState::parked) {
            return false;
        }
    }
    return true;
}

}  // namespace hall::sim
