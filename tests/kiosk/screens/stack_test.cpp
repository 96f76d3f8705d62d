// SPDX-License-Identifier: Apache-2.0
#include "kiosk/screens/stack.h"

#include <catch2/catch.hpp>

#include "kiosk/screens/finder.h"
#include "kiosk/screens/pages.h"
#include "tests/kiosk/screens/visitor.h"

using namespace hall;
using namespace hall::screens;
using namespace hall::screens::tests;

namespace {

const ItemId kIdCard{"GA-02"};

}  // namespace

TEST_CASE("each of the 230 matters is a ticket in no more than four touches from home",
          "[screens]") {
    const auto content = sample_content();
    REQUIRE(content->catalogue.items.size() == 230);
    for (const Item& item : content->catalogue.items) {
        INFO(item.id.value);
        REQUIRE(category_of(*content, item.id, {}) != nullptr);
        Visitor visitor;
        visitor.begin();
        REQUIRE(visitor.place() == PlaceKind::home);
        visitor.touches = 0;
        visitor.to_guide(item.id).touch({Act::take});
        CHECK(visitor.touches <= 4);
        REQUIRE(visitor.asked().size() == 1);
        CHECK(visitor.asked().front().item == item.id);
        CHECK(visitor.desk_gives().place() == PlaceKind::issued);
    }
}

TEST_CASE("what most people come for is a ticket in two touches from home", "[screens]") {
    Visitor visitor;
    visitor.begin().touches = 0;
    visitor.touch(
        {.act = Act::open_item, .item = most_wanted(*visitor.view.content, 1).front()->id});
    visitor.touch({Act::take});
    CHECK(visitor.touches == 2);
    CHECK(visitor.asked().size() == 1);
}

