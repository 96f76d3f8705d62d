// SPDX-License-Identifier: Apache-2.0
// Scanner and card reader at the end of a real terminal line.
#include "kiosk/input/watches.h"

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <fstream>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "kiosk/input/id_card.h"
#include "tests/kiosk/platform/card_bytes.h"
#include "tests/support/temp_dir.h"

using namespace hall::input;
using namespace hall::input::tests;
using namespace std::chrono_literals;

namespace {

// Long, because a loaded machine is no fault.
constexpr auto kPatience = 30s;

/// The far end of a line. The near end keeps its name also when nobody has it open.
class FarEnd {
public:
    FarEnd() : fd_(::posix_openpt(O_RDWR | O_NOCTTY)) {
        REQUIRE(fd_ >= 0);
        REQUIRE(::grantpt(fd_) == 0);
        REQUIRE(::unlockpt(fd_) == 0);
        path_ = ::ptsname(fd_);
        near_ = ::open(path_.c_str(), O_RDWR | O_NOCTTY);
        REQUIRE(near_ >= 0);
    }
    ~FarEnd() {
        ::close(near_);
        ::close(fd_);
    }
    FarEnd(const FarEnd&) = delete;
    FarEnd& operator=(const FarEnd&) = delete;

    void send(const std::vector<std::uint8_t>& bytes) const {
        REQUIRE(::write(fd_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    }
    void send(std::string_view text) const {
        send(std::vector<std::uint8_t>(text.begin(), text.end()));
    }
    /// The next `count` bytes; fewer when `stop` is set before they came.
    std::vector<std::uint8_t> take(std::size_t count, const std::atomic<bool>& stop) const {
        std::vector<std::uint8_t> bytes;
        while (bytes.size() < count && !stop) {
            pollfd one{fd_, POLLIN, 0};
            std::uint8_t byte = 0;
            if (::poll(&one, 1, 20) == 1 && ::read(fd_, &byte, 1) == 1) {
                bytes.push_back(byte);
            }
        }
        return bytes;
    }
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    int fd_;
    int near_ = -1;
    std::string path_;
};

/// What a watch has said so far.
class Ears {
public:
    WatchEars ears() {
        return {[this](std::string text) { note(heard_, std::move(text)); },
                [this](const DeviceError& why) {
                    note(lost_, std::to_string(static_cast<int>(why.code)));
                },
                [this] { note(found_, "found"); }};
    }
    /// Waits until so much was heard.
    std::vector<std::string> heard(std::size_t count) { return wait(heard_, count); }
    std::vector<std::string> lost(std::size_t count) { return wait(lost_, count); }
    std::vector<std::string> found(std::size_t count) { return wait(found_, count); }

private:
    void note(std::vector<std::string>& list, std::string what) {
        const std::lock_guard lock{mutex_};
        list.push_back(std::move(what));
        changed_.notify_all();
    }
    std::vector<std::string> wait(std::vector<std::string>& list, std::size_t count) {
        std::unique_lock lock{mutex_};
        changed_.wait_for(lock, kPatience, [&] { return list.size() >= count; });
        return list;
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::string> heard_, lost_, found_;
};

/// A reader with one card, which lies there until it has been read.
void be_a_reader(const FarEnd& line, const std::atomic<bool>& stop, std::atomic<int>& asked) {
    bool lies_there = true;
    while (!stop) {
        const auto frame = line.take(frame_of(CardAsk::find).size(), stop);
        if (frame == frame_of(CardAsk::find)) {
            ++asked;
            line.send(bytes_of(lies_there ? kFindOk : kFindNone));
        } else if (frame == frame_of(CardAsk::select)) {
            line.send(bytes_of(kSelectOk));
        } else if (frame == frame_of(CardAsk::read)) {
            line.send(card_frame());
            lies_there = false;
        }
    }
}

}  // namespace

TEST_CASE("a scanner at a serial line is heard, code by code", "[platform]") {
    FarEnd line;
    Ears ears;
    const auto watch = watch_scanner({line.path()}, ears.ears());
    REQUIRE(ears.found(1).size() == 1);
    line.send(std::string(kScannedCode) + "\r\n");
    line.send("6901234567892\r");
    CHECK(ears.heard(2) == std::vector<std::string>{std::string(kScannedCode), "6901234567892"});
}

TEST_CASE("a scanner that is not plugged in is missed once, and found when it comes",
          "[platform]") {
    FarEnd line;
    hall::test::TempDir dir;
    Ears ears;
    const std::string name = dir.file("scanner");
    const auto watch = watch_scanner({name}, ears.ears());
    REQUIRE(ears.lost(1).size() == 1);
    CHECK(ears.lost(1).front() == std::to_string(static_cast<int>(DeviceFault::absent)));
    REQUIRE(::symlink(line.path().c_str(), name.c_str()) == 0);
    REQUIRE(ears.found(1).size() == 1);
    line.send("GH1.T.A\n");
    CHECK(ears.heard(1) == std::vector<std::string>{"GH1.T.A"});
    CHECK(ears.lost(1).size() == 1);
}

TEST_CASE("a keyboard that cannot be had for the kiosk alone is not listened to", "[platform]") {
    hall::test::TempDir dir;
    const std::string name = dir.file("event0");
    std::ofstream{name} << "no keyboard";
    const auto opened = Device::open(name, 9600);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == DeviceFault::not_ours);
    CHECK_FALSE(Device::open(dir.file("nothing"), 9600));
}

TEST_CASE("a line that is torn out is gone", "[platform]") {
    auto line = std::make_unique<FarEnd>();
    auto device = Device::open(line->path(), 115'200);
    REQUIRE(device);
    line.reset();
    const std::stop_source never;
    const auto bytes = device->read(kPatience, never.get_token());
    REQUIRE_FALSE(bytes);
    CHECK(bytes.error().code == DeviceFault::gone);
}

TEST_CASE("a card on the reader is read once", "[platform]") {
    FarEnd line;
    Ears ears;
    std::atomic<bool> stop{false};
    std::atomic<int> asked{0};
    std::thread reader{[&] { be_a_reader(line, stop, asked); }};
    {
        const auto watch = watch_card_reader({line.path()}, ears.ears());
        CHECK(ears.heard(1) == std::vector<std::string>{std::string(kCardNumber)});
        const int before = asked;
        const auto until = std::chrono::steady_clock::now() + kPatience;
        while (asked < before + 3 && std::chrono::steady_clock::now() < until) {
            std::this_thread::yield();
        }
        CHECK(asked >= before + 3);        // It goes on looking …
        CHECK(ears.heard(1).size() == 1);  // … and finds nothing new.
    }
    stop = true;
    reader.join();
}
