// SPDX-License-Identifier: Apache-2.0
#include "display/drivers/onbon_bxk.h"

#include <cassert>

#include "display/drivers/bytes.h"
#include "display/drivers/onbon_frame.h"

namespace hall::display {

namespace {

constexpr unsigned kHost = 0x8000;
constexpr unsigned kDynamicFirst = 1;  // Dynamic areas before the stored programmes.
constexpr unsigned kProtocol = 0x02;
constexpr unsigned kGroupScreen = 0xA3;
constexpr unsigned kUpdateAreas = 0x06;
constexpr unsigned kAnswerWanted = 1;
constexpr unsigned kSingleLine = 1;
constexpr unsigned kNoWrap = 1;
constexpr unsigned kStay = 10;  // x 0.5 s; of no meaning for a text that stands.

constexpr std::uint8_t kGroupAnswer = 0xA0;
constexpr std::size_t kAnswerHeader = 14;
constexpr std::size_t kBarCode = 16;

Bytes area_bytes(const BxkCard& card, const BxkArea& area, BxkStanding standing) {
    const int row_unit = card.y_in_bytes ? 8 : 1;
    assert(area.place.x % 8 == 0 && area.place.w % 8 == 0);
    Bytes out;
    out.u8(0);  // An area of text.
    out.le16(static_cast<unsigned>(area.place.x / 8));
    out.le16(static_cast<unsigned>(area.place.y / row_unit));
    out.le16(static_cast<unsigned>(area.place.w / 8));
    out.le16(static_cast<unsigned>(area.place.h / row_unit));
    out.u8(area.id).u8(0);  // No space between lines: there is one.
    out.u8(static_cast<unsigned>(standing.run)).le16(standing.timeout_s);
    out.u8(0).u8(0).u8(0);  // No voice, no extension, letters aligned as the font has them.
    out.u8(kSingleLine).u8(kNoWrap);
    out.u8(static_cast<unsigned>(area.effect)).u8(0).u8(area.speed).u8(kStay);
    out.le32(static_cast<std::uint32_t>(area.text.size())).add(area.text);
    return out;
}

}  // namespace

std::vector<std::uint8_t> encode_bxk(const BxkCard& card,
                                     std::span<const BxkArea> areas,
                                     BxkStanding standing) {
    Bytes data;
    data.u8(kGroupScreen).u8(kUpdateAreas).u8(kAnswerWanted).zeros(2);
    data.u8(0).u8(static_cast<unsigned>(areas.size()));  // None deleted, so many updated.
    for (const BxkArea& area : areas) {
        const Bytes one = area_bytes(card, area, standing);
        data.le16(static_cast<unsigned>(one.size())).add(one.view());
    }
    Bytes body;
    body.le16(card.address).le16(kHost).zeros(3).u8(0).u8(0);  // No bar code, CRC checked.
    body.u8(kDynamicFirst).u8(card.type).u8(kProtocol);
    body.le16(static_cast<unsigned>(data.size())).add(data.view());
    return onbon_wrapped(body.view());
}

Outcome judge_bxk(std::span<const std::uint8_t> frame) {
    const auto body = onbon_unwrapped(frame);
    if (!body || body->size() < kAnswerHeader) {
        return fail(Fault::garbled, "an answer that is not whole: look at the line and its speed");
    }
    const std::size_t at = (*body)[7] != 0 ? kAnswerHeader + kBarCode : kAnswerHeader;
    if (body->size() < at + 3 || (*body)[at] != kGroupAnswer) {
        return fail(Fault::garbled, "an answer of another kind of card; type= and driver= right?");
    }
    const unsigned status = (*body)[at + 2];
    if ((*body)[at + 1] != 0 || status != 0) {
        return fail(Fault::refused, onbon_error(status));
    }
    return {};
}

}  // namespace hall::display
