// SPDX-License-Identifier: Apache-2.0
// From a ticket to the words on its paper. The only place where hall words meet the printer's.
#pragma once

#include <string>

#include "kiosk/app/view.h"
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

/// The slip of a ticket, in the citizen's language with the second language below. `ahead` and
/// `wait` are what was said on the screen.
[[nodiscard]] printer::Slip slip_for(const SlipSource& source,
                                     const IssuedNote& ticket,
                                     const IssuedTicket& shown,
                                     Moment issued,
                                     int attempt,
                                     bool copy);

/// The guide of an item on paper: documents, limits, fee, where to go. It has no number.
[[nodiscard]] printer::Slip guide_slip_for(const SlipSource& source,
                                           const Item& item,
                                           Language language,
                                           Moment now);

/// What the QR code says: the phone page when the hall has an address, else
/// "GH1.T.<hall>.<yyMMdd>.<queue>.<number>.<mac>", which a kiosk can check without any network.
/// Source: notes on the sample data, section 5 (alphabet 0-9 A-Z and the dot, 40-bit MAC).
[[nodiscard]] std::string qr_for(const HallConfig& hall,
                                 const IssuedNote& ticket,
                                 const std::string& code_key);

}  // namespace hall::kiosk
