// SPDX-License-Identifier: Apache-2.0
// The one print job that may have an open end, in a file of its own.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "printer/job_store.h"

namespace hall::printer {

/// For a program that keeps its tickets, and what was begun of them, elsewhere: this remembers
/// besides what only the printer can be asked about, so that a slip that was under way when the
/// power went becomes known afterwards. Losing the file loses nothing but that.
/// Not thread-safe: owned by the printer worker.
class MarkFile final : public JobStore {
public:
    /// Makes the file's directory if it is missing. A file that is damaged counts as none.
    /// Errors: not_kept.
    [[nodiscard]] static Result<std::unique_ptr<MarkFile>> open(const std::string& directory,
                                                                const std::string& name);

    [[nodiscard]] Outcome sending(const SendingMark& mark) override;
    [[nodiscard]] Outcome settled(const SendingMark& mark, const PrintResult& result) override;
    [[nodiscard]] Result<std::vector<SendingMark>> unsettled() override;

private:
    MarkFile(std::string directory, std::string name)
        : directory_(std::move(directory)),
          name_(std::move(name)) {}

    std::string directory_;
    std::string name_;
    std::optional<SendingMark> mark_;
};

}  // namespace hall::printer
