// SPDX-License-Identifier: Apache-2.0
// What a printer sends: the same however it is split, and never more than came in.
#include "printer/status.h"
#include "tests/fuzz/input.h"

using namespace hall::printer;

namespace {

ReplyStream asked(std::uint8_t how) {
    ReplyStream stream;
    for (int n = 0; n < how % 8; ++n) {
        stream.asked(static_cast<RealTime>(1 + (how + n) % 4));
    }
    if (how & 0x80U) {
        stream.asked_in_order();
    }
    return stream;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    const std::uint8_t how = input.byte();
    ReplyStream whole = asked(how);
    ReplyStream split = asked(how);
    State in_one;
    State in_parts;
    const auto replies = whole.take(input.rest());
    for (const Reply& reply : replies) {
        fold(reply, in_one);
    }
    std::size_t count = 0;
    for (const std::uint8_t& byte : input.rest()) {
        for (const Reply& reply : split.take({&byte, 1})) {
            fold(reply, in_parts);
            ++count;
        }
    }
    fuzz::promise(count == replies.size(), "a reply depends on how a transfer was split");
    fuzz::promise(in_one == in_parts, "a state depends on how a transfer was split");
    fuzz::promise(count <= input.rest().size(), "more replies than bytes");
    (void)describe(in_one);
    (void)fault_of(in_one);
    (void)state_of_port_status(how);
    return 0;
}
