// SPDX-License-Identifier: Apache-2.0
#include "printer/mark_file.h"

#include <filesystem>
#include <fstream>
#include <system_error>

#include "printer/durable.h"
#include "printer/file_journal.h"

namespace hall::printer {

Result<std::unique_ptr<MarkFile>> MarkFile::open(const std::string& directory,
                                                 const std::string& name) {
    std::error_code failed;
    std::filesystem::create_directories(directory, failed);
    if (failed) {
        return not_kept(directory, failed.value());
    }
    auto file = std::unique_ptr<MarkFile>(new MarkFile(directory, name));
    std::ifstream text(directory + "/" + name, std::ios::binary);
    std::string line;
    if (std::getline(text, line)) {
        const auto entry = parse_journal_line(line);
        const auto* sending = entry.has_value() ? std::get_if<JobSending>(&*entry) : nullptr;
        if (sending != nullptr) {
            file->mark_ = sending->mark;
        }
    }
    return file;
}

Outcome MarkFile::sending(const SendingMark& mark) {
    auto kept = keep_file(directory_, name_, journal_line(JobSending{mark}) + "\n");
    if (kept.has_value()) {
        mark_ = mark;
    }
    return kept;
}

Outcome MarkFile::settled(const SendingMark& mark, const PrintResult& result) {
    const bool is_this =
        mark_.has_value() && mark_->job == mark.job && mark_->attempt == mark.attempt;
    const bool may_be_known = !result.has_value() &&
                              result.error().certainty == Certainty::uncertain &&
                              mark.cuts_before.has_value();
    if (!is_this || may_be_known) {
        return {};
    }
    auto kept = keep_file(directory_, name_, "");
    if (kept.has_value()) {
        mark_.reset();
    }
    return kept;
}

Result<std::vector<SendingMark>> MarkFile::unsettled() {
    return mark_.has_value() ? std::vector{*mark_} : std::vector<SendingMark>{};
}

}  // namespace hall::printer
