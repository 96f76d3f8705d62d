// SPDX-License-Identifier: Apache-2.0
// The screens without a finger: keys walk through what is drawn, and a voice reads it.
#include <algorithm>
#include <cmath>
#include <utility>

#include "kiosk/screens/stage.h"

namespace hall::screens {

using kiosk::Command;
using kiosk::View;

namespace {

constexpr int kLouder = 10;
constexpr float kPush = 0.6F;  // Of what is seen: the last rows stay, so that nothing is missed.
constexpr float kMark = 8;     // Q; how thick the mark around the focus is.

std::string page_of(const Visit& visit, const Semantics& all) {
    return std::to_string(static_cast<int>(visit.place().kind)) + "." +
           std::to_string(visit.entered.count()) + (visit.needs_open ? ".needs" : "") +
           (all.find("still_there") != nullptr ? ".leaving" : "");
}

/// A language is offered in its own words.
Language language_of(const Node& node, Language usual) {
    const bool own = node.action.act == Act::begin || node.action.act == Act::language;
    return own && node.role != Role::backdrop ? node.action.language : usual;
}

}  // namespace

std::optional<Utterance> Stage::take_utterance() {
    return std::exchange(utterance_, std::nullopt);
}

void Stage::say(std::string text, Language language) {
    if (!voice_ || !visit().needs.spoken) {
        return;
    }
    utterance_ = Utterance{std::move(text), language, volume_};
    last_said_ = *utterance_;
}

const Node* Stage::way_back() const {
    for (const char* id : {"needs_done", "more_time", "back", "home"}) {
        if (const Node* node = semantics_.find(id); node != nullptr && node->enabled) {
            return node;
        }
    }
    return nullptr;
}

std::vector<Command> Stage::key(Key key, const View& view, Instant now) {
    std::vector<Command> commands = stack_.watch(view, now);
    stack_.alive(now);
    const bool wakes = voice_ && !visit().needs.spoken && key != Key::pulled;
    if (wakes || (key == Key::pulled && visit().needs.spoken)) {
        stack_.listen(wakes);
        suit();
        return commands;
    }
    const auto act = [&](const Node* node) {
        if (node != nullptr && node->enabled && node->action.act != Act::none) {
            std::vector<Command> more = stack_.act(node->action, view, now);
            std::move(more.begin(), more.end(), std::back_inserter(commands));
        }
    };
    switch (key) {
        case Key::next:
        case Key::previous:
            step(key == Key::next ? 1 : -1, now);
            break;
        case Key::ok:
            act(semantics_.find(focus_));
            break;
        case Key::back:
            act(way_back());
            break;
        case Key::louder:
        case Key::softer:
            volume_ = std::clamp(volume_ + (key == Key::louder ? kLouder : -kLouder), kLouder, 100);
            last_said_.volume = volume_;
            [[fallthrough]];
        case Key::repeat:
            utterance_ = visit().needs.spoken ? std::optional{last_said_} : std::nullopt;
            break;
        case Key::plugged:
        case Key::pulled:
            break;
    }
    suit();
    return commands;
}

bool Stage::push_for(int by, const Node& from, Instant now) {
    Scroller& scroll = stack_.scroll();
    const float at = scroll.offset(now);
    const float room = by > 0 ? scroll.last() - at : at;
    if (!from.scrolls || room < 1) {
        return false;
    }
    const float push = std::min(room, semantics_.scrolled.h * kPush);
    scroll.drag(by > 0 ? -push : push, now);
    scroll.release(now);
    return true;
}

void Stage::step(int by, Instant now) {
    const auto walk = walk_of(semantics_, visit().needs.spoken);
    if (walk.empty()) {
        return;
    }
    const auto here = std::ranges::find(walk, focus_, [](const Node* node) { return node->id; });
    const auto count = static_cast<std::ptrdiff_t>(walk.size());
    const std::ptrdiff_t at = here - walk.begin();
    std::ptrdiff_t to = here == walk.end() ? (by > 0 ? 0 : count - 1) : at + by;
    if (here != walk.end()) {
        const bool leaves = to < 0 || to >= count || !walk[static_cast<std::size_t>(to)]->scrolls;
        if (leaves && push_for(by, **here, now)) {
            walk_ = Walk{focus_, by, {}};
            for (const Node* node : walk) {
                walk_->seen.push_back(node->id);
            }
            return;
        }
    }
    to = (to + count) % count;
    focus_ = walk[static_cast<std::size_t>(to)]->id;
    focus_said_.clear();
    show_focus(now);
}

// What is half hidden at an edge is pushed into sight.
void Stage::show_focus(Instant now) {
    const Node* node = semantics_.find(focus_);
    if (node == nullptr || !node->scrolls) {
        return;
    }
    const Rect& seen = semantics_.scrolled;
    const float below = node->rect.bottom() - seen.bottom();
    const float above = seen.y - node->rect.y;
    Scroller& scroll = stack_.scroll();
    const float at = scroll.offset(now);
    const float push = below > 0   ? std::min(below, scroll.last() - at)
                       : above > 0 ? -std::min(above, at)
                                   : 0;
    if (std::abs(push) >= 1) {
        scroll.drag(-push, now);
        scroll.release(now);
        moving_ = true;
    }
}

void Stage::resume(Instant now) {
    if (!walk_) {
        return;
    }
    const Walk before = std::move(*walk_);
    walk_.reset();
    auto walk = walk_of(semantics_, visit().needs.spoken);
    if (before.by < 0) {
        std::ranges::reverse(walk);
    }
    const auto from =
        std::ranges::find(walk, before.from, [](const Node* node) { return node->id; });
    auto to = from == walk.end() ? from : from + 1;
    if (to == walk.end() || !(*to)->scrolls) {
        to = std::ranges::find_if(walk, [&](const Node* node) {
            return node->scrolls && std::ranges::find(before.seen, node->id) == before.seen.end();
        });
    }
    if (to == walk.end()) {
        to = from == walk.end() ? walk.begin() : from;
    }
    focus_ = (*to)->id;
    focus_said_.clear();
    show_focus(now);
    moving_ = true;
}

void Stage::narrate(const View& view) {
    const std::string page = page_of(visit(), semantics_);
    if (page != page_) {
        page_ = page;
        focus_.clear();
        focus_said_.clear();
        walk_.reset();
    }
    const bool listening = voice_ && visit().needs.spoken;
    if (!listening) {
        if (std::exchange(listening_, false)) {
            utterance_ = Utterance{};
            narrator_.forget();
            volume_ = kVolume;
        }
        return;
    }
    const Words words{view, visit().language};
    const auto told = narrator_.look(page + std::string{tag_of(words.language)}, semantics_, words);
    if (!std::exchange(listening_, true)) {
        say(words.say("speech.welcome") + (words.language == Language::en ? ". " : "。") +
                told.value_or(""),
            words.language);
    } else if (told) {
        say(*told, words.language);
    }
    const Node* node = semantics_.find(focus_);
    if (node == nullptr) {
        return;
    }
    const Language own = language_of(*node, words.language);
    std::string text = said(*node, semantics_, words.in(own));
    // A button that counts seconds is not told again each second; a choice is, when it turns.
    if (focus_said_.empty() || (node->role == Role::choice && text != focus_said_)) {
        focus_said_ = text;
        say(std::move(text), own);
    }
}

void Stage::draw_focus(Painter& painter) const {
    const Node* node = semantics_.find(focus_);
    if (node == nullptr) {
        return;
    }
    const Point from = theme_.on_page({node->visible.x, node->visible.y});
    const Rect r{from.x, from.y, theme_.q(node->visible.w), theme_.q(node->visible.h)};
    const Palette& c = theme_.palette();
    painter.stroke(r.inset(-2), c.card, kRadius, kMark + 6);
    painter.stroke(r.inset(-2), c.focus, kRadius, kMark);
}

}  // namespace hall::screens
