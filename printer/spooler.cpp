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

PrintResult uncertain(const char* why) {
    return tl::unexpected(Unprinted{Certainty::uncertain, {Fault::line_broken, why}});
}

}  // namespace

Spooler::Spooler(OpenPrinter open, JobStore& store, DrawVoid draw_void, Arrived arrived)
    : open_(std::move(open)),
      store_(&store),
      draw_void_(std::move(draw_void)),
      arrived_(std::move(arrived)) {
}

Outcome Spooler::recover() {
    auto left = store_->unsettled();
    if (!left.has_value()) {
        return tl::unexpected<Error>(left.error());
    }
    for (SendingMark& mark : *left) {
        torn_ = true;
        const bool last = &mark == &left->back();
        if (!last) {
            mark.cuts_before.reset();  // Whatever the cutter says now, it says of the last one.
        }
        if (auto kept = store_->settled(mark, uncertain("the program ended while it was sending"));
            !kept.has_value()) {
            return kept;
        }
        if (last) {
            open_end_ = mark;
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

JobReport Spooler::not_begun(const Job& job, const Error& error) {
    PrintResult none = tl::unexpected(Unprinted{Certainty::not_printed, error});
    auto kept = store_->settled(mark_of(job, device()), none);
    return {std::move(none), std::move(kept)};
}

JobReport Spooler::run(const Job& job, Moment now) {
    if (auto opened = open(now); !opened.has_value()) {
        return not_begun(job, opened.error());
    }
    (void)settle_open_end();  // What is in the way of it is in the way of this job too.
    if (auto kept = give_up_open_end(); !kept.has_value()) {
        return {tl::unexpected(Unprinted{Certainty::not_printed, kept.error()}), kept};
    }
    const auto cuts = printer_->prepare();
    if (!cuts.has_value()) {
        JobReport report = not_begun(job, cuts.error());
        drop_if_lost(cuts.error(), now);
        return report;
    }
    SendingMark mark = mark_of(job, printer_->identity());
    mark.cuts_before = *cuts;
    if (auto kept = store_->sending(mark); !kept.has_value()) {
        return {tl::unexpected(Unprinted{Certainty::not_printed, kept.error()}), kept};
    }
    PrintResult result = printer_->send(*job.paper, job.key, job.letters);
    auto kept = store_->settled(mark, result);
    if (!result.has_value()) {
        if (result.error().certainty == Certainty::uncertain) {
            open_end_ = mark;
        }
        drop_if_lost(result.error().error, now);
    }
    return {std::move(result), std::move(kept)};
}

Result<State> Spooler::look(Moment now) {
    const bool arrived = arrived_ && arrived_();
    if (printer_ == nullptr && last_error_.has_value() && now < next_try_ && !arrived) {
        return tl::unexpected<Error>(*last_error_);
    }
    if (auto opened = open(now); !opened.has_value()) {
        return tl::unexpected<Error>(opened.error());
    }
    auto state = printer_->state();
    if (!state.has_value()) {
        drop_if_lost(state.error(), now);
        return state;
    }
    if (!fault_of(*state).has_value()) {
        if (auto settled = settle_open_end(); !settled.has_value()) {
            drop_if_lost(settled.error(), now);
        }
    }
    return state;
}

// Asks about the job before this one as long as asking can tell.
Outcome Spooler::settle_open_end() {
    if (!open_end_.has_value()) {
        return {};
    }
    const auto key = JobKey::from(open_end_->key);
    if (open_end_->device != printer_->identity() || !key.has_value()) {
        return give_up_open_end();
    }
    const auto fate = printer_->fate_of(*key, open_end_->cuts_before);
    if (!fate.has_value()) {
        return tl::unexpected<Error>(fate.error());
    }
    const bool torn = !fate->has_value() && fate->error().certainty == Certainty::torn;
    if (torn) {
        return make_void();
    }
    if (!fate->has_value()) {
        return give_up_open_end();
    }
    if (open_end_->what == Sending::void_mark) {
        // The stroke was the void mark's: what it was for is known since before it was sent.
        return settle_void();
    }
    if (auto kept = store_->settled(*open_end_, *fate); !kept.has_value()) {
        return kept;
    }
    open_end_.reset();
    return {};
}

Outcome Spooler::make_void() {
    const auto picture = void_mark();
    if (!picture.has_value()) {
        return tl::unexpected<Error>(picture.error());
    }
    open_end_->what = Sending::void_mark;
    if (auto kept = store_->sending(*open_end_); !kept.has_value()) {
        return kept;
    }
    const auto voided = printer_->void_torn(*picture, *open_end_->cuts_before);
    return voided.has_value() ? settle_void() : voided;
}

Outcome Spooler::settle_void() {
    const Unprinted torn{Certainty::torn, {Fault::line_broken, "a part came out, marked void"}};
    auto kept = store_->settled(*open_end_, tl::unexpected(torn));
    if (kept.has_value()) {
        open_end_.reset();
    }
    return kept;
}

// Before anything is cut that the counter would count.
Outcome Spooler::give_up_open_end() {
    if (!open_end_.has_value()) {
        return {};
    }
    SendingMark mark = *open_end_;
    mark.cuts_before.reset();
    if (auto kept = store_->settled(mark, uncertain("nothing tells how it ended"));
        !kept.has_value()) {
        return kept;
    }
    open_end_.reset();
    return {};
}

Result<Bitmap> Spooler::void_mark() const {
    const int width = printer_->profile().width_dots;
    return draw_void_ ? draw_void_(*open_end_, width) : crossed_out(width);
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

Bitmap crossed_out(int width_dots) {
    constexpr int kRows = 96;
    constexpr int kStripe = 16;
    Bitmap strip = Bitmap::blank(width_dots, kRows);
    for (int y = 0; y < kRows; ++y) {
        for (int x = 0; x < width_dots; ++x) {
            const bool up = (x + y) % (2 * kStripe) < kStripe / 2;
            const bool down = (x - y + 2 * kRows) % (2 * kStripe) < kStripe / 2;
            strip.set(x, y, up || down);
        }
    }
    defuse(strip);
    return strip;
}

}  // namespace hall::printer
