// SPDX-License-Identifier: Apache-2.0
// The document as a whole: size, depth, JSON, keys that stand twice.
#include <algorithm>
#include <functional>
#include <utility>

#include "sync/hall/config_reader.h"

#include <nlohmann/json.hpp>

namespace hall {

namespace {

using nlohmann::json;

// How deep the brackets go, without trusting that they close: asked before anything is built.
int deepest(std::string_view text) noexcept {
    int depth = 0;
    int most = 0;
    bool inside = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (inside) {
            at += c == '\\' ? 1U : 0U;
            inside = c != '"';
        } else if (c == '"') {
            inside = true;
        } else if (c == '{' || c == '[') {
            most = std::max(most, ++depth);
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return most;
}

std::string place_of(std::string_view text, std::size_t byte) {
    const auto before = text.substr(0, byte > 0 ? byte - 1 : 0);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const auto start = before.rfind('\n');
    const auto column = before.size() - (start == std::string_view::npos ? 0 : start + 1) + 1;
    return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

// Follows the parser to find a key that one object has twice; JSON itself would keep the last.
class TwiceFinder {
public:
    bool operator()(int, json::parse_event_t event, json& parsed) {
        switch (event) {
            case json::parse_event_t::object_start:
            case json::parse_event_t::array_start:
                enter(event == json::parse_event_t::array_start);
                break;
            case json::parse_event_t::object_end:
            case json::parse_event_t::array_end:
                open_.pop_back();
                break;
            case json::parse_event_t::key:
                name(parsed.get_ref<const std::string&>());
                break;
            case json::parse_event_t::value:
                step();
                break;
        }
        return true;
    }
    [[nodiscard]] const std::optional<std::string>& found() const { return found_; }

private:
    struct Open {
        bool is_array = false;
        std::size_t count = 0;
        std::string key;
        std::set<std::string> keys;
    };

    void step() {
        if (!open_.empty()) {
            ++open_.back().count;
        }
    }
    void enter(bool is_array) {
        step();
        open_.push_back({.is_array = is_array, .count = 0, .key = {}, .keys = {}});
    }
    void name(const std::string& key) {
        open_.back().key = key;
        if (!open_.back().keys.insert(key).second && !found_) {
            found_ = path();
        }
    }
    [[nodiscard]] std::string path() const {
        std::string out;
        for (const Open& open : open_) {
            out += "/" + (open.is_array ? std::to_string(open.count - 1) : pointer_part(open.key));
        }
        return out;
    }

    std::vector<Open> open_;
    std::optional<std::string> found_;
};

}  // namespace

std::string pointer_part(std::string_view key) {
    std::string out;
    for (const char c : key) {
        if (c == '~') {
            out += "~0";
        } else if (c == '/') {
            out += "~1";
        } else {
            out += c;
        }
    }
    return out;
}

ConfigReader::ConfigReader(std::string_view text, std::string file)
    : file_(std::move(file)),
      document_(std::make_unique<json>()) {
    if (text.size() > kBytesMax) {
        refuse("", "the document is larger than 4 MiB; split or shorten it");
        return;
    }
    if (deepest(text) > kDepthMax) {
        refuse("", "brackets go deeper than 32 levels; flatten the document");
        return;
    }
    TwiceFinder twice;
    try {
        *document_ = json::parse(text.begin(), text.end(), std::ref(twice));
    } catch (const json::parse_error& bad) {
        refuse("", place_of(text, bad.byte) +
                       " is not JSON in UTF-8; look there for a missing comma, quote or bracket");
        return;
    } catch (const json::exception& bad) {
        refuse("", std::string("the document cannot be read: ") + bad.what());
        return;
    }
    if (twice.found()) {
        refuse(*twice.found(), "this key stands here twice; keep one of them");
    } else if (!document_->is_object()) {
        refuse("", "the document must be one object, { … }");
    }
}

ConfigReader::~ConfigReader() = default;

ConfigNode ConfigReader::root() {
    return {this, error_ ? nullptr : document_.get(), ""};
}

void ConfigReader::refuse(std::string path, std::string remedy) {
    if (!error_) {
        error_ = ConfigError{file_, std::move(path), std::move(remedy)};
    }
}

}  // namespace hall
