// SPDX-License-Identifier: Apache-2.0
#include "printer/sim/knobs.h"

#include <array>
#include <charconv>
#include <string>

namespace hall::printer::sim {

namespace {

struct Switch {
    std::string_view knob;
    std::string_view on;
    std::string_view off;
    bool Knobs::*value;
};

constexpr std::array kSwitches{
    Switch{"cover", "open", "closed", &Knobs::cover_open},
    Switch{"cutter", "jam", "ok", &Knobs::cutter_jam},
    Switch{"head", "hot", "ok", &Knobs::head_hot},
    Switch{"error", "on", "off", &Knobs::broken},
    Switch{"feed", "pressed", "off", &Knobs::feed_pressed},
    Switch{"mute", "on", "off", &Knobs::mute},
    Switch{"garbled", "on", "off", &Knobs::garbled},
    Switch{"permission", "denied", "ok", &Knobs::denied},
    Switch{"busy", "on", "off", &Knobs::busy},
    Switch{"cable", "unplugged", "plugged", &Knobs::unplugged},
    Switch{"power", "off", "on", &Knobs::powered_off},
    Switch{"nak", "on", "off", &Knobs::nak},
    Switch{"chatter", "on", "off", &Knobs::chatter},
    Switch{"counter", "off", "on", &Knobs::no_counter},
    Switch{"stall", "on", "off", &Knobs::stalled},
};

std::optional<int> number(std::string_view text) {
    int value = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = parsed.ec == std::errc{} && parsed.ptr == text.data() + text.size();
    return whole && value >= 0 && value <= 10'000'000 ? std::optional(value) : std::nullopt;
}

}  // namespace

bool turn_knob(Knobs& knobs, std::string_view knob, std::string_view value) {
    for (const Switch& one : kSwitches) {
        if (one.knob == knob && (value == one.on || value == one.off)) {
            knobs.*one.value = value == one.on;
            return true;
        }
    }
    if (knob == "paper" && (value == "ok" || value == "near_end" || value == "out")) {
        knobs.paper = value == "ok" ? Paper::ok : value == "out" ? Paper::out : Paper::near_end;
        return true;
    }
    const auto count = number(value);
    if (!count.has_value()) {
        return false;
    }
    if (knob == "speed") {
        knobs.bytes_per_second = *count;
    } else if (knob == "unplug_after") {
        knobs.unplug_after = count;
    } else if (knob == "paper_rows") {
        knobs.paper_rows = count;
    } else {
        return false;
    }
    return true;
}

namespace {

std::string_view word(std::string_view& line) {
    const auto begin = std::min(line.find_first_not_of(" \t\r"), line.size());
    const auto end = std::min(line.find_first_of(" \t\r", begin), line.size());
    const auto found = line.substr(begin, end - begin);
    line.remove_prefix(end);
    return found;
}

// "at 5000 cover open": tried on a spare set, so that a wrong one is refused before it is due.
bool add_later(Knobs& knobs,
               std::string_view bytes,
               std::string_view knob,
               std::string_view value) {
    Knobs spare;
    const auto count = number(bytes);
    if (!count.has_value() || *count == 0 || !turn_knob(spare, knob, value)) {
        return false;
    }
    knobs.later.push_back({*count, std::string(knob), std::string(value)});
    return true;
}

bool read_line(Knobs& knobs, std::string_view knob, std::string_view& line) {
    const auto first = word(line);
    if (knob != "at") {
        return turn_knob(knobs, knob, first);
    }
    const auto later = word(line);
    return add_later(knobs, first, later, word(line));
}

}  // namespace

Result<Knobs> parse_knobs(std::string_view text) {
    Knobs knobs;
    for (int line_no = 1; !text.empty(); ++line_no) {
        const auto end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        line = line.substr(0, line.find('#'));
        const auto whole = line.substr(std::min(line.find_first_not_of(" \t\r"), line.size()));
        const auto knob = word(line);
        if (knob.empty()) {
            continue;
        }
        if (!read_line(knobs, knob, line) || !word(line).empty()) {
            const auto said = whole.substr(0, whole.find_last_not_of(" \t\r") + 1);
            return fault(Fault::bad_settings, "control line " + std::to_string(line_no) + ": \"" +
                                                  std::string(said) + "\" is no knob and value");
        }
    }
    return knobs;
}

}  // namespace hall::printer::sim
