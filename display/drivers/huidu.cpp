// SPDX-License-Identifier: Apache-2.0
#include "display/drivers/huidu.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "display/drivers/bytes.h"

namespace hall::display {

namespace {

constexpr std::uint32_t kVersion = 0x1000005;               // Source: Protocols.cs, TCP_VERSION.
constexpr std::size_t kPacketMost = std::size_t{9} * 1024;  // Source: Protocols.cs, MAX_TCP_PACKET.
constexpr std::size_t kXmlHeader = 12;
constexpr std::size_t kHeader = 4;
constexpr int kStill = 0;
constexpr int kToLeft = 26;  // Source: node-huidu-sdk, TextComponent.ts, setSlidingText.

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                // Control characters are no XML at all.
                if (static_cast<unsigned char>(c) >= 0x20) {
                    out += c;
                }
        }
    }
    return out;
}

// FNV-1a, twice with different starts: an id that is the same for the same words.
std::string id_of(std::string_view words) {
    std::uint64_t a = 0xCBF29CE484222325ULL;
    std::uint64_t b = 0x84222325CBF29CE4ULL;
    for (const char c : words) {
        a = (a ^ static_cast<std::uint8_t>(c)) * 0x100000001B3ULL;
        b = (b ^ static_cast<std::uint8_t>(c)) * 0x100000001B3ULL;
    }
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%08x-%04x-4%03x-8%03x-%012llx",
                  static_cast<unsigned>(a >> 32U), static_cast<unsigned>(a >> 16U & 0xFFFFU),
                  static_cast<unsigned>(a & 0xFFFU), static_cast<unsigned>(b >> 52U),
                  b & 0xFFFFFFFFFFFFULL);
    return text.data();
}

std::string number(int value) {
    return "\"" + std::to_string(value) + "\"";
}

std::string area_xml(const HuiduText& text, std::string_view name) {
    std::array<char, 8> color{};
    std::snprintf(color.data(), color.size(), "#%02x%02x%02x", text.color.r, text.color.g,
                  text.color.b);
    const std::string what = std::string(name) + text.text + std::to_string(text.place.y);
    std::string xml = "<area guid=\"" + id_of("area" + what) +
                      "\" alpha=\"255\"><rectangle x=" + number(text.place.x) +
                      " y=" + number(text.place.y) + " width=" + number(text.place.w) +
                      " height=" + number(text.place.h) + "/><resources><text guid=\"" +
                      id_of("text" + what) +
                      "\" singleLine=\"true\"><style valign=\"middle\" align=\"center\"/><string>";
    xml += escaped(text.text);
    xml += "</string><font name=\"SimSun\" size=" + number(text.size_px) + " color=\"" +
           color.data() + "\" bold=\"false\" italic=\"false\" underline=\"false\"/><effect in=" +
           number(text.moves ? kToLeft : kStill) +
           " out=\"0\" inSpeed=\"4\" outSpeed=\"0\" duration=\"600\"/></text></resources></area>";
    return xml;
}

std::string document(std::string_view session, std::string_view method, std::string_view inner) {
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<sdk guid=\"" + std::string(session) +
           "\"><in method=\"" + std::string(method) + "\">" + std::string(inner) + "</in></sdk>\n";
}

}  // namespace

std::vector<std::uint8_t> huidu_packet(HuiduCommand command, std::span<const std::uint8_t> body) {
    Bytes out;
    out.le16(static_cast<unsigned>(kHeader + body.size()));
    return out.le16(static_cast<unsigned>(command)).add(body).take();
}

std::vector<std::uint8_t> huidu_version_ask() {
    Bytes body;
    return huidu_packet(HuiduCommand::version_ask, body.le32(kVersion).view());
}

std::vector<std::uint8_t> huidu_xml(std::string_view xml) {
    Bytes out;
    for (std::size_t offset = 0; offset < xml.size(); offset += kPacketMost - kXmlHeader) {
        Bytes body;
        body.le32(static_cast<std::uint32_t>(xml.size()));
        body.le32(static_cast<std::uint32_t>(offset));
        body.add(xml.substr(offset, kPacketMost - kXmlHeader));
        out.add(huidu_packet(HuiduCommand::xml_ask, body.view()));
    }
    return out.take();
}

std::string huidu_session_xml() {
    return document("##GUID", "GetIFVersion", "<version value=\"1000000\"/>");
}

std::string huidu_program_xml(std::string_view session,
                              std::string_view name,
                              std::span<const HuiduText> texts) {
    std::string areas;
    for (const HuiduText& text : texts) {
        areas += area_xml(text, name);
    }
    const std::string program =
        "<screen timeStamps=\"0\"><program type=\"normal\" id=\"0\" guid=\"" +
        id_of("program" + areas) + "\"><playControl count=\"1\" disabled=\"false\"/>" + areas +
        "</program></screen>";
    return document(session, "AddProgram", program);
}

void HuiduReader::add(std::span<const std::uint8_t> bytes) {
    arrived_.insert(arrived_.end(), bytes.begin(), bytes.end());
}

std::optional<HuiduPacket> HuiduReader::next() {
    if (broken_ || arrived_.size() < kHeader) {
        return std::nullopt;
    }
    const std::size_t size = le16_at(arrived_, 0);
    if (size < kHeader || size > kPacketMost) {
        broken_ = true;
        return std::nullopt;
    }
    if (arrived_.size() < size) {
        return std::nullopt;
    }
    const auto end = arrived_.begin() + static_cast<std::ptrdiff_t>(size);
    HuiduPacket packet{static_cast<HuiduCommand>(le16_at(arrived_, 2)),
                       {arrived_.begin() + static_cast<std::ptrdiff_t>(kHeader), end}};
    arrived_.erase(arrived_.begin(), end);
    return packet;
}

std::string huidu_attribute(std::string_view xml,
                            std::string_view element,
                            std::string_view attribute) {
    const auto open = xml.find("<" + std::string(element) + " ");
    const auto close = open == std::string_view::npos ? open : xml.find('>', open);
    if (close == std::string_view::npos) {
        return {};
    }
    const std::string_view inside = xml.substr(open, close - open);
    const std::string before = " " + std::string(attribute) + "=\"";
    const auto at = inside.find(before);
    if (at == std::string_view::npos) {
        return {};
    }
    const std::string_view value = inside.substr(at + before.size());
    return std::string(value.substr(0, value.find('"')));
}

}  // namespace hall::display
