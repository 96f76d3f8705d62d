// SPDX-License-Identifier: Apache-2.0
// The sample hall as its documents describe it, for tests of this room.
#pragma once

#include <fstream>
#include <iterator>
#include <string>

#include <catch2/catch.hpp>

#include "sync/hall/config.h"
#include "tests/support/places.h"

namespace hall::test {

inline std::string file_text(const std::string& path) {
    std::ifstream file(hall::support::source_dir() + "/" + path, std::ios::binary);
    REQUIRE(file);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline std::string sample_text(const std::string& name) {
    return file_text("assets/hall/sample/" + name);
}

inline HallConfig sample_hall() {
    auto hall = load_hall(sample_text("hall.json"), "hall.json");
    if (!hall) {
        FAIL(hall.error().text());
    }
    return *std::move(hall);
}

inline Catalogue sample_catalogue(const HallConfig& hall) {
    auto catalogue = load_catalogue(sample_text("catalog.json"), hall, "catalog.json");
    if (!catalogue) {
        FAIL(catalogue.error().text());
    }
    return *std::move(catalogue);
}

}  // namespace hall::test
