// SPDX-License-Identifier: Apache-2.0
// Messages that somebody or something has damaged.
#include <functional>
#include <random>
#include <set>

#include <catch2/catch.hpp>

#include "sync/json.h"
#include "sync/wire.h"
#include "tests/sync/wire_samples.h"

using namespace hall;
using namespace hall::sync;
using namespace hall::sync::test;

namespace {

// One kind of message: an example of it, and "read, and written again".
struct Form {
    std::string name;
    std::string example;
    std::function<std::optional<std::string>(std::string_view)> rewritten;
};

std::vector<Form> all_forms() {
    std::vector<Form> forms;
    for (const What& what : all_events()) {
        const Line line = encode(Event{kNow, what});
        forms.push_back({"event " + line.kind, line.body,
                         [kind = line.kind](std::string_view body) -> std::optional<std::string> {
                             const auto read = decode_event(kind, body, kNow);
                             return read ? std::optional{encode(*read).body} : std::nullopt;
                         }});
    }
    for (const NoteWhat& what : all_notes()) {
        const Line line = encode(Note{{9, 1234, kNow, true}, what});
        forms.push_back({"note " + line.kind, line.body,
                         [kind = line.kind](std::string_view body) -> std::optional<std::string> {
                             const auto read = decode_note(kind, body);
                             return read ? std::optional{encode(*read).body} : std::nullopt;
                         }});
    }
    const auto add = [&](const std::string& name, std::string example, auto decode, auto write) {
        forms.push_back(
            {name, std::move(example), [=](std::string_view body) -> std::optional<std::string> {
                 const auto read = decode(body);
                 return read ? std::optional{write(*read)} : std::nullopt;
             }});
    };
    const auto again = [](const auto& value) { return encode(value); };
    add("state", encode(full_state()), decode_state, again);
    add("push", encode(full_push()), decode_push, again);
    add("command", encode(full_command()), decode_command, again);
    add("alloc",
        encode(AllocAsk{id(1), QueueId{"A"}, Band::walk_in, DeviceId{"K01"}, 3, 9, "7K3F9Q2M"}),
        decode_alloc, again);
    add("reserved", encode_reserved(full_number(), 3), decode_reserved,
        [](const NumberChanged& number) { return encode_reserved(number, 3); });
    return forms;
}

// Every place in a document, as a pointer that can be written to.
void each_place(Json& json, const std::function<void(Json&)>& visit) {
    visit(json);
    if (json.is_structured()) {
        for (auto& below : json) {
            each_place(below, visit);
        }
    }
}

}  // namespace

TEST_CASE("every message reads the same after it was written", "[sync]") {
    for (const Form& form : all_forms()) {
        INFO(form.name);
        const auto again = form.rewritten(form.example);
        REQUIRE(again);
        CHECK(*again == form.example);
    }
}

TEST_CASE("a field of the wrong kind is refused, in every message and at every place", "[sync]") {
    const Json wrong = Json::array({Json::array({1})});
    for (const Form& form : all_forms()) {
        Json json = Json::parse(form.example);
        each_place(json, [&](Json& place) {
            const Json right = std::exchange(place, wrong);
            INFO(form.name << ": " << right.dump() << " made wrong");
            CHECK_FALSE(form.rewritten(json.dump()));
            place = right;
        });
    }
}

TEST_CASE("a word that is not one of ours is refused, never taken for another", "[sync]") {
    const std::set<std::string> words{"action",     "state",    "band",   "paper",
                                      "before_end", "why",      "reason", "type",
                                      "language",   "lane_day", "day",    "number"};
    for (const Form& form : all_forms()) {
        Json json = Json::parse(form.example);
        each_place(json, [&](Json& place) {
            if (!place.is_object()) {
                return;
            }
            for (auto& [key, value] : place.items()) {
                const bool is_free_text =
                    (key == "reason" && form.name != "event number" && form.name != "reserved") ||
                    (key == "number" && form.name.starts_with("event case"));  // An office's own.
                if (!value.is_string() || !words.contains(key) || is_free_text) {
                    continue;
                }
                const Json right = std::exchange(value, "nonsense");
                INFO(form.name << ": " << key << " made nonsense");
                CHECK_FALSE(form.rewritten(json.dump()));
                value = right;
            }
        });
    }
}

// What the damage leaves readable must be a message of ours: written again, it reads the same.
TEST_CASE("ten thousand damaged messages crash nobody and are refused or sound", "[sync]") {
    std::mt19937 random{20261123};
    const auto dice = [&](std::size_t sides) { return random() % sides; };
    const std::vector<std::string> pieces{
        "null", "-1", "1e308", "\"\"", "{}", "[]", "\"", "}", "\\u0000", "\xFF", "9007199254740993",
        "true", ","};
    int accepted = 0;
    for (const Form& form : all_forms()) {
        for (int i = 0; i < 600; ++i) {
            std::string text = form.example;
            for (std::size_t hits = 1 + dice(3); hits > 0; --hits) {
                const std::size_t at = dice(text.size());
                switch (dice(4)) {
                    case 0:
                        text[at] = static_cast<char>(dice(256));
                        break;
                    case 1:
                        text.erase(at, 1 + dice(8));
                        break;
                    case 2:
                        text.insert(at, pieces[dice(pieces.size())]);
                        break;
                    default:
                        text.replace(at, 1, std::to_string(dice(100)));
                        break;
                }
                text += text.empty() ? " " : "";
            }
            const auto once = form.rewritten(text);
            if (once) {
                ++accepted;
                INFO(form.name << ": " << text);
                REQUIRE(form.rewritten(*once) == once);
            }
        }
    }
    CHECK(accepted > 0);
}
