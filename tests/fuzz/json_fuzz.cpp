// SPDX-License-Identifier: Apache-2.0
// A JSON document from outside, and its fields asked for.
#include "sync/json.h"
#include "tests/fuzz/input.h"

using namespace hall::sync;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto json = parse_json(fuzz::Input(data, size).text(), 4096);
    if (!json.has_value()) {
        return 0;
    }
    fuzz::promise(size <= 4096, "more bytes than the limit were taken");
    Fields fields(*json, "/");
    (void)fields.text("kind");
    (void)fields.text_or("name", "none", 16);
    const std::int64_t number = fields.number("n", -5, 5);
    fuzz::promise(number >= -5 && number <= 5, "a number out of its range");
    (void)fields.number_or_none("seq");
    (void)fields.real_or_none("wait");
    (void)fields.flag("on", false);
    (void)fields.part("ticket");
    (void)fields.part_or_none("note");
    (void)fields.ok();
    return 0;
}
