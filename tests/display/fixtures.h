// SPDX-License-Identifier: Apache-2.0
// The small language of this room's tests.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "display/board.h"

namespace hall::display::test {

/// Debian's fonts, opened once.
Glyphs& fonts();

/// The hall's pages: A012 called to counter 3, in the words of the sample hall.
SignPage called_sign();
SignPage open_sign();
WallPage busy_wall(Script script = Script::hant);
WallPage english_wall();

inline Instant at(int ms) {
    return Instant(Milliseconds(ms));
}

/// A folder that is gone with the test.
class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    [[nodiscard]] std::string path() const { return path_.string(); }
    [[nodiscard]] std::string file(const std::string& name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

/// A store that outlives the board and can fail.
class MemoryKeep : public Keep {
public:
    std::optional<std::string> get(std::string_view key) override;
    Outcome put(std::string_view key, std::string_view bytes) override;

    std::map<std::string, std::string, std::less<>> kept;
    int puts = 0;
    bool broken = false;
};

/// The bytes of a file; empty when there is none.
std::string bytes_of(const std::string& path);

/// Empty when `picture` is the golden `name`; otherwise what differs, and where the picture that
/// was drawn now lies. Look at it before it becomes the golden.
std::string differs_from_golden(const Canvas& picture, const std::string& name);

/// What a program printed; empty when it cannot be run.
std::string output_of(const std::string& command);

}  // namespace hall::display::test
