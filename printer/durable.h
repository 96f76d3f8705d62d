// SPDX-License-Identifier: Apache-2.0
// Small files that are whole and there after a power cut, or as they were before.
#pragma once

#include <string>
#include <string_view>

#include "printer/fault.h"

namespace hall::printer {

/// Makes the names in a directory durable. Errors: not_kept.
[[nodiscard]] Outcome keep_names(const std::string& directory);

/// Puts `bytes` in the place of directory/name; durable when it returns. Blocks for two fsyncs.
/// Errors: not_kept.
[[nodiscard]] Outcome keep_file(const std::string& directory,
                                const std::string& name,
                                std::string_view bytes);

/// All of `bytes`. errno says why not.
[[nodiscard]] bool write_all(int fd, std::string_view bytes);

/// "path: why", from errno's value.
[[nodiscard]] tl::unexpected<Error> not_kept(const std::string& what, int code);

}  // namespace hall::printer
