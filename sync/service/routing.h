// SPDX-License-Identifier: Apache-2.0
// Which path a route answers, and the parts of a path. Pure.
#pragma once

#include <string_view>

namespace hall::service {

/// Whether `path` is one that `pattern` describes: "/v1/halls/{hall}/users/{user}". A part in
/// braces stands for any one part that is not empty, `{hall}` for `hall` alone.
[[nodiscard]] bool fits_pattern(std::string_view pattern,
                                std::string_view path,
                                std::string_view hall) noexcept;

/// The n-th part of a path, from 0: part_of("/v1/halls/h/users/S001", 4) is "S001". Empty when
/// there is none.
[[nodiscard]] std::string_view part_of(std::string_view path, std::size_t n) noexcept;

/// Letters, digits, dots and dashes, at most 64; not "reception", whose tickets are journaled
/// under that name.
[[nodiscard]] bool is_device_id(std::string_view id) noexcept;

}  // namespace hall::service
