// SPDX-License-Identifier: Apache-2.0
// nlohmann-json behind bounds: the one way in which text from outside becomes values. Include it
// in sources only; it is heavy.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "sync/fault.h"

#include <nlohmann/json.hpp>

namespace hall::sync {

using Json = nlohmann::json;

/// Deeper than any of our documents; shallow enough that no parser's stack is in danger.
inline constexpr int kDepthMax = 32;

/// Parses UTF-8 JSON of at most `bytes_max` bytes. Errors: too_large, bad_message.
[[nodiscard]] Result<Json> parse_json(std::string_view text, std::size_t bytes_max);

/// Reads the fields of one object and remembers the first that is missing, of the wrong type or
/// out of bounds. Ask ok() once at the end; until then every reader answers a harmless value.
class Fields {
public:
    Fields(const Json& object, std::string where);

    std::string text(const char* key, std::size_t bytes_max = 256);
    std::string text_or(const char* key, std::string otherwise, std::size_t bytes_max = 256);
    std::int64_t number(const char* key, std::int64_t least = 0, std::int64_t most = kNumberMax);
    std::optional<std::int64_t> number_or_none(const char* key);
    std::optional<double> real_or_none(const char* key);
    bool flag(const char* key, bool otherwise);
    /// An object or array below; null (and a fault) when it is not there.
    const Json& part(const char* key);
    /// Null without a fault when it is not there.
    const Json* part_or_none(const char* key) const;

    void fault(const char* key, std::string_view expected);
    [[nodiscard]] bool ok() const noexcept { return detail_.empty(); }
    [[nodiscard]] tl::unexpected<Error> error() const { return fail(Fault::bad_message, detail_); }

    static constexpr std::int64_t kNumberMax = (std::int64_t{1} << 53) - 1;  // What JSON carries.

private:
    const Json* find(const char* key) const;

    const Json& object_;
    std::string where_;
    std::string detail_;
};

}  // namespace hall::sync
