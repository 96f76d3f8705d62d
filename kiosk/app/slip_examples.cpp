// SPDX-License-Identifier: Apache-2.0
#include "kiosk/app/slip_examples.h"

#include <algorithm>
#include <cassert>
#include <chrono>

namespace hall::kiosk {

namespace {

// Any 64 hexadecimal digits stand for the head of a log.
constexpr const char* kHead = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

class Examples {
public:
    Examples(const SlipSource& source, Language language, Moment now)
        : source_(source),
          language_(language),
          now_(now) {}

    std::vector<SlipExample> take() { return std::move(made_); }

    void tickets() {
        const auto& hall = source_.content.hall;
        const auto& items = source_.content.catalogue.items;
        const Item& first = items.front();
        IssuedTicket shown{.ahead = 4, .wait = WaitLine{10, 20}};
        add("ticket", ticket(first, 23), &shown, {});
        made_.back().words.push_back(say("slip.ahead"));

        IssuedNote marked =
            ticket(*std::next(items.begin(), static_cast<int>(items.size() / 2)), 7);
        marked.priority = "elder";
        marked.band = Band::appointment;
        marked.number.no = nth_number(Band::appointment, marked.ordinal).value_or(1);
        marked.due = now_ + std::chrono::minutes(30);
        shown = {.ahead = 128, .wait = WaitLine{110, 185}};
        shown.slot = source_.clock.time_text(*marked.due);
        add("ticket-marked", marked, &shown, {.prechecked = true});
        for (const char* key :
             {"ticket.priority", "ticket.appointment_mark", "ticket.prechecked"}) {
            made_.back().words.push_back(say(key));
        }

        IssuedNote next = ticket(items.back(), 1);
        next.number.lane = Lane{1};
        shown = {.ahead = 0, .wait = WaitLine{0, 5}};
        add("ticket-next", next, &shown, {});
        made_.back().words.push_back(say("ticket.offline"));

        IssuedNote alone = ticket(first, 24);
        alone.number.lane = Lane{1};
        alone.appointment = "7K3F9Q2M";
        shown = {.ahead = 3, .wait = WaitLine{5, 15}};
        add("ticket-cut-off", alone, &shown, {});
        made_.back().words.emplace_back("7K3F9Q2M");

        const Item& longest = longest_name();
        shown = {.ahead = 12, .resumes_at = {"14:00", "14:00", "14:00"}};
        add("ticket-long", ticket(longest, 888), &shown, {});
        made_.back().words.emplace_back("14:00");

        add("copy", ticket(first, 23), nullptr, {.attempt = 2, .copy = true});
        made_.back().words.push_back(say("ticket.reprint"));

        const IssuedNote torn = ticket(first, 23);
        made_.push_back({"void",
                         void_slip_for(source_, torn, now_, 1),
                         {say("slip.void"), hall.name.in(language_)}});
    }

    void guides() {
        const auto& items = source_.content.catalogue.items;
        const auto size = [](const Item& item) {
            return item.materials.size() * 3 + item.steps.size() + item.fees.size();
        };
        const auto [least, most] =
            std::minmax_element(items.begin(), items.end(),
                                [&](const Item& a, const Item& b) { return size(a) < size(b); });
        for (const auto& [kind, item] :
             {std::pair("guide", least), std::pair("guide-long", most)}) {
            made_.push_back({kind,
                             guide_slip_for(source_, *item, language_, now_),
                             {say("kiosk.guide"), say("guide.steps")}});
        }
        made_.push_back({"opinion",
                         opinion_slip_for(source_, language_, now_),
                         {say("slip.opinion"), say("slip.opinion_praise")}});
    }

    void staff(const printer::Profile& profile) {
        const DayFigures figures{.day = source_.clock.business_day(now_),
                                 .issued = 186,
                                 .appointments = 22,
                                 .priority = 31,
                                 .offline = 4,
                                 .first_number = "A001",
                                 .last_number = "W012",
                                 .printed = 183,
                                 .unprinted = 2,
                                 .uncertain = 1,
                                 .copies = 3,
                                 .torn = 1,
                                 .log_entries = 1207,
                                 .log_head = kHead};
        made_.push_back({"day-close",
                         day_close_slip_for(source_, figures, language_, now_),
                         {say("slip.day_close"), "186", "183", "1207"}});
        made_.push_back({"test",
                         test_slip_for(source_, profile, "EMU0001", language_, now_),
                         {say("slip.test"), say("slip.test_check")}});
    }

private:
    std::string say(const char* key) const { return source_.phrases.say(key, language_); }

    const Item& longest_name() const {
        const auto& items = source_.content.catalogue.items;
        return *std::max_element(items.begin(), items.end(), [&](const Item& a, const Item& b) {
            return a.name.in(language_).size() < b.name.in(language_).size();
        });
    }

    IssuedNote ticket(const Item& item, int ordinal) const {
        const Queue* queue = source_.content.hall.queue(item.queue);
        assert(queue != nullptr);  // load_catalogue() has seen to it.
        IssuedNote note;
        note.day = source_.clock.business_day(now_);
        note.number.prefix = queue->prefix;
        note.number.no = nth_number(Band::walk_in, ordinal).value_or(1);
        note.ordinal = ordinal;
        note.queue = queue->id;
        note.item = item.id;
        note.language = language_;
        return note;
    }

    void add(const char* kind,
             const IssuedNote& note,
             const IssuedTicket* shown,
             const SlipMarks& marks) {
        printer::Slip slip = slip_for(source_, note, shown, now_, marks);
        made_.push_back({kind, slip, {slip.service}});
    }

    const SlipSource& source_;
    Language language_;
    Moment now_;
    std::vector<SlipExample> made_;
};

}  // namespace

std::vector<SlipExample> slip_examples(const SlipSource& source,
                                       const printer::Profile& profile,
                                       Language language,
                                       Moment now) {
    assert(!source.content.catalogue.items.empty());
    Examples examples(source, language, now);
    examples.tickets();
    examples.guides();
    examples.staff(profile);
    return examples.take();
}

}  // namespace hall::kiosk
