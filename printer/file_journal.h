// SPDX-License-Identifier: Apache-2.0
// Print jobs in a directory of their own: for a program that keeps no tickets.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "printer/job_book.h"
#include "printer/job_store.h"

namespace hall::printer {

/// DIR/journal, a line for each entry, and DIR/NAME.png, what a job is to print. Every call that
/// writes is durable when it returns. A line that was cut off by a power failure is dropped when
/// it is the last; a damaged one before it is refused, with its number.
///
/// One program at a time. Not thread-safe: owned by the printer worker.
class FileJournal final : public JobStore {
public:
    /// Makes DIR if it is missing.
    /// Errors: busy (another program has it), not_kept.
    [[nodiscard]] static Result<std::unique_ptr<FileJournal>> open(const std::string& directory);
    ~FileJournal() override;
    FileJournal(const FileJournal&) = delete;
    FileJournal& operator=(const FileJournal&) = delete;

    /// `job` is 1 to 64 of A-Z a-z 0-9 . _ - and begins with none of the last three.
    /// Errors: bad_settings, not_kept.
    [[nodiscard]] Outcome queue(const std::string& job, const Bitmap& paper, int length_mm);
    /// Errors: not_kept, bad_picture.
    [[nodiscard]] Result<Bitmap> paper(const std::string& job) const;
    /// A person's word, another attempt, a new roll. Errors: bad_settings, not_kept.
    [[nodiscard]] Outcome write(const JobEntry& entry);

    [[nodiscard]] Outcome sending(const SendingMark& mark) override;
    [[nodiscard]] Outcome settled(const SendingMark& mark, const PrintResult& result) override;
    [[nodiscard]] Result<std::vector<SendingMark>> unsettled() override;

    [[nodiscard]] const JobBook& book() const noexcept { return book_; }

private:
    FileJournal(std::string directory, int fd) : directory_(std::move(directory)), fd_(fd) {}

    [[nodiscard]] Outcome replay();
    [[nodiscard]] Outcome append(std::string_view line);

    std::string directory_;
    int fd_;
    std::int64_t size_ = 0;
    bool broken_ = false;  ///< A write failed: what is in the file is not known any more.
    JobBook book_;
};

/// One line without its end: "7c3f91ab sending T017 1 Jk7+ slip 41 tcp 127.0.0.1:9100". Pure.
[[nodiscard]] std::string journal_line(const JobEntry& entry);
/// Errors: bad_settings, which says what is wrong with it. Pure.
[[nodiscard]] Result<JobEntry> parse_journal_line(std::string_view line);

}  // namespace hall::printer
