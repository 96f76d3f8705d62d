// SPDX-License-Identifier: Apache-2.0
// What fuzz targets read their bytes with.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string_view>

namespace fuzz {

/// A broken promise ends the run, so that the input is kept.
inline void promise(bool kept, const char* what) {
    if (!kept) {
        std::fprintf(stderr, "broken promise: %s\n", what);
        std::abort();
    }
}

/// Bytes from the front, one by one; 0 when there are none left.
class Input {
public:
    Input(const std::uint8_t* data, std::size_t size) : rest_(data, size) {}

    std::uint8_t byte() {
        if (rest_.empty()) {
            return 0;
        }
        const std::uint8_t first = rest_.front();
        rest_ = rest_.subspan(1);
        return first;
    }

    /// Up to the next 1Fh, which is taken too.
    std::string_view field() {
        const std::string_view all = text();
        const std::size_t end = std::min(all.find('\x1F'), all.size());
        rest_ = rest_.subspan(std::min(end + 1, rest_.size()));
        return all.substr(0, end);
    }

    [[nodiscard]] bool empty() const { return rest_.empty(); }
    [[nodiscard]] std::span<const std::uint8_t> rest() const { return rest_; }
    [[nodiscard]] std::string_view text() const {
        return {reinterpret_cast<const char*>(rest_.data()), rest_.size()};
    }

private:
    std::span<const std::uint8_t> rest_;
};

}  // namespace fuzz
