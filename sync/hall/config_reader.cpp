// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/config_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

#include <nlohmann/json.hpp>

namespace hall {

namespace {

constexpr std::size_t kIdMax = 32;
constexpr std::size_t kOffered = 8;
// Far beyond any fee; keeps sums of fees inside 64 bits.
constexpr double kMoneyMax = 1e12;

bool is_plain(std::string_view text) noexcept {
    return std::ranges::none_of(text, [](char c) { return (c >= 0 && c < ' ') || c == 0x7f; });
}

bool is_id_char(char c) noexcept {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
}

// "0.5", "12": what a person would type, not 12.000000.
std::string shown(double value) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%g", value);
    return text.data();
}

}  // namespace

void ConfigNode::refuse(std::string remedy) const {
    reader_->refuse(path_, std::move(remedy));
}

void ConfigNode::refuse(std::string_view key, std::string remedy) const {
    reader_->refuse(path_ + "/" + pointer_part(key), std::move(remedy));
}

bool ConfigNode::has(std::string_view key) const {
    return value_ != nullptr && value_->is_object() && value_->contains(key);
}

ConfigNode ConfigNode::field(std::string_view key) const {
    std::string path = path_ + "/" + pointer_part(key);
    if (!has(key)) {
        return {reader_, nullptr, std::move(path)};
    }
    return {reader_, &*value_->find(key), std::move(path)};
}

ConfigNode ConfigNode::entry(std::size_t index) const {
    return {reader_, &(*value_)[index], path_ + "/" + std::to_string(index)};
}

ConfigNode ConfigNode::required(std::string_view key) const {
    if (value_ != nullptr && !has(key)) {
        refuse(key, "this field is missing; add it");
    }
    return field(key);
}

ConfigNode ConfigNode::object(std::string_view key) const {
    ConfigNode found = required(key);
    if (found.value_ != nullptr && !found.value_->is_object()) {
        found.refuse("write an object here, { … }");
        found.value_ = nullptr;
    }
    return found;
}

std::vector<ConfigNode> ConfigNode::entries() const {
    std::vector<ConfigNode> out;
    if (value_ == nullptr) {
        return out;
    }
    if (!value_->is_array()) {
        refuse("write a list here, [ … ]");
        return out;
    }
    out.reserve(value_->size());
    for (std::size_t index = 0; index < value_->size(); ++index) {
        out.push_back(entry(index));
    }
    return out;
}

std::vector<ConfigNode> ConfigNode::list(std::string_view key) const {
    return required(key).entries();
}

std::vector<ConfigNode> ConfigNode::list_or_none(std::string_view key) const {
    return field(key).entries();
}

std::vector<std::string> ConfigNode::keys() const {
    std::vector<std::string> out;
    if (value_ != nullptr && value_->is_object()) {
        for (const auto& [key, unused] : value_->items()) {
            out.push_back(key);
        }
    }
    return out;
}

std::string ConfigNode::line() const {
    if (value_ == nullptr) {
        return {};
    }
    if (!value_->is_string()) {
        refuse("write a text in quotes here");
        return {};
    }
    const auto& text = value_->get_ref<const std::string&>();
    if (text.empty()) {
        refuse("this text is empty; fill it in");
    } else if (text.size() > ConfigReader::kLineMax || !is_plain(text)) {
        refuse(
            "this text is longer than 2000 bytes or holds a control character; shorten it to "
            "one line");
    } else {
        return text;
    }
    return {};
}

std::string ConfigNode::line(std::string_view key) const {
    return required(key).line();
}

std::string ConfigNode::line_or_none(std::string_view key) const {
    const ConfigNode found = field(key);
    const auto* text =
        found.value_ != nullptr ? found.value_->get_ptr<const std::string*>() : nullptr;
    const bool empty =
        found.value_ == nullptr || found.value_->is_null() || (text != nullptr && text->empty());
    return empty ? std::string{} : found.line();
}

std::string ConfigNode::id() const {
    std::string text = line();
    if (text.size() > kIdMax || !std::ranges::all_of(text, is_id_char)) {
        refuse("an id is at most 32 letters, digits, '-', '_' or '.'; \"" + text + "\" is not");
        return {};
    }
    return text;
}

std::string ConfigNode::id(std::string_view key) const {
    return required(key).id();
}

