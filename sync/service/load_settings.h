// SPDX-License-Identifier: Apache-2.0
// From a program's options to what the service starts with.
#pragma once

#include "sync/fault.h"
#include "sync/service/options.h"
#include "sync/service/service.h"

namespace hall::service {

/// Reads documents, texts, pages and keys; makes the keys that are missing unless it only checks.
/// Blocks for the time of reading some MB and one PIN's hash: about 0.2 s.
/// Errors: disk, too_large, bad_settings (names file, path and remedy), bad_message.
[[nodiscard]] sync::Result<ServiceSettings> load_settings(const Options& options);

}  // namespace hall::service
