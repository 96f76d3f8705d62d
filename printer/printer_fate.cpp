// SPDX-License-Identifier: Apache-2.0
// What a printer tells about a job whose end nobody saw.
#include <cassert>
#include <utility>

#include "printer/deadline.h"
#include "printer/printer.h"

namespace hall::printer {

// One answer may still be under way to a program that was killed after it had asked; it comes
// first. So the question is put twice, and the second answer is the one.
constexpr int kTimesAsked = 2;

Result<Printer::Cuts> Printer::ask_cuts() {
    if (!counts_) {
        return Cuts{};
    }
    cuts_.reset();
    counts_heard_ = 0;
    Bytes bytes;
    for (int i = 0; i < kTimesAsked; ++i) {
        const Bytes question = encode_cut_counter_question();
        bytes.insert(bytes.end(), question.begin(), question.end());
    }
    if (auto sent = port_->write(bytes, kCountLimit); !sent.has_value()) {
        in_step_ = false;
        return tl::unexpected<Error>(sent.error());
    }
    const Deadline deadline(kCountLimit);
    while (counts_heard_ < kTimesAsked && !deadline.passed()) {
        if (auto heard = listen(deadline.left()); !heard.has_value()) {
            return tl::unexpected<Error>(heard.error());
        }
    }
    return counts_heard_ < kTimesAsked ? Cuts{} : cuts_;
}

Result<PrintResult> Printer::fate_of(const JobKey& key, Cuts before) {
    const auto now = state();
    if (finished_ == key) {
        torn_ = Torn::nothing;
        return PrintResult(Evidence::process_id);
    }
    if (!now.has_value()) {
        return tl::unexpected<Error>(now.error());
    }
    if (const auto obstacle = fault_of(*now)) {
        return fault(*obstacle, "its last job cannot be asked about: " + describe(*now));
    }
    Unprinted unknown = uncertain({Fault::no_answer, "nothing tells how the last job ended"});
    if (!counts_ || !before.has_value()) {
        return PrintResult(tl::unexpected(std::move(unknown)));
    }
    // Without the cut: what hangs out is to be marked before it is cut off.
    const Bytes flush = encode_recovery(profile_, Torn::nothing);
    if (auto sent = port_->write(flush, kCountLimit); !sent.has_value()) {
        return tl::unexpected<Error>(sent.error());
    }
    const auto after = ask_cuts();
    if (!after.has_value()) {
        return tl::unexpected<Error>(after.error());
    }
    if (!after->has_value()) {
        return fault(Fault::no_answer, identity() + " does not say how often it has cut");
    }
    if (**after == *before + 1) {
        in_step_ = true;
        torn_ = Torn::nothing;
        return PrintResult(Evidence::cut_counter);
    }
    if (**after == *before) {
        unknown = {Certainty::torn, {Fault::line_broken, "a part of it came out"}};
    }
    return PrintResult(tl::unexpected(std::move(unknown)));
}

Outcome Printer::void_torn(const Bitmap& void_mark, std::int64_t before) {
    const auto bytes = encode(void_mark, profile_, JobKey::of(0), Question::none);
    if (!bytes.has_value()) {
        return tl::unexpected<Error>(bytes.error());
    }
    if (auto sent = port_->write(*bytes, profile_.job_limit); !sent.has_value()) {
        return sent;
    }
    const auto after = ask_cuts();
    if (!after.has_value()) {
        return tl::unexpected<Error>(after.error());
    }
    if (*after != before + 1) {
        return fault(Fault::no_answer, identity() + " has not cut the void slip off");
    }
    in_step_ = true;
    torn_ = Torn::nothing;
    return {};
}

// Where no question stands behind the last dot, the cutter may still tell.
Evidence Printer::counted(Evidence otherwise) {
    const auto after = cuts_before_.has_value() ? ask_cuts() : Result<Cuts>(Cuts{});
    const bool one_more =
        after.has_value() && after->has_value() && **after == cuts_before_.value_or(0) + 1;
    return one_more ? Evidence::cut_counter : otherwise;
}

}  // namespace hall::printer
