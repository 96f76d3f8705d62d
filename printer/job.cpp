// SPDX-License-Identifier: Apache-2.0
#include "printer/job.h"

namespace hall::printer {

Result<JobKey> JobKey::from(std::string_view text) {
    JobKey key;
    if (text.size() != key.bytes_.size()) {
        return fault(Fault::bad_settings, "a job key has four characters");
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] < '!' || text[i] > '~') {
            return fault(Fault::bad_settings, "a job key has printable characters");
        }
        key.bytes_[i] = text[i];
    }
    return key;
}

JobKey JobKey::of(std::uint32_t random) noexcept {
    constexpr std::string_view kAlphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-";
    static_assert(kAlphabet.size() == 64);
    JobKey key;
    for (char& byte : key.bytes_) {
        byte = kAlphabet[random % 64];
        random /= 64;
    }
    return key;
}

std::string_view name(Evidence evidence) noexcept {
    switch (evidence) {
        case Evidence::process_id:
            return "process_id";
        case Evidence::in_order_reply:
            return "in_order_reply";
        case Evidence::cut_counter:
            return "cut_counter";
        case Evidence::clean_status:
            return "clean_status";
        case Evidence::accepted_only:
            return "accepted_only";
        case Evidence::person:
            return "person";
    }
    return "unknown";
}

}  // namespace hall::printer
