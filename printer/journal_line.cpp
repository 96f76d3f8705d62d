// SPDX-License-Identifier: Apache-2.0
// A journal's lines: words with single spaces, the device last for it has spaces of its own.
#include <array>
#include <charconv>
#include <cstdio>
#include <optional>

#include "printer/file_journal.h"

namespace hall::printer {

namespace {

constexpr std::size_t kSumDigits = 8;

// FNV-1a, 32 bits: against a half-written line, not against a forger.
std::string sum_of(std::string_view text) {
    std::uint32_t sum = 2166136261U;
    for (const char one : text) {
        sum = (sum ^ static_cast<std::uint8_t>(one)) * 16777619U;
    }
    std::array<char, kSumDigits + 1> digits{};
    std::snprintf(digits.data(), digits.size(), "%08x", sum);
    return digits.data();
}

std::string words_of(const SendingMark& mark) {
    return mark.job + " " + std::to_string(mark.attempt) + " " + mark.key + " " +
           (mark.what == Sending::slip ? "slip" : "void") + " " +
           (mark.cuts_before.has_value() ? std::to_string(*mark.cuts_before) : "-");
}

std::string text_of(const JobQueued& one) {
    return "queued " + one.job + " " + std::to_string(one.length_mm);
}
std::string text_of(const JobSending& one) {
    return "sending " + words_of(one.mark) + " " + one.mark.device;
}
std::string text_of(const JobSettled& one) {
    return "settled " + words_of(one.mark) + " " + std::string(name(one.state)) + " " + one.why +
           " " + one.mark.device;
}
std::string text_of(const JobFound& one) {
    return "found " + one.job + (one.found == Found::in_hand ? " in-hand" : " nothing");
}
std::string text_of(const JobAgain& one) {
    return "again " + one.job;
}
std::string text_of(const RollChanged& one) {
    return "roll " + std::to_string(one.length_mm);
}

/// Takes a line apart word by word; what does not fit leaves it bad.
class Words {
public:
    explicit Words(std::string_view text) : rest_(text) {}

    std::string word() {
        const auto end = rest_.find(' ');
        std::string found(rest_.substr(0, end));
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
        good_ = good_ && !found.empty();
        return found;
    }
    std::int64_t number() {
        const std::string digits = word();
        std::int64_t value = 0;
        const char* end = digits.data() + digits.size();
        const auto parsed = std::from_chars(digits.data(), end, value);
        good_ = good_ && parsed.ec == std::errc{} && parsed.ptr == end && value >= 0;
        return value;
    }
    int small_number() {
        const std::int64_t value = number();
        good_ = good_ && value <= 1'000'000'000;
        return good_ ? static_cast<int>(value) : 0;
    }
    std::optional<std::int64_t> number_or_dash() {
        if (rest_.starts_with("- ")) {
            rest_.remove_prefix(2);
            return std::nullopt;
        }
        return number();
    }
    /// The second of two words is `yes`, the first is not; anything else is bad.
    bool either(std::string_view no, std::string_view yes) {
        const std::string found = word();
        good_ = good_ && (found == no || found == yes);
        return found == yes;
    }
    std::string rest() { return std::string(std::exchange(rest_, {})); }
    void must(bool fine) { good_ = good_ && fine; }
    [[nodiscard]] bool all_read() const { return good_ && rest_.empty(); }

private:
    std::string_view rest_;
    bool good_ = true;
};

SendingMark mark_of(Words& words) {
    SendingMark mark;
    mark.job = words.word();
    mark.attempt = words.small_number();
    mark.key = words.word();
    mark.what = words.either("slip", "void") ? Sending::void_mark : Sending::slip;
    mark.cuts_before = words.number_or_dash();
    return mark;
}

JobState state_of(Words& words) {
    const std::string found = words.word();
    for (const JobState state :
         {JobState::printed, JobState::torn, JobState::uncertain, JobState::unprinted}) {
        if (found == name(state)) {
            return state;
        }
    }
    words.must(false);
    return JobState::uncertain;
}

std::optional<JobEntry> entry_of(const std::string& kind, Words& words) {
    if (kind == "queued") {
        JobQueued one;
        one.job = words.word();
        one.length_mm = words.small_number();
        return one;
    }
    if (kind == "sending") {
        JobSending one{mark_of(words)};
        one.mark.device = words.rest();
        return one;
    }
    if (kind == "settled") {
        JobSettled one;
        one.mark = mark_of(words);
        one.state = state_of(words);
        one.why = words.word();
        one.mark.device = words.rest();
        return one;
    }
    if (kind == "found") {
        JobFound one;
        one.job = words.word();
        one.found = words.either("nothing", "in-hand") ? Found::in_hand : Found::nothing;
        return one;
    }
    if (kind == "again") {
        return JobAgain{words.word()};
    }
    if (kind == "roll") {
        return RollChanged{words.small_number()};
    }
    return std::nullopt;
}

}  // namespace

std::string journal_line(const JobEntry& entry) {
    const std::string text = std::visit([](const auto& one) { return text_of(one); }, entry);
    return sum_of(text) + " " + text;
}

Result<JobEntry> parse_journal_line(std::string_view line) {
    if (line.size() <= kSumDigits || line[kSumDigits] != ' ' ||
        line.substr(0, kSumDigits) != sum_of(line.substr(kSumDigits + 1))) {
        return fault(Fault::bad_settings, "its check sum is wrong: it was damaged or edited");
    }
    Words words(line.substr(kSumDigits + 1));
    const std::string kind = words.word();
    const auto entry = entry_of(kind, words);
    if (!entry.has_value() || !words.all_read()) {
        return fault(Fault::bad_settings, "\"" + kind + "\" with these words is no entry");
    }
    return *entry;
}

}  // namespace hall::printer
