// SPDX-License-Identifier: Apache-2.0
// What follows from the state: signs, walls, voices and what is known of their health.
#include <algorithm>
#include <cassert>
#include <utility>

#include "display/daemon/follow.h"

#include <spdlog/spdlog.h>

namespace hall::board {

namespace {

display::Instant now_of_clock() {
    return std::chrono::time_point_cast<display::Milliseconds>(std::chrono::steady_clock::now());
}

// "09:42" as minutes.
int minute_in(const std::string& clock) {
    const auto digit = [&](std::size_t at) { return at < clock.size() ? clock[at] - '0' : 0; };
    const int minute = (digit(0) * 10 + digit(1)) * 60 + digit(3) * 10 + digit(4);
    return std::clamp(minute, 0, display::kMinutesOfDay - 1);
}

}  // namespace

display::MinuteOfDay Follow::minute_of_day() const {
    return [minute = minute_](display::Instant) { return minute->load(); };
}

void Follow::open_voices() {
    std::vector<voice::ZonePlan> plans;
    for (const VoicePlan& plan : settings_.voices) {
        auto zone = voice::zone_plan(plan.settings, plan.name, settings_.data + "/voice");
        assert(zone);  // read_config() has seen to it.
        plans.push_back(std::move(*zone));
    }
    VoiceEars ears;
    ears.saying = [this](std::size_t which, const std::optional<voice::Say>& say) {
        (void)box_.post([this, which, say] {
            if (say) {
                saying_.insert_or_assign(which, *say);
            } else {
                saying_.erase(which);
            }
        });
    };
    ears.health = [this](std::vector<voice::ZoneHealth> all) {
        (void)box_.post([this, all = std::move(all)] { note_voices(all); });
    };
    voices_ = std::make_unique<VoiceRoom>(std::move(plans), minute_of_day(), std::move(ears));
}

void Follow::open_pictures() {
    std::vector<std::string> folders;
    for (const BoardPlan& plan : wall_plans_) {
        if (!plan.pictures.empty() && std::ranges::count(folders, plan.pictures) == 0) {
            folders.push_back(plan.pictures);
        }
    }
    if (folders.empty()) {
        return;
    }
    picture_room_ = std::make_unique<PictureRoom>(
        std::move(folders), [this](const std::string& folder, PictureSet set) {
            return box_.post([this, folder, set = std::move(set)] {
                spdlog::info("{}: {} pictures{}{}", folder, set.pictures.size(),
                             set.trouble.empty() ? "" : "; ", set.trouble);
                pictures_.insert_or_assign(folder, set);
            });
        });
}

// What is posted after a stop finds the box alive: all rooms are gone before it.
void Follow::open_rooms(Tools tools) {
    if (!settings_.voices.empty()) {
        open_voices();
    }
    if (!wall_plans_.empty()) {
        walls_ = std::make_unique<WallRoom>(
            wall_plans_, Workshop{tools.wall_glyphs, tools.keep, minute_of_day()},
            [this](std::vector<BoardHealth> all) {
                (void)box_.post([this, all = std::move(all)] { note_health(all); });
            });
        open_pictures();
    }
}

void Follow::paint() {
    const Scene seen = scene();
    *minute_ = minute_in(seen.clock.time_text(seen.now));
    // Signs first: they are what the next person walks towards.
    keeper_.converge([&](const BoardPlan& plan) { return page_of(plan, seen); }, seen.mono);
    note_health(keeper_.health());
    speak(seen);
    paint_walls(seen);
}

// A test goes before the night: that is when installers have the hall to themselves.
display::Page Follow::page_of(const BoardPlan& plan, const Scene& seen) const {
    if (tests_.is_on(plan.name, seen.now)) {
        return display::TestCard{plan.name, address_of(plan.settings)};
    }
    if (!plan.lit_at_night && is_night(seen)) {
        return display::Dark{};
    }
    return plan.is_wall() ? wall_page(plan, seen) : sign_for(seen, plan.counter);
}

display::Page Follow::wall_page(const BoardPlan& plan, const Scene& seen) const {
    display::Page page = wall_for(seen, plan.place, caption_for(plan.place));
    const auto pictures = pictures_.find(plan.pictures);
    if (auto* wall = std::get_if<display::WallPage>(&page); wall && pictures != pictures_.end()) {
        wall->pictures = pictures->second.pictures;
    }
    return page;
}

void Follow::paint_walls(const Scene& seen) {
    if (!walls_) {
        return;
    }
    WallRoom::Pages pages;
    walls_due_ = Clock::time_point::max();
    for (const BoardPlan& plan : wall_plans_) {
        if (const auto turn = wall_changes_at(seen, plan.place)) {
            walls_due_ = std::min<Clock::time_point>(walls_due_, seen.mono + (*turn - seen.now));
        }
        pages.emplace(plan.name, page_of(plan, seen));
    }
    if (pages != walls_shown_ && walls_->show(pages)) {
        walls_shown_ = std::move(pages);
    }
}

// A wall carries what is heard where it hangs.
std::string Follow::caption_for(const Place& place) const {
    for (const auto& [which, say] : saying_) {
        if (do_meet(settings_.documents.content->hall, place, settings_.voices[which].place)) {
            return caption_of(scene(), say);
        }
    }
    return {};
}

void Follow::speak(const Scene& seen) {
    if (!voices_) {
        return;
    }
    for (auto& [which, event] : calls_.look(seen)) {
        if (!voices_->tell(which, std::move(event))) {
            spdlog::error("voice {} takes no more calls", settings_.voices[which].name);
        }
    }
}

// What the manager is told of; a board that cannot say how it is is no fault.
void Follow::report_health(Clock::time_point now) {
    std::vector<sync::HealthFault> faults;
    for (const auto& [name, board] : health_) {
        if (board.state == display::HealthState::lost ||
            board.state == display::HealthState::degraded) {
            faults.push_back({word_of(board.state), name, board.detail});
        }
    }
    for (sync::HealthFault& fault : misplaced()) {
        faults.push_back(std::move(fault));
    }
    report_->tick(now, std::move(faults), parts());
}

// A settings file that names what the hall's document does not have: such a board stays dark or
// empty, and somebody should know why.
std::vector<sync::HealthFault> Follow::misplaced() const {
    const HallConfig& hall = settings_.documents.content->hall;
    std::vector<sync::HealthFault> faults;
    const auto look = [&](const std::string& name, const std::optional<std::string>& lacking) {
        if (lacking) {
            faults.push_back({word_of(display::HealthState::degraded), name, *lacking});
        }
    };
    for (const BoardPlan& plan : settings_.boards) {
        if (plan.is_wall()) {
            look(plan.name, lacking_of(hall, plan.place));
        } else if (hall.counter(plan.counter) == nullptr) {
            look(plan.name, "there is no counter " + plan.counter.value + " in the hall");
        }
    }
    for (const VoicePlan& plan : settings_.voices) {
        look(plan.name, lacking_of(hall, plan.place));
    }
    for (const BoardPlan& plan : wall_plans_) {
        const auto pictures = pictures_.find(plan.pictures);
        if (pictures != pictures_.end() && !pictures->second.trouble.empty()) {
            look(plan.name, pictures->second.trouble);
        }
    }
    return faults;
}

// All that this program looks after, for the manager's list of devices.
std::vector<sync::HealthPart> Follow::parts() const {
    std::vector<sync::HealthPart> parts;
    const auto state_of = [&](const std::string& name) {
        const auto known = health_.find(name);
        return word_of(known == health_.end() ? display::HealthState::unverifiable
                                              : known->second.state);
    };
    for (const BoardPlan& plan : settings_.boards) {
        parts.push_back(
            {plan.name, plan.is_wall() ? "wall" : "sign", state_of(plan.name), std::nullopt});
    }
    for (const VoicePlan& plan : settings_.voices) {
        sync::HealthPart part{plan.name, "voice", state_of(plan.name), std::nullopt};
        if (const auto lag = lags_.find(plan.name); lag != lags_.end()) {
            part.lag = sync::HealthPart::Lag{lag->second.waiting, lag->second.oldest_waiting,
                                             lag->second.p99};
        }
        parts.push_back(std::move(part));
    }
    return parts;
}

void Follow::note_health(const std::vector<BoardHealth>& all) {
    for (const BoardHealth& one : all) {
        BoardHealth& known = health_[one.name];
        if (known != one) {
            known = one;
            spdlog::info("{}: {}{}{}", one.name, word_of(one.state), one.detail.empty() ? "" : ", ",
                         one.detail);
        }
    }
}

void Follow::note_voices(const std::vector<voice::ZoneHealth>& all) {
    for (const voice::ZoneHealth& one : all) {
        note_health({{one.name, one.health.state, one.health.detail}});
        lags_.insert_or_assign(one.name, one.lag);
        if (one.lag.waiting > 0) {
            spdlog::info("{}: {} wait to be called, the first for {} s; lag p99 {} s", one.name,
                         one.lag.waiting, one.lag.oldest_waiting.count() / 1000,
                         one.lag.p99.count() / 1000);
        }
    }
}

void Follow::say_farewell() {
    voices_.reset();
    const Scene last = scene();
    if (walls_) {
        WallRoom::Pages pages;
        for (const BoardPlan& plan : wall_plans_) {
            pages.emplace(plan.name, farewell_wall(last, plan.place));
        }
        // A wall that takes no page now keeps its last one: it is let go either way.
        (void)walls_->show(std::move(pages));
        walls_.reset();
    }
    keeper_.stop([&](const BoardPlan& plan) { return farewell_sign(last, plan.counter); },
                 now_of_clock());
}

}  // namespace hall::board
