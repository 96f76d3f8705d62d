// SPDX-License-Identifier: Apache-2.0
// A printer profile as somebody wrote it: taken whole and within its limits, or refused by name.
#include "printer/encoder.h"
#include "printer/profile.h"
#include "tests/fuzz/input.h"

using namespace hall::printer;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto profile = parse_profile(fuzz::Input(data, size).text(), "mine.toml");
    if (!profile.has_value()) {
        fuzz::promise(profile.error().detail.starts_with("mine.toml: "), "an error without a file");
        return 0;
    }
    fuzz::promise(!profile->name.empty(), "a profile without a name");
    fuzz::promise(profile->width_dots >= 320 && profile->width_dots <= 640, "a width out of range");
    const Bitmap picture = Bitmap::blank(profile->width_dots, 50);
    const auto job = encode(picture, *profile, JobKey::of(7), Question::in_order);
    fuzz::promise(job.has_value(), "a profile that cannot print");
    fuzz::promise(longest_command(*profile) <= 8 + 80 * 24, "a command that overflows a printer");
    return 0;
}
