// SPDX-License-Identifier: Apache-2.0
// One attempt to bring one slip to paper, and how it went.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "printer/bitmap.h"
#include "printer/fault.h"

namespace hall::printer {

/// Four printable characters that a printer sends back when the job is on paper. Random for each
/// attempt, so that a late answer to an earlier one cannot be taken for this one's.
class JobKey {
public:
    /// Errors: bad_settings (not four characters of 21h-7Eh).
    [[nodiscard]] static Result<JobKey> from(std::string_view text);
    /// 24 bits of `random` in a form that every printer takes.
    [[nodiscard]] static JobKey of(std::uint32_t random) noexcept;

    [[nodiscard]] const std::array<char, 4>& bytes() const noexcept { return bytes_; }
    [[nodiscard]] std::string text() const { return {bytes_.data(), bytes_.size()}; }
    bool operator==(const JobKey&) const = default;

private:
    JobKey() = default;
    std::array<char, 4> bytes_{};
};

/// How well it is known that the slip is on paper, best first. A log says more than "ok".
enum class Evidence : std::uint8_t {
    process_id,      ///< The printer named this very job as printed.
    in_order_reply,  ///< It answered a question that stood behind the last dot.
    cut_counter,     ///< Its cutter has made exactly this job's stroke since.
    clean_status,    ///< It took everything and reports no fault afterwards.
    accepted_only,   ///< It took everything and says nothing: a one-way printer.
    person,          ///< Somebody holds it in the hand.
};

/// "process_id": for logs and records.
[[nodiscard]] std::string_view name(Evidence evidence) noexcept;

enum class Certainty : std::uint8_t {
    not_printed,  ///< Known: nothing of it is on paper and nothing will come out later.
    uncertain,    ///< Never guessed: it may be on paper, in part, or still come out.
    torn,         ///< Known: a part came out, was marked 作廢 and cut off. It may be sent again.
};

/// Why a slip is not known to be on paper.
struct Unprinted {
    Certainty certainty = Certainty::not_printed;
    Error error;
};

using PrintResult = tl::expected<Evidence, Unprinted>;

struct Profile;
enum class Question : std::uint8_t;

/// Makes the bytes of a job that does not go as a picture, question at its end and all; on the
/// printer worker, right before they are sent. Errors: as encode_text().
using Letters = std::function<Result<std::vector<std::uint8_t>>(
    const Profile& profile, const JobKey& key, Question question)>;

struct Job {
    std::string id;   ///< The caller's own name for it; kept by the JobStore.
    int attempt = 1;  ///< As set on the slip.
    JobKey key;
    std::shared_ptr<const Bitmap> paper;
    Letters letters{};  ///< Sent in place of the picture, which then only tells how long it takes.
};

}  // namespace hall::printer
