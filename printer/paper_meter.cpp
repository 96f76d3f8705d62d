// SPDX-License-Identifier: Apache-2.0
#include "printer/paper_meter.h"

#include <algorithm>
#include <numeric>
#include <sstream>

namespace hall::printer {

namespace {

constexpr std::size_t kRemembered = 20;
constexpr int kOrdinarySlipMm = 100;  // Until one has been printed.
// The models that feed to the cutter by themselves; the widest gap of the profiles.
constexpr int kToCutterMm = 15;

}  // namespace

int paper_length_mm(const Bitmap& paper, const Profile& profile) noexcept {
    const int dots = paper.height_dots + profile.feed_dots;
    const int mm = (dots * 254 + profile.dpi * 10 - 1) / (profile.dpi * 10);
    const bool feeds_itself = profile.cut == Cut::partial_feed || profile.cut == Cut::full_feed;
    return mm + (feeds_itself ? kToCutterMm : 0);
}

void PaperMeter::change_roll(int length_mm) noexcept {
    roll_mm_ = length_mm;
    used_mm_ = 0;
    was_out_ = false;
}

void PaperMeter::add(int length_mm) {
    used_mm_ += length_mm;
    last_.push_back(length_mm);
    if (last_.size() > kRemembered) {
        last_.pop_front();
    }
}

bool PaperMeter::sees_new_roll(Paper now) noexcept {
    const bool has_paper = now == Paper::ok || now == Paper::near_end;
    const bool fresh = was_out_ && has_paper;
    was_out_ = now == Paper::out || (was_out_ && !has_paper);
    return fresh;
}

std::string PaperMeter::text() const {
    std::string line = std::to_string(roll_mm_.value_or(0)) + " " + std::to_string(used_mm_) + " " +
                       (was_out_ ? "1" : "0");
    for (const int length : last_) {
        line += " " + std::to_string(length);
    }
    return line;
}

std::optional<PaperMeter> PaperMeter::from(std::string_view text) {
    constexpr std::int64_t kRollMost = 1'000'000;
    std::istringstream words{std::string(text)};
    PaperMeter meter;
    std::int64_t roll = 0;
    int out = 0;
    if (!(words >> roll >> meter.used_mm_ >> out) || roll < 0 || roll > kRollMost ||
        meter.used_mm_ < 0 || out < 0 || out > 1) {
        return std::nullopt;
    }
    if (roll > 0) {
        meter.roll_mm_ = static_cast<int>(roll);
    }
    meter.was_out_ = out == 1;
    for (int length = 0; words >> length;) {
        if (length < 0 || meter.last_.size() == kRemembered) {
            return std::nullopt;
        }
        meter.last_.push_back(length);
    }
    return words.eof() ? std::optional(meter) : std::nullopt;
}

std::optional<std::int64_t> PaperMeter::left_mm() const noexcept {
    return roll_mm_.has_value() ? std::optional(std::max<std::int64_t>(*roll_mm_ - used_mm_, 0))
                                : std::nullopt;
}

std::optional<int> PaperMeter::slips_left() const noexcept {
    const auto left = left_mm();
    if (!left.has_value()) {
        return std::nullopt;
    }
    const int count = static_cast<int>(last_.size());
    const int mean = count == 0
                         ? kOrdinarySlipMm
                         : std::max(std::accumulate(last_.begin(), last_.end(), 0) / count, 1);
    return static_cast<int>(*left / mean);
}

}  // namespace hall::printer
