// SPDX-License-Identifier: Apache-2.0
// What can go wrong in `display`, named by what a person can act on.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace hall::display {

enum class Fault : std::uint8_t {
    bad_settings,    ///< A board's setting is missing or wrong; the detail names it and the remedy.
    unknown_driver,  ///< No driver of that name in this build.
    bad_font,        ///< Not a font file, or one without the face that was asked for.
    no_window,       ///< No screen to open a window on, or its owner closed it.
    unreachable,     ///< No way to the board's address.
    busy,            ///< The line takes no more bytes just now; the next frame will do.
    no_answer,     ///< Its line is there, the controller is silent: power, wiring, address, speed.
    garbled,       ///< It answers with bytes that no controller of this kind sends.
    refused,       ///< It understood and said no; the detail carries its reason.
    cannot_say,    ///< The controller has no letters for what it should show.
    cannot_keep,   ///< The board's own store cannot be written.
    cannot_write,  ///< A picture cannot be made or written.
};

struct Error {
    Fault code{};
    std::string detail;  ///< For the log.
};

template <typename Value>
using Result = tl::expected<Value, Error>;
using Outcome = Result<void>;

[[nodiscard]] inline tl::unexpected<Error> fail(Fault code, std::string detail) {
    return tl::make_unexpected(Error{code, std::move(detail)});
}

}  // namespace hall::display
