// SPDX-License-Identifier: Apache-2.0
#include "display/drivers/template_panel.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "display/drivers/bytes.h"

namespace hall::display {

namespace {

constexpr std::size_t kFrameMost = 128;
// 65535 has five digits, but only four can always be shown.
constexpr int kValuePlaces = 4;

std::optional<unsigned> number_in(std::string_view text, int base) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

unsigned value_of(const TemplateValues& values) {
    return values.digits.empty() ? values.blank : number_in(values.digits, 10).value_or(0);
}

void put_filled(Bytes& out, std::string text, std::size_t size, bool before) {
    text.resize(std::min(text.size(), size));
    const std::string blanks(size - text.size(), ' ');
    out.add(before ? blanks + text : text + blanks);
}

void put_bcd(Bytes& out, const std::string& digits, std::size_t bytes) {
    const char filler = digits.empty() ? 'F' : '0';
    std::string all(bytes * 2 - std::min(bytes * 2, digits.size()), filler);
    all += digits;
    for (std::size_t i = 0; i + 1 < all.size(); i += 2) {
        const auto half = [](char c) { return c == 'F' ? 0x0FU : static_cast<unsigned>(c - '0'); };
        out.u8(half(all[i]) << 4U | half(all[i + 1]));
    }
}

unsigned folded(std::span<const std::uint8_t> bytes, bool sum) {
    unsigned value = 0;
    for (const std::uint8_t byte : bytes) {
        value = sum ? value + byte : value ^ byte;
    }
    return value;
}

}  // namespace

Result<FrameTemplate::Field> FrameTemplate::field_of(std::string_view word) {
    struct Word {
        std::string_view name;
        Kind kind;
        bool needs_argument;
    };
    constexpr std::array kWords{
        Word{"address", Kind::address, false},   Word{"value", Kind::value, false},
        Word{"value_le", Kind::value_le, false}, Word{"tone", Kind::tone, false},
        Word{"sum", Kind::sum, false},           Word{"xor", Kind::exclusive_or, false},
        Word{"crc", Kind::crc, false},           Word{"bcd", Kind::bcd, true},
        Word{"ascii", Kind::ascii, true},        Word{"text", Kind::text, true}};
    const auto colon = word.find(':');
    const auto* known = std::ranges::find(kWords, word.substr(0, colon), &Word::name);
    if (known != kWords.end()) {
        const bool takes_one =
            known->needs_argument || known->kind == Kind::sum || known->kind == Kind::exclusive_or;
        if (colon == std::string_view::npos && !known->needs_argument) {
            return Field{known->kind, 0};
        }
        const auto argument =
            colon == std::string_view::npos ? std::nullopt : number_in(word.substr(colon + 1), 10);
        const unsigned least = known->needs_argument ? 1 : 0;
        if (takes_one && argument && *argument >= least && *argument <= 64) {
            return Field{known->kind, *argument};
        }
    } else if (const auto byte = number_in(word, 16); byte && word.size() == 2) {
        return Field{Kind::byte, *byte};
    }
    return fail(Fault::bad_settings,
                "frame=: " + std::string(word) +
                    ": needs two hexadecimal figures or one of address value value_le bcd:N "
                    "ascii:N text:N tone sum sum:K xor xor:K crc");
}

std::size_t FrameTemplate::size_of(const Field& field) {
    switch (field.kind) {
        case Kind::byte:
        case Kind::address:
        case Kind::tone:
        case Kind::sum:
        case Kind::exclusive_or:
            return 1;
        case Kind::value:
        case Kind::value_le:
        case Kind::crc:
            return 2;
        case Kind::bcd:
        case Kind::ascii:
        case Kind::text:
            return field.argument;
    }
    return 0;
}

Result<FrameTemplate> FrameTemplate::parse(std::string_view text) {
    FrameTemplate made;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (word.empty()) {
            continue;
        }
        const auto field = field_of(word);
        if (!field) {
            return tl::make_unexpected(field.error());
        }
        made.fields_.push_back(*field);
        made.size_ += size_of(*field);
        const int room = static_cast<int>(field->argument);
        if (field->kind == Kind::text) {
            made.text_bytes_ = std::max(made.text_bytes_, room);
        }
        const int places = field->kind == Kind::bcd     ? 2 * room
                           : field->kind == Kind::ascii ? room
                           : field->kind == Kind::value || field->kind == Kind::value_le
                               ? kValuePlaces
                               : 0;
        if (places > 0) {
            made.places_ = made.places_ == 0 ? places : std::min(made.places_, places);
        }
    }
    if (made.size_ > kFrameMost || (made.places_ == 0 && made.text_bytes_ == 0)) {
        return fail(Fault::bad_settings,
                    "frame=: needs a field for the number (value, bcd:N, ascii:N or text:N) and at "
                    "most 128 bytes");
    }
    return made;
}

std::vector<std::uint8_t> FrameTemplate::fill(const TemplateValues& values) const {
    Bytes out;
    const auto from = [&](unsigned first) {
        return out.view().subspan(std::min<std::size_t>(first, out.size()));
    };
    for (const Field& field : fields_) {
        switch (field.kind) {
            case Kind::byte:
                out.u8(field.argument);
                break;
            case Kind::address:
                out.u8(values.address);
                break;
            case Kind::value:
                out.be16(value_of(values));
                break;
            case Kind::value_le:
                out.le16(value_of(values));
                break;
            case Kind::bcd:
                put_bcd(out, values.digits, field.argument);
                break;
            case Kind::ascii:
                put_filled(out, values.digits, field.argument, true);
                break;
            case Kind::text:
                put_filled(out, values.text, field.argument, false);
                break;
            case Kind::tone:
                out.u8(values.tone);
                break;
            case Kind::sum:
                out.u8(folded(from(field.argument), true));
                break;
            case Kind::exclusive_or:
                out.u8(folded(from(field.argument), false));
                break;
            case Kind::crc:
                out.le16(crc16_a001(out.view(), 0xFFFF));
                break;
        }
    }
    return out.take();
}

}  // namespace hall::display
