// SPDX-License-Identifier: Apache-2.0
#include "display/drivers/onbon_bx6.h"

#include "display/drivers/bytes.h"
#include "display/drivers/onbon_frame.h"

namespace hall::display {

namespace {

constexpr unsigned kHost = 0x8000;
constexpr unsigned kProtocol = 0xF0;
constexpr unsigned kAnswerWanted = 1;
constexpr unsigned kGroupDynamic = 0xA7;
constexpr unsigned kSend = 0x00;
constexpr unsigned kDynamicArea = 0x10;
constexpr unsigned kHoldTime = 100;
constexpr std::size_t kPageTail = 8;  // Offset and length of the page's pixels.

constexpr std::uint8_t kGroupAnswer = 0xA0;
constexpr std::size_t kHeader = 16;

// Lit when its channel is at least half bright, as a mono canvas decides.
bool lit(Color color, Bx6Pixels pixels, int plane) {
    if (pixels == Bx6Pixels::mono) {
        return color.r >= 128 || color.g >= 128 || color.b >= 128;
    }
    return plane == 0 ? color.r >= 128 : color.g >= 128;
}

Bytes page_bytes(Size size, Bx6Standing standing) {
    Bytes page;
    page.u8(0).u8(standing.effect).u8(0).u8(0);
    page.le16(kHoldTime).u8(1).le16(static_cast<unsigned>(size.width)).zeros(9);
    return page;
}

Bytes area_bytes(Bx6Area area, Bx6Standing standing) {
    Bytes out;
    out.u8(0).u8(standing.run).le16(standing.timeout_s);
    if (standing.over_all) {
        out.u8(1).le16(0);
    } else {
        out.u8(0).le16(1).le16(0);
    }
    out.u8(standing.at_once ? 1 : 0).zeros(4).u8(kDynamicArea);
    out.le16(0).le16(0);
    out.le16(static_cast<unsigned>(area.size.width)).le16(static_cast<unsigned>(area.size.height));
    out.u8(0).u8(0).u8(0).u8(0).u8(0).zeros(5);  // No frame, no background, no voice.
    out.le16(1);                                 // One page.
    const Bytes page = page_bytes(area.size, standing);
    out.le32(static_cast<std::uint32_t>(page.size() + kPageTail)).add(page.view());
    out.le32(0).le32(static_cast<std::uint32_t>(area.pixels.size()));
    return out;
}

}  // namespace

std::vector<std::uint8_t> bx6_pixels(const Canvas& picture, Bx6Pixels pixels, Bx6Bits bits) {
    Bytes out;
    if (pixels == Bx6Pixels::rgb) {
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x) {
                const Color color = picture.pixel(x, y);
                out.u8(color.r).u8(color.g).u8(color.b);
            }
        }
        return out.take();
    }
    const int planes = pixels == Bx6Pixels::dual ? 2 : 1;
    for (int plane = 0; plane < planes; ++plane) {
        for (int y = 0; y < picture.height(); ++y) {
            for (int from = 0; from < picture.width(); from += 32) {
                std::uint32_t word = 0;
                for (int i = 0; i < 32; ++i) {
                    const bool on = from + i < picture.width() &&
                                    lit(picture.pixel(from + i, y), pixels, plane);
                    word = word << 1U | (on != bits.lit_is_zero ? 1U : 0U);
                }
                if (bits.in_words) {
                    out.le32(word);
                } else {
                    out.be16(word >> 16U).be16(word);
                }
            }
        }
    }
    return out.take();
}

std::vector<std::uint8_t> encode_bx6(const Bx6Card& card, Bx6Area area, Bx6Standing standing) {
    const Bytes head = area_bytes(area, standing);
    Bytes data;
    data.u8(kAnswerWanted).u8(kGroupDynamic).u8(kSend).zeros(2).le16(1);  // One area.
    data.le32(static_cast<std::uint32_t>(head.size())).add(head.view()).add(area.pixels);
    Bytes body;
    body.le16(card.address).le16(kHost).u8(kProtocol).u8(0).le16(card.type).zeros(4);
    body.le32(static_cast<std::uint32_t>(data.size())).add(data.view());
    return onbon_wrapped(body.view());
}

Outcome judge_bx6(std::span<const std::uint8_t> frame) {
    const auto body = onbon_unwrapped(frame);
    if (!body || body->size() < kHeader + 7) {
        return fail(Fault::garbled, "an answer that is not whole: look at the line");
    }
    const auto answer = std::span(*body).subspan(kHeader);
    if (answer[1] != kGroupAnswer) {
        return fail(Fault::garbled, "an answer of another kind of card; type= and driver= right?");
    }
    const unsigned status = le16_at(answer, 3);
    const unsigned error = le16_at(answer, 5);
    if (answer[2] != 0 || status != 0 || error != 0) {
        return fail(Fault::refused, onbon_error(error != 0 ? error : status));
    }
    return {};
}

}  // namespace hall::display
