// SPDX-License-Identifier: Apache-2.0
#include "printer/job_book.h"

#include <utility>

namespace hall::printer {

namespace {

tl::unexpected<Error> refuse(const std::string& job, const JobRow& row, std::string_view what) {
    return fault(Fault::bad_settings, "job " + job + " is " + std::string(name(row.state)) +
                                          " and cannot become " + std::string(what));
}

// A settled end is the end of the attempt that was marked, or of none when nothing was sent.
bool may_settle(const JobRow& row, const JobSettled& entry) {
    switch (row.state) {
        case JobState::queued:
            return entry.state == JobState::unprinted;
        case JobState::sending:
            return row.mark.attempt == entry.mark.attempt;
        case JobState::uncertain:
            return row.mark.attempt == entry.mark.attempt && entry.state != JobState::unprinted;
        case JobState::unprinted:
        case JobState::printed:
        case JobState::torn:
            return false;
    }
    return false;
}

}  // namespace

std::string_view name(JobState state) noexcept {
    switch (state) {
        case JobState::queued:
            return "queued";
        case JobState::sending:
            return "sending";
        case JobState::printed:
            return "printed";
        case JobState::torn:
            return "torn";
        case JobState::uncertain:
            return "uncertain";
        case JobState::unprinted:
            return "unprinted";
    }
    return "unknown";
}

JobEntry settled_entry(const SendingMark& mark, const PrintResult& result) {
    if (result.has_value()) {
        return JobSettled{mark, JobState::printed, std::string(name(*result))};
    }
    const std::string why(name(result.error().error.code));
    switch (result.error().certainty) {
        case Certainty::not_printed:
            return JobSettled{mark, JobState::unprinted, why};
        case Certainty::uncertain:
            return JobSettled{mark, JobState::uncertain, why};
        case Certainty::torn:
            return JobSettled{mark, JobState::torn, why};
    }
    return JobSettled{mark, JobState::uncertain, why};
}

Outcome JobBook::apply(const JobEntry& entry) {
    return std::visit([this](const auto& one) { return on(one); }, entry);
}

const JobRow* JobBook::find(const std::string& job) const {
    const auto found = rows_.find(job);
    return found == rows_.end() ? nullptr : &found->second;
}

std::vector<SendingMark> JobBook::unsettled() const {
    std::vector<SendingMark> marks;
    for (const std::string& job : order_) {
        const JobRow& row = rows_.at(job);
        const bool may_be_known =
            row.state == JobState::uncertain && row.mark.cuts_before.has_value();
        if (row.state == JobState::sending || may_be_known) {
            marks.push_back(row.mark);
        }
    }
    return marks;
}

Outcome JobBook::on(const JobQueued& entry) {
    if (const JobRow* row = find(entry.job)) {
        return refuse(entry.job, *row, "queued as new; choose another name");
    }
    JobRow row;
    row.length_mm = entry.length_mm;
    rows_[entry.job] = row;
    order_.push_back(entry.job);
    return {};
}

Outcome JobBook::on(const JobSending& entry) {
    const auto found = rows_.find(entry.mark.job);
    if (found == rows_.end()) {
        return fault(Fault::bad_settings, "job " + entry.mark.job + " was never queued");
    }
    JobRow& row = found->second;
    const bool slip = entry.mark.what == Sending::slip && row.state == JobState::queued &&
                      entry.mark.attempt == row.attempt;
    const bool mark = entry.mark.what == Sending::void_mark &&
                      (row.state == JobState::uncertain || row.state == JobState::sending) &&
                      entry.mark.attempt == row.mark.attempt;
    if (!slip && !mark) {
        return refuse(entry.mark.job, row, "sending");
    }
    row.state = JobState::sending;
    row.mark = entry.mark;
    row.why.clear();
    meter_.add(slip ? row.length_mm : 0);
    return {};
}

Outcome JobBook::on(const JobSettled& entry) {
    const auto found = rows_.find(entry.mark.job);
    if (found == rows_.end()) {
        return fault(Fault::bad_settings, "job " + entry.mark.job + " was never queued");
    }
    JobRow& row = found->second;
    if (!may_settle(row, entry)) {
        return refuse(entry.mark.job, row, name(entry.state));
    }
    row.state = entry.state;
    row.why = entry.why;
    row.mark = entry.mark;
    return {};
}

Outcome JobBook::on(const JobFound& entry) {
    const auto found = rows_.find(entry.job);
    if (found == rows_.end()) {
        return fault(Fault::bad_settings, "there is no job " + entry.job);
    }
    JobRow& row = found->second;
    if (row.state != JobState::uncertain) {
        return refuse(entry.job, row, "what a person found: only an uncertain one can");
    }
    const bool in_hand = entry.found == Found::in_hand;
    row.state = in_hand ? JobState::printed : JobState::unprinted;
    row.why = name(Evidence::person);
    row.mark.cuts_before.reset();
    return {};
}

Outcome JobBook::on(const JobAgain& entry) {
    const auto found = rows_.find(entry.job);
    if (found == rows_.end()) {
        return fault(Fault::bad_settings, "there is no job " + entry.job);
    }
    JobRow& row = found->second;
    if (row.state == JobState::queued || row.state == JobState::sending) {
        return refuse(entry.job, row, "queued again");
    }
    row.copy = row.copy || row.state == JobState::printed || row.state == JobState::uncertain;
    ++row.attempt;
    row.state = JobState::queued;
    row.why.clear();
    row.mark.cuts_before.reset();
    return {};
}

Outcome JobBook::on(const RollChanged& entry) {
    if (entry.length_mm < 1000 || entry.length_mm > 400'000) {
        return fault(Fault::bad_settings, "a roll is 1 to 400 metres long");
    }
    meter_.change_roll(entry.length_mm);
    return {};
}

}  // namespace hall::printer
