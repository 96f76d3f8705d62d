// SPDX-License-Identifier: Apache-2.0
// A Keep in a folder, one file a key. For programs.
#pragma once

#include <string>

#include "display/keep.h"

namespace hall::display {

/// Files are replaced whole (written beside, synced, renamed). Keys are letters, digits, '.', '_'
/// and '-'; values at most 32 MiB: a province of tickets, last followed.
///
/// Not thread-safe. One program a folder.
class FileKeep : public Keep {
public:
    /// `folder` exists and can be written.
    explicit FileKeep(std::string folder) : folder_(std::move(folder)) {}

    [[nodiscard]] std::optional<std::string> get(std::string_view key) override;
    [[nodiscard]] Outcome put(std::string_view key, std::string_view bytes) override;

private:
    std::string folder_;
};

}  // namespace hall::display
