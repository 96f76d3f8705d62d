// SPDX-License-Identifier: Apache-2.0
// What can go wrong between the program and the glass.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace hall::platform {

enum class Fault : std::uint8_t {
    no_display,       ///< No screen to open: no X server, no KMS device, or not allowed.
    no_gl,            ///< A screen, but no OpenGL 3 on it. The CPU renderer will do.
    bad_image,        ///< The bytes do not make a picture of the size that was named.
    too_large,        ///< A picture or a glyph atlas beyond what the renderer can hold.
    unknown_picture,  ///< A picture that was never added, or removed.
    bad_font,         ///< Not a font file, or one without the face that was asked for.
};

struct Error {
    Fault code;
    std::string detail;  ///< For the log.
};

template <typename T>
using Result = tl::expected<T, Error>;
using Outcome = Result<void>;

inline tl::unexpected<Error> fault(Fault code, std::string detail) {
    return tl::unexpected<Error>(Error{code, std::move(detail)});
}

}  // namespace hall::platform
