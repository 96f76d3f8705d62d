// SPDX-License-Identifier: Apache-2.0
// A citizen in front of the stack: touches, waits, and the desk that answers.
#pragma once

#include <vector>

#include "kiosk/screens/stack.h"
#include "kiosk/screens/words.h"
#include "tests/kiosk/screens/sample.h"

namespace hall::screens::tests {

struct Visitor {
    kiosk::View view = morning();
    Instant now{10'000};
    std::uint64_t keys = 0;
    int touches = 0;
    std::vector<kiosk::Command> sent;
    Stack stack{[this] { return make_uuid(Moment{}, ++keys, 7); }};

    Visitor() { see(); }

    void send(std::vector<kiosk::Command> commands) {
        sent.insert(sent.end(), commands.begin(), commands.end());
    }
    /// A touch after a moment's thought.
    Visitor& touch(const Action& action) {
        now += Instant{2'000};
        ++touches;
        send(stack.act(action, view, now));
        return *this;
    }
    Visitor& wait(Instant span) {
        for (const Instant end = now + span; now < end;) {
            now += std::min(Instant{250}, end - now);
            see();
        }
        return *this;
    }
    Visitor& see() {
        send(stack.watch(view, now));
        return *this;
    }
    Visitor& begin(Language language = Language::zh_hant) {
        return touch({.act = Act::begin, .language = language});
    }
    Visitor& to_guide(const ItemId& item) {
        const Category* category = category_of(*view.content, item, {});
        touch({.act = Act::open_category, .category = category->id});
        return touch({.act = Act::open_item, .category = category->id, .item = item});
    }
    /// The tickets that were asked for.
    [[nodiscard]] std::vector<kiosk::IssueTicket> asked() const {
        std::vector<kiosk::IssueTicket> all;
        for (const kiosk::Command& command : sent) {
            if (const auto* ask = std::get_if<kiosk::IssueTicket>(&command)) {
                all.push_back(*ask);
            }
        }
        return all;
    }
    [[nodiscard]] int dismissed() const {
        int count = 0;
        for (const kiosk::Command& command : sent) {
            count += std::holds_alternative<kiosk::Dismiss>(command) ? 1 : 0;
        }
        return count;
    }
    /// The desk gives the ticket that was asked for last.
    Visitor& desk_gives(kiosk::PaperState paper = kiosk::PaperState::printing) {
        const kiosk::IssueTicket ask = asked().back();
        view.issued = ticket_for(view, ask.touch, ask.item);
        view.issued->paper = paper;
        view.issuing = false;
        return see();
    }
    Visitor& desk_refuses(const std::string& code, const std::string& resumes = {}) {
        const kiosk::IssueTicket ask = asked().back();
        view.refused = kiosk::Refused{ask.touch, ask.item, code, resumes};
        return see();
    }
    [[nodiscard]] PlaceKind place() const { return stack.visit().place().kind; }
};

}  // namespace hall::screens::tests
