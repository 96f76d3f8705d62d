// SPDX-License-Identifier: Apache-2.0
#include "tests/display/decoders/onbon.h"

namespace hall::display::test {

namespace {

// Form1.cs, crc16(): polynomial A001, from 0. Written over a table here, so that it shares nothing
// with the encoder's.
unsigned checksum(const ByteString& bytes, std::size_t count) {
    static const std::vector<unsigned> table = [] {
        std::vector<unsigned> made(256);
        for (unsigned i = 0; i < 256; ++i) {
            unsigned value = i;
            for (int k = 0; k < 8; ++k) {
                value = value % 2 == 1 ? value / 2 ^ 0xA001U : value / 2;
            }
            made[i] = value;
        }
        return made;
    }();
    unsigned crc = 0;
    for (std::size_t i = 0; i < count; ++i) {
        crc = crc / 256 ^ table[(crc ^ bytes[i]) % 256];
    }
    return crc;
}

// Reads fields one after another; once it ran out it stays bad.
class Fields {
public:
    explicit Fields(const ByteString& bytes, std::size_t from = 0) : bytes_(bytes), at_(from) {}

    unsigned take(std::size_t size) {
        unsigned value = 0;
        if (at_ + size > bytes_.size()) {
            good_ = false;
            return 0;
        }
        for (std::size_t i = size; i > 0; --i) {
            value = value * 256 + bytes_[at_ + i - 1];
        }
        at_ += size;
        return value;
    }
    ByteString take_bytes(std::size_t size) {
        if (at_ + size > bytes_.size()) {
            good_ = false;
            return {};
        }
        const auto from = bytes_.begin() + static_cast<std::ptrdiff_t>(at_);
        at_ += size;
        return {from, from + static_cast<std::ptrdiff_t>(size)};
    }
    [[nodiscard]] bool good() const { return good_; }
    [[nodiscard]] bool at_end() const { return at_ == bytes_.size(); }
    [[nodiscard]] std::size_t at() const { return at_; }

private:
    const ByteString& bytes_;
    std::size_t at_;
    bool good_ = true;
};

ByteString for_wire(ByteString message) {
    const unsigned crc = checksum(message, message.size());
    message.push_back(static_cast<std::uint8_t>(crc % 256));
    message.push_back(static_cast<std::uint8_t>(crc / 256));
    ByteString wire(8, 0xA5);
    for (const std::uint8_t byte : message) {
        switch (byte) {
            case 0xA5:
                wire.insert(wire.end(), {0xA6, 0x02});
                break;
            case 0xA6:
                wire.insert(wire.end(), {0xA6, 0x01});
                break;
            case 0x5A:
                wire.insert(wire.end(), {0x5B, 0x02});
                break;
            case 0x5B:
                wire.insert(wire.end(), {0x5B, 0x01});
                break;
            default:
                wire.push_back(byte);
        }
    }
    wire.push_back(0x5A);
    return wire;
}

FontArea read_area(Fields& in) {
    FontArea area;
    area.type = in.take(1);
    area.x_bytes = in.take(2);
    area.y = in.take(2);
    area.width_bytes = in.take(2);
    area.height = in.take(2);
    area.id = in.take(1);
    area.line_gap = in.take(1);
    area.run_mode = in.take(1);
    area.timeout_s = in.take(2);
    area.voice = in.take(1);
    area.extension = in.take(1);
    area.align = in.take(1);
    area.single_line = in.take(1);
    area.new_line = in.take(1);
    area.display_mode = in.take(1);
    area.exit_mode = in.take(1);
    area.speed = in.take(1);
    area.stay = in.take(1);
    const ByteString text = in.take_bytes(in.take(4));
    area.text.assign(text.begin(), text.end());
    return area;
}

}  // namespace

std::optional<ByteString> OnbonEar::hear(std::uint8_t byte) {
    if (byte == 0xA5) {
        state_ = State::head;
        message_.clear();
        escape_.reset();
        return std::nullopt;
    }
    if (state_ == State::outside) {
        return std::nullopt;
    }
    state_ = State::inside;
    if (byte == 0x5A) {
        state_ = State::outside;
        if (escape_ || message_.size() < 2) {
            return std::nullopt;
        }
        const std::size_t size = message_.size() - 2;
        const unsigned told = message_[size] + message_[size + 1] * 256U;
        if (told != checksum(message_, size) && told != 0xFFFF) {
            ++bad_checksums;
            return std::nullopt;
        }
        message_.resize(size);
        return message_;
    }
    if (escape_) {
        const unsigned pair = *escape_ * 256U + byte;
        escape_.reset();
        const unsigned plain = pair == 0xA602   ? 0xA5
                               : pair == 0xA601 ? 0xA6
                               : pair == 0x5B02 ? 0x5A
                               : pair == 0x5B01 ? 0x5B
                                                : 256;
        if (plain == 256) {
            state_ = State::outside;
            return std::nullopt;
        }
        message_.push_back(static_cast<std::uint8_t>(plain));
    } else if (byte == 0xA6 || byte == 0x5B) {
        escape_ = byte;
    } else {
        message_.push_back(byte);
    }
    return std::nullopt;
}

std::optional<FontCommand> read_font_command(const ByteString& message) {
    Fields in(message);
    FontCommand command;
    command.screen = in.take(2);
    command.source = in.take(2);
    in.take(3);
    command.bar_code = in.take(1);
    if (command.bar_code != 0) {
        in.take_bytes(16);
    }
    command.check_mode = in.take(1);
    command.display_mode = in.take(1);
    command.device = in.take(1);
    command.version = in.take(1);
    const unsigned length = in.take(2);
    if (!in.good() || in.at() + length != message.size()) {
        return std::nullopt;
    }
    command.group = in.take(1);
    command.number = in.take(1);
    command.reply = in.take(1) != 0;
    in.take(2);
    if (command.group != 0xA3 || command.number != 0x06) {
        return in.good() ? std::optional(command) : std::nullopt;
    }
    for (unsigned n = in.take(1); n > 0 && in.good(); --n) {
        command.deleted.push_back(in.take(1));
    }
    for (unsigned n = in.take(1); n > 0 && in.good(); --n) {
        const unsigned size = in.take(2);
        const std::size_t from = in.at();
        command.areas.push_back(read_area(in));
        if (in.at() - from != size) {
            return std::nullopt;
        }
    }
    return in.good() && in.at_end() ? std::optional(command) : std::nullopt;
}

std::optional<PictureCommand> read_picture_command(const ByteString& message) {
    Fields in(message);
    PictureCommand command;
    command.screen = in.take(2);
    command.source = in.take(2);
    command.version = in.take(1);
    in.take(1);
    command.device = in.take(2);
    in.take(4);
    const unsigned length = in.take(4);
    if (!in.good() || in.at() + length != message.size()) {
        return std::nullopt;
    }
    command.reply = in.take(1) != 0;
    command.group = in.take(1);
    command.number = in.take(1);
    in.take(2);
    if (in.take(2) != 1) {
        return std::nullopt;
    }
    const unsigned parameters = in.take(4);
    const std::size_t from = in.at();
    command.area = in.take(1);
    command.run_mode = in.take(1);
    command.timeout_s = in.take(2);
    command.all_programmes = in.take(1);
    for (unsigned n = in.take(2); n > 0 && in.good(); --n) {
        command.programmes.push_back(in.take(2));
    }
    command.at_once = in.take(1);
    in.take(4);
    command.area_type = in.take(1);
    command.x = in.take(2);
    command.y = in.take(2);
    command.width = in.take(2);
    command.height = in.take(2);
    in.take_bytes(4);
    if (in.take(1) != 0) {  // Voice: we never send it.
        return std::nullopt;
    }
    in.take_bytes(5);
    command.pages = in.take(2);
    const unsigned page_size = in.take(4);
    const std::size_t page_from = in.at();
    command.page_type = in.take(1);
    command.display_mode = in.take(1);
    in.take(1);
    in.take(1);
    command.hold = in.take(2);
    command.repeat = in.take(1);
    command.valid_width = in.take(2);
    in.take_bytes(9);
    const unsigned offset = in.take(4);
    const unsigned size = in.take(4);
    if (!in.good() || in.at() - page_from != page_size || in.at() - from != parameters ||
        offset != 0) {
        return std::nullopt;
    }
    command.pixels = in.take_bytes(size);
    return in.good() && in.at_end() ? std::optional(command) : std::nullopt;
}

ByteString font_answer(unsigned screen, unsigned status) {
    const auto low = static_cast<std::uint8_t>(screen % 256);
    const auto high = static_cast<std::uint8_t>(screen / 256);
    return for_wire({0x00, 0x80, low, high, 0, 0, 0, 0, 0, 0, 0x62, 0x02, 5, 0, 0xA0,
                     static_cast<std::uint8_t>(status == 0 ? 0 : 1),
                     static_cast<std::uint8_t>(status), 0, 0});
}

ByteString picture_answer(unsigned screen, unsigned status) {
    const auto low = static_cast<std::uint8_t>(screen % 256);
    const auto high = static_cast<std::uint8_t>(screen / 256);
    return for_wire({0x00,
                     0x80,
                     low,
                     high,
                     0xF0,
                     0,
                     0x66,
                     0x02,
                     0,
                     0,
                     0,
                     0,
                     9,
                     0,
                     0,
                     0,
                     0,
                     0xA0,
                     static_cast<std::uint8_t>(status == 0 ? 0 : 1),
                     0,
                     0,
                     static_cast<std::uint8_t>(status),
                     0,
                     0,
                     0});
}

}  // namespace hall::display::test
