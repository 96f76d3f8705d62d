// SPDX-License-Identifier: Apache-2.0
// Where this checkout and this build stand. Functions, not macros: only places.cpp is compiled with
// the paths, so that a second checkout finds every other test in the compiler's cache.
#pragma once

#include <string>

namespace hall::support {

/// The top of the sources, without a slash at its end.
std::string source_dir();

/// The top of the build directory, without a slash at its end.
std::string binary_dir();

}  // namespace hall::support
