// SPDX-License-Identifier: Apache-2.0
// What software that nobody here wrote makes of our pictures and packets.
#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "display/drivers/artnet.h"
#include "display/drivers/e131.h"
#include "display/painter.h"
#include "display/picture.h"
#include "tests/display/fixtures.h"

using namespace hall::display;
using namespace hall::display::test;

namespace {

void write_png(const Canvas& canvas, const std::string& path) {
    const auto png = png_of(canvas);
    REQUIRE(png.has_value());
    REQUIRE(write_whole(path, *png).has_value());
}

// Black on white, enlarged, with a margin: how a reader of letters likes it.
Canvas for_reading(const Canvas& sign, int scale) {
    Canvas out((sign.width() + 8) * scale, (sign.height() + 8) * scale, Depth::rgb);
    out.fill(out.bounds(), kWhite);
    for (int y = 0; y < sign.height(); ++y) {
        for (int x = 0; x < sign.width(); ++x) {
            const Color color = sign.pixel(x, y);
            const auto grey =
                static_cast<std::uint8_t>(255 - std::max({color.r, color.g, color.b}));
            out.fill({(x + 4) * scale, (y + 4) * scale, scale, scale}, {grey, grey, grey});
        }
    }
    return out;
}

std::string without_blanks(std::string text) {
    std::erase_if(text, [](char c) { return c == ' ' || c == '\n' || c == '\f' || c == '\r'; });
    return text;
}

// Whether tesseract reads `wanted` off the picture at some distance: it was made for scanned pages
// and misses large dots at one scale that it reads at another.
bool reads(const Canvas& picture, const std::string& language, const std::string& wanted) {
    const Folder folder;
    for (const int scale : {2, 3, 4, 6, 8}) {
        write_png(for_reading(picture, scale), folder.file("read.png"));
        const std::string read = without_blanks(output_of("tesseract '" + folder.file("read.png") +
                                                          "' - -l " + language + " --psm 7 2>&1"));
        if (read == wanted) {
            return true;
        }
        UNSCOPED_INFO("at scale " << scale << " read " << read);
    }
    return false;
}

// Every `step`th pixel: a screen seen from further away.
Canvas shrunk(const Canvas& picture, int step) {
    Canvas out(picture.width() / step, picture.height() / step, Depth::rgb);
    for (int y = 0; y < out.height(); ++y) {
        for (int x = 0; x < out.width(); ++x) {
            out.fill({x, y, 1, 1}, picture.pixel(x * step, y * step));
        }
    }
    return out;
}

// A capture file with one UDP datagram from 10.77.0.1 to `group`. Source: the pcap file format,
// link type 101 (raw IP).
std::vector<std::uint8_t> capture_of(const Packet& datagram,
                                     std::array<std::uint8_t, 4> group,
                                     std::uint16_t port = kE131Port) {
    std::vector<std::uint8_t> file{0xA1, 0xB2, 0xC3, 0xD4, 0, 2, 0,    4,    0, 0, 0, 0,
                                   0,    0,    0,    0,    0, 0, 0xFF, 0xFF, 0, 0, 0, 101};
    const auto put = [&](std::size_t value, int bytes) {
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            file.push_back(static_cast<std::uint8_t>(value >> static_cast<unsigned>(shift)));
        }
    };
    const std::size_t whole = 28 + datagram.size();
    put(0, 8);
    put(whole, 4);
    put(whole, 4);
    put(0x4500, 2);
    put(whole, 2);
    put(0, 4);
    // UDP, within the network only where it is multicast; checksums are not looked at.
    put(group[0] >= 224 ? 0x01110000 : 0x40110000, 4);
    file.insert(file.end(), {10, 77, 0, 1});
    file.insert(file.end(), group.begin(), group.end());
    put(port, 2);
    put(port, 2);
    put(8 + datagram.size(), 2);
    put(0, 2);
    file.insert(file.end(), datagram.begin(), datagram.end());
    return file;
}

}  // namespace

TEST_CASE("a reading machine reads the number on every kind of sign", "[display]") {
    for (const Size size : {Size{64, 32}, Size{192, 32}}) {
        for (const Depth depth : {Depth::mono, Depth::rgb}) {
            SignPage page = called_sign();
            page.wordings.clear();
            page.plate.clear();
            page.number = "B247";
            Painter painter(fonts(), size.width, size.height, depth);
            painter.paint(page, at(0));
            INFO(size.width << "x" << size.height);
            CHECK(reads(painter.canvas(), "eng", "B247"));
        }
    }
}

