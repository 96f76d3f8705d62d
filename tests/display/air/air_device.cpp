// SPDX-License-Identifier: Apache-2.0
#include "tests/display/air/air_device.h"

#include <algorithm>

namespace hall::display::test {

bool AirDevice::happens(int percent) {
    return percent > 0 && static_cast<int>(random_() % 100) < percent;
}

void AirDevice::spoil(ByteString& bytes) {
    if (!bytes.empty() && happens(knobs.corrupt_percent)) {
        bytes[random_() % bytes.size()] ^= static_cast<std::uint8_t>(1U << random_() % 8);
    }
}

ByteString AirDevice::hear(ByteString bytes, Instant now) {
    if (!powered(now) || happens(knobs.drop_percent)) {
        return {};
    }
    reached += static_cast<int>(bytes.size());
    spoil(bytes);
    ByteString answer = take(bytes, now);
    spoil(answer);
    return happens(knobs.drop_percent) ? ByteString{} : answer;
}

void AirDevice::power_cycle(Instant now, Milliseconds off) {
    back_at_ = now + off;
    forget();
}

std::vector<std::string> AirDevice::rows(Instant now) {
    return powered(now) ? shown(now) : std::vector<std::string>{};
}

ByteString AirFontCard::take(const ByteString& bytes, Instant now) {
    ByteString answer;
    for (const std::uint8_t byte : bytes) {
        const auto message = ear_.hear(byte);
        if (!message) {
            continue;
        }
        const auto command = read_font_command(*message);
        if (!command) {
            ++not_heard;
        } else if (command->screen == address_) {
            ++heard;
            last = *command;
            if (knobs.refuse) {
                return font_answer(address_, 12);
            }
            for (const FontArea& area : command->areas) {
                areas_[area.id] = {area, now};
            }
            answer = font_answer(address_, 0);
        }
    }
    return answer;
}

std::vector<std::string> AirFontCard::shown(Instant now) {
    // appendix.md, RunMode 2: deleted when not renewed within its time-out.
    std::erase_if(areas_, [&](const auto& one) {
        const Standing& standing = one.second;
        return standing.area.run_mode == 2 &&
               now >= standing.since + std::chrono::seconds(standing.area.timeout_s);
    });
    std::vector<std::string> rows;
    for (const auto& [id, standing] : areas_) {
        rows.push_back(trimmed(standing.area.text));
    }
    return rows;
}

ByteString AirPictureCard::take(const ByteString& bytes, Instant now) {
    ByteString answer;
    for (const std::uint8_t byte : bytes) {
        const auto message = ear_.hear(byte);
        if (!message) {
            continue;
        }
        const auto command = read_picture_command(*message);
        if (!command) {
            ++not_heard;
            continue;
        }
        ++heard;
        if (knobs.refuse) {
            return picture_answer(command->screen, 3);
        }
        last = *command;
        since_ = now;
        answer = picture_answer(command->screen, 0);
    }
    return answer;
}

ByteString AirPictureCard::pixels(Instant now) {
    const bool stale = last.run_mode == 2 && now >= since_ + std::chrono::seconds(last.timeout_s);
    return stale || !powered(now) ? ByteString{} : last.pixels;
}

std::vector<std::string> AirPictureCard::shown(Instant now) {
    const ByteString lamps = pixels(now);
    return {std::string(lamps.begin(), lamps.end())};
}

void AirHuidu::connected() {
    ear_ = {};
    xml_ = {};
    greeted_ = false;
}

void AirHuidu::forget() {
    rows_.clear();
    connected();
}

ByteString AirHuidu::take(const ByteString& bytes, Instant) {
    ByteString out;
    for (const HuiduMessage& message : ear_.hear(bytes)) {
        ByteString one;
        if (message.command == 0x2001) {
            greeted_ = true;
            one = huidu_message(0x2002, {0x05, 0, 0, 0x01, 0, 0});
        } else if (message.command == 0x005F) {
            one = huidu_message(0x0060, {});
        } else if (message.command == 0x2003 && greeted_) {
            if (const auto document = xml_.add(message.body)) {
                one = answer(*document);
            }
        } else {
            ++not_heard;
            one = huidu_message(0x2000, {1, 0});
        }
        out.insert(out.end(), one.begin(), one.end());
    }
    return out;
}

ByteString AirHuidu::answer(const std::string& document) {
    const auto sdk = read_xml(document);
    if (!sdk) {
        ++not_heard;
        return huidu_message(0x2000, {2, 0});
    }
    ++heard;
    last_document = document;
    const XmlElement& in = sdk->child("in");
    const std::string method = in["method"];
    const bool knows_session = (*sdk)["guid"] == "card-session-1";
    std::string result = "kSuccess";
    if (method == "AddProgram") {
        if (knobs.refuse || !knows_session) {
            result = "kParseXmlFailed";
        } else {
            ++programmes;
            rows_.clear();
            for (const XmlElement* area : in.child("screen").child("program").all("area")) {
                rows_.push_back(area->child("resources").child("text").child("string").text);
            }
        }
    }
    return huidu_xml_answer(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<sdk guid=\"card-session-1\">"
        "<out method=\"" +
        method + "\" result=\"" + result + "\"/></sdk>\n");
}

std::vector<std::string> AirHuidu::shown(Instant) {
    return rows_;
}

ByteString AirDigits::take(const ByteString& bytes, Instant) {
    if (bytes.size() != 4 || (bytes[0] + bytes[1] + bytes[2]) % 256 != bytes[3]) {
        ++not_heard;
    } else if (bytes[0] == address_) {
        ++heard;
        value_ = bytes[1] * 256 + bytes[2];
    }
    return {};
}

std::vector<std::string> AirDigits::shown(Instant) {
    return {value_ < 0 ? std::string() : std::to_string(value_)};
}

ByteString AirModbus::take(const ByteString& bytes, Instant) {
    const auto crc_of = [](const ByteString& message, std::size_t size) {
        unsigned crc = 0xFFFF;  // MODBUS over Serial Line V1.02, appendix B.
        for (std::size_t i = 0; i < size; ++i) {
            crc ^= message[i];
            for (int k = 0; k < 8; ++k) {
                const bool carry = crc % 2 == 1;
                crc /= 2;
                crc = carry ? crc ^ 0xA001U : crc;
            }
        }
        return crc;
    };
    const std::size_t size = bytes.size();
    if (size < 8 || bytes[size - 2] + bytes[size - 1] * 256U != crc_of(bytes, size - 2)) {
        ++not_heard;
        return {};
    }
    if (bytes[0] != unit_) {
        return {};
    }
    ++heard;
    const unsigned first = bytes[2] * 256U + bytes[3];
    ByteString answer;
    if (knobs.refuse) {
        answer = {bytes[0], static_cast<std::uint8_t>(bytes[1] | 0x80U), 2};
    } else if (bytes[1] == 6) {
        registers[first] = bytes[4] * 256U + bytes[5];
        answer.assign(bytes.begin(), bytes.begin() + 6);
    } else {
        for (std::size_t i = 0; 7 + 2 * i + 3 < size; ++i) {
            registers[first + static_cast<unsigned>(i)] =
                bytes[7 + 2 * i] * 256U + bytes[8 + 2 * i];
        }
        answer.assign(bytes.begin(), bytes.begin() + 6);
    }
    const unsigned crc = crc_of(answer, answer.size());
    answer.push_back(static_cast<std::uint8_t>(crc % 256));
    answer.push_back(static_cast<std::uint8_t>(crc / 256));
    return answer;
}

std::vector<std::string> AirModbus::shown(Instant) {
    std::string text;
    for (const auto& [at, value] : registers) {
        text += static_cast<char>(value / 256);
        text += static_cast<char>(value % 256);
    }
    return {trimmed(text)};
}

ByteString hex(const std::string& figures) {
    ByteString bytes;
    for (std::size_t i = 0; i + 1 < figures.size(); i += 2) {
        bytes.push_back(static_cast<std::uint8_t>(std::stoi(figures.substr(i, 2), nullptr, 16)));
    }
    return bytes;
}

std::string trimmed(const std::string& text) {
    const auto from = text.find_first_not_of(' ');
    const auto to = text.find_last_not_of(' ');
    return from == std::string::npos ? std::string() : text.substr(from, to - from + 1);
}

}  // namespace hall::display::test