TEST_CASE("ten taps in a second ask for one ticket", "[screens]") {
    Visitor visitor;
    visitor.begin().to_guide(kIdCard);
    visitor.now += Instant{2'000};
    for (int tap = 0; tap < 10; ++tap) {
        visitor.send(visitor.stack.act({Act::take}, visitor.view, visitor.now));
        visitor.now += Instant{100};
        if (tap == 3) {
            visitor.desk_gives();
        }
        // The rest falls on the ticket's own screen, where "done" lies under the finger.
        if (visitor.place() == PlaceKind::issued) {
            visitor.send(visitor.stack.act({Act::done}, visitor.view, visitor.now));
        }
    }
    CHECK(visitor.asked().size() == 1);
    CHECK(visitor.dismissed() == 0);
    CHECK(visitor.place() == PlaceKind::issued);
}

TEST_CASE("the button does nothing while the desk is at work", "[screens]") {
    Visitor visitor;
    visitor.begin().to_guide(kIdCard);
    visitor.view.issuing = true;
    visitor.touch({Act::take});
    CHECK(visitor.asked().empty());
    visitor.view.issuing = false;
    visitor.touch({Act::take}).touch({Act::take});
    CHECK(visitor.asked().size() == 1);
}

TEST_CASE("every ticket has a touch key of its own", "[screens]") {
    Visitor visitor;
    visitor.begin().to_guide(kIdCard).touch({Act::take}).desk_gives().touch({Act::done});
    visitor.begin().to_guide(kIdCard).touch({Act::take});
    REQUIRE(visitor.asked().size() == 2);
    CHECK(visitor.asked()[0].touch != visitor.asked()[1].touch);
}

TEST_CASE("somebody else's ticket in the view is not shown as ours", "[screens]") {
    Visitor visitor;
    visitor.begin().to_guide(kIdCard).touch({Act::take});
    visitor.view.issued = ticket_for(visitor.view, make_uuid(Moment{}, 99, 99), kIdCard);
    visitor.see();
    CHECK(visitor.place() == PlaceKind::guide);
}

TEST_CASE("a change of language keeps the place", "[screens]") {
    Visitor visitor;
    visitor.begin().to_guide(kIdCard);
    const Place before = visitor.stack.visit().place();
    for (const Language language : kLanguages) {
        visitor.touch({.act = Act::language, .language = language});
        CHECK(visitor.stack.visit().language == language);
        CHECK(visitor.stack.visit().place() == before);
    }
    visitor.touch({Act::take});
    CHECK(visitor.asked().back().language == Language::en);
}

TEST_CASE("back leads the way one came, home leads home", "[screens]") {
    Visitor visitor;
    visitor.begin().to_guide(kIdCard).touch({Act::back});
    CHECK(visitor.place() == PlaceKind::items);
    visitor.touch({Act::back});
    CHECK(visitor.place() == PlaceKind::home);
    visitor.to_guide(kIdCard).touch({Act::home});
    CHECK(visitor.place() == PlaceKind::home);
    CHECK(visitor.stack.visit().path.size() == 2);
}

TEST_CASE("who left is asked for twenty seconds, then the kiosk is as new", "[screens]") {
    Visitor visitor;
    visitor.begin(Language::en).to_guide(kIdCard);
    visitor.wait(kIdleWarn - Instant{500});
    CHECK_FALSE(visitor.stack.visit().leaving_in(visitor.now).has_value());
    visitor.wait(Instant{1'000});
    CHECK(visitor.stack.visit().leaving_in(visitor.now) == 20);

    SECTION("a touch stays") {
        visitor.touch({Act::more_time});
        CHECK(visitor.place() == PlaceKind::guide);
        CHECK_FALSE(visitor.stack.visit().leaving_in(visitor.now).has_value());
    }
    SECTION("silence goes back to the start and to the hall's language") {
        visitor.wait(kWarning);
        CHECK(visitor.place() == PlaceKind::attract);
        CHECK(visitor.stack.visit().language == visitor.view.content->hall.default_language);
    }
}

TEST_CASE("the kiosk says itself when it has to look again", "[screens]") {
    Visitor visitor;
    CHECK_FALSE(visitor.stack.next(visitor.now).has_value());
    visitor.begin();
    CHECK(visitor.stack.next(visitor.now) == visitor.now + kIdleWarn);
    visitor.wait(kIdleWarn + Instant{100});
    CHECK(visitor.stack.next(visitor.now) == visitor.now + Instant{900});
}

TEST_CASE("a ticket stays thirty seconds on the screen and is then put away", "[screens]") {
    Visitor visitor;
    visitor.begin().to_guide(kIdCard).touch({Act::take}).desk_gives();
    visitor.wait(kShown - Instant{1'000});
    CHECK(visitor.place() == PlaceKind::issued);
    CHECK(visitor.stack.visit().leaving_in(visitor.now) == 1);
    visitor.wait(Instant{1'000});
    CHECK(visitor.place() == PlaceKind::attract);
    CHECK(visitor.dismissed() == 1);
}

TEST_CASE("a number that is not on paper is shown anew for its whole time", "[screens]") {
    const auto paper = GENERATE(kiosk::PaperState::unprinted, kiosk::PaperState::uncertain);
    Visitor visitor;
    visitor.begin().to_guide(kIdCard).touch({Act::take}).desk_gives();
    visitor.wait(Instant{25'000});
    visitor.view.issued->paper = paper;
    visitor.see().wait(Instant{21'000});
    CHECK(visitor.place() == PlaceKind::issued);
    visitor.wait(Instant{9'000});
    CHECK(visitor.place() == PlaceKind::attract);
}

TEST_CASE("a slip that did not come can be printed again", "[screens]") {
    Visitor visitor;
    visitor.begin().to_guide(kIdCard).touch({Act::take}).desk_gives(kiosk::PaperState::unprinted);
    visitor.touch({Act::reprint});
    CHECK(visitor.sent.back() == kiosk::Command{kiosk::Reprint{visitor.view.issued->ticket}});
}

TEST_CASE("a refusal is told, and leads back to the guide", "[screens]") {
    Visitor visitor;
    visitor.begin().to_guide(kIdCard).touch({Act::take}).desk_refuses("hall_closed", "14:00");
    REQUIRE(visitor.place() == PlaceKind::trouble);
    CHECK(visitor.stack.visit().place().trouble == Trouble::refused);
    visitor.touch({Act::back});
    CHECK(visitor.place() == PlaceKind::guide);
    visitor.touch({Act::take});
    CHECK(visitor.asked().size() == 2);
}

TEST_CASE("a desk that does not answer is not waited for in silence, and a late ticket is shown",
          "[screens]") {
    Visitor visitor;
    visitor.begin().to_guide(kIdCard).touch({Act::take}).wait(kAnswerLimit);
    CHECK(visitor.stack.visit().place().trouble == Trouble::no_answer);
    visitor.desk_gives();
    CHECK(visitor.place() == PlaceKind::issued);
}

TEST_CASE("when nothing can be written down no number is to be had", "[screens]") {
    Visitor visitor;
    visitor.begin().to_guide(kIdCard);
    visitor.view.out_of_service = true;
    visitor.touch({Act::take});
    CHECK(visitor.asked().empty());
    visitor.see();
    CHECK(visitor.stack.visit().place().trouble == Trouble::out_of_service);
    visitor.wait(Instant{300'000});
    CHECK(visitor.place() == PlaceKind::trouble);
    visitor.view.out_of_service = false;
    CHECK(visitor.see().place() == PlaceKind::attract);
}

TEST_CASE("a ticket that is out stays on the screen though the kiosk fails", "[screens]") {
    Visitor visitor;
    visitor.begin().to_guide(kIdCard).touch({Act::take}).desk_gives();
    visitor.view.out_of_service = true;
    CHECK(visitor.see().place() == PlaceKind::issued);
}

TEST_CASE("outside hours the kiosk says when, and still lets people read", "[screens]") {
    Visitor visitor;
    SECTION("in the evening") {
        visitor.view = evening();
        visitor.begin();
        CHECK(visitor.stack.visit().place().trouble == Trouble::closed);
        visitor.touch({Act::read_guides});
        CHECK(visitor.place() == PlaceKind::home);
    }
    SECTION("at noon without duty") {
        visitor.view = noon();
        for (auto& [id, line] : visitor.view.queues) {
            line.issuing = false;
        }
        visitor.begin();
        CHECK(visitor.stack.visit().place().trouble == Trouble::lunch);
    }
    SECTION("at noon numbers are still given out") {
        visitor.view = noon();
        CHECK(visitor.begin().place() == PlaceKind::home);
    }
}

TEST_CASE("one wish for a printed guide is one guide", "[screens]") {
    Visitor visitor;
    visitor.begin().to_guide(kIdCard).touch({Act::print_guide}).touch({Act::print_guide});
    CHECK(visitor.sent.size() == 1);
    visitor.wait(kGuidePrinting).touch({Act::print_guide});
    CHECK(visitor.sent.size() == 2);
}

TEST_CASE("typing changes the query, and only the query", "[screens]") {
    Visitor visitor;
    visitor.begin().touch({Act::open_search});
    REQUIRE(visitor.place() == PlaceKind::search);
    const auto query = [&] { return visitor.stack.visit().path.back().query; };
    for (const char* key : {"j", "z", "x"}) {
        visitor.touch({.act = Act::type, .text = key});
    }
    visitor.touch({Act::erase}).touch({.act = Act::type, .text = "z"});
    CHECK(query() == Query{Typing::letters, "jzz"});
    visitor.touch({.act = Act::keyboard, .typing = Typing::strokes});
    CHECK(query() == Query{Typing::strokes, ""});
    visitor.touch({.act = Act::type, .text = "4"}).touch({.act = Act::type, .text = "1"});
    visitor.touch({.act = Act::choose, .text = "護"}).touch({.act = Act::type, .text = "2"});
    CHECK(query() == Query{Typing::strokes, "護2"});
    visitor.touch({Act::erase}).touch({Act::erase}).touch({Act::erase});
    CHECK(query().text.empty());
    CHECK(visitor.sent.empty());
    CHECK(visitor.place() == PlaceKind::search);
}

TEST_CASE("nobody can type without end", "[screens]") {
    Visitor visitor;
    visitor.begin().touch({Act::open_search});
    for (std::size_t i = 0; i < 3 * kQueryMost; ++i) {
        visitor.touch({.act = Act::type, .text = "a"});
    }
    CHECK(visitor.stack.visit().path.back().query.text.size() == kQueryMost);
}

TEST_CASE("keys may follow one another as quickly as fingers can", "[screens]") {
    Visitor visitor;
    visitor.begin().touch({Act::open_search});
    visitor.now += Instant{2'000};
    for (const char* key : {"h", "u", "z", "h", "a", "o"}) {
        visitor.now += Instant{90};
        visitor.send(visitor.stack.act({.act = Act::type, .text = key}, visitor.view, visitor.now));
    }
    CHECK(visitor.stack.visit().path.back().query.text == "huzhao");
}

TEST_CASE("who comes back from a guide finds the search as it was", "[screens]") {
    Visitor visitor;
    visitor.begin().touch({Act::open_search}).touch({.act = Act::type, .text = "j"});
    visitor.touch({.act = Act::open_item, .item = ItemId{"GA-14"}}).touch({Act::back});
    CHECK(visitor.place() == PlaceKind::search);
    CHECK(visitor.stack.visit().path.back().query.text == "j");
}

TEST_CASE("what is taken here today rises in the list, and the next citizen sees nothing typed",
          "[screens]") {
    Visitor visitor;
    const Item* rare = nullptr;
    for (const Item& item : visitor.view.content->catalogue.items) {
        rare = rare == nullptr || item.visits_per_day < rare->visits_per_day ? &item : rare;
    }
    const auto wanted = [&] {
        return wanted_today(*visitor.view.content, visitor.stack.visit().taken, 10);
    };
    CHECK(std::ranges::count(wanted(), rare) == 0);
    for (int i = 0; i < 4; ++i) {
        visitor.begin().touch({Act::open_search}).touch({.act = Act::type, .text = "x"});
        visitor.touch({.act = Act::open_item, .item = rare->id}).touch({Act::take});
        visitor.desk_gives(kiosk::PaperState::printed).touch({Act::done});
    }
    CHECK(wanted().front() == rare);
    visitor.begin().touch({Act::open_search});
    CHECK(visitor.stack.visit().path.back().query.text.empty());
}

TEST_CASE("a tap right after a change of place was meant for the one before", "[screens]") {
    Visitor visitor;
    visitor.begin().to_guide(kIdCard);
    visitor.send(visitor.stack.act({Act::take}, visitor.view, visitor.now + Instant{200}));
    CHECK(visitor.asked().empty());
}

TEST_CASE("a priority ticket is one touch on its class, and the green lane is not for choosing",
          "[screens]") {
    Visitor visitor;
    visitor.begin().to_guide(kIdCard).touch({.act = Act::open_priority});
    CHECK(visitor.place() == PlaceKind::priority);
    CHECK(visitor.stack.visit().place().item == kIdCard);
    for (const PriorityClass* one : priority_choices(*visitor.view.content)) {
        CHECK(one->id != "green");
    }
    visitor.touch({.act = Act::take_priority, .text = "elder"});
    REQUIRE(visitor.asked().size() == 1);
    CHECK(visitor.asked().front().priority == "elder");
    CHECK(visitor.asked().front().item == kIdCard);
    visitor.touch({.act = Act::take_priority, .text = "pregnant"});
    CHECK(visitor.asked().size() == 1);  // One touch, one ticket.
    CHECK(visitor.desk_gives().place() == PlaceKind::issued);
}

TEST_CASE("who is none of them takes an ordinary ticket from there", "[screens]") {
    Visitor visitor;
    visitor.begin().to_guide(kIdCard).touch({.act = Act::open_priority}).touch({Act::take});
    REQUIRE(visitor.asked().size() == 1);
    CHECK(visitor.asked().front().priority.empty());
}
