// SPDX-License-Identifier: Apache-2.0
// The service's stream of events: the same however it is split.
#include "sync/sse_parser.h"
#include "tests/fuzz/input.h"

using namespace hall::sync;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = fuzz::Input(data, size).text();
    SseParser whole({}, 4096);
    SseParser split({}, 4096);
    const auto in_one = whole.feed(bytes);
    std::vector<SseEvent> in_parts;
    for (const char byte : bytes) {
        const auto some = split.feed({&byte, 1});
        if (!some.has_value()) {
            return 0;  // Of a split stream the limit may be found sooner, never later.
        }
        in_parts.insert(in_parts.end(), some->begin(), some->end());
    }
    fuzz::promise(in_one.has_value(), "a stream is too large only when it comes in one piece");
    fuzz::promise(*in_one == in_parts, "events depend on how the stream was split");
    fuzz::promise(whole.last_id() == split.last_id(), "the last id depends on the split");
    return 0;
}
