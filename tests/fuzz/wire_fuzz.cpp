// SPDX-License-Identifier: Apache-2.0
// Every message that comes over the network or out of a journal. What was understood must be
// understood again after it has been written.
#include <string>

#include "sync/wire.h"
#include "tests/fuzz/input.h"

using namespace hall;
using namespace hall::sync;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input input(data, size);
    const std::string kind(input.field());
    const std::string_view body = input.text();
    if (const auto event = decode_event(kind, body, Moment{})) {
        const Line line = encode(*event);
        fuzz::promise(decode_event(line.kind, line.body, Moment{}).has_value(),
                      "an event cannot be read back");
        (void)public_body(*event);
    }
    if (const auto note = decode_note(kind, body)) {
        const Line line = encode(*note);
        fuzz::promise(decode_note(line.kind, line.body).has_value(), "a note cannot be read back");
    }
    if (const auto state = decode_state(body)) {
        fuzz::promise(decode_state(encode(*state)).has_value(), "a state cannot be read back");
    }
    if (const auto ask = decode_alloc(body)) {
        fuzz::promise(decode_alloc(encode(*ask)).has_value(), "a request cannot be read back");
    }
    (void)decode_reserved(body);
    (void)decode_push(body);
    (void)decode_command(body);
    (void)cursor_from(kind);
    return 0;
}
