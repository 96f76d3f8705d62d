// SPDX-License-Identifier: Apache-2.0
#include "display/daemon/follow.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <spdlog/spdlog.h>

namespace hall::board {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kRoom = 4096;
// The state is only for the first seconds after a start; a second's loss is repaired by then.
constexpr auto kSaveEvery = 1s;
constexpr const char* kStateFile = "state.json";
// It has just given us its documents; a hall's state takes it 20 ms.
constexpr auto kFirstStateLimit = 2s;
constexpr std::size_t kStateMost = std::size_t{32} * 1024 * 1024;

display::Instant instant_of(std::chrono::steady_clock::time_point time) {
    return std::chrono::time_point_cast<display::Milliseconds>(time);
}

std::vector<BoardPlan> some_of(const std::vector<BoardPlan>& plans, bool walls) {
    std::vector<BoardPlan> some;
    std::ranges::copy_if(plans, std::back_inserter(some),
                         [&](const BoardPlan& plan) { return plan.is_wall() == walls; });
    return some;
}

}  // namespace

Follow::Follow(FollowSettings settings, Tools tools)
    : settings_(std::move(settings)),
      wall_plans_(some_of(settings_.boards, true)),
      keeper_(some_of(settings_.boards, false), {tools.glyphs, tools.keep, minute_of_day()}),
      keep_(tools.keep),
      box_(kRoom),
      calls_(settings_.voices),
      tests_(settings_.service.as) {
    client_ = std::make_unique<sync::HttpClient>(
        [this](Task task) {
            (void)box_.post(std::move(task));  // A full box: the cursor brings it again.
        },
        settings_.service.settings());
    sync::DownlinkEars ears;
    ears.state = [this](sync::StateDocument document) { take(std::move(document)); };
    ears.event = [this](const sync::Cursor& cursor, const Event& event) {
        book_.apply(event);
        cursor_ = cursor;
        dirty_ = true;
        if (std::holds_alternative<ContentChanged>(event.what)) {
            documents_->look();
        }
        if (const auto* done = std::get_if<AdminDone>(&event.what)) {
            tests_.note(*done, hall_time());
        }
    };
    ears.link = [](bool up) { spdlog::info(up ? "following the service" : "link lost"); };
    ears.trouble = [](const sync::Error& why) {
        spdlog::warn("no link to the service: {}", why.detail);
    };
    downlink_ =
        std::make_unique<sync::Downlink>(*client_, settings_.service, std::move(ears),
                                         [this] { return static_cast<std::uint32_t>(random_()); });
    report_ = std::make_unique<sync::HealthReport>(*client_, settings_.service, "board", "");
    follow_documents();
    load_state();
    open_rooms(tools);
}

// Every page is painted from the newest documents, so changing them is one assignment.
void Follow::follow_documents() {
    sync::DocumentEars ears;
    ears.changed = [this](sync::Documents documents) {
        spdlog::info("the hall's documents: hall {}, catalogue {}", documents.content->hall.version,
                     documents.content->catalogue.version);
        settings_.documents = std::move(documents);
    };
    ears.left_as_were = [](const sync::Error& why) {
        spdlog::warn("the hall's documents stay as they were: {}", why.detail);
    };
    documents_ =
        std::make_unique<sync::DocumentFollower>(*client_, settings_.service, settings_.documents,
                                                 settings_.data + "/content", std::move(ears));
}

Follow::~Follow() {
    picture_room_.reset();  // Whoever posts to the box, before it.
    voices_.reset();
    walls_.reset();
    report_.reset();
    documents_.reset();  // Whoever uses the client, before it.
    downlink_.reset();
    client_.reset();
}

void Follow::stop() {
    stop_.request_stop();
}

// The service's word when it is there, so that even the first picture after a crash is the newest;
// else the last state on disk.
void Follow::load_state() {
    if (settings_.documents.from_service) {
        sync::HttpLine line{settings_.service.settings()};
        const auto answer = line.exchange({.url = settings_.service.of_hall("/state"),
                                           .headers = settings_.service.headers(),
                                           .limit = kFirstStateLimit,
                                           .answer_most = kStateMost});
        if (answer && answer->status == 200) {
            if (auto document = sync::decode_state(answer->body)) {
                take(std::move(*document));
                return;
            }
        }
    }
    const auto text = sync::read_whole(settings_.data + "/" + kStateFile, kStateMost);
    if (!text) {
        return;  // The first start of all.
    }
    if (auto document = sync::decode_state(*text)) {
        book_.restore(std::move(document->state));
        cursor_ = document->cursor;
    } else {
        spdlog::warn("the last state cannot be read and is left out: {}", document.error().detail);
    }
}

void Follow::take(sync::StateDocument document) {
    ahead_ = document.now - settings_.wall();
    book_.restore(std::move(document.state));
    cursor_ = document.cursor;
    dirty_ = true;
    documents_->look();  // What was changed while nobody listened is in no event.
}

Moment Follow::hall_time() const {
    return settings_.wall() + ahead_;
}

void Follow::save_state_if_due(Clock::time_point now) {
    if (!dirty_ || now - saved_ < kSaveEvery) {
        return;
    }
    saved_ = now;
    dirty_ = false;
    // Made and written on another thread: a slow disk holds up no sign.
    const auto kept = keep_.put_made(
        kStateFile, [document = sync::StateDocument{cursor_, hall_time(), book_.snapshot()}] {
            return sync::encode(document);
        });
    if (!kept) {
        spdlog::warn("the last state is not kept: {}", kept.error().detail);
    }
}

Scene Follow::scene() const {
    const auto now = Clock::now();
    const auto heard = downlink_->heard().value_or(started_);
    std::optional<std::chrono::seconds> silent;
    if (!downlink_->is_up()) {
        silent = std::chrono::duration_cast<std::chrono::seconds>(now - heard);
    }
    return {.book = book_,
            .content = *settings_.documents.content,
            .phrases = *settings_.documents.phrases,
            .clock = *settings_.documents.clock,
            .now = hall_time(),
            .mono = instant_of(now),
            .language = settings_.language,
            .silent = silent};
}

void Follow::run() {
    paint();
    while (!stop_.stop_requested()) {
        const auto next = keeper_.tick(instant_of(Clock::now()));
        Clock::time_point until = std::min<Clock::time_point>(next, walls_due_);
        for (const auto& retry : {downlink_->next(), documents_->next()}) {
            until = retry ? std::min(until, *retry) : until;
        }
        until = std::min(until, report_->next());
        if (const auto ends = tests_.ends(hall_time())) {
            until = std::min(until, Clock::now() + (*ends - hall_time()));
        }
        if (auto task = box_.take(stop_.get_token(), until)) {
            (*task)();
            // Whatever else came with it belongs to the same picture.
            while (auto more = box_.take(stop_.get_token(), Clock::time_point::min())) {
                (*more)();
            }
        }
        const auto now = Clock::now();
        downlink_->tick(now);
        documents_->tick(now, static_cast<std::uint32_t>(random_()));
        paint();
        report_health(now);
        save_state_if_due(now);
    }
    say_farewell();
}

}  // namespace hall::board