std::vector<std::string> ConfigNode::ids(std::string_view key) const {
    std::vector<std::string> out;
    for (const ConfigNode& entry : list(key)) {
        std::string id = entry.id();
        if (std::ranges::find(out, id) != out.end()) {
            entry.refuse("\"" + id + "\" stands in this list twice; keep one of them");
        }
        out.push_back(std::move(id));
    }
    return out;
}

Text ConfigNode::text() const {
    if (value_ != nullptr && !value_->is_object()) {
        refuse(R"(write {"zh-Hant": "…", "zh-Hans": "…", "en": "…"} here)");
        return {};
    }
    return {line(tag_of(Language::zh_hant)), line(tag_of(Language::zh_hans)),
            line(tag_of(Language::en))};
}

Text ConfigNode::text(std::string_view key) const {
    return required(key).text();
}

double ConfigNode::number(double least, double most) const {
    if (value_ == nullptr) {
        return least;
    }
    const double value = value_->is_number() ? value_->get<double>() : std::nan("");
    if (!(value >= least && value <= most)) {
        refuse("write a number from " + shown(least) + " to " + shown(most) + " here");
        return least;
    }
    return value;
}

double ConfigNode::real(std::string_view key, double least, double most) const {
    return required(key).number(least, most);
}

double ConfigNode::real_or(std::string_view key,
                           double least,
                           double most,
                           double otherwise) const {
    return has(key) ? real(key, least, most) : otherwise;
}

double ConfigNode::real_at(std::size_t index, double least, double most) const {
    const auto all = entries();
    if (index >= all.size()) {
        refuse("this list needs " + std::to_string(index + 1) + " numbers");
        return least;
    }
    return all[index].number(least, most);
}

int ConfigNode::whole(std::string_view key, int least, int most) const {
    const ConfigNode found = required(key);
    if (found.value_ != nullptr && !found.value_->is_number_integer()) {
        found.refuse("write a whole number from " + std::to_string(least) + " to " +
                     std::to_string(most) + " here");
        return least;
    }
    return static_cast<int>(found.number(least, most));
}

int ConfigNode::whole_or(std::string_view key, int least, int most, int otherwise) const {
    return has(key) ? whole(key, least, most) : otherwise;
}

std::optional<std::int64_t> ConfigNode::money_or_none(std::string_view key) const {
    const ConfigNode found = field(key);
    if (found.value_ == nullptr || found.value_->is_null()) {
        return std::nullopt;
    }
    if (!found.value_->is_number_integer()) {
        found.refuse("write the amount in the smallest unit, a whole number, or null");
        return std::nullopt;
    }
    return static_cast<std::int64_t>(found.number(0, kMoneyMax));
}

bool ConfigNode::flag_or(std::string_view key, bool otherwise) const {
    const ConfigNode found = field(key);
    if (found.value_ == nullptr) {
        return otherwise;
    }
    if (!found.value_->is_boolean()) {
        found.refuse("write true or false here");
        return otherwise;
    }
    return found.value_->get<bool>();
}

std::chrono::minutes ConfigNode::clock_time() const {
    const std::string text = line();
    const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
    if (text.size() == 5 && text[2] == ':' && digit(0) && digit(1) && digit(3) && digit(4)) {
        const int hour = (text[0] - '0') * 10 + text[1] - '0';
        const int minute = (text[3] - '0') * 10 + text[4] - '0';
        if (minute < 60 && hour * 60 + minute <= 24 * 60) {
            return std::chrono::minutes{hour * 60 + minute};
        }
    }
    refuse("write a time of day as \"08:30\"");
    return {};
}

std::chrono::minutes ConfigNode::clock_time(std::string_view key) const {
    return required(key).clock_time();
}

std::string offer_of(const std::vector<std::string>& names) {
    std::string out;
    for (std::size_t index = 0; index < names.size() && index < kOffered; ++index) {
        out += (index == 0 ? "" : ", ") + names[index];
    }
    return names.size() > kOffered ? out + ", …" : out;
}

void SeenIds::add(const ConfigNode& place, std::string_view key, const std::string& id) {
    if (!id.empty() && !seen_.insert(id).second) {
        place.refuse(key, "there is a " + what_ + " \"" + id + "\" already; choose another");
    }
}

}  // namespace hall
