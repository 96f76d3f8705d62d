// SPDX-License-Identifier: Apache-2.0
// A directory of its own for one test, gone when the test is.
#pragma once

#include <filesystem>
#include <string>

#include <stdlib.h>

namespace hall::test {

class TempDir {
public:
    TempDir() {
        std::string name = (std::filesystem::temp_directory_path() / "hall-XXXXXX").string();
        path_ = ::mkdtemp(name.data()) != nullptr ? name : "/nonexistent";
    }
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;
    ~TempDir() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] std::string file(const std::string& name) const { return path_ + "/" + name; }

private:
    std::string path_;
};

}  // namespace hall::test
