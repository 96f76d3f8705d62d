// SPDX-License-Identifier: Apache-2.0
#include "printer/encoder.h"

namespace hall::printer {

Result<Bytes> encode(const Bitmap& picture,
                     const Profile& profile,
                     const JobKey& key,
                     Question question) {
    if (picture.width_dots < 1 || picture.height_dots < 1) {
        return fault(Fault::bad_picture, "an empty picture");
    }
    if (picture.width_dots > profile.width_dots) {
        return fault(Fault::bad_picture, std::to_string(picture.width_dots) +
                                             " dots are wider than the paper's " +
                                             std::to_string(profile.width_dots));
    }
    Bitmap safe = picture;
    defuse(safe);

    const Speech& say = speech_of(profile.dialect);
    Bytes out;
    out.reserve(safe.rows.size() + 1024);
    say.begin(out, profile);
    say.raster(out, safe, profile);
    say.cut(out, profile);
    say.ask(out, question, key);
    return out;
}

Bytes encode_recovery(const Profile& profile, Torn torn) {
    const Speech& say = speech_of(profile.dialect);
    Bytes out(say.longest_command(profile), 0);
    say.begin(out, profile);
    if (torn == Torn::perhaps) {
        say.cut(out, profile);
    }
    return out;
}

Bytes encode_in_order_question() {
    Bytes out;
    speech_of(Dialect::escpos).ask(out, Question::in_order, JobKey::of(0));
    return out;
}

Bytes encode_cut_counter_question() {
    constexpr std::uint8_t kGs = 0x1D;
    constexpr std::uint8_t kAutocutter = 178;
    return {kGs, 'g', '2', 0, kAutocutter, 0};
}

Bytes encode_drawer_kick(const Profile& profile) {
    Bytes out;
    speech_of(profile.dialect).kick_drawer(out);
    return out;
}

std::size_t longest_command(const Profile& profile) noexcept {
    return speech_of(profile.dialect).longest_command(profile);
}

}  // namespace hall::printer
