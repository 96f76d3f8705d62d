// SPDX-License-Identifier: Apache-2.0
#include "printer/profile.h"

#include <array>
#include <charconv>
#include <optional>
#include <sstream>
#include <utility>

#include <toml++/toml.h>

namespace hall::printer {

namespace {

template <typename Value>
using Words = std::initializer_list<std::pair<std::string_view, Value>>;

constexpr std::array<std::string_view, 11> kKeys{
    "name",        "width_dots", "dpi",       "cut",          "feed_dots", "completion",
    "cut_counter", "status",     "band_rows", "job_limit_ms", "usb"};

tl::unexpected<Error> bad(std::string_view key, const std::string& why) {
    return fault(Fault::bad_settings, "printer profile: " + std::string(key) + ": " + why);
}

Outcome read(const toml::table& table, std::string_view key, int low, int high, int& value) {
    const toml::node* node = table.get(key);
    if (node == nullptr) {
        return {};
    }
    const auto number = node->value_exact<std::int64_t>();
    if (!number.has_value() || *number < low || *number > high) {
        return bad(key, "a number from " + std::to_string(low) + " to " + std::to_string(high));
    }
    value = static_cast<int>(*number);
    return {};
}

template <typename Value>
Outcome read(const toml::table& table, std::string_view key, Words<Value> words, Value& value) {
    const toml::node* node = table.get(key);
    if (node == nullptr) {
        return {};
    }
    const auto text = node->value_exact<std::string>();
    std::string allowed;
    for (const auto& [word, meaning] : words) {
        if (text == word) {
            value = meaning;
            return {};
        }
        allowed += (allowed.empty() ? "" : ", ") + std::string(word);
    }
    return bad(key, "one of " + allowed);
}

Outcome read(const toml::table& table, std::string_view key, bool& value) {
    const toml::node* node = table.get(key);
    if (node == nullptr) {
        return {};
    }
    const auto said = node->value_exact<bool>();
    if (!said.has_value()) {
        return bad(key, "true or false");
    }
    value = *said;
    return {};
}

Outcome read_usb(const toml::table& table, std::vector<UsbId>& ids) {
    const toml::node* node = table.get("usb");
    if (node == nullptr) {
        return {};
    }
    const toml::array* list = node->as_array();
    if (list == nullptr) {
        return bad("usb", "a list such as [\"0416:5011\"]");
    }
    for (const toml::node& entry : *list) {
        const auto id = parse_usb_id(entry.value_or(std::string_view{}));
        if (!id.has_value()) {
            return tl::unexpected<Error>(id.error());
        }
        ids.push_back(*id);
    }
    return {};
}

Outcome read_all(const toml::table& table, Profile& profile) {
    for (const auto& [key, unused] : table) {
        if (std::find(kKeys.begin(), kKeys.end(), key.str()) == kKeys.end()) {
            return bad(key.str(), "no such setting");
        }
    }
    profile.name = table["name"].value_or(std::string{});
    if (profile.name.empty()) {
        return bad("name", "is missing");
    }
    if (!table.contains("width_dots")) {
        return bad("width_dots", "is missing");
    }
    int limit_ms = static_cast<int>(profile.job_limit.count());
    auto done = read(table, "width_dots", 320, 640, profile.width_dots)
                    .and_then([&] { return read(table, "dpi", 150, 310, profile.dpi); })
                    .and_then([&] { return read(table, "feed_dots", 0, 255, profile.feed_dots); })
                    .and_then([&] { return read(table, "band_rows", 1, 24, profile.band_rows); })
                    .and_then([&] { return read(table, "cut_counter", profile.cut_counter); })
                    .and_then([&] { return read(table, "job_limit_ms", 500, 60000, limit_ms); })
                    .and_then([&] {
                        return read<Cut>(table, "cut",
                                         {{"none", Cut::none},
                                          {"partial", Cut::partial},
                                          {"full", Cut::full},
                                          {"partial_feed", Cut::partial_feed},
                                          {"full_feed", Cut::full_feed}},
                                         profile.cut);
                    })
                    .and_then([&] {
                        return read<Completion>(table, "completion",
                                                {{"process_id", Completion::process_id},
                                                 {"in_order", Completion::in_order},
                                                 {"probe", Completion::probe},
                                                 {"status", Completion::status}},
                                                profile.completion);
                    })
                    .and_then([&] {
                        return read<StatusUse>(table, "status",
                                               {{"required", StatusUse::required},
                                                {"optional", StatusUse::optional},
                                                {"none", StatusUse::none}},
                                               profile.status);
                    })
                    .and_then([&] { return read_usb(table, profile.usb); });
    profile.job_limit = std::chrono::milliseconds(limit_ms);
    if (done.has_value() && profile.width_dots % 8 != 0) {
        return bad("width_dots", "a multiple of 8");
    }
    return done;
}

}  // namespace

Result<Profile> parse_profile(std::string_view text) {
    toml::table table;
    try {
        table = toml::parse(text);
    } catch (const toml::parse_error& error) {
        std::ostringstream where;
        where << "line " << error.source().begin.line;
        return bad(where.str(), std::string(error.description()));
    }
    Profile profile;
    if (auto done = read_all(table, profile); !done.has_value()) {
        return tl::unexpected<Error>(done.error());
    }
    return profile;
}

Result<UsbId> parse_usb_id(std::string_view text) {
    const auto hex = [](std::string_view digits) -> std::optional<std::uint16_t> {
        std::uint16_t value = 0;
        const auto* end = digits.data() + digits.size();
        const auto parsed = std::from_chars(digits.data(), end, value, 16);
        return digits.size() == 4 && parsed.ec == std::errc{} && parsed.ptr == end
                   ? std::optional(value)
                   : std::nullopt;
    };
    if (text.size() == 9 && text[4] == ':') {
        const auto vendor = hex(text.substr(0, 4));
        const auto product = hex(text.substr(5));
        if (vendor.has_value() && product.has_value()) {
            return UsbId{*vendor, *product};
        }
    }
    return bad("usb", "\"" + std::string(text) + "\" is not of the form \"0416:5011\"");
}

}  // namespace hall::printer
