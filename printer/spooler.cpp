// SPDX-License-Identifier: Apache-2.0
#include "printer/spooler.h"

#include <algorithm>
#include <utility>

namespace hall::printer {

namespace {

using namespace std::chrono_literals;

// A printer that was plugged in again is found within a second; a hall without one costs nothing.
constexpr std::chrono::seconds kFirstPause = 1s;
constexpr std::chrono::seconds kLongestPause = 8s;

SendingMark mark_of(const Job& job, std::string device) {
    return {job.id, job.attempt, job.key.text(), std::move(device)};
}

}  // namespace

Spooler::Spooler(OpenPrinter open, JobStore& store) : open_(std::move(open)), store_(&store) {
}

Outcome Spooler::recover() {
    const auto left = store_->unsettled();
    if (!left.has_value()) {
        return tl::unexpected<Error>(left.error());
    }
    for (const SendingMark& mark : *left) {
        torn_ = true;
        const Unprinted unknown{Certainty::uncertain,
                                {Fault::line_broken, "the program ended while it was sending"}};
        if (auto kept = store_->settled(mark, tl::unexpected(unknown)); !kept.has_value()) {
            return kept;
        }
    }
    return {};
}

Outcome Spooler::open(Moment now) {
    if (printer_ != nullptr) {
        return {};
    }
    auto opened = open_();
    if (!opened.has_value()) {
        back_off(opened.error(), now);
        return tl::unexpected<Error>(opened.error());
    }
    printer_ = std::move(*opened);
    pause_ = 0s;
    last_error_.reset();
    if (std::exchange(torn_, false)) {
        printer_->expect_torn_paper();
    }
    return {};
}

JobReport Spooler::run(const Job& job, Moment now) {
    if (auto opened = open(now); !opened.has_value()) {
        PrintResult none = tl::unexpected(Unprinted{Certainty::not_printed, opened.error()});
        auto kept = store_->settled(mark_of(job, ""), none);
        return {std::move(none), std::move(kept)};
    }
    const SendingMark mark = mark_of(job, printer_->identity());
    if (auto kept = store_->sending(mark); !kept.has_value()) {
        return {tl::unexpected(Unprinted{Certainty::not_printed, kept.error()}), kept};
    }
    PrintResult result = printer_->print(*job.paper, job.key);
    auto kept = store_->settled(mark, result);
    if (!result.has_value()) {
        drop_if_lost(result.error().error, now);
    }
    return {std::move(result), std::move(kept)};
}

Result<State> Spooler::look(Moment now) {
    if (printer_ == nullptr && last_error_.has_value() && now < next_try_) {
        return tl::unexpected<Error>(*last_error_);
    }
    if (auto opened = open(now); !opened.has_value()) {
        return tl::unexpected<Error>(opened.error());
    }
    auto state = printer_->state();
    if (!state.has_value()) {
        drop_if_lost(state.error(), now);
    }
    return state;
}

std::string Spooler::device() const {
    return printer_ == nullptr ? std::string{} : printer_->identity();
}

void Spooler::drop_if_lost(const Error& error, Moment now) {
    if (error.code == Fault::unplugged || error.code == Fault::line_broken) {
        torn_ = printer_->perhaps_torn();
        printer_.reset();
        back_off(error, now);
    }
}

void Spooler::back_off(const Error& error, Moment now) {
    pause_ = std::clamp(pause_ * 2, kFirstPause, kLongestPause);
    next_try_ = now + pause_;
    last_error_ = error;
}

}  // namespace hall::printer
