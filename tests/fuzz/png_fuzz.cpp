// SPDX-License-Identifier: Apache-2.0
// A picture file: dots that can be written and read again, or refused.
#include "printer/png.h"
#include "tests/fuzz/input.h"

using namespace hall::printer;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto picture = decode_png({data, size});
    if (picture.has_value() && picture->rows.size() < (1U << 20U)) {
        fuzz::promise(decode_png(encode_png(*picture)).value() == *picture,
                      "a picture does not come back");
    }
    return 0;
}
