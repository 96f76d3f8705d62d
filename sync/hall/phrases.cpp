// SPDX-License-Identifier: Apache-2.0
#include "sync/hall/phrases.h"

#include <algorithm>

#include "sync/hall/config_reader.h"

namespace hall {

namespace {

// {placeholder}: lower-case letters, digits and '_' between braces.
std::string_view name_at(std::string_view text, std::size_t brace) noexcept {
    const std::size_t end = text.find('}', brace);
    if (end == std::string_view::npos) {
        return {};
    }
    const auto name = text.substr(brace + 1, end - brace - 1);
    const bool fine = std::ranges::all_of(
        name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
    return fine ? name : std::string_view{};
}

std::vector<std::string_view> sorted_placeholders(std::string_view text) {
    auto names = placeholders_of(text);
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

std::string list_of(const std::vector<std::string_view>& names) {
    std::string out;
    for (const std::string_view name : names) {
        out += (out.empty() ? "{" : ", {") + std::string(name) + "}";
    }
    return out.empty() ? "no placeholder" : out;
}

std::string filled(const std::string& text, const Phrases::Fillings& fillings) {
    std::string out;
    std::size_t from = 0;
    while (from < text.size()) {
        const std::size_t brace = text.find('{', from);
        if (brace == std::string::npos) {
            break;
        }
        out.append(text, from, brace - from);
        const std::string_view name = name_at(text, brace);
        const auto filling = std::ranges::find(
            fillings, name, [](const auto& f) { return std::string_view(f.first); });
        if (name.empty() || filling == fillings.end()) {
            out += '{';
            from = brace + 1;
        } else {
            out += filling->second;
            from = brace + name.size() + 2;
        }
    }
    return out.append(text, from, std::string::npos);
}

}  // namespace

std::vector<std::string_view> placeholders_of(std::string_view text) {
    std::vector<std::string_view> names;
    for (std::size_t at = text.find('{'); at != std::string_view::npos;
         at = text.find('{', at + 1)) {
        const std::string_view name = name_at(text, at);
        if (!name.empty()) {
            names.push_back(name);
        }
    }
    return names;
}

ConfigResult<Phrases> Phrases::load(const std::array<PhraseSource, 3>& sources) {
    Phrases phrases;
    for (std::size_t language = 0; language < sources.size(); ++language) {
        ConfigReader reader(sources[language].json, sources[language].file);
        const ConfigNode root = reader.root();
        const auto keys = root.keys();
        for (const std::string& key : keys) {
            const std::string text = root.line(key);
            const bool known = phrases.texts_.contains(key);
            if (language > 0 && !known) {
                root.refuse(key, "this key is not in " + sources[0].file +
                                     "; add it there or take "
                                     "it out here");
                break;
            }
            auto& texts = phrases.texts_[key];
            texts[language] = text;
            if (sorted_placeholders(text) != sorted_placeholders(texts[0])) {
                root.refuse(key, "this text has " + list_of(sorted_placeholders(text)) + " but " +
                                     sources[0].file + " has " +
                                     list_of(sorted_placeholders(texts[0])) + "; use the same");
            }
        }
        for (const auto& [key, texts] : phrases.texts_) {
            if (texts[language].empty()) {
                root.refuse(key, "this key is missing; add its text");
            }
        }
        if (reader.error()) {
            return tl::unexpected(*reader.error());
        }
    }
    return phrases;
}

std::string Phrases::say(std::string_view key, Language language, const Fillings& fillings) const {
    const auto found = texts_.find(key);
    if (found == texts_.end()) {
        return std::string(key);
    }
    return filled(found->second[static_cast<std::size_t>(language)], fillings);
}

Text Phrases::text(std::string_view key, const Fillings& fillings) const {
    return {say(key, Language::zh_hant, fillings), say(key, Language::zh_hans, fillings),
            say(key, Language::en, fillings)};
}

bool Phrases::has(std::string_view key) const {
    return texts_.contains(key);
}

std::vector<std::string_view> Phrases::keys() const {
    std::vector<std::string_view> out;
    out.reserve(texts_.size());
    for (const auto& [key, unused] : texts_) {
        out.emplace_back(key);
    }
    return out;
}

std::string Phrases::characters() const {
    std::string all;
    for (const auto& [unused, texts] : texts_) {
        for (const std::string& text : texts) {
            all += text;
        }
    }
    return all;
}

}  // namespace hall
