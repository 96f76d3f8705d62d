// SPDX-License-Identifier: Apache-2.0
#include "tests/kiosk/app/desk_bench.h"

#include <catch2/catch.hpp>

#include "tests/sim/small_hall.h"

namespace hall::kiosk::test {

DeskBench::DeskBench() : DeskBench(sim::small_hall(2)) {
}

DeskBench::DeskBench(std::shared_ptr<const Content> content) : content_(std::move(content)) {
    boot();
}

void DeskBench::boot() {
    const auto fits = [](const std::string& pin) { return pin == "1234"; };
    desk_ =
        std::make_unique<Desk>(DeskSettings{.content = content_,
                                            .clock = sim::clock_of(content_),
                                            .device = DeviceId{"K01"},
                                            .epoch = epoch_,
                                            .program = "bench",
                                            .random = [this] { return ++random_; },
                                            .begun = begun_,
                                            .staff_pin = has_staff_pin ? PinFits{fits} : PinFits{},
                                            .paper = paper});
    std::int64_t seq = 0;
    for (const Note& note : journal_) {
        desk_->replay(note, ++seq);
    }
}

void DeskBench::start() {
    taken(desk_->begin(now()));
    keep();
}

void DeskBench::crash() {
    journal_.resize(kept_);
    mono_ms = 0;
    boot();
}

void DeskBench::crash_and_start() {
    crash();
    start();
}

void DeskBench::meet_service() {
    step(LinkSeen{true});
    step(Enrolled{
        .reached = true, .lane = 1, .acked = desk_->acked(), .hub_epoch = 1, .epoch = epoch_});
    keep();
    step(ClockMeasured{millis_of(wall) - mono_ms, 5});
    tell_all();
}

void DeskBench::go_alone() {
    meet_service();
    const std::uint8_t key = ++citizens_before_;
    const auto asked = touch("item-C", key);
    REQUIRE(asked.ask);
    step(NumberAnswered{.ticket = asked.ask->ticket, .number = {}, .code = {}});
    keep();
    REQUIRE_FALSE(desk_->is_online());
    step(Asked{Dismiss{touch_of("item-C", key).touch}});
}

void DeskBench::tell_all() {
    for (int i = 0; i < 20 && desk_->acked() < desk_->last_seq(); ++i) {
        keep();
        step(PushAnswered{
            .reached = true, .acked = desk_->last_seq(), .hub_epoch = 1, .epoch = epoch_});
    }
    REQUIRE(desk_->acked() == desk_->last_seq());
}

DeskActions DeskBench::step(DeskInput input) {
    return taken(desk_->step(std::move(input), now()));
}

DeskActions DeskBench::taken(DeskActions actions) {
    paper = actions.keep_paper.value_or(paper);
    journal_.insert(journal_.end(), actions.write.begin(), actions.write.end());
    REQUIRE(static_cast<std::int64_t>(journal_.size()) == desk_->last_seq());
    REQUIRE(actions.wake_ms);
    CHECK(*actions.wake_ms > mono_ms);
    if (actions.new_life) {
        begin_life(*actions.new_life);
    }
    return actions;
}

// As the program does it: in one piece, and its first entry on the disk before anything else.
void DeskBench::begin_life(const NewLife& life) {
    if (disk_is_full) {
        step(NotKept{});
        return;
    }
    new_life = life;
    old_journal = std::exchange(journal_, life.carried);
    kept_ = journal_.size();
    epoch_ = life.epoch;
    begun_ = life.begun;
    REQUIRE(step(LifeBegun{life.epoch}).enrol);
    keep();
}

void DeskBench::restore_disk(std::size_t entries) {
    journal_.resize(entries);
    kept_ = entries;
    mono_ms = 0;
    boot();
    start();
}

DeskActions DeskBench::keep() {
    kept_ = journal_.size();
    return step(Kept{desk_->last_seq()});
}

DeskActions DeskBench::wait(std::int64_t span_ms) {
    mono_ms += span_ms;
    wall += std::chrono::milliseconds{span_ms};
    return step(Ticked{});
}

IssueTicket DeskBench::touch_of(const std::string& item, std::uint8_t key) {
    IssueTicket command{.touch = {}, .item = ItemId{item}};
    command.touch.bytes[15] = key;
    return command;
}

DeskActions DeskBench::touch(const std::string& item, std::uint8_t key) {
    return step(Asked{touch_of(item, key)});
}

NumberAnswered DeskBench::number_for(const AllocAsk& ask, int no) {
    NumberChanged number;
    number.ticket = ask.ticket;
    number.day = *day_from("2026-11-23");
    number.number = {ask.queue.value, kHubLane, no};
    number.ordinal = no;
    number.queue = ask.queue;
    return {.ticket = ask.ticket, .number = number, .code = {}, .hub_epoch = 1};
}

TicketId DeskBench::issue(const std::string& item, std::uint8_t key, int no) {
    const auto asked = touch(item, key);
    REQUIRE(asked.ask);
    step(number_for(*asked.ask, no));
    keep();
    REQUIRE(desk_->on_screen());
    return desk_->on_screen()->ticket;
}

PrintSlip DeskBench::slip_at_printer() {
    const auto actions = keep();
    REQUIRE(actions.print);
    return *actions.print;
}

Instant DeskBench::now() const {
    return {wall, mono_ms};
}

sync::StateDocument state_at(std::int64_t epoch, std::int64_t lsn) {
    sync::StateDocument document{.cursor = {epoch, lsn}};
    document.state.epoch = epoch;
    return document;
}

Ticket waiting_ticket(const std::string& queue, int no) {
    Ticket ticket;
    ticket.id.bytes[0] = static_cast<std::uint8_t>(no);
    ticket.day = *day_from("2026-11-23");
    ticket.number = {queue, kHubLane, no};
    ticket.queue = QueueId{queue};
    ticket.legs.push_back({ticket.queue, Moment{}, std::nullopt});
    return ticket;
}

}  // namespace hall::kiosk::test