TEST_CASE("a reading machine reads A1000 and a lane's numbers off a sign", "[display]") {
    for (const Size size : {Size{128, 32}, Size{192, 32}}) {
        for (const std::string number : {"A1000", "AZ007", "AZ1007"}) {
            SignPage page = called_sign();
            page.wordings.clear();
            page.where.clear();
            page.counter.clear();
            page.plate.clear();
            page.number = number;
            Painter painter(fonts(), size.width, size.height, Depth::rgb);
            painter.paint(page, at(0));
            INFO(number << " on " << size.width << "x" << size.height);
            CHECK(reads(painter.canvas(), "eng", number));
        }
    }
}

TEST_CASE("a reading machine reads the message of a sixteen-dot sign", "[display]") {
    SignPage page = open_sign();
    page.where.clear();
    page.counter.clear();
    page.wordings = {"請到3號窗口"};
    Painter painter(fonts(), 128, 16, Depth::mono);
    painter.paint(page, at(0));
    CHECK(reads(painter.canvas(), "chi_tra", "請到3號窗口"));
}

TEST_CASE("a telephone reads the wall's code", "[display]") {
    const Folder folder;
    Painter painter(fonts(), 1280, 720, Depth::rgb);
    painter.paint(busy_wall(), at(0));
    write_png(painter.canvas(), folder.file("wall.png"));
    CHECK(output_of("zbarimg -q --raw '" + folder.file("wall.png") + "' 2>/dev/null") ==
          busy_wall().qr + "\n");
}

TEST_CASE("a reading machine reads the wall's newest number", "[display]") {
    Painter painter(fonts(), 1280, 720, Depth::rgb);
    WallPage page = busy_wall();
    page.newest->number = "C358";
    painter.paint(page, at(0));
    const WallPlan plan = plan_wall(1280, 720, page);
    const Rect number{plan.hero.x + 20, plan.hero.y + plan.px(92), plan.hero.w - 40,
                      plan.hero.h * 52 / 100};
    Canvas cut(number.w, number.h, Depth::rgb);
    for (int y = 0; y < number.h; ++y) {
        for (int x = 0; x < number.w; ++x) {
            const bool bright = painter.canvas().pixel(number.x + x, number.y + y).r > 160;
            cut.fill({x, y, 1, 1}, bright ? kWhite : kBlack);
        }
    }
    CHECK(reads(shrunk(cut, 4), "eng", "C358"));
}

TEST_CASE("Wireshark sees our E1.31 packet as we meant it, with nothing to complain of",
          "[display]") {
    const Folder folder;
    E131Source source;
    source.cid.fill(0x11);
    source.name = "sign-3";
    source.priority = 120;
    const std::vector<std::uint8_t> slots(kE131Slots, 0x55);
    const auto capture =
        capture_of(encode_e131(source, {7, 200, E131Flag::terminated}, slots), e131_group(7));
    REQUIRE(write_whole(folder.file("e131.pcap"), capture).has_value());
    const std::string told = output_of(
        "tshark -r '" + folder.file("e131.pcap") +
        "' --enable-heuristic acn -o acn.dmx_enable:TRUE -T fields -E separator=, "
        "-e acn.dmx.universe -e acn.dmx.seq_number -e acn.dmx.priority -e acn.dmx.source_name "
        "-e acn.cid -e acn.dmx.option_s -e acn.dmx.count -e _ws.expert -e _ws.malformed "
        "2>/dev/null");
    CHECK(told.starts_with("7,200,120,sign-3,11111111-1111-1111-1111-111111111111"));
    CHECK(told.find("511") != std::string::npos);
    CHECK(told.find("alformed") == std::string::npos);
}

TEST_CASE("Wireshark sees our Art-Net packets as we meant them, with nothing to complain of",
          "[display]") {
    const Folder folder;
    const std::vector<std::uint8_t> slots(kArtNetSlots, 0x55);
    const auto told = [&](const Packet& packet) {
        const auto capture = capture_of(packet, {10, 77, 0, 2}, kArtNetPort);
        REQUIRE(write_whole(folder.file("art.pcap"), capture).has_value());
        return output_of("tshark -r '" + folder.file("art.pcap") +
                         "' -T fields -E separator=, -e artnet.header.opcode "
                         "-e artnet.header.protver -e artnet.output.sequence "
                         "-e artnet.output.universe -e artnet.output.length -e _ws.expert "
                         "-e _ws.malformed 2>/dev/null");
    };
    CHECK(told(encode_art_dmx(0x1234, 200, slots)) == "0x5000,14,200,4660,510,,\n");
    CHECK(told(encode_art_sync()).starts_with("0x5200,"));
    CHECK(told(encode_art_sync()).find("alformed") == std::string::npos);
    CHECK(told(encode_art_poll()).starts_with("0x2000,14,"));
    CHECK(told(encode_art_poll()).find("alformed") == std::string::npos);
}
