// SPDX-License-Identifier: Apache-2.0
// An evaluator on a line made of a pseudo terminal, a service made of a script.
#include "sync/evaluator_loop.h"

#include <array>
#include <atomic>
#include <mutex>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "sync/evaluator.h"
#include "sync/json.h"
#include "tests/sync/far_end.h"

using namespace hall;
using namespace hall::sync;
using namespace hall::sync::test;
using namespace std::chrono_literals;

namespace {

/// The evaluator's end of the line.
class Device {
public:
    Device() : fd_(::posix_openpt(O_RDWR | O_NOCTTY)) {
        REQUIRE(fd_ >= 0);
        REQUIRE(::grantpt(fd_) == 0);
        REQUIRE(::unlockpt(fd_) == 0);
        path = ::ptsname(fd_);
    }
    ~Device() { unplug(); }

    void unplug() {
        if (fd_ >= 0) {
            ::close(std::exchange(fd_, -1));
        }
    }

    void say(const std::string& payload) const {
        const std::string frame = evaluator_frame(payload);
        REQUIRE(::write(fd_, frame.data(), frame.size()) == static_cast<ssize_t>(frame.size()));
    }

    /// Whether that payload comes, whatever comes before it.
    bool hears(const std::string& payload) {
        const auto until = std::chrono::steady_clock::now() + kPatience;
        while (std::chrono::steady_clock::now() < until) {
            for (std::string& one : reader_.take(read())) {
                if (one == payload) {
                    return true;
                }
            }
        }
        return false;
    }

    std::string path;

private:
    std::string read() const {
        pollfd line{fd_, POLLIN, 0};
        std::array<char, 256> bytes{};
        if (::poll(&line, 1, 50) <= 0) {
            return {};
        }
        const auto size = ::read(fd_, bytes.data(), bytes.size());
        return {bytes.data(), size > 0 ? static_cast<std::size_t>(size) : 0};
    }

    int fd_;
    EvaluatorReader reader_;
};

std::string http(int status, const std::string& body) {
    return "HTTP/1.1 " + std::to_string(status) +
           " X\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

struct Desk {
    Device device;
    std::atomic<int> refuse_first{0};  ///< Presses that the service does not take at first.
    std::string answer = R"({"rated": true})";
    int status = 200;
    std::mutex mutex;
    std::vector<std::string> presses;
    std::vector<std::string> heads;

    FarEnd service{[this](Caller& caller) { serve(caller); }};
    std::atomic<bool> over{false};
    std::atomic<std::uint64_t> ids{0};
    EvaluatorSettings settings{service.url("/v1/halls/h/ratings"),
                               "secret",
                               CounterId{"W03"},
                               DeviceId{"E03"},
                               [this] { return make_uuid(Moment{1h}, 3, ++ids); },
                               [] { return Moment{100h}; }};

    void serve(Caller& caller) {
        for (std::string request = caller.hear(); !request.empty(); request = caller.hear()) {
            const bool is_press = request.starts_with("POST");
            const std::lock_guard lock{mutex};
            heads.push_back(request);
            if (is_press) {
                presses.push_back(request.substr(request.find("\r\n\r\n") + 4));
                const bool refuse = refuse_first-- > 0;
                caller.say(refuse ? http(503, "{}") : http(status, answer));
            } else if (request.find("seen=") == std::string::npos) {
                caller.say(http(
                    200, R"({"version": "a/b", "service": {"number": "A012", "left_ms": 9000}})"));
            } else {
                caller.say(http(200, R"({"version": "a/c", "service": null})"));
            }
        }
    }

    std::jthread start(Result<void>& ended) {
        return std::jthread{[this, &ended] {
            const auto line = open_serial(device.path);
            ended = line ? run_evaluator(*line, settings, [this] { return over.load(); })
                         : tl::make_unexpected(line.error());
            if (line) {
                ::close(*line);
            }
        }};
    }
};

}  // namespace

TEST_CASE("a press on the line is rated once, through a service that is away at first", "[sync]") {
    Desk desk;
    desk.refuse_first = 2;
    Result<void> ended;
    {
        const auto running = desk.start(ended);
        CHECK(desk.device.hears("PA012"));
        desk.device.say("G074a");
        CHECK(desk.device.hears("A07"));
        desk.device.say("G074a");  // As if the answer had been lost.
        CHECK(desk.device.hears("A07"));
        desk.over = true;
    }
    CHECK(ended);
    REQUIRE(desk.presses.size() == 3);
    const Json press = *parse_json(desk.presses.front(), 4096);
    CHECK(press["grade"] == 4);
    CHECK(press["counter"] == "W03");
    CHECK(press["device"] == "E03");
    CHECK(press["source"] == "evaluator");
    CHECK(press["reasons"] == Json({"attitude"}));
    for (const std::string& again : desk.presses) {
        CHECK((*parse_json(again, 4096))["id"] == press["id"]);
    }
    CHECK(desk.heads.front().find("Authorization: Bearer secret") != std::string::npos);
}

TEST_CASE("an evaluator is told when there was nobody to rate", "[sync]") {
    Desk desk;
    desk.status = 409;
    desk.answer = R"({"code": "rating_not_due"})";
    Result<void> ended;
    {
        const auto running = desk.start(ended);
        REQUIRE(desk.device.hears("PA012"));  // The line is open and raw.
        desk.device.say("G011");
        CHECK(desk.device.hears("N01"));
        {
            const std::lock_guard lock{desk.mutex};
            desk.answer = R"({"code": "rating_given"})";
        }
        desk.device.say("G021");
        CHECK(desk.device.hears("A02"));
        desk.over = true;
    }
    CHECK(ended);
}

TEST_CASE("a line that is pulled ends the program with its name", "[sync]") {
    Desk desk;
    Result<void> ended;
    {
        const auto running = desk.start(ended);
        CHECK(desk.device.hears("PA012"));
        desk.device.unplug();
    }
    REQUIRE_FALSE(ended);
    CHECK(ended.error().code == Fault::unreachable);

    const auto nowhere = open_serial("/dev/no-such-line");
    REQUIRE_FALSE(nowhere);
    CHECK(nowhere.error().code == Fault::unreachable);
    CHECK(nowhere.error().detail.find("/dev/no-such-line") != std::string::npos);
}
