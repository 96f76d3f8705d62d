// SPDX-License-Identifier: Apache-2.0
// The detail of a deed that stands in the log, read back.
#pragma once

#include <string>

#include "sync/json.h"

namespace hall::service {

/// What we wrote ourselves as an object; what cannot be read is an empty one, and changes nothing.
[[nodiscard]] inline sync::Json object_of(const std::string& text) {
    sync::Json json = sync::Json::parse(text, nullptr, false);
    return json.is_object() ? json : sync::Json::object();
}

}  // namespace hall::service
