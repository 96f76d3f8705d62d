// SPDX-License-Identifier: Apache-2.0
#include "kiosk/screens/speech.h"

#include <algorithm>

namespace hall::screens {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

bool is_sign(char c) {
    return is_digit(c) || is_capital(c) || (c >= 'a' && c <= 'z');
}

/// How long the ticket's number is that begins at `at`: one capital, three or four digits; or 0.
std::size_t number_at(std::string_view text, std::size_t at) {
    if (!is_capital(text[at]) || (at > 0 && is_sign(text[at - 1]))) {
        return 0;
    }
    std::size_t end = at + 1;
    while (end < text.size() && is_digit(text[end])) {
        ++end;
    }
    const std::size_t digits = end - at - 1;
    const bool ends = end == text.size() || !is_sign(text[end]);
    return ends && (digits == 3 || digits == 4) ? digits + 1 : 0;
}

bool is_choice(const Node& node) {
    return node.action.act != Act::none && node.role != Role::backdrop && node.visible.area() > 0;
}

/// A clock is told when one comes to it, not every minute.
bool is_news(const Node& node) {
    return node.role == Role::status && node.id != "clock";
}

std::string joined(const std::vector<std::string>& parts, const Words& words) {
    const std::string stop = words.language == Language::en ? ". " : "。";
    std::string all;
    for (const std::string& part : parts) {
        if (!part.empty()) {
            all += (all.empty() ? "" : stop) + part;
        }
    }
    return all;
}

}  // namespace

std::string spelled(std::string_view text) {
    std::string all;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = number_at(text, i);
        if (length == 0) {
            all += text[i++];
            continue;
        }
        for (std::size_t k = 0; k < length; ++k) {
            all += (k > 0 ? " " : "") + std::string(1, text[i + k]);
        }
        i += length;
    }
    return all;
}

std::string said(const Node& node, const Semantics& all, const Words& words) {
    std::vector<std::string> parts{spelled(words.of(node.label))};
    if (is_choice(node)) {
        std::size_t count = 0;
        std::size_t place = 0;
        for (const Node& other : all.nodes) {
            count += is_choice(other) && other.enabled ? 1U : 0U;
            place = &other == &node ? count : place;
        }
        if (!node.enabled) {
            parts.push_back(words.say("speech.unavailable"));
        } else {
            parts.push_back(words.say(node.chosen ? "speech.chosen" : "speech.button"));
            parts.push_back(words.say(
                "speech.position", {{"n", std::to_string(place)}, {"m", std::to_string(count)}}));
        }
    } else if (node.role == Role::heading) {
        parts.push_back(words.say("speech.heading"));
    }
    return joined(parts, words);
}

std::string page_said(const Semantics& all, const Words& words) {
    std::vector<std::string> parts;
    std::size_t choices = 0;
    for (const Node& node : all.nodes) {
        const std::string label = spelled(words.of(node.label));
        const bool told = node.role == Role::heading || is_news(node);
        if (told && std::ranges::find(parts, label) == parts.end() && parts.size() < 12) {
            parts.push_back(label);
        }
        choices += is_choice(node) && node.enabled ? 1U : 0U;
    }
    parts.push_back(words.say("speech.choices", {{"n", std::to_string(choices)}}));
    return joined(parts, words);
}

std::vector<const Node*> walk_of(const Semantics& all, bool listening) {
    std::vector<const Node*> walk;
    for (const Node& node : all.nodes) {
        const bool told = listening && node.action.act == Act::none && node.role != Role::image;
        if (node.visible.area() > 0 && (told || (is_choice(node) && node.enabled))) {
            walk.push_back(&node);
        }
    }
    return walk;
}

std::optional<std::string> Narrator::look(const std::string& page,
                                          const Semantics& all,
                                          const Words& words) {
    std::map<std::string, std::string> now;
    std::vector<std::string> news;
    for (const Node& node : all.nodes) {
        if (is_news(node)) {
            const std::string& label = words.of(node.label);
            const auto before = told_.find(node.id);
            if (before == told_.end() || before->second != label) {
                news.push_back(spelled(label));
            }
            now.emplace(node.id, label);
        }
    }
    told_ = std::move(now);
    if (page != page_) {
        page_ = page;
        return page_said(all, words);
    }
    if (news.empty()) {
        return std::nullopt;
    }
    return joined(news, words);
}

void Narrator::forget() {
    page_.clear();
    told_.clear();
}

}  // namespace hall::screens
