// SPDX-License-Identifier: Apache-2.0
#include "sync/evaluator.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace hall::sync {

namespace {

constexpr char kStx = '\x02';
constexpr char kEtx = '\x03';
constexpr std::size_t kPayloadMax = 32;
constexpr std::size_t kSumSize = 2;
constexpr std::size_t kSeqSize = 2;
constexpr std::string_view kHex = "0123456789ABCDEF";

std::string sum_of(std::string_view payload) {
    unsigned sum = 0;
    for (const char c : payload) {
        sum ^= static_cast<unsigned char>(c);
    }
    return {kHex[sum >> 4U & 15U], kHex[sum & 15U]};
}

std::optional<std::vector<RatingReason>> reasons_from(std::string_view letters, int grade) {
    std::vector<RatingReason> reasons;
    for (const char letter : letters) {
        const auto at = static_cast<std::size_t>(letter - 'a');
        if (letter < 'a' || at >= kRatingReasons.size() || grade < kGradeBad ||
            std::ranges::find(reasons, kRatingReasons[at]) != reasons.end()) {
            return std::nullopt;
        }
        reasons.push_back(kRatingReasons[at]);
    }
    return reasons;
}

bool is_seq(std::string_view text) {
    return text.size() == kSeqSize &&
           std::ranges::all_of(text, [](char c) { return kHex.find(c) != std::string_view::npos; });
}

}  // namespace

std::string evaluator_frame(std::string_view payload) {
    assert(payload.size() <= kPayloadMax);
    return kStx + std::string(payload) + kEtx + sum_of(payload);
}

std::vector<std::string> EvaluatorReader::take(std::string_view bytes) {
    std::vector<std::string> payloads;
    for (const char c : bytes) {
        if (c == kStx) {
            held_.assign(1, c);  // Whatever came before was cut short.
            continue;
        }
        if (held_.empty()) {
            continue;
        }
        held_ += c;
        const auto end = held_.find(kEtx);
        if (end == std::string::npos) {
            if (held_.size() > kPayloadMax + 1) {
                held_.clear();
            }
        } else if (held_.size() == end + 1 + kSumSize) {
            std::string payload = held_.substr(1, end - 1);
            if (held_.substr(end + 1) == sum_of(payload)) {
                payloads.push_back(std::move(payload));
            }
            held_.clear();
        }
    }
    return payloads;
}

Evaluator::Evaluator(CounterId counter, DeviceId name, std::function<Uuid()> new_id)
    : counter_(std::move(counter)),
      name_(std::move(name)),
      new_id_(std::move(new_id)) {
    assert(new_id_);
}

std::string Evaluator::hear(std::string_view bytes, Moment now) {
    std::string out;
    for (const std::string& payload : reader_.take(bytes)) {
        if (payload == "H") {
            out += shown();
        } else if (payload.starts_with('G')) {
            out += hear_grade(payload, now);
        }
    }
    return out;
}

std::string Evaluator::hear_grade(const std::string& payload, Moment now) {
    const std::string seq = payload.substr(1, kSeqSize);
    const std::size_t at = 1 + kSeqSize;
    const int grade = payload.size() > at ? payload[at] - '0' : 0;
    if (!is_seq(seq) || grade < kGradeBest || grade > kGradeWorst) {
        return {};
    }
    const auto reasons = reasons_from(std::string_view(payload).substr(at + 1), grade);
    if (!reasons) {
        return evaluator_frame("N" + seq);
    }
    if (seq == last_seq_) {
        return last_answer_;  // The answer was lost on the line.
    }
    if (std::ranges::any_of(presses_, [&](const Kept& kept) { return kept.seq == seq; })) {
        return {};  // Said again while the service is being asked.
    }
    if (presses_.size() >= kWaitingMost) {
        return evaluator_frame("N" + seq);
    }
    presses_.push_back({seq, Press{{.id = new_id_(),
                                    .ticket = std::nullopt,
                                    .counter = counter_,
                                    .grade = grade,
                                    .reasons = *reasons,
                                    .source = RatingSource::evaluator,
                                    .device = name_},
                                   now}});
    return {};
}

const Evaluator::Press* Evaluator::waiting() const noexcept {
    return presses_.empty() ? nullptr : &presses_.front().press;
}

std::string Evaluator::answered(Verdict verdict) {
    assert(!presses_.empty());
    last_seq_ = presses_.front().seq;
    last_answer_ = evaluator_frame((verdict == Verdict::taken ? "A" : "N") + last_seq_);
    presses_.pop_front();
    return last_answer_;
}

std::string Evaluator::shown() const {
    return evaluator_frame(number_ ? "P" + number_->substr(0, kPayloadMax - 1) : "C");
}

std::string Evaluator::show(std::optional<std::string> number) {
    if (number == number_) {
        return {};
    }
    number_ = std::move(number);
    return shown();
}

}  // namespace hall::sync
