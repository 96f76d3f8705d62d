// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/search_fit.h"

#include <algorithm>
#include <optional>

namespace hall {

namespace {

constexpr std::size_t kTypoLeast = 4;  // One letter of three changed is another word.

// What it costs to leave out or cut short; the best fit is the cheapest.
constexpr int kPartCost = 2;   // A syllable that is not typed to its end.
constexpr int kStartCost = 5;  // Each syllable before the first one that is typed …
constexpr int kStartMost = 40;
constexpr int kGapCost = 30;  // A leap over syllables in the middle …
constexpr int kGapStep = 4;   // … and each one beyond the first.
constexpr int kRestCost = 1;  // Each syllable that follows untyped.

std::size_t common_start(std::string_view a, std::string_view b) {
    const auto ends = std::ranges::mismatch(a, b);
    return static_cast<std::size_t>(ends.in1 - a.begin());
}

/// The same but for one letter put in, left out, changed, or two neighbours swapped.
bool one_edit_apart(std::string_view a, std::string_view b) {
    if (a.size() > b.size()) {
        std::swap(a, b);
    }
    if (b.size() - a.size() > 1) {
        return false;
    }
    const std::size_t at = common_start(a, b);
    if (a.size() < b.size()) {
        return a.substr(at) == b.substr(at + 1);
    }
    if (at == a.size() || a.substr(at + 1) == b.substr(at + 1)) {
        return true;
    }
    return at + 1 < a.size() && a[at] == b[at + 1] && a[at + 1] == b[at] &&
           a.substr(at + 2) == b.substr(at + 2);
}

/// Some beginning of `whole` is at most one letter off.
bool nearly_begins(std::string_view whole, std::string_view typed) {
    for (std::size_t length = typed.size() - 1; length <= typed.size() + 1; ++length) {
        if (length <= whole.size() && one_edit_apart(whole.substr(0, length), typed)) {
            return true;
        }
    }
    return false;
}

/// The cheapest way to lay a typed text over syllables or words; remembers what it has tried.
class Laying {
public:
    Laying(const std::vector<TypedToken>& tokens, std::string_view typed)
        : tokens_(tokens),
          typed_(typed) {
        known_.assign((tokens.size() + 1) * (typed.size() + 1), kUnknown);
    }

    std::optional<int> cost() {
        int best = kNever;
        for (std::size_t start = 0; start < tokens_.size(); ++start) {
            const int before = std::min(kStartMost, kStartCost * static_cast<int>(start));
            best = std::min(best, before + take(start, 0));
        }
        return best >= kNever ? std::nullopt : std::optional<int>{best};
    }

private:
    static constexpr int kUnknown = -1;
    static constexpr int kNever = 1'000'000;

    /// `token` takes some of what is typed from `at` on, and the rest goes to those behind it.
    int take(std::size_t token, std::size_t at) {
        int& known = known_[token * (typed_.size() + 1) + at];
        if (known != kUnknown) {
            return known;
        }
        int best = kNever;
        for (const std::string& reading : tokens_[token].readings) {
            for (std::size_t n = common_start(reading, typed_.substr(at)); n > 0; --n) {
                const int part = n < reading.size() ? kPartCost : 0;
                best = std::min(best, part + follow(token + 1, at + n));
            }
        }
        return known = best;
    }

    int follow(std::size_t token, std::size_t at) {
        if (at == typed_.size()) {
            return kRestCost * static_cast<int>(tokens_.size() - token);
        }
        int best = kNever;
        for (std::size_t next = token; next < tokens_.size(); ++next) {
            const auto leapt = static_cast<int>(next - token);
            const int gap = leapt == 0 ? 0 : kGapCost + kGapStep * (leapt - 1);
            best = std::min(best, gap + take(next, at));
        }
        return best;
    }

    const std::vector<TypedToken>& tokens_;
    std::string_view typed_;
    std::vector<int> known_;
};

}  // namespace

int fit_of(const std::vector<TypedToken>& tokens, std::string_view typed) {
    if (typed.empty()) {
        return kNoFit;
    }
    const auto cost = Laying{tokens, typed}.cost();
    return cost ? std::max(1, kBestFit - *cost) : kNoFit;
}

bool nearly_fits(const std::vector<TypedToken>& tokens, std::string_view typed) {
    if (typed.size() < kTypoLeast) {
        return false;
    }
    for (std::size_t start = 0; start < tokens.size(); ++start) {
        std::string whole;
        std::string initials;
        for (std::size_t i = start; i < tokens.size(); ++i) {
            whole += tokens[i].readings.front();
            initials += tokens[i].readings.front().front();
        }
        if (nearly_begins(whole, typed) ||
            (typed.size() > kTypoLeast && nearly_begins(initials, typed))) {
            return true;
        }
    }
    return false;
}

}  // namespace hall
