// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/case_file_rules.h"

#include <algorithm>

#include "sync/hall/case_calendar.h"

namespace hall {

namespace {

constexpr std::array<std::string_view, kCaseTroubles.size()> kTroubleNames{
    "item_unknown", "item_differs", "counter_unknown", "in_future",
    "out_of_order", "not_accepted", "is_closed",       "is_stopped",
    "is_running",   "not_closed",   "rated_by_ticket", "stops_full"};

using Trouble = std::optional<CaseTrouble>;

// Due again whenever what it follows from has changed.
void set_due(const CaseView& view, CaseFile& file) {
    const Item* item = view.content.catalogue.item(file.item);
    const CaseStep* accepted = file.accepted();
    file.kind = item == nullptr     ? CaseKind::unknown
                : item->on_the_spot ? CaseKind::prompt
                                    : CaseKind::promised;
    file.due.reset();
    if (item == nullptr || accepted == nullptr) {
        return;
    }
    const TimeLimit now{0, TimeLimit::Unit::now};
    file.due = due_day(WorkCalendar{view.content.hall.hours},
                       item->on_the_spot ? now : item->promise_limit, accepted->day, file.stops);
}

void put_step(CaseFile& file, CaseStep step) {
    const auto place = std::ranges::lower_bound(file.steps, step.stage, {}, &CaseStep::stage);
    if (place != file.steps.end() && place->stage == step.stage) {
        *place = std::move(step);
    } else {
        file.steps.insert(place, std::move(step));
    }
}

bool is_in_order(const CaseFile& file) {
    return std::ranges::is_sorted(file.steps, {}, &CaseStep::at);
}

bool needs_acceptance(CaseStage stage) noexcept {
    return stage > CaseStage::accepted;
}

Trouble take_stage(const CaseView& view, const CaseLine& line, CaseFile& file) {
    if (needs_acceptance(line.stage) && file.accepted() == nullptr) {
        return CaseTrouble::not_accepted;
    }
    CaseStep step{.stage = line.stage,
                  .at = line.at,
                  .day = view.day_of(line.at),
                  .place = line.place,
                  .exemption = line.exemption,
                  .exempt = false,
                  .counter = line.counter,
                  .clerk = line.clerk};
    step.exempt = step.stage == CaseStage::reviewed && step.place == CasePlace::outside &&
                  is_exempt(view.content.hall, step.exemption, file.item, step.day);
    // A file that names no counter does not take away the one that recorded it.
    if (const CaseStep* known = file.step(line.stage); known != nullptr && step.counter.empty()) {
        step.counter = known->counter;
        step.clerk = known->clerk;
    }
    put_step(file, std::move(step));
    if (!is_in_order(file)) {
        return CaseTrouble::out_of_order;
    }
    // A clock that stands still when the case is closed stood still until then.
    if (line.stage == CaseStage::closed && !file.stops.empty() && !file.stops.back().to) {
        file.stops.back().to = view.day_of(line.at);
    }
    return std::nullopt;
}

Trouble take_clock(const CaseView& view, const CaseLine& line, CaseFile& file) {
    const Day day = view.day_of(line.at);
    if (file.accepted() == nullptr) {
        return CaseTrouble::not_accepted;
    }
    // The same line again is no news, also of a clock that goes on by now.
    const bool is_known = std::ranges::any_of(file.stops, [&](const CaseStop& stop) {
        return line.news == CaseNews::stop ? stop.from == day : stop.to == day;
    });
    if (is_known) {
        return std::nullopt;
    }
    if (file.closed() != nullptr) {
        return CaseTrouble::is_closed;
    }
    const bool stands = !file.stops.empty() && !file.stops.back().to;
    if (line.news == CaseNews::resume) {
        if (!stands) {
            return CaseTrouble::is_running;
        }
        if (day < file.stops.back().from) {
            return CaseTrouble::out_of_order;
        }
        file.stops.back().to = day;
        return std::nullopt;
    }
    if (stands) {
        return CaseTrouble::is_stopped;
    }
    if (day < file.accepted()->day || (!file.stops.empty() && day < *file.stops.back().to)) {
        return CaseTrouble::out_of_order;
    }
    if (file.stops.size() >= kStopsMost) {
        return CaseTrouble::stops_full;
    }
    file.stops.push_back({line.reason, day, std::nullopt});
    return std::nullopt;
}

Trouble take_rest(const CaseLine& line, CaseFile& file) {
    for (const CaseDocument document : line.documents) {
        file.documents =
            static_cast<std::uint8_t>(file.documents | 1U << static_cast<unsigned>(document));
    }
    if (!line.grade) {
        return std::nullopt;
    }
    if (file.ticket) {
        return CaseTrouble::rated_by_ticket;
    }
    if (file.closed() == nullptr) {
        return CaseTrouble::not_closed;
    }
    file.grade = line.grade;
    return std::nullopt;
}

Trouble against(const CaseView& view, const CaseLine& line, const CaseFile& file) {
    if (!line.item.empty() && view.content.catalogue.item(line.item) == nullptr) {
        return CaseTrouble::item_unknown;
    }
    if (!line.item.empty() && !file.item.empty() && line.item != file.item) {
        return CaseTrouble::item_differs;
    }
    if (!line.counter.empty() && view.content.hall.counter(line.counter) == nullptr) {
        return CaseTrouble::counter_unknown;
    }
    return line.at > view.now ? Trouble{CaseTrouble::in_future} : std::nullopt;
}

CaseFile known_or_new(const CaseView& view, const CaseNumber& number) {
    if (const CaseFile* known = view.book.find(number)) {
        return *known;
    }
    CaseFile file;
    file.number = number;
    file.source = view.source;
    file.registered = view.now;
    return file;
}

}  // namespace

std::string_view name_of(CaseTrouble trouble) noexcept {
    return kTroubleNames[static_cast<std::size_t>(trouble)];
}

bool is_exempt(const HallConfig& hall,
               std::string_view exemption,
               const ItemId& item,
               Day day) noexcept {
    return !exemption.empty() && std::ranges::any_of(hall.exemptions, [&](const Exemption& one) {
        return one.number == exemption && (one.item.empty() || one.item == item) &&
               one.from <= day && (!one.to || day <= *one.to);
    });
}

tl::expected<CaseFile, CaseTrouble> decide_case_line(const CaseView& view, const CaseLine& line) {
    CaseFile file = known_or_new(view, line.number);
    Trouble trouble = against(view, line, file);
    if (!trouble && !line.item.empty()) {
        file.item = line.item;
    }
    if (!trouble) {
        switch (line.news) {
            case CaseNews::stage:
                trouble = take_stage(view, line, file);
                break;
            case CaseNews::stop:
            case CaseNews::resume:
                trouble = take_clock(view, line, file);
                break;
            case CaseNews::filed:
                break;
        }
    }
    if (!trouble) {
        trouble = take_rest(line, file);
    }
    if (trouble) {
        return tl::make_unexpected(*trouble);
    }
    set_due(view, file);
    return file;
}

std::optional<CaseFile> case_of_record(const CaseView& view,
                                       const CaseRecord& record,
                                       const ItemId& tickets_item,
                                       std::optional<Moment> ended) {
    if (record.result == CaseResult::refused || record.result == CaseResult::advised) {
        return std::nullopt;
    }
    const CaseNumber number{record.number.empty() ? text_of(record.id) : record.number};
    CaseFile file = known_or_new(view, number);
    if (file.item.empty()) {
        file.item = record.item.empty() ? tickets_item : record.item;
    }
    CaseStep step{.stage = CaseStage::accepted,
                  .at = std::min(ended.value_or(record.at), record.at),
                  .day = record.day,
                  .place = CasePlace::hall,
                  .exemption = {},
                  .exempt = false,
                  .counter = record.counter,
                  .clerk = record.clerk};
    if (file.accepted() == nullptr) {
        put_step(file, step);
        file.ticket = record.ticket;
    }
    if (record.result == CaseResult::closed && file.closed() == nullptr) {
        step.stage = CaseStage::closed;
        step.at = std::max(step.at, file.steps.back().at);
        step.day = view.day_of(step.at);
        put_step(file, step);
        file.ticket = record.ticket;
    }
    if (!is_in_order(file)) {
        return std::nullopt;  // The software knows another order; the record itself stays.
    }
    set_due(view, file);
    return file;
}

}  // namespace hall
