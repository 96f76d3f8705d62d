// SPDX-License-Identifier: Apache-2.0
#include "kiosk/screens/words.h"

#include <algorithm>
#include <set>

namespace hall::screens {

using kiosk::QueueLine;
using kiosk::WaitLine;

namespace {

constexpr std::int64_t kMinorPerMajor = 100;
constexpr float kWeekPerWorkdays = 7.0F / 5.0F;
constexpr float kDaysPerMonth = 30;

std::string amount_words(std::int64_t minor) {
    std::string amount = std::to_string(minor / kMinorPerMajor);
    const std::int64_t cents = minor % kMinorPerMajor;
    if (cents != 0) {
        const std::string digits = std::to_string(cents + kMinorPerMajor);
        amount += "." + digits.substr(1);
    }
    return amount;
}

std::string money_words(const Words& words, const Item& item, std::int64_t minor) {
    return words.say(item.currency == "CNY" ? "kiosk.fee_yuan" : "kiosk.fee_other",
                     {{"amount", amount_words(minor)}, {"currency", item.currency}});
}

void join(QueueLine& sum, const QueueLine& line, bool first) {
    sum.waiting += line.waiting;
    sum.issuing = first ? line.issuing : sum.issuing || line.issuing;
    if (first) {
        sum.wait = line.wait;
        sum.resumes_at = line.resumes_at;
        return;
    }
    if (sum.wait && line.wait) {
        sum.wait = WaitLine{std::min(sum.wait->lo_min, line.wait->lo_min),
                            std::max(sum.wait->hi_min, line.wait->hi_min)};
    } else if (line.wait) {
        sum.wait = line.wait;
    }
    if (line.resumes_at.hant.empty()) {
        sum.resumes_at = {};
    }
}

}  // namespace

std::string Words::say(std::string_view key, const Args& args) const {
    return view.phrases->say(key, language, args);
}

Words Words::second() const {
    return in(language == Language::en ? Language::zh_hant : Language::en);
}

Text Words::all(std::string_view key, const Args& args) const {
    return view.phrases->text(key, args);
}

std::string waiting_words(const Words& words, const QueueLine& line) {
    if (line.waiting == 0) {
        return words.say("kiosk.nobody");
    }
    return words.say("kiosk.people", {{"n", std::to_string(line.waiting)}});
}

std::string range_words(const Words& words,
                        const std::optional<WaitLine>& wait,
                        const Text& resumes_at) {
    if (!resumes_at.hant.empty()) {
        return words.say("kiosk.resumes", {{"time", words.of(resumes_at)}});
    }
    if (!wait) {
        return words.say("kiosk.range_unknown");
    }
    if (wait->lo_min == 0) {
        return words.say("kiosk.range_within", {{"b", std::to_string(wait->hi_min)}});
    }
    return words.say("kiosk.range",
                     {{"a", std::to_string(wait->lo_min)}, {"b", std::to_string(wait->hi_min)}});
}

std::string range_words(const Words& words, const QueueLine& line) {
    if (!line.issuing) {
        return line.resumes_at.hant.empty()
                   ? words.say("kiosk.not_issuing")
                   : words.say("kiosk.opens", {{"time", words.of(line.resumes_at)}});
    }
    return range_words(words, line.wait, line.resumes_at);
}

std::string line_words(const Words& words, const QueueLine& line) {
    if (!line.issuing) {
        return words.say("kiosk.closed_short");
    }
    const std::string people = waiting_words(words, line);
    if (!line.resumes_at.hant.empty()) {
        return people + " · " + words.of(line.resumes_at);
    }
    return line.waiting == 0 ? people : people + " · " + range_words(words, line);
}

std::string short_range_words(const Words& words, const QueueLine& line) {
    if (line.issuing && line.resumes_at.hant.empty() && line.wait && line.wait->lo_min == 0) {
        return words.say("kiosk.range_within_short", {{"b", std::to_string(line.wait->hi_min)}});
    }
    return range_words(words, line);
}

QueueLine line_of(const kiosk::View& view, const Category& category) {
    std::set<QueueId> seen;
    QueueLine sum;
    sum.issuing = false;
    for (const ItemId& id : category.items) {
        const Item* item = view.content->catalogue.item(id);
        if (item == nullptr || seen.contains(item->queue)) {
            continue;
        }
        const auto line = view.queues.find(item->queue);
        if (line != view.queues.end()) {
            join(sum, line->second, seen.empty());
            seen.insert(item->queue);
        }
    }
    return sum;
}

QueueLine line_of(const kiosk::View& view, const Item& item) {
    const auto line = view.queues.find(item.queue);
    if (line != view.queues.end()) {
        return line->second;
    }
    QueueLine none;
    none.issuing = false;
    return none;
}

bool prints(kiosk::PrinterHealth printer) noexcept {
    return printer == kiosk::PrinterHealth::fine || printer == kiosk::PrinterHealth::near_end ||
           printer == kiosk::PrinterHealth::unknown;
}

std::string limit_words(const Words& words, const TimeLimit& limit) {
    const Args n{{"n", std::to_string(limit.n)}};
    switch (limit.unit) {
        case TimeLimit::Unit::none:
            return words.say("kiosk.limit_none");
        case TimeLimit::Unit::now:
            return words.say("kiosk.limit_now");
        case TimeLimit::Unit::hour:
            return words.say("kiosk.limit_hour", n);
        case TimeLimit::Unit::day:
            return words.say("kiosk.limit_day", n);
        case TimeLimit::Unit::workday:
            return words.say("kiosk.limit_workday", n);
        case TimeLimit::Unit::month:
            return words.say("kiosk.limit_month", n);
    }
    return {};
}

float days_of(const TimeLimit& limit) noexcept {
    const auto n = static_cast<float>(limit.n);
    switch (limit.unit) {
        case TimeLimit::Unit::none:
        case TimeLimit::Unit::now:
            return 0;
        case TimeLimit::Unit::hour:
            return n / 24;
        case TimeLimit::Unit::day:
            return n;
        case TimeLimit::Unit::workday:
            return n * kWeekPerWorkdays;
        case TimeLimit::Unit::month:
            return n * kDaysPerMonth;
    }
    return 0;
}

std::string fee_words(const Words& words, const Item& item) {
    if (!item.fee_charged) {
        return words.say("kiosk.fee_free");
    }
    if (item.fees.size() == 1 && item.fees.front().minor_units) {
        return money_words(words, item, *item.fees.front().minor_units);
    }
    return words.say("kiosk.fee_assessed");
}

std::string fee_line_words(const Words& words, const Item& item, const FeeLine& fee) {
    if (!fee.minor_units) {
        return words.say("kiosk.fee_assessed");
    }
    const std::string money = money_words(words, item, *fee.minor_units);
    const std::string& per = words.of(fee.per);
    return per.empty() ? money : words.say("kiosk.fee_per", {{"amount", money}, {"per", per}});
}

Whereabouts whereabouts(const Content& content, const Item& item) {
    Whereabouts where;
    const Queue* queue = content.hall.queue(item.queue);
    const auto& ids = item.counters.empty() && queue != nullptr ? queue->counters : item.counters;
    for (const CounterId& id : ids) {
        if (const Counter* counter = content.hall.counter(id)) {
            where.counters.push_back(counter);
        }
    }
    std::ranges::sort(where.counters, {}, &Counter::no);
    if (queue != nullptr) {
        where.zone = content.hall.zone(queue->zone);
    }
    if (where.zone != nullptr) {
        where.floor = content.hall.floor(where.zone->floor);
    } else if (!where.counters.empty()) {
        where.floor = content.hall.floor(where.counters.front()->floor);
    }
    return where;
}

std::string counter_numbers(const std::vector<const Counter*>& counters) {
    std::string numbers;
    for (std::size_t i = 0; i < counters.size();) {
        std::size_t last = i;
        while (last + 1 < counters.size() && counters[last + 1]->no == counters[last]->no + 1) {
            ++last;
        }
        numbers += (numbers.empty() ? "" : ", ") + std::to_string(counters[i]->no);
        if (last > i) {
            numbers += (last == i + 1 ? ", " : "–") + std::to_string(counters[last]->no);
        }
        i = last + 1;
    }
    return numbers;
}

std::vector<const Item*> by_demand(const Content& content, const std::vector<ItemId>& items) {
    std::vector<const Item*> sorted;
    for (const ItemId& id : items) {
        if (const Item* item = content.catalogue.item(id)) {
            sorted.push_back(item);
        }
    }
    std::ranges::stable_sort(sorted, std::ranges::greater{}, &Item::visits_per_day);
    return sorted;
}

std::vector<const Item*> most_wanted(const Content& content, std::size_t count) {
    std::vector<const Item*> sorted;
    for (const Item& item : content.catalogue.items) {
        sorted.push_back(&item);
    }
    std::ranges::stable_sort(sorted, std::ranges::greater{}, &Item::visits_per_day);
    sorted.resize(std::min(count, sorted.size()));
    return sorted;
}

const Category* category_of(const Content& content, const ItemId& item, const CategoryId& hint) {
    const auto holds = [&](const Category& category) {
        return std::ranges::find(category.items, item) != category.items.end();
    };
    if (const Category* hinted = content.catalogue.category(hint); hinted && holds(*hinted)) {
        return hinted;
    }
    const auto& all = content.catalogue.categories;
    const auto found = std::ranges::find_if(all, holds);
    return found == all.end() ? nullptr : &*found;
}

}  // namespace hall::screens
