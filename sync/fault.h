// SPDX-License-Identifier: Apache-2.0
// What can go wrong in `sync`, named by what a person can act on.
#pragma once

#include <cstdint>
#include <string>

#include <tl/expected.hpp>

namespace hall::sync {

enum class Fault : std::uint8_t {
    disk,          ///< The journal's file cannot be read or written.
    disk_full,
    corrupt,       ///< What was read is not what was written.
    unreachable,   ///< Nobody answers there.
    timed_out,
    refused,       ///< The other side said no; the detail carries its code.
    bad_answer,    ///< The other side does not speak our protocol.
    too_large,
    bad_settings,
    bad_message,   ///< A document or message that breaks its format; the detail names the place.
    stale_epoch,   ///< The other side has an older life of the hall than we have seen.
    diverged,      ///< Two journals claim the same entry: a cloned or restored disk.
};

struct Error {
    Fault code{};
    std::string detail;
};

template <typename Value>
using Result = tl::expected<Value, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(Fault code, std::string detail) {
    return tl::make_unexpected(Error{code, std::move(detail)});
}

}  // namespace hall::sync
