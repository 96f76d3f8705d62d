// SPDX-License-Identifier: Apache-2.0
// The service's core with a disk made of a vector: what is written, what leaves, and when.
#pragma once

#include <map>

#include <catch2/catch.hpp>

#include "sync/service/core.h"
#include "tests/support/small_hall.h"

namespace hall::service::test {

using namespace hall::test;

inline Settings small_settings() {
    auto content = std::make_shared<Content>();
    content->hall = small_hall();
    content->catalogue.items.push_back(Item{.id = ItemId{"S001"}, .queue = QueueId{"A"}});
    return {std::move(content),
            // The business day of a hall in Shanghai: 04:00 there is 20:00 UTC of the day before.
            [](Moment now) {
                return Day{std::chrono::floor<std::chrono::days>(now + 4h).time_since_epoch()};
            },
            [](std::string_view code) { return "because of " + std::string(code); },
            "the hall's key"};
}

/// A hub with a log. The disk is as fast as the test wants: with `disk_is_slow` nothing is durable
/// until sync().
struct Hub {
    Core core;
    std::vector<sync::Line> log;
    Moment now = kMorning;
    bool disk_is_slow = false;
    std::map<AskId, Reply> replies;
    std::vector<Frame> frames;

    explicit Hub(Settings settings = small_settings()) : core(std::move(settings)) {
        take(core.begin(now));
    }

    void take(Actions actions) {
        log.insert(log.end(), actions.write.begin(), actions.write.end());
        for (Reply& reply : actions.reply) {
            // Nothing leaves before the line that it rests on is on the disk.
            REQUIRE(!replies.contains(reply.request));
            replies.emplace(reply.request, std::move(reply));
        }
        for (Frame& frame : actions.publish) {
            REQUIRE(frame.cursor.lsn <= core.durable_lsn());
            REQUIRE((frames.empty() || frames.back().cursor.lsn < frame.cursor.lsn));
            frames.push_back(std::move(frame));
        }
        REQUIRE(static_cast<std::int64_t>(log.size()) == core.last_lsn());
        if (!disk_is_slow && core.durable_lsn() < core.last_lsn()) {
            sync();
        }
    }

    void sync() { take(core.step(Committed{core.last_lsn()}, now)); }
    void tick() { take(core.step(Ticked{}, now)); }

    /// Asks, and gives the answer; empty (status 0) when it has not left yet.
    template <typename Asked>
    Reply ask(Asked asked) {
        asked.request = ++request_;
        take(core.step(std::move(asked), now));
        const auto found = replies.find(request_);
        return found == replies.end() ? Reply{request_, 0, {}} : found->second;
    }

    /// The same request in the words of a caller: "200", or "409 queue_empty".
    template <typename Asked>
    std::string told(Asked asked) {
        const Reply reply = ask(std::move(asked));
        const std::string code = field(reply.body, "code");
        return std::to_string(reply.status) + (code.empty() ? "" : " " + code);
    }

    static std::string field(const std::string& body, const std::string& name);

    std::string sit(const std::string& counter,
                    const std::string& clerk,
                    SeatAction action = SeatAction::open,
                    const std::string& reason = "lunch") {
        return told(SeatAsked{.action = action,
                              .counter = CounterId{counter},
                              .clerk = ClerkId{clerk},
                              .session = "hash",
                              .reason = action == SeatAction::pause ? reason : ""});
    }

    CommandArrived command(Action action,
                           const std::string& counter = "W01",
                           const std::string& clerk = "S01") {
        CommandArrived arrived;
        arrived.message.cmd = uuid(100'000 + ++commands_);
        arrived.message.order = {.action = action,
                                 .counter = CounterId{counter},
                                 .clerk = ClerkId{clerk},
                                 .reason = "because"};
        arrived.fingerprint = std::string(name_of(action)) + counter;
        return arrived;
    }

    std::string rate(RatingOrder order) { return told(RatingArrived{.order = std::move(order)}); }

    std::string enrol(const std::string& id, std::int64_t epoch = 1) {
        return told(EnrolAsked{
            .device = Device{.id = DeviceId{id}, .kind = "kiosk", .epoch = epoch, .lane = 1}});
    }

    std::string alloc(int ticket, std::int64_t boot = 1, const std::string& queue = "A") {
        return told(
            AllocAsked{.ask = {uuid(ticket), QueueId{queue}, Band::walk_in, kKiosk, 1, boot}});
    }

private:
    AskId request_ = 0;
    int commands_ = 0;
};

/// A kiosk's journal, as far as the wire is concerned.
struct Kiosk {
    std::vector<sync::Push::Item> entries;
    std::vector<std::string> chains{""};
    DeviceId id = kKiosk;
    std::int64_t epoch = 1;
    std::int64_t boot = 1;

    void write(const NoteWhat& what, Moment at) {
        const sync::Line line =
            sync::encode(Note{{boot, static_cast<std::int64_t>(entries.size()), at, true}, what});
        entries.push_back({line.kind, line.body});
        chains.push_back(sync::chain_after(chains.back(), line.kind, line.body));
    }

    void issue(const NumberChanged& number, Moment at) {
        write(IssuedNote{.ticket = number.ticket,
                         .day = number.day,
                         .number = number.number,
                         .ordinal = number.ordinal,
                         .queue = number.queue},
              at);
    }

    /// Entries from..to, both counted from 1 and included.
    [[nodiscard]] PushArrived push(std::int64_t from, std::int64_t to) const {
        sync::Push push{.epoch = epoch, .boot = boot, .from_seq = from};
        push.entries.assign(entries.begin() + from - 1, entries.begin() + to);
        push.chain = chains[static_cast<std::size_t>(to)];
        return {0, id, std::move(push)};
    }

    [[nodiscard]] PushArrived push_all() const {
        return push(1, static_cast<std::int64_t>(entries.size()));
    }
};

}  // namespace hall::service::test
