// SPDX-License-Identifier: Apache-2.0
// From a ticket to the words on its paper. The only place where hall words meet the printer's.
#pragma once

#include <cstdint>
#include <string>

#include "kiosk/app/view.h"
#include "printer/profile.h"
#include "printer/slip.h"
#include "sync/hall/config.h"
#include "sync/hall/hours.h"
#include "sync/hall/notes.h"
#include "sync/hall/phrases.h"

namespace hall::kiosk {

/// What the words are made of. Borrowed for the call.
struct SlipSource {
    const Content& content;
    const Phrases& phrases;
    const HallClock& clock;
    const DeviceId& kiosk;
    std::string code_key;  ///< Signs the offline code; the service hands it out.
};

/// What is particular to one paper of a ticket.
struct SlipMarks {
    int attempt = 1;
    bool copy = false;        ///< 補印
    bool prechecked = false;  ///< 已預審: the case was checked on line.
    bool training = false;    ///< 演練專用，無效
};

/// The slip of a ticket, in the citizen's language with the second language below. People ahead
/// and the range are what was said on the screen; `shown` is null when that is no longer known (a
/// copy printed later), and then the paper sends its reader to the hall's screen.
[[nodiscard]] printer::Slip slip_for(const SlipSource& source,
                                     const IssuedNote& ticket,
                                     const IssuedTicket* shown,
                                     Moment issued,
                                     const SlipMarks& marks);

/// Says that a torn paper of this ticket is none. Carries no code: it must not be read as a ticket.
[[nodiscard]] printer::Slip void_slip_for(const SlipSource& source,
                                          const IssuedNote& ticket,
                                          Moment issued,
                                          int attempt);

/// The guide of an item on paper: documents, limits, fee, where to go. It has no number.
[[nodiscard]] printer::Slip guide_slip_for(const SlipSource& source,
                                           const Item& item,
                                           Language language,
                                           Moment now);

/// A form for an opinion or a complaint, to be filled in by hand.
[[nodiscard]] printer::Slip opinion_slip_for(const SlipSource& source,
                                             Language language,
                                             Moment now);

/// What one kiosk gave out on a business day.
struct DayFigures {
    Day day;
    int issued = 0;
    int appointments = 0, priority = 0, offline = 0;  ///< Among those.
    std::string first_number, last_number;            ///< Empty when none was issued.
    int printed = 0, unprinted = 0, uncertain = 0;
    int copies = 0, torn = 0;
    std::int64_t log_entries = 0;
    std::string log_head;  ///< The chain's last hash, hex: on paper it can no longer be changed.
};

/// The day's close: what was issued, and the head of the log with two signatures below.
[[nodiscard]] printer::Slip day_close_slip_for(const SlipSource& source,
                                               const DayFigures& figures,
                                               Language language,
                                               Moment now);

/// The words of the test page; printer::test_page() adds the patterns.
[[nodiscard]] printer::Slip test_slip_for(const SlipSource& source,
                                          const printer::Profile& profile,
                                          const std::string& device,
                                          Language language,
                                          Moment now);

/// What the QR code says: the phone page when the hall has an address, else
/// "GH1.T.<hall>.<yyMMdd>.<queue>.<number>.<mac>", which a kiosk can check without any network.
/// Source: notes on the sample data, section 5 (alphabet 0-9 A-Z and the dot, 40-bit MAC).
[[nodiscard]] std::string qr_for(const HallConfig& hall,
                                 const IssuedNote& ticket,
                                 const std::string& code_key);

}  // namespace hall::kiosk
