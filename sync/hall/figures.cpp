// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/figures.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "sync/hall/names.h"

namespace hall {

namespace {

constexpr std::array<std::string_view, kCounts> kCountNames{"accepted",
                                                            "prompt_accepted",
                                                            "prompt_same_day",
                                                            "closed",
                                                            "carried_in",
                                                            "on_time",
                                                            "late",
                                                            "promised_closed",
                                                            "early",
                                                            "on_site",
                                                            "off_site",
                                                            "unfiled",
                                                            "called",
                                                            "no_show",
                                                            "finished",
                                                            "due",
                                                            "rated",
                                                            "missed",
                                                            "satisfied",
                                                            "bad",
                                                            "very_satisfied"};
constexpr std::array kCountsInOrder{Count::accepted,
                                    Count::prompt_accepted,
                                    Count::prompt_same_day,
                                    Count::closed,
                                    Count::carried_in,
                                    Count::on_time,
                                    Count::late,
                                    Count::promised_closed,
                                    Count::early,
                                    Count::on_site,
                                    Count::off_site,
                                    Count::unfiled,
                                    Count::called,
                                    Count::no_show,
                                    Count::finished,
                                    Count::due,
                                    Count::rated,
                                    Count::missed,
                                    Count::satisfied,
                                    Count::bad,
                                    Count::very_satisfied};
static_assert(kCountsInOrder.size() == kCounts);
constexpr std::array<std::string_view, kRates.size()> kRateNames{
    "on_time", "early", "on_site", "rated", "satisfied", "bad", "prompt", "recorded", "no_show"};
constexpr std::array<std::string_view, kFigureBys.size()> kByNames{
    "hall", "day", "month", "department", "counter", "clerk", "item"};

// A row's own counts: bit n stands for the count of that number. A row counts once or not at all.
using Bits = std::uint32_t;

constexpr Bits bit(Count count) noexcept {
    return Bits{1} << static_cast<unsigned>(count);
}

constexpr Bits bit_if(bool holds, Count count) noexcept {
    return holds ? bit(count) : 0;
}

Bits bits_of_grade(int grade) noexcept {
    return bit(Count::due) | bit_if(grade != 0, Count::rated) | bit_if(grade == 0, Count::missed) |
           bit_if(grade == kGradeBest, Count::very_satisfied) |
           bit_if(grade >= kGradeBest && grade < kGradeBad, Count::satisfied) |
           bit_if(grade >= kGradeBad, Count::bad);
}

Bits bits_of(const ServiceRow& row) noexcept {
    return bit(Count::called) | bit_if(row.no_show, Count::no_show) |
           bit_if(row.finished, Count::finished) | (row.is_due() ? bits_of_grade(row.grade) : 0);
}

Bits bits_of_acceptance(const CaseFile& file) noexcept {
    const bool prompt = file.kind == CaseKind::prompt;
    const bool same_day = file.closed() != nullptr && file.closed()->day == file.accepted()->day;
    return bit(Count::accepted) | bit_if(prompt, Count::prompt_accepted) |
           bit_if(prompt && same_day, Count::prompt_same_day);
}

Bits bits_of_closing(const CaseFile& file, Day from) noexcept {
    const bool promised = file.kind == CaseKind::promised;
    const CaseStep* accepted = file.accepted();
    return bit(Count::closed) |
           bit_if(accepted != nullptr && accepted->day < from, Count::carried_in) |
           bit_if(file.is_on_time(), Count::on_time) | bit_if(!file.is_on_time(), Count::late) |
           bit_if(promised, Count::promised_closed) | bit_if(file.is_early(), Count::early) |
           bit_if(file.is_on_site(), Count::on_site) | bit_if(!file.is_on_site(), Count::off_site) |
           bit_if(!file.is_filed(), Count::unfiled) |
           (file.ticket ? 0 : bits_of_grade(file.grade.value_or(0)));
}

// A row as the question sees it.
struct Seen {
    Day day{};
    const std::string* counter = nullptr;
    const std::string* clerk = nullptr;
    const std::string* item = nullptr;
    Bits bits = 0;
    const ServiceRow* service = nullptr;
    const CaseFile* file = nullptr;
};

// Whose rows are wanted, with departments looked up once for each item.
class Sieve {
public:
    Sieve(const FigureView& view, const FigureAsk& ask) : view_(view), ask_(ask) {}

