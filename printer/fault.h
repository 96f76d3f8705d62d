// SPDX-License-Identifier: Apache-2.0
// What can stand between a slip and the paper: each is something that a person can act on.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

namespace hall::printer {

enum class Fault : std::uint8_t {
    unplugged,       ///< No such printer, or it went away: cable, power.
    no_permission,   ///< It is there and this user may not open it: the udev rule is missing.
    busy,            ///< Another program holds it.
    paper_out,       ///< Put in a new roll.
    cover_open,      ///< Close the cover.
    cutter,          ///< The cutter is jammed.
    head_hot,        ///< It pauses until the head has cooled; goes away by itself.
    broken,          ///< An error it cannot recover from: power off and on, then service.
    offline,         ///< It says that it is not ready and not why (feed button held down?).
    no_answer,       ///< Connected, but silent past the time limit.
    garbled,         ///< Answers with bytes that no printer of this kind sends.
    stuck,           ///< It takes no more bytes within the time limit.
    line_broken,     ///< The transfer failed half way: a stalled endpoint, a bad cable.
    not_kept,        ///< The job could not be written down, so nothing was sent.
    roll_not_kept,   ///< The virtual printer cannot write in its directory.
    bad_settings,    ///< A setting or a profile that cannot be; the detail says which and why.
    unknown_driver,  ///< No driver of that name; the detail lists the ones there are.
    bad_font,        ///< Not a font, or without the face that was asked for.
    bad_slip,        ///< A slip that cannot be set: number too long, text without end.
    bad_qr,          ///< More text than a QR code of a readable size can hold.
    bad_picture,     ///< Not a PNG, or wider than the paper.
};

struct Error {
    Fault code;
    std::string detail;  ///< For the log and the engineer: what was tried, and the remedy.
};

template <typename T>
using Result = tl::expected<T, Error>;
using Outcome = Result<void>;

inline tl::unexpected<Error> fault(Fault code, std::string detail) {
    return tl::unexpected<Error>(Error{code, std::move(detail)});
}

/// "paper_out": the word for logs, health reports and the keys of translated texts.
[[nodiscard]] std::string_view name(Fault code) noexcept;

}  // namespace hall::printer
