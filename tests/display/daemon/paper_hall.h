// SPDX-License-Identifier: Apache-2.0
// The sample hall without a service: people are called by writing it into its book.
#pragma once

#include <string>

#include "display/daemon/pages_for.h"
#include "sync/document_set.h"

namespace hall::test {

class PaperHall {
public:
    /// A Monday, 09:10 there.
    PaperHall();

    /// Somebody with that label is called to a counter, again if they were called already.
    void call(const std::string& label, const CounterId& counter);
    void act(const std::string& label, Action action, TicketState state);
    void open(const CounterId& counter);
    void pass(std::chrono::milliseconds time);
    /// It is that time of 2026-11-`day` there.
    void set_clock(unsigned day, std::chrono::minutes time_of_day);

    /// Lives as long as the hall and until something is changed.
    [[nodiscard]] board::Scene scene() const;
    [[nodiscard]] display::Instant mono() const { return mono_; }
    [[nodiscard]] const HallConfig& config() const { return documents_.content->hall; }
    [[nodiscard]] Book& book() { return book_; }

    Language language = Language::zh_hant;

private:
    sync::DocumentSet documents_;
    Book book_;
    Moment now_{};
    display::Instant mono_{std::chrono::hours{1}};
};

}  // namespace hall::test
