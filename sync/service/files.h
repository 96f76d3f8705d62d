// SPDX-License-Identifier: Apache-2.0
// The program's dealings with the file system: rooms get bytes, programs have paths.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "sync/fault.h"
#include "sync/service/service.h"

namespace hall::service {

/// The file's content, or — when there is none — `fresh()`, kept with mode 0600.
/// Errors: disk, too_large, bad_settings (what stands there is too short for a secret).
[[nodiscard]] sync::Result<std::string> read_or_make(const std::string& path,
                                                     const std::function<std::string()>& fresh);

/// Holds `<data>/lock` until the program ends. Errors: bad_settings (another program has it).
[[nodiscard]] sync::Result<void> lock_data(const std::string& data);

/// Every file below `directory` as it is served below `prefix`: "/clerk/clerk.js". A folder's
/// index.html is its own address as well. At most 2 MiB each. Errors: disk, too_large.
[[nodiscard]] sync::Result<std::map<std::string, Served>> load_pages(const std::string& directory);

/// The tag of exactly these bytes, in quotes.
[[nodiscard]] std::string etag_of(const std::string& bytes);

/// Bytes as a served document.
[[nodiscard]] Served served(std::string bytes, std::string content_type);

}  // namespace hall::service
