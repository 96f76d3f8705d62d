// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/watch.h"

#include <algorithm>

namespace hall {

namespace {

constexpr std::int64_t kPercent = 100;
constexpr std::array<std::int64_t, kDelays - 1> kDelayEnds{0, 1, 3, 7, 30};  // In days.

template <typename Take>
void each_service(const FigureView& view, DaySpan days, Take take) {
    const auto end = view.ledger.days().lower_bound(days.to);
    for (auto day = view.ledger.days().lower_bound(days.from); day != end; ++day) {
        for (const ServiceRow& row : day->second) {
            take(day->first, row);
        }
    }
}

template <typename Take>
void each_accepted(const FigureView& view, DaySpan days, Take take) {
    const auto end = view.cases.accepted().lower_bound(days.to);
    for (auto day = view.cases.accepted().lower_bound(days.from); day != end; ++day) {
        for (const CaseFile* file : day->second) {
            take(*file);
        }
    }
}

std::vector<CounterDay> counter_days(const FigureView& view, DaySpan days) {
    std::map<std::pair<Day, std::string>, CounterDay> all;
    const auto at = [&](Day day, const std::string& counter) -> CounterDay& {
        CounterDay& one = all[{day, counter}];
        one.day = day;
        one.counter = counter;
        return one;
    };
    each_service(view, days, [&](Day day, const ServiceRow& row) {
        at(day, view.ledger.words().word(row.counter)).served += row.finished ? 1 : 0;
    });
    each_accepted(view, days, [&](const CaseFile& file) {
        ++at(file.accepted()->day, file.accepted()->counter.value).registered;
    });
    std::vector<CounterDay> list;
    for (auto& [key, one] : all) {
        if (one.served + one.registered > 0) {
            list.push_back(std::move(one));
        }
    }
    return list;
}

// Who served much and recorded nothing, those who served most first. Nobody ("") is not asked.
std::vector<Silent> silent(const FigureView& view,
                           DaySpan days,
                           FigureBy by,
                           const WatchRules& rules) {
    std::vector<Silent> list;
    for (const auto& [key, figures] : figures_by(view, {.days = days}, by)) {
        if (!key.empty() && figures[Count::finished] >= rules.silent_served &&
            figures[Count::accepted] == 0) {
            list.push_back({key, figures[Count::finished]});
        }
    }
    std::ranges::stable_sort(list, std::ranges::greater{}, &Silent::served);
    return list;
}

std::chrono::milliseconds delay_of(const CaseFile& file) {
    return file.registered - file.accepted()->at;
}

std::size_t bucket_of(const CaseFile& file) {
    const auto days = std::chrono::floor<std::chrono::days>(delay_of(file)).count();
    return static_cast<std::size_t>(std::ranges::lower_bound(kDelayEnds, days) -
                                    kDelayEnds.begin());
}

// Cases of one counter in the order of their entry: as many as stand close together are a heap.
void find_batches(std::vector<const CaseFile*>& files,
                  const std::string& counter,
                  const WatchRules& rules,
                  std::vector<Batch>& batches) {
    std::ranges::sort(files, [](const CaseFile* a, const CaseFile* b) {
        return std::tie(a->registered, a->number) < std::tie(b->registered, b->number);
    });
    for (auto first = files.begin(); first != files.end();) {
        auto last = first + 1;
        while (last != files.end() &&
               (*last)->registered - (*(last - 1))->registered <= rules.batch_within) {
            ++last;
        }
        if (last - first >= rules.batch_cases) {
            batches.push_back(
                {counter, (*first)->registered, (*(last - 1))->registered, {first, last}});
        }
        first = last;
    }
}

std::vector<Batch> batches_of(const FigureView& view, DaySpan days, const WatchRules& rules) {
    std::map<std::string, std::vector<const CaseFile*>> late;
    each_accepted(view, days, [&](const CaseFile& file) {
        if (delay_of(file) >= rules.batch_late) {
            late[file.accepted()->counter.value].push_back(&file);
        }
    });
    std::vector<Batch> batches;
    for (auto& [counter, files] : late) {
        find_batches(files, counter, rules, batches);
    }
    return batches;
}

std::vector<FastRatings> fast_ratings(const FigureView& view,
                                      DaySpan days,
                                      const WatchRules& rules) {
    std::map<std::string, FastRatings> all;
    each_service(view, days, [&](Day /*day*/, const ServiceRow& row) {
        if (row.grade == 0) {
            return;
        }
        FastRatings& one = all[view.ledger.words().word(row.counter)];
        ++one.rated;
        one.fast += row.rated_after_ms < rules.too_fast.count() ? 1 : 0;
    });
    std::vector<FastRatings> list;
    for (auto& [counter, one] : all) {
        if (one.fast >= rules.fast_ratings &&
            one.fast * kPercent >= one.rated * rules.fast_share_percent) {
            one.counter = counter;
            list.push_back(one);
        }
    }
    return list;
}

}  // namespace

Watch watch(const FigureView& view,
            DaySpan days,
            const std::function<bool(const ItemId&)>& must_record,
            const WatchRules& rules) {
    Watch found;
    found.days = counter_days(view, days);
    found.silent_counters = silent(view, days, FigureBy::counter, rules);
    found.silent_departments = silent(view, days, FigureBy::department, rules);
    each_accepted(view, days, [&](const CaseFile& file) { ++found.delays[bucket_of(file)]; });
    found.batches = batches_of(view, days, rules);
    found.fast = fast_ratings(view, days, rules);
    std::map<std::uint16_t, bool> must;
    each_service(view, days, [&](Day day, const ServiceRow& row) {
        if (!row.finished || row.records > 0) {
            return;
        }
        const auto [known, is_new] = must.try_emplace(row.item, false);
        if (is_new) {
            known->second = must_record(ItemId{view.ledger.words().word(row.item)});
        }
        if (known->second) {
            found.unrecorded.push_back({day, &row, nullptr});
        }
    });
    return found;
}

}  // namespace hall
