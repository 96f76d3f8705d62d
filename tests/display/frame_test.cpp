// SPDX-License-Identifier: Apache-2.0
// Frames of template panels, Modbus, Art-Net and Huidu, byte for byte from the makers' sheets.
#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "display/drivers/artnet.h"
#include "display/drivers/huidu.h"
#include "display/drivers/modbus.h"
#include "display/drivers/number_field.h"
#include "display/drivers/template_panel.h"
#include "tests/display/air/air_device.h"

using namespace hall::display;
using namespace hall::display::test;

namespace {

std::string filled(const FrameTemplate& frame, const TemplateValues& values) {
    const auto bytes = frame.fill(values);
    return {bytes.begin(), bytes.end()};
}

}  // namespace

TEST_CASE("a digit panel's frame is the one on its maker's sheet", "[display]") {
    // Source: musicexecdevelopment.com, queue panel: ID, high, low, sum; 05 03 E7 EF shows 999 on
    // board 5.
    const auto frame = FrameTemplate::parse("address value sum");
    REQUIRE(frame.has_value());
    TemplateValues values;
    values.address = 5;
    values.digits = "999";
    CHECK(frame->fill(values) == hex("0503e7ef"));
    values.digits.clear();
    CHECK(frame->fill(values) == hex("05000005"));
    CHECK(frame->places() == 4);
}

TEST_CASE("a template has a field for whatever a panel's sheet asks for", "[display]") {
    TemplateValues values;
    values.address = 0x11;
    values.digits = "1000";
    values.text = "A1000";
    values.tone = 2;
    const auto fill = [&](const std::string& text) {
        const auto frame = FrameTemplate::parse(text);
        REQUIRE(frame.has_value());
        return frame->fill(values);
    };
    CHECK(fill("3A tone value 00 sum 0A") == hex("3a0203e8002"
                                                 "70a"));
    CHECK(fill("value_le") == hex("e803"));
    CHECK(fill("AA bcd:3 xor:1") == hex("aa00100010"));
    CHECK(fill("ascii:6") == hex("202031303030"));
    CHECK(fill("02 text:8 03") == hex("02413130303020202003"));
    CHECK(fill("value sum:1") == hex("03e8e8"));
    // The CRC is Modbus': the standard's own example, below, with the value in its place.
    values.address = 0x11;
    values.digits = "3";
    CHECK(fill("address 06 00 01 value crc") == hex("1106000100039a9b"));
    values.digits.clear();
    CHECK(fill("bcd:2") == hex("ffff"));
    for (const std::string wrong : {"", "05", "address", "value sum:x", "value 5", "G0 value",
                                    "text:0", "text:65", "value address:1", "digits"}) {
        INFO(wrong);
        const auto frame = FrameTemplate::parse(wrong);
        REQUIRE_FALSE(frame.has_value());
        CHECK(frame.error().code == Fault::bad_settings);
    }
    CHECK(filled(*FrameTemplate::parse("text:3"), values) == "A10");
}

TEST_CASE("a Modbus write is, byte for byte, the standard's example", "[display]") {
    // Source: MODBUS Application Protocol V1.1b3, sections 6.6 and 6.12 (write 3 to register 1 of
    // unit 17; 10 and 258 to registers 1 and 2), with the checksums of V1.02 appendix B.
    const std::vector<std::uint16_t> one{3};
    const std::vector<std::uint16_t> two{0x000A, 0x0102};
    CHECK(encode_modbus({0x11, 1}, one) == hex("1106000100039a9b"));
    CHECK(encode_modbus({0x11, 1}, two) == hex("11100001000204000a0102c6f0"));
    CHECK(judge_modbus(0x11, hex("1106000100039a9b")).has_value());
    CHECK(judge_modbus(0x12, hex("1106000100039a9b")).error().code == Fault::garbled);
    CHECK(judge_modbus(0x11, hex("1106000100039a9c")).error().code == Fault::garbled);
    // Exception 02 to function 16.
    const auto refused = judge_modbus(0x0A, hex("0a81"
                                                "02b053"));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == Fault::refused);
    CHECK(modbus_answer_size(hex("0a8102b0")) == 0);
    CHECK(modbus_answer_size(hex("0a8102b053")) == 5);
    CHECK(modbus_answer_size(hex("1106000100039a9b00")) == 8);
}

TEST_CASE("an Art-Net packet is, byte for byte, what the specification's tables say", "[display]") {
    // Source: Art-Net 4, tables ArtDmx, ArtSync and ArtPoll.
    const ByteString slots{1, 2, 3};
    CHECK(encode_art_dmx(0x1234, 7, slots) == hex("4172742d4e657400"
                                                  "0050"
                                                  "000e"
                                                  "07"
                                                  "00"
                                                  "34"
                                                  "12"
                                                  "0004"
                                                  "01020300"));
    CHECK(encode_art_sync() == hex("4172742d4e657400"
                                   "0052"
                                   "000e"
                                   "0000"));
    CHECK(encode_art_poll() == hex("4172742d4e657400"
                                   "0020"
                                   "000e"
                                   "0000"));
    ByteString reply =
        hex("4172742d4e657400"
            "0021");
    reply.resize(239);
    const std::string name = "node";
    std::copy(name.begin(), name.end(), reply.begin() + 26);
    CHECK(art_poll_reply(reply) == "node");
    reply.resize(100);
    CHECK_FALSE(art_poll_reply(reply).has_value());
    CHECK_FALSE(art_poll_reply(encode_art_poll()).has_value());
}

