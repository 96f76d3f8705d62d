// SPDX-License-Identifier: Apache-2.0
// Reads a JSON document field by field and keeps the first thing that is wrong with it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sync/hall/config.h"

#include <nlohmann/json_fwd.hpp>

namespace hall {

class ConfigReader;

/// A place in the document. Every getter answers a harmless value once something is wrong, so a
/// loader reads straight through and asks ConfigReader::error() once, at the end.
/// Cheap to copy; lives no longer than its reader. Not thread-safe.
class ConfigNode {
public:
    /// The field `key`, which must be there and be an object.
    [[nodiscard]] ConfigNode object(std::string_view key) const;
    /// The entries of the array `key`, which must be there.
    [[nodiscard]] std::vector<ConfigNode> list(std::string_view key) const;
    /// As list(), but a missing field is an empty list.
    [[nodiscard]] std::vector<ConfigNode> list_or_none(std::string_view key) const;
    /// The entries of this node, which must be an array.
    [[nodiscard]] std::vector<ConfigNode> entries() const;
    /// The names of the fields of this node, which must be an object.
    [[nodiscard]] std::vector<std::string> keys() const;
    [[nodiscard]] bool has(std::string_view key) const;

    /// A line of text without control characters, at most kLineMax bytes; not empty.
    [[nodiscard]] std::string line(std::string_view key) const;
    /// As line(), but missing or empty is allowed.
    [[nodiscard]] std::string line_or_none(std::string_view key) const;
    /// This node itself as a line.
    [[nodiscard]] std::string line() const;
    /// A name of letters, digits, '-', '_' and '.', at most 32 characters: an id.
    [[nodiscard]] std::string id(std::string_view key) const;
    [[nodiscard]] std::string id() const;
    /// The ids of the array `key`; one named twice is refused.
    [[nodiscard]] std::vector<std::string> ids(std::string_view key) const;
    /// {"zh-Hant": …, "zh-Hans": …, "en": …}, all three there and not empty.
    [[nodiscard]] Text text(std::string_view key) const;
    [[nodiscard]] Text text() const;

    [[nodiscard]] int whole(std::string_view key, int least, int most) const;
    [[nodiscard]] int whole_or(std::string_view key, int least, int most, int otherwise) const;
    [[nodiscard]] std::optional<std::int64_t> money_or_none(std::string_view key) const;
    [[nodiscard]] double real(std::string_view key, double least, double most) const;
    [[nodiscard]] double real_or(std::string_view key,
                                 double least,
                                 double most,
                                 double otherwise) const;
    [[nodiscard]] double real_at(std::size_t index, double least, double most) const;
    [[nodiscard]] bool flag_or(std::string_view key, bool otherwise) const;

    /// "08:30" … "24:00" as minutes after midnight.
    [[nodiscard]] std::chrono::minutes clock_time(std::string_view key) const;
    [[nodiscard]] std::chrono::minutes clock_time() const;

    /// Notes what is wrong here, or at the field `key` below. Only the first note is kept.
    void refuse(std::string remedy) const;
    void refuse(std::string_view key, std::string remedy) const;
    /// The place of `key` below this one, for errors and look-ups.
    [[nodiscard]] ConfigNode field(std::string_view key) const;

private:
    friend class ConfigReader;
    ConfigNode(ConfigReader* reader, const nlohmann::json* value, std::string path)
        : reader_(reader),
          value_(value),
          path_(std::move(path)) {}

    [[nodiscard]] ConfigNode entry(std::size_t index) const;
    [[nodiscard]] ConfigNode required(std::string_view key) const;
    [[nodiscard]] double number(double least, double most) const;

    ConfigReader* reader_;
    const nlohmann::json* value_;  // Null when an error has been noted on the way here.
    std::string path_;
};

/// One document. Not thread-safe.
class ConfigReader {
public:
    static constexpr std::size_t kBytesMax = std::size_t{4} << 20;
    static constexpr int kDepthMax = 32;
    static constexpr std::size_t kLineMax = 2000;

    /// Parses `json`. What is wrong with it (too large, too deep, not JSON, not UTF-8, a key twice)
    /// is in error() and the root then answers only harmless values. Never throws.
    ConfigReader(std::string_view json, std::string file);
    ~ConfigReader();
    ConfigReader(const ConfigReader&) = delete;
    ConfigReader& operator=(const ConfigReader&) = delete;

    [[nodiscard]] ConfigNode root();
    [[nodiscard]] const std::optional<ConfigError>& error() const noexcept { return error_; }
    void refuse(std::string path, std::string remedy);

private:
    std::string file_;
    std::unique_ptr<nlohmann::json> document_;
    std::optional<ConfigError> error_;
};

/// A key as one part of a JSON pointer. Source: RFC 6901, section 3.
[[nodiscard]] std::string pointer_part(std::string_view key);

/// "ZA, ZC, ZD, …": at most eight of `names`, for a remedy that offers what there is.
[[nodiscard]] std::string offer_of(const std::vector<std::string>& names);

/// Keeps ids apart: refuses one that was there before.
class SeenIds {
public:
    explicit SeenIds(std::string what) : what_(std::move(what)) {}
    void add(const ConfigNode& place, std::string_view key, const std::string& id);

private:
    std::string what_;  // "queue", for the remedy.
    std::set<std::string> seen_;
};

}  // namespace hall
