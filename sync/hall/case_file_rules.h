// SPDX-License-Identifier: Apache-2.0
// How a case grows: from a counter's record, and line by line from the administrative software.
// Pure.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/hall/case.h"
#include "sync/hall/case_book.h"
#include "sync/hall/case_file.h"
#include "sync/hall/config.h"

#include <tl/expected.hpp>

namespace hall {

/// What one line says of a case: that it reached a stage, that its clock stopped or goes on, or
/// only what its archive holds and how it was rated.
enum class CaseNews : std::uint8_t { stage, stop, resume, filed };

struct CaseLine {
    CaseNumber number;
    ItemId item;  ///< Empty: as known.
    CaseNews news = CaseNews::stage;
    CaseStage stage = CaseStage::accepted;
    Moment at{};
    CasePlace place = CasePlace::hall;
    std::string exemption;
    CounterId counter;
    ClerkId clerk;
    std::string reason;  ///< Of a stop.
    std::vector<CaseDocument> documents;
    std::optional<int> grade;
};

/// Why a line was not taken. Each has a word on the wire and a text "case.bad_<word>".
enum class CaseTrouble : std::uint8_t {
    item_unknown,     ///< Not in the catalogue.
    item_differs,     ///< The case is known with another one.
    counter_unknown,  ///< Not in the hall.
    in_future,
    out_of_order,     ///< Before an earlier stage, or after a later one.
    not_accepted,     ///< Nothing is reviewed, closed, collected or stopped before it is accepted.
    is_closed,        ///< The clock of a closed case neither stops nor goes on.
    is_stopped,       ///< It stands still already.
    is_running,       ///< It does not stand still.
    not_closed,       ///< Only what is closed is rated.
    rated_by_ticket,  ///< The service at the counter is due the rating, not the case.
    stops_full,
};
inline constexpr std::array kCaseTroubles{
    CaseTrouble::item_unknown, CaseTrouble::item_differs,    CaseTrouble::counter_unknown,
    CaseTrouble::in_future,    CaseTrouble::out_of_order,    CaseTrouble::not_accepted,
    CaseTrouble::is_closed,    CaseTrouble::is_stopped,      CaseTrouble::is_running,
    CaseTrouble::not_closed,   CaseTrouble::rated_by_ticket, CaseTrouble::stops_full};
[[nodiscard]] std::string_view name_of(CaseTrouble trouble) noexcept;

inline constexpr std::size_t kStopsMost = 20;

/// What the rules look at.
struct CaseView {
    const CaseBook& book;
    const Content& content;
    std::function<Day(Moment)> day_of;  ///< The hall's business day.
    std::string source;                 ///< Of a case that is new.
    Moment now{};
};

/// Decides one line; changes nothing. The case as it will be — equal to the one in the book when
/// the line says nothing new, so that a file may come twice. A stage that comes again with another
/// time, place or exemption is a correction, and counts in the period it now belongs to.
[[nodiscard]] tl::expected<CaseFile, CaseTrouble> decide_case_line(const CaseView& view,
                                                                   const CaseLine& line);

/// The case that a counter's record is about, as it will be. What happened, happened when the
/// service ended (`ended`, else the record's time); when it was recorded is the entry's delay.
/// Nothing when no case comes of it: refused, advised.
[[nodiscard]] std::optional<CaseFile> case_of_record(const CaseView& view,
                                                     const CaseRecord& record,
                                                     const ItemId& tickets_item,
                                                     std::optional<Moment> ended);

/// Whether a review outside on `day` of a case of `item` is approved by the hall's list.
[[nodiscard]] bool is_exempt(const HallConfig& hall,
                             std::string_view exemption,
                             const ItemId& item,
                             Day day) noexcept;

}  // namespace hall
