// SPDX-License-Identifier: Apache-2.0
#include "display/file_keep.h"

#include <algorithm>
#include <fstream>
#include <vector>

#include "display/picture.h"

namespace hall::display {

namespace {

constexpr std::size_t kKeyMax = 100;
constexpr std::size_t kValueMax = 32U << 20U;

bool is_key(std::string_view key) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '_' || c == '-';
    };
    return !key.empty() && key.size() <= kKeyMax && key.front() != '.' &&
           std::ranges::all_of(key, allowed);
}

}  // namespace

std::optional<std::string> FileKeep::get(std::string_view key) {
    if (!is_key(key)) {
        return std::nullopt;
    }
    std::ifstream file(folder_ + "/" + std::string(key), std::ios::binary | std::ios::ate);
    const std::streamoff size = file ? static_cast<std::streamoff>(file.tellg()) : -1;
    if (size < 0 || size > static_cast<std::streamoff>(kValueMax)) {
        return std::nullopt;
    }
    std::string bytes(static_cast<std::size_t>(size), '\0');
    file.seekg(0);
    file.read(bytes.data(), size);
    return file.gcount() == size ? std::optional(bytes) : std::nullopt;
}

Outcome FileKeep::put(std::string_view key, std::string_view bytes) {
    if (!is_key(key) || bytes.size() > kValueMax) {
        return fail(Fault::cannot_keep, "not a key or too long: " + std::string(key));
    }
    const std::vector<std::uint8_t> raw(bytes.begin(), bytes.end());
    if (auto written = write_whole(folder_ + "/" + std::string(key), raw); !written) {
        return fail(Fault::cannot_keep, written.error().detail);
    }
    return {};
}

}  // namespace hall::display
