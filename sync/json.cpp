// SPDX-License-Identifier: Apache-2.0
#include "sync/json.h"

namespace hall::sync {

namespace {

// Counts brackets outside strings: cheaper than letting the parser recurse first.
bool too_deep(std::string_view text) {
    int depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            i += c == '\\' ? 1 : 0;
            in_string = c != '"';
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            if (++depth > kDepthMax) {
                return true;
            }
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

const Json kNothing;

}  // namespace

Result<Json> parse_json(std::string_view text, std::size_t bytes_max) {
    if (text.size() > bytes_max) {
        return fail(Fault::too_large, "more than " + std::to_string(bytes_max) + " bytes of JSON");
    }
    if (too_deep(text)) {
        return fail(Fault::bad_message, "JSON nested deeper than " + std::to_string(kDepthMax));
    }
    try {
        return Json::parse(text);
    } catch (const Json::exception& e) {
        return fail(Fault::bad_message, e.what());
    }
}

Fields::Fields(const Json& object, std::string where) : object_(object), where_(std::move(where)) {
    if (!object_.is_object()) {
        detail_ = where_ + ": expected an object";
    }
}

const Json* Fields::find(const char* key) const {
    if (!object_.is_object()) {
        return nullptr;
    }
    const auto found = object_.find(key);
    return found == object_.end() || found->is_null() ? nullptr : &*found;
}

void Fields::fault(const char* key, std::string_view expected) {
    if (detail_.empty()) {
        detail_ = where_ + "/" + key + ": expected " + std::string(expected);
    }
}

std::string Fields::text(const char* key, std::size_t bytes_max) {
    const Json* found = find(key);
    if (found == nullptr || !found->is_string() ||
        found->get_ref<const std::string&>().size() > bytes_max) {
        fault(key, "a text of at most " + std::to_string(bytes_max) + " bytes");
        return {};
    }
    return found->get<std::string>();
}

std::string Fields::text_or(const char* key, std::string otherwise, std::size_t bytes_max) {
    return find(key) == nullptr ? std::move(otherwise) : text(key, bytes_max);
}

std::int64_t Fields::number(const char* key, std::int64_t least, std::int64_t most) {
    const Json* found = find(key);
    if (found == nullptr || !found->is_number_integer()) {
        fault(key, "a whole number");
        return least;
    }
    const bool too_large = found->is_number_unsigned() &&
                           found->get<std::uint64_t>() > static_cast<std::uint64_t>(kNumberMax);
    const auto value = too_large ? most : found->get<std::int64_t>();
    if (too_large || value < least || value > most) {
        fault(key, "a number from " + std::to_string(least) + " to " + std::to_string(most));
        return least;
    }
    return value;
}

std::optional<std::int64_t> Fields::number_or_none(const char* key) {
    if (find(key) == nullptr) {
        return std::nullopt;
    }
    return number(key, -kNumberMax);
}

std::optional<double> Fields::real_or_none(const char* key) {
    const Json* found = find(key);
    if (found == nullptr) {
        return std::nullopt;
    }
    if (!found->is_number()) {
        fault(key, "a number");
        return std::nullopt;
    }
    return found->get<double>();
}

bool Fields::flag(const char* key, bool otherwise) {
    const Json* found = find(key);
    if (found == nullptr) {
        return otherwise;
    }
    if (!found->is_boolean()) {
        fault(key, "true or false");
        return otherwise;
    }
    return found->get<bool>();
}

const Json& Fields::part(const char* key) {
    const Json* found = find(key);
    if (found == nullptr) {
        fault(key, "a value");
        return kNothing;
    }
    return *found;
}

const Json* Fields::part_or_none(const char* key) const {
    return find(key);
}

}  // namespace hall::sync