TEST_CASE("a Huidu card is greeted as the maker's client does it", "[display]") {
    // Source: huidutech/sdk, SDKClient.cs SendVersionAsk (length 8, 0x2001, 0x1000005).
    CHECK(huidu_version_ask() == hex("0800012005000001"));
    CHECK(huidu_packet(HuiduCommand::heartbeat_ask) == hex("04005f00"));
    HuiduEar ear;
    const auto messages = ear.hear(huidu_xml(huidu_session_xml()));
    REQUIRE(messages.size() == 1);
    CHECK(messages[0].command == 0x2003);
    HuiduXml xml;
    const auto document = xml.add(messages[0].body);
    REQUIRE(document.has_value());
    const auto sdk = read_xml(*document);
    REQUIRE(sdk.has_value());
    CHECK((*sdk)["guid"] == "##GUID");
    CHECK(sdk->child("in")["method"] == "GetIFVersion");
    CHECK(sdk->child("in").child("version")["value"] == "1000000");
}

TEST_CASE("a long Chinese document reaches a Huidu card whole, in packets it takes", "[display]") {
    std::vector<HuiduText> texts;
    for (int i = 0; i < 60; ++i) {
        texts.push_back(
            {{0, i, 64, 16}, "請A012號到3號窗口 <&\"> " + std::to_string(i), kWhite, 16, false});
    }
    HuiduEar ear;
    const auto messages = ear.hear(huidu_xml(huidu_program_xml("s-1", "sign-3", texts)));
    CHECK(messages.size() > 2);
    HuiduXml xml;
    std::optional<std::string> document;
    for (const HuiduMessage& message : messages) {
        CHECK(message.body.size() + 4 <= 9 * 1024);
        document = xml.add(message.body);
    }
    REQUIRE(document.has_value());
    CHECK_FALSE(xml.broken);
    const auto sdk = read_xml(*document);
    REQUIRE(sdk.has_value());
    CHECK((*sdk)["guid"] == "s-1");
    const auto areas = sdk->child("in").child("screen").child("program").all("area");
    REQUIRE(areas.size() == 60);
    const XmlElement& text = areas[59]->child("resources").child("text");
    CHECK(text.child("string").text == "請A012號到3號窗口 <&\"> 59");
    CHECK(areas[59]->child("rectangle")["y"] == "59");
    CHECK(text.child("font")["size"] == "16");
    CHECK(text.child("font")["color"] == "#ffffff");
    CHECK(areas[58]->attributes != areas[59]->attributes);
}

TEST_CASE("a Huidu stream is cut into packets wherever it is broken up", "[display]") {
    const std::string answer =
        "<sdk guid=\"g\"><out method=\"AddProgram\" result=\"kSuccess\"/></sdk>";
    ByteString stream = huidu_xml_answer(answer);
    const ByteString beat = huidu_message(0x0060, {});
    stream.insert(stream.end(), beat.begin(), beat.end());
    for (std::size_t cut = 1; cut < stream.size(); ++cut) {
        HuiduReader reader;
        reader.add(std::span(stream).first(cut));
        int packets = 0;
        while (reader.next()) {
            ++packets;
        }
        reader.add(std::span(stream).subspan(cut));
        while (reader.next()) {
            ++packets;
        }
        CHECK(packets == 2);
        CHECK_FALSE(reader.broken());
    }
    CHECK(huidu_attribute(answer, "out", "result") == "kSuccess");
    CHECK(huidu_attribute(answer, "sdk", "guid") == "g");
    CHECK(huidu_attribute(answer, "out", "guid").empty());
    CHECK(huidu_attribute("<sdk guid=\"g", "sdk", "guid").empty());
    HuiduReader reader;
    reader.add(
        hex("0300"
            "0420"));
    CHECK_FALSE(reader.next().has_value());
    CHECK(reader.broken());
}

TEST_CASE("a panel of digits shows A1000 as 1000 or not at all", "[display]") {
    CHECK(digits_of("A1000", 4) == "1000");
    CHECK_FALSE(digits_of("A1000", 3).has_value());
    CHECK(digits_of("A012", 3) == "012");
    CHECK(digits_of("7", 3) == "7");
    // AZ007 is not A007: a panel without letters cannot tell them apart.
    CHECK_FALSE(digits_of("AZ007", 4).has_value());
    CHECK_FALSE(digits_of("AZ1007", 6).has_value());
    CHECK_FALSE(digits_of("", 4).has_value());
    CHECK_FALSE(digits_of("A", 4).has_value());
}
