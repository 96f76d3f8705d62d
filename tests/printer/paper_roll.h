// SPDX-License-Identifier: Apache-2.0
// A virtual printer in a directory of its own, and what a test turns on it and sees of it.
#pragma once

#include <memory>
#include <string>

#include "printer/drivers.h"
#include "printer/printer.h"
#include "printer/sim/model.h"
#include "tests/printer/support.h"

namespace support {

class PaperRoll {
public:
    explicit PaperRoll(const std::string& profile_name = "generic-80")
        : profile_(support::profile(profile_name)) {
        profile_.job_limit = std::chrono::milliseconds(1500);
    }

    /// Writes the control file; in force at the printer's next word.
    void turn(const std::string& knobs) { save(directory_.path() / "control", knobs); }

    [[nodiscard]] hall::printer::Result<std::unique_ptr<hall::printer::Printer>> open() {
        return hall::printer::open_port(
                   {{"driver", "virtual"}, {"directory", directory_.path().string()}}, profile_)
            .map([this](auto port) {
                return std::make_unique<hall::printer::Printer>(std::move(port), profile_);
            });
    }

    [[nodiscard]] int slips() const {
        int count = 0;
        while (std::filesystem::exists(file(count + 1))) {
            ++count;
        }
        return count;
    }
    [[nodiscard]] hall::printer::Bitmap slip(int number) const {
        return load_picture(file(number));
    }
    [[nodiscard]] std::string text(const char* name) const {
        const auto bytes = load(directory_.path() / name);
        return {bytes.begin(), bytes.end()};
    }
    [[nodiscard]] hall::printer::Profile& profile() { return profile_; }
    [[nodiscard]] const std::filesystem::path& path() const { return directory_.path(); }

private:
    [[nodiscard]] std::filesystem::path file(int number) const {
        std::string digits = std::to_string(number);
        digits.insert(0, 6 - digits.size(), '0');
        return directory_.path() / ("slip-" + digits + ".png");
    }

    TemporaryDirectory directory_;
    hall::printer::Profile profile_;
};

/// A small picture that is not like any other: `seed` is in its dots.
[[nodiscard]] hall::printer::Bitmap small_paper(unsigned seed, int width_dots = 576);

}  // namespace support
