// SPDX-License-Identifier: Apache-2.0
// A morning in the sample hall, for screens to be drawn from.
#pragma once

#include <memory>
#include <string>

#include "kiosk/app/command.h"
#include "kiosk/app/view.h"
#include "sync/hall/han.h"

namespace hall::screens::tests {

/// The documents of assets/, read once. Ends the program when they cannot be read.
std::shared_ptr<const Content> sample_content();
std::shared_ptr<const Phrases> sample_phrases();
std::shared_ptr<const HanTable> sample_han();

/// Monday, 09:42: the hall is open, every queue has its people.
kiosk::View morning();

/// Nobody is called until 14:00; numbers are given out.
kiosk::View noon();

/// 18:20: closed until tomorrow morning.
kiosk::View evening();

/// The ticket that answers `touch`, with a slip and a QR code of dots.
kiosk::IssuedTicket ticket_for(const kiosk::View& view, const Uuid& touch, const ItemId& item);

/// Today's appointments of one phone: early, on time, late, and one that was used.
kiosk::Found found_for(const kiosk::View& view, const Uuid& touch);

/// A slip that was scanned, in a state. Missed ones may queue again.
kiosk::Scanned scanned_for(const kiosk::View& view, const Uuid& touch, TicketState state);

/// The staff page's day: uncertain slips, unprinted ones, and the newest.
std::shared_ptr<const kiosk::StaffView> a_staff_day();
/// The id of its nth slip.
TicketId staff_ticket(std::uint64_t number);

/// What a desk with a good service would answer, a moment later: tickets, appointments, slips.
void let_desk_answer(kiosk::View& view, const kiosk::Command& command);

/// Pictures for a ticket, as the desk would hand them out.
struct Pictures {
    std::shared_ptr<const kiosk::Picture> slip;
    std::shared_ptr<const kiosk::Picture> qr;
};
void use_pictures(const Pictures& pictures);

/// The QR code of a text, quiet zone included.
kiosk::Picture qr_picture(const std::string& text, int module_dots);

}  // namespace hall::screens::tests
