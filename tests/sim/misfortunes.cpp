// SPDX-License-Identifier: Apache-2.0
// What goes wrong in a hall, and when.
#include "tests/sim/hall_day.h"

namespace hall::sim {

namespace {

constexpr std::int64_t kMinute = 60'000;

}  // namespace

void HallDay::misfortunes() {
    if (fate_.chance(250)) {
        world_.after(fate_.between(10 * kMinute, 35 * kMinute), [this] { go_away_for_an_hour(); });
    }
    if (fate_.chance(400)) {
        restore_a_disk();
    }
    strike();
}

// Twice at most for each kiosk: more than three new journals in a day are a person's business.
void HallDay::restore_a_disk() {
    KioskNode& kiosk = *fate_.pick(kiosks_);
    world_.after(fate_.between(kMinute, 60 * kMinute), [&kiosk] { kiosk.take_image(); });
    world_.after(fate_.between(40 * kMinute, 90 * kMinute), [this, &kiosk] {
        if (!kiosk.has_image()) {
            return;
        }
        ++tally_.restores;
        if (kiosk.is_up()) {
            ++tally_.kiosk_crashes;
            kiosk.crash();
        }
        kiosk.restore_image();
        // Sometimes the very moment at which nobody is there to say that it is a copy.
        if (fate_.chance(300)) {
            cut_off(kiosk.node(), fate_.between(1000, 5 * kMinute));
        }
        come_back(kiosk);
    });
}

void HallDay::strike() {
    world_.after(fate_.between(5000, 3 * kMinute), [this] {
        if (world_.now_ms() > 95 * kMinute) {
            return;
        }
        strike();
        KioskNode& kiosk = *fate_.pick(kiosks_);
        const std::int64_t blink =
            fate_.chance(300) ? fate_.between(30'000, 4 * kMinute) : fate_.between(300, 8000);
        switch (fate_.between(0, 9)) {
            case 0:
            case 1:
                cut_off(kiosk.node(), blink);
                break;
            case 2:
                cut_off(fate_.chance(500) ? BoardNode::kNode : fate_.pick(counters_)->node(),
                        blink);
                break;
            case 3:
            case 4:
                crash_kiosk(kiosk);
                break;
            case 5:
                // At the very moment that somebody touches: between every two steps of a ticket.
                touch(kiosk, wish());
                world_.after(fate_.between(0, 1500), [this, &kiosk] { crash_kiosk(kiosk); });
                break;
            case 6:
                crash_service();
                break;
            case 7:
                ++tally_.clock_jumps;
                kiosk.jump_clock(fate_.between(-60, 60) * kMinute);
                break;
            case 8:
                (fate_.chance(500) ? kiosk.disk().be_slow_for(blink)
                                   : service_.disk().be_slow_for(blink));
                break;
            default:
                if (fate_.chance(100) && kiosk.is_up()) {
                    ++tally_.full_disks;
                    kiosk.disk().fill_up();
                    world_.after(2 * kMinute, [this, &kiosk] { crash_kiosk(kiosk); });
                }
                break;
        }
    });
}

void HallDay::cut_off(Node node, std::int64_t span_ms) {
    ++tally_.cuts;
    network_.cut(node);
    world_.say("net", [&] { return "cuts " + std::to_string(node) + " off"; });
    world_.after(span_ms, [this, node] { network_.mend(node); });
}

void HallDay::crash_kiosk(KioskNode& kiosk) {
    if (!kiosk.is_up()) {
        return;
    }
    ++tally_.kiosk_crashes;
    kiosk.crash();
    world_.after(fate_.between(500, kMinute), [this, &kiosk] { come_back(kiosk); });
}

// A machine that starts is busy with itself, somebody stands before it, and it may die again.
void HallDay::come_back(KioskNode& kiosk) {
    if (kiosk.is_up()) {
        return;
    }
    const bool is_awaited = fate_.chance(400);
    if (is_awaited) {
        kiosk.disk().be_slow_for(1000);
    }
    kiosk.start();
    if (is_awaited) {
        world_.after(fate_.between(0, 50), [this, &kiosk] { touch(kiosk, wish()); });
        if (fate_.chance(400)) {
            world_.after(fate_.between(0, 400), [this, &kiosk] { crash_kiosk(kiosk); });
        }
    }
}

void HallDay::crash_service() {
    if (!service_.is_up()) {
        return;
    }
    ++tally_.service_crashes;
    service_.crash();
    world_.after(fate_.between(500, kMinute / 2), [this] {
        if (!service_.is_up()) {
            service_.start();
        }
    });
}

void HallDay::go_away_for_an_hour() {
    ++tally_.outages;
    if (fate_.chance(500) || !service_.is_up()) {
        cut_off(kServiceNode, 60 * kMinute);
        return;
    }
    service_.crash();
    world_.after(60 * kMinute, [this] {
        if (!service_.is_up()) {
            service_.start();
        }
    });
}

}  // namespace hall::sim
