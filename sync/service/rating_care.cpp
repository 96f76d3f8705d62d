// SPDX-License-Identifier: Apache-2.0
#include "sync/service/rating_care.h"

#include "sync/hall/names.h"
#include "sync/json.h"
#include "sync/service/figure_views.h"

namespace hall::service {

using sync::Json;

namespace {

constexpr std::array<std::string_view, kCareDeeds.size()> kDeedNames{"explained", "called_back",
                                                                     "corrected"};
constexpr std::string_view kActions = "rating.";

Json row_of(const RatingCare& care, const Behind& one, const Words& words) {
    Json form = row_form(one, words);
    const std::string subject = care_subject(one);
    form["subject"] = subject;
    for (const CareDeed deed : kCareDeeds) {
        if (const RatingCare::Note* note = care.find(subject, deed)) {
            form[std::string(name_of(deed))] = {
                {"text", note->text}, {"by", note->by}, {"at", millis_of(note->at)}};
        }
    }
    return form;
}

void add_row(Json& list, Json row) {
    if (list.size() < kCareRowsMost) {
        list.push_back(std::move(row));
    }
}

}  // namespace

std::string_view name_of(CareDeed deed) noexcept {
    return kDeedNames[static_cast<std::size_t>(deed)];
}

std::optional<CareDeed> care_deed_from(std::string_view name) noexcept {
    return find_name(kDeedNames, kCareDeeds, name);
}

void RatingCare::apply(const AdminDone& done, Moment at) {
    if (!done.action.starts_with(kActions)) {
        return;
    }
    const auto deed = care_deed_from(std::string_view{done.action}.substr(kActions.size()));
    const Json detail = Json::parse(done.detail, nullptr, false);
    if (deed && detail.is_object()) {
        notes_.insert_or_assign({done.subject, *deed}, Note{detail.value("text", ""), done.by, at});
    }
}

const RatingCare::Note* RatingCare::find(const std::string& subject, CareDeed deed) const {
    const auto found = notes_.find({subject, deed});
    return found == notes_.end() ? nullptr : &found->second;
}

AdminDone RatingCare::done(const std::string& subject, CareDeed deed, const std::string& text) {
    return {.action = std::string(kActions) + std::string(name_of(deed)),
            .subject = subject,
            .detail = Json{{"text", text}}.dump()};
}

std::string care_subject(const Behind& one) {
    return one.file != nullptr ? one.file->number.value : text_of(one.service->ticket);
}

Json care_form(const RatingCare& care,
               const FigureView& view,
               DaySpan days,
               const WorkCalendar& calendar,
               Day today) {
    const Words& words = view.ledger.words();
    Json missed = Json::array();
    Json bad = Json::array();
    std::size_t unexplained = 0;
    std::size_t uncorrected = 0;
    std::size_t overdue = 0;
    const auto all_missed = rows_behind(view, {.days = days}, Count::missed);
    for (const Behind& one : all_missed) {
        unexplained += care.find(care_subject(one), CareDeed::explained) == nullptr ? 1U : 0U;
        add_row(missed, row_of(care, one, words));
    }
    const auto all_bad = rows_behind(view, {.days = days}, Count::bad);
    for (const Behind& one : all_bad) {
        const bool open = care.find(care_subject(one), CareDeed::corrected) == nullptr;
        const auto due = calendar.after(one.day, kCareWorkingDays, {});
        const bool late = open && due && *due < today;
        uncorrected += open ? 1U : 0U;
        overdue += late ? 1U : 0U;
        Json row = row_of(care, one, words);
        row["overdue"] = late;
        if (due) {
            row["care_due"] = text_of(*due);
        }
        add_row(bad, std::move(row));
    }
    return {{"from", text_of(days.from)},
            {"to", text_of(days.to)},
            {"missed",
             {{"total", all_missed.size()}, {"open", unexplained}, {"rows", std::move(missed)}}},
            {"bad",
             {{"total", all_bad.size()},
              {"open", uncorrected},
              {"overdue", overdue},
              {"rows", std::move(bad)}}}};
}

}  // namespace hall::service
