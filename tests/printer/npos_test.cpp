// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "printer/encoder.h"
#include "printer/layout.h"
#include "tests/printer/support.h"
#include "tests/support/places.h"

using namespace hall::printer;

// Registered by CMake only where node_modules is there; otherwise CMake says that it is left out.
TEST_CASE("another maker's parser reads our bytes as the picture of the preview",
          "[printer][npos]") {
    for (const char* name : {"generic-80", "generic-58-cutter", "pos-80"}) {
        const Profile profile = support::profile(name);
        const auto preview = layout(support::long_slip(), support::fonts(),
                                    PaperSize{profile.width_dots, profile.dpi})
                                 .value();
        const auto job = encode(preview, profile, support::key(), Question::none).value();
        const support::TemporaryDirectory directory;
        const auto job_path = (directory.path() / "job.bin").string();
        const auto picture_path = (directory.path() / "picture.pbm").string();
        support::save(job_path, std::string(job.begin(), job.end()));
        const auto ran =
            support::run("cd " + hall::support::source_dir() +
                         "/tests/printer && node npos_read.js " + job_path + " " + picture_path);
        INFO(ran.output);
        REQUIRE(ran.exit_code == 0);
        const auto read = support::load(picture_path);
        const std::string head = "P4\n" + std::to_string(preview.width_dots) + " " +
                                 std::to_string(preview.height_dots) + "\n";
        std::vector<std::uint8_t> wanted(head.begin(), head.end());
        wanted.insert(wanted.end(), preview.rows.begin(), preview.rows.end());
        CHECK(read == wanted);
    }
}
