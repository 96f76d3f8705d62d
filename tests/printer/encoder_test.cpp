// SPDX-License-Identifier: Apache-2.0
#include "printer/encoder.h"

#include <random>

#include <catch2/catch.hpp>

#include "printer/png.h"
#include "printer/sim/model.h"
#include "tests/printer/support.h"

using namespace hall::printer;

namespace {

Bitmap noise(int width, int height, unsigned seed) {
    std::mt19937 random(seed);
    Bitmap picture = Bitmap::blank(width, height);
    for (auto& byte : picture.rows) {
        byte = static_cast<std::uint8_t>(random());
    }
    return picture;
}

bool has_real_time_pair(std::span<const std::uint8_t> bytes) {
    for (std::size_t i = 1; i < bytes.size(); ++i) {
        if (bytes[i - 1] == 0x10 && (bytes[i] == 4 || bytes[i] == 5 || bytes[i] == 0x14)) {
            return true;
        }
    }
    return false;
}

}  // namespace

TEST_CASE("a small picture becomes exactly these bytes", "[printer][encoder]") {
    Bitmap picture = Bitmap::blank(16, 2);
    picture.set(0, 0, true);
    picture.set(15, 1, true);
    const auto bytes =
        encode(picture, support::profile("generic-80"), support::key("aB3+"), Question::process_id);
    const Bytes wanted{0x1B, '@',                                                    //
                       0x1D, 'v', '0', 0, 2, 0,   2,   0,   0x80, 0x00, 0x00, 0x01,  //
                       0x1D, 'V', 66,  0,                                            //
                       0x1D, '(', 'H', 6, 0, '0', '0', 'a', 'B',  '3',  '+'};
    CHECK(bytes.value() == wanted);
}

TEST_CASE("each way to cut and to ask has its own bytes", "[printer][encoder]") {
    const Bitmap picture = Bitmap::blank(8, 1);
    Profile profile = support::profile("generic-80");
    profile.feed_dots = 110;
    const auto tail = [&](Cut cut, Question question) {
        profile.cut = cut;
        const auto bytes = encode(picture, profile, support::key(), question).value();
        return Bytes(bytes.begin() + 2 + 8 + 1, bytes.end());
    };
    CHECK(tail(Cut::none, Question::none) == Bytes{0x1B, 'J', 110});
    CHECK(tail(Cut::partial, Question::none) == Bytes{0x1B, 'J', 110, 0x1D, 'V', 1});
    CHECK(tail(Cut::full, Question::none) == Bytes{0x1B, 'J', 110, 0x1D, 'V', 0});
    CHECK(tail(Cut::partial_feed, Question::none) == Bytes{0x1D, 'V', 66, 110});
    CHECK(tail(Cut::full_feed, Question::in_order) == Bytes{0x1D, 'V', 65, 110, 0x1D, 'r', 1});
}

TEST_CASE("darker paper and an open drawer are said in the printer's language",
          "[printer][encoder]") {
    Profile profile = support::profile("generic-80");
    profile.density = -2;
    const auto bytes = encode(Bitmap::blank(8, 1), profile, support::key(), Question::none).value();
    CHECK(Bytes(bytes.begin(), bytes.begin() + 9) ==
          Bytes{0x1B, '@', 0x1D, '(', 'K', 2, 0, 49, 254});
    CHECK(encode_drawer_kick(profile) == Bytes{0x1B, 'p', 0, 50, 100});
}

TEST_CASE("no picture, however noisy, holds a command that a printer acts on at once",
          "[printer][encoder]") {
    for (unsigned seed = 0; seed < 40; ++seed) {
        Bitmap picture = noise(576, 96, seed);
        picture.rows[10] = 0x10;
        picture.rows[11] = 0x04;
        picture.rows[71] = 0x10;  // Across the end of a row, and of a band.
        picture.rows[72] = 0x14;
        const auto bytes =
            encode(picture, support::profile("pos-80"), support::key(), Question::none).value();
        CHECK_FALSE(has_real_time_pair(bytes));
        CHECK(defuse(picture) >= 2);
        CHECK(defuse(picture) == 0);
    }
}

TEST_CASE("the paper has the dots of the preview", "[printer][encoder]") {
    for (const char* name : {"generic-80", "generic-58-cutter", "pos-80", "epson-tm-t20"}) {
        const Profile profile = support::profile(name);
        Bitmap preview = noise(profile.width_dots, 100, 7);
        defuse(preview);
        sim::PrinterModel model(profile.width_dots);
        const auto bytes = encode(preview, profile, support::key(), Question::in_order).value();
        REQUIRE(model.take(bytes, {}) == bytes.size());
        const auto pieces = model.take_pieces();
        REQUIRE(pieces.size() == 1);
        CHECK(pieces.front() == preview);
    }
}

TEST_CASE("a picture that does not fit is refused before a byte is sent", "[printer][encoder]") {
    const auto profile = support::profile("generic-58");
    const auto code = [&](const Bitmap& picture) {
        return encode(picture, profile, support::key(), Question::none).error().code;
    };
    CHECK(code(Bitmap::blank(576, 8)) == Fault::bad_picture);
    CHECK(code(Bitmap::blank(0, 0)) == Fault::bad_picture);
}

TEST_CASE("a printer left in the middle of a command finds its way back", "[printer][encoder]") {
    const Profile profile = support::profile("pos-80");
    const Bitmap preview = [] {
        Bitmap made = noise(576, 60, 3);
        defuse(made);
        return made;
    }();
    const auto job = encode(preview, profile, support::key(), Question::none).value();
    for (const std::size_t torn_at : {3U, 7U, 9U, 11U, 500U, 1746U, 1750U, 3000U}) {
        sim::PrinterModel model(576);
        REQUIRE(model.take(std::span(job).first(torn_at), {}) == torn_at);
        const auto recovery = encode_recovery(profile, Torn::perhaps);
        REQUIRE(model.take(recovery, {}) == recovery.size());
        REQUIRE(model.take(job, {}) == job.size());
        INFO(torn_at);
        CHECK(model.take_pieces().back() == preview);
    }
}

TEST_CASE("a PNG comes back dot for dot and junk is refused", "[printer][png]") {
    const Bitmap picture = noise(392, 33, 11);
    CHECK(decode_png(encode_png(picture)).value() == picture);
    const std::vector<std::uint8_t> junk(50, 1);
    CHECK(decode_png(junk).error().code == Fault::bad_picture);
}

TEST_CASE("a job's key is four characters that every printer sends back", "[printer]") {
    CHECK(JobKey::from("abc").error().code == Fault::bad_settings);
    CHECK(JobKey::from("ab c").error().code == Fault::bad_settings);
    CHECK(JobKey::of(0).text() == "AAAA");
    CHECK(JobKey::of(0xFFFFFF).text() == "----");
    CHECK_FALSE(JobKey::of(1) == JobKey::of(64));
}