    [[nodiscard]] bool wants(const Seen& seen) {
        return fits(ask_.counter.value, *seen.counter) && fits(ask_.clerk.value, *seen.clerk) &&
               fits(ask_.item.value, *seen.item) &&
               (ask_.department.empty() || department(*seen.item) == ask_.department.value) &&
               (ask_.queue.empty() ||
                (seen.service != nullptr &&
                 view_.ledger.words().word(seen.service->queue) == ask_.queue.value));
    }

    [[nodiscard]] const std::string& department(const std::string& item) {
        const auto known = departments_.find(item);
        return known != departments_.end()
                   ? known->second
                   : departments_.emplace(item, view_.department_of(ItemId{item}).value)
                         .first->second;
    }

private:
    static bool fits(const std::string& wanted, const std::string& is) {
        return wanted.empty() || wanted == is;
    }

    const FigureView& view_;
    const FigureAsk& ask_;
    std::unordered_map<std::string, std::string> departments_;
};

template <typename Take>
void each_step(const CaseBook::Days& days, DaySpan span, CaseStage stage, Take take) {
    const auto end = days.lower_bound(span.to);
    for (auto day = days.lower_bound(span.from); day != end; ++day) {
        for (const CaseFile* file : day->second) {
            take(day->first, *file, *file->step(stage));
        }
    }
}

// Every row of the period that the question is about, in no order but that of days within each
// kind. A case stands twice: as accepted and as closed.
template <typename Take>
void each_row(const FigureView& view, const FigureAsk& ask, Sieve& sieve, Take take) {
    const DaySpan span = ask.days;
    if (span.to <= span.from) {
        return;
    }
    const auto offer = [&](const Seen& seen) {
        if (sieve.wants(seen)) {
            take(seen);
        }
    };
    const Words& words = view.ledger.words();
    const auto end = view.ledger.days().lower_bound(span.to);
    for (auto day = view.ledger.days().lower_bound(span.from); day != end; ++day) {
        for (const ServiceRow& row : day->second) {
            offer({day->first, &words.word(row.counter), &words.word(row.clerk),
                   &words.word(row.item), bits_of(row), &row, nullptr});
        }
    }
    const auto as_step = [&](auto bits_of_step) {
        return [&, bits_of_step](Day day, const CaseFile& file, const CaseStep& step) {
            offer({day, &step.counter.value, &step.clerk.value, &file.item.value,
                   bits_of_step(file), nullptr, &file});
        };
    };
    each_step(view.cases.accepted(), span, CaseStage::accepted, as_step(bits_of_acceptance));
    each_step(view.cases.closed(), span, CaseStage::closed,
              as_step([&](const CaseFile& file) { return bits_of_closing(file, span.from); }));
}

void add(Figures& figures, Bits bits) noexcept {
    for (std::size_t i = 0; bits != 0; ++i, bits >>= 1U) {
        figures.counts[i] += static_cast<std::int64_t>(bits & 1U);
    }
}

std::string key_of(const Seen& seen, FigureBy by, Sieve& sieve) {
    constexpr std::size_t kMonth = 7;  // Of "2026-11-23".
    switch (by) {
        case FigureBy::hall:
            return {};
        case FigureBy::day:
            return text_of(seen.day);
        case FigureBy::month:
            return text_of(seen.day).substr(0, kMonth);
        case FigureBy::department:
            return sieve.department(*seen.item);
        case FigureBy::counter:
            return *seen.counter;
        case FigureBy::clerk:
            return *seen.clerk;
        case FigureBy::item:
            return *seen.item;
    }
    return {};
}

// What two rows of one key have in common, cheaper to compare than the key is to write.
using Same = std::pair<const std::string*, Day>;

Same same_of(const Seen& seen, FigureBy by, Sieve& sieve) {
    switch (by) {
        case FigureBy::hall:
            return {nullptr, Day{}};
        case FigureBy::day:
        case FigureBy::month:
            return {nullptr, seen.day};
        case FigureBy::department:
            return {&sieve.department(*seen.item), Day{}};
        case FigureBy::counter:
            return {seen.counter, Day{}};
        case FigureBy::clerk:
            return {seen.clerk, Day{}};
        case FigureBy::item:
            return {seen.item, Day{}};
    }
    return {nullptr, Day{}};
}

}  // namespace

std::string_view name_of(Count count) noexcept {
    return kCountNames[static_cast<std::size_t>(count)];
}

std::optional<Count> count_from(std::string_view name) noexcept {
    return find_name(kCountNames, kCountsInOrder, name);
}

std::string_view name_of(Rate rate) noexcept {
    return kRateNames[static_cast<std::size_t>(rate)];
}

std::string_view name_of(FigureBy by) noexcept {
    return kByNames[static_cast<std::size_t>(by)];
}

std::optional<FigureBy> figure_by_from(std::string_view name) noexcept {
    return find_name(kByNames, kFigureBys, name);
}

Figures& Figures::operator+=(const Figures& other) noexcept {
    for (std::size_t i = 0; i < counts.size(); ++i) {
        counts[i] += other.counts[i];
    }
    return *this;
}

Share share_of(const Figures& figures, Rate rate) noexcept {
    switch (rate) {
        case Rate::on_time:
            return {figures[Count::on_time], figures[Count::closed]};
        case Rate::early:
            return {figures[Count::early], figures[Count::promised_closed]};
        case Rate::on_site:
            return {figures[Count::on_site], figures[Count::closed]};
        case Rate::rated:
            return {figures[Count::rated], figures[Count::due]};
        case Rate::satisfied:
            return {figures[Count::satisfied], figures[Count::rated]};
        case Rate::bad:
            return {figures[Count::bad], figures[Count::rated]};
        case Rate::prompt:
            return {figures[Count::prompt_same_day], figures[Count::prompt_accepted]};
        case Rate::recorded:
            return {figures[Count::accepted], figures[Count::finished]};
        case Rate::no_show:
            return {figures[Count::no_show], figures[Count::called]};
    }
    return {};
}

std::map<std::string, Figures> figures_by(const FigureView& view,
                                          const FigureAsk& ask,
                                          FigureBy by) {
    struct Hash {
        std::size_t operator()(const Same& same) const noexcept {
            return std::hash<const void*>{}(same.first) ^
                   static_cast<std::size_t>(same.second.time_since_epoch().count());
        }
    };
    std::map<std::string, Figures> all;
    if (by == FigureBy::hall) {
        all[""] = {};  // A hall in which nothing happened has figures too.
    }
    std::unordered_map<Same, Figures*, Hash> places;
    Sieve sieve{view, ask};
    each_row(view, ask, sieve, [&](const Seen& seen) {
        Figures*& place = places[same_of(seen, by, sieve)];
        if (place == nullptr) {
            place = &all[key_of(seen, by, sieve)];
        }
        add(*place, seen.bits);
    });
    return all;
}

std::vector<Behind> rows_behind(const FigureView& view, const FigureAsk& ask, Count count) {
    std::vector<Behind> rows;
    Sieve sieve{view, ask};
    each_row(view, ask, sieve, [&](const Seen& seen) {
        if ((seen.bits & bit(count)) != 0) {
            rows.push_back({seen.day, seen.service, seen.file});
        }
    });
    std::ranges::stable_sort(rows, {}, &Behind::day);
    return rows;
}

}  // namespace hall
