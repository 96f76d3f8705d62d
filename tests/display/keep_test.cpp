// SPDX-License-Identifier: Apache-2.0
// What boards remember over a restart is written by a thread of its own, and nothing of it is lost.
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "display/drivers/sequence_keeper.h"
#include "display/keep_thread.h"
#include "tests/display/fixtures.h"

using namespace hall::display;
using hall::display::test::MemoryKeep;

namespace {

/// A disk that takes nothing until it is let go.
class StalledKeep final : public MemoryKeep {
public:
    Outcome put(std::string_view key, std::string_view bytes) override {
        std::unique_lock lock{mutex_};
        begun_ = true;
        changed_.notify_all();
        changed_.wait(lock, [this] { return moving_; });
        return MemoryKeep::put(key, bytes);
    }
    void wait_until_begun() {
        std::unique_lock lock{mutex_};
        changed_.wait(lock, [this] { return begun_; });
    }
    void let_go() {
        {
            const std::lock_guard lock{mutex_};
            moving_ = true;
        }
        changed_.notify_all();
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool begun_ = false;
    bool moving_ = false;
};

}  // namespace

TEST_CASE("a stalled disk holds up nobody who keeps something", "[display]") {
    StalledKeep disk;
    {
        KeepThread keep(disk);
        CHECK(keep.put("a", "1"));
        disk.wait_until_begun();  // And it does not end.
        for (int i = 2; i <= 1000; ++i) {
            CHECK(keep.put("a", std::to_string(i)));
            CHECK(keep.put("b", std::to_string(i)));
        }
        CHECK(keep.get("a") == "1000");  // Without asking the disk.
        disk.let_go();
    }
    CHECK(disk.kept.find("a")->second == "1000");
    CHECK(disk.kept.find("b")->second == "1000");
    CHECK(disk.puts == 3);  // What was overtaken was never written.
}

TEST_CASE("a value may be made where it is written", "[display]") {
    MemoryKeep disk;
    {
        KeepThread keep(disk);
        CHECK(keep.put_made("state", [text = std::string("whole")] { return text; }));
    }
    CHECK(disk.kept.find("state")->second == "whole");
    KeepThread keep(disk);
    CHECK(keep.get("state") == "whole");
    CHECK_FALSE(keep.get("nothing"));
}

TEST_CASE("a disk that refuses is told of when the same is kept again", "[display]") {
    MemoryKeep disk;
    disk.broken = true;
    KeepThread keep(disk);
    static_cast<void>(keep.put("a", "1"));
    while (keep.get("a") == "1") {  // Until it was tried, and failed.
        std::this_thread::yield();
    }
    const auto again = keep.put("a", "2");
    REQUIRE_FALSE(again);
    CHECK(again.error().code == Fault::cannot_keep);
    CHECK(keep.put("b", "1"));
}

TEST_CASE("a sequence goes on forward when its store is written late", "[display]") {
    MemoryKeep disk;
    std::uint8_t last = 0;
    for (int life = 0; life < 20; ++life) {
        KeepThread keep(disk);
        SequenceKeeper sequence(&keep, "sign.sequence");
        for (int i = 0; i < 100; ++i) {
            const std::uint8_t next = sequence.next();
            const auto ahead = static_cast<std::int8_t>(next - last);
            CHECK((life == 0 && i == 0 ? next == 0 : ahead > 0));
            last = next;
        }
    }
}
