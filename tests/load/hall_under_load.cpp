// SPDX-License-Identifier: Apache-2.0
#include "tests/load/hall_under_load.h"

#include <barrier>
#include <chrono>
#include <iostream>
#include <thread>

#include <catch2/catch.hpp>

#include "tests/support/places.h"

namespace hall::load {

using drive::Reply;

void Answers::note(const Reply& reply) {
    const std::lock_guard lock{mutex_};
    ++count_;
    if (reply.status == 0 || reply.status >= 500) {
        ++failures_;
        first_failure_ = first_failure_.empty() ? std::to_string(reply.status) + " " + reply.code()
                                                : first_failure_;
    }
}

void Answers::issued(const std::string& label, const TicketId& ticket) {
    const std::lock_guard lock{mutex_};
    const auto [place, fresh] = tickets_.emplace(label, text_of(ticket));
    duplicates_ += fresh || place->second == text_of(ticket) ? 0 : 1;
}

void Answers::called(const std::string& label) {
    const std::lock_guard lock{mutex_};
    double_calls_ += ++calls_[label] > 1 ? 1 : 0;
}

HallUnderLoad::HallUnderLoad() {
    auto service = drive::ServiceProcess::start(
        drive::sample_hall(HALL_SERVICE, hall::support::source_dir(), directory_.file("service")));
    REQUIRE(service);
    service_ = std::move(*service);
    drive::Client asking(service_->address());
    REQUIRE(asking.find_hall());
    hall_ = asking.address().hall;
}

drive::Client HallUnderLoad::client() const {
    sync::ServiceAddress address = service_->address();
    address.hall = hall_;
    return drive::Client(std::move(address));
}

// The stamp of a note; the hub never takes it for later than its own clock.
Moment HallUnderLoad::now() const {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now());
}

void HallUnderLoad::together(int count, const std::function<void(int)>& work) {
    std::barrier ready(count);
    std::vector<std::jthread> threads;
    for (int i = 0; i < count; ++i) {
        threads.emplace_back([&, i] {
            ready.arrive_and_wait();
            work(i);
        });
    }
}

bool HallUnderLoad::issue(drive::Issuer& kiosk,
                          drive::Ids& ids,
                          const QueueId& queue,
                          Answers& answers) const {
    const Reply number = kiosk.alloc(ids.next(now()), queue);
    answers.note(number);
    const auto note = kiosk.issued(number, ItemId{});
    if (!note) {
        return false;
    }
    answers.issued(label_of(note->number), note->ticket);
    if (!kiosk.keep(*note, now())) {
        return false;
    }
    const Reply pushed = kiosk.push();
    answers.note(pushed);
    return pushed.ok();
}

void HallUnderLoad::check(const Answers& answers) const {
    drive::Client asking = client();
    drive::LogJudge log;
    REQUIRE(log.read(asking));
    for (const std::string& word : log.complaints()) {
        UNSCOPED_INFO(word);
    }
    INFO("first failure: " << answers.first_failure());
    CHECK(answers.failures() == 0);
    CHECK(answers.duplicates() == 0);
    CHECK(answers.double_calls() == 0);
    CHECK(log.duplicates() == 0);
    CHECK(log.double_calls() == 0);
    CHECK(log.faults() == 0);
    CHECK(log.tickets().size() == answers.tickets().size());
    std::size_t called = 0;
    for (const auto& [id, story] : log.tickets()) {
        const auto told = answers.tickets().find(story.label);
        if (told == answers.tickets().end() || told->second != id || story.issues != 1) {
            FAIL_CHECK(story.label << " in the log is not what was answered");
        }
        called += static_cast<std::size_t>(story.calls);
    }
    CHECK(called == answers.calls().size());
    std::cout << "load: " << answers.count() << " answers, " << answers.failures() << " failures; "
              << answers.tickets().size() << " numbers, " << log.duplicates() + answers.duplicates()
              << " twice; " << called << " calls, " << log.double_calls() + answers.double_calls()
              << " twice; " << log.entries() << " log entries, load " << drive::machine_load()
              << "\n";
}

}  // namespace hall::load
