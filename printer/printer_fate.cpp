// SPDX-License-Identifier: Apache-2.0
// What a printer tells about a job whose end nobody saw.
#include <cassert>
#include <utility>

#include "printer/deadline.h"
#include "printer/printer.h"

namespace hall::printer {

namespace {

using namespace std::chrono_literals;

// Answers may still be under way to a program that was killed after it had asked; they come first,
// and look the same. A volley is put at once and answered at once: when more answers have come
// than that program can have been owed, and then nothing more, the last is the answer to the last.
constexpr int kVolley = 8;
constexpr int kVolleys = 2;
constexpr auto kSilence = 50ms;
constexpr int kMostReads = 64;

}  // namespace

Result<bool> Printer::ask_until_sure(const Bytes& question,
                                     const std::function<void()>& asked,
                                     const std::function<bool()>& owed) {
    Bytes volley;
    for (int i = 0; i < kVolley; ++i) {
        volley.insert(volley.end(), question.begin(), question.end());
    }
    for (int i = 0; i < kVolleys; ++i) {
        if (auto sent = port_->write(volley, kInOrderLimit); !sent.has_value()) {
            in_step_ = false;
            return tl::unexpected<Error>(sent.error());
        }
        for (int one = 0; one < kVolley; ++one) {
            asked();
        }
        if (auto waited = listen_while(owed); !waited.has_value()) {
            return tl::unexpected<Error>(waited.error());
        }
        if (owed()) {
            return false;
        }
    }
    return listen_until_silence().map([] { return true; });
}

Outcome Printer::listen_while(const std::function<bool()>& owed) {
    const Deadline deadline(kInOrderLimit);
    while (owed() && !deadline.passed()) {
        if (auto heard = listen(deadline.left()); !heard.has_value()) {
            return heard;
        }
    }
    return {};
}

Outcome Printer::listen_until_silence() {
    for (int i = 0; i < kMostReads; ++i) {
        const int before = strays_ + answers_;
        if (auto heard = listen(kSilence); !heard.has_value()) {
            return heard;
        }
        if (strays_ + answers_ == before) {
            break;
        }
    }
    return {};
}

Result<Printer::Cuts> Printer::ask_cuts() {
    if (!counts_) {
        return Cuts{};
    }
    const auto owed = [this] { return counts_due_ > 0; };
    if (!counts_sure_) {
        const auto sure = ask_until_sure(
            encode_cut_counter_question(), [this] { ++counts_due_; }, owed);
        counts_sure_ = sure.value_or(false);
        return sure.map([&](bool answered) { return answered ? cuts_ : Cuts{}; });
    }
    if (auto sent = port_->write(encode_cut_counter_question(), kInOrderLimit); !sent.has_value()) {
        in_step_ = false;
        return tl::unexpected<Error>(sent.error());
    }
    ++counts_due_;
    if (auto waited = listen_while(owed); !waited.has_value()) {
        return tl::unexpected<Error>(waited.error());
    }
    return owed() ? Cuts{} : cuts_;
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
    if (auto sent = port_->write(flush, kInOrderLimit); !sent.has_value()) {
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
