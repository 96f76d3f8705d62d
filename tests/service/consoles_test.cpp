// SPDX-License-Identifier: Apache-2.0
// A morning at 44 consoles: each follows the stream and calls, starts and finishes; nobody is
// left waiting, nobody is called twice, and every console hears of every call.
#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

#include <catch2/catch.hpp>

#include "sync/json.h"
#include "sync/mailbox.h"
#include "sync/sse_parser.h"
#include "tests/support/running_service.h"
#include "tests/support/temp_dir.h"

using namespace hall;
using namespace hall::test;
using namespace std::chrono_literals;
using sync::HttpMethod;
using sync::Json;
using Clock = std::chrono::steady_clock;
using Headers = std::vector<sync::HttpHeader>;

namespace {

constexpr int kConsoles = 44;
constexpr int kTicketsEach = 3;
constexpr int kHands = 12;  // With the streams fewer than one address may have connections.

std::string numbered(const char* prefix, int n, int digits) {
    std::string text = std::to_string(n);
    return prefix + std::string(static_cast<std::size_t>(digits) - text.size(), '0') + text;
}

// What one console's page hears.
struct Ears {
    sync::SseParser parser{"e0:0"};
    std::multiset<std::string> called;
    std::multiset<std::string> finished;
};

class Consoles {
public:
    explicit Consoles(const RunningService& running)
        : service_(running),
          ears_(kConsoles),
          client_([this](std::function<void()> task) { (void)box_.post(std::move(task)); }) {
        for (int i = 0; i < kConsoles; ++i) {
            who_.push_back(running.sign_in(numbered("S", i + 1, 3), numbered("W", i + 1, 2)));
        }
    }

    void follow() {
        const std::string cursor =
            Json::parse(service_.ask_hall(HttpMethod::get, "/state").body).at("cursor");
        for (std::size_t i = 0; i < who_.size(); ++i) {
            sync::Ask ask{.url = service_.address("x").of_hall("/stream?after=" + cursor),
                          .headers = who_[i],
                          .limit = 60s};
            REQUIRE(client_.stream(
                std::move(ask),
                {.opened =
                     [this](const sync::Answer& head) { refused_ += head.status == 200 ? 0 : 1; },
                 .bytes = [this, i](std::string bytes,
                                    Clock::time_point) { hear(ears_[i], bytes); },
                 .closed = [this](const sync::Error&) { ++closed_; }}));
        }
    }

    // One clerk's ticket: called, started and finished. False when nobody waits for them.
    bool serve_one(std::size_t console) {
        const std::string called = service_.command(who_[console], R"("type":"call_next")");
        if (called == "409 queue_empty") {
            return false;
        }
        for (const char* type : {R"("type":"start")", R"("type":"finish")"}) {
            const std::string said = service_.command(who_[console], type);
            failed_ += said == "200" ? 0 : 1;
        }
        failed_ += called == "200" ? 0 : 1;
        return true;
    }

    // Until the queues are empty, on threads of their own; the caller listens meanwhile.
    [[nodiscard]] std::vector<std::jthread> work() {
        std::vector<std::jthread> hands;
        for (int hand = 0; hand < kHands; ++hand) {
            hands.emplace_back([this, hand] {
                for (bool some = true; some;) {
                    some = false;
                    for (std::size_t i = static_cast<std::size_t>(hand); i < who_.size();
                         i += kHands) {
                        some = serve_one(i) || some;
                    }
                }
            });
        }
        return hands;
    }

    // Until every console has heard of `count` calls and as many ends.
    [[nodiscard]] bool all_heard(std::size_t count) {
        const auto end = Clock::now() + 90s;
        std::stop_source never;
        const auto knows_all = [&](const Ears& ears) { return ears.finished.size() >= count; };
        while (Clock::now() < end && !std::ranges::all_of(ears_, knows_all)) {
            if (auto task = box_.take(never.get_token(), Clock::now() + 100ms)) {
                (*task)();
            }
        }
        return std::ranges::all_of(ears_, knows_all);
    }

    [[nodiscard]] const std::vector<Ears>& ears() const { return ears_; }
    [[nodiscard]] int failed() const { return failed_; }
    [[nodiscard]] int lost_streams() const { return refused_ + closed_; }

private:
    static void hear(Ears& ears, const std::string& bytes) {
        const auto events = ears.parser.feed(bytes);
        REQUIRE(events);
        for (const sync::SseEvent& one : *events) {
            if (one.type != "ticket") {
                continue;
            }
            const Json event = Json::parse(one.data);
            const std::string id = event.at("ticket").at("id");
            if (event.at("action") == "call_next") {
                ears.called.insert(id);
            } else if (event.at("action") == "finish") {
                ears.finished.insert(id);
            }
        }
    }

    const RunningService& service_;
    std::vector<Headers> who_;
    std::vector<Ears> ears_;
    std::atomic<int> failed_{0};
    int refused_ = 0;
    int closed_ = 0;
    sync::Mailbox<std::function<void()>> box_{100'000};
    sync::HttpClient client_;  // Last: gone before what it calls.
};

// Without the two seconds in which a second press is the same press.
void let_press_at_once(const RunningService& service) {
    auto manager = service.sign_in("S104", "");
    Json hall = Json::parse(sample_document("hall"));
    hall["policy"]["double_press_s"] = 0;
    const auto now = service.ask_hall(HttpMethod::get, "/content/hall");
    manager.push_back({"If-Match", std::string(now.header("etag"))});
    REQUIRE(service.ask_hall(HttpMethod::put, "/content/hall", hall.dump(), manager).status == 200);
}

}  // namespace

TEST_CASE("with 44 consoles open nobody is left waiting and nobody is called twice", "[service]") {
    TempDir home;
    RunningService service{home.file("")};
    let_press_at_once(service);
    Consoles consoles{service};
    consoles.follow();
    const Json hall = Json::parse(sample_document("hall"));
    std::set<std::string> issued;
    for (int i = 0; i < kConsoles * kTicketsEach; ++i) {
        const auto& queues = hall.at("queues");
        const std::string queue = queues.at(static_cast<std::size_t>(i) % queues.size()).at("id");
        const auto answer =
            service.ask_hall(HttpMethod::post, "/commands",
                             Json{{"cmd", "019ab0aa-1111-7000-8000-" + numbered("", i + 1, 12)},
                                  {"type", "issue"},
                                  {"queue", queue}}
                                 .dump());
        REQUIRE(answer.status == 200);
        issued.insert(Json::parse(answer.body).at("ticket").at("id"));
    }
    auto hands = consoles.work();
    CHECK(consoles.all_heard(issued.size()));
    hands.clear();
    CHECK(consoles.failed() == 0);
    CHECK(consoles.lost_streams() == 0);
    const std::multiset<std::string> once(issued.begin(), issued.end());
    for (const Ears& ears : consoles.ears()) {
        CHECK(ears.called == once);
        CHECK(ears.finished == once);
    }
}
