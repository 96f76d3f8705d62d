// SPDX-License-Identifier: Apache-2.0
// The daemon's loop: the hall's state in, desired pages out, through lost links and restarts.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "display/daemon/board_tests.h"
#include "display/daemon/calls.h"
#include "display/daemon/keeper.h"
#include "display/daemon/pages_for.h"
#include "display/daemon/pictures.h"
#include "display/daemon/voice_room.h"
#include "display/daemon/wall_room.h"
#include "display/keep_thread.h"
#include "sync/documents.h"
#include "sync/downlink.h"
#include "sync/health_report.h"
#include "sync/mailbox.h"

namespace hall::board {

struct FollowSettings {
    sync::Documents documents;
    sync::ServiceAddress service;
    std::string data;  ///< Directory: last state, the boards' own memory.
    std::vector<BoardPlan> boards;
    std::vector<VoicePlan> voices;
    Language language = Language::zh_hant;
    std::function<Moment()> wall;
};

/// Boards are repainted from the last state on disk before the service has been heard; from 25 s of
/// silence on they carry a mark, and never an error page. Signs are kept on this loop; the walls
/// and the voice have a thread each, so that neither drawing nor speaking holds up a sign.
///
/// Not thread-safe: run() is the program's main loop. stop() is Thread-safe.
class Follow {
public:
    /// `glyphs` are the signs'; walls have their own, as they live on another thread.
    struct Tools {
        display::Glyphs& glyphs;
        display::Glyphs& wall_glyphs;
        display::KeepThread& keep;
    };

    Follow(FollowSettings settings, Tools tools);
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
    void open_rooms(Tools tools);
    void open_voices();
    void open_pictures();
    [[nodiscard]] display::MinuteOfDay minute_of_day() const;
    void paint();
    void paint_walls(const Scene& seen);
    [[nodiscard]] std::string caption_for(const Place& place) const;
    void speak(const Scene& seen);
    void note_health(const std::vector<BoardHealth>& all);
    void note_voices(const std::vector<voice::ZoneHealth>& all);
    [[nodiscard]] display::Page page_of(const BoardPlan& plan, const Scene& seen) const;
    [[nodiscard]] display::Page wall_page(const BoardPlan& plan, const Scene& seen) const;
    [[nodiscard]] std::vector<sync::HealthPart> parts() const;
    [[nodiscard]] std::vector<sync::HealthFault> misplaced() const;
    void report_health(Clock::time_point now);
    void say_farewell();

    FollowSettings settings_;
    std::vector<BoardPlan> wall_plans_;
    std::shared_ptr<std::atomic<int>> minute_ = std::make_shared<std::atomic<int>>(12 * 60);
    Keeper keeper_;  ///< Of the signs.
    Book book_;
    sync::Cursor cursor_;
    std::chrono::milliseconds ahead_{0};  ///< The hall's clock before ours.
    Clock::time_point started_ = Clock::now();
    Clock::time_point saved_{};
    bool dirty_ = false;
    display::KeepThread& keep_;
    std::stop_source stop_;
    sync::Mailbox<Task> box_;
    std::unique_ptr<sync::HttpClient> client_;
    std::unique_ptr<sync::Downlink> downlink_;
    std::unique_ptr<sync::DocumentFollower> documents_;
    std::unique_ptr<sync::HealthReport> report_;
    std::mt19937 random_{std::random_device{}()};
    Calls calls_;
    BoardTests tests_;
    std::map<std::string, BoardHealth> health_;  ///< Boards and voices, as last logged.
    std::map<std::string, voice::Lag> lags_;     ///< Of the voices.
    std::map<std::size_t, voice::Say> saying_;   ///< By voice: what is heard now.
    Clock::time_point walls_due_ = Clock::time_point::max();  ///< The next call's turn on a wall.
    WallRoom::Pages walls_shown_;                             ///< What the walls were last told.
    std::map<std::string, PictureSet> pictures_;              ///< By their folder.
    std::unique_ptr<WallRoom> walls_;                         ///< Null without walls.
    std::unique_ptr<VoiceRoom> voices_;                       ///< Null without voices.
    std::unique_ptr<PictureRoom> picture_room_;  ///< Null without pictures. All post to box_.
};

}  // namespace hall::board
