// SPDX-License-Identifier: Apache-2.0
#include "sync/json.h"

#include <limits>

#include <catch2/catch.hpp>

using namespace hall::sync;

namespace {

Fault fault_of(const std::string& text, std::size_t most = 1000) {
    const auto json = parse_json(text, most);
    REQUIRE_FALSE(json);
    return json.error().code;
}

std::string nested(int depth) {
    const auto n = static_cast<std::size_t>(depth);
    return std::string(n, '[') + std::string(n, ']');
}

}  // namespace

TEST_CASE("only so many bytes and so many levels are read at all", "[sync]") {
    CHECK(parse_json(nested(kDepthMax), 1000));
    CHECK(fault_of(nested(kDepthMax + 1)) == Fault::bad_message);
    CHECK(fault_of(nested(500)) == Fault::bad_message);
    CHECK(fault_of("\"" + std::string(100, 'x') + "\"", 50) == Fault::too_large);
    CHECK(parse_json(R"(["a \" [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[ b"])", 1000));
}

TEST_CASE("what is no JSON is refused, and broken UTF-8 too", "[sync]") {
    const auto* text = GENERATE("", "{", "{]", "{\"a\":}", "nul", "{\"a\":1,}", "{'a':1}", "1e999",
                                "\"\xC3\x28\"", "\"\xED\xA0\x80\"", "[1] x", "{\"a\":\x01}");
    INFO(text);
    CHECK(fault_of(text) == Fault::bad_message);
}

TEST_CASE("the first field that is wrong is named with its place", "[sync]") {
    const auto json = parse_json(R"({"n": "three", "t": 5})", 100);
    Fields fields{*json, "ticket"};
    fields.number("n");
    fields.text("t");

    CHECK_FALSE(fields.ok());
    CHECK(fields.error().value().code == Fault::bad_message);
    CHECK(fields.error().value().detail == "ticket/n: expected a whole number");
}

TEST_CASE("a field of the wrong kind, too long or too large is a fault", "[sync]") {
    const auto json = parse_json(
        R"({"text": "0123456789", "real": 1.5, "big": 9007199254740993, "huge": 18446744073709551615,
            "low": -1, "word": "true", "null": null, "list": []})",
        1000);
    const auto asked = [&](auto ask) {
        Fields fields{*json, "x"};
        ask(fields);
        return fields.ok();
    };
    CHECK(asked([](Fields& f) { f.text("text", 10); }));
    CHECK_FALSE(asked([](Fields& f) { f.text("text", 9); }));
    CHECK_FALSE(asked([](Fields& f) { f.text("missing"); }));
    CHECK_FALSE(asked([](Fields& f) { f.text("null"); }));
    CHECK(asked([](Fields& f) { f.text_or("null", "other"); }));
    CHECK_FALSE(asked([](Fields& f) { f.text_or("low", "other"); }));
    CHECK_FALSE(asked([](Fields& f) { f.number("real"); }));
    CHECK_FALSE(asked([](Fields& f) { f.number("big"); }));
    CHECK_FALSE(asked([](Fields& f) { f.number("huge"); }));
    CHECK_FALSE(asked([](Fields& f) { f.number("low"); }));
    CHECK(asked([](Fields& f) { f.number("low", -1); }));
    CHECK(asked([](Fields& f) { f.number_or_none("missing"); }));
    CHECK_FALSE(asked([](Fields& f) { f.number_or_none("list"); }));
    CHECK_FALSE(asked([](Fields& f) { f.real_or_none("text"); }));
    CHECK_FALSE(asked([](Fields& f) { f.flag("word", true); }));
    CHECK(asked([](Fields& f) { f.flag("missing", true); }));
    CHECK_FALSE(asked([](Fields& f) { f.part("missing"); }));
}

TEST_CASE("until it is asked, a broken object answers harmlessly", "[sync]") {
    const auto json = parse_json("[1,2]", 100);
    Fields fields{*json, "list"};
    CHECK(fields.text("a").empty());
    CHECK(fields.number("b", 7) == 7);
    CHECK(fields.flag("c", true));
    CHECK(fields.part("d").is_null());
    CHECK(fields.part_or_none("d") == nullptr);
    CHECK(fields.error().value().detail == "list: expected an object");
}
