// SPDX-License-Identifier: Apache-2.0
#include "tests/support/places.h"

namespace hall::support {

std::string source_dir() {
    return HALL_SOURCE_DIR;
}

std::string binary_dir() {
    return HALL_BINARY_DIR;
}

}  // namespace hall::support
