// SPDX-License-Identifier: Apache-2.0
#include "printer/sim/model.h"

#include <algorithm>
#include <array>
#include <utility>

namespace hall::printer::sim {

namespace {

constexpr std::size_t kBufferBytes = 4096;  // What small receipt printers have by default.
constexpr double kBurstBytes = 256;         // Of a slow one, so that a late run() is not a rush.

}  // namespace

bool PrinterModel::stopped() const noexcept {
    return knobs_.paper == Paper::out || knobs_.cover_open || knobs_.cutter_jam ||
           knobs_.head_hot || knobs_.broken || knobs_.feed_pressed;
}

std::size_t PrinterModel::take(std::span<const std::uint8_t> bytes, Time now) {
    std::size_t taken = 0;
    for (const std::uint8_t byte : bytes) {
        if (buffer_.size() >= kBufferBytes) {
            run(now);
        }
        if (knobs_.unplugged || knobs_.nak || buffer_.size() >= kBufferBytes) {
            break;
        }
        watch_real_time(byte);
        buffer_.push_back(byte);
        ++taken;
        count_byte();
    }
    run(now);
    return taken;
}

void PrinterModel::count_byte() {
    if (knobs_.unplug_after.has_value() && --*knobs_.unplug_after <= 0) {
        knobs_.unplug_after.reset();
        knobs_.unplugged = true;
    }
    bool due = false;
    for (Later& one : knobs_.later) {
        if (--one.bytes == 0) {
            due = turn_knob(knobs_, one.knob, one.value);
        }
    }
    std::erase_if(knobs_.later, [](const Later& one) { return one.bytes <= 0; });
    if (due) {
        follow_power();
        answer_automatic();
    }
}

// Switched off it is as good as unplugged, and what was not yet on paper is gone.
void PrinterModel::follow_power() {
    if (knobs_.powered_off) {
        buffer_.clear();
        answers_.clear();
        paper_.power_cycle();
        real_time_seen_ = 0;
        knobs_.unplugged = true;
    }
}

void PrinterModel::run(Time now) {
    const Time since = now - last_run_.value_or(now);
    last_run_ = now;
    credit_bytes_ += static_cast<double>(since.count()) * knobs_.bytes_per_second / 1e6;
    credit_bytes_ = std::min(credit_bytes_, kBurstBytes);
    while (!buffer_.empty() && !stopped()) {
        if (knobs_.bytes_per_second > 0) {
            if (credit_bytes_ < 1) {
                return;
            }
            credit_bytes_ -= 1;
        }
        const std::uint8_t byte = buffer_.front();
        buffer_.pop_front();
        paper_.set_counting(!knobs_.no_counter);
        const bool automatic_before = paper_.wants_automatic_status();
        paper_.set_paper_bits(
            static_cast<std::uint8_t>(knobs_.paper == Paper::near_end ? 0x03 : 0));
        if (paper_.step(byte)) {
            count_row();
        }
        answer(paper_.take_answers());
        if (!automatic_before && paper_.wants_automatic_status()) {
            answer_automatic();
        }
    }
}

void PrinterModel::count_row() {
    if (knobs_.paper_rows.has_value() && --*knobs_.paper_rows <= 0) {
        knobs_.paper_rows.reset();
        knobs_.paper = Paper::out;
        answer_automatic();
    }
}

std::size_t PrinterModel::say(std::span<std::uint8_t> into) {
    const std::size_t count = std::min(into.size(), answers_.size());
    const auto end = answers_.begin() + static_cast<std::ptrdiff_t>(count);
    std::copy(answers_.begin(), end, into.begin());
    answers_.erase(answers_.begin(), end);
    return count;
}

void PrinterModel::turn(const Knobs& knobs, Time now) {
    run(now);
    const bool changed = knobs != knobs_;
    knobs_ = knobs;
    if (changed) {
        follow_power();
        answer_automatic();
    }
    run(now);
}

std::uint8_t PrinterModel::port_status() const noexcept {
    constexpr unsigned kSelected = 0x10;
    constexpr unsigned kNoError = 0x08;
    constexpr unsigned kPaperEmpty = 0x20;
    return static_cast<std::uint8_t>(kSelected | (stopped() ? 0 : kNoError) |
                                     (knobs_.paper == Paper::out ? kPaperEmpty : 0));
}

std::uint8_t PrinterModel::real_time_answer(std::uint8_t question) const noexcept {
    unsigned bits = 0x12;
    const auto add = [&bits](bool on, unsigned mask) { bits |= on ? mask : 0U; };
    switch (question) {
        case 1:
            add(stopped(), 0x08);
            break;
        case 2:
            add(knobs_.cover_open, 0x04);
            add(knobs_.feed_pressed, 0x08);
            add(knobs_.paper == Paper::out, 0x20);
            add(knobs_.cutter_jam || knobs_.broken || knobs_.head_hot, 0x40);
            break;
        case 3:
            add(knobs_.cutter_jam, 0x08);
            add(knobs_.broken, 0x20);
            add(knobs_.head_hot, 0x40);
            break;
        case 4:
            add(knobs_.paper != Paper::ok, 0x0C);
            add(knobs_.paper == Paper::out, 0x60);
            break;
        default:
            break;
    }
    return static_cast<std::uint8_t>(bits);
}

void PrinterModel::watch_real_time(std::uint8_t byte) {
    constexpr std::uint8_t kDle = 0x10;
    constexpr std::uint8_t kEot = 0x04;
    if (real_time_seen_ == 2 && byte >= 1 && byte <= 4) {
        const std::uint8_t said = real_time_answer(byte);
        answer(std::array{said});
        real_time_seen_ = 0;
    } else if (real_time_seen_ == 1 && byte == kEot) {
        real_time_seen_ = 2;
    } else {
        real_time_seen_ = byte == kDle ? 1 : 0;
    }
}

void PrinterModel::answer(std::span<const std::uint8_t> bytes) {
    if (knobs_.mute || bytes.empty()) {
        return;
    }
    if (knobs_.chatter) {
        const auto status = automatic_status();
        answers_.push_back(0x13);
        answers_.insert(answers_.end(), status.begin(), status.end());
        answers_.push_back(0x11);
    }
    for (const std::uint8_t byte : bytes) {
        answers_.push_back(knobs_.garbled ? std::uint8_t{0xFF} : byte);
    }
}

void PrinterModel::answer_automatic() {
    if (paper_.wants_automatic_status()) {
        answer(automatic_status());
    }
}

std::array<std::uint8_t, 4> PrinterModel::automatic_status() const noexcept {
    const auto bit = [](bool on, unsigned mask) { return on ? mask : 0U; };
    const unsigned head = 0x10U | bit(stopped(), 0x08) | bit(knobs_.cover_open, 0x20) |
                          bit(knobs_.feed_pressed, 0x40);
    const unsigned errors =
        bit(knobs_.cutter_jam, 0x08) | bit(knobs_.broken, 0x20) | bit(knobs_.head_hot, 0x40);
    const unsigned paper =
        bit(knobs_.paper != Paper::ok, 0x03) | bit(knobs_.paper == Paper::out, 0x0C);
    return {static_cast<std::uint8_t>(head), static_cast<std::uint8_t>(errors),
            static_cast<std::uint8_t>(paper), std::uint8_t{0x0F}};
}

}  // namespace hall::printer::sim
