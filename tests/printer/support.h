// SPDX-License-Identifier: Apache-2.0
// What the printer's tests share: a sample slip, fonts, directories, other people's programs.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "printer/bitmap.h"
#include "printer/fonts.h"
#include "printer/job.h"
#include "printer/profile.h"
#include "printer/slip.h"

namespace support {

/// The slip of the sample hall that the design shows, with everything on it.
[[nodiscard]] hall::printer::Slip sample_slip();
/// The longest names of the sample's catalogue, and more of everything.
[[nodiscard]] hall::printer::Slip long_slip();

/// The fonts of the kiosk; opened once.
[[nodiscard]] hall::printer::Fonts& fonts();
[[nodiscard]] std::vector<std::uint8_t> load(const std::filesystem::path& path);
void save(const std::filesystem::path& path, const std::string& text);
[[nodiscard]] hall::printer::Bitmap load_picture(const std::filesystem::path& path);

/// As shipped: profile("generic-80").
[[nodiscard]] hall::printer::Profile profile(const std::string& name);
[[nodiscard]] hall::printer::JobKey key(const char* text = "Jk7+");

/// A directory of its own, gone with the object.
class TemporaryDirectory {
public:
    TemporaryDirectory();
    ~TemporaryDirectory();
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

struct Ran {
    int exit_code = -1;
    std::string output;
};
/// Runs a shell command; its standard output, and its errors too.
[[nodiscard]] Ran run(const std::string& command);

}  // namespace support
