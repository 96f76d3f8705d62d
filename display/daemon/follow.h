// SPDX-License-Identifier: Apache-2.0
// The daemon's loop: the hall's state in, desired pages out, through lost links and restarts.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "display/daemon/keeper.h"
#include "display/daemon/pages_for.h"
#include "sync/documents.h"
#include "sync/downlink.h"
#include "sync/mailbox.h"

namespace hall::board {

struct FollowSettings {
    sync::Documents documents;
    sync::ServiceAddress service;
    std::string data;  ///< Directory: last state, the boards' own memory.
    std::vector<BoardPlan> boards;
    Language language = Language::zh_hant;
    std::function<Moment()> wall;
};

/// Boards are repainted from the last state on disk before the service has been heard; from 25 s of
/// silence on they carry a mark, and never an error page.
///
/// Not thread-safe: run() is the program's main loop. stop() is Thread-safe.
class Follow {
public:
    Follow(FollowSettings settings, display::Glyphs& glyphs, display::Keep& keep);
    ~Follow();
    Follow(const Follow&) = delete;
    Follow& operator=(const Follow&) = delete;

    /// Until stop(); then every board says 暫停服務 and is let go.
    void run();
    void stop();

private:
    using Clock = std::chrono::steady_clock;
    using Task = std::function<void()>;

    [[nodiscard]] Scene scene() const;
    [[nodiscard]] Moment hall_time() const;
    void take(sync::StateDocument document);
    void load_state();
    void follow_documents();
    void save_state_if_due(Clock::time_point now);
    void paint();
    void say_health();

    FollowSettings settings_;
    Keeper keeper_;
    Book book_;
    sync::Cursor cursor_;
    std::chrono::milliseconds ahead_{0};  ///< The hall's clock before ours.
    Clock::time_point started_ = Clock::now();
    Clock::time_point saved_{};
    bool dirty_ = false;
    std::stop_source stop_;
    sync::Mailbox<Task> box_;
    std::unique_ptr<sync::HttpClient> client_;
    std::unique_ptr<sync::Downlink> downlink_;
    std::unique_ptr<sync::DocumentFollower> documents_;
    std::mt19937 random_{std::random_device{}()};
};

}  // namespace hall::board
