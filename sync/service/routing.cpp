// SPDX-License-Identifier: Apache-2.0
#include "sync/service/routing.h"

namespace hall::service {

namespace {

// Takes the part before the next slash off; the slash goes with it.
std::string_view take_part(std::string_view& rest) noexcept {
    const auto end = rest.find('/');
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return part;
}

std::size_t slashes(std::string_view text) noexcept {
    std::size_t count = 0;
    for (const char c : text) {
        count += c == '/' ? 1 : 0;
    }
    return count;
}

}  // namespace

bool fits_pattern(std::string_view pattern, std::string_view path, std::string_view hall) noexcept {
    if (slashes(pattern) != slashes(path)) {
        return false;
    }
    while (!pattern.empty() || !path.empty()) {
        const std::string_view wanted = take_part(pattern);
        const std::string_view given = take_part(path);
        const bool fits = wanted == "{hall}"        ? given == hall
                          : wanted.starts_with('{') ? !given.empty()
                                                    : wanted == given;
        if (!fits) {
            return false;
        }
    }
    return true;
}

bool is_device_id(std::string_view id) noexcept {
    constexpr std::size_t kIdMost = 64;
    return !id.empty() && id.size() <= kIdMost && id != "reception" &&
           id.find_first_not_of(
               "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") ==
               std::string_view::npos;
}

std::string_view part_of(std::string_view path, std::size_t n) noexcept {
    if (path.starts_with('/')) {
        path.remove_prefix(1);
    }
    std::string_view part;
    for (std::size_t i = 0; i <= n; ++i) {
        part = take_part(path);
    }
    return part;
}

}  // namespace hall::service
