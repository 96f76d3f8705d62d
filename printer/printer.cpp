// SPDX-License-Identifier: Apache-2.0
#include "printer/printer.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <utility>

#include "printer/deadline.h"

namespace hall::printer {

namespace {

using namespace std::chrono_literals;

// DLE EOT is answered by the interface within some ms, even in mid-print. Somebody stands in front
// of the machine, so a second try and the silence together stay below what feels like a hang.
constexpr auto kAnswerLimit = 500ms;
constexpr auto kLineStateLimit = 500ms;
constexpr auto kRecoveryLimit = 1000ms;
// Between two looks at a printer that has not yet said that it is done.
constexpr auto kLookInterval = 300ms;
// For the last byte of an answer that came in two transfers, and for one too many.
constexpr auto kAfterthought = 5ms;
// The slowest printer of the profiles feeds 60 mm/s, that is 480 rows.
constexpr int kSlowestRowsPerSecond = 480;
constexpr int kDrainReads = 64;

constexpr std::array kQuestions{RealTime::printer, RealTime::offline_cause, RealTime::error_cause,
                                RealTime::paper};

// A hot head cools and a pressed button is let go; then the printer goes on by itself.
bool needs_hands(Fault obstacle) {
    return obstacle != Fault::head_hot && obstacle != Fault::offline;
}

// Of the answer to GS g 2; nothing for a block that is something else.
std::optional<std::int64_t> cuts_in(const OtherBlock& block) {
    constexpr std::uint8_t kFigureHead = 0x5F;
    std::int64_t figure = 0;
    const char* end = block.text.data() + block.text.size();
    const auto parsed = std::from_chars(block.text.data(), end, figure);
    const bool whole = parsed.ec == std::errc{} && parsed.ptr == end && figure >= 0;
    return block.head == kFigureHead && whole ? std::optional(figure) : std::nullopt;
}

Unprinted not_printed(Error error) {
    return {Certainty::not_printed, std::move(error)};
}

}  // namespace

Printer::Printer(std::unique_ptr<Port> port, Profile profile)
    : port_(std::move(port)),
      profile_(std::move(profile)) {
    assert(port_ != nullptr);
    counts_ = speaks() && profile_.cut_counter;
    if (!speaks() || profile_.completion == Completion::status) {
        question_ = Question::none;
    } else if (profile_.completion == Completion::process_id) {
        question_ = Question::process_id;
    }
}

bool Printer::speaks() const noexcept {
    return port_->two_way() && profile_.status != StatusUse::none;
}

void Printer::expect_torn_paper() noexcept {
    in_step_ = false;
    torn_ = Torn::perhaps;
}

std::chrono::milliseconds Printer::longest_state() const noexcept {
    return 2 * (2 * kAnswerLimit + kAfterthought) + kLineStateLimit;
}

std::chrono::milliseconds Printer::longest_print() const noexcept {
    // Two recoveries, and both volleys of GS r and of the counter.
    return 2 * longest_state() + 2 * kRecoveryLimit + 6 * kInOrderLimit + profile_.job_limit;
}

Outcome Printer::listen(std::chrono::milliseconds limit) {
    std::array<std::uint8_t, 512> buffer{};
    const auto count = port_->read(buffer, limit);
    if (!count.has_value()) {
        return tl::unexpected<Error>(count.error());
    }
    for (const Reply& reply : replies_.take(std::span(buffer).first(*count))) {
        hear(reply);
    }
    return {};
}

void Printer::hear(const Reply& reply) {
    if (std::holds_alternative<Stray>(reply)) {
        ++strays_;
        return;
    }
    ++answers_;
    fold(reply, heard_);
    if (const auto* process = std::get_if<ProcessReply>(&reply)) {
        const auto key = JobKey::from({process->key.data(), process->key.size()});
        finished_ = key.has_value() ? std::optional(*key) : finished_;
    } else if (const auto* block = std::get_if<OtherBlock>(&reply)) {
        if (const auto figure = cuts_in(*block)) {
            cuts_ = figure;
            counts_due_ = std::max(counts_due_ - 1, 0);
        }
    }
}

// What is still in the line answers an earlier question, perhaps another program's.
Outcome Printer::drain() {
    for (int reads = 0; reads < kDrainReads; ++reads) {
        const int before = strays_ + answers_;
        if (auto heard = listen(1ms); !heard.has_value()) {
            return heard;
        }
        if (strays_ + answers_ == before) {
            break;
        }
    }
    replies_.give_up_real_time();
    return {};
}

Result<State> Printer::ask(std::chrono::milliseconds limit) {
    if (auto empty = drain(); !empty.has_value()) {
        return tl::unexpected<Error>(empty.error());
    }
    strays_ = 0;
    answers_ = 0;
    Bytes bytes;
    for (const RealTime question : kQuestions) {
        bytes.insert(bytes.end(), {0x10, 0x04, static_cast<std::uint8_t>(question)});
        replies_.asked(question);
    }
    if (auto sent = port_->write(bytes, limit); !sent.has_value()) {
        replies_.give_up_real_time();
        in_step_ = false;
        const auto line = port_->line_state();
        if (sent.error().code == Fault::stuck && line.has_value() && fault_of(*line)) {
            return *line;
        }
        return tl::unexpected<Error>(sent.error());
    }
    heard_ = State{};
    const Deadline deadline(limit);
    while (replies_.open_real_time() > 0 && !deadline.passed()) {
        if (auto heard = listen(deadline.left()); !heard.has_value()) {
            return tl::unexpected<Error>(heard.error());
        }
    }
    if (auto heard = listen(kAfterthought); !heard.has_value()) {
        return tl::unexpected<Error>(heard.error());
    }
    return heard_;
}

Result<State> Printer::state() {
    if (!speaks()) {
        return port_->line_state();
    }
    auto answer = ask(kAnswerLimit);
    // One answer too many: all of them may stand one question too early. Ask again.
    if (answer.has_value() && strays_ > 0) {
        answer = ask(kAnswerLimit);
    }
    if (!answer.has_value() || fault_of(*answer).has_value()) {
        return answer;
    }
    if (strays_ > 0 && (answers_ == 0 || profile_.status == StatusUse::required)) {
        return fault(Fault::garbled, identity() + " answers with bytes that are no status");
    }
    if (answers_ == 0 && profile_.status == StatusUse::required) {
        return fault(Fault::no_answer, identity() + " does not answer DLE EOT");
    }
    return answer;
}

// After this the printer's parser stands between two commands and owes no answer.
Outcome Printer::get_in_step() {
    if (!in_step_) {
        // A printer that counts is asked how often before it cuts once more: see prepare().
        const Bytes bytes = encode_recovery(profile_, counts_ ? Torn::nothing : torn_);
        if (auto sent = port_->write(bytes, kRecoveryLimit); !sent.has_value()) {
            return sent;
        }
        in_step_ = true;
        torn_ = counts_ ? torn_ : Torn::nothing;
        if (question_ == Question::in_order) {
            question_.reset();
        }
    }
    return question_.has_value() ? Outcome{} : settle_question();
}

// An answer to an earlier GS r would be taken for the proof of the next job.
Outcome Printer::settle_question() {
    replies_.reset();
    const auto answered = ask_until_sure(
        encode_in_order_question(), [this] { replies_.asked_in_order(); },
        [this] { return replies_.open_in_order() > 0; });
    if (!answered.has_value()) {
        return tl::unexpected<Error>(answered.error());
    }
    if (*answered) {
        question_ = Question::in_order;
        return {};
    }
    replies_.reset();
    if (profile_.completion == Completion::in_order) {
        return fault(Fault::no_answer, identity() + " does not answer GS r");
    }
    question_ = Question::none;
    return {};
}

std::optional<Evidence> Printer::proof(const JobKey& key) const {
    assert(question_.has_value());
    switch (*question_) {
        case Question::process_id:
            return finished_ == key ? std::optional(Evidence::process_id) : std::nullopt;
        case Question::in_order:
            return replies_.open_in_order() == 0 ? std::optional(Evidence::in_order_reply)
                                                 : std::nullopt;
        case Question::none:
            return std::nullopt;
    }
    return std::nullopt;
}

Unprinted Printer::uncertain(Error error) {
    in_step_ = false;
    torn_ = Torn::perhaps;
    return {Certainty::uncertain, std::move(error)};
}

Result<Printer::Cuts> Printer::prepare() {
    const auto before = state();
    if (!before.has_value()) {
        return tl::unexpected<Error>(before.error());
    }
    if (const auto obstacle = fault_of(*before)) {
        return fault(*obstacle, "before the first byte: " + describe(*before));
    }
    if (auto ready = get_in_step(); !ready.has_value()) {
        return tl::unexpected<Error>(ready.error());
    }
    auto cuts = ask_cuts();
    if (!cuts.has_value()) {
        return cuts;
    }
    counts_ = cuts->has_value();  // Idle and silent: it does not know the question.
    if (torn_ == Torn::perhaps) {
        // Only now: an answer that an earlier program left behind says the same as this one's as
        // long as nothing has been cut in between.
        if (auto cut = port_->write(encode_recovery(profile_, torn_), kRecoveryLimit);
            !cut.has_value()) {
            in_step_ = false;
            return tl::unexpected<Error>(cut.error());
        }
        torn_ = Torn::nothing;
        *cuts = cuts->has_value() ? Cuts(**cuts + 1) : *cuts;
    }
    cuts_before_ = *cuts;
    return cuts;
}

PrintResult Printer::print(const Bitmap& paper, const JobKey& key, const Letters& letters) {
    if (auto ready = prepare(); !ready.has_value()) {
        return tl::unexpected(not_printed(ready.error()));
    }
    return send(paper, key, letters);
}

PrintResult Printer::send(const Bitmap& paper, const JobKey& key, const Letters& letters) {
    assert(question_.has_value() && in_step_);
    const auto bytes =
        letters ? letters(profile_, key, *question_) : encode(paper, profile_, key, *question_);
    if (!bytes.has_value()) {
        return tl::unexpected(not_printed(bytes.error()));
    }
    finished_.reset();
    if (*question_ == Question::in_order) {
        replies_.asked_in_order();
    }
    const Deadline deadline(profile_.job_limit);
    if (auto sent = port_->write(*bytes, profile_.job_limit); !sent.has_value()) {
        return stopped_sending(sent.error());
    }
    return port_->two_way() ? wait_for_proof(paper, key, deadline.left()) : one_way_result();
}

PrintResult Printer::stopped_sending(Error error) {
    if (error.code != Fault::unplugged) {
        const auto after = state();
        const auto cause = after.has_value() ? fault_of(*after) : std::nullopt;
        error.code = cause.value_or(error.code);
    }
    return tl::unexpected(uncertain(std::move(error)));
}

PrintResult Printer::one_way_result() {
    const auto line = port_->line_state();
    const auto cause = line.has_value() ? fault_of(*line) : std::nullopt;
    return cause ? PrintResult(tl::unexpected(uncertain({*cause, "after the last byte"})))
                 : Evidence::accepted_only;
}

PrintResult Printer::wait_for_proof(const Bitmap& paper,
                                    const JobKey& key,
                                    std::chrono::milliseconds limit) {
    // Without a proof to wait for, watch for as long as the paper takes to come out.
    const auto printing =
        std::chrono::milliseconds(paper.height_dots * 1000 / kSlowestRowsPerSecond);
    const bool provable = *question_ != Question::none;
    const Deadline deadline(provable ? limit : std::min(limit, printing));
    bool heard_anything = false;
    std::optional<Fault> obstacle;
    do {
        const int before = answers_;
        if (auto heard = listen(deadline.left_of(kLookInterval)); !heard.has_value()) {
            return tl::unexpected(uncertain(heard.error()));
        }
        const auto proven = proof(key);
        if (proven == Evidence::process_id) {
            return *proven;
        }
        if (answers_ > before && !proven.has_value() && !deadline.passed()) {
            continue;
        }
        const auto now = speaks() ? state() : Result<State>(State{});
        if (!now.has_value()) {
            return tl::unexpected(uncertain(now.error()));
        }
        obstacle = fault_of(*now);
        if (obstacle.has_value() && (needs_hands(*obstacle) || deadline.passed())) {
            return tl::unexpected(uncertain({*obstacle, "while printing: " + describe(*now)}));
        }
        if (const auto late = proof(key); late.has_value() && !obstacle.has_value()) {
            return *late;
        }
        heard_anything = heard_anything || *now != State{};
    } while (!deadline.passed());
    if (provable || obstacle.has_value()) {
        return tl::unexpected(
            uncertain({obstacle.value_or(Fault::no_answer), "no proof that it is on paper"}));
    }
    return counted(heard_anything ? Evidence::clean_status : Evidence::accepted_only);
}

}  // namespace hall::printer
